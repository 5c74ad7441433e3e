"""Find a lattice of cells from pixels alone: an outer frame of dark walls, some walls within.

The frame is where dark columns and rows begin and end.  The number of cells is the one whose comb
of lines correlates best with how dark each column and row is: a multiple of the right number puts
lines where nothing is, a divisor leaves dark columns unexplained.
"""

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.reading.lattice import Lattice
from eyechart.scene.pixels import RGB

__all__ = ["find_lattice"]

Profile = npt.NDArray[np.float64]

_MOST = 64
"""Cells a side."""


def find_lattice(picture: RGB) -> Lattice:
    """The lattice in an upright picture (H, W, 3); raises `Unreadable` where there is none."""
    darkness = 255 - picture.max(axis=2).astype(np.float64)
    light, dark = np.quantile(darkness, (0.3, 0.99))
    if dark - light < 40:
        raise Unreadable("no walls can be told from the ground")
    walls = np.clip((darkness - light) / (dark - light), 0, 1) > 0.5
    left, right = _frame(walls.sum(axis=0), walls.shape[0])
    top, bottom = _frame(walls.sum(axis=1), walls.shape[1])
    inside = walls[round(top) : round(bottom) + 1, round(left) : round(right) + 1]
    width, height = right - left, bottom - top
    columns = max(
        range(2, _MOST), key=lambda n: _comb(inside, n, max(1, round(n * height / width)))
    )
    cell = width / columns
    rows = max(1, round(height / cell))
    if cell < 5 or abs(rows * cell - height) > 0.25 * cell:
        raise Unreadable("the walls do not lie on a lattice of square cells")
    return Lattice(rows, columns, left, top, cell)


def _frame(dark: npt.NDArray[np.int_], length: int) -> tuple[float, float]:
    """Middles of the first and last line that are dark over more than a third of the length."""
    lines = np.flatnonzero(dark > 0.35 * length)
    if len(lines) < 2 or lines[-1] - lines[0] < 16:
        raise Unreadable("no frame of walls was found")
    gaps = np.flatnonzero(np.diff(lines) > 1)
    if not len(gaps):
        raise Unreadable("no frame of walls was found")
    first, last = lines[: gaps[0] + 1], lines[gaps[-1] + 1 :]
    return float(first.mean()) + 0.5, float(last.mean()) + 0.5


def _comb(inside: npt.NDArray[np.bool_], columns: int, rows: int) -> float:
    """How well a comb of columns x rows inner lines matches the dark columns and rows."""
    return _teeth(inside.mean(axis=0), columns) + _teeth(inside.mean(axis=1), rows)


def _teeth(profile: Profile, cells: int) -> float:
    """Correlation of the profile, its outer walls left out, with cells - 1 lines."""
    comb = np.zeros(len(profile))
    lines = (len(profile) - 1) / cells * np.arange(1, cells)
    comb[np.rint(lines).astype(int)] = 1.0
    inner = slice(len(profile) // 60, -(len(profile) // 60))
    a, b = (cv2.GaussianBlur(p[None], (0, 0), 1.2)[0][inner] for p in (profile, comb))
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / norm if norm > 1e-9 else 0.0
