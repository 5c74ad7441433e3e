"""A figure and single parts: the set of those it is built of, circled one by one."""

from collections import Counter

import pytest
from msgspec.structs import replace

from eyechart.answers import ChoiceSet
from eyechart.check import check_task
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._building_parts import Part, Placed, same_part
from eyechart.tasks.discrimination.pick_parts import Parts, PickParts

TASK = PickParts()
WALL, ROOF, DOOR = Part("rectangle", 6, 4, 0), Part("triangle", 6, 3, 1), Part("rectangle", 1, 2, 2)


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_a_part_counts_once_and_however_it_lies() -> None:
    figure = tuple(Placed(part, 0.0, float(i)) for i, part in enumerate((WALL, ROOF, DOOR, DOOR)))
    paler, larger = WALL._replace(colour=3), DOOR._replace(height=4)
    scene = Parts(figure, (paler, DOOR._replace(turn=90), larger, ROOF._replace(turn=45)))
    (found,) = TASK.solve(scene)
    assert isinstance(found, ChoiceSet) and found.truth == ("B", "D")
    (found,) = TASK.solve(replace(scene, offered=(WALL, paler)))
    assert isinstance(found, ChoiceSet) and found.truth == ("A",)


@pytest.mark.parametrize("level", [1, 4, 7, 10, 15])
def test_parts_are_all_different_and_some_are_wrong(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        assert len(scene.figure) == knobs["parts"]
        assert len(set(map(same_part, scene.offered))) == knobs["offered"] == len(scene.offered)
        assert 0 < len(scene.right) < len(scene.offered)


def test_every_letter_is_right_about_as_often() -> None:
    counts: Counter[int] = Counter()
    for index in range(150):
        counts.update(TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4)).right)
    assert min(counts.values()) > 0.6 * max(counts.values())


def test_each_right_part_is_circled_and_no_other() -> None:
    item = TASK.item(6, 1)
    for seed in range(5):
        drawn = TASK.solution(item, "draw", Hand(seed=seed, wobble=0.5))
        assert TASK.verify(item, drawn, "draw").correct
    reasons = {}
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert not verdict.correct, mutant.name
        reasons[mutant.name] = verdict.reason
    assert "now looks like" in reasons["a right part exchanged for a wrong one"]
