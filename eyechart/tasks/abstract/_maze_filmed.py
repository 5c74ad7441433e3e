"""The maze answered by a clip: filming one, getting it wrong, judging it.

After MMGR's video form (2512.14691, section 5): does the green square reach the red one and stop on
it, does it ever cross a wall, does the maze ever change; a strict AND over every frame.  Its judge,
a model at a few frames a second, missed 80 to 100 % of the crossed walls that people saw, so here
no frame is left out, and the corridor's length between two frames is bounded: two cells.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import Cast
from eyechart.reading.lattice import Lattice
from eyechart.reading.walker import Track, follow, wall_probe
from eyechart.scene.clip import Clip
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg
from eyechart.tasks.abstract._maze_scene import (
    Cell,
    Maze,
    centre,
    is_open,
    lattice_of,
    moves_along,
    walls_of,
    way_between,
    way_of,
)
from eyechart.tasks.abstract._maze_sketch import GOAL, SQUARE, START

INSTRUCTION = (
    "Answer with a video that begins with this picture. The green square itself travels along the "
    "corridors to the red square and stops on it. It never touches a wall, never turns back, and "
    "moves by no more than two cells from one frame to the next. The camera and everything else in "
    "the picture stay exactly as they are."
)

_OTHER_MAZE = 0.12
"""Share of wall places contradicted in the first frames, above which they show another maze."""
_LONGEST_STEP = 2.0
"""Cells of corridor between two frames, as the model is told."""
_SLACK = 0.4
"""Cells by which places are misread."""
_OFF_CORRIDOR = 0.34
"""Cells from the middle line of a corridor, beyond which the square touches a wall."""
_ON_GOAL = 0.4
"""Cells from the goal's middle."""

Places = npt.NDArray[np.float64]
"""(n, 2): row and column of the green square in each frame, in cells."""


def film_size(maze: Maze) -> int:
    """Side of the frames, px: no cell gets less than 17 px, up to level 10."""
    cell = lattice_of(maze).cell
    return 256 if cell >= 36 else 384 if cell >= 23 else 512


def judge(maze: Maze, source: RGB, clip: Clip, registration: Registration) -> Verdict:
    """The verdict on a clip whose first frame lies in the source's frame by `registration`.

    `source` is the item's picture at `film_size`.
    """
    scale = source.shape[0] / 512
    full = lattice_of(maze)
    lattice = Lattice(
        full.rows, full.columns, full.left * scale, full.top * scale, full.cell * scale
    )
    probe = wall_probe(lattice, walls_of(maze), source.shape)
    cast = Cast.between(source, registration.picture)
    track = follow(
        clip.frames, registration, lattice, probe, cast, (START, GOAL), maze.goal, SQUARE
    )
    if float(np.median(track.changed[:3].mean(axis=1))) > _OTHER_MAZE:
        return LAYOUT_CHANGED
    return _ruled(maze, track)


def _ruled(maze: Maze, track: Track) -> Verdict:
    seen = np.isfinite(track.places[:, 0])
    if not seen.any():
        return Verdict.of({"walker_seen": False}, good="", walker_seen="no green square is seen")
    places = track.places[seen].astype(np.float64)
    cells = [(round(r), round(c)) for r, c in places.tolist()]
    end = max(2, len(track.places) // 25)
    far = np.abs(places - maze.goal).max(axis=1)
    along = places_along(way_of(maze), places)
    walked = _walked(maze, cells, along, np.flatnonzero(seen))
    back = float((np.maximum.accumulate(along) - along).max())
    off = [
        _off_corridor(maze, place, cell) for place, cell in zip(places.tolist(), cells, strict=True)
    ]
    away = np.abs(np.nan_to_num(track.places, nan=1e3) - maze.goal).max(axis=1) > 1.0
    # One frame's misreading of one wall is the codec's; a change that lasts is the clip's.
    lasting = (track.changed[1:] & track.changed[:-1]).any()
    goal_hidden = ((track.goal < 0.3) & away).sum()
    way = set(way_of(maze))
    checks = {
        "walker_seen": _longest_absence(seen, far) <= 2,
        "one_walker": int((track.others > 0.35).sum()) < 2,
        "starts_at_start": float(np.abs(places[0] - maze.start).max()) < 0.5,
        "maze_unchanged": not lasting and int(goal_hidden) < 2,
        "no_wall_crossed": "wall" not in walked and int((np.array(off) > _OFF_CORRIDOR).sum()) < 2,
        "no_jump": "jump" not in walked,
        "no_turning_back": back < 0.7 and all(cell in way for cell in cells),
        "target_reached": bool(seen[-end:].all() and (far[-end:] < _ON_GOAL).all()),
    }
    return Verdict.of(
        checks,
        good="the green square walks to the red square along the corridors and stops on it",
        read=_said(cells),
        overlay=_overlay(maze, places),
        walker_seen="the green square vanishes on its way",
        one_walker="there is more than one green square",
        starts_at_start="the clip does not begin with the green square at its place",
        maze_unchanged="walls or the red square change, or the camera moves",
        no_wall_crossed="the green square crosses or touches a wall",
        no_jump="the green square jumps",
        no_turning_back="the green square turns back or leaves the way",
        target_reached="the green square does not stop on the red square",
    )


def _walked(
    maze: Maze,
    cells: Sequence[Cell],
    along: npt.NDArray[np.float64],
    frames: npt.NDArray[np.intp],
) -> set[str]:
    """What is wrong with the steps from frame to frame: "wall" crossed, or a "jump".

    A step is measured along the way; where it leaves the way, in whole cells of corridor.
    """
    wrong: set[str] = set()
    way = set(way_of(maze))
    for i, ((a, b), gap) in enumerate(zip(pairwise(cells), np.diff(frames), strict=True)):
        if a == b:
            continue
        if not all(0 <= r < maze.rows and 0 <= c < maze.columns for r, c in (a, b)):
            wrong.add("wall")
            continue
        on_way = a in way and b in way
        length = abs(along[i + 1] - along[i]) if on_way else len(way_between(maze, a, b)) - 2
        if length > _LONGEST_STEP * gap + _SLACK:
            beside = max(abs(a[0] - b[0]), abs(a[1] - b[1])) <= 1
            wrong.add("wall" if beside else "jump")
    return wrong


def _off_corridor(maze: Maze, place: Sequence[float], cell: Cell) -> float:
    """Distance from the nearest middle line of the cell's corridors, in cells."""
    if not (0 <= cell[0] < maze.rows and 0 <= cell[1] < maze.columns):
        return 1.0
    dr, dc = place[0] - cell[0], place[1] - cell[1]
    free_r = is_open(maze, cell, (1 if dr > 0 else -1, 0))
    free_c = is_open(maze, cell, (0, 1 if dc > 0 else -1))
    lines = [max(abs(dr), abs(dc))]
    lines += [abs(dc)] * free_r + [abs(dr)] * free_c
    return min(lines)


def places_along(way: Sequence[Cell], places: Places) -> npt.NDArray[np.float64]:
    """(n,) how far along the way each place is, in cells."""
    line = line_along(way, 0.1)
    gaps = ((places[:, None] - line[None]) ** 2).sum(axis=2)
    return np.asarray(gaps.argmin(axis=1) * (len(way) - 1) / max(1, len(line) - 1))


def _longest_absence(seen: npt.NDArray[np.bool_], far: npt.NDArray[np.float64]) -> int:
    """Most frames in a row without a green square, away from the goal.

    `far`, one for each frame in which it is seen, are the cells to the goal: on its way onto the
    red square the green one may be mixed with it by the codec, in a small clip.
    """
    longest = run = count = 0
    for flag in seen.tolist():
        count += flag
        run = 0 if flag or (count and far[count - 1] < 1.2) else run + 1
        longest = max(longest, run)
    return longest


def _said(cells: Sequence[Cell]) -> str:
    route = [cells[0]]
    for cell in cells[1:]:
        near = abs(cell[0] - route[-1][0]) + abs(cell[1] - route[-1][1])
        if near == 1:
            route.append(cell)
        elif near > 1:
            return f"from {cells[0]} by jumps to {cells[-1]}"
    return ", ".join(moves_along(route).value) or "no move"


def _overlay(maze: Maze, places: Places) -> str:
    svg = Svg(background=None)
    lattice = lattice_of(maze)
    points = [centre(lattice, r, c) for r, c in places.tolist()]
    if len(points) > 1:
        svg.polyline(points, stroke="#ff9020", stroke_width=0.12 * lattice.cell)
    svg.circle(*points[-1], 0.2 * lattice.cell, fill="none", stroke="#ff9020", stroke_width=3)
    return svg.body


def line_along(stops: Sequence[Cell], step: float) -> Places:
    """The polyline through the stops with a point about every `step` cells."""
    corners = np.array(stops, np.float64)
    if len(corners) == 1:
        return corners
    parts = round(1 / step)
    fine = np.linspace(0, len(corners) - 1, (len(corners) - 1) * parts + 1)
    at = np.arange(len(corners))
    return np.stack([np.interp(fine, at, corners[:, axis]) for axis in (0, 1)], axis=1)
