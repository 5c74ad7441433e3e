"""Cells follow one another by rules: which belongs in place of the question mark?

After BabyVision's "Logic Patterns" (2601.06521) and the progressive matrices they stem from.  A
sequence or a grid of cells, the last one missing.  Cells show counted shapes (shape, colour, number
and size), dots that walk round a board, or sets of dots; each trait follows a rule of its own:
still, the same along rows or columns, equal or growing steps, three values once in each row,
alternation, a cycle, sum, difference, union, common part, parity.  Every rule that explains the
shown cells, read along rows or columns, must lead to the same value.  Each fault is in about half
of all options, lest the right one be that which has most in common with the others.  From a lattice
of 7 a side on (level 17) dots walk, on lattices and pictures that grow, to 2,048 px at level 80.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.inks import INK_SETS
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import (
    LETTERS,
    OptionPage,
    OptionsScene,
    OptionTask,
    even_masks,
    option_page,
)
from eyechart.tasks.patterns._logic_cells import TRAITS, draw_cell
from eyechart.tasks.patterns._logic_rules import Values, drawn_values, explained, limits

Cell = tuple[int, ...]

_STEPPED = ("number", "size", "spot")


class Logic(OptionsScene, frozen=True):
    """Rows of cells, the last row one short, and options for its last cell."""

    options: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: str
    """A key of `TRAITS`."""
    side: int = 3
    """Of the lattice on which dots walk or stand."""
    dress: int = 0
    """Chooses colours; means nothing."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each value of a cell."""
        traits = TRAITS[self.style]
        return traits if self.style == "figures" else traits * len(self.options[0])


class LogicPattern(OptionTask[Logic]):
    name = "logic_pattern"
    version = 2
    title = "find the rules of a grid or sequence, and the missing cell"
    skills = ("patterns", "matrix reasoning", "rule induction")
    scene_type = Logic
    load_name = "shown cells times traits that vary, times the lattice's rows beyond two"

    def knobs(self, level: int) -> Mapping[str, Any]:
        step = min(level, 10) - 1
        return {
            "active": (1, 1, 1, 2, 2, 2, 3, 3, 3, 4)[step],
            "options": (2, 3, 3, 4, 4, 4, 4, 5, 6, 6)[step],
            "growing": level > 2,
            "sequences": 1.0 if level <= 2 else 0.4 if level <= 6 else 0.0,
            "styles": tuple(TRAITS)[: 1 if level <= 3 else 2 if level == 4 else 3]
            if level <= 10 else ("walks", "sets") if level < 20 else ("walks",),
            "varying": 2 if level == 1 else 4,
            "dots": (1, 1, 1, 2, 2, 2, 3, 3, 3, 3)[step],
            "side": 3 if level <= 7 else min(4 + (level - 8) // 3, 28),
        }  # fmt: skip

    def generate(self, rng: Random, **knobs: Any) -> Logic:
        while True:
            style = rng.choice(knobs["styles"])
            sequence = style != "sets" and rng.random() < knobs["sequences"]
            shape = (1, rng.choice((5, 6))) if sequence else (3, 3)
            scene = self._laid_out(rng, style, shape, knobs)
            if scene and len(self.fitting(scene)) == 1:
                return scene

    def _laid_out(
        self, rng: Random, style: str, shape: tuple[int, int], knobs: Mapping[str, Any]
    ) -> Logic | None:
        """A page; None if a value is out of its limits or not determined."""
        kinds = TRAITS[style] * (knobs["dots"] if style == "walks" else 1)
        count = knobs["active"] if style == "figures" else len(kinds)
        most = min(len(kinds), knobs["varying"])
        active = rng.sample(range(most), min(count, most))
        side, traits = knobs["side"], []
        for i, kind in enumerate(kinds):
            rules = _rules(kind, shape[0] == 1, growing=knobs["growing"])
            rule = rng.choice(rules) if i in active else "still"
            values = drawn_values(rng, kind, rule, *shape, side)
            low, high = limits(kind, side)
            if any(not low <= value <= high for row in values for value in row):
                return None
            shown = (*values[:-1], values[-1][:-1])
            if explained(shown, kind, side) != {values[-1][-1]}:
                return None
            if kind == "set" and len({v for row in values for v in row}) < 7:
                return None
            traits.append(values)
        if count > 1 and _plain(traits):
            return None
        cells = [
            tuple(tuple(trait[r][c] for trait in traits) for c in range(shape[1]))
            for r in range(shape[0])
        ]
        right = cells[-1][-1]
        seen = [{v for row in trait for v in row} for trait in traits]
        options = _options(rng, right, kinds, active, seen, side, knobs["options"])
        rng.shuffle(options)
        return Logic(
            options=tuple(options),
            right=options.index(right),
            layout="two rows" if len(options) > 4 else "below",
            rows=(*cells[:-1], cells[-1][:-1]),
            style=style,
            side=side,
            dress=rng.randrange(1000),
        )

    def vary(self, rng: Random, scene: Logic, **knobs: Any) -> Logic:
        """Other shapes and colours for the same; options shuffled; another dress."""
        tables = [_exchange(rng, kind, scene.side) for kind in scene.kinds]
        order = rng.sample(range(len(scene.options)), len(scene.options))

        def moved(cell: Cell) -> Cell:
            return tuple(table(value) for table, value in zip(tables, cell, strict=True))

        return replace(
            self.shuffled(scene, order),
            rows=tuple(tuple(map(moved, row)) for row in scene.rows),
            options=tuple(moved(scene.options[i]) for i in order),
            dress=rng.randrange(1000),
        )

    def well_posed(self, scene: Logic) -> bool:
        return len(self.fitting(scene)) == 1 and len(set(scene.options)) == len(scene.options)

    def essence(self, scene: Logic) -> object:
        return scene.style, scene.rows, sorted(scene.options)

    def load(self, scene: Logic) -> float:
        shown = [cell for row in scene.rows for cell in row]
        varying = sum(len(set(values)) > 1 for values in zip(*shown, strict=True))
        return len(shown) * varying * (1 if scene.style == "figures" else scene.side - 2)

    def page(self, scene: Logic) -> OptionPage:
        many = len(scene.options) > 4
        share = 0.7 if len(scene.rows) == 1 else 0.52 if many else 0.6
        return option_page(len(scene.options), scene.layout, share, _size(scene.side))

    def draw(self, scene: Logic, style: Style = Style()) -> Svg:
        page = self.page(scene)
        svg = Svg(page.side, page.side)
        box, across, down = page.figure, len(scene.rows[-1]) + 1, len(scene.rows)
        pitch = min(box.width / across, box.height / down, 132.0 * page.side / 512)
        side = min(0.92 * pitch, page.options[0].width)
        left = box.centre[0] - pitch * across / 2 + (pitch - side) / 2
        top = box.centre[1] - pitch * down / 2 + (pitch - side) / 2
        page.draw(svg, style)
        for r, row in enumerate(scene.rows):
            cells: list[Cell] = [*row, ()] if r == down - 1 else list(row)
            for c, cell in enumerate(cells):
                place = Box(left + c * pitch, top + r * pitch, side, side)
                self._card(svg, scene, cell, place, style)
        for option, place in zip(scene.options, page.options, strict=True):
            # As large as the cells: size may mean something.
            own = min(side, place.width)
            x, bottom = place.centre[0], place.y + place.height
            self._card(svg, scene, option, Box(x - own / 2, bottom - own, own, own), style)
        return svg

    def _card(self, svg: Svg, scene: Logic, cell: Cell, place: Box, style: Style) -> None:
        inks = INK_SETS[scene.dress % len(INK_SETS)]
        x, y, w, h = place
        edge = {"stroke": inks.line, "stroke_width": 1.5 * style.stroke}
        if not cell:
            svg.rect(x, y, w, h, rx=6, fill=inks.empty, stroke_dasharray="6 5", **edge)
            svg.text(x + w / 2, y + h / 2, "?", 0.5 * w, style=style, fill=inks.line)
            return
        svg.rect(x, y, w, h, rx=6, fill=inks.ground, **edge)
        draw_cell(svg, scene.style, cell, place, inks, scene.side, style.stroke)

    def question(self, scene: Logic) -> str:
        what = (
            "The pictures in the row follow one another by a rule."
            if len(scene.rows) == 1
            else "The pictures in the grid follow rules that hold for every line of it."
        )
        return f"{what} Which of the lettered pictures belongs in place of the question mark?"

    def describe(self, scene: Logic) -> str:
        lines = [
            f"Cells of style {scene.style} on a lattice of {scene.side}, each given by these "
            f"values: {', '.join(scene.kinds)}. Shapes and colours are numbered in no order; spots "
            "are counted clockwise round the lattice's edge; a set is the sum of 2 to the power of "
            "each place that it fills. Rules hold along rows or along columns."
        ]
        for i, row in enumerate(scene.rows, 1):
            cells = [" ".join(map(str, cell)) for cell in row]
            lines.append(f"Row {i}: {', '.join(cells)}{', ?' if i == len(scene.rows) else ''}")
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: {' '.join(map(str, option))}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Logic:
        head = search(rf"style ({'|'.join(TRAITS)}) on a lattice of (\d+)", text)
        rows = findall(r"Row \d+: ([\d ,?]+)", text)
        options = findall(r"Option [A-H]: ([\d ]+)", text)
        if not (head and rows and options):
            raise Unreadable("no grid of cells is described here")
        return Logic(
            options=tuple(map(_cell, options)),
            right=-1,
            layout="below",
            rows=tuple(
                tuple(_cell(cell) for cell in row.split(",") if "?" not in cell) for row in rows
            ),
            style=head[1],
            side=int(head[2]),
        )

    def fitting(self, scene: Logic) -> Sequence[int]:
        found = [
            explained(tuple(tuple(cell[i] for cell in row) for row in scene.rows), kind, scene.side)
            for i, kind in enumerate(scene.kinds)
        ]
        return [
            i
            for i, option in enumerate(scene.options)
            if all(value in values for value, values in zip(option, found, strict=True))
        ]


def _size(side: int) -> float:
    """Side of the picture, px: smaller lattices' places would be hard to tell apart."""
    return max(512.0, float(ceil(512 * side / 7)))


def _plain(traits: Sequence[Values]) -> bool:
    """Whether all cells of each row, or of each column, are alike: too easy for several traits."""
    rows = [len(set(row)) for trait in traits for row in trait]
    columns = [len(set(column)) for trait in traits for column in zip(*trait, strict=True)]
    return len(traits[0]) > 1 and (max(rows) == 1 or max(columns) == 1)


def _rules(kind: str, sequence: bool, *, growing: bool) -> Sequence[str]:
    """The rules that a trait of this kind may be drawn with."""
    if kind == "set":
        return ("both", "common", "odd", "without")
    if sequence:
        steps = {"number": ("progression", "alternation"), "spot": ("progression", "progression")}
        if kind in steps:
            return (*steps[kind], "growing") if growing else steps[kind]
        return ("alternation", "cycle")
    usual = ("rows", "columns", "three", "three")
    if kind == "number":
        return (*usual, "progression", "sum", "difference")
    return ("progression", "three", "rows") if kind == "spot" else usual


def _options(
    rng: Random, right: Cell, kinds: Sequence[str], active: Sequence[int],
    seen: Sequence[set[int]], side: int, count: int,
) -> list[Cell]:  # fmt: skip
    """The right cell and wrong ones, each fault being in about half of them."""
    faults = 1 if count == 2 else 2 if count <= 4 else 3
    passive = [i for i in range(len(kinds)) if i not in active]
    if kinds[0] == "set":
        bits = rng.sample(range(side * side), faults)
        wrong = [(0, 1 << bit) for bit in bits]
    elif len(kinds) < faults:
        # One walking dot: it is ahead, behind, or far off.
        low, high = limits(kinds[0], side)
        offs = rng.sample([v for v in range(low, high + 1) if v != right[0]], count - 1)
        return [right, *((value,) for value in offs)]
    else:
        places = [*rng.sample(active, len(active)), *rng.sample(passive, len(passive))][:faults]
        wrong = [(i, right[i] ^ _other(rng, kinds[i], right[i], seen[i], side)) for i in places]
    found = [right]
    for mask in even_masks(rng, faults, count - 1):
        cell = list(right)
        for (i, flip), on in zip(wrong, mask, strict=True):
            cell[i] ^= flip if on else 0
        found.append(tuple(cell))
    return found


def _other(rng: Random, kind: str, value: int, seen: set[int], side: int) -> int:
    """Another value that a hasty reader might take: the next one, or one that is shown."""
    low, high = limits(kind, side)
    shown = sorted(seen - {value})
    if kind not in _STEPPED and shown:
        return rng.choice(shown)
    near = (value - 1, value + 1) if kind in _STEPPED else range(low, high + 1)
    return rng.choice([v for v in near if low <= v <= high and v != value])


def _exchange(rng: Random, kind: str, side: int) -> Any:
    """A renaming of values under which every rule of the family still holds."""
    low, high = limits(kind, side)
    if kind in ("shape", "colour"):
        names = rng.sample(range(low, high + 1), high - low + 1)
        return lambda value: names[value - low]
    if kind == "spot":
        start = rng.randrange(high + 1)
        return lambda value: (value + start) % (high + 1)
    if kind == "set":
        places = rng.sample(range(side * side), side * side)
        return lambda value: sum(1 << places[i] for i in range(side * side) if value >> i & 1)
    return lambda value: value


def _cell(words: str) -> Cell:
    return tuple(map(int, words.split()))
