"""Tiles: stamped drawings lie where their cells do, at every size and turn."""

import numpy as np
import pytest

from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg, turned
from eyechart.scene.tiles import Box, Tiling, stamped
from eyechart.scene.turn import TURNS

TILING = Tiling(7, 9)
CELLS = [(r, c) for r in range(7) for c in range(9) if (r, c) != (2, 5)]
FIGURE = (
    '<circle cx="50" cy="50" r="34" fill="#203060"/><rect x="60" y="10" width="20" height="9"/>'
)


def by_pattern() -> str:
    svg = Svg()
    stamped(svg, TILING, CELLS, FIGURE, 0.8)
    return str(svg)


def one_by_one() -> str:
    svg = Svg()
    for r, c in CELLS:
        box = TILING.box(r, c)
        x, y = box.x + 0.1 * box.width, box.y + 0.1 * box.height
        with svg.group(transform=f"translate({x:.3f} {y:.3f}) scale({0.8 * box.width / 100:.5f})"):
            svg.raw(FIGURE)
    return str(svg)


@pytest.mark.parametrize("size", [384, 512, 700, 1024])
def test_a_pattern_draws_what_single_drawings_do(size: int) -> None:
    a, b = (pixels(svg, size).astype(int) for svg in (by_pattern(), one_by_one()))
    assert a.shape == b.shape == (size, size, 3)
    assert np.abs(a - b).mean() < 0.7, "tiles drift"


def test_the_cell_left_out_is_empty_and_the_others_are_cut_out_whole() -> None:
    cells = TILING.cut(pixels(by_pattern()), TILING.pitch)
    assert cells.shape == (7, 9, TILING.pitch, TILING.pitch, 3)
    assert cells[2, 5].min() == 255
    assert all((cells[r, c] == cells[0, 0]).all() for r, c in CELLS)


@pytest.mark.parametrize("name", TURNS)
def test_boxes_turn_with_the_picture(name: str) -> None:
    turn = TURNS[name]
    rgb = pixels(turned(by_pattern(), turn))
    box = TILING.box(2, 5).turned(turn, 512, 512)
    x, y, w, h = (round(v) for v in box)
    assert rgb[y : y + h, x : x + w].min() == 255
    assert Box(0, 0, 10, 20).turned(turn, 40, 60).centre == turn.point(5, 10, 40, 60)
