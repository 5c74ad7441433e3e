"""Count blocks: the contract, hidden cubes, pictures read back, numbers written."""

from random import Random

import pytest

from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.scene.raster import pixels
from eyechart.scene.svg import size_of
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.spatial._blocks_scene import Blocks
from eyechart.tasks.spatial.count_blocks import _framed

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


@pytest.mark.parametrize("level", [2, 6, 9])
def test_the_stack_is_read_beside_the_empty_answer_box(level: int) -> None:
    item = TASK.item(level, 1)
    seen = TASK.look(pixels(item.picture.svg), item.question)
    assert TASK.answer(seen) == item.answer


@pytest.mark.parametrize("turn", ["", "90", "mirrored"])
def test_written_by_many_hands(turn: str) -> None:
    for seed in range(4):
        rng, redrawn = Random(seed), seed % 2 == 1
        item = TASK.item(2 + 2 * seed, seed)
        item = (TASK.turned(item, turn) if turn else item) or item
        right = TASK.solution(item, "draw", hand_for(rng, redrawn=redrawn))
        wear = WEARS["redrawn" if redrawn else "standard"](rng)
        verdict = TASK.verify(item, worn(right, wear, "draw"), "draw")
        assert verdict.correct, verdict.reason


def test_wrong_numbers_are_named() -> None:
    # 9 and one more differ by a character, which is named first.
    item = next(item for item in TASK.items(5, 8) if item.answer.truth != 9)
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert not verdict.correct, mutant.name
        if mutant.name == "off by +1":
            assert f"right is {item.answer.truth}" in verdict.reason


def test_the_picture_grows_where_cubes_would_be_too_small() -> None:
    flat = Blocks(tuple((1,) * 40 for _ in range(40)), 32, 34)
    item = TASK.item_of(flat)
    width, height = size_of(item.picture.svg)
    assert width == height and 512 < width < 1200
    assert _framed(flat)[0].unit >= 12
    assert TASK.verify(item, TASK.solution(item, "draw", Hand(wobble=0.5)), "draw").correct
