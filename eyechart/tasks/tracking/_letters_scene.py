"""Characters that lie on one another: where they lie, what is seen of them, which they are.

A scene knows no names: a character is the places of its lines in px.  `readings` finds which form
of the alphabet has such places, turned, moved and scaled as it may be.  `clear` proves that the
picture can be read: of each character enough shows, and where another one stood in its stead the
part that shows would look different (an E whose foot is hidden is no E: it might be an F).
"""

from collections.abc import Iterator, Sequence
from functools import cache
from math import cos, radians, sin
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.letterforms import FORMS
from eyechart.scene.svg import Point
from eyechart.scene.tiles import Box
from eyechart.task import Scene

__all__ = [
    "DIGITS",
    "FACES",
    "LETTERS",
    "STAGE",
    "STYLES",
    "Glyph",
    "Pile",
    "Pose",
    "clear",
    "placed",
    "readings",
    "shown",
]

Mask = npt.NDArray[np.uint8]
Line = tuple[tuple[int, int], ...]

DIGITS = "0123456789"
LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
FACES: dict[str, tuple[float, float]] = {
    "plain": (1.0, 0.0),
    "narrow": (0.74, 0.0),
    "wide": (1.22, 0.0),
    "slanted": (0.95, 0.22),
}
"""Width and slant, as factors."""
STYLES = ("solid", "hollow", "see-through")
STAGE = Box(36, 22, 440, 386)
"""Where the characters lie."""
_OFF = 1.7
"""Px by which places may miss a form: they are whole numbers."""
_COARSE = 3
"""Masks are drawn at a third of the size."""
_TELLING = 0.045
"""Share of a character that must show and be different if it were another."""


class Glyph(Scene, frozen=True):
    """One character."""

    lines: tuple[Line, ...]
    """Places in px, on each line in order."""
    hue: str
    width: int = 24
    """Of the stroke, px: mere dress."""


class Pile(Scene, frozen=True):
    """Characters on one another."""

    glyphs: tuple[Glyph, ...]
    """From the back to the front; no two of one hue."""
    boxes: tuple[str, ...] = ()
    """The hues asked for, in order; none: the digits from the smallest to the largest."""
    letters: bool = False
    upright: bool = True
    """Whether none is turned by more than 45 degrees."""
    style: str = "solid"
    ground: str = "plain"
    contrast: float = 1.0

    @property
    def alphabet(self) -> str:
        return LETTERS if self.letters else DIGITS


class Pose(NamedTuple):
    """How a character lies."""

    x: float
    y: float
    height: float
    turn: float = 0.0
    """Degrees, clockwise."""
    face: str = "plain"


def placed(character: str, pose: Pose) -> tuple[Line, ...]:
    """The places of a character in px."""
    z = _template(character, pose.face)
    middle = (z.real.min() + z.real.max()) / 2 + 50j
    factor = pose.height / 100 * complex(cos(radians(pose.turn)), sin(radians(pose.turn)))
    at = (z - middle) * factor + complex(pose.x, pose.y)
    places = [(round(float(p.real)), round(float(p.imag))) for p in at]
    lines, start = [], 0
    for line in FORMS[character]:
        lines.append(tuple(places[start : start + len(line)]))
        start += len(line)
    return tuple(lines)


def readings(
    lines: Sequence[Line], alphabet: str, *, upright: bool = True
) -> list[tuple[str, Pose]]:
    """Every character of the alphabet whose places these may be, with its pose.

    Where `upright`, it is turned by at most 45 degrees: a 6 is no 9.
    """
    shape = tuple(map(len, lines))
    seen = np.array([complex(x, y) for line in lines for x, y in line])
    found: dict[str, Pose] = {}
    for character in alphabet:
        if tuple(map(len, FORMS[character])) != shape:
            continue
        for face in FACES:
            z = _template(character, face)
            flat, there = z - z.mean(), seen - seen.mean()
            factor = np.vdot(flat, there) / np.vdot(flat, flat)
            if float(abs(there - factor * flat).max()) < _OFF:
                middle = (z.real.min() + z.real.max()) / 2 + 50j
                at = seen.mean() + factor * (middle - z.mean())
                turn = float(np.degrees(np.angle(factor)))
                if upright and abs(turn) > 48:
                    continue
                found[character] = Pose(
                    float(at.real), float(at.imag), 100 * float(abs(factor)), turn, face
                )
    return list(found.items())


def shown(glyphs: Sequence[Glyph]) -> list[float]:
    """The share of each that no other covers."""
    shares, covered = [], _blank()
    for mask in reversed([_mask(glyph.lines, glyph.width) for glyph in glyphs]):
        shares.append(1 - float((mask & covered).sum()) / float(mask.sum()))
        covered |= mask
    return shares[::-1]


def clear(pile: Pile) -> bool:
    """Whether what shows of each character tells it from all others in its place."""
    covered = _blank()
    for glyph in reversed(pile.glyphs):
        found = readings(glyph.lines, pile.alphabet, upright=pile.upright)
        if len(found) != 1:
            return False
        (own, pose) = found[0]
        mask = _mask(glyph.lines, glyph.width)
        for other in _others(own, pile.alphabet, pose, glyph):
            if float(((mask ^ other) & ~covered & 1).sum()) < _TELLING * float(mask.sum()):
                return False
        covered |= mask
    return True


def _others(own: str, alphabet: str, pose: Pose, glyph: Glyph) -> Iterator[Mask]:
    """The other characters where this one stands, their left sides on its left side."""
    for character in alphabet:
        if character != own:
            wide = _width(character, pose.face) - _width(own, pose.face)
            away = wide / 200 * pose.height
            turn = radians(pose.turn)
            there = pose._replace(x=pose.x + away * cos(turn), y=pose.y + away * sin(turn))
            yield _mask(placed(character, there), glyph.width)


@cache
def _template(character: str, face: str) -> npt.NDArray[np.complex128]:
    """All places of a form in a face, x + iy."""
    wide, slant = FACES[face]
    places: list[Point] = [place for line in FORMS[character] for place in line]
    return np.array([complex(wide * x + slant * (50 - y), y) for x, y in places])


def _width(character: str, face: str) -> float:
    x = _template(character, face).real
    return float(x.max() - x.min())


def _blank() -> Mask:
    return np.zeros((512 // _COARSE + 1, 512 // _COARSE + 1), np.uint8)


def _mask(lines: Sequence[Line], width: int) -> Mask:
    """1 where a character has ink, at a third of the size."""
    mask = _blank()
    points: list[npt.NDArray[Any]] = [
        np.rint(np.array(line) * (16 / _COARSE)).astype(np.int32) for line in lines
    ]
    cv2.polylines(mask, points, False, 1, max(1, round(width / _COARSE)), cv2.LINE_8, 4)
    return mask
