"""One figure of many differs in one part: which?

After BabyVision's "Find the different" (2601.06521): grids of 49 and more near-identical drawings.
Harder is more cells, a smaller difference (in px, never below 3) and paler figures.  From level 14
on, 16 cells a side, the picture grows with them, to 2,028 px at level 122.  All other cells are
equal to the pixel, so the answer is unique by construction and the solver only has to compare.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from re import findall, search
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Cell
from eyechart.errors import Unreadable
from eyechart.item import Item
from eyechart.reading.likeness import Levels, share_of_difference, soft_grey
from eyechart.reading.repeats import read_repeats
from eyechart.scene.figures import (
    FAMILIES,
    PALETTES,
    Family,
    Pen,
    Trait,
    Values,
    family,
    outline_width,
)
from eyechart.scene.figures.difference import differing, drawn_values, odd_values
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box, Tiling, stamped
from eyechart.scene.turn import TURNS, Turn
from eyechart.task import Scene
from eyechart.tasks.marking import Change, MarkingTask

_FILL = 0.86
_MARGIN, _LEAST = 20, 28
"""Px around the cells; the least side of a cell."""
_MOST_CELLS = 70
_SIDES = (2, 3, 4, 5, 7, 8, 9, 10, 11, 13, 14)
_DIFFERENCES = (44.0, 28.0, 19.0, 14.0, 10.5, 8.6, 7.2, 6.0, 5.2, 4.4, 3.9, 3.5, 3.2)
_SEEN = 0.03
"""Part of the difference that the answer's ink must leave visible for it to be judged."""
_LEAST_SHARE = 0.3
"""Of the difference, that the odd figure still shows (measured: 0.55 and more in worn pictures, 0.3
and more where all was redrawn; figures made like the others 0.0 to 0.2)."""
_COMPARED_PX = 48
"""Figures are compared at this size at most."""
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


class OddOneOut(MarkingTask[Figures]):
    name = "odd_one_out"
    version = 2
    title = "find the one figure that differs from all others"
    skills = ("discrimination", "fine differences", "visual search")
    scene_type = Figures
    load_name = "cells per px of difference"
    wanted = "the figure that is different"
    unlike = False

    def knobs(self, level: int) -> Mapping[str, Any]:
        last = len(_SIDES)
        return {
            "side": _SIDES[level - 1]
            if level <= last
            else min(_MOST_CELLS, 15 + (level - last - 1) // 2),
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
        kind = _kind(scene.family)
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
        (seen,) = differing(_kind(scene.family), common, [odd], PALETTES[scene.palette], px)
        return scene.difference <= seen <= _SPAN * scene.difference

    def essence(self, scene: Figures) -> object:
        return scene.family, scene.cells

    def load(self, scene: Figures) -> float:
        return scene.rows * scene.columns / (scene.difference * scene.contrast)

    def draw(self, scene: Figures, style: Style = Style()) -> Svg:
        tiling, kind = _tiling(scene.rows, scene.columns), _kind(scene.family)
        size = _size(scene.rows, scene.columns)
        svg = Svg(size, size)
        palette = PALETTES[scene.palette].faded(scene.contrast)
        width = outline_width(_figure_px(scene.rows, scene.columns)) * style.stroke
        for values in dict.fromkeys(v for row in scene.cells for v in row):
            cells = [
                (r, c)
                for r, row in enumerate(scene.cells)
                for c, v in enumerate(row)
                if v == values
            ]
            stamped(svg, tiling, cells, kind.elements(values, palette, width), _FILL)
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
        traits = ", ".join(trait.name for trait in _kind(scene.family).traits)
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

    def look(self, picture: RGB, question: str) -> Figures:
        """Which cell is odd shows without knowing what the figures are: here they are dots."""
        found = read_repeats(picture)
        return Figures(_DOT.name, _grid(found.rows, found.columns, (30, 0), (45, 0), found.odd))

    def elements(self, scene: Figures) -> list[Box]:
        return _tiling(scene.rows, scene.columns).boxes()

    def chosen(self, scene: Figures) -> tuple[int, ...]:
        found = self.answer(scene)
        assert isinstance(found, Cell)
        return ((found.row - 1) * scene.columns + found.column - 1,)

    def element_name(self, item: Item, index: int) -> str:
        scene = self.scene(item)
        rows, columns = scene.rows, scene.columns
        row, column = divmod(index, columns)
        if item.turn:
            row, column = TURNS[item.turn].cell(row, column, rows, columns)
        return f"row {row + 1}, column {column + 1}"

    def changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> Change | None:
        """Besides wiped figures: whether the odd one is still odd in the same way."""
        truth = item.answer
        assert isinstance(truth, Cell)
        tiling = _tiling(truth.rows, truth.columns)
        px = min(tiling.pitch, _COMPARED_PX)
        ours, theirs, seen = (
            tiling.cut(image, px).reshape(-1, px, px)
            for image in (soft_grey(source), soft_grey(aligned), weight)
        )
        odd = (truth.row - 1) * truth.columns + truth.column - 1
        share = share_of_difference(ours, theirs, seen, odd)
        if share.seen > _SEEN and share.value < max(_LEAST_SHARE, 2 * share.spread):
            certain = share.value + 3 * share.spread < _LEAST_SHARE
            return Change("that figure no longer differs as it did", certain)
        return super().changed(item, source, aligned, weight)

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from super().altered_scenes(item)
        yield "the right figure made like all others", self._alike(item)

    def _alike(self, item: Item) -> str:
        """The picture as shown with no odd figure in it."""
        scene = self.scene(item)
        common, _ = _pair(scene)
        cells = tuple(tuple(common for _ in row) for row in scene.cells)
        return self.as_shown(item, str(self.draw(msgspec.structs.replace(scene, cells=cells))))


def _dot(pen: Pen, size: int) -> None:
    pen.oval(50, 50, size)


_DOT = Family("unread figure", (Trait("size", 30, 45), Trait("tilt", 0, 0)), _dot)
"""Stands for figures that were compared but not understood."""


def _kind(name: str) -> Family:
    return _DOT if name == _DOT.name else family(name)


def _size(rows: int, columns: int) -> int:
    """Side of the picture, px."""
    return max(512, _LEAST * max(rows, columns) + 2 * _MARGIN)


def _tiling(rows: int, columns: int) -> Tiling:
    return Tiling(rows, columns, _size(rows, columns), _MARGIN)


def _figure_px(rows: int, columns: int) -> int:
    return round(_FILL * _tiling(rows, columns).pitch)


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
