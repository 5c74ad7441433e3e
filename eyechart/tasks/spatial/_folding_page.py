"""How folding is drawn: numbered panels with dashed creases and arrows, then unfolded sheets."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin
from typing import NamedTuple

from eyechart.scene.svg import Point, Style, Svg, number, polyline_path
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import OptionPage
from eyechart.tasks.spatial._folding_sheet import (
    SIDE,
    Fold,
    Hole,
    Layer,
    contains,
    fold_over,
    outline,
    reflected,
    sheet,
)

__all__ = ["Spot", "draw_folding", "hole_spots"]

_PAPERS = (
    # the side that is up at first, the other side, lines
    ("#4f9fc4", "#c3e2ee", "#163848"),
    ("#8878c8", "#d9d2f2", "#271f4d"),
    ("#5fae84", "#cbe9d6", "#143a26"),
    ("#55739c", "#cbd8ea", "#162338"),
    ("#7d8da5", "#d6dde8", "#222b39"),
    ("#7f9a3f", "#dfe8bd", "#29340f"),
    ("#3f8f8c", "#bfe0db", "#103634"),
)
_GHOST, _ARROW, _NUMBER, _PAGE = "#9aa1ad", "#1b2a6b", "#6b7280", "#ffffff"
_GAP, _HEAD = 20.0, 20.0
_SHORTEST = 30.0
"""Length of an arrow, px, at least."""


class _Frame(NamedTuple):
    """A sheet at a scale and place, px."""

    left: float
    top: float
    scale: float

    def at(self, point: Point) -> Point:
        return self.left + self.scale * point[0], self.top + self.scale * point[1]


def draw_folding(
    folds: Sequence[Fold],
    punched: Sequence[Hole],
    options: Sequence[Sequence[Hole]],
    radius: float,
    creased: bool,
    dress: int,
    page: OptionPage,
    style: Style,
) -> Svg:
    """The page; where `creased`, the options show the creases."""
    svg = Svg(page.side, page.side)
    page.draw(svg, style)
    paper = _PAPERS[dress % len(_PAPERS)]
    layers = sheet()
    for i, box in enumerate(_panels(page.figure, len(folds) + 1, 170 * page.side / 512)):
        frame = _Frame(box.x, box.y, box.width / SIDE)
        svg.text(box.x + 5, box.y - 10, str(i + 1), 14, style=style, fill=_NUMBER)
        _folded(svg, frame, layers, paper, style)
        if i < len(folds):
            _crease(svg, frame, folds[: i + 1], paper[2], style)
            layers = fold_over(layers, folds[i])
        else:
            _holes(svg, frame, punched, outline(tuple(folds)), radius, paper[2], style)
    creases = _all_creases(folds) if creased else []
    for holes, box in zip(options, page.options, strict=True):
        frame = _Frame(box.x + 2, box.y + 2, (box.width - 4) / SIDE)
        _folded(svg, frame, sheet(), paper, style)
        for a, b in creases:
            svg.line(
                frame.at(a), frame.at(b), stroke=paper[1], stroke_width=1.5 * style.stroke,
                stroke_dasharray="4 3",
            )  # fmt: skip
        _holes(svg, frame, holes, outline(()), radius, paper[2], style)
    return svg


class Spot(NamedTuple):
    """A place on one of the sheets where one of them has a hole."""

    sheet: int
    place: Point
    box: Box
    """Well within the hole, px."""
    bare: bool
    """Whether this sheet has the hole."""


def hole_spots(options: Sequence[Sequence[Hole]], radius: float, page: OptionPage) -> list[Spot]:
    """The middle of each hole that any of the sheets has, on every sheet; those half in another
    hole, or near the paper's edge, are left out."""
    everywhere = sorted({_inner(hole, radius) for holes in options for hole in holes})
    found = []
    for i, (holes, box) in enumerate(zip(options, page.options, strict=True)):
        frame = _Frame(box.x + 2, box.y + 2, (box.width - 4) / SIDE)
        side = max(3.0, 0.7 * radius * frame.scale)
        own = {_inner(hole, radius) for hole in holes}
        for spot in everywhere:
            if not all(1.5 * radius < v < SIDE - 1.5 * radius for v in spot):
                continue
            near = min((hypot(spot[0] - x, spot[1] - y) for x, y in own), default=9.0 * radius)
            if near > 2.6 * radius or spot in own:
                x, y = frame.at(spot)
                here = Box(x - side / 2, y - side / 2, side, side)
                found.append(Spot(i, spot, here, spot in own))
    return found


def _inner(hole: Hole, radius: float) -> Point:
    """A point well within a hole."""
    a, b, c, d = hole.turn
    x, y = _INNER.get(hole.shape, (0.0, 0.1))
    return hole.x + radius * (a * x + b * y), hole.y + radius * (c * x + d * y)


def _panels(box: Box, many: int, largest: float) -> list[Box]:
    """Squares for so many panels, as large as the figure's box allows, in reading order."""

    def side(across: int) -> float:
        down = -(-many // across)
        return min(
            (box.width - (across - 1) * _GAP) / across,
            (box.height - down * _HEAD) / down - 4,
            largest,
        )

    across = max(range(1, many + 1), key=side)
    size, down = side(across), -(-many // across)
    left = box.x + (box.width - across * size - (across - 1) * _GAP) / 2
    top = box.y + (box.height - down * (size + _HEAD)) / 2
    return [
        Box(
            left + i % across * (size + _GAP),
            top + _HEAD + i // across * (size + _HEAD),
            size,
            size,
        )
        for i in range(many)
    ]


def _folded(
    svg: Svg, frame: _Frame, layers: Sequence[Layer], paper: tuple[str, str, str], style: Style
) -> None:
    """The layers, and dotted where the whole sheet lay."""
    if len(layers) > 1:
        whole = map(frame.at, sheet()[0].corners)
        svg.polygon(
            whole, fill="none", stroke=_GHOST, stroke_width=1.2 * style.stroke,
            stroke_dasharray="2 4",
        )  # fmt: skip
    front, back, ink = paper
    with svg.group(stroke=ink, stroke_width=1.6 * style.stroke, stroke_linejoin="round"):
        for layer in layers:
            svg.polygon(map(frame.at, layer.corners), fill=front if layer.face_up else back)


def _crease(svg: Svg, frame: _Frame, folds: Sequence[Fold], ink: str, style: Style) -> None:
    """The next crease, dashed, and an arrow from the part that moves to where it goes."""
    *before, fold = folds
    a, b = _ends(before, fold)
    svg.line(
        frame.at(a), frame.at(b), stroke=ink, stroke_width=1.8 * style.stroke,
        stroke_dasharray="6 4",
    )  # fmt: skip
    moving = [corner for corner in outline(tuple(before)) if fold.beyond(corner) > 0]
    x, y = (sum(axis) / len(moving) for axis in zip(*(*moving,), strict=True))
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    # From halfway out of the moving part, across the middle of the crease.
    start = ((x + middle[0]) / 2, (y + middle[1]) / 2)
    image = reflected(Hole(round(start[0]), round(start[1])), fold).centre
    tail, tip = frame.at(start), frame.at(image)
    longer = max(1.0, _SHORTEST / hypot(tip[0] - tail[0], tip[1] - tail[1]))
    x, y = (tail[0] + tip[0]) / 2, (tail[1] + tip[1]) / 2
    tail = x + longer * (tail[0] - x), y + longer * (tail[1] - y)
    tip = x + longer * (tip[0] - x), y + longer * (tip[1] - y)
    _arrow(svg, tail, tip, style)


def _ends(before: Sequence[Fold], fold: Fold) -> tuple[Point, Point]:
    """Where the crease enters and leaves the folded paper."""
    on = [p for p in outline((*before, fold)) if abs(fold.beyond(p)) < 1e-6]
    return min(on), max(on)


def _all_creases(folds: Sequence[Fold]) -> list[tuple[Point, Point]]:
    """Each crease as it shows on the flat sheet."""
    lines: list[tuple[Point, Point]] = []
    for i in reversed(range(len(folds))):
        fold = folds[i]
        images = [
            (reflected(_at(a), fold).centre, reflected(_at(b), fold).centre) for a, b in lines
        ]
        lines = [*lines, *images, _ends(folds[:i], fold)]
    return lines


def _at(point: Point) -> Hole:
    return Hole(round(point[0]), round(point[1]))


def _arrow(svg: Svg, a: Point, b: Point, style: Style) -> None:
    """A bent arrow."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy)
    ux, uy = dx / length, dy / length
    bend = 0.28 * length
    control = ((a[0] + b[0]) / 2 - bend * uy, (a[1] + b[1]) / 2 + bend * ux)
    # The arrow's end runs from the control point to b.
    ex, ey = b[0] - control[0], b[1] - control[1]
    end = hypot(ex, ey)
    ex, ey = ex / end, ey / end
    back = (b[0] - 6 * ex, b[1] - 6 * ey)
    d = " ".join(number(v) for v in (*control, *back))
    svg.path(
        f"{polyline_path([a])}Q{d}", fill="none", stroke=_ARROW, stroke_width=2.4 * style.stroke,
        stroke_linecap="round",
    )  # fmt: skip
    wide, long = 5.0, 9.0
    foot = (b[0] - long * ex, b[1] - long * ey)
    svg.polygon(
        [b, (foot[0] - wide * ey, foot[1] + wide * ex), (foot[0] + wide * ey, foot[1] - wide * ex)],
        fill=_ARROW,
    )


def _holes(
    svg: Svg,
    frame: _Frame,
    holes: Sequence[Hole],
    paper: Sequence[Point],
    radius: float,
    ink: str,
    style: Style,
) -> None:
    """Holes through which the page shows; one on the paper's edge has a rim only in the paper."""
    rim = {"stroke": ink, "stroke_width": 1.5 * style.stroke, "stroke_linejoin": "round"}
    for hole in holes:
        shape = _shape(hole, radius)
        inner = [contains(point, paper) for point in shape]
        if all(inner):
            svg.polygon(map(frame.at, shape), fill=_PAGE, **rim)
            continue
        # Wide enough to take the paper's own edge away.
        svg.polygon(map(frame.at, shape), fill=_PAGE, stroke=_PAGE, stroke_width=2.0)
        start = next(i for i, here in enumerate(inner) if not here)
        kept = [
            shape[i % len(shape)] for i in range(start, start + len(shape)) if inner[i % len(shape)]
        ]
        svg.path(polyline_path(map(frame.at, kept)), fill="none", stroke_linecap="round", **rim)


def _shape(hole: Hole, radius: float) -> list[Point]:
    a, b, c, d = hole.turn
    return [
        (hole.x + radius * (a * x + b * y), hole.y + radius * (c * x + d * y))
        for x, y in _SHAPES[hole.shape]
    ]


def _heart() -> list[Point]:
    angles = [2 * pi * i / 28 for i in range(28)]
    return [
        (
            sin(t) ** 3,
            -(13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) / 15 - 0.1,
        )
        for t in angles
    ]


_SHAPES: dict[str, list[Point]] = {
    "circle": [(0.95 * cos(2 * pi * i / 36), 0.95 * sin(2 * pi * i / 36)) for i in range(36)],
    "square": [(-0.82, -0.82), (0.82, -0.82), (0.82, 0.82), (-0.82, 0.82)],
    "diamond": [(0, -1.05), (1.05, 0), (0, 1.05), (-1.05, 0)],
    "triangle": [(0, -1.05), (0.95, 0.75), (-0.95, 0.75)],
    "heart": _heart(),
    "sail": [(-0.6, -1.1), (0.85, 0.85), (-0.6, 0.85)],
    "hook": [(-0.75, -1), (-0.1, -1), (-0.1, 0.3), (0.8, 0.3), (0.8, 0.95), (-0.75, 0.95)],
}
"""Outlines, in radii about the centre."""
_INNER = {"hook": (-0.4, 0.55), "sail": (-0.15, 0.3), "triangle": (0.0, 0.2)}
