"""Four tilings of the plane in whole numbers: neighbours, turns and mirror images of cells.

A cell is a tuple of integers on which shifts, turns and mirror images are linear, so that two
pieces are compared exactly and no corner is ever rounded: squares (x, y); hexagons by two axes of
the three (q, r); bricks (x, y) in half bricks, x and y both even or both odd; triangles by three
coordinates whose sum is 1 (one tip down) or 2 (the other way).
"""

from collections.abc import Callable, Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from eyechart.scene.svg import Point

__all__ = ["LATTICES", "Cell", "Cells", "Lattice", "home", "moved", "normal"]

Cell = tuple[int, ...]
Cells = tuple[Cell, ...]

_ROOT3 = sqrt(3)


class Lattice(NamedTuple):
    """A tiling; all maps are of cells."""

    origin: Cell
    neighbours: Callable[[Cell], list[Cell]]
    turned: Callable[[Cell], Cell]
    """By the least angle that keeps the tiling, clockwise or not, always the same way."""
    turns: int
    """How many of these make a full turn."""
    mirrored: Callable[[Cell], Cell]
    corners: Callable[[Cell], list[Point]]
    """In order around the cell; cells that touch share whole edges.  A cell is about 1 wide."""
    words: str
    """How cells are told in a description."""


def normal(cells: Iterable[Cell]) -> Cells:
    """The cells in order, shifted to where no other shift of them would be: sets that are equal
    but for a shift become equal."""
    listed = sorted(cells)
    shift = home(listed[0])
    return tuple(moved(cell, shift) for cell in listed)


def home(cell: Cell) -> Cell:
    """The shift that brings a cell to the origin; of triangles, one of either sort."""
    x, y, *third = (-v for v in cell)
    # The sum of a triangle's coordinates must stay.
    return (x, y, -x - y) if third else (x, y)


def moved(cell: Cell, shift: Cell) -> Cell:
    return tuple(v + s for v, s in zip(cell, shift, strict=True))


def _stepping(*steps: Cell) -> Callable[[Cell], list[Cell]]:
    return lambda cell: [moved(cell, step) for step in steps]


def _about_triangle(cell: Cell) -> list[Cell]:
    step = 1 if sum(cell) == 1 else -1
    return [(*cell[:i], cell[i] + step, *cell[i + 1 :]) for i in range(3)]


def _square_corners(cell: Cell) -> list[Point]:
    x, y = cell
    return [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]


def _hexagon_corners(cell: Cell) -> list[Point]:
    q, r = cell
    x, y = q + r / 2, r * _ROOT3 / 2
    small, large = 1 / (2 * _ROOT3), 1 / _ROOT3
    around = ((0, -large), (0.5, -small), (0.5, small), (0, large), (-0.5, small), (-0.5, -small))
    return [(x + dx, y + dy) for dx, dy in around]


def _brick_corners(cell: Cell) -> list[Point]:
    """Six, since a brick's long sides meet two bricks each."""
    x, y = 0.62 * cell[0], 0.72 * cell[1]
    return [(x + 0.62 * i, y) for i in range(3)] + [(x + 0.62 * i, y + 0.72) for i in (2, 1, 0)]


def _triangle_corners(cell: Cell) -> list[Point]:
    step = 1 if sum(cell) == 2 else -1
    found = []
    for i in (0, 2, 1):
        a, b, c = (v + step * (i == k) for k, v in enumerate(cell))
        found.append((0.65 * (a - c), 1.3 * _ROOT3 / 6 * (2 * b - a - c)))
    return found


LATTICES: Mapping[str, Lattice] = {
    "squares": Lattice(
        (0, 0),
        _stepping((1, 0), (0, 1), (-1, 0), (0, -1)),
        lambda cell: (-cell[1], cell[0]),
        4,
        lambda cell: (-cell[0], cell[1]),
        _square_corners,
        "squares (column, row)",
    ),
    "hexagons": Lattice(
        (0, 0),
        _stepping((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)),
        lambda cell: (-cell[1], cell[0] + cell[1]),
        6,
        lambda cell: (cell[1], cell[0]),
        _hexagon_corners,
        "hexagons (q, r) along two axes 60 degrees apart",
    ),
    "bricks": Lattice(
        (0, 0),
        _stepping((2, 0), (1, 1), (-1, 1), (-2, 0), (-1, -1), (1, -1)),
        lambda cell: (-cell[0], -cell[1]),
        2,
        lambda cell: (-cell[0], cell[1]),
        _brick_corners,
        "bricks (half bricks to the right, row), every other row set off by half a brick",
    ),
    "triangles": Lattice(
        (0, 0, 1),
        _about_triangle,
        lambda cell: (1 - cell[1], 1 - cell[2], 1 - cell[0]),
        6,
        lambda cell: (cell[2], cell[1], cell[0]),
        _triangle_corners,
        "triangles (a, b, c) with a sum of 1 or 2, neighbours differing by 1 in one number",
    ),
}
