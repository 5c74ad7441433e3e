"""The maze keeps its contract in words, drawn and filmed."""

from random import Random

import numpy as np
import pytest

from eyechart.check import check_task, null_responses
from eyechart.errors import Unreadable
from eyechart.item import Form, Response
from eyechart.scene.pixels import decoded, encoded
from eyechart.scene.raster import pixels, png
from eyechart.scene.svg import Style, overlaid
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.abstract._maze_drawn import INK
from eyechart.tasks.abstract._maze_scene import centre, lattice_of, moved, walls_of, way_of
from eyechart.tasks.abstract.maze import MazeTask

TASK = MazeTask()


def test_contract() -> None:
    checks = check_task(TASK, levels=(2,), count=1)
    assert [check for check in checks if not check.passed] == []


@pytest.mark.parametrize("level", [1, 4, 10, 14])
def test_generated_mazes_are_trees_with_a_long_way(level: int) -> None:
    maze = TASK.generate(Random(level), **TASK.knobs(level))
    passages = sum(map(sum, maze.open_right)) + sum(map(sum, maze.open_down))
    assert passages == maze.rows * maze.columns - 1
    assert len(TASK.solve(maze)) == 1
    assert len(way_of(maze)) - 1 >= TASK.knobs(level)["least_way"]


def test_variations_keep_the_corridors_and_the_least_way() -> None:
    rng, knobs = Random(3), TASK.knobs(5)
    maze = TASK.generate(rng, **knobs)
    seen = set()
    for _ in range(40):
        other = TASK.vary(rng, maze, **knobs)
        assert len(way_of(other)) - 1 >= knobs["least_way"]
        assert len(TASK.solve(other)) == 1
        seen.add(other)
    assert len(seen) > 30
    assert walls_of(moved(rng, maze)).all().sum() == walls_of(maze).all().sum()


@pytest.mark.parametrize("level", range(1, 11))
def test_it_is_read_from_pixels_upright_and_turned(level: int) -> None:
    item = TASK.item(level, 3)
    turn = list(TURNS)[level % 5]
    for shown, size in ((item, 512), (TASK.turned(item, turn), 400 if level < 8 else 640)):
        assert shown is not None
        maze = TASK.look(decoded(shown.picture.png(size)), shown.question)
        assert [answer.truth for answer in TASK.solve(maze)] == [shown.answer.truth]


def test_what_is_no_maze_is_not_read() -> None:
    item = TASK.item(3, 0)
    loop = overlaid(
        item.picture.svg, '<rect x="100" y="100" width="300" height="300" fill="#fff"/>'
    )
    for rgb in (np.full((200, 200, 3), 255, np.uint8), pixels(loop), np.zeros((2, 2, 3), np.uint8)):
        with pytest.raises(Unreadable):
            TASK.look(rgb, "")


@pytest.mark.parametrize("level", [1, 2, 5, 10, 16])
def test_lines_of_many_hands_are_accepted(level: int) -> None:
    item = TASK.item(level, 1)
    for hand in (
        Hand(width=0.5, wobble=1.0, seed=1),
        Hand(width=1.5, wobble=0.8, seed=2),
        Hand(style=Style(stroke=1.6), seed=3),
    ):
        verdict = TASK.verify(item, TASK.solution(item, "draw", hand), "draw")
        assert verdict.correct, verdict.reason
        assert verdict.read == item.answer.write(item.answer.truth)  # type: ignore[arg-type]
        assert "<circle" in verdict.overlay


Failed = dict[str, str]


def first_failed(level: int, index: int, form: Form) -> Failed:
    """For each mutant the first check that it fails."""
    item = TASK.item(level, index)
    found = {}
    for mutant in TASK.mutants(item, form, Hand(seed=5)):
        verdict = TASK.verify(item, mutant.response, form)
        checks = [name for name, passed in verdict.checks.items() if not passed]
        found[mutant.name] = checks[0] if checks else verdict.outcome
        assert verdict.reason
    return found


@pytest.fixture(scope="module")
def drawn() -> Failed:
    return first_failed(7, 2, "draw")


@pytest.fixture(scope="module")
def filmed() -> Failed:
    return first_failed(5, 0, "film")


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("wall crossed once", "no_wall_crossed"),
        ("wall crossed beside the way", "no_wall_crossed"),
        ("gap", "connected"),
        ("wrong exit", "target_reached"),
        ("partial path", "target_reached"),
        ("extra branch", "no_extra_branch"),
        ("straight line through all", "no_wall_crossed"),
        ("wall erased to make a shortcut", "maze_unchanged"),
        ("path under a wall", "connected"),
        ("wall erased", "maze_unchanged"),
        ("wall added", "maze_unchanged"),
        ("wall moved", "maze_unchanged"),
        ("red square moved", "maze_unchanged"),
        ("red square erased", "maze_unchanged"),
    ],
)
def test_wrong_lines_fail_the_right_check(drawn: Failed, name: str, check: str) -> None:
    assert drawn[name] == check


def test_answers_without_a_deed() -> None:
    item = TASK.item(4, 0)
    outcomes = {
        null.name: TASK.verify(item, null.response, "draw").outcome
        for null in null_responses(TASK, item, "draw")
    }
    assert outcomes == {
        "unchanged picture": "wrong",
        "blank picture": "layout_changed",
        "black picture": "layout_changed",
    }
    other = TASK.solution(TASK.item(4, 1), "draw")
    assert TASK.verify(item, other, "draw").outcome == "layout_changed"
    assert TASK.verify(item, Response(pictures=(b"no picture",)), "draw").outcome == "unreadable"
    assert TASK.verify(item, Response(text="done"), "draw").outcome == "unparsed"


@pytest.mark.parametrize(("cells", "accepted"), [(0.3, True), (0.8, False), (1.2, False)])
def test_gaps_under_half_a_cell_are_tolerated(cells: float, accepted: bool) -> None:
    item = TASK.item(6, 0)
    maze = TASK.scene(item)
    lattice, way = lattice_of(maze), way_of(maze)
    width = 0.3 * lattice.cell
    x, y = (sum(p) / 2 for p in zip(*(centre(lattice, *way[i]) for i in (4, 5)), strict=True))
    # A white patch over the ink, between two cells, never over a wall.
    along = (cells * lattice.cell, 1.4 * width)
    if way[4][1] == way[5][1]:
        along = along[::-1]
    patch = (
        f'<rect x="{x - along[0] / 2}" y="{y - along[1] / 2}" width="{along[0]}" '
        f'height="{along[1]}" fill="#ffffff"/>'
    )
    points = " ".join(f"{px},{py}" for px, py in (centre(lattice, *cell) for cell in way))
    line = f'<polyline points="{points}" fill="none" stroke="{INK}" stroke-width="{width}"/>'
    picture = png(overlaid(overlaid(item.picture.svg, line), patch))
    assert TASK.verify(item, Response(pictures=(picture,)), "draw").correct is accepted


def test_line_in_another_size_and_tint() -> None:
    item = TASK.item(9, 4)
    rgb = decoded(TASK.solution(item, "draw").pictures[0]).astype(float) * (0.9, 1.0, 0.95) + 5
    small = encoded(np.clip(rgb, 0, 255).astype(np.uint8)[::1, ::1], "JPEG", 60)
    assert TASK.verify(item, Response(pictures=(small,)), "draw").correct


@pytest.mark.parametrize("level", [1, 5])
def test_clips_are_accepted(level: int) -> None:
    item = TASK.item(level, 1)
    verdict = TASK.verify(item, TASK.solution(item, "film", Hand(wobble=0.8)), "film")
    assert verdict.correct, verdict.reason
    assert verdict.read == item.answer.write(item.answer.truth)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("one frame's jump", "no_jump"),
        ("stops short", "target_reached"),
        ("freezes half way", "target_reached"),
        ("does not stop", "no_turning_back"),
        ("straight through all", "no_wall_crossed"),
        ("through a wall", "no_wall_crossed"),
        ("wrong exit", "no_turning_back"),
        ("side branch", "no_turning_back"),
        ("agent duplicated", "one_walker"),
        ("camera moves", "maze_unchanged"),
        ("wall changes mid-clip", "maze_unchanged"),
        ("red square comes to meet it", "maze_unchanged"),
    ],
)
def test_wrong_clips_fail_the_right_check(filmed: Failed, name: str, check: str) -> None:
    assert filmed[name] == check


def test_clips_without_a_deed() -> None:
    item = TASK.item(2, 0)
    outcomes = [
        TASK.verify(item, null.response, "film").outcome
        for null in null_responses(TASK, item, "film")
    ]
    assert outcomes == ["wrong", "layout_changed"]
