"""How pages of figures and their shadows are laid out and dressed."""

from itertools import product
from typing import NamedTuple

from eyechart.scene.figures import PALETTES, Palette
from eyechart.scene.figures.specimens import COLOURED, shadow_palette
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import OptionPage, option_page

__all__ = ["Dress", "carded", "dress_of", "inset", "least_fading", "shadow_page"]

_SHADOWS = ("#2f3440", "#3b2f4a", "#1f3d49", "#2c3a2a", "#3a3f5c")
_CARD, _CARD_EDGE = ("#f3f6ee", "#eef3f8", "#f4f1f8", "#f1f5f5"), "#c9ced6"
_SIDE, _RING_LETTER = 512.0, 26.0
_RING = {
    4: ((0, 0), (0, 2), (2, 0), (2, 2)),
    5: ((0, 0), (0, 2), (2, 0), (2, 1), (2, 2)),
    6: ((0, 0), (0, 2), (1, 0), (1, 2), (2, 0), (2, 2)),
    7: ((0, 0), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)),
    8: ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)),
}
"""Cells of a square of nine, by count; the figure has the middle one."""


class Dress(NamedTuple):
    """Colours that mean nothing."""

    figure: Palette
    shadow: Palette
    card: str
    """Ground under the figure."""


def dress_of(number: int, contrast: float = 1.0) -> Dress:
    """The dress of this number, shadows as strong as `contrast` says."""
    number, palette = divmod(number, len(COLOURED))
    number, shadow = divmod(number, len(_SHADOWS))
    return Dress(
        PALETTES[COLOURED[palette]],
        shadow_palette(_SHADOWS[shadow]).faded(contrast),
        _CARD[number % len(_CARD)],
    )


def least_fading(level: int, last: int) -> float:
    """Contrast of a level: whole up to `last`, then ever paler, never below 0.3."""
    return round(0.3 + 0.7 * 0.9 ** max(0, level - last), 3)


def inset(box: Box, share: float) -> Box:
    """The square of `share` of the shorter side in the middle of a box."""
    side = share * min(box.width, box.height)
    x, y = box.centre
    return Box(x - side / 2, y - side / 2, side, side)


def carded(svg: Svg, box: Box, colour: str, style: Style) -> None:
    """A pale card with rounded corners."""
    edge = {"stroke": _CARD_EDGE, "stroke_width": 1.4 * style.stroke}
    svg.rect(box.x, box.y, box.width, box.height, rx=12, fill=colour, **edge)


def shadow_page(count: int, layout: str) -> OptionPage:
    """The page of `count` options: around the figure where `layout` is "ring" and there are four or
    more, else as `option_page` says."""
    if layout != "ring" or count not in _RING:
        return option_page(count, layout if layout != "ring" else "below", 0.4)
    pitch = _SIDE / 3 - 9
    side = pitch - _RING_LETTER - (0 if count == 4 else 10)
    left = top = (_SIDE - 3 * pitch) / 2
    boxes, letters = [], []
    for row, column in product(range(3), range(3)):
        if (row, column) in _RING[count]:
            x, y = left + (column + 0.5) * pitch, top + row * pitch + 4
            boxes.append(Box(x - side / 2, y, side, side))
            letters.append((x, y + side + 15))
    middle = Box(left + pitch + 4, top + pitch + 4, pitch - 8, pitch - 8)
    return OptionPage(middle, tuple(boxes), tuple(letters), None)
