"""Characters out of ink: how likely is what was written the string that it should be?

Blind reading is not asked for: the truth is known, and the question is whether each glyph may be
the character that should stand there.  Digits, capitals and a few signs are told apart by the same
small network as digits are (`digits.py`), with weights of its own, trained by
`tools/train_letters.py` on typefaces and on our own pen, worn as model-made pictures are.

Twins, such as O and 0 or S and 5, are one to it: out of their context people cannot tell them
either, so the likelihood of a character is that of its twins, too.  A glyph speaks against the
truth where a rival within the alphabet in use is likelier; where neither is plainly so, nothing is
decided.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.digits import CELL, Network, features, glyphs, weights
from eyechart.scene.handwriting import CHARACTERS
from eyechart.scene.tiles import Box

__all__ = ["ALPHABET", "REJECT", "TWINS", "Doubt", "cells_of", "doubts"]

Floats = npt.NDArray[np.float32]

ALPHABET = CHARACTERS
"""0..9, A..Z and the signs < > = + -."""
REJECT = len(ALPHABET)
"""The class of what is no character."""
TWINS = ("0O", "1I", "5S", "8B", "2Z")
"""Characters that hands and typefaces make alike."""

_FILLED = 30
"""Longer side of a glyph in its cell, in px."""
_FOREIGN = 2.0
"""Handicap of *no character*: an unknown hand is a likelier reason to doubt than no character."""
_STROKES, _SCRAWLED = 4, 5
"""A W is crossed four times; more than that along so many px of a glyph of 30 is a scrawl."""
_LEGIBLE = -0.9
"""Log-probability from which a glyph plainly is a rival."""


class Doubt(NamedTuple):
    """What speaks against a glyph's being the character that it should be."""

    against: float
    """Natural log-likelihood ratio of the best rival against the truth (with its twins)."""
    seen: str
    """What it looks like: the truth where that is likeliest, else a rival; "?" if illegible."""


def doubts(cells: Floats, truth: str, among: Collection[str]) -> list[Doubt]:
    """One per cell, (N, 48, 48) as from `cells_of`; `truth` has N characters, all in `among`.

    `among` are the characters in use: others are taken for none.
    """
    found = glyphs(cells)
    logs = _network().log_probabilities(features(found)).astype(float)
    used = [ALPHABET.index(character) for character in sorted(among)]
    return [
        _doubt(row, character, used) if there and not _scrawled(cell) else Doubt(np.inf, "?")
        for row, character, there, cell in zip(logs, truth, found.present, cells, strict=True)
    ]


def cells_of(ink: Floats, boxes: Sequence[Box]) -> Floats:
    """(N, 48, 48): the glyphs in these boxes of ink (H, W), 0 to 1, each scaled to one size."""
    cells = np.zeros((len(boxes), CELL, CELL), np.float32)
    for cell, box in zip(cells, boxes, strict=True):
        # A px around the box belongs to the glyph: its edge is soft.
        x, y = max(0, round(box.x) - 1), max(0, round(box.y) - 1)
        piece = ink[y : round(box.y + box.height) + 1, x : round(box.x + box.width) + 1]
        scale = _FILLED / max(piece.shape)
        size = (max(2, round(piece.shape[1] * scale)), max(2, round(piece.shape[0] * scale)))
        how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        left, top = (CELL - size[0]) // 2, (CELL - size[1]) // 2
        cell[top : top + size[1], left : left + size[0]] = cv2.resize(
            piece, size, interpolation=how
        )
    return cells


def _scrawled(cell: Floats) -> bool:
    """Whether lines through a glyph cross more strokes than any character has."""
    mask = cell > 0.5 * float(cell.max())
    for lines in (mask, mask.T):
        crossed = (lines[1:] & ~lines[:-1]).sum(axis=0)
        if int((crossed > _STROKES).sum()) > _SCRAWLED:
            return True
    return False


@cache
def _network() -> Network:
    return weights("letters.npz")


def _doubt(logs: npt.NDArray[np.float64], character: str, used: Sequence[int]) -> Doubt:
    own = [ALPHABET.index(twin) for twin in _twins(character)]
    mine = float(np.logaddexp.reduce(logs[own]))
    rivals = [i for i in used if i not in own]
    best = max(rivals, key=lambda i: logs[i], default=REJECT)
    # What is not in use may yet be a poor rendering of the truth; it speaks against it, weakly.
    others = [i for i in range(REJECT + 1) if i not in own and i not in used]
    foreign = float(np.logaddexp.reduce(logs[others])) - _FOREIGN
    against = max(float(logs[best]) if rivals else foreign, foreign) - mine
    if against < 0:
        return Doubt(against, character)
    return Doubt(against, ALPHABET[best] if rivals and logs[best] > _LEGIBLE else "?")


def _twins(character: str) -> str:
    """The character and those that it may be taken for."""
    return next((group for group in TWINS if character in group), character)
