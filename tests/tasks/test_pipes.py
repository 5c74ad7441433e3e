"""Boards of pipes: ways through boards, pipes cut from them, lengths by following."""

from itertools import pairwise
from random import Random

import msgspec
import pytest

from eyechart.answers import IntegerList
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.scene.turn import TURNS
from eyechart.tasks.tracking._pipes_scene import Board, End, board_of, cut, followed, winding
from eyechart.tasks.tracking.pipes import Pipes

TASK = Pipes()


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def _by_hand() -> Board:
    """Pipe 2 along the top and down the right side; pipe 1 beside it."""
    rows = (("R", "LR", "DL"), ("R", "DL", "DU"), ("", "U", "U"))
    ends = (End((0, 0), 2), End((1, 0), 1), End((2, 1), 1), End((2, 2), 2))
    return Board(rows, ends, (0, 1))


def test_by_hand() -> None:
    board = _by_hand()
    (answer,) = TASK.solve(board)
    assert answer == IntegerList((3, 5), 2, 4, "in the order of the pipes' numbers")
    balls = tuple(msgspec.structs.replace(end, number=0) for end in board.ends)
    (answer,) = TASK.solve(msgspec.structs.replace(board, ends=balls))
    assert answer.truth == (5, 3)
    crossed = tuple(End(e.cell, 3 - e.number if e.cell[0] == 2 else e.number) for e in board.ends)
    assert TASK.solve(msgspec.structs.replace(board, ends=crossed)) == []
    assert TASK.solve(msgspec.structs.replace(board, ends=board.ends[:3])) == []


@pytest.mark.parametrize("side", [4, 7, 12])
def test_a_way_winds_through_every_square_once(side: int) -> None:
    way = winding(Random(side), side)
    assert len(set(way)) == len(way) == side * side
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) == 1 for a, b in pairwise(way))
    pipes = cut(Random(1), way, 3, side, side * side)
    assert sum(map(len, pipes)) == side * side - side and min(map(len, pipes)) > 1


def test_pipes_are_found_again() -> None:
    rng = Random(4)
    pipes = cut(rng, winding(rng, 9), 7, 8, 81)
    board = board_of(rng, 9, pipes, numbered=True, plain=False)
    assert sorted(sorted(pipe) for _, pipe in followed(board)) == sorted(map(sorted, pipes))


@pytest.mark.parametrize("level", [1, 3, 6, 10, 13, 20])
def test_levels(level: int) -> None:
    knobs = TASK.knobs(level)
    kinds = set()
    for index in range(6):
        board = TASK.scene(TASK.item(level, index))
        (answer,) = TASK.solve(board)
        assert isinstance(answer, IntegerList) and len(answer.value) == knobs["pipes"]
        assert sum(answer.value) == TASK.load(board) == knobs["side"] ** 2 - knobs["bare"]
        assert min(answer.value) >= 2 and max(answer.value) <= knobs["longest"]
        numbered = board.ends[0].number > 0
        kinds.add(numbered)
        if not numbered:
            assert list(answer.value) == sorted(answer.value, reverse=True)
        assert TASK.essence(TASK.read_description(TASK.describe(board))) == TASK.essence(board)
    assert kinds == {True, False}
    with pytest.raises(Unreadable):
        TASK.read_description("No board.")


def test_levels_grow() -> None:
    last = 0
    for level in range(1, 60):
        knobs = TASK.knobs(level)
        load = knobs["side"] ** 2 - knobs["bare"]
        assert load >= last
        last = load


def test_turned_pictures_keep_the_answer() -> None:
    item = TASK.item(4)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer


def test_answers_in_words() -> None:
    for index in range(6):
        item = TASK.item(6, index)
        assert TASK.verify(item, TASK.solution(item)).correct
        for mutant in TASK.mutants(item):
            assert not TASK.verify(item, mutant.response).correct
