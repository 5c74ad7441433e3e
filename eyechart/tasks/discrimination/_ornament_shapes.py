"""Ornaments of shapes laid on each other: nested discs, squares, diamonds, octagons, zigzag bands.

Shapes are given in units of the ornament's grid, their measures quarters of a unit, so that mirror
images and repeats are exact where the shapes are sampled in the middles of the grid's places.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from math import acos, ceil, cos, floor, pi, sin, sqrt
from typing import Any, NamedTuple

import numpy as np

from eyechart.scene.svg import Point, Svg, number, polyline_path
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._ornament_rules import Codes

__all__ = ["KINDS", "Shape", "draw_shapes", "reaching", "sampled"]


class Shape(NamedTuple):
    kind: str
    """One of `KINDS`."""
    x: float
    y: float
    """The middle; of a zigzag, an upper corner: it fills all below."""
    size: float
    """From the middle to a side (disc, square, octagon) or corner (diamond); half a zigzag's
    length."""
    code: int
    """The colour."""
    band: int
    """Shapes of one band are drawn and altered together."""


_INSIDE: Mapping[str, Callable[[Any, Any, float], Any]] = {
    "disc": lambda x, y, size: x * x + y * y < size * size,
    "square": lambda x, y, size: np.maximum(abs(x), abs(y)) < size,
    "diamond": lambda x, y, size: abs(x) + abs(y) < size,
    "octagon": lambda x, y, size: (
        np.maximum(np.maximum(abs(x), abs(y)), 0.75 * (abs(x) + abs(y))) < size
    ),
    "zigzag": lambda x, y, size: y > size - abs(x % (2 * size) - size),
}
"""Whether a point, seen from the middle, is inside."""
KINDS = tuple(_INSIDE)


def sampled(shapes: Sequence[Shape], x: int, y: int, width: int, height: int) -> Codes:
    """(height, width): the uppermost shape's colour in each place of a window; 0 where is none."""
    codes = np.zeros((height, width), np.int8)
    across, down = np.arange(width) + x + 0.5, (np.arange(height) + y + 0.5)[:, None]
    for shape in shapes:
        reach = 1e6 if shape.kind == "zigzag" else shape.size
        left, right = _span(shape.x - reach - x, shape.x + reach - x, width)
        top, bottom = _span(shape.y - reach - y, shape.y + reach - y, height)
        if left < right and top < bottom:
            inside = _INSIDE[shape.kind](
                across[left:right] - shape.x, down[top:bottom] - shape.y, shape.size
            )
            codes[top:bottom, left:right][inside] = shape.code
    return codes


def reaching(
    shapes: Sequence[Shape], x: float, y: float, width: float, height: float
) -> tuple[Shape, ...]:
    """Those that may be seen in a window."""
    return tuple(
        shape
        for shape in shapes
        if (shape.kind == "zigzag" and shape.y < y + height)
        or (
            x - shape.size < shape.x < x + width + shape.size
            and y - shape.size < shape.y < y + height + shape.size
        )
    )


def draw_shapes(
    svg: Svg,
    shapes: Sequence[Shape],
    colours: Sequence[str],
    window: tuple[float, float, float, float],
    box: Box,
) -> None:
    """The shapes within `window` (x, y, width, height), which is laid on `box`.

    What reaches out is cut off here: a clip path would take the rasteriser 15 ms a page.
    """
    x, y, width, height = window
    scale = box.width / width

    def placed(points: Sequence[Point]) -> list[Point]:
        return [(box.x + scale * (px - x), box.y + scale * (py - y)) for px, py in points]

    def outline(shape: Shape) -> str:
        if shape.kind == "disc":
            ((cx, cy),), radius = placed([(shape.x, shape.y)]), scale * shape.size
            return _disc(cx, cy, radius, box)
        if shape.kind == "zigzag":
            points = _zigzag(shape, x, x + width, y + height)
        else:
            points = _corners(shape)
        return polyline_path(_cut(placed(points), box), closed=True)

    for (_, code), band in groupby(reaching(shapes, *window), lambda s: (s.band, s.code)):
        svg.path("".join(map(outline, band)), fill=colours[code])


def _disc(x: float, y: float, radius: float, box: Box) -> str:
    """A circle, or what the box leaves of one as a polygon, off by a tenth of a px at most."""
    if (
        box.x <= x - radius
        and x + radius <= box.x + box.width
        and box.y <= y - radius
        and y + radius <= box.y + box.height
    ):
        r, across = number(radius), number(2 * radius)
        arc = f"a{r} {r} 0 0 1"
        return f"M{number(x - radius)} {number(y)}{arc} {across} 0{arc} -{across} 0Z"
    count = max(16, ceil(2 * pi * sqrt(radius / 0.8)))
    angles = [2 * pi * k / count for k in range(count)]
    # Where it crosses the box's lines, so that clamping to the box cuts it there.
    for line, centre, start in (
        (box.x, x, 0.0),
        (box.x + box.width, x, 0.0),
        (box.y, y, pi / 2),
        (box.y + box.height, y, pi / 2),
    ):
        if abs(line - centre) < radius:
            angle = acos((line - centre) / radius)
            angles += [(start + angle) % (2 * pi), (start - angle) % (2 * pi)]
    right, bottom = box.x + box.width, box.y + box.height
    points = [
        (
            min(max(x + radius * cos(angle), box.x), right),
            min(max(y + radius * sin(angle), box.y), bottom),
        )
        for angle in sorted(angles)
    ]
    points = [b for a, b in pairwise([points[-1], *points]) if a != b]
    return polyline_path(points, closed=True) if len(points) > 2 else ""


def _cut(points: Sequence[Point], box: Box) -> list[Point]:
    """What of a polygon lies in the box (Sutherland and Hodgman 1974)."""
    left = list(points)
    for axis, limit, sign in (
        (0, box.x, 1),
        (0, box.x + box.width, -1),
        (1, box.y, 1),
        (1, box.y + box.height, -1),
    ):
        kept: list[Point] = []
        for a, b in zip([*left[-1:], *left], left, strict=False):
            before, after = sign * (a[axis] - limit), sign * (b[axis] - limit)
            if (before < 0) != (after < 0):
                t = before / (before - after)
                kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
            if after >= 0:
                kept.append(b)
        left = kept
    return left or [(box.x, box.y)]


def _corners(shape: Shape) -> list[Point]:
    x, y, s = shape.x, shape.y, shape.size
    if shape.kind == "square":
        return [(x - s, y - s), (x + s, y - s), (x + s, y + s), (x - s, y + s)]
    if shape.kind == "diamond":
        return [(x, y - s), (x + s, y), (x, y + s), (x - s, y)]
    t = s / 3
    around = [(t, s), (s, t), (s, -t), (t, -s), (-t, -s), (-s, -t), (-s, t), (-t, s)]
    return [(x + dx, y + dy) for dx, dy in around]


def _zigzag(shape: Shape, left: float, right: float, bottom: float) -> list[Point]:
    """Its edge from left to right, and the corners below."""
    first = floor((left - shape.x) / shape.size) - 1
    last = ceil((right - shape.x) / shape.size) + 1
    # At even multiples the edge is at its upper corners.
    edge = [
        (shape.x + k * shape.size, shape.y + (shape.size if k % 2 else 0.0))
        for k in range(first, last + 1)
    ]
    bottom = max(bottom, shape.y + shape.size) + 1
    return [*edge, (edge[-1][0], bottom), (edge[0][0], bottom)]


def _span(low: float, high: float, count: int) -> tuple[int, int]:
    return max(0, floor(low)), min(count, ceil(high))
