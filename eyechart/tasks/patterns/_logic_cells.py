"""How the cells of logic puzzles are drawn: counted shapes, walking dots, sets of dots."""

from collections.abc import Sequence
from math import cos, pi, sin

from eyechart.scene.inks import InkSet
from eyechart.scene.svg import Point, Svg
from eyechart.scene.tiles import Box

__all__ = ["TRAITS", "draw_cell"]

TRAITS = {"figures": ("shape", "colour", "number", "size"), "walks": ("spot",), "sets": ("set",)}
"""What the values of a cell are, by style; a walk has up to three spots."""
_PLACES: dict[int, tuple[Point, ...]] = {
    1: ((0, 0),), 2: ((-1, 0), (1, 0)), 3: ((-1, 0.8), (1, 0.8), (0, -0.9)),
    4: ((-1, -1), (1, -1), (-1, 1), (1, 1)), 5: ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, 0)),
    6: ((-1, -0.6), (0, -0.6), (1, -0.6), (-1, 0.6), (0, 0.6), (1, 0.6)),
    7: ((-1, -1), (0, -1), (1, -1), (-1, 1), (0, 1), (1, 1), (0, 0)),
    8: ((-1, -1), (0, -1), (1, -1), (-1, 1), (0, 1), (1, 1), (-1, 0), (1, 0)),
    9: tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1)),
}  # fmt: skip
"""Where so many shapes stand."""
_CORNERS = {1: 4, 2: 3, 3: 5, 4: 6}


def draw_cell(
    svg: Svg, style: str, values: Sequence[int], box: Box, inks: InkSet, side: int, stroke: float
) -> None:
    """The cell within its box; `side` is that of the lattice of spots and sets."""
    if style == "figures":
        shape, colour, number, size = values
        x, y = box.centre
        apart = box.width * (0.0, 0.22, 0.27)[(number > 1) + (number > 5)]
        radius = box.width * (0.36, 0.18, 0.125)[(number > 1) + (number > 5)]
        for dx, dy in _PLACES[number]:
            middle = (x + apart * dx, y + apart * dy)
            paint = {"fill": inks.inks[colour - 1], "stroke": inks.line}
            _shape(svg, shape, middle, radius * (0.5, 0.75, 1.0)[size], **paint,
                   stroke_width=1.5 * stroke)  # fmt: skip
        return
    pitch = 0.84 * box.width / side
    left, top = box.x + 0.08 * box.width, box.y + 0.08 * box.height
    if style == "walks":
        _walks(svg, values, (left, top), pitch, inks, side, stroke)
        return
    for i in range(side * side):
        x, y = left + (i % side + 0.5) * pitch, top + (i // side + 0.5) * pitch
        filled = values[0] >> i & 1
        svg.circle(x, y, 0.36 * pitch, fill=inks.inks[0] if filled else "#ffffff",
                   stroke=inks.line, stroke_width=1.3 * stroke)  # fmt: skip


def _walks(
    svg: Svg, spots: Sequence[int], corner: Point, pitch: float, inks: InkSet, side: int,
    stroke: float,
) -> None:  # fmt: skip
    """Dots of several colours and sizes on the outer squares of a board; large ones below."""
    for i in range(4 * (side - 1)):
        x, y = _square(i, side)
        svg.rect(corner[0] + x * pitch, corner[1] + y * pitch, pitch, pitch, fill="#ffffff",
                 stroke=inks.line, stroke_width=1.2 * stroke)  # fmt: skip
    for i, spot in enumerate(spots):
        x, y = _square(spot, side)
        middle = corner[0] + (x + 0.5) * pitch, corner[1] + (y + 0.5) * pitch
        radius = pitch * (0.43, 0.3, 0.18)[i]
        svg.circle(middle[0], middle[1], radius, fill=inks.inks[i], stroke=inks.line,
                   stroke_width=1.2 * stroke)  # fmt: skip


def _square(spot: int, side: int) -> tuple[int, int]:
    """Column and row of a spot, clockwise from the top left corner."""
    lap, along = divmod(spot, side - 1)
    far = side - 1
    return ((along, 0), (far, along), (far - along, far), (0, far - along))[lap]


def _shape(svg: Svg, shape: int, middle: Point, radius: float, **attributes: object) -> None:
    """A disc, a square, a triangle, a star, a hexagon or a cross, of about equal area."""
    x, y = middle
    if shape == 0:
        svg.add("circle", cx=x, cy=y, r=0.9 * radius, **attributes)
        return
    if shape == 5:
        a, b = 0.34 * radius, 0.95 * radius
        points = [(-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a),
                  (-b, a), (-b, -a), (-a, -a)]  # fmt: skip
    else:
        count = _CORNERS[shape]
        star = shape == 3
        reach = radius * (1.12, 1.1, 1.1, 0.95)[shape - 1]
        start = pi / 4 if shape == 1 else 0.0
        steps = 2 * count if star else count
        points = [
            (r * sin(start + 2 * pi * k / steps), -r * cos(start + 2 * pi * k / steps))
            for k in range(steps)
            for r in (reach * (0.48 if star and k % 2 else 1.0),)
        ]
    svg.polygon([(x + dx, y + dy) for dx, dy in points], stroke_linejoin="round", **attributes)
