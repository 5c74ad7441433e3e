"""Grids of coloured cells: found, counted, and compared under a tint."""

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from eyechart.reading.colour_grid import (
    block,
    calibrated,
    cell_colours,
    comb,
    doubt,
    lightness,
    size_fits,
)
from eyechart.scene.pixels import RGB

NOMINAL = np.array(
    [[16, 16, 20], [20, 64, 255], [240, 20, 40], [0, 160, 60], [255, 224, 0]], np.float32
)
Cells = npt.NDArray[np.int8]


def drawn(cells: Cells, cell: int = 14, line: int = 2, at: tuple[int, int] = (30, 22)) -> RGB:
    """White page, the grid's cells with light lines between, left top corner at (x, y)."""
    rows, columns = cells.shape
    rgb = np.full((rows * cell + 80, columns * cell + 80, 3), 255, np.uint8)
    x, y = at
    rgb[y : y + rows * cell, x : x + columns * cell] = 210
    for (r, c), colour in np.ndenumerate(cells):
        top, left = y + r * cell, x + c * cell
        rgb[top : top + cell - line, left : left + cell - line] = NOMINAL[colour]
    return rgb


def mosaic(rows: int, columns: int, seed: int = 0) -> Cells:
    return np.random.default_rng(seed).integers(0, 5, (rows, columns)).astype(np.int8)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 7), (3, 3), (9, 4), (20, 17)])
def test_a_grid_is_found_counted_and_read(rows: int, columns: int) -> None:
    cells = mosaic(rows, columns)
    rgb = drawn(cells)
    light = lightness(rgb)
    found = block(light, 255, 4)
    assert found is not None and found.full > 0.95 and found.alone > 0.99
    assert found.box == pytest.approx((30, 22, 14 * columns - 2, 14 * rows - 2), abs=1.5)
    assert (comb(light, found.box, 0).cells, comb(light, found.box, 1).cells) == (rows, columns)
    palette = calibrated(NOMINAL, np.arange(5), NOMINAL)
    assert palette is not None
    assert (palette.nearest(cell_colours(rgb, found.box, rows, columns)) == cells).all()
    assert doubt(rgb, found.box, cells, palette).max() < 0.2


def test_nothing_on_a_blank_page() -> None:
    assert block(np.full((50, 50), 250, np.uint8), 250, 4) is None


def test_a_stray_line_does_not_widen_the_block() -> None:
    rgb = drawn(mosaic(6, 6))
    rgb[60:62, 5:30] = 40
    found = block(lightness(rgb), 255, 4)
    assert found is not None and found.box[0] == pytest.approx(30, abs=1.5)


def test_one_wrong_cell_is_doubted_under_a_tint_and_no_other() -> None:
    cells = mosaic(8, 8)
    gain, offset = np.array([0.8, 1.0, 0.7]), np.array([10, -5, 12])
    rgb = drawn(cells)
    tinted = np.clip(cv2.GaussianBlur(rgb, (0, 0), 1.0) * gain + offset, 0, 255).astype(np.uint8)
    box = (30.0, 22.0, 112.0, 112.0)
    colours = cell_colours(tinted, box, 8, 8).reshape(-1, 3)
    palette = calibrated(NOMINAL, cells.ravel().astype(np.intp), colours)
    assert palette is not None
    supposed = cells.copy()
    supposed[3, 5] = (supposed[3, 5] + 1) % 5
    doubts = doubt(tinted, box, supposed, palette)
    assert [tuple(place) for place in np.argwhere(doubts > 0.65)] == [(3, 5)]
    assert np.sort(doubts.ravel())[-2] < 0.35


def test_a_swap_of_colours_is_no_tint() -> None:
    swapped = NOMINAL[[0, 2, 1, 3, 4]]
    labels = np.repeat(np.arange(5), 4)
    assert calibrated(NOMINAL, labels, np.repeat(swapped, 4, axis=0)) is None
    assert calibrated(NOMINAL, labels, np.repeat(NOMINAL * 0.8 + 12, 4, axis=0)) is not None


@pytest.mark.parametrize("shape", [(3, 3), (7, 5), (12, 16)])
def test_size_is_told_by_lines(shape: tuple[int, int]) -> None:
    rows, columns = shape
    plain = np.zeros(shape, np.int8)
    for cells in (plain, mosaic(rows, columns, 1)):
        light = lightness(drawn(cells))
        box = (30.0, 22.0, 14.0 * columns - 2, 14.0 * rows - 2)
        assert size_fits(light, box, cells, 14) is True
    light = lightness(drawn(plain))
    box = (30.0, 22.0, 14.0 * columns - 2, 14.0 * rows - 2)
    for other in ((rows + 1, columns), (rows - 1, columns), (2 * rows, 2 * columns)):
        assert size_fits(light, box, np.zeros(other, np.int8), 14) is False


def test_without_lines_only_the_usual_cell_tells_the_size() -> None:
    cells = np.zeros((4, 4), np.int8)
    light = lightness(drawn(cells, line=0))
    box = (30.0, 22.0, 56.0, 56.0)
    assert size_fits(light, box, cells, 14) is True
    assert size_fits(light, box, cells, None) is None
    assert size_fits(light, box, np.zeros((5, 5), np.int8), 14) is None
