"""Stacks of cubes and views: one matching, lines between dots."""

import pytest
from msgspec.structs import replace

from eyechart.answers import Matching
from eyechart.check import check_task
from eyechart.task import Hand
from eyechart.tasks.spatial.match_views import MatchViews, ViewPairs

TASK = MatchViews()
# Rows from the back; the arrow is at the lower left side, beside the last row.
STEP = (("11", ""), ("1", "1"))
TOWER = (("111", "1"), ("", "1"))
SCENE = ViewPairs((), "rows", (STEP, TOWER), (("01", "01", "11"), ("01", "11")), 1, "front", 45, 35)


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_the_search_looks_from_the_front() -> None:
    yaw, pitch = TASK.scene(TASK.item(1)).yaw, TASK.scene(TASK.item(1)).pitch
    scene = replace(SCENE, yaw=yaw, pitch=pitch)
    shapes = {
        "front": (("10", "11"), ("10", "10", "11")),
        "top": (("10", "11"), ("11", "01")),
    }
    for asked, views in shapes.items():
        (found,) = TASK.solve(replace(scene, asked=asked, views=views))
        assert isinstance(found, Matching) and found.partners == ("A", "B")
        (found,) = TASK.solve(replace(scene, asked=asked, views=views[::-1]))
        assert isinstance(found, Matching) and found.partners == ("B", "A")
    assert TASK.solve(replace(scene, views=(("1", "1"), ("11", "11")))) == []


@pytest.mark.parametrize("level", [1, 4, 7, 10, 16])
def test_each_stack_has_one_view_and_no_view_two_stacks(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        assert len(scene.stacks) == knobs["stacks"]
        assert len(scene.views) == knobs["stacks"] + knobs["spare"] == len(set(scene.views))
        assert [list(own) for own in TASK.fits(scene)] == [[i] for i in scene.partners]


def test_left_and_right_change_places_in_a_mirror() -> None:
    item = next(item for item in TASK.items(8, 30) if TASK.scene(item).asked in ("left", "right"))
    mirrored = TASK.turned(item, "mirrored")
    asked = TASK.scene(item).asked
    assert mirrored is not None and f"from its {asked} side" in item.question
    assert f"from its {'left' if asked == 'right' else 'right'} side" in mirrored.question


def test_lines_of_many_hands_count_and_wrong_ones_do_not() -> None:
    item = TASK.item(7, 3)
    for seed in range(5):
        drawn = TASK.solution(item, "draw", Hand(seed=seed, wobble=0.9, width=0.6 + 0.3 * seed))
        assert TASK.verify(item, drawn, "draw").correct
    for mutant in TASK.mutants(item, "draw", Hand(seed=4)):
        assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name
