"""The maze answered by a line drawn on its picture: drawing one, getting it wrong, judging it.

After MMGR's image form (2512.14691, section 5): maze changed, wall crossed and target reached as a
strict AND, with what its judge leaves out: one piece, no other branch, start and goal where they
were.  Walls, start and goal are the item's; the picture is only asked whether it still shows them.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import cv2
import msgspec
import numpy as np

from eyechart.item import Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import Cast, ink_of, share_of
from eyechart.reading.lattice import Flags, Lattice, Walls
from eyechart.reading.path import Drawn, read_path
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import png
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
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
    with_walls,
)
from eyechart.tasks.abstract._maze_sketch import GOAL, START, sketch

INK = "#2060e0"
INSTRUCTION = (
    "Draw one continuous blue line (#2060e0) on the picture, along the corridors from the green "
    "square to the red square. It must not touch a wall or lead anywhere else. Gaps under half a "
    "cell are tolerated. Leave everything else in the picture exactly as it is."
)

_LEAST_CONTRAST = 40.0
"""Between walls and corridors, of 255; below it the picture cannot be read."""
_OTHER_MAZE = 0.12
"""Share of wall places that contradict the maze, above which it is another maze."""

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


def judge(maze: Maze, source: RGB, registration: Registration) -> Verdict:
    """The verdict on a drawn answer under one registration."""
    lattice, walls = lattice_of(maze), walls_of(maze)
    before, after = (lattice.rectangular(p) for p in (source, registration.picture))
    changed, contrast = changed_walls(lattice, walls, after)
    if float(changed.all().mean()) > _OTHER_MAZE:
        return LAYOUT_CHANGED
    if contrast < _LEAST_CONTRAST:
        return Verdict("unreadable", reason="walls and corridors can hardly be told apart")
    cast = Cast.between(before, after)
    ink = ink_of(before, after, INK, cast)
    drawn = read_path(ink, lattice, walls)
    extra = drawn.cells & ~_flags(maze, way_of(maze))
    crossed = int(drawn.crossed.all().sum())
    checks = {
        "line_drawn": drawn.strength > 0 and bool(drawn.cells.any()),
        "maze_unchanged": not changed.all().any() and _ends_stand(maze, lattice, after, cast),
        "no_wall_crossed": crossed == 0,
        "start_left": drawn.touches(maze.start),
        "target_reached": drawn.touches(maze.goal),
        "connected": drawn.joined(maze.start, maze.goal),
        "no_extra_branch": not extra.any(),
    }
    return Verdict.of(
        checks,
        good="one line leads from the green square to the red square along the corridors",
        read=_said(maze, drawn, checks),
        overlay=_overlay(maze, lattice, drawn, changed),
        line_drawn="no blue line was drawn",
        maze_unchanged=f"the maze was changed: {_what_changed(changed)}",
        no_wall_crossed=f"the line crosses {crossed} wall{'s' * (crossed != 1)}",
        start_left="the line does not begin at the green square",
        target_reached="the line does not reach the red square",
        connected="the line is interrupted between the green and the red square",
        no_extra_branch=f"the line also enters {int(extra.sum())} cells off the way",
    )


def changed_walls(lattice: Lattice, walls: Walls, rectangular: RGB) -> tuple[Walls, float]:
    """Which wall places contradict the truth, and the contrast of walls to corridors, 0 to 255.

    The picture's own walls and corridors, known from the truth, say what is dark and what is light.
    """
    dark = lattice.darkness(rectangular)
    stands, levels = walls.all(), dark.all()
    light = float(np.median(levels[~stands])) if not stands.all() else 0.0
    contrast = float(np.median(levels[stands])) - light
    middle = light + 0.5 * contrast
    changed = Walls(
        (dark.across > middle) != walls.across,
        (dark.down > middle) != walls.down,
    )
    return changed, contrast


def _ends_stand(maze: Maze, lattice: Lattice, after: RGB, cast: Cast) -> bool:
    """Whether the green and the red square are where they were, and nowhere else.

    The line may cover most of a small square, and compression take the rest of its hue: there the
    place must be full of something, and what is not line must not be of another hue.
    """
    edge = round(0.25 * lattice.side)
    inner = slice(edge, lattice.side - edge)
    line = lattice.cells(share_of(after, INK, cast))[:, inner, :, inner]
    red, green, blue = cv2.split(after)
    white = float((255 * cast.gain + cast.offset).min())
    full = lattice.cells(cv2.min(cv2.min(red, green), blue) < 0.7 * white)[:, inner, :, inner]
    for cell, colour in ((maze.start, START), (maze.goal, GOAL)):
        hue = lattice.cells(share_of(after, colour, cast))[:, inner, :, inner]
        row, column = cell
        bare = (line[row, :, column] < 0.2) & full[row, :, column]
        if full[row, :, column].mean() < 0.7:
            return False
        if bare.mean() > 0.15 and hue[row, :, column][bare].mean() < 0.15:
            return False
        elsewhere = ((hue > 0.6) & (line < 0.4)).mean(axis=(1, 3))
        elsewhere[row, column] = 0
        if elsewhere.max() > 0.4:
            return False
    return True


def _flags(maze: Maze, cells: Sequence[Cell]) -> Flags:
    flags = np.zeros((maze.rows, maze.columns), bool)
    flags[tuple(np.transpose(cells))] = True
    return flags


def _said(maze: Maze, drawn: Drawn, checks: dict[str, bool]) -> str:
    if checks["connected"]:
        return ", ".join(moves_along(way_of(maze)).value)
    return f"a line through {int(drawn.cells.sum())} cells"


def _what_changed(changed: Walls) -> str:
    count = int(changed.all().sum())
    if not count:
        return "the green or the red square is not where it was"
    return f"{count} wall{'s' * (count != 1)} added or erased"


def _overlay(maze: Maze, lattice: Lattice, drawn: Drawn, changed: Walls) -> str:
    """Cells that were read as entered, walls read as crossed (red) or changed (violet)."""
    svg = Svg(background=None)
    for row, column in np.argwhere(drawn.cells).tolist():
        svg.circle(*centre(lattice, row, column), 0.16 * lattice.cell, fill="#ff9020")
        for dr, dc in ((0, 1), (1, 0)):
            ahead = (row + dr, column + dc)
            both = ahead[0] < maze.rows and ahead[1] < maze.columns and drawn.cells[ahead]
            if both and is_open(maze, (row, column), (dr, dc)):
                a, b = centre(lattice, row, column), centre(lattice, *ahead)
                svg.line(a, b, stroke="#ff9020", stroke_width=0.12 * lattice.cell)
    for places, colour in ((drawn.crossed, "#e00000"), (changed, "#a020f0")):
        spots = [(r - 0.5, c) for r, c in np.argwhere(places.across).tolist()]
        spots += [(r, c - 0.5) for r, c in np.argwhere(places.down).tolist()]
        for r, c in spots:
            x, y = centre(lattice, r, c)
            svg.circle(x, y, 0.35 * lattice.cell, fill="none", stroke=colour, stroke_width=3)
    return svg.body


# -- drawing answers, right and wrong ---------------------------------------------------------


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
    head, tail = _until(way, cut - gap), _until(way[::-1], len(way) - 1 - cut - gap)
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
    yield "partial path", [_until(way, share)]
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


def _until(way: Sequence[Cell], length: float) -> list[tuple[float, float]]:
    """The first `length` cells of the way as a line; empty if there is none."""
    if length <= 0:
        return []
    whole = min(int(length), len(way) - 1)
    points: list[tuple[float, float]] = list(way[: whole + 1])
    rest = length - whole
    if whole + 1 < len(way) and rest > 0:
        (r, c), (r2, c2) = way[whole], way[whole + 1]
        points.append((r + rest * (r2 - r), c + rest * (c2 - c)))
    return points
