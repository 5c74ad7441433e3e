"""What was written into the boxes of a picture, and whether it may be what should stand there.

Ink is found by its hue, which only the answer has; the shapes of the characters are then taken from
darkness within it, since compression keeps hue at half the resolution.  Pieces of ink that lie
above one another are one character, from left to right.  Characters that blur into each other are
parted by asking for darker ink, as far as that gives as many as there should be; a solid stroke is
never cut, or half of a wide one would pass for two narrow ones.
"""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.ink import Cast, Evidence, ink_of, parsed_colour
from eyechart.reading.letters import Doubt, cells_of, doubts
from eyechart.reading.likeness import strength_of
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import number
from eyechart.scene.tiles import Box

__all__ = ["Inscription", "Page", "Writing", "frames_gone", "read_writing"]

Levels = npt.NDArray[np.float32]
Mask = npt.NDArray[np.uint8]

_FAINTEST = 0.18
"""No ink at all if its strongest is weaker than this."""
_DARKER = (0.36, 0.5, 0.64)
"""Shares of the strongest ink above which it is a character, one after the other."""
_SPECK, _STRAY = 0.13, 0.22
"""Of a box's height: smaller pieces are dirt in the box, or beside it."""
_AROUND = 0.3
"""How far beyond its box, in heights, the middle of a character may lie."""
_TINGE = 0.1
"""Evidence of hue that compression leaves on a dark line."""
_LINED = 190
"""Level of grey of a line on which darkness alone does not show the ink."""
_ABOVE = 0.45
"""Pieces that share this much of the narrower one's width are one character."""
_WHOLE, _SIDED = 0.92, 0.8
"""What is so large as this, in widths and heights of its box, and has ink along so much of each of
its own sides is a frame or a blot."""
_BAND = 8
"""How far beyond its box a frame may have come to lie, px."""
_FRAME_LEFT = 0.25
"""Share of a frame's darkness that is left of one that was redrawn thinly."""
_DOUBTED, _DENIED = 0.7, 2.0
"""Log-likelihood ratios against the truth: below the one it is right, above the other wrong."""


class Page(NamedTuple):
    """A picture that was written on, beside the one that was sent."""

    source: RGB
    aligned: RGB
    """Both (H, W, 3) uint8 in one frame."""
    cast: Cast
    """The tint."""
    ink: Evidence
    """(H, W), 0 to 1: of the answer's colour."""


class Inscription(NamedTuple):
    """What one box holds."""

    glyphs: tuple[Box, ...]
    """The characters, from left to right."""
    doubts: tuple[Doubt, ...]
    """One for each; none where their number is wrong."""

    @property
    def right(self) -> bool:
        return bool(self.doubts) and self.against < _DOUBTED

    @property
    def unclear(self) -> bool:
        """Whether it can be told neither for the truth nor for anything else."""
        plain = any(doubt.against > _DENIED and doubt.seen != "?" for doubt in self.doubts)
        return bool(self.doubts) and not self.right and not plain

    @property
    def against(self) -> float:
        """The strongest doubt; infinite where the number of characters is wrong."""
        return max((doubt.against for doubt in self.doubts), default=np.inf)

    @property
    def text(self) -> str:
        """As read; "?" for what is illegible or was not looked at."""
        return "".join(doubt.seen for doubt in self.doubts) or "?" * len(self.glyphs)


class Writing(NamedTuple):
    """All that was written on a picture."""

    inscriptions: tuple[Inscription, ...]
    """One for each box."""
    stray: tuple[Box, ...]
    """Ink that lies in none of the boxes."""

    @property
    def empty(self) -> bool:
        return not self.stray and not any(found.glyphs for found in self.inscriptions)

    @property
    def overlay(self) -> str:
        """SVG that shows the characters found, and stray ink dashed."""
        return "".join(
            _frame(box, "#2060e0", "") for found in self.inscriptions for box in found.glyphs
        ) + "".join(_frame(box, "#808080", "4 3") for box in self.stray)


class _Piece(NamedTuple):
    label: int
    box: Box


def read_writing(
    page: Page,
    colour: str,
    boxes: Sequence[Box],
    truths: Sequence[str],
    among: Collection[str],
) -> Writing:
    """Read the ink of this colour in boxes that should hold the truths.

    `among` are the characters in use.
    """
    ink = page.ink
    strength = strength_of(ink)
    if strength < _FAINTEST:
        return Writing(tuple(Inscription((), ()) for _ in boxes), ())
    hued = (ink > max(0.12, 0.3 * strength)).astype(np.uint8)
    height = min(box.height for box in boxes)
    nearby = [box for box in _pieces(hued)[1] if _size(box.box) >= _STRAY * height]
    stray = tuple(piece.box for piece in nearby if _owner(piece.box, boxes) is None)
    dark = _shapes(page, colour, strength) * cv2.dilate(hued, np.ones((3, 3), np.uint8))
    found = [_inscription(dark, boxes, i, truth, among) for i, truth in enumerate(truths)]
    return Writing(tuple(found), stray)


def frames_gone(page: Page, weight: Levels, boxes: Sequence[Box]) -> list[int]:
    """The boxes, by index, whose frames are no longer there.

    `weight` is 0 under the ink.  A thin line that was redrawn a few px aside correlates with
    nothing, so what counts is how much of it there is, wherever in a band around the box.
    """
    gone = []
    for i, box in enumerate(boxes):
        whole = Box(box.x - _BAND, box.y - _BAND, box.width + 2 * _BAND, box.height + 2 * _BAND)
        seen = _cut(weight, whole)
        ours, theirs = (
            _darker(_cut(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), whole), seen)
            for picture in (page.source, page.aligned)
        )
        left = float((ours * seen).sum())
        if left > 0.2 * float(ours.sum()) and float((theirs * seen).sum()) < _FRAME_LEFT * left:
            gone.append(i)
    return gone


def _cut(image: npt.NDArray[Any], box: Box) -> npt.NDArray[Any]:
    x, y = max(0, round(box.x)), max(0, round(box.y))
    return image[y : round(box.y + box.height), x : round(box.x + box.width)]


def _darker(grey: npt.NDArray[Any], seen: Levels) -> Levels:
    """How much darker than its ground, as far as that is seen, a piece of the picture is; a little
    is noise."""
    ground = grey[seen > 0]
    below = float(np.median(ground if ground.size else grey)) - grey.astype(np.float32)
    return np.asarray(np.where(below > 14, below, 0), np.float32)


def _shapes(page: Page, colour: str, strength: float) -> Levels:
    """(H, W): the ink's darkness; across a line that is dark itself, its hue."""
    grey = cv2.cvtColor(page.source, cv2.COLOR_RGB2GRAY)
    lined = cv2.dilate((grey < _LINED).astype(np.uint8), np.ones((5, 5), np.uint8))
    dark = ink_of(page.source, page.aligned, _grey_of(colour), page.cast)
    hue = np.maximum(page.ink - _TINGE, 0) / max(strength - _TINGE, _TINGE)
    return np.where(lined > 0, hue, dark)


def _inscription(
    dark: Levels, boxes: Sequence[Box], which: int, truth: str, among: Collection[str]
) -> Inscription:
    """The reading of one box that is likeliest to be the truth; the first one otherwise."""
    x, y, part = _window(dark, boxes[which])
    around = [_moved(box, -x, -y) for box in boxes]
    strength = strength_of(part)
    readings = []
    for share in _DARKER:
        mask = (part > max(0.1, share * strength)).astype(np.uint8)
        labels, pieces = _pieces(mask)
        least = _SPECK * boxes[which].height
        own = [p for p in pieces if _owner(p.box, around) == which and _size(p.box) >= least]
        groups = _stacked(own)
        glyphs = tuple(_around([piece.box for piece in group]) for group in groups)
        told: list[Doubt] = []
        if len(groups) == len(truth):
            cells = [
                cells_of(part * _mask_of(labels, group), [glyph])
                for group, glyph in zip(groups, glyphs, strict=True)
            ]
            told = doubts(np.concatenate(cells), truth, among)
            for i, glyph in enumerate(glyphs):
                if _fills(glyph, boxes[which]) and _sided(_cut(mask, glyph)):
                    told[i] = Doubt(np.inf, "?")
        readings.append(Inscription(tuple(_moved(glyph, x, y) for glyph in glyphs), tuple(told)))
        if readings[-1].right:
            break
    return min(readings, key=lambda read: read.against)


def _fills(glyph: Box, box: Box) -> bool:
    return glyph.width >= _WHOLE * box.width and glyph.height >= _WHOLE * box.height


def _sided(glyph: Mask) -> bool:
    """Whether ink runs along all four sides."""
    deep = [max(1, round(0.12 * side)) for side in glyph.shape]
    sides = (glyph[: deep[0]], glyph[-deep[0] :], glyph[:, : deep[1]].T, glyph[:, -deep[1] :].T)
    return min(float(side.any(axis=0).mean()) for side in sides) >= _SIDED


def _window(dark: Levels, box: Box) -> tuple[int, int, Levels]:
    """(left, top, pixels) of a box and what may lie over its edges."""
    room = box.height
    x, y = max(0, round(box.x - room)), max(0, round(box.y - room))
    right, bottom = round(box.x + box.width + room), round(box.y + box.height + room)
    return x, y, dark[y:bottom, x:right]


def _pieces(mask: Mask) -> tuple[npt.NDArray[np.int32], list[_Piece]]:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    boxes = stats[1:, :4].astype(float).tolist()
    found = np.asarray(labels, np.int32)
    return found, [_Piece(i, Box(*box)) for i, box in enumerate(boxes, 1)]


def _mask_of(labels: npt.NDArray[np.int32], group: Sequence[_Piece]) -> Mask:
    """The pieces and their soft edges, none of which belongs to another piece."""
    own = np.isin(labels, [piece.label for piece in group])
    grown = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(grown * (own | (labels == 0)), np.uint8)


def _owner(piece: Box, boxes: Sequence[Box]) -> int | None:
    """The box into which a piece of ink was written: the nearest, if near enough."""
    x, y = piece.centre

    def off(box: Box) -> float:
        return max(box.x - x, x - box.x - box.width, box.y - y, y - box.y - box.height) / box.height

    nearest = min(range(len(boxes)), key=lambda i: off(boxes[i]))
    return nearest if off(boxes[nearest]) <= _AROUND else None


def _stacked(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that lie above one another, together; from left to right."""
    groups: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.box.width):
        for group in groups:
            whole = _around([other.box for other in group])
            shared = min(whole.x + whole.width, piece.box.x + piece.box.width) - max(
                whole.x, piece.box.x
            )
            if shared >= _ABOVE * piece.box.width:
                group.append(piece)
                break
        else:
            groups.append([piece])
    return sorted(groups, key=lambda group: _around([p.box for p in group]).centre[0])


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right = max(box.x + box.width for box in boxes)
    bottom = max(box.y + box.height for box in boxes)
    return Box(left, top, right - left, bottom - top)


def _moved(box: Box, x: float, y: float) -> Box:
    return box._replace(x=box.x + x, y=box.y + y)


def _size(box: Box) -> float:
    return max(box.width, box.height)


def _grey_of(colour: str) -> tuple[int, int, int]:
    """A grey as dark as the colour."""
    level = round(sum(parsed_colour(colour)) / 3)
    return level, level, level


def _frame(box: Box, colour: str, dashes: str) -> str:
    x, y, w, h = (number(value) for value in box)
    return (
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="none" stroke="{colour}" '
        f'stroke-width="1.5" stroke-dasharray="{dashes}"/>'
    )
