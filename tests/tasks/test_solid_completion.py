"""Boxes with a gap: pieces and their turns, the proof, near misses, and the contract."""

from collections import Counter
from random import Random

import pytest
from msgspec.structs import replace

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.scene.solids import VIEWS, View
from eyechart.seeds import Key, rng_for
from eyechart.tasks.spatial._polycubes import (
    TURNED,
    UPRIGHT,
    Piece,
    all_seen,
    canonical,
    changed_by_one,
    in_one_piece,
    mirrored,
    placed,
    turned,
)
from eyechart.tasks.spatial.solid_completion import Completion, SolidCompletion

TASK = SolidCompletion()
BAR: Piece = ((0, 0, 0), (1, 0, 0), (2, 0, 0))
BEND: Piece = ((0, 0, 0), (0, 1, 0), (1, 0, 0))
SCREW: Piece = ((0, 0, 0), (0, 1, 0), (0, 1, 1), (1, 0, 0))


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10))
    assert [check for check in checks if not check.passed] == []


def test_turns_of_pieces() -> None:
    assert len(set(TURNED)) == 24 and len(set(UPRIGHT)) == 4
    assert len({turned(BAR, by) for by in TURNED}) == 3
    assert len({turned(BEND, by) for by in TURNED}) == 12
    assert len({turned(SCREW, by) for by in TURNED}) == 12
    assert canonical(BEND) == canonical(mirrored(BEND))
    assert canonical(SCREW) != canonical(mirrored(SCREW))
    assert placed([(5, 3, 2), (4, 3, 2)]) == ((0, 0, 0), (1, 0, 0))


def test_pieces_changed_by_one_cube() -> None:
    more, less, moved = changed_by_one(Random(0), BAR, 99)
    assert {len(p) for p in more} == {4} and {len(p) for p in less} == {2}
    assert {canonical(p) for p in moved} == {canonical(BAR), canonical(BEND)}
    assert all(in_one_piece(p) for p in (*more, *less, *moved))
    assert not in_one_piece([(0, 0, 0), (1, 1, 0)])


def test_a_cube_behind_or_below_others_is_not_seen() -> None:
    view = View(30, 34)
    # What stands in front of it hides one cube of this screw; not if it stands on its head.
    assert not all_seen(SCREW, view)
    assert any(all_seen(turned(SCREW, by), view) for by in TURNED)
    block = tuple((x, y, z) for x in range(3) for y in range(3) for z in range(3))
    assert not all_seen(block, view)
    for view in VIEWS:
        assert all_seen(BAR, view)
        assert not all_seen(placed([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0),
                                    (1, 0, 1), (0, 1, 1), (1, 1, 1)]), view)  # fmt: skip


def test_the_solver_by_hand() -> None:
    # A box of 2 x 2 x 2 whose near column and the top of the one beside it are gone.
    scene = Completion(
        (BAR, turned(BEND, TURNED[7]), ((0, 0, 0), (1, 0, 0))),
        -1, "below", ((2, 2), (1, 0)), 2, 30, 34,
    )  # fmt: skip
    assert TASK.fitting(scene) == [1]
    assert TASK.fitting(replace(scene, options=(BAR, BAR))) == []
    assert TASK.fitting(replace(scene, options=(BAR, SCREW))) == [1], "it hides a cube"
    assert TASK.fitting(replace(scene, heights=((2, 2), (2, 0)))) == [2]


@pytest.mark.parametrize("level", [1, 2, 3, 4, 6, 8, 10, 13, 18])
def test_one_piece_fits_and_all_are_seen(level: int) -> None:
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len({canonical(p) for p in scene.options}) == TASK.knobs(level)["options"]
        assert all(all_seen(p, scene.view) for p in scene.options)
        sizes = [len(p) for p in scene.options]
        assert max(sizes) - min(sizes) <= 4


def test_pieces_are_shown_as_they_would_be_set_in_at_first() -> None:
    for index in range(6):
        scene = TASK.scene(TASK.item(2, index))
        gap = [
            (x, y, z)
            for y, row in enumerate(scene.heights)
            for x, high in enumerate(row)
            for z in range(high, scene.tall)
        ]
        assert scene.options[scene.right] == placed(gap)
    assert "as they would be set in" in TASK.item(2).question
    assert "in any way" in TASK.item(7).question


def test_answers_are_spread() -> None:
    letters: Counter[str] = Counter()
    for index in range(160):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4)))
        assert isinstance(answer, Choice)
        letters[answer.value] += 1
    assert set(letters) == set("ABCD") and min(letters.values()) > 20


def test_circles_on_the_right_piece_only() -> None:
    for level in (3, 9):
        item = TASK.item(level, 1)
        assert TASK.verify(item, TASK.solution(item, "draw"), "draw").correct
        for mutant in TASK.mutants(item, "draw"):
            assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name
