"""Flat coloured parts as in a box of building blocks: what they are, compared and laid out.

All parts are their own mirror images, so that turning one over never makes another; measures are
whole units, turns degrees clockwise.
"""

from collections.abc import Sequence
from functools import cache
from math import cos, pi, radians, sin
from typing import Any, NamedTuple

from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box

__all__ = [
    "KINDS",
    "ROUND",
    "Part",
    "Placed",
    "draw_part",
    "figure_box",
    "packed",
    "same_part",
    "span",
]

KINDS = ("rectangle", "triangle", "corner", "disc", "half", "quarter", "trapezium", "diamond")
ROUND = ("corner", "disc", "half", "quarter")
"""Kinds of one measure: their height is told as their width."""
_LINE = "#2b3140"
_SLIM = 0.62
"""A diamond as wide as high is this much slimmer than told: a square on its tip it must not be."""
_APART = 0.8
"""Between parts laid out side by side, in units."""


class Part(NamedTuple):
    kind: str
    """One of `KINDS`; a corner is half a square."""
    width: int
    """Of the base, or across."""
    height: int
    colour: int
    turn: int = 0


class Placed(NamedTuple):
    """A part where it is in a figure."""

    part: Part
    x: float
    """Of the middle of its upright box."""
    y: float


def same_part(part: Part) -> Part:
    """Equal for parts that differ only by how they lie."""
    kind, width, height, colour, _ = part
    if kind == "rectangle":
        width, height = max(width, height), min(width, height)
    return Part(kind, width, height, colour)


@cache
def outline(kind: str, width: int, height: int, turn: int) -> tuple[Point, ...]:
    """The corners of a part about the middle of its box, before it is turned."""
    w, h = width / 2, height / 2
    if kind == "disc":
        points = [(w * cos(pi * k / 16), w * sin(pi * k / 16)) for k in range(32)]
    elif kind == "half":
        points = [(-w * cos(pi * k / 16), w / 2 - w * sin(pi * k / 16)) for k in range(17)]
    elif kind == "quarter":
        arc = [(pi * k / 24, 0) for k in range(13)]
        points = [(-w, w), *((2 * w * sin(a) - w, w - 2 * w * cos(a)) for a, _ in arc)]
    elif kind == "triangle":
        points = [(-w, h), (w, h), (0.0, -h)]
    elif kind == "corner":
        points = [(-w, w), (w, w), (-w, -w)]
    elif kind == "trapezium":
        points = [(-w, h), (w, h), (w / 2, -h), (-w / 2, -h)]
    elif kind == "diamond":
        points = [(0.0, -h), (_SLIM * w, 0.0), (0.0, h), (-_SLIM * w, 0.0)]
    else:
        points = [(-w, -h), (w, -h), (w, h), (-w, h)]
    c, s = cos(radians(turn)), sin(radians(turn))
    return tuple((c * x - s * y, s * x + c * y) for x, y in points)


def span(part: Part) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a part about its middle, in units."""
    xs, ys = zip(*outline(*part[:3], part.turn), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def draw_part(
    svg: Svg, part: Part, at: Point, scale: float, colours: Sequence[str], style: Style
) -> None:
    """A part whose middle lies at `at`, px."""
    edge: dict[str, Any] = {"stroke": _LINE, "stroke_width": 1.3 * style.stroke}
    fill = colours[part.colour]
    if part.kind == "disc":
        svg.circle(*at, scale * part.width / 2, fill=fill, **edge)
    else:
        points = outline(*part[:3], part.turn)
        svg.polygon(
            [(at[0] + scale * x, at[1] + scale * y) for x, y in points],
            fill=fill,
            stroke_linejoin="round",
            **edge,
        )


def packed(parts: Sequence[Part], side: float, scale: float) -> list[Point] | None:
    """Where the parts' middles lie when laid out in rows, in their order, in a square box about the
    origin; None if they do not fit at this many px a unit."""
    rows: list[list[tuple[int, float]]] = [[]]
    heights, used = [0.0], 0.0
    for i, part in enumerate(parts):
        x0, y0, x1, y1 = (scale * v for v in span(part))
        width, gap = x1 - x0, scale * _APART if rows[-1] else 0.0
        if rows[-1] and used + gap + width > side:
            rows.append([])
            heights.append(0.0)
            used, gap = 0.0, 0.0
        if width > side:
            return None
        rows[-1].append((i, used + gap - x0))
        used += gap + width
        heights[-1] = max(heights[-1], y1 - y0)
    total = sum(heights)
    least = scale * _APART
    if total + least * (len(rows) - 1) > side:
        return None
    gap = min((side - total) / (len(rows) + 1), 3 * least)
    places: list[Point] = [(0.0, 0.0)] * len(parts)
    y = -(total + gap * (len(rows) - 1)) / 2
    for row, height in zip(rows, heights, strict=True):
        last, left = row[-1]
        shift = -(left + scale * span(parts[last])[2]) / 2
        for i, x in row:
            _, y0, _, y1 = (scale * v for v in span(parts[i]))
            places[i] = (x + shift, y + height / 2 - (y0 + y1) / 2)
        y += height + gap
    return places


def figure_box(placed: Sequence[Placed]) -> Box:
    """Around all parts of a figure, in units."""
    spans = [(p.x, p.y, span(p.part)) for p in placed]
    left, top = min(x + s[0] for x, _, s in spans), min(y + s[1] for _, y, s in spans)
    right, bottom = max(x + s[2] for x, _, s in spans), max(y + s[3] for _, y, s in spans)
    return Box(left, top, right - left, bottom - top)
