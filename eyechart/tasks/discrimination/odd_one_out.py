"""One figure of many differs in one part: which?

After BabyVision's "Find the different" (2601.06521): grids of 49 and more near-identical drawings.
Harder is more cells, a smaller difference (in px at 512, never below 3) and, where neither can go
on, paler figures.  All other cells are equal to the pixel, so the answer is unique by construction
and the solver only has to compare.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from re import findall, search
from typing import Any

from eyechart.answers import AnyAnswer, Cell
from eyechart.errors import Unreadable
from eyechart.scene.figures import FAMILIES, PALETTES, Values, family, outline_width
from eyechart.scene.figures.difference import differing, drawn_values, odd_values
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Lattice, stamped
from eyechart.scene.turn import Turn
from eyechart.task import Scene, Task

_FILL = 0.86
_SIDES = (2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14)
_DIFFERENCES = (50.0, 30.0, 19.0, 14.0, 10.5, 8.6, 7.2, 6.0, 5.2, 4.4, 3.9, 3.5, 3.2)
_SPAN = 1.7
"""The difference may be this many times the least that is asked for."""


class Figures(Scene, frozen=True):
    """A grid of figures of one family, all equal but one."""

    family: str
    cells: tuple[tuple[Values, ...], ...]
    """Rows of figures; a figure is its family's trait values."""
    palette: str = "outline"
    difference: float = 3.0
    """The least visible difference, in px, that the scene was made for."""
    contrast: float = 1.0

    @property
    def rows(self) -> int:
        return len(self.cells)

    @property
    def columns(self) -> int:
        return len(self.cells[0])


class OddOneOut(Task[Figures]):
    name = "odd_one_out"
    title = "find the one figure that differs from all others"
    skills = ("discrimination", "fine differences", "visual search")
    scene_type = Figures
    load_name = "cells per px of difference"
    forms = ("text",)

    def knobs(self, level: int) -> Mapping[str, Any]:
        return {
            "side": _SIDES[level - 1] if level <= len(_SIDES) else 15,
            "difference_px": _DIFFERENCES[level - 1] if level <= len(_DIFFERENCES) else 3.0,
            "contrast": round(0.3 + 0.7 * 0.9 ** max(0, level - 11), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Figures:
        side, least = knobs["side"], knobs["difference_px"]
        rows, columns = rng.choice(((side, side), (side, side + 1), (side + 1, side)))
        px = _figure_px(rows, columns)
        while True:
            kind = FAMILIES[rng.choice(sorted(FAMILIES))]
            palette = rng.choice(sorted(PALETTES))
            common = drawn_values(rng, kind)
            odd = odd_values(rng, kind, common, PALETTES[palette], px, least, _SPAN * least)
            if odd is not None:
                place = rng.randrange(rows), rng.randrange(columns)
                cells = _grid(rows, columns, common, odd, place)
                return Figures(kind.name, cells, palette, least, knobs["contrast"])

    def vary(self, rng: Random, scene: Figures, **knobs: Any) -> Figures:
        """Another place, and another value of one trait that does not tell the two apart."""
        kind = family(scene.family)
        common, odd = _pair(scene)
        shared = [i for i, (a, b) in enumerate(zip(common, odd, strict=True)) if a == b]
        i = rng.choice([i for i in shared if kind.traits[i].name != "tilt"])
        value = rng.randint(kind.traits[i].low, kind.traits[i].high)
        common, odd = ((*values[:i], value, *values[i + 1 :]) for values in (common, odd))
        place = rng.randrange(scene.rows), rng.randrange(scene.columns)
        cells = _grid(scene.rows, scene.columns, common, odd, place)
        return Figures(
            scene.family, cells, rng.choice(sorted(PALETTES)), scene.difference, scene.contrast
        )

    def well_posed(self, scene: Figures) -> bool:
        """Whether the difference, as drawn, is as visible as it was asked to be."""
        common, odd = _pair(scene)
        px = _figure_px(scene.rows, scene.columns)
        (seen,) = differing(family(scene.family), common, [odd], PALETTES[scene.palette], px)
        return scene.difference <= seen <= _SPAN * scene.difference

    def essence(self, scene: Figures) -> object:
        return scene.family, scene.cells

    def load(self, scene: Figures) -> float:
        return scene.rows * scene.columns / (scene.difference * scene.contrast)

    def draw(self, scene: Figures, style: Style = Style()) -> Svg:
        svg = Svg()
        lattice, kind = Lattice(scene.rows, scene.columns), family(scene.family)
        palette = PALETTES[scene.palette].faded(scene.contrast)
        width = outline_width(_figure_px(scene.rows, scene.columns)) * style.stroke
        for values in dict.fromkeys(v for row in scene.cells for v in row):
            cells = [
                (r, c)
                for r, row in enumerate(scene.cells)
                for c, v in enumerate(row)
                if v == values
            ]
            stamped(svg, lattice, cells, kind.elements(values, palette, width), _FILL)
        return svg

    def question(self, scene: Figures) -> str:
        return (
            "The picture shows a grid of figures. All of them are exactly alike, except one. "
            "Which one is different?"
        )

    def answer(self, scene: Figures) -> AnyAnswer:
        return self.solve(scene)[0]

    def turned_answer(self, scene: Figures, turn: Turn) -> AnyAnswer:
        found = self.answer(scene)
        assert isinstance(found, Cell)
        row, column = turn.cell(found.row - 1, found.column - 1, scene.rows, scene.columns)
        width, height = turn.size(scene.columns, scene.rows)
        return Cell(row + 1, column + 1, round(height), round(width))

    def describe(self, scene: Figures) -> str:
        traits = ", ".join(trait.name for trait in family(scene.family).traits)
        head = (
            f"A grid of {scene.rows} rows and {scene.columns} columns of figures. Rows are counted "
            "from the top and columns from the left, both from 1.\n"
            f"Figure: {scene.family}. Each is given by these numbers, in this order: {traits}."
        )
        lines = (
            f"row {r}, column {c}: {' '.join(map(str, values))}"
            for r, row in enumerate(scene.cells, 1)
            for c, values in enumerate(row, 1)
        )
        return "\n".join([head, *lines])

    def read_description(self, text: str) -> Figures:
        size = search(r"grid of (\d+) rows and (\d+) columns", text)
        kind = search(r"Figure: ([\w ]+)\.", text)
        if not (size and kind):
            raise Unreadable("no grid of figures is described here")
        rows, columns = int(size[1]), int(size[2])
        found = {
            (int(r), int(c)): tuple(map(int, values.split()))
            for r, c, values in findall(r"row (\d+), column (\d+): ([-\d ]+)", text)
        }
        wanted = [[(r, c) for c in range(1, columns + 1)] for r in range(1, rows + 1)]
        if any(place not in found for row in wanted for place in row):
            raise Unreadable("not every cell of the grid is described")
        return Figures(kind[1], tuple(tuple(found[place] for place in row) for row in wanted))

    def solve(self, scene: Figures) -> Sequence[AnyAnswer]:
        """Every cell whose figure occurs once, where all others are alike."""
        counts = Counter(values for row in scene.cells for values in row)
        if len(counts) != 2:
            return []
        return [
            Cell(r, c, scene.rows, scene.columns)
            for r, row in enumerate(scene.cells, 1)
            for c, values in enumerate(row, 1)
            if counts[values] == 1
        ]


def _figure_px(rows: int, columns: int) -> int:
    return round(_FILL * Lattice(rows, columns).pitch)


def _grid(
    rows: int, columns: int, common: Values, odd: Values, place: tuple[int, int]
) -> tuple[tuple[Values, ...], ...]:
    return tuple(
        tuple(odd if (r, c) == place else common for c in range(columns)) for r in range(rows)
    )


def _pair(scene: Figures) -> tuple[Values, Values]:
    """(common, odd)."""
    (common, _), (odd, _) = Counter(v for row in scene.cells for v in row).most_common(2)
    return common, odd
