"""Pictures of a lattice of cells with walls between: made rectangular, and their walls measured.

A registered picture is resampled so that every cell is the same whole number of pixels; after that
each wall is a slice of an array, and all walls are measured in a handful of array operations.

Walls are known by two arrays throughout: `across`, (rows + 1, columns), the horizontal lines above
and below the cells, and `down`, (rows, columns + 1), the vertical lines left and right of them.
"""

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB

__all__ = ["Flags", "Lattice", "Levels", "Walls"]

Image = npt.NDArray[Any]
Flags = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.float32]


class Walls(NamedTuple):
    """Something said of each wall place: whether it stands, how dark it is, ..."""

    across: npt.NDArray[Any]
    """(rows + 1, columns)"""
    down: npt.NDArray[Any]
    """(rows, columns + 1)"""

    def all(self) -> npt.NDArray[Any]:
        """Both, flat, in one order."""
        return np.concatenate([self.across.ravel(), self.down.ravel()])


class Lattice(NamedTuple):
    """Where the cells lie in a picture, and how many pixels a cell gets when made rectangular."""

    rows: int
    columns: int
    left: float
    top: float
    cell: float
    """Side of a cell, px of the picture."""

    @property
    def side(self) -> int:
        """Side of a cell in the rectangular picture: enough for thin lines, no more than needed."""
        return int(min(40, max(16, 2 * round(self.cell / 2))))

    @property
    def margin(self) -> int:
        """Kept around the cells in the rectangular picture, px: half a cell."""
        return self.side // 2

    def rectangular(self, picture: RGB) -> RGB:
        """((rows + 1) * side, (columns + 1) * side, 3) uint8."""
        shrink = max(1, int(self.cell / self.side))
        if shrink > 1:
            size = (picture.shape[1] // shrink, picture.shape[0] // shrink)
            picture = np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)
        scale = self.cell / shrink / self.side
        x, y = (
            start / shrink - self.margin * scale + 0.5 * scale - 0.5
            for start in (self.left, self.top)
        )
        matrix = np.array([[scale, 0, x], [0, scale, y]])
        size = tuple(n * self.side + 2 * self.margin for n in (self.columns, self.rows))  # type: ignore[assignment]
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return np.asarray(
            cv2.warpAffine(picture, matrix, size, None, how, cv2.BORDER_REPLICATE), np.uint8
        )

    def cells(self, image: Image) -> Image:
        """(rows, side, columns, side, ...) view of a rectangular image, its margin left out."""
        m, s = self.margin, self.side
        inner = image[m : m + self.rows * s, m : m + self.columns * s]
        return inner.reshape(self.rows, s, self.columns, s, *image.shape[2:])

    def bands(self, image: Image, reach: float) -> tuple[Image, Image]:
        """The strips of a rectangular image along all wall places, `reach` cells to each side.

        Across: (rows + 1, 2 * reach px, columns, side); down: (columns + 1, 2 * reach px, rows,
        side).  The second axis runs across the wall, the last along it.
        """
        return (
            self._strips(image, self.rows, self.columns, reach),
            self._strips(image.T, self.columns, self.rows, reach),
        )

    def darkness(self, rectangular: RGB) -> Walls:
        """How dark each wall place is, 0 to 255: the mean along it of the darkest pixel across it.

        Measured by the brightest channel, so that a colourful line over a wall place is not dark.
        """
        red, green, blue = cv2.split(rectangular)
        dark = 255 - np.asarray(cv2.max(cv2.max(red, green), blue))
        # The outer eighths belong to the corners, where other walls meet.
        edge = self.side // 8
        across, down = (
            band.max(axis=1)[..., edge : self.side - edge].mean(axis=-1, dtype=np.float32)
            for band in self.bands(dark, 0.125)
        )
        return Walls(across, down.T)

    def barrier(self, walls: Walls) -> Flags:
        """Rectangular mask of the middle lines of these walls, 2 px wide, closed at the corners."""
        height, width = ((n + 1) * self.side for n in (self.rows, self.columns))
        mask = self._ruled(walls.across, self.rows, (height, width))
        mask |= self._ruled(walls.down.T, self.columns, (width, height)).T
        return mask

    def _ruled(self, walls: Flags, lines: int, shape: tuple[int, int]) -> Flags:
        """`barrier` for the horizontal walls alone."""
        s, m = self.side, self.margin
        mask = np.zeros(shape, bool)
        stands = np.repeat(walls, s, axis=1)
        stands[:, 1:] |= stands[:, :-1]  # one px on, over the corner
        stands[:, :-1] |= stands[:, 1:]
        for over in (-1, 0):
            mask[m + over + s * np.arange(lines + 1), m : m + stands.shape[1]] = stands
        return mask

    def _strips(self, image: Image, lines: int, cells: int, reach: float) -> Image:
        s, m = self.side, self.margin
        half = max(1, round(reach * s))
        picked = m + s * np.arange(lines + 1)[:, None] + np.arange(-half, half)
        band: Image = image[picked][:, :, m : m + cells * s]
        return band.reshape(lines + 1, 2 * half, cells, s)
