"""Read a whole `arc` puzzle from the pixels of its picture, upright or turned, of any size.

The legend stands at a known place and its colours come in a known order, so it tells how the
picture was turned, and how its colours look.  In the picture set upright, grids are dark blocks
that fill their boxes, arrows are dark and do not; each arrow leads from the grid behind it to the
grid before it, and the one before which there is none belongs to the test.  All cells are of one
size, which the lines of the larger grids give away.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.reading.colour_grid import Box, Palette, cell_colours, comb, lightness
from eyechart.scene.pixels import RGB
from eyechart.scene.turn import TURNS, Turn
from eyechart.tasks.abstract._arc_grids import ONE, Rows, as_rows
from eyechart.tasks.abstract._arc_picture import legend_patches
from eyechart.tasks.abstract._arc_verdict import NOMINAL, legend_box

__all__ = ["looked"]

_MISSED = 40.0
"""Mean distance (of 441) between the legend's colours and the palette at which it is no legend."""


class _Parts(NamedTuple):
    """What lies in an upright picture."""

    grids: list[Box]
    arrows: list[Box]


def looked(picture: RGB) -> tuple[tuple[tuple[Rows, Rows], ...], Rows]:
    """Demonstrations (input, output) and test, as the picture shows them.

    Raises `Unreadable`.
    """
    height, width = picture.shape[:2]
    if max(height, width) > 1.03 * min(height, width) or min(height, width) < 128:
        raise Unreadable("a puzzle's picture is square, and at least 128 px wide")
    turn, palette = _oriented(picture)
    upright = np.ascontiguousarray(turn.inverse.pixels(picture))
    light = lightness(upright)
    parts = _parts(light)
    pairs, test = _paired(parts)
    cell = _cell_size(light, parts.grids)

    def read(box: Box) -> Rows:
        columns, rows = (max(1, round((side + 1) / cell)) for side in box[2:])
        return turn.grid(as_rows(palette.nearest(cell_colours(upright, box, rows, columns))))

    return tuple((read(a), read(b)) for a, b in pairs), read(test)


def _oriented(picture: RGB) -> tuple[Turn, Palette]:
    """How the picture was turned, and its colours, both by the legend."""
    best: tuple[float, Turn, Palette] | None = None
    for turn in (*ONE, *TURNS.values()):
        upright = turn.inverse.pixels(picture)
        seen = np.concatenate(
            [
                cell_colours(upright, legend_box(*patch), 1, 1)[0]
                for patch in legend_patches(float(min(upright.shape[:2])))
            ]
        )
        missed = float(np.linalg.norm(seen - NOMINAL, axis=1).mean())
        if best is None or missed < best[0]:
            best = missed, turn, Palette(seen)
    if best is None or best[0] > _MISSED:
        raise Unreadable("there is no legend of colours where it should be")
    return best[1], best[2]


def _parts(light: npt.NDArray[np.uint8]) -> _Parts:
    """Grids and arrows above the legend."""
    unit = light.shape[0] / 512
    above = light[: int(legend_patches(float(light.shape[0]))[0][1]) - 2]
    dark = (above < 0.74 * float(np.percentile(light, 95))).astype(np.uint8)
    reach = 2 * max(1, round(1.5 * unit)) + 1
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    grids, arrows = [], []
    for x, y, width, height, area in stats[1:].tolist():
        box = (float(x), float(y), float(width), float(height))
        if min(width, height) < 3 * unit:
            continue
        if area > 0.9 * width * height:
            grids.append(box)
        elif max(width, height) < 30 * unit:
            arrows.append(box)
    return _Parts(grids, arrows)


def _paired(parts: _Parts) -> tuple[list[tuple[Box, Box]], Box]:
    """(input, output) by the arrows, in reading order, and the input of the test."""
    pairs, tests = [], []
    for arrow in sorted(parts.arrows, key=lambda box: (box[1] // 8, box[0])):
        axis = 0 if arrow[2] > arrow[3] else 1
        before = _next(arrow, parts.grids, axis, -1)
        after = _next(arrow, parts.grids, axis, 1)
        if before is None:
            raise Unreadable("an arrow leads from nothing")
        if after is None:
            tests.append(before)
        else:
            pairs.append((before, after))
    if len(tests) != 1 or not pairs:
        raise Unreadable("the grids do not make up examples and one test")
    return pairs, tests[0]


def _next(arrow: Box, grids: list[Box], axis: int, way: int) -> Box | None:
    """The grid next to the arrow along x (axis 0) or y, behind it (way -1) or before it (1)."""
    across = 1 - axis
    middle = arrow[across] + arrow[across + 2] / 2
    near = []
    for box in grids:
        level = box[across] - 4 <= middle <= box[across] + box[across + 2] + 4
        gap = (
            box[axis] - arrow[axis] - arrow[axis + 2]
            if way > 0
            else arrow[axis] - box[axis] - box[axis + 2]
        )
        if level and gap > -2:
            near.append((gap, box))
    return min(near)[1] if near else None


def _cell_size(light: npt.NDArray[np.uint8], grids: list[Box]) -> float:
    """Px a cell, lines included, by the grids whose lines are counted most surely."""
    found = []
    for box in grids:
        for axis, side in ((1, box[2]), (0, box[3])):
            teeth = comb(light, box, axis)
            if teeth.cells > 1:
                found.append((teeth.contrast * teeth.cells, (side + 1) / teeth.cells))
    if not found:
        raise Unreadable("no lines between cells are to be seen")
    surest = sorted(found)[-9:]
    return float(np.median([size for _, size in surest]))
