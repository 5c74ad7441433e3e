"""Which stacks look the same: the proof that a picture of cubes has one count.

A picture is taken here as what the painter leaves: at each point of a fine raster an edge, one of
the three shades, the floor, or nothing.  `lookalikes` tries every height of every column, from
front to back, and gives a stack up as soon as its picture must differ in more points than a person
would notice: those that are wrong already, and those that no column still to come can make right.
That is exhaustive: no stack on this floor is left out but those that are seen to differ.

Rasters are Python integers, one bit a point, and a face is a stamp that is shifted into place, so
that a column is compared in a few operations on whole pictures.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.solids import AXES, Cube, View, quad
from eyechart.tasks.spatial._blocks_scene import Square

__all__ = ["EDGES", "FINE", "Raster", "Seen", "Stack", "bits", "lookalikes"]

FINE = 16
"""Raster points along the edge of a cube."""
_UNNOTICED = 10
"""Pictures that differ in no more points are alike: one twenty-fifth of a square of this edge."""
_TOP, _FLOOR, EDGES = 2, 3, 4
"""Layers; the first three are those of `AXES`."""


Stack = dict[Square, int]
"""The height of the column on each square."""
Layers = Sequence[int]
"""Rasters of the right sides, the left sides, the tops, the floor and the edges."""


class Seen(NamedTuple):
    """Where things show."""

    layers: Layers
    all: int
    """Where anything does."""


class _Stamp(NamedTuple):
    face: int
    edges: int
    right: int
    """Columns from the projection of the cube's corner to the stamp's first point."""
    down: int


class Raster:
    """What columns of every height look like, on every square of a floor, in one view."""

    def __init__(self, view: View, rows: int, columns: int, tallest: int) -> None:
        ends = [(x, y, z) for x in (0, columns) for y in (0, rows) for z in (0, tallest)]
        shown = np.array([view.project(end) for end in ends]) * FINE
        self.view, self.rows, self.columns = view, rows, columns
        self.origin = np.floor(shown.min(axis=0)) - 2
        self.width, self.height = (int(n) for n in np.ceil(shown.max(axis=0)) - self.origin + 3)
        self._stamps = [self._stamp(side) for side in range(len(AXES))]
        self.towers = {
            (x, y): [self._tower(x, y, high) for high in range(tallest + 1)]
            for y in reversed(range(rows))
            for x in reversed(range(columns))
        }
        """By square, from front to back, and by height: a column seen alone."""
        self.reach = self._reaches()
        """Layers of all that the columns from the first, the second ... square on could show."""

    @staticmethod
    @lru_cache(maxsize=32)
    def of(view: View, rows: int, columns: int, tallest: int) -> "Raster":
        return Raster(view, rows, columns, tallest)

    def picture(self, heights: Stack) -> Seen:
        """What shows of a whole stack."""
        layers, covered = [0] * 5, 0
        for square, towers in self.towers.items():
            tower = towers[heights[square]]
            for i, layer in enumerate(tower.layers):
                layers[i] |= layer & ~covered
            covered |= tower.all
        return Seen(layers, covered)

    def _reaches(self) -> list[Layers]:
        reach = [[0] * 5]
        for towers in reversed(self.towers.values()):
            reach.append(list(reach[-1]))
            for tower in towers:
                reach[-1] = [old | new for old, new in zip(reach[-1], tower.layers, strict=True)]
        return list(reversed(reach))

    def _stamp(self, side: int) -> _Stamp:
        corners = np.array([self.view.project(corner) for corner in quad((0, 0, 0), side)])
        first = np.floor(corners.min(axis=0) * FINE)
        outline = np.rint(corners * FINE - first).astype(np.int32)
        face = np.zeros((int(outline[:, 1].max()) + 1, self.width), np.uint8)
        edges = face.copy()
        cv2.fillConvexPoly(face, outline, 1)
        cv2.polylines(edges, [outline], True, 1)
        return _Stamp(bits(face | edges), bits(edges), int(first[0]), int(first[1]))

    def _put(self, cube: Cube, side: int) -> tuple[int, int]:
        """A face's points and its edges' on the whole raster."""
        stamp = self._stamps[side]
        x, y = np.rint(np.array(self.view.project(cube)) * FINE - self.origin)
        shift = (int(y) + stamp.down) * self.width + int(x) + stamp.right
        return stamp.face << shift, stamp.edges << shift

    def _tower(self, x: int, y: int, high: int) -> Seen:
        layers = [0] * 5
        for side in range(len(AXES)):
            for z in range(high) if side != _TOP else (high - 1,):
                face, edges = self._put((x, y, z), side)
                layers[side if high else _FLOOR] |= face
                layers[EDGES] |= edges
        *filled, edges = layers
        return Seen([*(layer & ~edges for layer in filled), edges], reduce(or_, layers))


def lookalikes(raster: Raster, picture: Seen, unnoticed: int = _UNNOTICED) -> Iterator[Stack]:
    """Every stack that could be the one in the picture."""
    squares = list(raster.towers.items())
    due = [_left_out(picture, reach) for reach in raster.reach]

    def search(at: int, covered: int, wrong: int, found: Stack) -> Iterator[Stack]:
        if at == len(squares):
            yield found
            return
        square, towers = squares[at]
        for high, tower in enumerate(towers):
            differs = wrong + (_left_out(tower, picture.layers) & ~covered).bit_count()
            now = covered | tower.all
            if differs + (due[at + 1] & ~now).bit_count() <= unnoticed:
                yield from search(at + 1, now, differs, {**found, square: high})

    return search(0, 0, 0, {})


def _left_out(mine: Seen, others: Layers) -> int:
    """Points where the others do not have the same thing."""
    missing = 0
    for layer, other in zip(mine.layers, others, strict=True):
        missing |= layer & ~other
    return missing


def bits(points: npt.NDArray[np.uint8 | np.bool_]) -> int:
    """A raster (H, W) of zeros and ones as an integer, row after row."""
    return int.from_bytes(np.packbits(points, bitorder="little").tobytes(), "little")
