"""Folding and punching: geometry by hand, wrong sheets, and the contract."""

from collections import Counter

import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.scene.svg import size_of
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.spatial._folding_sheet import (
    SIDE,
    Fold,
    Hole,
    fold_over,
    mirrored_fold,
    outline,
    possible_folds,
    reflected,
    sheet,
    transposed_fold,
    unfolded,
)
from eyechart.tasks.spatial.paper_folding import Folding, PaperFolding

TASK = PaperFolding()
LEFT_OVER = Fold("x", 48, -1)
UP = Fold("y", 48, 1)


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10))
    assert [check for check in checks if not check.passed] == []


def test_two_folds_by_hand() -> None:
    found = unfolded((LEFT_OVER,), [Hole(60, 20)])
    assert {(h.x, h.y) for h in found} == {(36, 20), (60, 20)}
    found = unfolded((LEFT_OVER, UP), [Hole(60, 20)])
    assert {(h.x, h.y) for h in found} == {(36, 20), (60, 20), (36, 76), (60, 76)}
    # Punched on the crease, a circle is one hole; on the sheet's edge, two halves.
    assert len(unfolded((LEFT_OVER,), [Hole(48, 20)])) == 1
    assert {h.x for h in unfolded((LEFT_OVER,), [Hole(96, 20)])} == {0, 96}


def test_a_part_folded_over_leaves_single_paper() -> None:
    quarter = Fold("x", 24, -1)
    assert len(unfolded((quarter,), [Hole(80, 50)])) == 1
    assert {h.x for h in unfolded((quarter,), [Hole(30, 50)])} == {18, 30}
    layers = fold_over(sheet(), quarter)
    assert [layer.face_up for layer in layers] == [True, False]
    assert max(x for x, _ in layers[1].corners) == 48


def test_shapes_are_mirrored_along() -> None:
    hook = Hole(60, 20, "hook")
    assert reflected(hook, LEFT_OVER) == Hole(36, 20, "hook", (-1, 0, 0, 1))
    assert reflected(reflected(hook, Fold("sum", 96, 1)), Fold("sum", 96, 1)) == hook
    assert reflected(Hole(60, 20, "heart"), LEFT_OVER) == Hole(36, 20, "heart")


def test_folds_keep_the_outline_convex_and_the_square_symmetric() -> None:
    for fold in possible_folds((), ("half", "diagonal", "part")):
        assert len(outline((fold,))) in (3, 4, 5)
        for other in (mirrored_fold, transposed_fold):
            assert other(other(fold)) == fold
    assert {f.kind for f in possible_folds((), ("half",))} == {"x", "y"}
    hole, fold = Hole(30, 12), Fold("sum", 48, -1)
    mirror = Fold("x", SIDE // 2, 1)
    image = reflected(hole, mirror)
    assert unfolded((mirrored_fold(fold),), [image]) == tuple(
        sorted(reflected(h, mirror) for h in unfolded((fold,), [hole]))
    )


def test_the_solver_only_unfolds() -> None:
    right = unfolded((UP,), [Hole(30, 20)])
    scene = Folding(((Hole(30, 20),), right), -1, "below", (UP,), (Hole(30, 20),))
    assert TASK.fitting(scene) == [1]


@pytest.mark.parametrize("level", [1, 2, 3, 5, 6, 8, 10, 14])
def test_sheets_are_distinct_and_one_is_right(level: int) -> None:
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len(set(scene.options)) == TASK.knobs(level)["options"]
        assert all(min(h.x, h.y) >= 0 and max(h.x, h.y) <= SIDE for o in scene.options for h in o)


def test_answers_are_spread() -> None:
    letters: Counter[str] = Counter()
    for index in range(160):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4)))
        assert isinstance(answer, Choice)
        letters[answer.value] += 1
    assert set(letters) == set("ABCD") and min(letters.values()) > 20


def test_circles_on_the_right_sheet_only() -> None:
    for level in (3, 8):
        item = TASK.item(level, 1)
        assert TASK.verify(item, TASK.solution(item, "draw"), "draw").correct
        for mutant in TASK.mutants(item, "draw"):
            assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name


def test_holes_do_not_get_smaller_in_px() -> None:
    for level in (15, 20, 44):
        item = TASK.item(level, 0)
        scene = TASK.scene(item)
        side, _ = size_of(item.picture.svg)
        assert scene.radius * side / 512 > 3.99, level
        assert len(scene.options[scene.right]) >= TASK.knobs(level)["least_holes"]
    assert TASK.knobs(44)["least_holes"] == 48 and side == 1024
    assert TASK.verify(item, TASK.solution(item, "draw", Hand(wobble=0.5)), "draw").correct
