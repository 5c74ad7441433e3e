"""The five transforms: every mapping agrees with what happens to the pixels."""

import numpy as np
import pytest

from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg, size_of, turned
from eyechart.scene.turn import TURNS, Turn


@pytest.mark.parametrize("turn", TURNS.values(), ids=lambda turn: turn.name)
class TestTurn:
    def test_cell_follows_the_pixels(self, turn: Turn) -> None:
        rows, columns = 3, 5
        for r in range(rows):
            for c in range(columns):
                grid = np.zeros((rows, columns, 3), np.uint8)
                grid[r, c] = 255
                there = turn.pixels(grid)
                assert tuple(np.argwhere(there[..., 0])[0]) == turn.cell(r, c, rows, columns)

    def test_grid_follows_the_pixels(self, turn: Turn) -> None:
        grid = np.arange(6, dtype=np.uint8).reshape(2, 3)
        pixels_there = turn.pixels(np.repeat(grid[..., None], 3, axis=2))[..., 0]
        assert np.array_equal(np.array(turn.grid(grid.tolist())), pixels_there)

    def test_direction_follows_points(self, turn: Turn) -> None:
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            x0, y0 = turn.point(3, 4, 10, 20)
            x1, y1 = turn.point(3 + dx, 4 + dy, 10, 20)
            assert (x1 - x0, y1 - y0) == turn.direction(dx, dy)

    def test_inverse_undoes(self, turn: Turn) -> None:
        grid = ((1, 2, 3), (4, 5, 6))
        assert turn.inverse.grid(turn.grid(grid)) == grid

    def test_svg_turns_like_pixels(self, turn: Turn) -> None:
        svg = Svg(60, 40)
        svg.rect(5, 5, 20, 10, fill="#ff0000")
        svg.rect(40, 25, 10, 10, fill="#0000ff")
        straight = turn.pixels(pixels(str(svg)))
        document = turned(str(svg), turn)
        assert size_of(document) == turn.size(60, 40)
        assert np.array_equal(pixels(document), straight)


def test_ninety_is_clockwise() -> None:
    svg = Svg(40, 40)
    svg.rect(0, 0, 10, 10, fill="#000000")
    rgb = pixels(turned(str(svg), TURNS["90"]))
    assert rgb[5, 35, 0] == 0 and rgb[5, 5, 0] == 255
