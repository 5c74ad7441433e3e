"""Read a line drawn through a lattice of walls: where it runs, what it joins, what it crosses.

Walls are the truth's, never the candidate's: a wall that was erased still stands here.  Two things
that were tried and are wrong: "ink on both faces of a wall passes under it" (a line that turns
round the wall's end does the same), and counting ink along the shortest way (a line through a wall
can be inked there, too).  Instead the ink may only spread within corridors, by a quarter of a cell,
and what is then in one piece is joined: gaps under half a cell close, a line under a wall does not.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.lattice import Flags, Lattice, Levels, Walls

__all__ = ["Drawn", "read_path", "spread_within"]

Cell = tuple[int, int]

_SPREAD = 0.24
"""How far ink spreads within corridors, in cells: gaps up to twice this close."""
_FAINTEST = 0.25
"""No ink at all if its strongest is weaker than this."""


class Drawn(NamedTuple):
    """What was read."""

    strength: float
    """Of the ink, 0 (none) to 1."""
    cells: Flags
    """(rows, columns): a stroke enters the middle of the cell."""
    crossed: Walls
    """Flags: ink lies on the middle of this wall."""
    pieces: npt.NDArray[np.int32]
    """(rows, side, columns, side): number of the joined piece each pixel belongs to, 0 for none."""

    def joined(self, a: Cell, b: Cell) -> bool:
        """Whether one piece touches the middle of both cells."""
        return bool(self._touching(a) & self._touching(b))

    def touches(self, cell: Cell) -> bool:
        return bool(self._touching(cell))

    def _touching(self, cell: Cell) -> set[int]:
        row, column = cell
        side = self.pieces.shape[1]
        edge = round(0.2 * side)
        middle = self.pieces[row, edge : side - edge, column, edge : side - edge]
        return set(np.unique(middle).tolist()) - {0}


def read_path(ink: Levels, lattice: Lattice, walls: Walls) -> Drawn:
    """Read `ink`, evidence 0 to 1 on the lattice's rectangular picture, among the true `walls`."""
    strength = float(np.quantile(ink, 0.999))
    if strength < _FAINTEST:
        ink = np.zeros_like(ink)
    mask = ink > 0.4 * max(strength, _FAINTEST)
    # Compression thins a fine stroke most where it crosses black.
    traces = ink > 0.25 * max(strength, _FAINTEST)
    barrier = lattice.barrier(walls)
    spread = spread_within(mask & ~barrier, barrier, round(_SPREAD * lattice.side))
    # Four neighbours: eight would slip through a corner of the barrier.
    _, labels = cv2.connectedComponents(spread, connectivity=4, ltype=cv2.CV_32S)
    pieces = lattice.cells(np.asarray(labels, np.int32))
    return Drawn(strength, _entered(mask, lattice), _crossed(traces, lattice, walls), pieces)


def spread_within(mask: Flags, barrier: Flags, steps: int) -> npt.NDArray[np.uint8]:
    """The mask grown by `steps` px without ever passing the barrier."""
    free = (~barrier).astype(np.uint8)
    grown = np.asarray(mask, np.uint8)
    cross, square = (
        cv2.getStructuringElement(shape, (3, 3)) for shape in (cv2.MORPH_CROSS, cv2.MORPH_RECT)
    )
    for step in range(steps):  # cross and square by turns grow an octagon, nearly a disc
        wider = cv2.dilate(grown, square if step % 2 else cross)
        grown = np.asarray(cv2.bitwise_and(wider, free), np.uint8)
    return grown


def _entered(mask: Flags, lattice: Lattice) -> Flags:
    """Cells whose middle (40 % of the side) a stroke enters by a third, however thin it is."""
    low, high = round(0.3 * lattice.side), round(0.7 * lattice.side)
    middle = lattice.cells(mask)[:, low:high, :, low:high]
    return np.asarray(middle.sum(axis=(1, 3)) >= max(3, (high - low) // 3))


def _crossed(mask: Flags, lattice: Lattice, walls: Walls) -> Walls:
    """Walls with ink on their middle line, corners left out (other walls end there)."""
    edge = max(2, lattice.side // 8)
    inner = slice(edge, lattice.side - edge)
    across, down = (
        np.asarray(np.all(band, axis=1))[..., inner].sum(axis=-1) >= 2
        for band in lattice.bands(mask, 0.07)
    )
    return Walls(across & walls.across, down.T & walls.down)
