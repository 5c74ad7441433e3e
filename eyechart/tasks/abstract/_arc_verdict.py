"""Judge a drawn answer to an `arc` puzzle against the known grids.

The candidate is laid over the source; the colours are calibrated on the demonstrations, the test
and the legend, all of which are known; then it is asked whether each given cell still shows what it
showed, whether the answer area holds a grid of the right size, and whether each of its cells has
its colour.  Where the picture is no such scene at all but a single grid, that grid is judged alone.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.item import Verdict
from eyechart.reading.align import registrations
from eyechart.reading.colour_grid import (
    Box,
    Palette,
    block,
    calibrated,
    cell_colours,
    comb,
    doubt,
    lightness,
    size_fits,
)
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import parsed_colour
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg
from eyechart.tasks.abstract._arc_grids import Grid, Rows, as_grid
from eyechart.tasks.abstract._arc_picture import COLOURS, NAMES, Layout, Panel

__all__ = ["NOMINAL", "legend_box", "verdict"]

NOMINAL = np.array([parsed_colour(colour) for colour in COLOURS], np.float32)
"""(10, 3) the palette as drawn."""
_WRONG = 0.65
"""Doubt at which a cell counts as wrong, or altered."""
_OTHER_SCENE = 0.25
"""Share of altered cells from which on it is another scene."""
_FULL = 0.85
"""Share of its box that a grid must fill; less is a scribble."""


def verdict(
    source: RGB,
    candidate: RGB,
    layout: Layout,
    pairs: Sequence[tuple[Rows, Rows]],
    test: Rows,
    output: Rows,
) -> Verdict:
    """The verdict on `candidate`, (H, W, 3) uint8 of any size, upright."""
    truth = as_grid(output)
    alone = _alone(candidate, truth)
    if alone is not None:
        return alone
    given = [as_grid(rows) for pair in pairs for rows in pair] + [as_grid(test)]
    # Only the stiff registration: a flow can close over a cell that was altered.  What is left of a
    # warp is taken up by finding each grid's own box.
    found = next(registrations(source, candidate), None)
    return LAYOUT_CHANGED if found is None else _judge(found.picture, layout, given, truth)


def legend_box(x: float, y: float, side: float) -> Box:
    """The patch of the legend that is safely inside, as a grid of 3 x 3 cells."""
    return x + 0.15 * side, y + 0.15 * side, 0.7 * side, 0.7 * side


class _Answer(NamedTuple):
    """What was found of a drawn grid, held against the true one."""

    size: str
    """What is wrong with its size; empty if nothing is."""
    wrong: tuple[tuple[int, int], ...]
    """(row, column) of each cell with a wrong colour, from 0."""
    box: Box
    """In px of the picture that it was found in."""


def _judge(rgb: RGB, layout: Layout, given: Sequence[Grid], truth: Grid) -> Verdict:
    light = lightness(rgb)
    ground = float(np.percentile(light[::4, ::4], 90))
    boxes = [_own_box(light, panel, ground, layout.unit) for panel in layout.given()]
    palette = _palette(rgb, layout, given, boxes)
    if palette is None:
        return Verdict("layout_changed", reason="the colours of the examples have changed")
    doubts = [doubt(rgb, box, grid, palette) for grid, box in zip(given, boxes, strict=True)]
    altered = sum(int((doubtful > _WRONG).sum()) for doubtful in doubts)
    if altered > _OTHER_SCENE * sum(grid.size for grid in given):
        return Verdict("layout_changed", reason=f"{altered} of the given cells have changed")
    inset = 2 * layout.unit  # the dashes are no cells
    x, y, side = layout.area.x + inset, layout.area.y + inset, layout.area.width - 2 * inset
    region = rgb[int(y) : int(y + side) + 1, int(x) : int(x + side) + 1]
    answer = _read(region, ground, truth, palette, layout.cell)
    return _ruled(answer, truth, {"demonstrations_unchanged": altered == 0}, altered, (x, y))


def _own_box(light: npt.NDArray[np.uint8], panel: Panel, ground: float, unit: float) -> Box:
    """Where a given grid really lies, which a redrawn picture shifts by a few px."""
    reach = max(4, round(min(0.6 * panel.cell, 10 * unit)))
    x, y = max(0, int(panel.x) - reach), max(0, int(panel.y) - reach)
    right, bottom = int(panel.x + panel.width) + reach, int(panel.y + panel.height) + reach
    found = block(light[y:bottom, x:right], ground, 0.25 * panel.cell)
    if found is None or found.full < 0.9:
        return panel.box
    box = (found.box[0] + x, found.box[1] + y, *found.box[2:])
    off = max(
        abs(box[0] - panel.x),
        abs(box[1] - panel.y),
        abs(box[0] + box[2] - panel.x - panel.width),
        abs(box[1] + box[3] - panel.y - panel.height),
    )
    return box if off < reach else panel.box


def _ruled(
    answer: _Answer,
    truth: Grid,
    checks: dict[str, bool],
    altered: int = 0,
    corner: tuple[float, float] = (0.0, 0.0),
) -> Verdict:
    """The verdict, in words and marks that a person understands."""
    rows, columns = truth.shape
    checks = {**checks, "size": not answer.size, "cells": not answer.size and not answer.wrong}
    where = ""
    if answer.wrong:
        r, c = answer.wrong[0]
        where = f", in row {r + 1}, column {c + 1}, where {NAMES[truth[r, c]]} belongs"
    many = f"{len(answer.wrong)} cells are wrong, the first"
    return Verdict.of(
        checks,
        good=f"all {rows} x {columns} cells are right",
        demonstrations_unchanged=f"{altered} cells of the examples or the test were altered",
        size=answer.size,
        cells=("one cell is wrong" if len(answer.wrong) == 1 else many) + where,
        overlay=_overlay(answer, truth.shape, corner),
    )


def _overlay(answer: _Answer, shape: tuple[int, ...], corner: tuple[float, float]) -> str:
    """A frame around the grid that was read, a cross on every wrong cell."""
    svg = Svg(background=None)
    x, y, width, height = answer.box
    x, y = x + corner[0], y + corner[1]
    if width:
        svg.rect(x, y, width, height, fill="none", stroke="#0a8a3a", stroke_width=3)
    for r, c in answer.wrong:
        cell_x, cell_y = width / shape[1], height / shape[0]
        left, top = x + c * cell_x, y + r * cell_y
        right, bottom = left + cell_x, top + cell_y
        for a, b in ((left, top), (right, bottom)), ((right, top), (left, bottom)):
            svg.line(a, b, stroke="#ffffff", stroke_width=4)
            svg.line(a, b, stroke="#d03050", stroke_width=2)
    return svg.body


def _palette(
    rgb: RGB, layout: Layout, given: Sequence[Grid], boxes: Sequence[Box]
) -> Palette | None:
    """The ten colours as they look here, from all cells that are known."""
    labels = [grid.ravel() for grid in given]
    colours = [
        cell_colours(rgb, box, *grid.shape).reshape(-1, 3)
        for grid, box in zip(given, boxes, strict=True)
    ]
    for digit, patch in enumerate(layout.legend()):
        colours.append(cell_colours(rgb, legend_box(*patch), 2, 2).reshape(-1, 3))
        labels.append(np.full(4, digit, np.int8))
    return calibrated(NOMINAL, np.concatenate(labels).astype(np.intp), np.concatenate(colours))


def _read(region: RGB, ground: float, truth: Grid, palette: Palette, cell: float | None) -> _Answer:
    """The grid drawn somewhere in the region; `cell` is the usual px a cell, if it is known.

    Raises `Unreadable` if there is something else, or if its size cannot be told.
    """
    light = lightness(region)
    found = block(light, ground, 0.25 * cell if cell else _lines(light))
    if found is None or min(found.box[2:]) < 3:
        return _Answer("nothing was drawn in the answer area", (), (0.0, 0.0, 0.0, 0.0))
    if found.full < _FULL:
        raise Unreadable("what was drawn is not one grid")
    size = _size(light, found.box, truth, cell)
    if size:
        return _Answer(size, (), found.box)
    wrong = np.argwhere(doubt(region, found.box, truth, palette) > _WRONG)
    return _Answer("", tuple((int(r), int(c)) for r, c in wrong), found.box)


def _size(light: npt.NDArray[np.uint8], box: Box, truth: Grid, cell: float | None) -> str:
    """What is wrong with the number of rows and columns; empty if they are right."""
    fits = size_fits(light, box, truth, cell)
    if fits is None:
        raise Unreadable("there are no lines by which to count the cells of the grid drawn")
    if fits:
        return ""
    rows, columns = truth.shape
    for what, axis, cells in (("rows", 0, rows), ("columns", 1, columns)):
        drawn = comb(light, box, axis).cells
        if drawn != cells:
            return f"{drawn} {what} were drawn, not {cells}"
    return f"the grid drawn has not {rows} rows and {columns} columns"


def _alone(candidate: RGB, truth: Grid) -> Verdict | None:
    """The verdict on a picture that shows one grid and nothing else; None if it does not.

    A grid of one colour is no such answer: any plain picture would be one.
    """
    if (truth == truth[0, 0]).all():
        return None
    light = lightness(candidate)
    ground = max(float(np.percentile(light[::4, ::4], 95)), 180.0)
    found = block(light, ground, _lines(light))
    if found is None or found.full < _FULL or found.alone < 0.95 or min(found.box[2:]) < 24:
        return None
    # No cell is known beforehand: the tint is fitted under the hypothesis, if it is one.
    colours = cell_colours(candidate, found.box, *truth.shape).reshape(-1, 3)
    palette = calibrated(NOMINAL, truth.ravel().astype(np.intp), colours) or Palette(NOMINAL)
    return _ruled(_read(candidate, ground, truth, palette, None), truth, {})


def _lines(light: npt.NDArray[np.uint8]) -> float:
    """Width, px, that lines may have in a picture of one grid."""
    return 0.01 * float(max(light.shape))
