"""How a sheet of things to count is drawn."""

from collections.abc import Sequence
from math import sqrt

import msgspec

from eyechart.scene.figures import PALETTES
from eyechart.scene.figures.shapes import COLOURS, Shape, placed_shape
from eyechart.scene.figures.specimens import COLOURED, Specimen, placed, shadow_palette
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._count_places import Line, Place

__all__ = [
    "DOT",
    "FULL",
    "Pose",
    "draw_dots",
    "draw_things",
    "figure_px",
    "sheet_area",
    "sheet_side",
]

DOT = 8.5
"""Radius of a dot, px."""
_SIDE, _MARGIN, _WIDE, _HEAD = 512.0, 26.0, 42.0, 118.0
FULL = {"things": 54, "dots": 44}
"""So many fill a sheet of 512 px; where there are more, the sheet grows."""
_FRAMED, _LARGEST = 78.0, 84.0
_SHARE = 0.7
"""Of the space between the middles of two things, that one takes: a loop has to go between."""
_CARD, _FRAME, _EDGE = "#f6f8f2", "#3a4150", "#c9ced6"
_LINES = ("#2f8f5b", "#2f5da8", "#9560c8", "#3a9fb0")


class Pose(msgspec.Struct, frozen=True):
    """How a thing stands on the sheet."""

    turn: int
    """Degrees, clockwise."""
    size: int
    """Percent."""
    dress: int
    """Chooses a figure's colours."""


def sheet_side(style: str, count: int) -> float:
    """Side of a sheet with so many things, or dots, px."""
    full = FULL["dots" if style == "dots" else "things"]
    return float(round(_SIDE * max(1.0, sqrt(count / full))))


def sheet_area(style: str, count: int) -> Box:
    """Where so many things lie, whole, or the middles of dots."""
    side = sheet_side(style, count)
    if style == "dots":
        return Box(_WIDE, _WIDE, side - 2 * _WIDE, side - 2 * _WIDE)
    return Box(_MARGIN, _HEAD, side - 2 * _MARGIN, side - _MARGIN - _HEAD)


def figure_px(apart: float) -> float:
    """Side of a figure whose neighbours' middles are so far away."""
    return min(_LARGEST, _SHARE * apart)


def draw_things(
    svg: Svg,
    things: Sequence[Specimen | Shape],
    places: Sequence[Place],
    poses: Sequence[Pose],
    px: float,
    contrast: float,
    style: Style,
) -> None:
    """The last thing in the frame on top, the others at their places."""
    middle = (svg.width / 2, _HEAD / 2 + 4)
    half = _FRAMED / 2 + 6
    svg.rect(
        middle[0] - half, middle[1] - half, 2 * half, 2 * half, rx=10, fill=_CARD,
        stroke=_FRAME, stroke_width=2.4 * style.stroke,
    )  # fmt: skip
    area = sheet_area("things", len(places))
    svg.line(
        (area.x, area.y), (area.x + area.width, area.y),
        stroke=_EDGE, stroke_width=1.5 * style.stroke,
    )  # fmt: skip
    sides = [px * pose.size / 100 for pose in poses[:-1]] + [_FRAMED * 0.9]
    for thing, (x, y), pose, side in zip(things, [*places, middle], poses, sides, strict=True):
        box = Box(x - side / 2, y - side / 2, side, side)
        if isinstance(thing, Shape):
            small = Box(x - 0.37 * side, y - 0.37 * side, 0.74 * side, 0.74 * side)
            placed_shape(svg, small, thing, turn=pose.turn, contrast=contrast)
            continue
        palette = PALETTES[COLOURED[pose.dress % len(COLOURED)]].faded(contrast)
        with svg.group(transform=f"rotate({pose.turn} {x:g} {y:g})"):
            placed(svg, box, thing, palette, px / style.stroke)


def draw_dots(
    svg: Svg, places: Sequence[Place], line: Line, dress: int, contrast: float, style: Style
) -> None:
    """The line, and dots on top of it."""
    hue = shadow_palette(_LINES[dress % len(_LINES)]).faded(contrast).ink
    svg.polyline(line, stroke=hue, stroke_width=3.6 * style.stroke)
    others = sorted(set(COLOURS.values()))
    fill = shadow_palette(others[dress // len(_LINES) % len(others)]).faded(contrast)
    for x, y in places:
        svg.circle(x, y, DOT - 1, fill=fill.main, stroke="#27323f", stroke_width=2)
