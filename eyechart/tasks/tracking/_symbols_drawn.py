"""The way over one symbol drawn in red: does it step only where it may, and is it a shortest one?

Any shortest way counts.  The cells that the ink enters are read; the truth says which of them may
be walked over and how long a shortest way is.
"""

import numpy as np
import numpy.typing as npt

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import fresh_ink
from eyechart.reading.lattice import Walls
from eyechart.reading.likeness import Levels, soft_grey, under_ink
from eyechart.reading.path import read_path
from eyechart.scene.pixels import RGB
from eyechart.scene.rings import RED
from eyechart.scene.svg import Svg
from eyechart.tasks.tracking._symbols_scene import (
    Cell,
    Symbols,
    lattice_of,
    middle,
    shortest,
    tiling,
    walkable,
)

__all__ = ["INSTRUCTION", "judge"]

INSTRUCTION = (
    "Answer by drawing: give the same picture back with a shortest way drawn as one continuous red "
    f"line ({RED}) through the middles of its cells, from the cell at the arrow to the cell at the"
    " star. Leave everything else in the picture exactly as it is."
)
Flags = npt.NDArray[np.bool_]

_OTHER_GRID = 0.25
"""Share of cells that look altered, above which it is another picture."""
_LIKE, _MARGIN = 0.4, 0.12
"""Least likeness of a cell to its own symbol; by how much another's may be greater."""


def judge(scene: Symbols, source: RGB, registration: Registration) -> Verdict:
    """The verdict on a drawn answer under one registration."""
    lattice, picture = lattice_of(scene), registration.picture
    ink = fresh_ink(source, picture, RED)
    # Nothing crosses the frame of the grid; within it nothing stands in the way.
    walls = Walls(
        np.zeros((lattice.rows + 1, lattice.columns), bool),
        np.zeros((lattice.rows, lattice.columns + 1), bool),
    )
    walls.across[[0, -1]] = walls.down[:, [0, -1]] = True
    flat = lattice.rectangular(np.dstack([np.rint(255 * ink).astype(np.uint8)] * 3))[..., 0]
    path = read_path(flat.astype(np.float32) / np.float32(255), lattice, walls)
    gone, share = _other(scene, source, picture, under_ink(ink))
    if share > _OTHER_GRID:
        return LAYOUT_CHANGED
    entered: set[Cell] = {(int(r), int(c)) for r, c in np.argwhere(path.cells)}
    way = _way(scene, lattice.cells(flat > 0.4 * 255 * max(0.25, path.strength)), entered)
    astray, branch = entered - walkable(scene), entered - set(way)
    least = len(shortest(walkable(scene), scene.start, scene.finish))
    checks = {
        "line_drawn": path.strength > 0 and bool(entered),
        "picture_unchanged": not gone,
        "start_left": path.touches(scene.start),
        "finish_reached": path.touches(scene.finish),
        "connected": path.joined(scene.start, scene.finish),
        "one_symbol_only": not astray and bool(way),
        "shortest": not way or len(way) == least,
        "no_extra_branch": not way or bool(astray) or not branch,
    }
    return Verdict.of(
        checks,
        good=f"the line is a shortest way, {least} cells long",
        read=f"a line through {len(entered)} cells",
        overlay=_overlay(scene, entered, astray),
        line_drawn="no red line was drawn",
        picture_unchanged=f"{gone} cells no longer look as they did",
        start_left="the line does not begin in the cell at the arrow",
        finish_reached="the line does not reach the cell at the star",
        connected="the line is interrupted",
        one_symbol_only=f"the line enters {len(astray)} cells with another symbol"
        if astray
        else "the line does not step from cell to cell across edges",
        shortest=f"the line is {len(way)} cells long; the shortest way has {least}",
        no_extra_branch=f"the line also enters {len(branch)} cells off its way",
    )


def _way(scene: Symbols, inked: Flags, entered: set[Cell]) -> list[Cell]:
    """The way that the line takes over walkable cells; empty if it takes none.

    A line that runs through a cell beside its middle passes it, too; one that only cuts the cell's
    corner, as a diagonal step does, does not.  `inked`: (rows, side, columns, side).
    """
    edge, least = round(0.15 * inked.shape[1]), 0.3 * inked.shape[1]
    inner = inked[:, edge:-edge, :, edge:-edge]
    long = np.maximum(inner.any(axis=1).sum(axis=2), inner.any(axis=3).sum(axis=1))
    passed = entered | {(int(r), int(c)) for r, c in np.argwhere(long >= least)}
    passed &= walkable(scene)
    return shortest(passed, scene.start, scene.finish) if scene.start in passed else []


def _other(scene: Symbols, source: RGB, aligned: RGB, weight: Levels) -> tuple[int, float]:
    """How many cells look less like their own symbol than like another or like none, as far as
    they can be seen; and their share of all."""
    grid, px = tiling(scene), 16
    ours, theirs = (grid.cut(soft_grey(p), px).reshape(-1, px * px) for p in (source, aligned))
    seen = grid.cut(weight, px).reshape(-1, px * px)
    own = np.array([int(digit) for row in scene.rows for digit in row])
    looks = np.stack([ours[own == i].mean(axis=0) for i in np.unique(own)])
    place = np.searchsorted(np.unique(own), own)
    likeness = _likeness(theirs, looks, seen)
    bare = looks - looks.mean(axis=1, keepdims=True)
    visible = (seen * bare[place] ** 2).sum(axis=1) > 0.5 * (bare[place] ** 2).sum(axis=1)
    mine = likeness[np.arange(len(own)), place]
    likeness[np.arange(len(own)), place] = -1
    odd = visible & ((mine < _LIKE) | (likeness.max(axis=1, initial=-1) > mine + _MARGIN))
    return int(odd.sum()), float(odd.sum() / max(1, visible.sum()))


def _likeness(cells: Levels, looks: Levels, weight: Levels) -> Levels:
    """(N, K) weighted correlation of cells (N, p) with looks (K, p); weights are (N, p)."""
    total = np.maximum(weight.sum(axis=1, keepdims=True), 1e-6)
    centred = (cells - (weight * cells).sum(axis=1, keepdims=True) / total) * weight
    sums = weight @ looks.T
    spread = np.maximum(weight @ (looks**2).T - sums * sums / total, 1e-6)
    energy = np.maximum((centred**2).sum(axis=1, keepdims=True), 25.0 * total)
    return np.asarray(centred @ looks.T / np.sqrt(spread * energy), np.float32)


def _overlay(scene: Symbols, entered: set[Cell], astray: set[Cell]) -> str:
    """Cells that were read as entered: blue, orange where the symbol is another."""
    svg, side = Svg(background=None), lattice_of(scene).cell
    for cell in sorted(entered):
        colour = "#ff9020" if cell in astray else "#2080ff"
        svg.circle(*middle(scene, *cell), 0.14 * side, fill=colour)
    return svg.body
