"""Figures on a lattice: where the cells lie, and one drawing stamped into many of them.

A hundred copies of a figure cost a rasteriser a hundred drawings; an SVG pattern costs one.  The
pitch is a whole, even number of px and the grid is centred, so that at the authored size all copies
are equal to the pixel and the cells of a turned picture lie where a turned lattice says.
"""

import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import cv2
import numpy.typing as npt

from eyechart.scene.svg import Svg, number
from eyechart.scene.turn import Turn

__all__ = ["Box", "Tiling", "stamped"]


class Box(NamedTuple):
    """An upright rectangle in px."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def turned(self, turn: Turn, width: float, height: float) -> "Box":
        """Where the box comes to lie in a width x height picture that is turned."""
        a = turn.point(self.x, self.y, width, height)
        b = turn.point(self.x + self.width, self.y + self.height, width, height)
        return Box(min(a[0], b[0]), min(a[1], b[1]), abs(a[0] - b[0]), abs(a[1] - b[1]))

    def tiles(self, rows: int, columns: int) -> "list[Box]":
        """The box cut into equal parts."""
        w, h = self.width / columns, self.height / rows
        return [
            Box(self.x + c * w, self.y + r * h, w, h) for r in range(rows) for c in range(columns)
        ]


class Tiling:
    """rows x columns square cells, centred in a square picture with at least `margin` px around."""

    def __init__(self, rows: int, columns: int, size: int = 512, margin: int = 20) -> None:
        self.rows, self.columns = rows, columns
        self.pitch = (size - 2 * margin) // max(rows, columns) // 2 * 2
        self.left = (size - columns * self.pitch) // 2
        self.top = (size - rows * self.pitch) // 2

    def box(self, row: int, column: int) -> Box:
        """The cell, counted from 0."""
        pitch = self.pitch
        return Box(self.left + column * pitch, self.top + row * pitch, pitch, pitch)

    def cut(self, image: npt.NDArray[Any], px: int) -> npt.NDArray[Any]:
        """The cells (rows, columns, px, px, ...) of an image (H, W, ...) of the whole picture."""
        inner = image[self.top : self.top + self.rows * self.pitch]
        inner = inner[:, self.left : self.left + self.columns * self.pitch]
        size = (self.columns * px, self.rows * px)
        small = cv2.resize(inner, size, interpolation=cv2.INTER_AREA)
        cells = small.reshape(self.rows, px, self.columns, px, *small.shape[2:])
        return cells.swapaxes(1, 2)

    def boxes(self) -> list[Box]:
        """All cells in reading order."""
        return [self.box(r, c) for r in range(self.rows) for c in range(self.columns)]


def stamped(
    svg: Svg, tiling: Tiling, cells: Iterable[tuple[int, int]], elements: str, fill: float = 0.86
) -> None:
    """Draw elements, authored in a 100 x 100 box, into cells, `fill` of the cell's side wide.

    The pattern is named by its content: equal names are equal drawings, on any page.
    """
    pitch = tiling.pitch
    inset, scale = number(pitch * (1 - fill) / 2), f"{pitch * fill / 100:.5f}"
    inside = f'<g transform="translate({inset} {inset}) scale({scale})">{elements}</g>'
    where = f'x="{tiling.left}" y="{tiling.top}" width="{pitch}" height="{pitch}"'
    name = "tile" + hashlib.sha256((where + inside).encode()).hexdigest()[:12]
    svg.raw(f'<pattern id="{name}" patternUnits="userSpaceOnUse" {where}>{inside}</pattern>')
    squares = "".join(
        f"M{number(box.x)} {number(box.y)}h{pitch}v{pitch}h{-pitch}Z"
        for box in (tiling.box(r, c) for r, c in cells)
    )
    svg.path(squares, fill=f"url(#{name})")
