"""Wrong answers to an `arc` puzzle that come close, each wrong in one way."""

from collections.abc import Iterator, Sequence

import numpy as np

from eyechart.tasks.abstract._arc_family import programmes, run
from eyechart.tasks.abstract._arc_grids import Rows, as_grid, as_rows

__all__ = ["altered", "one_cell_wrong", "wrong_outputs"]

Pairs = Sequence[tuple[Rows, Rows]]


def wrong_outputs(pairs: Pairs, test: Rows, output: Rows) -> Iterator[tuple[str, Rows]]:
    """(what is wrong, grid), every grid different from the output."""
    grid = as_grid(output)
    colours = np.unique(grid)
    tries = [
        ("one cell wrong", as_grid(one_cell_wrong(output))),
        ("two colours swapped", _swapped(output)),
        ("transposed", grid.T),
        ("mirrored", grid[:, ::-1]),
        ("shifted by one", np.roll(grid, 1, axis=1)),
        ("one row dropped", grid[:-1]),
        ("one row added", np.vstack([grid, grid[-1:]])),
        ("one column dropped", grid[:, 1:]),
        ("one column added", np.hstack([grid[:, :1], grid])),
        ("every cell split in four", np.repeat(np.repeat(grid, 2, axis=0), 2, axis=1)),
        ("every other row and column", grid[::2, ::2]),
        ("input copied", as_grid(test)),
        ("nothing but ground", np.zeros_like(grid)),
        ("nothing but one colour", np.full_like(grid, colours[-1])),
        ("an example's output", as_grid(pairs[0][1])),
    ]
    near = _near_rule(pairs, test, output)
    tries += [("what another rule makes", as_grid(near))] if near else []
    for name, wrong in tries:
        if min(wrong.shape) > 0 and max(wrong.shape) <= 31 and as_rows(wrong) != output:
            yield name, as_rows(wrong)


def one_cell_wrong(output: Rows) -> Rows:
    """One cell, about the middle, has the colour of another cell, or else a new one."""
    grid = as_grid(output)
    r, c = (side // 2 for side in grid.shape)
    others = np.unique(grid[grid != grid[r, c]])
    grid[r, c] = others[-1] if len(others) else (grid[r, c] + 1) % 10
    return as_rows(grid)


def altered(pairs: Pairs) -> Iterator[tuple[str, tuple[tuple[Rows, Rows], ...]]]:
    """(what is wrong, demonstrations), one of them tampered with."""
    first, last = pairs[0], pairs[-1]
    yield "an example's input altered", ((one_cell_wrong(first[0]), first[1]), *pairs[1:])
    yield "an example's output altered", (*pairs[:-1], (last[0], one_cell_wrong(last[1])))
    black = as_rows(np.zeros_like(as_grid(last[1])))
    if black != last[1]:
        yield "an example's output blackened", (*pairs[:-1], (last[0], black))


def _swapped(output: Rows) -> "np.ndarray[tuple[int, int], np.dtype[np.int8]]":
    grid = as_grid(output)
    colours = [int(c) for c in np.unique(grid)]
    a, b = (colours[-1], colours[0]) if len(colours) > 1 else (colours[0], (colours[0] + 1) % 10)
    return np.where(grid == a, b, np.where(grid == b, a, grid)).astype(np.int8)


def _near_rule(pairs: Pairs, test: Rows, output: Rows) -> Rows | None:
    """What a rule makes of the test that explains the first demonstration, but is not the rule."""
    first = [(as_grid(pairs[0][0]), as_grid(pairs[0][1]))]
    for programme in programmes(first, 1):
        out = run(programme, as_grid(test))
        if out is not None and as_rows(out) != output:
            return as_rows(out)
    return None
