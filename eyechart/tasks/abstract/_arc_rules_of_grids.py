"""Rules of `arc` that see the whole grid: lines, areas, symmetry, sizes (see `_arc_rules.py`)."""

from collections.abc import Callable
from typing import Any

import numpy as np

from eyechart.tasks.abstract import _arc_parameters as of
from eyechart.tasks.abstract._arc_grids import FOUR, TWO, Grid, near, outside, ranked, things
from eyechart.tasks.abstract._arc_parameters import crossed, one_of
from eyechart.tasks.abstract._arc_rule import rule

# -- lines and areas ------------------------------------------------------------------------------


@rule("holed", "rings", hard=2, needs="filled", parameters=of.GAINED)
def fill(grid: Grid, colour: int) -> Grid:
    """Ground that is shut in takes one colour."""
    return np.where((grid == 0) & ~outside(grid), colour, grid).astype(np.int8)


@rule("twins", hard=2, needs="filled")
def join(grid: Grid) -> Grid | None:
    """Cells of the same colour in one row or column are joined by a line."""
    out = grid.copy()
    for colour in np.flatnonzero(np.bincount(grid.ravel(), minlength=10)[1:]) + 1:
        mask = grid == colour
        for axis in (0, 1):
            before = np.logical_or.accumulate(mask, axis=axis)
            after = np.flip(np.logical_or.accumulate(np.flip(mask, axis), axis=axis), axis)
            line = before & after & ~mask
            if (line & (out > 0)).any():
                return None
            out[line] = colour
    return out


@rule("seeds", hard=2, needs="filled", ways=FOUR)
def beam(grid: Grid) -> Grid:
    """Every cell sends a beam of its colour down to the ground or to the next thing."""
    out = grid.copy()
    for row in range(1, len(out)):
        out[row] = np.where(out[row] == 0, out[row - 1], out[row])
    return out


@rule("seeds", hard=4, needs="filled", ways=FOUR)
def slant(grid: Grid) -> Grid:
    """Every cell sends a beam of its colour slantwise, down and to the right."""
    out = grid.copy()
    for row in range(1, len(out)):
        out[row, 1:] = np.where(out[row, 1:] == 0, out[row - 1, :-1], out[row, 1:])
    return out


@rule("seeds", hard=2, needs="filled", ways=TWO)
def stripe(grid: Grid) -> Grid | None:
    """Every coloured cell colours its whole row."""
    most = grid.max(axis=1, keepdims=True)
    if ((grid > 0) & (grid != most)).any():
        return None
    return np.repeat(most, grid.shape[1], axis=1)


@rule("seeds", "crowd", hard=3, needs="filled", parameters=of.GAINED)
def outline(grid: Grid, colour: int) -> Grid:
    """Everything gets an edge of one colour."""
    edge = near(grid > 0, corners=True) & (grid == 0)
    return np.where(edge, colour, grid).astype(np.int8)


@rule("seeds", hard=3, needs="filled", parameters=one_of((False,), (True,)))
def grow(grid: Grid, corners: bool) -> Grid | None:
    """Every cell grows over its neighbours: a plus, or a block of nine."""
    out = grid.copy()
    for colour in np.flatnonzero(np.bincount(grid.ravel(), minlength=10)[1:]) + 1:
        new = near(grid == colour, corners=corners) & (grid != colour)
        if out[new].any():
            return None
        out[new] = colour
    return out


@rule("blobs", hard=4, needs="filled", parameters=of.GAINED)
def box(grid: Grid, colour: int) -> Grid:
    """The box around each thing is filled up with one colour."""
    out = grid.copy()
    for thing in things(grid):
        inside = out[thing.top : thing.bottom, thing.left : thing.right]
        inside[inside == 0] = colour
    return out


@rule("slabs", hard=3, needs="blackened")
def hollow(grid: Grid) -> Grid:
    """Things are hollowed out: a cell with its own colour on all four sides turns black."""
    wide = np.pad(grid, 1)
    sides = (wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:])
    inner = np.logical_and.reduce([side == grid for side in sides])
    return np.where(inner, 0, grid).astype(np.int8)


# -- symmetry and pattern -------------------------------------------------------------------------


@rule("half", hard=3, needs="filled", ways=TWO)
def complete(grid: Grid) -> Grid | None:
    """The picture is made symmetric: black cells take what their mirror image shows."""
    mirrored = grid[:, ::-1]
    if ((grid > 0) & (mirrored > 0) & (grid != mirrored)).any():
        return None
    return np.maximum(grid, mirrored)


@rule("wallpaper", hard=4, needs="filled")
def repair(grid: Grid) -> Grid | None:
    """Black cells are filled so that a small pattern repeats all over."""
    rows, columns = grid.shape
    periods = sorted(
        ((p, q) for p in range(1, rows // 2 + 1) for q in range(1, columns // 2 + 1)),
        key=lambda period: (period[0] * period[1], period),
    )
    found: Grid | None = None
    area = 0
    for p, q in periods:
        if found is not None and p * q > area:
            break
        tile = _tile_of(grid, p, q)
        if tile is not None:
            out = np.tile(tile, (-(-rows // p), -(-columns // q)))[:rows, :columns]
            if found is not None and (out != found).any():
                return None
            found, area = out, p * q
    return found


def _tile_of(grid: Grid, p: int, q: int) -> Grid | None:
    """The p x q tile of which the grid is made but for black cells; None if there is none."""
    tile = np.zeros((p, q), np.int8)
    for i in range(p):
        for j in range(q):
            part = grid[i::p, j::q]
            top = part.max()
            if top == 0 or ((part > 0) & (part != top)).any():
                return None
            tile[i, j] = top
    return tile


@rule("mosaic", "crowd", hard=2, needs="multiplied", ways=FOUR, resizes=True, growth=2)
def double(grid: Grid) -> Grid:
    """The grid and, to its right, its mirror image."""
    return np.hstack([grid, grid[:, ::-1]])


@rule("mosaic", "crowd", hard=3, needs="multiplied", resizes=True, growth=2)
def kaleidoscope(grid: Grid) -> Grid:
    """The grid and its mirror images fill a sheet twice as wide and high."""
    wide = np.hstack([grid, grid[:, ::-1]])
    return np.vstack([wide, wide[::-1]])


@rule("mosaic", "crowd", hard=3, needs="multiplied", resizes=True, growth=2, parameters=of.REPEATS)
def tile(grid: Grid, down: int, across: int) -> Grid:
    """The grid is laid several times like a tile."""
    return np.tile(grid, (down, across))


@rule("mosaic", "crowd", hard=2, needs="multiplied", resizes=True, growth=2, parameters=of.FACTOR)
def enlarge(grid: Grid, factor: int) -> Grid:
    """Every cell becomes a block."""
    return np.repeat(np.repeat(grid, factor, axis=0), factor, axis=1)


@rule("small", hard=4, needs="multiplied", resizes=True, growth=4)
def nest(grid: Grid) -> Grid | None:
    """A copy of the whole grid stands wherever the grid has a coloured cell."""
    if max(grid.shape) > 5:
        return None
    return np.kron((grid > 0).astype(np.int8), grid)


# -- other sizes ----------------------------------------------------------------------------------


@rule("crowd", "lone", hard=2, needs="cut_out", resizes=True)
def trim(grid: Grid) -> Grid | None:
    """What is coloured is cut out along its box."""
    rows, columns = np.flatnonzero(grid.any(axis=1)), np.flatnonzero(grid.any(axis=0))
    if not len(rows):
        return None
    return grid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@rule("stretched", hard=4, needs="cut_out", resizes=True)
def squeeze(grid: Grid) -> Grid:
    """Rows and columns like the one before them are dropped."""
    rows = np.append(True, (grid[1:] != grid[:-1]).any(axis=1))
    columns = np.append(True, (grid[:, 1:] != grid[:, :-1]).any(axis=0))
    return np.compress(columns, grid[rows], axis=1)


@rule("mosaic", "crowd", hard=3, needs="cut_out", ways=FOUR, resizes=True)
def cut(grid: Grid) -> Grid | None:
    """Only the left half remains."""
    columns = grid.shape[1]
    return None if columns < 2 or columns % 2 else grid[:, : columns // 2]


@rule("mosaic", "crowd", hard=2, resizes=True, parameters=of.BORDER)
def frame(grid: Grid, colour: int) -> Grid:
    """A frame of one colour is put around."""
    return np.pad(grid, 1, constant_values=colour)


_LOGIC: dict[str, Callable[[Any, Any], Any]] = {
    "both": lambda a, b: a & b,
    "either": lambda a, b: a | b,
    "just one": lambda a, b: a ^ b,
    "neither": lambda a, b: ~(a | b),
    "left only": lambda a, b: a & ~b,
}


@rule(
    "halves",
    "split",
    hard=4,
    ways=FOUR,
    resizes=True,
    parameters=crossed([(what,) for what in _LOGIC], of.ONLY),
)
def overlay(grid: Grid, what: str, colour: int) -> Grid | None:
    """The left and the right half are laid over each other: both, either, just one, neither."""
    columns = grid.shape[1]
    half = columns // 2
    if half < 1:
        return None
    if columns % 2:
        wall = grid[:, half]
        if not wall[0] or (wall != wall[0]).any():
            return None
    left, right = grid[:, :half] > 0, grid[:, columns - half :] > 0
    return np.where(_LOGIC[what](left, right), colour, 0).astype(np.int8)


@rule("blobs", "crowd", hard=4, needs="narrow", ways=TWO, resizes=True, parameters=of.ONLY)
def count(grid: Grid, colour: int) -> Grid | None:
    """A bar of one colour, as long as there are things."""
    n = len(things(grid))
    return np.full((1, n), colour, np.int8) if 0 < n <= 30 else None


@rule("crowd", hard=4, needs="narrow", ways=FOUR, resizes=True)
def rank(grid: Grid) -> Grid | None:
    """The colours in order of how many cells they have, the most frequent first."""
    order = ranked(grid)
    return None if order is None else np.array([order], np.int8)


@rule("crowd", hard=3, resizes=True, parameters=of.SQUARE)
def elect(grid: Grid, side: int, rarest: bool) -> Grid | None:
    """A square of the most frequent colour, or of the rarest."""
    order = ranked(grid)
    if order is None:
        return None
    return np.full((side, side), order[-1 if rarest else 0], np.int8)
