"""Colour grids and what stands on them: the ground under the rules of `arc`.

A grid is (rows, columns) int8, each cell 0 (black, the ground) to 9.  A *thing* is a set of cells
of one colour that touch at sides or corners.  A rule that goes one way (down, to the right) is
written once; the seven other ways are the same rule on the grid seen turned or mirrored, so
every family of rules is closed under the eight symmetries of the square.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.turn import TURNS, Turn

__all__ = [
    "EIGHT",
    "FOUR",
    "ONE",
    "TWO",
    "Grid",
    "Rows",
    "Thing",
    "as_grid",
    "as_rows",
    "near",
    "outside",
    "ranked",
    "same",
    "seen",
    "things",
]

Grid = npt.NDArray[np.int8]
Mask = npt.NDArray[np.bool_]
Rows = tuple[tuple[int, ...], ...]

_UPRIGHT = Turn("upright", transpose=False, mirror_x=False, mirror_y=False)
_TRANSPOSED = Turn("transposed", transpose=True, mirror_x=False, mirror_y=False)
_CROSSED = Turn("cross-transposed", transpose=True, mirror_x=True, mirror_y=True)

ONE = (_UPRIGHT,)
TWO = (_UPRIGHT, _TRANSPOSED)
FOUR = (_UPRIGHT, TURNS["90"], TURNS["180"], TURNS["270"])
EIGHT = (*FOUR, TURNS["mirrored"], TURNS["flipped"], _TRANSPOSED, _CROSSED)
"""All symmetries of the square; ONE, TWO and FOUR are enough for rules that are symmetric
themselves."""


class Thing(NamedTuple):
    """Connected cells of one colour."""

    colour: int
    mask: Mask
    """(rows, columns) of the whole grid."""
    top: int
    left: int
    bottom: int
    """The row below the last one."""
    right: int
    """The column after the last one."""
    size: int
    """Cells."""

    @property
    def shape(self) -> Mask:
        """The mask within its own box."""
        return self.mask[self.top : self.bottom, self.left : self.right]


def as_grid(rows: Sequence[Sequence[int]]) -> Grid:
    return np.array(rows, np.int8)


def as_rows(grid: npt.NDArray[Any]) -> Rows:
    return tuple(tuple(map(int, row)) for row in grid)


def seen(grid: Grid, turn: Turn) -> Grid:
    """The grid as it reads after the turn (a view, not a copy)."""
    out = grid.T if turn.transpose else grid
    if turn.mirror_x:
        out = out[:, ::-1]
    return out[::-1] if turn.mirror_y else out


def same(a: Grid | None, b: Grid) -> bool:
    """Whether both are grids and equal, size included."""
    return a is not None and a.shape == b.shape and bool((a == b).all())


def things(grid: Grid) -> tuple[Thing, ...]:
    """All things on the grid, by colour."""
    return _things(grid.tobytes(), grid.shape)


@lru_cache(maxsize=4096)
def _things(data: bytes, shape: tuple[int, ...]) -> tuple[Thing, ...]:
    grid = np.frombuffer(data, np.int8).reshape(shape)
    found = []
    for colour in np.flatnonzero(np.bincount(grid.ravel(), minlength=10)[1:]) + 1:
        count, labels, stats, _ = cv2.connectedComponentsWithStats(
            (grid == colour).astype(np.uint8), connectivity=8
        )
        for label in range(1, count):
            left, top, width, height, size = map(int, stats[label])
            box = (top, left, top + height, left + width)
            found.append(Thing(int(colour), labels == label, *box, size))
    return tuple(found)


def outside(grid: Grid) -> Mask:
    """Ground cells from which the border is reached over ground, side by side."""
    ground = np.pad(grid == 0, 1, constant_values=True).astype(np.uint8)
    _, labels = cv2.connectedComponents(ground, connectivity=4)
    reached: Mask = (labels == labels[0, 0])[1:-1, 1:-1] & (grid == 0)
    return reached


def near(mask: Mask, *, corners: bool) -> Mask:
    """The mask with every cell that touches it."""
    shape = cv2.MORPH_RECT if corners else cv2.MORPH_CROSS
    kernel = cv2.getStructuringElement(shape, (3, 3))
    return cv2.dilate(mask.astype(np.uint8), kernel).astype(bool)


def ranked(grid: Grid) -> list[int] | None:
    """Colours by number of cells, most first; None if two have the same number or none is there."""
    counts = np.bincount(grid.ravel(), minlength=10)[1:]
    present = counts[counts > 0]
    if not len(present) or len(set(present.tolist())) < len(present):
        return None
    return [int(c) + 1 for c in np.argsort(-counts, kind="stable")[: len(present)]]
