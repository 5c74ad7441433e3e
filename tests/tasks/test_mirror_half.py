"""Mirror halves: reflections, changes, uniqueness, the contract, and circles."""

from random import Random

import pytest

from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.tasks.patterns._mirror_boards import (
    AXES,
    Board,
    applied,
    drawn_changes,
    drawn_outline,
    drawn_tiles,
    reflected,
)
from eyechart.tasks.patterns._mirror_words import board_of, words_of
from eyechart.tasks.patterns.mirror_half import MirrorHalf

TASK = MirrorHalf()


def boards() -> list[Board]:
    rng = Random(3)
    tiles = [drawn_tiles(rng, 5, 5, 3, (0, 2, 3, 7)) for _ in range(6)]
    lines = [drawn_outline(rng, 5, 5, 3, closed=closed) for closed in (True, False) * 6]
    return tiles + [board for board in lines if board]


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10), count=1)
    assert [check for check in checks if not check.passed] == []


def test_reflections_by_hand() -> None:
    # A triangle in the top left corner of the top left cell of a 2 x 2 board.
    board = Board(2, 2, (), False, ((1, 1, 3, 1), (3, 1, 0, 2)))
    assert reflected(board, "x").marks == ((1, 1, 0, 2), (3, 1, 4, 1))
    assert reflected(board, "y").marks == ((1, 3, 6, 1), (3, 3, 0, 2))
    assert reflected(board, "diagonal").marks == ((1, 1, 3, 1), (1, 3, 0, 2))
    assert reflected(board, "other").marks == ((3, 1, 0, 2), (3, 3, 5, 1))


def test_reflections_undo_themselves_and_words_lose_nothing() -> None:
    for board in boards():
        for axis in AXES:
            assert reflected(reflected(board, axis), axis) == board
        assert board_of(words_of(board)) == board
        about = reflected(reflected(board, "x"), "y")
        assert about == reflected(reflected(board, "diagonal"), "other")


def test_changes_keep_a_figure_sound_and_can_be_made_at_once() -> None:
    rng = Random(5)
    for board in boards():
        changes = drawn_changes(rng, board, 2)
        assert len(changes) == 2
        images = {applied(board, some) for some in ([], changes[:1], changes[1:], changes)}
        assert len(images) == 4
        for image in images:
            assert len(image.marks) == len(board.marks)
            assert len(set(image.outline)) == len(board.outline)


@pytest.mark.parametrize("level", [1, 2, 3, 5, 7, 9, 10, 13, 18])
def test_one_option_fits_and_all_differ(level: int) -> None:
    for index in range(6):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len(set(scene.options)) == len(scene.options) == TASK.knobs(level)["options"]
        assert scene.half != scene.options[scene.right]


def test_knobs_rise() -> None:
    loads = [k["width"] * k["height"] / k["contrast"] for k in map(TASK.knobs, range(1, 25))]
    assert loads == sorted(loads) and loads[0] < loads[9] < loads[23]


def test_the_right_option_is_not_the_one_most_alike_to_the_others() -> None:
    hits = expected = 0.0
    for index in range(60):
        scene = TASK.scene(TASK.item(7, index))
        shared = [
            sum(len({*a.marks, *a.outline} & {*b.marks, *b.outline}) for b in scene.options)
            for a in scene.options
        ]
        best = [i for i, count in enumerate(shared) if count == max(shared)]
        hits += (scene.right in best) / len(best)
        expected += 1 / len(scene.options)
    assert hits < expected + 3 * (expected * 0.8) ** 0.5


def test_what_describes_no_half_is_refused() -> None:
    for text in (
        "",
        "The half that is drawn lies left of the mirror's line.\nHalf: a\nOption A: b",
    ):
        with pytest.raises(Unreadable):
            TASK.read_description(text)
