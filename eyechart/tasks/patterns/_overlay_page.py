"""How a page of overlay panels is laid out and drawn: rows on top, lettered options below."""

from collections.abc import Sequence
from math import ceil

from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.patterns._overlay_rules import Layer

__all__ = ["Page", "draw_page"]

_WIDTH, _MARGIN, _OPERATOR = 512.0, 36.0, 44.0
_FULL = 11
"""Places a side of a panel from which on the picture grows with them."""
_INSET = 0.06
"""Of a panel's width, between its frame and its places."""
_GROUND, _EDGE, _EMPTY, _INK = "#f6f5f1", "#3a4150", "#d5d3cb", "#2b3140"
# No hue near the red of the answer: amber would be half of it.
_PALETTES = (
    ("#2f5da8", "#dcba2e", "#3f9b6c"),
    ("#5b4a9c", "#4cb5c9", "#c9b23a"),
    ("#27424f", "#7fb069", "#b98ab8"),
    ("#3c6e71", "#d6bd3a", "#6b6fb0"),
)
_SHAPES = ("dot", "square", "diamond", "cross", "octagon")


class Page:
    """Where the panels lie, in px of a square picture."""

    def __init__(self, rows: int, options: int, side: int) -> None:
        """`side`: places along a panel."""
        self.rows, self.options = rows, options
        scale = max(1.0, side / _FULL)
        self.size = float(ceil(_WIDTH * scale))
        self.panel = (112.0 if rows == 2 else 82.0) * scale
        room = self.size - 2 * _MARGIN - (options - 1) * 20
        self.option = min(96.0 * scale, room / options)

    def panel_boxes(self) -> list[list[Box]]:
        """Three boxes a row."""
        left = (self.size - 3 * self.panel - 2 * _OPERATOR) / 2
        step = self.panel + _OPERATOR
        return [
            [Box(left + i * step, self._top(row), self.panel, self.panel) for i in range(3)]
            for row in range(self.rows)
        ]

    def option_boxes(self) -> list[Box]:
        width = self.options * self.option + (self.options - 1) * 20
        left, top = (self.size - width) / 2, self._top(self.rows) + 38
        return [
            Box(left + i * (self.option + 20), top, self.option, self.option)
            for i in range(self.options)
        ]

    @staticmethod
    def cell_boxes(panel: Box, side: int) -> list[Box]:
        """The cores of a panel's places, row by row: what lies within every element's shape."""
        inset = _INSET * panel.width
        pitch = (panel.width - 2 * inset) / side
        core = 0.4 * pitch
        return [
            Box(
                panel.x + inset + (c + 0.5) * pitch - core / 2,
                panel.y + inset + (r + 0.5) * pitch - core / 2,
                core,
                core,
            )
            for r in range(side)
            for c in range(side)
        ]

    def _top(self, row: int) -> float:
        height = self.rows * (self.panel + 18) + 38 + self.option + 30
        return (self.size - height) / 2 + row * (self.panel + 18)


def draw_page(
    rows: Sequence[tuple[Layer, Layer, Layer | None]],
    options: Sequence[Layer],
    letters: str,
    dress: int,
    style: Style,
) -> Svg:
    """The picture; a third panel that is None is the question mark."""
    page = Page(len(rows), len(options), len(options[0]))
    svg = Svg(page.size, page.size)
    for layers, boxes in zip(rows, page.panel_boxes(), strict=True):
        for layer, box in zip(layers, boxes, strict=True):
            _panel(svg, box, layer, dress, style)
        for sign, box in zip("+=", boxes, strict=False):
            x, y = box.x + box.width + _OPERATOR / 2, box.centre[1]
            svg.text(x, y, sign, 28, style=style, fill=_INK)
    first = page.option_boxes()[0]
    svg.line((_MARGIN, first.y - 22), (page.size - _MARGIN, first.y - 22), stroke=_EMPTY)
    for letter, layer, box in zip(letters, options, page.option_boxes(), strict=False):
        _panel(svg, box, layer, dress, style)
        svg.text(box.centre[0], box.y + box.height + 20, letter, 20, style=style, fill=_INK)
    return svg


def _panel(svg: Svg, box: Box, layer: Layer | None, dress: int, style: Style) -> None:
    """One panel: its frame, and an element or a faint point at every place."""
    x, y, width, height = box
    edge = {"stroke": _EDGE, "stroke_width": 1.6 * style.stroke}
    svg.rect(x, y, width, height, fill=_GROUND, rx=4, **edge)
    if layer is None:
        svg.text(*box.centre, "?", 0.5 * width, style=style, fill=_INK)
        return
    inset = _INSET * width
    pitch = (width - 2 * inset) / len(layer)
    inks = _PALETTES[dress % len(_PALETTES)]
    shape = _SHAPES[dress // len(_PALETTES) % len(_SHAPES)]
    for r, row in enumerate(layer):
        for c, ink in enumerate(row):
            centre = (x + inset + (c + 0.5) * pitch, y + inset + (r + 0.5) * pitch)
            if ink:
                _element(svg, shape, centre, 0.4 * pitch, inks[ink - 1])
            else:
                svg.circle(*centre, min(2.0, 0.1 * pitch), fill=_EMPTY)


def _element(svg: Svg, shape: str, centre: Point, radius: float, colour: str) -> None:
    """A shape that looks the same under all turns of the square."""
    x, y = centre
    if shape == "dot":
        svg.circle(x, y, radius, fill=colour)
    elif shape == "square":
        svg.rect(x - radius, y - radius, 2 * radius, 2 * radius, fill=colour)
    elif shape == "diamond":
        reach = 1.15 * radius
        svg.polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], fill=colour)
    elif shape == "cross":
        third = 0.36 * radius
        for w, h in ((radius, third), (third, radius)):
            svg.rect(x - w, y - h, 2 * w, 2 * h, fill=colour)
    else:
        corners = [(1, 0.4), (0.4, 1), (-0.4, 1), (-1, 0.4), (-1, -0.4), (-0.4, -1), (0.4, -1)]
        corners.append((1, -0.4))
        svg.polygon([(x + radius * dx, y + radius * dy) for dx, dy in corners], fill=colour)
