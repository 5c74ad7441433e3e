"""Plain shapes told by three words, as in "striped blue star": what a first counting sheet shows.

No two shapes are each other turned, no two fills look alike from afar, no two colours are of one
lightness and hue; none is red, orange or ochre, which are too near the answer's ink.
"""

from math import cos, pi, sin

import msgspec

from eyechart.scene.figures.figure import Palette
from eyechart.scene.svg import Point, Svg, number, polyline_path
from eyechart.scene.tiles import Box

__all__ = ["COLOURS", "FILLS", "OUTLINES", "Shape", "placed_shape", "shape_of"]

COLOURS = {
    "blue": "#2f5da8",
    "green": "#2f8f5b",
    "purple": "#9560c8",
    "cyan": "#4fc3d0",
    "lime": "#b3c23c",
    "black": "#27323f",
}
FILLS = ("plain", "striped", "dotted", "hollow")


def _star(points: int, inner: float, outer: float = 47.0) -> list[Point]:
    """Corners at two radii in turn; a polygon where `inner` fits."""
    radii = (outer, inner)
    return [
        (50 + radii[i % 2] * sin(pi * i / points), 50 - radii[i % 2] * cos(pi * i / points))
        for i in range(2 * points)
    ]


def _polygon(sides: int) -> list[Point]:
    return _star(sides, 47 * cos(pi / sides))


OUTLINES: dict[str, str] = {
    "disc": "M5 50A45 45 0 1 1 95 50A45 45 0 1 1 5 50Z",
    "square": polyline_path([(13, 13), (87, 13), (87, 87), (13, 87)], closed=True),
    "triangle": polyline_path([(50, 6), (95, 86), (5, 86)], closed=True),
    "star": polyline_path(_star(5, 20), closed=True),
    "hexagon": polyline_path(_polygon(6), closed=True),
    "cross": polyline_path(
        [(35, 6), (65, 6), (65, 35), (94, 35), (94, 65), (65, 65), (65, 94), (35, 94), (35, 65),
         (6, 65), (6, 35), (35, 35)],
        closed=True,
    ),
    "heart": "M50 92C14 64 4 48 4 33C4 6 40 4 50 28C60 4 96 6 96 33C96 48 86 64 50 92Z",
    "moon": "M64 5A46 46 0 1 0 64 95A52 52 0 0 1 64 5Z",
    "drop": "M50 4C60 28 82 42 82 64A32 32 0 0 1 18 64C18 42 40 28 50 4Z",
}  # fmt: skip
"""Paths in a 100 x 100 box, by name."""
_STRIPES = "".join(f"M-30 {y}H130" for y in range(-20, 130, 20))
_DOTS = [
    (x + 11 * (row % 2), y) for row, y in enumerate(range(8, 100, 19)) for x in range(6, 100, 22)
]


class Shape(msgspec.Struct, frozen=True, order=True):
    """One plain shape."""

    name: str
    """Of `OUTLINES`."""
    fill: str
    colour: str
    """Of `COLOURS`."""

    @property
    def words(self) -> str:
        return f"{self.fill} {self.colour} {self.name}"


def shape_of(words: str) -> Shape:
    """The inverse of `Shape.words`.  Raises `ValueError`."""
    fill, colour, name = words.split()
    if fill not in FILLS or colour not in COLOURS or name not in OUTLINES:
        raise ValueError(f"no shape is called {words!r}")
    return Shape(name, fill, colour)


def placed_shape(
    svg: Svg, box: Box, shape: Shape, *, turn: float = 0.0, contrast: float = 1.0
) -> None:
    """Draw a shape to fill a square box, turned clockwise by degrees about its middle."""
    hue = COLOURS[shape.colour]
    colour, *_ = Palette(hue, hue, hue).faded(contrast)
    outline = OUTLINES[shape.name]
    # Named by its content: equal names are equal drawings, on any page.
    clip = f"in-{shape.name}"
    where = f"translate({number(box.x)} {number(box.y)}) scale({box.width / 100:.4f})"
    with svg.group(transform=f"{where} rotate({number(turn)} 50 50)"):
        filled = colour if shape.fill == "plain" else "#ffffff"
        if shape.fill in ("striped", "dotted"):
            svg.path(outline, fill=filled)
            svg.raw(f'<clipPath id="{clip}"><path d="{outline}"/></clipPath>')
            with svg.group(clip_path=f"url(#{clip})"):
                if shape.fill == "striped":
                    svg.path(_STRIPES, stroke=colour, stroke_width=9, fill="none")
                else:
                    for x, y in _DOTS:
                        svg.circle(x, y, 5.4, fill=colour)
            filled = "none"
        svg.path(outline, fill=filled, stroke=colour, stroke_width=8, stroke_linejoin="round")
