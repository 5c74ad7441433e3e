"""Views of a stack: by hand, the proof by all lookalikes, near misses, and the contract."""

from collections import Counter

import pytest
from msgspec.structs import replace

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.scene.svg import size_of
from eyechart.scene.turn import TURNS
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.spatial._views_scene import (
    SIDES,
    Views,
    changed_by_one,
    mirrored,
    trimmed,
    view_of,
)
from eyechart.tasks.spatial.solid_views import SolidViews

TASK = SolidViews()
# Three squares by two: a tower of three at the back, an arm of two squares along x in front of it.
COLUMNS = (("112", "1", ""), ("", "2", "1"))


def _scene(asked: str, front: int, options: tuple[tuple[str, ...], ...]) -> Views:
    return Views(options, -1, "below", COLUMNS, front, asked, 30, 34)


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10))
    assert [check for check in checks if not check.passed] == []


def test_views_by_hand() -> None:
    scene = _scene("front", 1, ())
    seen = {side: view_of(scene.heights, 1, side, scene.ink) for side in SIDES}
    assert seen["front"] == ("200", "100", "121")
    assert seen["back"] == ("002", "001", "111")
    # From the right, along -x, the back of the stack is at the right.
    assert seen["right"] == ("02", "01", "11")
    assert seen["left"] == ("20", "10", "12")
    assert seen["top"] == ("210", "021")
    # The other visible side as the front: what was its right is its front, its back its right.
    turned = {side: view_of(scene.heights, 0, side, scene.ink) for side in SIDES}
    assert turned["front"] == seen["right"] and turned["right"] == seen["back"]
    assert turned["left"] == seen["front"]
    assert turned["top"] == ("02", "21", "10")


def test_the_solver_finds_the_view_and_no_other() -> None:
    right = ("02", "01", "11")
    scene = _scene("right", 1, (mirrored(right), right, ("02", "11", "11"), ("01", "01", "11")))
    assert TASK.fitting(scene) == [1]
    plain = replace(
        scene,
        columns=(("111", "1", ""), ("", "1", "1")),
        options=(("01", "01", "11"), ("10", "10", "11"), ("11",)),
    )
    assert TASK.fitting(plain) == [0]
    assert TASK.fitting(replace(plain, asked="left")) == [1]


def test_a_view_that_the_picture_leaves_open_is_found_out() -> None:
    # Behind a wall, anything may stand that is lower: both views from the top could be right.
    wall = (("", "", ""), ("", "", ""), ("111111", "111111", "111111"))
    options = (("111",), ("100", "000", "111"), ("010", "010", "111"))
    scene = Views(options, -1, "below", wall, 1, "top", 30, 34)
    assert len(TASK.fitting(scene)) > 1


def test_near_misses_of_a_view() -> None:
    assert set(changed_by_one(("11",), standing=True)) == {
        ("1",), ("111",), ("10", "11"), ("01", "11"),
    }  # fmt: skip
    assert ("11", "01") in changed_by_one(("11",), standing=False)
    assert trimmed(("000", "010", "000")) == ("1",) and trimmed(("00",)) == ()


@pytest.mark.parametrize("level", [1, 2, 4, 6, 8, 10, 13, 20])
def test_every_wrong_option_is_another_view(level: int) -> None:
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        seen = view_of(scene.heights, scene.front, scene.asked, scene.ink)
        assert scene.options[scene.right] == seen
        assert len(set(scene.options)) == len(scene.options) == TASK.knobs(level)["options"]
        assert list(TASK.fitting(scene)) == [scene.right]


def test_answers_are_spread_over_options_and_sides() -> None:
    letters: Counter[str] = Counter()
    sides: Counter[str] = Counter()
    for index in range(240):
        scene = TASK.generate(rng_for(Key(TASK.id, 6, index)), **TASK.knobs(6))
        answer = TASK.answer(scene)
        assert isinstance(answer, Choice)
        letters[answer.value] += 1
        sides[scene.asked] += 1
    assert set(letters) == set("ABCD") and min(letters.values()) > 35
    assert set(sides) == {"top", "right", "left", "back"} and min(sides.values()) > 25


def test_a_mirrored_picture_exchanges_right_and_left() -> None:
    scene = _scene("right", 1, (("11",),))
    assert "left side" in TASK.turned_question(scene, TURNS["mirrored"])
    assert "left side" in TASK.turned_question(scene, TURNS["flipped"])
    assert "right side" in TASK.turned_question(scene, TURNS["90"])


def test_circles_on_the_right_option_only() -> None:
    for level in (3, 9):
        item = TASK.item(level, 1)
        assert TASK.verify(item, TASK.solution(item, "draw"), "draw").correct
        for mutant in TASK.mutants(item, "draw"):
            assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name


def test_the_page_grows_with_the_floor() -> None:
    item = TASK.item(60, 0)
    scene = TASK.scene(item)
    squares = max(len(scene.columns), len(scene.columns[0]))
    assert squares > 8 and size_of(item.picture.svg) == (64 * squares, 64 * squares)
    assert TASK.verify(item, TASK.solution(item, "draw", Hand(wobble=0.5)), "draw").correct
