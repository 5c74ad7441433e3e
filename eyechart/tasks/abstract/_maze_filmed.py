"""The maze answered by a clip: filming one, getting it wrong, judging it.

After MMGR's video form (2512.14691, section 5): does the green square reach the red one and stop on
it, does it ever cross a wall, does the maze ever change; a strict AND over every frame.  Its judge,
a model at a few frames a second, missed 80 to 100 % of the crossed walls that people saw, so here
no frame is left out, and the corridor's length between two frames is bounded: two cells.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.item import Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import Cast
from eyechart.reading.lattice import Lattice
from eyechart.reading.walker import Track, follow, wall_probe
from eyechart.scene.clip import Clip, write_clip
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.abstract._maze_drawn import blocked, flipped, shortcuts
from eyechart.tasks.abstract._maze_scene import (
    STEPS,
    Cell,
    Maze,
    centre,
    is_open,
    lattice_of,
    moves_along,
    reached,
    walls_of,
    way_between,
    way_of,
)
from eyechart.tasks.abstract._maze_sketch import GOAL, SQUARE, START, sketch

INSTRUCTION = (
    "Answer with a video that begins with this picture. The green square itself travels along the "
    "corridors to the red square and stops on it. It never touches a wall, never turns back, and "
    "moves by no more than two cells from one frame to the next. The camera and everything else in "
    "the picture stay exactly as they are."
)

_OTHER_MAZE = 0.12
"""Share of wall places contradicted in the first frames, above which they show another maze."""
_LONGEST_STEP = 2.0
"""Cells of corridor between two frames."""
_OFF_CORRIDOR = 0.34
"""Cells from the middle line of a corridor, beyond which the square touches a wall."""
_ON_GOAL = 0.4
"""Cells from the goal's middle."""

Places = npt.NDArray[np.float64]
"""(n, 2): row and column of the green square in each frame, in cells."""


def film_size(maze: Maze) -> int:
    """Side of the frames, px: small while a cell has 12 px."""
    return 256 if lattice_of(maze).cell >= 24 else 512


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
    walked = _walked(maze, cells, np.flatnonzero(seen))
    end = max(2, len(track.places) // 25)
    far = np.abs(places - maze.goal).max(axis=1)
    along = _along(way_of(maze), places)
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
        "walker_seen": _longest_run(~seen) <= 2,
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


def _walked(maze: Maze, cells: Sequence[Cell], frames: npt.NDArray[np.intp]) -> set[str]:
    """What is wrong with the steps from cell to cell: "wall" crossed, "jump" over corridor."""
    wrong: set[str] = set()
    steps: dict[Cell, dict[Cell, Cell]] = {}
    for (a, b), gap in zip(pairwise(cells), np.diff(frames), strict=True):
        if a == b:
            continue
        if not all(0 <= r < maze.rows and 0 <= c < maze.columns for r, c in (a, b)):
            wrong.add("wall")
            continue
        came = steps.setdefault(b, reached(maze, b))
        length, here = 0, a
        while here != b:
            here, length = came[here], length + 1
        if length > _LONGEST_STEP * gap:
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


def _along(way: Sequence[Cell], places: Places) -> npt.NDArray[np.float64]:
    """(n,) how far along the way each place is, in cells."""
    line = _line(way, 0.1)
    gaps = ((places[:, None] - line[None]) ** 2).sum(axis=2)
    return np.asarray(gaps.argmin(axis=1) * (len(way) - 1) / max(1, len(line) - 1))


def _longest_run(flags: npt.NDArray[np.bool_]) -> int:
    longest = run = 0
    for flag in flags.tolist():
        run = run + 1 if flag else 0
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


# -- filming answers, right and wrong ---------------------------------------------------------


class Take(NamedTuple):
    """What a clip shows."""

    places: Places
    scenes: Sequence[Maze] = ()
    """The maze behind each frame; empty: the item's own."""
    twin: Cell | None = None
    """A second green square, from the first third on."""
    pan: float = 0.0
    """Cells by which the camera has moved to the right in the end."""


def solution(maze: Maze, hand: Hand) -> Response:
    return Response(clips=(write_clip(_frames(maze, Take(_walk(maze, way_of(maze))), hand)),))


def mutants(maze: Maze, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a maze has no room for are left out."""
    for name, take in _wrong_takes(maze, Random(f"{hand.seed}/{maze.start}/{maze.goal}")):
        clip = write_clip(_frames(maze, take, hand), codec="mp4v")
        yield Mutant(name, Response(clips=(clip,)))


def _wrong_takes(maze: Maze, rng: Random) -> Iterator[tuple[str, Take]]:
    way = way_of(maze)
    right = _walk(maze, way)
    along = _along(way, right)
    leap = rng.uniform(0.2, len(way) - 1 - 3.6)
    yield "one frame's jump", Take(right[(along < leap) | (along > leap + 3.2)])
    yield "stops short", Take(_walk(maze, way[: -rng.randint(1, max(1, len(way) // 3))]))
    yield "freezes half way", Take(right[np.minimum(np.arange(len(right)), len(right) // 2)])
    yield "does not stop", Take(np.concatenate([right, right[::-1][: len(right) // 3]]))
    if blocked(maze):
        yield "straight through all", Take(_walk(maze, [maze.start, maze.goal], cells=len(way)))
    found = list(shortcuts(maze, way))
    if found:
        i, j = rng.choice(found)
        yield "through a wall", Take(_walk(maze, [*way[: i + 1], *way[j:]]))
    cells = list(reached(maze, maze.start))
    others = [cell for cell in cells if cell not in way]
    if others:
        yield "wrong exit", Take(_walk(maze, way_between(maze, maze.start, rng.choice(others))))
    sides = [
        (i, (r + dr, c + dc))
        for i, (r, c) in enumerate(way[:-1])
        for dr, dc in STEPS.values()
        if is_open(maze, (r, c), (dr, dc)) and (r + dr, c + dc) not in way
    ]
    if sides:
        i, side = rng.choice(sides)
        yield "side branch", Take(_walk(maze, [*way[: i + 1], side, *way[i:]]))
    yield "agent duplicated", Take(right, twin=rng.choice([maze.start, *others]))
    yield "camera moves", Take(right, pan=rng.uniform(0.6, 1.2))
    walls = [((r, c), (r, c + 1)) for r in range(maze.rows) for c in range(maze.columns - 1)]
    half = len(right) // 2
    later = flipped(maze, [rng.choice(walls)])
    yield "wall changes mid-clip", Take(right, [maze] * half + [later] * (len(right) - half))
    moved = msgspec.structs.replace(maze, goal=way[max(1, len(way) // 2)])
    short = _walk(maze, way[: max(1, len(way) // 2) + 1])
    yield "red square comes to meet it", Take(short, [maze] * 6 + [moved] * (len(short) - 6))


def _walk(maze: Maze, stops: Sequence[Cell], cells: int | None = None) -> Places:
    """Places frame by frame: a rest, an even walk through the stops, a rest.

    `cells` is the length that sets the number of frames; default: the stops' own.
    """
    length = cells or len(stops)
    count = max(24, min(2 * length, 64), round(1.15 * length))
    line = _line(stops, 0.1)
    moving = line[np.linspace(0, len(line) - 1, count).round().astype(int)]
    return np.concatenate(
        [np.repeat(moving[:1], 4, axis=0), moving, np.repeat(moving[-1:], 8, axis=0)]
    )


def _line(stops: Sequence[Cell], step: float) -> Places:
    """The polyline through the stops with a point about every `step` cells."""
    corners = np.array(stops, np.float64)
    if len(corners) == 1:
        return corners
    parts = round(1 / step)
    fine = np.linspace(0, len(corners) - 1, (len(corners) - 1) * parts + 1)
    at = np.arange(len(corners))
    return np.stack([np.interp(fine, at, corners[:, axis]) for axis in (0, 1)], axis=1)


def _frames(maze: Maze, take: Take, hand: Hand) -> list[RGB]:
    """The take as frames: the maze without its green square, and the square laid over it."""
    size = film_size(maze)
    rng = Random(hand.seed)
    scenes = take.scenes or [maze] * len(take.places)
    grounds: dict[Maze, RGB] = {}
    lattice = lattice_of(maze)
    side = SQUARE * lattice.cell * hand.size * size / 512
    reach = 0.06 * hand.wobble
    frames = []
    for i, ((row, column), scene) in enumerate(zip(take.places.tolist(), scenes, strict=True)):
        if scene not in grounds:
            grounds[scene] = pixels(str(sketch(scene, hand.style, start=False)), size)
        frame = grounds[scene].copy()
        squares = [(row + rng.uniform(-reach, reach), column + rng.uniform(-reach, reach))]
        if take.twin and i > len(scenes) // 3:
            squares.append(take.twin)
        for place in squares:
            x, y = centre(lattice, *place)
            _lay_square(frame, x * size / 512, y * size / 512, side)
        shift = round(take.pan * lattice.cell * size / 512 * i / len(scenes))
        frames.append(np.roll(frame, shift, axis=1))
    return frames


def _lay_square(frame: RGB, x: float, y: float, side: float) -> None:
    """A green square with its middle at (x, y), px; its edges cover pixels in part."""
    height, width = frame.shape[:2]
    cover = [
        np.clip(
            np.minimum(np.arange(n) + 1, at + side / 2) - np.maximum(np.arange(n), at - side / 2),
            0,
            1,
        )
        for n, at in ((height, y), (width, x))
    ]
    rows, columns = (np.flatnonzero(c) for c in cover)
    box = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    alpha = np.outer(cover[0][box[0]], cover[1][box[1]])[..., None]
    colour = np.array([int(START[i : i + 2], 16) for i in (1, 3, 5)])
    frame[box] = np.rint(frame[box] * (1 - alpha) + colour * alpha).astype(np.uint8)
