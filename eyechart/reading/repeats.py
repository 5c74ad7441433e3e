"""A grid of equal figures, read from pixels alone: its rows and columns, and which cell is odd.

The period along each axis is the smallest shift that lays the picture on itself; it is then refined
on the longest such shift, so that resized pictures are cut exactly, whose pitch is no whole number.
Cells are compared with their median after small shifts are fitted away (a fraction of a px at the
edge of a large figure outweighs a small difference inside).
"""

import math
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.scene.pixels import RGB

__all__ = ["Repeats", "read_repeats"]

Image = npt.NDArray[np.float32]

_MOST = 24
"""Cells along an axis that are looked for."""
_CELL = 48
"""Cells are compared at this many px at most."""
_CLEAR = 1.25
"""The odd cell must differ this many times as much as the next."""


class Repeats(NamedTuple):
    """What was read; rows and columns counted from 0."""

    rows: int
    columns: int
    odd: tuple[int, int]


class _Axis(NamedTuple):
    """Cells along one axis: how many, where the first begins, and their pitch, px."""

    number: int
    start: float
    pitch: float


def read_repeats(picture: RGB) -> Repeats:
    """The grid in a picture (H, W, 3).  Raises `Unreadable`."""
    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    ground = np.median(border, axis=0).astype(np.float32)
    marks = np.abs(picture.astype(np.float32) - ground).max(axis=2)
    columns, rows = _axis(marks), _axis(np.ascontiguousarray(marks.T))
    cells = _cut(picture.astype(np.float32), rows, columns)
    differences = _differences(cells.reshape(-1, *cells.shape[2:]))
    order = np.argsort(differences)
    if differences[order[-1]] < _CLEAR * differences[order[-2]]:
        raise Unreadable("no figure clearly differs from the others")
    row, column = divmod(int(order[-1]), columns.number)
    return Repeats(rows.number, columns.number, (row, column))


def _axis(marks: Image) -> _Axis:
    """The cells along x of an image (H, W) that is 0 on the ground."""
    strong = marks > max(24.0, 0.25 * float(marks.max()))
    filled = np.flatnonzero(strong.any(axis=0))
    if len(filled) < 8:
        raise Unreadable("there is nothing in the picture")
    first, last = int(filled[0]), int(filled[-1]) + 1
    inner = marks[:, first:last]
    flat = cv2.resize(inner, (inner.shape[1], 96), interpolation=cv2.INTER_AREA)
    bands: Image = np.asarray(cv2.GaussianBlur(flat, (0, 0), 1.0), np.float32)
    width = last - first
    shifts = np.arange(max(6, width // _MOST), width - 4)
    misfit = np.array([_misfit(bands, int(shift)) for shift in shifts])
    lowest = np.flatnonzero((misfit[1:-1] <= misfit[:-2]) & (misfit[1:-1] <= misfit[2:])) + 1
    if not len(lowest):
        raise Unreadable("the figures do not repeat")
    good = lowest[misfit[lowest] <= 0.25 + 1.6 * misfit[lowest].min()]
    pitch = float(shifts[good[0]])
    # The last figure fills a tenth to all of its cell: that tells how many there are.
    count = max(2, math.floor(width / pitch - 0.1) + 1)
    times = 1
    while times < count - 1:  # ever longer shifts tell the pitch ever more exactly
        times = min(2 * times, count - 1)
        near = [s for s in range(round(pitch * times) - 2, round(pitch * times) + 3) if s < width]
        pitch = min(near, key=lambda s: _misfit(bands, s)) / times
    figure = width - pitch * (count - 1)
    return _Axis(count, first - (pitch - figure) / 2, pitch)


def _misfit(bands: Image, shift: int) -> float:
    """How badly an image fits on itself shifted along x: 0 equal, about 1 unrelated."""
    a, b = bands[:, shift:], bands[:, :-shift]
    return float(np.abs(a - b).sum()) / max(float((a + b).sum()) / 2, 1e-6)


def _cut(picture: Image, rows: _Axis, columns: _Axis) -> Image:
    """The cells (rows, columns, px, px, 3)."""
    px = min(_CELL, round(min(rows.pitch, columns.pitch)))
    x, y = columns.pitch / px, rows.pitch / px
    matrix = np.array([[x, 0, columns.start + 0.5 * x - 0.5], [0, y, rows.start + 0.5 * y - 0.5]])
    if max(x, y) > 1.5:  # sampling would skip pixels
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.4 * max(x, y)), np.float32)
    size = (columns.number * px, rows.number * px)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    flat = cv2.warpAffine(picture, matrix, size, None, how, cv2.BORDER_REPLICATE)
    shape = (rows.number, px, columns.number, px, 3)
    return np.asarray(flat.reshape(shape).swapaxes(1, 2), np.float32)


def _differences(cells: Image) -> npt.NDArray[np.float64]:
    """(N,) strength of what sets each cell (N, px, px, 3) apart from their median."""
    soft = np.stack([cv2.GaussianBlur(cell, (0, 0), 0.7) for cell in cells])
    common = np.median(soft, axis=0)
    along_y, along_x = np.gradient(common, axis=(0, 1))
    fitted = np.stack([along_x, along_y, common, np.ones_like(common)]).reshape(4, -1).T
    residual = (soft - common).reshape(len(cells), -1).T
    residual = residual - fitted @ (np.linalg.pinv(fitted) @ residual)
    # Squares weigh a small, clear change more than noise all over.
    return np.asarray((residual.T.reshape(cells.shape) ** 2).sum(axis=(1, 2, 3)) ** 0.5)
