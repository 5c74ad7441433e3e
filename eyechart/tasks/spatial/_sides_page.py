"""How a folding is drawn whose last outline is asked for: numbered cards, the last a question mark.

Each card shows the paper as it lies, the creases of its step dashed, and on each an arrow that
begins on what is folded over.  Where the paper is not shown, there is the sheet's first outline.
"""

from collections.abc import Sequence
from math import hypot
from typing import NamedTuple

from eyechart.scene.figures.figure import faded
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.spatial._sides_making import FRAME
from eyechart.tasks.spatial._sides_outline import (
    Corner,
    Crease,
    Layer,
    Spot,
    Steps,
    chord,
    folded,
)
from eyechart.tasks.writing import NUMBER_STAGE

__all__ = ["cards", "draw_cards", "scale_of"]

_PAPERS = (
    # the side that is up at first, the other side, lines
    ("#5b9bd5", "#d3e5f5", "#173a5e"),
    ("#6fb07f", "#d8eedd", "#17402a"),
    ("#9384cf", "#e1dcf5", "#2c2356"),
    ("#4fa9a2", "#cfe9e6", "#123c3a"),
    ("#8296b3", "#dde4ee", "#232f42"),
)
_CARD, _RIM, _NUMBER, _GHOST = "#f7f8fb", "#c4cad6", "#6b7280", "#8e96a6"
_ARROW = "#1b2a6b"
_GAP = 14.0


def cards(many: int) -> list[Box]:
    """Square cards for so many panels, in reading order."""
    across = many if many < 3 else 2 if many < 5 else 3
    down = -(-many // across)
    x, y, wide, high = NUMBER_STAGE
    side = min((wide - (across - 1) * _GAP) / across, (high - (down - 1) * _GAP) / down)
    top = y + (high - down * side - (down - 1) * _GAP) / 2
    found = []
    for i in range(many):
        here = min(across, many - i // across * across)
        left = x + (wide - here * side - (here - 1) * _GAP) / 2
        found.append(
            Box(left + i % across * (side + _GAP), top + i // across * (side + _GAP), side, side)
        )
    return found


def scale_of(many: int) -> float:
    """Px a unit of the paper with so many panels."""
    return cards(many)[0].width / (FRAME[1] - FRAME[0])


class _Frame(NamedTuple):
    """A card's place and scale."""

    box: Box

    @property
    def scale(self) -> float:
        return self.box.width / (FRAME[1] - FRAME[0])

    def at(self, spot: Spot) -> Point:
        return (
            self.box.x + self.scale * (float(spot[0]) - FRAME[0]),
            self.box.y + self.scale * (float(spot[1]) - FRAME[0]),
        )


def draw_cards(
    svg: Svg,
    sheet: Sequence[Corner],
    steps: Steps,
    *,
    seen: bool,
    dress: int,
    contrast: float,
    style: Style,
) -> None:
    """All cards; where not `seen`, the folded paper is not shown from the second on."""
    front, back, ink = (faded(c, contrast) for c in _PAPERS[dress % len(_PAPERS)])
    states = folded(sheet, steps, exact=False)
    boxes = cards(len(steps) + 1)
    for i, box in enumerate(boxes):
        svg.rect(*box, rx=12, fill=_CARD, stroke=_RIM, stroke_width=1.4 * style.stroke)
        svg.text(box.x + 14, box.y + 15, str(i + 1), 14, style=style, fill=_NUMBER)
    for i, step in enumerate(steps):
        frame = _Frame(boxes[i])
        if i == 0 or seen:
            with svg.group(stroke=ink, stroke_width=1.6 * style.stroke, stroke_linejoin="round"):
                for layer in states[i]:
                    spots = map(frame.at, layer.corners)
                    svg.polygon(spots, fill=front if layer.face_up else back)
        else:
            _dotted(svg, frame, sheet, style)
        for crease in step:
            _crease(svg, frame, states[i], crease, ink, style)
    x, y = boxes[-1].centre
    svg.text(x, y, "?", 0.42 * boxes[-1].width, style=style, fill=front, font_weight="bold")


def _dotted(svg: Svg, frame: _Frame, sheet: Sequence[Corner], style: Style) -> None:
    svg.polygon(
        map(frame.at, sheet), fill="none", stroke=_GHOST, stroke_width=1.5 * style.stroke,
        stroke_dasharray="2 5",
    )  # fmt: skip


def _crease(
    svg: Svg, frame: _Frame, layers: Sequence[Layer], crease: Crease, ink: str, style: Style
) -> None:
    """Dashed, a little longer than the paper is wide, and an arrow across its middle."""
    ends = chord(layers, crease)
    assert ends is not None  # by the proof of the scene
    (x, y), (u, v) = map(frame.at, ends)
    long = hypot(u - x, v - y)
    dx, dy = 7 * (u - x) / long, 7 * (v - y) / long
    svg.line(
        (x - dx, y - dy), (u + dx, v + dy), stroke=ink, stroke_width=2 * style.stroke,
        stroke_dasharray="6 4",
    )  # fmt: skip
    norm = hypot(crease.a, crease.b)
    deep = max(float(crease.beyond(spot)) for layer in layers for spot in layer.corners) / norm
    reach = min(max(0.5 * frame.scale * deep, 13.0), 24.0)
    way = (-crease.a / norm, -crease.b / norm)
    _arrow(svg, ((x + u) / 2, (y + v) / 2), way, reach)


def _arrow(svg: Svg, middle: Point, way: Point, reach: float) -> None:
    """A solid arrow about a place, `reach` long to either side."""
    outline = (
        (-reach, 2.2), (reach - 10, 2.2), (reach - 10, 6.5), (reach, 0), (reach - 10, -6.5),
        (reach - 10, -2.2), (-reach, -2.2),
    )  # fmt: skip
    spots = [
        (middle[0] + along * way[0] - aside * way[1], middle[1] + along * way[1] + aside * way[0])
        for along, aside in outline
    ]
    svg.polygon(spots, fill=_ARROW, stroke="#ffffff", stroke_width=1.2)
