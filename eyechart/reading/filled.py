"""Which cells of a board have been filled with ink?

The share of a cell's core that is inked decides: filled by hand it is half and more, a neighbour's
stroke that strays over the edge leaves a tenth.  What lies between is named, not guessed at.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.likeness import strength_of
from eyechart.scene.tiles import Box

__all__ = ["Filled", "read_filled"]

Levels = npt.NDArray[np.float32]

_FAINTEST = 0.18
"""No ink at all if its strongest is weaker than this."""
_CORE = 0.7
"""Share of a cell's side that is its core."""
_FULL, _BARE = 0.5, 0.25
"""Share of the core from which on a cell is filled, and up to which it is not."""
_STRAY = 0.12
"""Share of all ink that may lie outside the cells."""


class Filled(NamedTuple):
    """What was read."""

    drawn: bool
    cells: tuple[int, ...]
    """Indices of the filled cells."""
    doubtful: tuple[int, ...]
    """Cells that are neither filled nor left bare."""
    stray: float
    """Share of the ink that lies outside the cells."""

    @property
    def problem(self) -> str:
        """What is wrong with the ink as filled cells, in words; "" if nothing is."""
        if self.doubtful:
            return "a cell is neither filled nor left empty"
        return "there is much ink outside the cells" if self.stray > _STRAY else ""


def read_filled(ink: Levels, boxes: Sequence[Box]) -> Filled:
    """Read `ink`, evidence (H, W) 0 to 1 in the source's frame, in cells at `boxes`."""
    strength = strength_of(ink)
    if strength < _FAINTEST:
        return Filled(False, (), (), 0.0)
    mask = (ink > 0.4 * strength).astype(np.uint8)
    table = cv2.integral(mask, sdepth=cv2.CV_64F)
    share = _sums(table, boxes, _CORE) / [_CORE**2 * box.width * box.height for box in boxes]
    # A stroke along a cell's edge is its own, half of it lying on the other side.
    within = float(_sums(table, boxes, 1.25).sum())
    return Filled(
        True,
        tuple(np.flatnonzero(share >= _FULL).tolist()),
        tuple(np.flatnonzero((share > _BARE) & (share < _FULL)).tolist()),
        max(0.0, 1.0 - within / max(float(mask.sum()), 1.0)),
    )


def _sums(
    table: npt.NDArray[np.generic], boxes: Sequence[Box], size: float
) -> npt.NDArray[np.float64]:
    """(N,) sums over the boxes, each scaled about its middle."""
    edges = []
    for box in boxes:
        (x, y), w, h = box.centre, size * box.width / 2, size * box.height / 2
        edges.append((x - w, y - h, x + w, y + h))
    limit = np.array([table.shape[1] - 1, table.shape[0] - 1] * 2)
    x, y, right, bottom = np.clip(np.rint(edges).astype(int), 0, limit).T
    sums = np.asarray(table, np.float64)
    return np.asarray(sums[bottom, right] - sums[y, right] - sums[bottom, x] + sums[y, x])
