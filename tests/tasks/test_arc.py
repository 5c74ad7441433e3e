"""ARC: the contract, the search for rules, and answers given as grids."""

import pytest

from eyechart.check import check_task
from eyechart.item import Response
from eyechart.registry import get_task
from eyechart.scene.raster import pixels
from eyechart.scene.turn import TURNS

TASK = get_task("arc")


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5), count=1)
    assert [check for check in checks if not check.passed] == []


@pytest.mark.parametrize("level", [1, 4, 7])
def test_the_picture_is_read_back_and_solved(level: int) -> None:
    item = TASK.item(level, 3)
    found = TASK.solve(TASK.look(pixels(item.picture.svg), item.question))
    assert [answer.truth for answer in found] == [item.answer.truth]


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_puzzle_has_the_turned_answer(turn: str) -> None:
    item = TASK.item(3, 1)
    shown = TASK.turned(item, turn)
    assert shown is not None
    assert shown.answer.truth == TURNS[turn].grid(item.answer.truth)  # type: ignore[arg-type]


def test_a_grid_of_another_size_is_wrong() -> None:
    item = TASK.item(2)
    rows = item.answer.truth
    wide = "\n".join(" ".join(map(str, (*row, 0))) for row in rows)  # type: ignore[misc, union-attr]
    assert TASK.verify(item, Response(text=f"\\boxed{{{wide}}}")).outcome == "wrong"
