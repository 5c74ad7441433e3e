"""Clips that answer the maze, right and wrong, filmed for the certificate and for tests."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import msgspec
import numpy as np

from eyechart.item import Response
from eyechart.scene.clip import write_clip
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.task import Hand, Mutant
from eyechart.tasks.abstract._maze_filmed import Places, film_size, line_along, places_along
from eyechart.tasks.abstract._maze_lines import blocked, flipped, shortcuts
from eyechart.tasks.abstract._maze_scene import (
    STEPS,
    Cell,
    Maze,
    centre,
    is_open,
    lattice_of,
    reached,
    way_between,
    way_of,
)
from eyechart.tasks.abstract._maze_sketch import SQUARE, START, sketch


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
    along = places_along(way, right)
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
    count = max(24, min(2 * length, 64), round(1.4 * length))
    line = line_along(stops, 0.1)
    moving = line[np.linspace(0, len(line) - 1, count).round().astype(int)]
    return np.concatenate(
        [np.repeat(moving[:1], 4, axis=0), moving, np.repeat(moving[-1:], 8, axis=0)]
    )


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
        frames.append(np.concatenate([frame[:, :1].repeat(shift, 1), frame[:, : size - shift]], 1))
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
