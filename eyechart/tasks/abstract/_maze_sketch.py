"""The picture of a maze, in layers, so that an answer can be laid under or over its walls."""

from eyechart.scene.svg import Style, Svg, number
from eyechart.tasks.abstract._maze_scene import (
    Maze,
    centre,
    lattice_of,
    segments,
    wall_width,
    walls_of,
)

START, GOAL, WALL = "#18a058", "#d03050", "#202020"
SQUARE = 0.6
"""Side of the green and the red square, in cells."""


def sketch(
    maze: Maze,
    style: Style = Style(),
    *,
    under_walls: str = "",
    over_walls: str = "",
    start: bool = True,
) -> Svg:
    """The maze; `under_walls` and `over_walls` are SVG elements, `start` is the green square."""
    svg = Svg()
    lattice = lattice_of(maze)
    side = SQUARE * lattice.cell
    for cell, colour in ((maze.start, START),) * start + ((maze.goal, GOAL),):
        x, y = centre(lattice, *cell)
        svg.rect(x - side / 2, y - side / 2, side, side, fill=colour)
    svg.raw(under_walls)
    svg.path(
        "".join(
            f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
            for (x1, y1), (x2, y2) in segments(walls_of(maze), lattice)
        ),
        stroke=WALL,
        stroke_width=wall_width(maze) * style.stroke,
        stroke_linecap="round",
        fill="none",
    )
    svg.raw(over_walls)
    return svg
