"""Lines that answer the maze, right and wrong, drawn for the certificate and for tests."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import msgspec

from eyechart.item import Response
from eyechart.scene.raster import png
from eyechart.scene.strokes import part_of
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.abstract._maze_drawn import INK
from eyechart.tasks.abstract._maze_scene import (
    STEPS,
    Cell,
    Maze,
    centre,
    is_open,
    lattice_of,
    reached,
    walls_of,
    way_between,
    way_of,
    with_walls,
)
from eyechart.tasks.abstract._maze_sketch import sketch

Line = Sequence[tuple[float, float]]
"""Points (row, column) in cells; whole numbers are the middles of cells."""


def solution(maze: Maze, hand: Hand) -> Response:
    return _answer(maze, [way_of(maze)], hand)


def mutants(maze: Maze, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a maze has no room for are left out."""
    rng = Random(f"{hand.seed}/{maze.start}/{maze.goal}")
    way = way_of(maze)
    for name, lines in _wrong_lines(maze, way, rng):
        yield Mutant(name, _answer(maze, lines, hand))
    yield from _other_mazes(maze, way, rng, hand)


def _answer(
    maze: Maze,
    lines: Sequence[Line],
    hand: Hand,
    *,
    under: bool = False,
    scene: Maze | None = None,
    beneath: str = "",
) -> Response:
    """The picture of `scene` (default: the maze itself) with lines on it, or under its walls.

    `beneath` are SVG elements between the squares and the lines.
    """
    lattice = lattice_of(maze)
    width = min(0.3 * lattice.cell, 14.0) * hand.width
    ink = Svg(background=None)
    ink.raw(beneath)
    rng = Random(hand.seed)
    for line in lines:
        points = [centre(lattice, *point) for point in _wobbled(line, 0.15 * hand.wobble, rng)]
        ink.polyline(points, stroke=INK, stroke_width=width)
    layers = (ink.body, "") if under else ("", ink.body)
    drawing = sketch(scene or maze, hand.style, under_walls=layers[0], over_walls=layers[1])
    return Response(pictures=(png(str(drawing)),))


def _wobbled(line: Line, reach: float, rng: Random) -> list[tuple[float, float]]:
    """The line with a point every quarter of a cell, each but the ends off by up to `reach`."""
    points: list[tuple[float, float]] = [line[0]]
    for a, b in pairwise(line):
        parts = max(1, round(4 * max(abs(b[0] - a[0]), abs(b[1] - a[1]))))
        points += [
            (a[0] + (b[0] - a[0]) * i / parts, a[1] + (b[1] - a[1]) * i / parts)
            for i in range(1, parts + 1)
        ]
    return [
        (r + rng.uniform(-reach, reach), c + rng.uniform(-reach, reach)) if i > 0 else (r, c)
        for i, (r, c) in enumerate(points)
    ]


def _wrong_lines(maze: Maze, way: list[Cell], rng: Random) -> Iterator[tuple[str, list[Line]]]:
    """(name, lines) of wrong lines on the right maze."""
    found = list(shortcuts(maze, way))
    if found:
        i, j = rng.choice(found)
        yield "wall crossed once", [[*way[: i + 1], *way[j:]]]
        yield "wall crossed beside the way", [way, [way[i], way[j]]]
    cut = rng.uniform(0.2, 0.8) * (len(way) - 1)
    gap = rng.uniform(0.6, 1.0) + 0.35
    head, tail = part_of(way, cut - gap), part_of(way[::-1], len(way) - 1 - cut - gap)
    yield "gap", [line for line in (head, tail) if len(line) > 1]
    came = reached(maze, maze.start)
    others = [cell for cell in came if cell not in way]
    if others:
        yield "wrong exit", [way_between(maze, maze.start, rng.choice(others))]
    ahead = [
        (cell, (cell[0] + dr, cell[1] + dc))
        for cell in way[1:-1]
        for dr, dc in STEPS.values()
        if is_open(maze, cell, (dr, dc)) and (cell[0] + dr, cell[1] + dc) not in way
    ]
    if ahead:
        yield "extra branch", [way, list(rng.choice(ahead))]
    share = rng.uniform(0.3, 0.8) * (len(way) - 1)
    yield "partial path", [part_of(way, share)]
    if blocked(maze):
        yield "straight line through all", [[maze.start, maze.goal]]
    every = [(r, c) for r in range(maze.rows) for c in range(maze.columns)]
    yield "all cells marked", [[(r - 0.2, c - 0.2), (r + 0.2, c + 0.2)] for r, c in every]
    yield (
        "scribble",
        [[(rng.uniform(0, maze.rows - 1), rng.uniform(0, maze.columns - 1)) for _ in range(30)]],
    )


def _other_mazes(maze: Maze, way: list[Cell], rng: Random, hand: Hand) -> Iterator[Mutant]:
    """Answers in which the maze itself was changed."""
    found = list(shortcuts(maze, way))
    if found:
        i, j = rng.choice(found)
        line = [*way[: i + 1], *way[j:]]
        opened = flipped(maze, [(way[i], way[j])])
        yield Mutant("wall erased to make a shortcut", _answer(maze, [line], hand, scene=opened))
        yield Mutant("path under a wall", _answer(maze, [line], hand, under=True))
    steps = {frozenset(pair) for pair in pairwise(way)}
    pairs = [
        ((r, c), (r + dr, c + dc))
        for r in range(maze.rows)
        for c in range(maze.columns)
        for dr, dc in ((0, 1), (1, 0))
        if r + dr < maze.rows and c + dc < maze.columns
    ]
    closed = [p for p in pairs if not is_open(maze, p[0], (p[1][0] - p[0][0], p[1][1] - p[0][1]))]
    open_ = [p for p in pairs if p not in closed and frozenset(p) not in steps]
    changes = {
        "wall erased": [rng.choice(closed)] if closed else [],
        "wall added": [rng.choice(open_)] if open_ else [],
    }
    if closed and open_:
        changes["wall moved"] = [rng.choice(closed), rng.choice(open_)]
    for name, where in changes.items():
        if where:
            yield Mutant(name, _answer(maze, [way], hand, scene=flipped(maze, where)))
    elsewhere = [cell for cell in reached(maze, maze.start) if cell not in (maze.start, maze.goal)]
    there = msgspec.structs.replace(maze, goal=rng.choice(elsewhere))
    yield Mutant("red square moved", _answer(maze, [way_of(there)], hand, scene=there))
    x, y = centre(lattice_of(maze), *maze.goal)
    side = 0.7 * lattice_of(maze).cell
    bare = Svg(background=None)
    bare.rect(x - side / 2, y - side / 2, side, side, fill="#ffffff")
    yield Mutant("red square erased", _answer(maze, [way], hand, beneath=bare.body))
    yield Mutant(
        "way drawn on another maze", _answer(maze, [way], hand, scene=flipped(maze, pairs[::2]))
    )


def flipped(maze: Maze, where: Sequence[tuple[Cell, Cell]]) -> Maze:
    """The maze with the walls between these pairs of cells erased if they stood, else added."""
    walls = walls_of(maze)
    for (r, c), (r2, c2) in where:
        if r == r2:
            walls.down[r, max(c, c2)] ^= True
        else:
            walls.across[max(r, r2), c] ^= True
    return with_walls(maze, walls)


def blocked(maze: Maze) -> bool:
    """Whether the straight line from start to goal runs well into a wall, not just past its tip."""
    (r, c), (r2, c2) = maze.start, maze.goal
    walls = walls_of(maze)
    for at in range(min(r, r2) + 1, max(r, r2) + 1):
        column = c + 0.5 + (at - 0.5 - r) / (r2 - r) * (c2 - c)
        if walls.across[at, int(column)] and 0.2 < column % 1 < 0.8:
            return True
    for at in range(min(c, c2) + 1, max(c, c2) + 1):
        row = r + 0.5 + (at - 0.5 - c) / (c2 - c) * (r2 - r)
        if walls.down[int(row), at] and 0.2 < row % 1 < 0.8:
            return True
    return False


def shortcuts(maze: Maze, way: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """(i, j), i < j, of cells on the way that a wall alone keeps apart."""
    place = {cell: i for i, cell in enumerate(way)}
    for i, (r, c) in enumerate(way):
        for dr, dc in STEPS.values():
            j = place.get((r + dr, c + dc), -1)
            if j > i + 1:
                yield i, j
