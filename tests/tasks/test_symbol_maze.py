"""Ways over one symbol: grids, the shortest way, and lines judged."""

from itertools import pairwise
from random import Random

import msgspec
import pytest

from eyechart.answers import Integer
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Response
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.tracking._symbols_answers import _answer
from eyechart.tasks.tracking._symbols_scene import Symbols, grown, shortest, walkable
from eyechart.tasks.tracking.symbol_maze import SymbolMaze

TASK = SymbolMaze()
BY_HAND = Symbols(("00011", "10100", "00101", "01100", "00010"), ("K", "A"), (0, 0), (4, 4))
"""From the corner at the top to the corner at the bottom there is no way over K."""


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_by_hand() -> None:
    assert TASK.solve(BY_HAND) == []
    to_right = msgspec.structs.replace(BY_HAND, finish=(3, 4))
    # (0,0) (0,1) (0,2) ends there: row 1 is not reached from it but at column 1.
    assert TASK.solve(to_right) == []
    down = msgspec.structs.replace(BY_HAND, finish=(4, 0))
    assert TASK.solve(down) == [Integer(7, 2, 12)]
    corner = msgspec.structs.replace(BY_HAND, finish=(4, 2))
    assert TASK.solve(corner) == [Integer(9, 2, 12)]


def test_cells_grow_in_corridors() -> None:
    walk, origin = grown(Random(3), 12, 0)
    assert origin in walk and len(shortest(walk, origin, max(walk))) > 0
    blocks = [(r, c) for r, c in walk if {(r + 1, c), (r, c + 1), (r + 1, c + 1)} <= walk]
    assert not blocks


@pytest.mark.parametrize("level", [1, 4, 8, 10, 14])
def test_ways_are_as_long_as_asked_and_wind(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        way = shortest(walkable(scene), scene.start, scene.finish)
        straight = sum(abs(a - b) for a, b in zip(scene.start, scene.finish, strict=True)) + 1
        assert knobs["least_way"] <= len(way) <= 1.6 * knobs["least_way"]
        assert len(way) > straight
        assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in pairwise(way))
        assert TASK.essence(TASK.read_description(TASK.describe(scene))) == TASK.essence(scene)
    with pytest.raises(Unreadable):
        TASK.read_description("No grid.")


def test_levels_grow() -> None:
    for low, high in pairwise(TASK.knobs(level) for level in range(1, 30)):
        assert all(high[name] >= low[name] for name in ("side", "least_way", "symbols"))


def test_turned_pictures_keep_the_answer() -> None:
    item = TASK.item(4)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer


@pytest.mark.parametrize(("level", "index"), [(1, 0), (4, 1), (7, 3), (10, 2)])
def test_lines_are_judged(level: int, index: int) -> None:
    item = TASK.item(level, index)
    for seed in (1, 2, 3):
        hand = Hand(width=0.5 + 0.3 * seed, wobble=0.9, seed=seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    unchanged = Response(pictures=(item.picture.png(),))
    for name, response in (("unchanged", unchanged), *TASK.mutants(item, "draw", hand)):
        assert not TASK.verify(item, response, "draw").correct, name


def test_any_shortest_way_counts() -> None:
    """Around an open square both ways are as short."""
    rows = ("00000", "01110", "01110", "01110", "00000")
    scene = Symbols(rows, ("S", "T"), (0, 0), (4, 4))
    item = TASK.item_of(scene)
    one = [*((0, c) for c in range(5)), *((r, 4) for r in range(1, 5))]
    other = [(c, r) for r, c in one]
    for way in (one, other):
        assert TASK.verify(item, _answer(scene, [way], Hand()), "draw").correct
    both = TASK.verify(item, _answer(scene, [one, other], Hand()), "draw")
    assert [name for name, passed in both.checks.items() if not passed] == ["no_extra_branch"]


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
    assert failed["gap"] == ["connected", "one_symbol_only"] or failed["gap"] == ["connected"]
    assert "finish_reached" in failed["first part only"]
    assert "start_left" in failed["last part only"]
    assert "one_symbol_only" in failed["shortcut over other symbols"]
    assert failed["two symbols wiped"] == ["picture_unchanged"]
