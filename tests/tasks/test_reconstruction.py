"""Reconstruction: parts and plans, comparison of sets, what is wrong with wrong ones."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._building_parts import (
    Part,
    Placed,
    figure_box,
    packed,
    same_part,
    span,
)
from eyechart.tasks.discrimination._building_plans import PLANS, built
from eyechart.tasks.discrimination._building_sets import laid_out, same_set, wrong_sets
from eyechart.tasks.discrimination.reconstruction import Building, Reconstruction

TASK = Reconstruction()
RECTANGLE, DISC, HALF = (
    Part("rectangle", 6, 3, 0),
    Part("disc", 4, 4, 1),
    Part("half", 4, 4, 2),
)


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_parts_by_hand() -> None:
    assert span(RECTANGLE) == (-3, -1.5, 3, 1.5)
    assert span(RECTANGLE._replace(turn=90)) == pytest.approx((-1.5, -3, 1.5, 3))
    assert span(HALF) == pytest.approx((-2, -1, 2, 1))
    assert same_part(Part("rectangle", 3, 6, 0, 90)) == same_part(RECTANGLE)
    assert same_part(Part("triangle", 3, 6, 0)) != same_part(Part("triangle", 6, 3, 0))


def test_the_solver_on_a_hand_made_scene() -> None:
    figure = (Placed(RECTANGLE, 0, 0), Placed(DISC, 0, -3.5), Placed(DISC, 9, 0))
    turned = Part("rectangle", 3, 6, 0, 45)
    sets = (
        (RECTANGLE, DISC),
        (RECTANGLE, DISC, HALF),
        (DISC, DISC, turned),
        (DISC, DISC, turned, DISC),
        (DISC, DISC._replace(colour=3), turned),
    )
    assert TASK.fitting(Building(sets, 2, "below", figure)) == [2]
    assert TASK.fitting(Building(sets[:2], 0, "below", figure)) == []


@pytest.mark.parametrize("name", sorted(PLANS))
def test_figures_hold_as_many_parts_as_asked_and_each_is_seen(name: str) -> None:
    rng, made = Random(4), 0
    for count in (4, 6, 8, 11, 13):
        for _ in range(12):
            figure = built(rng, name, count, list(range(6)))
            if figure is None:
                continue
            made += 1
            assert len(figure) == count
            for one, other in combinations(figure, 2):
                assert not _half_hidden(one, other), (one, other)
    assert made >= 24


def _half_hidden(below: Placed, above: Placed) -> bool:
    """Whether the upper part's box covers a fair share of the lower one, but not within it."""
    a, b = figure_box([below]), figure_box([above])
    wide = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    high = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    if min(wide, high) <= 0.45:
        return False
    inside = wide > b.width - 0.01 and high > b.height - 0.01
    round_corners = below.part.kind in ("disc", "half", "triangle", "corner", "trapezium")
    return not (inside or (round_corners and min(wide, high) < 1.1))


def test_wrong_sets_are_wrong_in_one_way() -> None:
    rng = Random(8)
    for number in range(30):
        figure = built(rng, "robot", 10, list(range(6)))
        assert figure is not None
        parts = tuple(p.part for p in figure)
        wrong = wrong_sets(rng, parts, 4, range(6), number % 2 == 0)
        assert wrong is not None
        for one, other in combinations(map(same_set, (parts, *wrong)), 2):
            # No set is nearer to all others than any: whoever sees only these cannot choose.
            assert sum((one - other).values()) == sum((other - one).values()) == 1


def test_laying_out_keeps_the_parts_and_rows_do_not_overlap() -> None:
    rng = Random(2)
    figure = built(rng, "train", 16, list(range(6)))
    assert figure is not None
    parts = tuple(p.part for p in figure)
    lying = laid_out(rng, parts, True, (0, 45, 90))
    assert same_set(lying) == same_set(parts)
    places = packed(lying, 120, 4.0)
    assert places is not None and packed(lying, 120, 30.0) is None
    boxes = [
        figure_box([Placed(part, x / 4.0, y / 4.0)])
        for (x, y), part in zip(places, lying, strict=True)
    ]
    for one, other in combinations(boxes, 2):
        aside = abs(one.centre[0] - other.centre[0]) - (one.width + other.width) / 2
        above = abs(one.centre[1] - other.centre[1]) - (one.height + other.height) / 2
        assert max(aside, above) > 0.5


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 15, 24])
def test_one_set_fits_and_no_two_are_alike(level: int) -> None:
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        assert TASK.fitting(scene) == [scene.right]
        assert len(scene.figure) == TASK.knobs(level)["parts"]
        kinds = {tuple(sorted(same_set(parts).items())) for parts in scene.options}
        assert len(kinds) == TASK.knobs(level)["options"]


def test_answers_are_spread_over_the_options() -> None:
    counts: Counter[str] = Counter()
    for index in range(300):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5)))
        assert isinstance(answer, Choice)
        counts[answer.value] += 1
    assert set(counts) == set("ABCD") and min(counts.values()) > 48


def test_a_description_of_something_else_is_refused() -> None:
    with pytest.raises(Unreadable):
        TASK.read_description("Figure: nothing at all")
    text = TASK.describe(TASK.scene(TASK.item(2, 0))).replace("rectangle", "sponge")
    with pytest.raises(Unreadable, match="sponge"):
        TASK.read_description(text)


@pytest.mark.parametrize("level", [2, 9])
def test_drawn_answers(level: int) -> None:
    item = TASK.item(level, 1)
    for seed in range(3):
        hand = Hand(wobble=0.4 * seed, seed=seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    for mutant in TASK.mutants(item, "draw"):
        assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name
