"""Metro maps: well made, legible, answered by search, and traces judged."""

from itertools import combinations, pairwise
from random import Random

import msgspec
import numpy as np
import pytest

from eyechart.answers import Integer
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Response
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.tracking._metro_answers import _answer, _line
from eyechart.tasks.tracking._metro_making import named
from eyechart.tasks.tracking._metro_scene import (
    Line,
    Metro,
    Station,
    label_boxes,
    line_width,
    stretches_of,
    ways_between,
)
from eyechart.tasks.tracking.metro_map import MetroMap

TASK = MetroMap()


def _square() -> Metro:
    """A blue line around two sides of a square, a green one around the other two."""
    places = {
        "Alba": (100, 100), "Bolo": (300, 100), "Cura": (400, 100), "Dino": (400, 400),
        "Emil": (100, 250), "Fado": (100, 400),
    }  # fmt: skip
    stations = tuple(Station(name, x, y) for name, (x, y) in places.items())
    ways = ((0, 1, 2, 3), (0, 4, 5, 3))
    lines = tuple(
        Line(colour, tuple((stations[i].x, stations[i].y, i) for i in way))
        for colour, way in zip(("blue", "green"), ways, strict=True)
    )
    return Metro(stations, lines, (0, 3), pitch=100)


def test_contract() -> None:
    assert [
        check for check in check_task(TASK, levels=(1, 5, 10), count=1) if not check.passed
    ] == []


def test_by_hand() -> None:
    metro = _square()
    assert TASK.solve(metro) == [Integer(2, 0, 4)]
    assert len(ways_between(metro, 0, 3)) == 2
    across = msgspec.structs.replace(metro, asked=(1, 4))
    assert TASK.solve(across) == [Integer(1, 0, 4)]


@pytest.mark.parametrize("level", [1, 8])
def test_maps_are_legible(level: int) -> None:
    """No name on a line, on another name or off the sheet; the way is as long as asked."""
    knobs = TASK.knobs(level)
    for index in range(2):
        metro = TASK.scene(TASK.item(level, index))
        assert len(metro.lines) == knobs["lines"] and TASK.load(metro) >= knobs["least"]
        boxes = label_boxes(metro)
        points = np.concatenate([s.points for s in stretches_of(metro)])
        clear = line_width(metro) / 2 + 1
        for box in boxes:
            assert min(box.x, box.y) > 10 and max(box.x + box.width, box.y + box.height) < 502
            x, y = points.T
            inside = (abs(x - box.centre[0]) < box.width / 2 + clear) & (
                abs(y - box.centre[1]) < box.height / 2 + clear
            )
            assert not inside.any()
        for a, b in combinations(boxes, 2):
            assert (
                abs(a.centre[0] - b.centre[0]) > (a.width + b.width) / 2 + 3
                or abs(a.centre[1] - b.centre[1]) > (a.height + b.height) / 2 + 1
            )
        assert len({s.name for s in metro.stations}) == len(metro.stations)
        again = TASK.read_description(TASK.describe(metro))
        assert TASK.essence(again) == TASK.essence(metro)
    with pytest.raises(Unreadable):
        TASK.read_description("No map.")


def test_names_are_unlike() -> None:
    names = named(Random(1), 50, 6)
    assert len(names) == 50
    for a, b in combinations(names, 2):
        assert sum(x != y for x, y in zip(a, b, strict=False)) + abs(len(a) - len(b)) > 1


def test_levels_grow() -> None:
    for low, high in pairwise(TASK.knobs(level) for level in range(1, 30)):
        assert all(high[name] >= low[name] for name in low)


def test_turned_pictures_keep_the_answer() -> None:
    item = TASK.item(4)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer


@pytest.mark.parametrize(("level", "index"), [(1, 0), (8, 1)])
def test_traces_are_judged(level: int, index: int) -> None:
    item = TASK.item(level, index)
    for seed in (1, 2):
        hand = Hand(width=0.5 + 0.4 * seed, wobble=0.9, seed=seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    unchanged = Response(pictures=(item.picture.png(),))
    for name, response in (("unchanged", unchanged), *TASK.mutants(item, "draw", hand)):
        assert not TASK.verify(item, response, "draw").correct, name


def test_any_shortest_way_counts_but_not_both() -> None:
    metro = _square()
    item = TASK.item_of(metro)
    ways = [_line(metro, 0, way) for way in ways_between(metro, 0, 3)]
    for way in ways:
        assert TASK.verify(item, _answer(metro, [way], Hand()), "draw").correct
    both = TASK.verify(item, _answer(metro, ways, Hand()), "draw")
    assert [name for name, passed in both.checks.items() if not passed] == ["no_other_stretch"]


def test_failed_checks_are_named() -> None:
    item = TASK.item(7, 1)
    failed = {
        mutant.name: [
            name
            for name, passed in TASK.verify(item, mutant.response, "draw").checks.items()
            if not passed
        ]
        for mutant in TASK.mutants(item, "draw")
    }
    assert failed["gap"] == ["followed"]
    assert failed["first part only"] == ["end_reached", "followed"]
    assert failed["one stretch off the way"] == ["no_other_stretch"]
    assert failed["a stretch erased"] == ["picture_unchanged"]
    assert "end_reached" in failed["one stop short"]


def test_a_sheet_that_is_full_grows() -> None:
    loads, sizes = [], []
    for level in (18, 30, 45):
        item = TASK.item(level, 0)
        metro = TASK.scene(item)
        loads.append(TASK.load(metro))
        sizes.append(metro.size)
        assert metro.pitch >= 49 and item.picture.svg.startswith("<svg")
        assert f'width="{metro.size}" height="{metro.size}"' in item.picture.svg[:100]
        assert TASK.verify(item, TASK.solution(item, "draw", Hand(wobble=0.5)), "draw").correct
    assert sizes[0] == 512 and sorted(set(sizes)) == sizes and sorted(set(loads)) == loads
