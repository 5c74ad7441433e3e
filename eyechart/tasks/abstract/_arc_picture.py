"""What an `arc` puzzle looks like: pairs of grids with an arrow between, and an empty answer area.

All grids have cells of one size, a whole number of px.  The arrangement (how many pairs side by
side, arrows to the right or downward) is the one that gives the largest cells; if these fall below
8 px on 512 px, the canvas grows to 768 or 1024.

The answer area must not tell the size of the answer: it is a square a little larger than the
largest grid *shown*, whatever the answer is.  An answer that is larger still has smaller cells.

Ten colours, chosen far apart in CIE Lab (least distance 44) and saturated, because under a tint the
usual palette of ARC cannot be read back at all; a legend shows all ten with their digits, which
also lets a verifier see each of them under whatever tint came back.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from eyechart.scene.svg import Style, Svg, number
from eyechart.tasks.abstract._arc_grids import Rows

__all__ = [
    "AREA",
    "COLOURS",
    "LINE",
    "NAMES",
    "Layout",
    "Panel",
    "draw_area",
    "draw_grid",
    "draw_rest",
    "legend_patches",
]

NAMES = (
    "black",
    "blue",
    "red",
    "green",
    "yellow",
    "grey",
    "pink",
    "orange",
    "light blue",
    "brown",
)
COLOURS = (
    "#101014",
    "#1440ff",
    "#f01428",
    "#00a03c",
    "#ffe000",
    "#969696",
    "#ff46d2",
    "#ff8200",
    "#28d7ff",
    "#7d3c0a",
)
LINE = "#d2d2d2"
"""Lines between the cells and around a grid."""
AREA = "#f0f0f0"
"""The ground of the answer area."""
_FAINT = "#cccccc"
"""Border and question mark of the area: lighter than any colour, so that they are no cells."""
_CANVASES = (512, 768, 1024)
_MARGIN, _ARROW, _GAP, _LEGEND = 28.0, 34.0, 22.0, 18.0
"""In px of a 512 px canvas; they grow with it."""
_LEAST_CELL, _LARGEST_CELL = 8, 44


class Panel(NamedTuple):
    """Where one grid lies, in px."""

    x: float
    y: float
    cell: float
    rows: int
    columns: int

    @property
    def width(self) -> float:
        return self.columns * self.cell

    @property
    def height(self) -> float:
        return self.rows * self.cell

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x, y, width, height)."""
        return self.x, self.y, self.width, self.height

    @property
    def line(self) -> float:
        """Width of the lines between cells."""
        return 1.0 if self.cell < 16 else 2.0


Sizes = tuple[int, int]


class _Plan(NamedTuple):
    """One arrangement: blocks (a pair each) in reading order, so many side by side."""

    across: int
    downward: bool
    cell: int


class Layout:
    """Where everything lies: `panels` (input, output) of each demonstration, `test`, `area`."""

    def __init__(self, pairs: Sequence[tuple[Rows, Rows]], test: Rows) -> None:
        shown = [(_size(a), _size(b)) for a, b in pairs]
        room = max(max(*a, *b) for a, b in [*shown, (_size(test), (0, 0))]) + 2
        self.blocks = [*shown, (_size(test), (room, room))]
        for canvas in _CANVASES:
            self.canvas, plan = canvas, self._best(canvas)
            if plan.cell >= _LEAST_CELL:
                break
        self.cell, self._downward = plan.cell, plan.downward
        self.unit = self.canvas / 512
        placed = self._placed(plan)
        self.panels, (self.test, self.area) = placed[:-1], placed[-1]

    def answer(self, rows: int, columns: int) -> Panel:
        """Where an answer of that size is drawn: amid the area, as large as the others if it
        fits."""
        cell = min(float(self.cell), self.area.width / (max(rows, columns) + 0.5))
        x, y = self.area.middle
        left, top = x - columns * cell / 2, y - rows * cell / 2
        if cell == self.cell:
            left, top = round(left), round(top)
        return Panel(left, top, cell, rows, columns)

    def given(self) -> list[Panel]:
        """The panels that show something: inputs and outputs by turns, then the test."""
        return [panel for pair in self.panels for panel in pair] + [self.test]

    def arrows(self) -> Iterable[tuple[tuple[float, float], bool]]:
        """(middle, downward) of the arrow of each pair, the test last."""
        for a, b in [*self.panels, (self.test, self.area)]:
            if self._downward:
                yield (a.middle[0], (a.y + a.height + b.y) / 2), True
            else:
                yield ((a.x + a.width + b.x) / 2, a.middle[1]), False

    def legend(self) -> list[tuple[float, float, float]]:
        """(x, y, side) of the ten colour patches."""
        return legend_patches(self.canvas)

    def _best(self, canvas: int) -> _Plan:
        plans = (
            _Plan(across, downward, self._cell(canvas, across, downward))
            for across in range(1, len(self.blocks) + 1)
            for downward in (False, True)
        )
        return max(plans, key=lambda plan: (plan.cell, -plan.across, not plan.downward))

    def _cell(self, canvas: int, across: int, downward: bool) -> int:
        widths, heights = self._spans(across, downward)
        wide = 512 - 2 * _MARGIN - (len(widths) - 1) * _GAP
        high = 512 - 2 * _MARGIN - _GAP - _LEGEND - (len(heights) - 1) * _GAP
        if downward:
            high -= len(heights) * _ARROW
        else:
            wide -= len(widths) * _ARROW
        room = min(wide / sum(map(sum, widths)), high / sum(map(sum, heights))) * canvas / 512
        return max(1, min(_LARGEST_CELL, int(room)))

    def _spans(self, across: int, downward: bool) -> tuple[list[Sizes], list[Sizes]]:
        """Per column and per row of blocks, in cells: room for (input, output); where they share
        it, (room, 0)."""
        widths, heights = [], []
        for first in range(min(across, len(self.blocks))):
            column = self.blocks[first::across]
            a, b = (max(block[i][1] for block in column) for i in (0, 1))
            widths.append((max(a, b), 0) if downward else (a, b))
        for first in range(0, len(self.blocks), across):
            row = self.blocks[first : first + across]
            a, b = (max(block[i][0] for block in row) for i in (0, 1))
            heights.append((a, b) if downward else (max(a, b), 0))
        return widths, heights

    def _placed(self, plan: _Plan) -> list[tuple[Panel, Panel]]:
        widths, heights = self._spans(plan.across, plan.downward)
        cell = plan.cell
        arrow = _ARROW * self.unit
        gap_x, gap_y = (0.0, arrow) if plan.downward else (arrow, 0.0)
        wide = [sum(w) * cell + gap_x for w in widths]
        high = [sum(h) * cell + gap_y for h in heights]
        # What room is left over is shared out between and around the blocks.
        spare_x = (self.canvas - sum(wide)) / (len(wide) + 1)
        spare_y = (self.canvas - (_MARGIN + _LEGEND) * self.unit - sum(high)) / (len(high) + 1)
        placed = []
        for i, (a, b) in enumerate(self.blocks):
            row, column = divmod(i, plan.across)
            x = spare_x * (column + 1) + sum(wide[:column])
            y = spare_y * (row + 1) + sum(high[:row])
            in_x, in_y = (widths[column][0], heights[row][0])
            out_x = x + (0 if plan.downward else in_x * cell + gap_x)
            out_y = y + (in_y * cell + gap_y if plan.downward else 0)
            out_w, out_h = (in_x, heights[row][1]) if plan.downward else (widths[column][1], in_y)
            placed.append(
                (
                    _centred(x, y, in_x, in_y, a, cell),
                    _centred(out_x, out_y, out_w, out_h, b, cell),
                )
            )
        return placed


def legend_patches(canvas: float) -> list[tuple[float, float, float]]:
    """(x, y, side) of the ten colour patches on a canvas of that side."""
    unit = canvas / 512
    side, margin = _LEGEND * unit, _MARGIN * unit
    step = (canvas - 2 * margin) / 10
    y = canvas - margin - side
    return [(margin + step * i + (step - 2 * side) / 2, y, side) for i in range(10)]


def draw_grid(svg: Svg, rows: Rows, panel: Panel, style: Style = Style()) -> None:
    """The grid in its panel: a sheet in the colour of the lines, the cells on it."""
    line = min(panel.line * style.stroke, panel.cell / 3)
    # A line of 1 px lies beside the edge, not astride it, so that it is sharp.
    x, y = panel.x + (panel.line % 2) / 2, panel.y + (panel.line % 2) / 2
    svg.rect(x - line / 2, y - line / 2, panel.width + line, panel.height + line, fill=LINE)
    side = number(panel.cell - line)
    cells = sorted((cell, r, c) for r, row in enumerate(rows) for c, cell in enumerate(row))
    for colour, places in groupby(cells, key=lambda cell: cell[0]):
        path = "".join(
            f"M{number(x + c * panel.cell + line / 2)} "
            f"{number(y + r * panel.cell + line / 2)}h{side}v{side}h-{side}z"
            for _, r, c in places
        )
        svg.path(path, fill=COLOURS[colour])


def draw_rest(svg: Svg, layout: Layout, style: Style = Style()) -> None:
    """Arrows, the answer area with its question mark, the legend."""
    for (x, y), downward in layout.arrows():
        _draw_arrow(svg, x, y, downward, layout.unit, style)
    draw_area(svg, layout, style)
    middle, unit = layout.area.middle, layout.unit
    size = min(64.0 * unit, 0.5 * layout.area.width)
    svg.text(*middle, "?", size, style=style, fill=_FAINT, font_weight="bold")
    for digit, (x, y, side) in enumerate(layout.legend()):
        svg.rect(x, y, side, side, fill=COLOURS[digit])
        svg.text(x + 1.55 * side, y + side / 2, str(digit), side, style=style, fill="#303030")


def draw_area(svg: Svg, layout: Layout, style: Style = Style()) -> None:
    """The answer area, empty."""
    svg.rect(
        *layout.area.box,
        fill=AREA,
        stroke=_FAINT,
        stroke_width=2 * layout.unit * style.stroke,
        stroke_dasharray=f"{number(6 * layout.unit)} {number(4 * layout.unit)}",
    )


def _draw_arrow(svg: Svg, x: float, y: float, downward: bool, unit: float, style: Style) -> None:
    half, head = (_ARROW / 2 - 6) * unit, 6.0 * unit
    shaft = [(-half, 0.0), (half - head, 0.0)]
    tip = [(half - head, -head), (half, 0.0), (half - head, head)]
    if downward:
        shaft, tip = [(b, a) for a, b in shaft], [(b, a) for a, b in tip]
    ink = "#303030"
    (x1, y1), (x2, y2) = shaft
    svg.line((x + x1, y + y1), (x + x2, y + y2), stroke=ink, stroke_width=3 * unit * style.stroke)
    svg.polygon([(x + a, y + b) for a, b in tip], fill=ink)


def _centred(x: float, y: float, wide: int, high: int, size: Sizes, cell: int) -> Panel:
    rows, columns = size
    left, top = x + (wide - columns) * cell / 2, y + (high - rows) * cell / 2
    return Panel(round(left), round(top), cell, rows, columns)


def _size(rows: Rows) -> Sizes:
    return len(rows), len(rows[0])
