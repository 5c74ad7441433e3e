"""The maze answered by a line drawn on its picture: drawing one, getting it wrong, judging it.

After MMGR's image form (2512.14691, section 5): maze changed, wall crossed and target reached as a
strict AND, with what its judge leaves out: one piece, no other branch, start and goal where they
were.  Walls, start and goal are the item's; the picture is only asked whether it still shows them.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import Cast, ink_of, share_of
from eyechart.reading.lattice import Flags, Lattice, Walls
from eyechart.reading.path import Drawn, read_path
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
    way_of,
)
from eyechart.tasks.abstract._maze_sketch import GOAL, START

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
_SQUARE_FULL = 0.8
"""Least share of a square that is not white: its own colour, or the line over it."""
_SQUARE_EDGE = 0.22
"""Where the squares begin, in cells, less what blur takes; a wide line covers all but their rim."""


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
    edge = round(_SQUARE_EDGE * lattice.side)
    inner = slice(edge, lattice.side - edge)
    line = lattice.cells(share_of(after, INK, cast))[:, inner, :, inner]
    red, green, blue = cv2.split(after)
    white = float((255 * cast.gain + cast.offset).min())
    full = lattice.cells(cv2.min(cv2.min(red, green), blue) < 0.7 * white)[:, inner, :, inner]
    for cell, colour in ((maze.start, START), (maze.goal, GOAL)):
        hue = lattice.cells(share_of(after, colour, cast))[:, inner, :, inner]
        row, column = cell
        bare = (line[row, :, column] < 0.2) & full[row, :, column]
        if full[row, :, column].mean() < _SQUARE_FULL:
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
        beside = np.argwhere(places.across) - (0.5, 0.0), np.argwhere(places.down) - (0.0, 0.5)
        for r, c in np.concatenate(beside).tolist():
            x, y = centre(lattice, r, c)
            svg.circle(x, y, 0.35 * lattice.cell, fill="none", stroke=colour, stroke_width=3)
    return svg.body
