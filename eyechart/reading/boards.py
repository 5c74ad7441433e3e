"""Boards of digits: from pixels to cells, and whether the cells show what they should.

Blind reading of a redrawn 9x9 board gets some cell wrong every fourth time.  The question here is a
narrower one: *does this cell show the digit that it should?*  Two witnesses answer it, the digit
reader, which knows many typefaces, and the board's own other cells, which show how this hand writes
each digit; a cell is held to be wrong where the first objects and the second does not plainly
contradict it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.reading.digits import CELL, REJECT, Read, classify
from eyechart.reading.products import product
from eyechart.scene.pixels import RGB

__all__ = ["Board", "Comparison", "compared", "cut", "oriented_boards"]

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Digits = npt.NDArray[np.int64]
Rows = tuple[tuple[int, ...], ...]

_INSET = 0.08
"""Share of a cell's side left out at each edge, where the lines are."""
_LEAST_CONTRAST = 24.0
"""Levels of grey between ground and ink below which nothing can be read."""
_OBJECTION = 0.5
"""Log-likelihood ratio against the digit from which the reader objects."""
_FOREIGN = 3.0
"""Handicap of *not a digit*: an unknown typeface is a likelier reason to doubt than no digit."""
_PLAIN = 1.5
"""The same in favour of the digit, from which there is no doubt."""
_CERTAIN = 7.0
"""From here on the other cells cannot overrule it."""
_ALIKE, _NEARER = 0.85, 0.04
"""How near (cosine) a cell must be to one of its own digit's, and how much nearer than to others,
for the other cells to overrule the reader."""
_LEGIBLE = -0.7
"""Log-probability of the best digit from which a cell reads as that digit: 0.5."""


class Board(NamedTuple):
    """A picture and where its board's lines are, in px from edge to edge."""

    picture: RGB
    across: Floats
    """x of the vertical lines."""
    down: Floats
    """y of the horizontal lines."""


class Comparison(NamedTuple):
    """Whether each cell of a board shows the digit that it should; all arrays (rows, columns)."""

    agrees: Flags
    digits: Digits
    """As read: the right digit where it agrees, else what it looks like; 0 empty, -1 illegible."""
    doubtful: Flags
    """Ink that is neither plainly the right digit nor plainly another."""


def compared(board: Board, truth: Digits) -> Comparison:
    """Test the hypothesis that the board shows these digits (rows, columns).

    Raises `Unreadable` where there is no contrast.
    """
    grey = np.asarray(cv2.cvtColor(board.picture, cv2.COLOR_RGB2GRAY), np.float32)
    found = classify(_ink(cut(grey, board.across, board.down)))
    should = truth.ravel()
    against = _objection(found.logs, should)
    excused = (against < _CERTAIN) & _resembles(found, should, against < -_PLAIN)
    agrees = found.present & ((against < _OBJECTION) | excused)
    best = found.logs[:, :REJECT].argmax(axis=1)
    legible = found.logs[:, :REJECT].max(axis=1) > _LEGIBLE
    other = legible & (best != should)
    digits = np.where(agrees, should, np.where(other, best, -1))
    digits[~found.present] = 0
    doubtful = found.present & np.where(agrees, against > -_PLAIN, ~other)
    shape = truth.shape
    return Comparison(agrees.reshape(shape), digits.reshape(shape), doubtful.reshape(shape))


def _objection(logs: Floats, labels: Digits) -> Floats:
    """(N,): log-likelihood ratio of the best rival of each label against it."""
    cells = np.arange(len(labels))
    rivals = logs.copy()
    rivals[:, REJECT] -= _FOREIGN
    rivals[cells, labels] = -np.inf
    return np.asarray(rivals.max(axis=1) - logs[cells, labels], np.float32)


def _resembles(found: Read, labels: Digits, trusted: Flags) -> Flags:
    """(N,): whether each cell looks like a trusted cell of its label, and less like any other's.

    Trusted are those in which the reader itself sees the digit: a hand that writes 5 for 6 and 6
    for 5 throughout is consistent, too.
    """
    unit = found.features / (np.linalg.norm(found.features, axis=1, keepdims=True) + 1e-6)
    alike = product(unit, unit.T)
    np.fill_diagonal(alike, -1)
    alike[:, ~found.present] = -1
    same = labels[:, None] == labels[None, :]
    own = np.where(same & trusted, alike, -1).max(axis=1)
    other = np.where(same, -1, alike).max(axis=1)
    return np.asarray((own > _ALIKE) & (own > other + _NEARER))


def _ink(cells: Floats) -> Floats:
    """(N, 48, 48) grey to ink, 0 to 1.  Each cell has its own ground, so that a shade is no ink."""
    grounds = np.median(cells[:, ::3, ::3], axis=(1, 2))
    off = np.abs(cells - grounds[:, None, None])
    strength = float(np.quantile(off[:, ::2, ::2].max(axis=(1, 2)), 0.8))
    if strength < _LEAST_CONTRAST:
        raise Unreadable("there is hardly any contrast in the picture")
    return np.asarray(np.minimum(off / np.float32(strength), 1), np.float32)


def cut(grey: Floats, across: Floats, down: Floats) -> Floats:
    """(N, 48, 48): the insides of the cells between these lines, row by row."""
    pitch = float(min(np.diff(across).mean(), np.diff(down).mean()))
    shrink = min(1.0, 1.25 * CELL / ((1 - 2 * _INSET) * pitch))
    if shrink < 1:
        size = (round(grey.shape[1] * shrink), round(grey.shape[0] * shrink))
        across = across * np.float32(size[0] / grey.shape[1])
        down = down * np.float32(size[1] / grey.shape[0])
        grey = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.float32)
    x, y = np.meshgrid(_inside(across), _inside(down))
    whole = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rows, columns = len(down) - 1, len(across) - 1
    cells = whole.reshape(rows, CELL, columns, CELL).transpose(0, 2, 1, 3)
    return np.ascontiguousarray(cells.reshape(-1, CELL, CELL), np.float32)


def _inside(lines: Floats) -> Floats:
    """Where to sample along one axis: 48 places in each gap, as indices of pixels."""
    places = _INSET + (np.arange(CELL) + 0.5) / CELL * (1 - 2 * _INSET)
    at = lines[:-1, None] + np.diff(lines)[:, None] * places[None, :]
    return np.asarray(at.ravel() - 0.5, np.float32)


def oriented_boards(picture: RGB, sizes: Sequence[int]) -> Iterator[Rows]:
    """What a board of one of these sizes says, in each of its 8 orientations, the likeliest first.

    The grid must lie square in the picture.  0 stands for an empty cell.  Raises `Unreadable` if
    there is no such grid.
    """
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.float32)
    n, across, down = _found_lines(grey, sizes)
    cells = cut(grey, across, down).reshape(n, n, CELL, CELL)
    boards: list[tuple[float, Rows]] = []
    for turned in _orientations(cells):
        found = classify(_ink(np.ascontiguousarray(turned.reshape(-1, CELL, CELL))))
        logs = found.logs[:, 1 : n + 1]
        digits = np.where(found.present, logs.argmax(axis=1) + 1, 0).reshape(n, n)
        boards.append((float(logs.max(axis=1)[found.present].sum()), _rows(digits)))
    boards.sort(key=lambda board: -board[0])
    for _, rows in boards:
        yield rows


def _rows(digits: Digits) -> Rows:
    return tuple(tuple(row) for row in digits.tolist())


def _orientations(cells: Floats) -> Iterator[Floats]:
    """(n, n, 48, 48): the board and its cells turned and mirrored together."""
    for turned in (cells, cells.transpose(1, 0, 3, 2)):
        for tall in (turned, turned[::-1, :, ::-1]):
            yield tall
            yield tall[:, ::-1, :, ::-1]


def _found_lines(grey: Floats, sizes: Sequence[int]) -> tuple[int, Floats, Floats]:
    """(n, x of the vertical lines, y of the horizontal ones) of a square grid of n x n cells."""
    ground = float(np.median(grey[::4, ::4]))
    off = np.abs(grey - ground)
    ink = off > 0.3 * max(float(np.quantile(off[::2, ::2], 0.995)), _LEAST_CONTRAST)
    columns, rows = np.flatnonzero(ink.sum(axis=0) > 2), np.flatnonzero(ink.sum(axis=1) > 2)
    if len(columns) < 32 or len(rows) < 32:
        raise Unreadable("no grid of cells in the picture")
    inside = off[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    # Along a line there is ink nearly everywhere; through digits there are gaps.
    across = _peaks(np.quantile(inside, 0.2, axis=0)) + np.float32(columns[0])
    down = _peaks(np.quantile(inside, 0.2, axis=1)) + np.float32(rows[0])
    if len(across) != len(down) or len(across) - 1 not in sizes:
        raise Unreadable(f"{len(across)} by {len(down)} lines are no board")
    return len(across) - 1, across, down


def _peaks(profile: npt.NDArray[np.floating]) -> Floats:
    """Middles of the runs that stand out, in px."""
    strong = np.concatenate([[False], profile > 0.25 * profile.max(), [False]])
    edges = np.flatnonzero(strong[1:] != strong[:-1])
    return np.asarray((edges[::2] + edges[1::2]) / 2, np.float32)
