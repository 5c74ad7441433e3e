"""Half a symmetric board: one other half, filled cell by cell."""

import pytest

from eyechart.answers import Grid
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Response
from eyechart.scene.raster import png
from eyechart.scene.rings import RED
from eyechart.scene.svg import overlaid
from eyechart.task import Hand
from eyechart.tasks.patterns.mirror_fill import HalfBoard, MirrorFill

TASK = MirrorFill()


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
def test_the_other_half_is_the_mirror_image(side: str) -> None:
    (found,) = TASK.solve(HalfBoard(("110", "001"), side))
    upright = ((0, 1, 1), (1, 0, 0))
    lying = ((0, 0, 1), (1, 1, 0))
    assert isinstance(found, Grid)
    assert found.rows == (upright if side in ("left", "right") else lying)


def test_a_turned_board_is_asked_and_answered_as_it_lies() -> None:
    item = next(i for i in TASK.items(3, 20) if TASK.scene(i).side == "left")
    turned = TASK.turned(item, "90")
    assert turned is not None and "upper half is drawn" in turned.question
    assert isinstance(turned.answer, Grid) and isinstance(item.answer, Grid)
    assert turned.answer.rows == tuple(zip(*item.answer.rows[::-1], strict=True))
    drawn = TASK.solution(turned, "draw", Hand(seed=1))
    assert TASK.verify(turned, drawn, "draw").correct


def test_the_half_is_never_its_own_copy() -> None:
    for level in (1, 5, 12, 30):
        for index in range(5):
            scene = TASK.scene(TASK.item(level, index))
            assert scene.given != scene.other and "1" in "".join(scene.given)


def test_cells_filled_by_strokes_count_and_specks_do_not() -> None:
    item = TASK.item(6, 2)
    for seed in range(6):
        drawn = TASK.solution(item, "draw", Hand(seed=seed, wobble=0.9, size=0.9))
        assert TASK.verify(item, drawn, "draw").correct
    boxes, right = TASK.free_cells(TASK.scene(item)), TASK.filled(TASK.scene(item))
    specks = "".join(
        f'<circle cx="{boxes[i].centre[0]}" cy="{boxes[i].centre[1]}" '
        f'r="{0.2 * boxes[i].width}" fill="{RED}"/>'
        for i in right
    )
    verdict = TASK.verify(
        item, Response(pictures=(png(overlaid(item.picture.svg, specks)),)), "draw"
    )
    assert not verdict.correct


def test_what_describes_no_board_is_refused() -> None:
    with pytest.raises(Unreadable):
        TASK.read_description("The half on the left is given: 110 and no more")
