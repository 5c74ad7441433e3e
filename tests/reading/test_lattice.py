"""Walls, paths and lattices measured on small made-up boards."""

import numpy as np
import pytest

from eyechart.errors import Unreadable
from eyechart.reading.find_lattice import find_lattice
from eyechart.reading.lattice import Lattice, Levels, Walls
from eyechart.reading.path import read_path
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg

BOARD = Lattice(2, 3, 50.0, 60.0, 40.0)


def walls() -> Walls:
    """2 x 3 cells, a wall between the middle column's two cells only."""
    across = np.ones((3, 3), bool)
    across[1] = [False, True, False]
    down = np.zeros((2, 4), bool)
    down[:, [0, -1]] = True
    return Walls(across, down)


def board() -> RGB:
    svg = Svg(220, 200)
    for r, c in np.argwhere(walls().across).tolist():
        y, x = 60 + 40 * r, 50 + 40 * c
        svg.line((x, y), (x + 40, y), stroke="#202020", stroke_width=5)
    for r, c in np.argwhere(walls().down).tolist():
        y, x = 60 + 40 * r, 50 + 40 * c
        svg.line((x, y), (x, y + 40), stroke="#202020", stroke_width=5)
    return pixels(str(svg))


def inked(*strokes: tuple[tuple[float, float], tuple[float, float]]) -> Levels:
    """Ink 8 px wide on the rectangular picture, along (row, column) to (row, column) in cells."""
    ink = np.zeros(BOARD.rectangular(board()).shape[:2], np.float32)
    for (r, c), (r2, c2) in strokes:
        low, high = sorted((r, r2)), sorted((c, c2))
        y0, y1 = (round(20 + 40 * (v + 0.5)) for v in low)
        x0, x1 = (round(20 + 40 * (v + 0.5)) for v in high)
        ink[y0 - 4 : y1 + 4, x0 - 4 : x1 + 4] = 1
    return ink


def test_darkness_tells_walls_from_corridors() -> None:
    dark = BOARD.darkness(BOARD.rectangular(board()))
    assert dark.across.shape == (3, 3)
    assert dark.down.shape == (2, 4)
    assert np.array_equal(dark.across > 110, walls().across)
    assert np.array_equal(dark.down > 110, walls().down)


def test_round_the_wall_is_joined_and_through_it_is_not() -> None:
    round_it = read_path(
        inked(((0, 1), (0, 2)), ((0, 2), (1, 2)), ((1, 2), (1, 1))), BOARD, walls()
    )
    assert round_it.joined((0, 1), (1, 1))
    assert not round_it.crossed.all().any()
    assert round_it.cells.tolist() == [[False, True, True], [False, True, True]]
    through = read_path(inked(((0, 1), (1, 1))), BOARD, walls())
    assert not through.joined((0, 1), (1, 1))
    assert np.argwhere(through.crossed.across).tolist() == [[1, 1]]
    under = inked(((0, 1), (1, 1)))
    under[58:62] = 0
    hidden = read_path(under, BOARD, walls())
    assert not hidden.joined((0, 1), (1, 1))
    assert not hidden.crossed.all().any()


def test_no_ink_is_no_path() -> None:
    drawn = read_path(np.full((120, 160), 0.1, np.float32), BOARD, walls())
    assert not drawn.cells.any()
    assert not drawn.touches((0, 0))


def test_lattice_is_found() -> None:
    found = find_lattice(board())
    assert (found.rows, found.columns) == (2, 3)
    assert found.left == pytest.approx(50, abs=1)
    assert found.top == pytest.approx(60, abs=1)
    assert found.cell == pytest.approx(40, abs=0.7)
    with pytest.raises(Unreadable):
        find_lattice(np.full((100, 100, 3), 255, np.uint8))
