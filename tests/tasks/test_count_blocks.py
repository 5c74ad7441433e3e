"""Count blocks: the contract, hidden cubes, and pictures read back."""

import pytest

from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.seeds import Key, rng_for

TASK = get_task("count_blocks")


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize("level", [1, 5, 10, 14])
def test_the_count_is_the_sum_of_the_columns(level: int) -> None:
    for index in range(5):
        scene = TASK.generate(rng_for(Key(TASK.id, level, index)), **TASK.knobs(level))
        assert TASK.answer(scene).truth == sum(map(sum, scene.heights))


def test_the_description_alone_gives_the_count() -> None:
    item = TASK.item(6)
    again = TASK.read_description(TASK.describe(TASK.scene(item)))
    assert [answer.truth for answer in TASK.solve(again)] == [item.answer.truth]
