"""What an ornament's visible part implies of its hidden part: by mirror images, turns and repeats.

An ornament is a grid of colour codes, -1 where it is hidden.  A regularity maps the grid on itself;
it holds if no visible pair of places contradicts it and enough of the grid takes part.  All that
hold are applied until nothing new is found, so the answer does not hang on which of them one
thought of; where two imply different colours, the ornament is ambiguous.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Codes", "codes_of", "implied", "rows_of"]

Codes = npt.NDArray[np.int8]

_HIDDEN = "?"
_LEAST_SUPPORT = 0.4
"""Share of the grid that must be seen to obey a regularity."""
_TURNED: Mapping[str, Callable[[Codes], Codes]] = {
    "as it is": lambda codes: codes,
    "left to right": lambda codes: codes[:, ::-1],
    "upside down": lambda codes: codes[::-1],
    "half a turn": lambda codes: codes[::-1, ::-1],
    "quarter turn": lambda codes: codes.T[:, ::-1],
    "quarter turn back": lambda codes: codes.T[::-1],
    "diagonal": lambda codes: codes.T,
    "other diagonal": lambda codes: codes.T[::-1, ::-1],
}


class Regularity(NamedTuple):
    """A turn or mirror image of the grid, moved by whole places."""

    turn: str
    dx: int
    dy: int

    def of(self, codes: Codes) -> Codes:
        """The grid's image, hidden where nothing comes to lie."""
        turned = _TURNED[self.turn](codes)
        if not (self.dx or self.dy):
            return turned
        image = np.full_like(turned, -1)
        image[_part(self.dy), _part(self.dx)] = turned[_part(-self.dy), _part(-self.dx)]
        return image

    def holds(self, codes: Codes) -> bool:
        turned = _TURNED[self.turn](codes)
        ours = codes[_part(self.dy), _part(self.dx)]
        theirs = turned[_part(-self.dy), _part(-self.dx)]
        # A few rows rule most of them out.
        for step in (7, 1):
            a, b = ours[::step], theirs[::step]
            both = (a >= 0) & (b >= 0)
            if ((a != b) & both).any():
                return False
        return int(both.sum()) >= _LEAST_SUPPORT * codes.size


def codes_of(rows: Sequence[str]) -> Codes:
    """(H, W) of rows of letters from "a" on, "?" being hidden."""
    letters = np.array([list(row.encode()) for row in rows], np.int16)
    return np.where(letters == ord(_HIDDEN), -1, letters - ord("a")).astype(np.int8)


def rows_of(codes: Codes) -> tuple[str, ...]:
    letters = np.where(codes < 0, ord(_HIDDEN), codes.astype(np.int16) + ord("a"))
    return tuple(bytes(row).decode() for row in letters.astype(np.uint8))


def implied(codes: Codes) -> Codes | None:
    """The grid with all filled in that is implied; None if two regularities disagree."""
    held = [regularity for regularity in _all(*codes.shape) if regularity.holds(codes)]
    known = codes.copy()
    while True:
        left = int((known < 0).sum())
        for regularity in held:
            image = regularity.of(known)
            if ((known >= 0) & (image >= 0) & (known != image)).any():
                return None
            known = np.where(known < 0, image, known)
        if int((known < 0).sum()) == left:
            return known


def _part(shift: int) -> slice:
    """Where a row moved by `shift` still lies on the grid."""
    return slice(shift, None) if shift >= 0 else slice(None, shift)


def _all(height: int, width: int) -> Iterator[Regularity]:
    """Mirrors about any upright or level axis near the middle, turns and diagonals about the
    middle, and shifts by up to half of the grid."""
    for dx in range(-width // 3, width // 3 + 1):
        yield Regularity("left to right", dx, 0)
    for dy in range(-height // 3, height // 3 + 1):
        yield Regularity("upside down", 0, dy)
    names = list(_TURNED)
    for name in names[3:] if height == width else names[3:4]:
        yield Regularity(name, 0, 0)
    for dy in range(height // 2 + 1):
        for dx in range(-(width // 2), width // 2 + 1):
            if dy > 0 or dx > 0:
                yield Regularity("as it is", dx, dy)
                yield Regularity("as it is", -dx, -dy)
