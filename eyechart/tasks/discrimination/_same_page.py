"""The page of near-identical figures: lettered, in rows, a model above them if there is one."""

from typing import NamedTuple

from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box

__all__ = ["LETTERS", "SamePage", "same_page"]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIDE, _MARGIN, _LETTER, _GAP = 512.0, 24.0, 24.0, 14.0
_LARGEST = 150.0
_INK, _EDGE, _CARD = "#2b3140", "#8fa0b8", "#f3f6f4"


class SamePage(NamedTuple):
    """Where things lie, in px of a square picture of 512."""

    figures: tuple[Box, ...]
    """Square, all of one size."""
    letters: tuple[Point, ...]
    model: Box | None

    def draw(self, svg: Svg, style: Style) -> None:
        """The letters and the model's card."""
        if self.model is not None:
            x, y, side, _ = self.model
            edge = {"stroke": _EDGE, "stroke_width": 2 * style.stroke}
            svg.rect(x - 8, y - 8, side + 16, side + 16, rx=12, fill=_CARD, **edge)
        size = 19 if len(self.figures) <= 12 else 16
        for letter, (x, y) in zip(LETTERS, self.letters, strict=False):
            svg.text(x, y, letter, size, style=style, fill=_INK)


def same_page(count: int, *, model: bool, staggered: bool) -> SamePage:
    """Rows as large as they can be, every other one moved aside if they are `staggered`."""
    aside = 0.16 if staggered else 0.0
    side, across, top = max(
        (float(int(_side(count, across, model, aside))), -across, _top(count, across, model, aside))
        for across in range(1, count + 1)
    )
    across = -across
    rows = -(-count // across)
    room = _SIDE - 2 * _MARGIN
    pitch = min((room - 2 * aside * side) / across, 1.5 * side)
    down = (_SIDE - _MARGIN - top) / rows
    boxes, letters = [], []
    for i in range(count):
        row, along = divmod(i, across)
        here = min(across, count - row * across)
        x = _SIDE / 2 + (along - (here - 1) / 2) * pitch
        x += aside * side * (1 if row % 2 else -1) if here == across else 0.0
        y = top + (row + 0.5) * down - _LETTER / 2
        # On whole px, so that equal figures are equal to the pixel.
        boxes.append(Box(round(x - side / 2), round(y - side / 2), side, side))
        letters.append((x, y + side / 2 + 0.45 * _LETTER))
    shown = Box(_SIDE / 2 - side / 2, _MARGIN + 8, side, side) if model else None
    return SamePage(tuple(boxes), tuple(letters), shown)


def _top(count: int, across: int, model: bool, aside: float) -> float:
    """Where the rows begin."""
    return _MARGIN + (_side(count, across, model, aside) + 30 if model else 0)


def _side(count: int, across: int, model: bool, aside: float) -> float:
    """Of a figure, if so many stand in a row."""
    rows = -(-count // across)
    room = _SIDE - 2 * _MARGIN
    wide = (room - (across - 1) * _GAP) / (across + 2 * aside)
    high = (room - rows * (_LETTER + 6) - (30 if model else 0)) / (rows + model)
    return min(wide, high, _LARGEST)
