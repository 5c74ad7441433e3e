"""What a sudoku is, and where its lines and digits lie in the picture.

Kept apart from the task so that the verifier of drawn answers can share it.
"""

from collections.abc import Iterator
from typing import Any

from eyechart.scene.svg import Style, Svg, polyline_path
from eyechart.task import Scene
from eyechart.tasks.abstract._sudoku_rules import Rows, Rules, rules

__all__ = ["BOXES", "MARGIN", "SIDE", "Cell", "Sudoku", "drawn", "lines_of", "write"]

Cell = tuple[int, int]
"""Row and column, from 0."""

BOXES = {4: (2, 2), 6: (2, 3), 9: (3, 3)}
"""Size of a board -> rows and columns of a box."""
MARGIN, SIDE = 40.0, 432.0
"""Ground around the board, and the board's side, px."""
_INK = "#101010"


class Sudoku(Scene, frozen=True):
    """The clues; the shape of the boxes follows from the size of the board."""

    clues: Rows
    """Rows of digits 1..n, 0 where empty."""

    @property
    def n(self) -> int:
        return len(self.clues)

    @property
    def game(self) -> Rules:
        return rules(*BOXES[self.n])

    @property
    def empty(self) -> list[Cell]:
        return [
            (r, c) for r, row in enumerate(self.clues) for c, digit in enumerate(row) if not digit
        ]

    @property
    def marks(self) -> int:
        """Pencil marks left when singles run out."""
        return self.game.marks(self.game.bits(self.clues))

    def solutions(self) -> Iterator[Rows]:
        """Every completed board."""
        game = self.game
        return map(game.rows, game.solutions(game.state(game.bits(self.clues))))


def lines_of(n: int) -> list[float]:
    """x (and y) of the n + 1 lines, px."""
    return [MARGIN + i * SIDE / n for i in range(n + 1)]


def drawn(scene: Sudoku, style: Style) -> Svg:
    """The board with its clues: thin lines between cells, thick ones around boxes."""
    svg = Svg()
    lines, (box_rows, box_columns) = lines_of(scene.n), BOXES[scene.n]
    first, last = lines[0], lines[-1]
    for width, bold in ((1.4, False), (4.0, True)):
        segments = []
        for i, at in enumerate(lines):
            if (i % box_columns == 0) is bold:
                segments.append(polyline_path(((at, first), (at, last))))
            if (i % box_rows == 0) is bold:
                segments.append(polyline_path(((first, at), (last, at))))
        svg.path(
            "".join(segments),
            stroke="#202020",
            stroke_width=width * style.stroke,
            stroke_linecap="square",
            fill="none",
        )
    for r, row in enumerate(scene.clues):
        for c, digit in enumerate(row):
            if digit:
                write(svg, scene.n, (r, c), str(digit), style=style, fill=_INK)
    return svg


def write(
    svg: Svg,
    n: int,
    cell: Cell,
    digits: str,
    *,
    size: float = 1.0,
    shift: tuple[float, float] = (0.0, 0.0),
    **attributes: Any,
) -> None:
    """Digits in the middle of a cell of an n x n board, or `shift` cells (x, y) off it."""
    pitch = SIDE / n
    x = MARGIN + (cell[1] + 0.5 + shift[0]) * pitch
    y = MARGIN + (cell[0] + 0.5 + shift[1]) * pitch
    svg.text(x, y, digits, 0.62 * pitch * size / len(digits) ** 0.5, **attributes)
