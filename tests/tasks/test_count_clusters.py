"""Count clusters: what is in sight, groups by distances, who is asked for, numbers written."""

from collections import Counter
from random import Random

import pytest

from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.scene.figures import family
from eyechart.scene.figures.difference import drawn_values
from eyechart.seeds import SPLITS, Key, rng_for
from eyechart.tasks.discrimination._herds import (
    NAMES,
    Figure,
    Herd,
    flocked,
    groups_of,
    in_sight,
    leap_of,
    shortest_link,
)
from eyechart.tasks.writing import NUMBER_STAGE

TASK = get_task("count_clusters")


def figure_at(name: str, x: int, y: int) -> Figure:
    return Figure(name, drawn_values(Random(3), family(name)), x, y)


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_who_is_asked_for() -> None:
    three = [figure_at("cat", 120, 120), figure_at("house", 256, 120), figure_at("fish", 380, 120)]
    asked = {"": 3, "animals": 2, "house": 1}
    for what, number in asked.items():
        scene = Herd(tuple(three), 120, what)
        assert TASK.answer(scene).truth == number
        assert (NAMES.get(what, what) or "figures") in TASK.question(scene)


def test_what_is_covered_is_not_in_sight() -> None:
    apart = Herd((figure_at("cat", 120, 120), figure_at("cat", 300, 120)), 120)
    assert in_sight(apart) == [1.0, 1.0]
    onto = Herd((figure_at("cat", 120, 120), figure_at("cat", 124, 120)), 120)
    assert in_sight(onto)[0] < 0.2 and in_sight(onto)[1] == 1.0
    assert not TASK.well_posed(onto)


def test_groups_follow_from_the_distances() -> None:
    two = ((50, 50), (60, 50), (71, 50), (150, 50), (160, 51))
    assert groups_of(two) == [2] and leap_of(two) > 6 and shortest_link(two) == 10
    evenly = ((50, 50), (60, 50), (70, 50), (80, 50))
    assert groups_of(evenly) == []
    nested = ((50, 50), (60, 50), (100, 50), (110, 50), (300, 50), (310, 50))
    assert groups_of(nested) == [3, 2]  # pairs, or pairs of pairs: nothing to ask
    assert not TASK.well_posed(Herd(dots=nested))


def test_flocks_have_as_many_groups_as_they_should() -> None:
    made = [flocked(Random(seed), NUMBER_STAGE, 5, (3, 6), 2.4) for seed in range(40)]
    found = [groups_of(dots) for dots in made if dots is not None]
    assert len(found) > 15 and all(5 in groups for groups in found)


@pytest.mark.parametrize("level", [1, 3, 6, 10, 14])
def test_scenes_keep_what_their_level_promises(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        if scene.dots:
            assert leap_of(scene.dots) >= 1.5
        else:
            assert knobs["least"] <= len(scene.figures) <= knobs["most"]
            assert min(in_sight(scene)) > knobs["least_shown"] - 0.05


def test_answers_are_spread() -> None:
    counts: Counter[object] = Counter()
    for index in range(120):
        scene = TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5))
        counts[TASK.answer(scene).truth] += 1
    assert len(counts) >= 7 and max(counts.values()) < 40


@pytest.mark.parametrize("redrawn", [False, True])
def test_written_by_many_hands(redrawn: bool) -> None:
    wear = WEARS["redrawn" if redrawn else "standard"]
    for seed in range(8):
        item, rng = TASK.item(1 + seed, seed), Random(seed)
        right = TASK.solution(item, "draw", hand_for(rng, redrawn=redrawn))
        verdict = TASK.verify(item, worn(right, wear(rng), "draw"), "draw")
        assert verdict.correct, verdict.reason


def test_every_level_and_owner_has_items() -> None:
    for level in (1, 2, 9, 12):
        for split in SPLITS:
            assert TASK.item(level, 0, split=split, salt="3").answer
