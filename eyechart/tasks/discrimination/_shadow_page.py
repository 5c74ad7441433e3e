"""How pages of figures and their shadows are laid out and dressed."""

from itertools import product
from typing import NamedTuple

from eyechart.scene.figures import PALETTES, Palette
from eyechart.scene.figures.specimens import COLOURED, shadow_palette
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import LETTERS, OptionPage, option_page

__all__ = [
    "Dress",
    "MatchPage",
    "carded",
    "dress_of",
    "inset",
    "least_fading",
    "match_page",
    "shadow_page",
]

_SHADOWS = ("#2f3440", "#3b2f4a", "#1f3d49", "#2c3a2a", "#3a3f5c")
_CARD, _CARD_EDGE = ("#f3f6ee", "#eef3f8", "#f4f1f8", "#f1f5f5"), "#c9ced6"
_INK, _FRAME = "#2b3140", "#2a55c8"
_SIDE, _RING_LETTER = 512.0, 26.0
_EDGE = 26.0
_INNER = _SIDE - 2 * _EDGE
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


def carded(svg: Svg, box: Box, colour: str, style: Style, *, framed: bool = False) -> None:
    """A pale card with rounded corners, in a thick blue frame if it is `framed`."""
    edge: dict[str, object] = {"stroke": _CARD_EDGE, "stroke_width": 1.4 * style.stroke}
    if framed:
        edge = {"stroke": _FRAME, "stroke_width": 4}
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


class MatchPage(NamedTuple):
    """Where numbered figures and lettered shadows lie, in px of a square picture of 512."""

    figures: tuple[Box, ...]
    shadows: tuple[Box, ...]
    numbers: tuple[Point, ...]
    """Middles of the figures' names."""
    letters: tuple[Point, ...]
    rule: tuple[Point, Point]
    """A faint line between the two halves."""

    def draw(self, svg: Svg, style: Style) -> None:
        """The names and the line."""
        svg.line(*self.rule, stroke=_CARD_EDGE, stroke_width=1.5 * style.stroke)
        names = [str(i + 1) for i in range(len(self.figures))]
        for name, (x, y) in zip(names, self.numbers, strict=True):
            svg.text(x, y, name, 19, style=style, fill=_INK)
        for letter, (x, y) in zip(LETTERS, self.letters, strict=False):
            svg.text(x, y, letter, 19, style=style, fill=_INK)


def match_page(figures: int, shadows: int, layout: str) -> MatchPage:
    """At most eight of either; `layout` is "rows" (figures above shadows) or "columns"."""
    deep = 1 if max(figures, shadows) <= 4 else 2
    wide = -(-max(figures, shadows) // deep)
    if layout == "rows":
        side = min(126.0, (_INNER - (wide - 1) * 20) / wide, _INNER / 2 / deep - 34)
    else:
        side = min(126.0, (_INNER - (wide - 1) * 16) / wide, _INNER / 2 / deep - 42)
    boxes, names = [], []
    for half, count in enumerate((figures, shadows)):
        across = -(-count // deep)
        pitch = min((_INNER + 20) / max(across, 3), 1.6 * side)
        for i in range(count):
            row, along = divmod(i, across)
            here = min(across, count - row * across)
            x = _SIDE / 2 + (along - (here - 1) / 2) * pitch
            y = _EDGE + (half + (row + 0.5) / deep) * _INNER / 2 + (8 if half else -8)
            if layout == "rows":
                boxes.append(Box(x - side / 2, y - side / 2 - 12, side, side))
                names.append((x, y + side / 2 + 4))
            else:
                boxes.append(Box(y - side / 2 + 12, x - side / 2, side, side))
                names.append((y - side / 2 - 4, x))
    ends = ((_EDGE, _SIDE / 2), (_SIDE - _EDGE, _SIDE / 2))
    (a, b), (c, d) = ends
    rule = ends if layout == "rows" else ((b, a), (d, c))
    return MatchPage(
        tuple(boxes[:figures]),
        tuple(boxes[figures:]),
        tuple(names[:figures]),
        tuple(names[figures:]),
        rule,
    )
