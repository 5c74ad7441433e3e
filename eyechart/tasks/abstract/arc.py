"""Find the rule by which grids change, from a few examples, and apply it to one more grid.

After ARC (Chollet 1911.01547) and the grid tasks of MMGR (2512.14691, section 7): one picture shows
two to four demonstrations, the test input and an empty answer area.  The generated puzzles use our
own rules (`_arc_rules.py`), one of them or up to three in a row; that the demonstrations leave no
other answer is proved by searching the whole family (`_arc_family.py`).  Official ARC-1 and ARC-2
puzzles take the same way through `eyechart.published.arc`.

The answer is a grid, in words (digits) or drawn into the answer area; a picture of nothing but the
answer grid is accepted, too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Grid
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels, png
from eyechart.scene.svg import Style, Svg, turned
from eyechart.scene.turn import TURNS, Turn
from eyechart.task import Hand, Mutant, Scene, Task
from eyechart.tasks.abstract import _arc_mutants, _arc_verdict
from eyechart.tasks.abstract._arc_family import explained
from eyechart.tasks.abstract._arc_grids import Rows, as_grid, as_rows
from eyechart.tasks.abstract._arc_look import looked
from eyechart.tasks.abstract._arc_making import Puzzle, made, varied
from eyechart.tasks.abstract._arc_picture import (
    NAMES,
    Layout,
    Panel,
    draw_area,
    draw_grid,
    draw_rest,
)

_LEVELS: dict[int, tuple[int, tuple[int, int], tuple[int, int]]] = {
    1: (1, (1, 1), (3, 3)),
    2: (1, (1, 2), (3, 4)),
    3: (1, (2, 2), (4, 5)),
    4: (1, (2, 3), (5, 6)),
    5: (1, (2, 3), (6, 8)),
    6: (1, (3, 3), (7, 9)),
    7: (1, (3, 4), (8, 10)),
    8: (2, (1, 3), (8, 11)),
    9: (2, (1, 4), (10, 13)),
}
"""Steps of the rule, bounds on its hardness, bounds on the sides; from level 10 on by formula."""


class Arc(Scene, frozen=True):
    """Demonstrations, a test input, and what should come out; cells are 0 (black) to 9."""

    pairs: tuple[tuple[Rows, Rows], ...]
    """(input, output) of each demonstration."""
    test: Rows
    output: Rows = ()
    """The answer; empty where the scene was read back from a picture or a description."""
    steps: tuple[str, ...] = ()
    """Names of the rules that were used; empty if they are not known."""
    source: str = ""
    """Where an official puzzle comes from, as in "arc-agi-1/training/007bbfb7.json#1"."""


class ArcTask(Task[Arc]):
    name = "arc"
    title = "find the rule by which grids change and apply it to one more grid"
    skills = ("abstract", "rule induction", "grids")
    scene_type = Arc
    load_name = "cells in the examples and the test, times the steps of the rule"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        further = (2 if level < 13 else 3, (1, 4), (min(26, level + 2), min(30, level + 6)))
        steps, hard, sides = _LEVELS.get(level, further)
        return {
            "steps": steps,
            "hard": hard,
            "sides": sides,
            "examples": (2, 3) if level < 3 else (3, 4),
            "things": 2 + level // 2,
        }

    def generate(self, rng: Random, **knobs: Any) -> Arc:
        return Arc(*made(rng, **knobs))

    def vary(self, rng: Random, scene: Arc, **knobs: Any) -> Arc:
        return Arc(*varied(rng, Puzzle(scene.pairs, scene.test, scene.output, scene.steps)))

    def essence(self, scene: Arc) -> object:
        return sorted(scene.pairs), scene.test

    def load(self, scene: Arc) -> float:
        shown = [rows for pair in scene.pairs for rows in pair] + [scene.test]
        return sum(len(rows) * len(rows[0]) for rows in shown) * max(1, len(scene.steps))

    def draw(self, scene: Arc, style: Style = Style()) -> Svg:
        layout = Layout(scene.pairs, scene.test)
        svg = Svg(layout.canvas, layout.canvas)
        shown = [rows for pair in scene.pairs for rows in pair] + [scene.test]
        for rows, panel in zip(shown, layout.given(), strict=True):
            draw_grid(svg, rows, panel, style)
        draw_rest(svg, layout, style)
        return svg

    def question(self, scene: Arc) -> str:
        colours = ", ".join(f"{digit} {name}" for digit, name in enumerate(NAMES))
        return (
            f"The picture shows {len(scene.pairs)} examples of one rule: each arrow leads from a "
            "grid to what the rule makes of it. The last arrow leads from a further grid to an "
            "empty area with a question mark. Find the rule and apply it to that grid. The output "
            "need not be as large as the input, and the size of the empty area means nothing. The "
            f"colours have digits: {colours}."
        )

    def answer(self, scene: Arc) -> AnyAnswer:
        return Grid(scene.output)

    def turned_answer(self, scene: Arc, turn: Turn) -> AnyAnswer:
        return Grid(turn.grid(scene.output))

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            "Answer with the same picture, the output grid drawn inside the dashed area in place "
            "of the question mark: the same colours, square cells, light lines between them. "
            "Change nothing else. A picture of the output grid alone is accepted, too."
        )

    def describe(self, scene: Arc) -> str:
        colours = ", ".join(f"{digit} {name}" for digit, name in enumerate(NAMES))
        parts = [
            f"{len(scene.pairs)} examples of one rule and a test. Each grid is given as rows of "
            f"digits, from top to bottom; the digits are colours: {colours}."
        ]
        for i, (before, after) in enumerate(scene.pairs, 1):
            parts += [_told(f"Example {i} input", before), _told(f"Example {i} output", after)]
        return "\n\n".join([*parts, _told("Test input", scene.test)])

    def read_description(self, text: str) -> Arc:
        found = re.findall(
            r"(?:Example \d+ (?:in|out)put|Test input), \d+ rows of \d+:\n((?:\d[\d ]*(?:\n|$))+)",
            text,
        )
        grids = [
            tuple(tuple(map(int, line.split())) for line in rows.strip().splitlines())
            for rows in found
        ]
        if len(grids) < 3 or len(grids) % 2 == 0:
            raise Unreadable("no puzzle of grids is described here")
        return Arc(tuple(zip(grids[:-1:2], grids[1:-1:2], strict=True)), grids[-1])

    def solve(self, scene: Arc) -> Sequence[AnyAnswer]:
        pairs = [(as_grid(a), as_grid(b)) for a, b in scene.pairs]
        return [Grid(as_rows(out)) for out in explained(pairs, as_grid(scene.test)).outputs]

    def look(self, picture: RGB, question: str) -> Arc:
        return Arc(*looked(picture))

    def completed(self, scene: Arc, answer: AnyAnswer) -> Arc:
        return msgspec.structs.replace(scene, output=answer.truth)

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        scene = self.scene(item)
        return self._drawn(item, scene, scene.output, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            yield from super().mutants(item, form, hand)
            return
        scene = self.scene(item)
        for name, output in _arc_mutants.wrong_outputs(scene.pairs, scene.test, scene.output):
            yield Mutant(name, self._drawn(item, scene, output, hand))
        yield Mutant(
            "answer over a demonstration", self._drawn(item, scene, scene.output, hand, place=1)
        )
        for name, pairs in _arc_mutants.altered(scene.pairs):
            other = msgspec.structs.replace(scene, pairs=pairs)
            yield Mutant(name, self._drawn(item, other, scene.output, hand))
        wrong = _arc_mutants.one_cell_wrong(scene.output)
        yield Mutant("one cell wrong, grid alone", self._alone(item, wrong, hand))

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        scene = self.scene(item)
        if item.turn:
            picture = TURNS[item.turn].inverse.pixels(picture)
        source = pixels(str(self.draw(scene)) if item.turn else item.picture.svg)
        layout = Layout(scene.pairs, scene.test)
        return _arc_verdict.verdict(source, picture, layout, scene.pairs, scene.test, scene.output)

    def _drawn(
        self, item: Item, scene: Arc, output: Rows, hand: Hand, place: int | None = None
    ) -> Response:
        """The picture with a grid drawn in the answer area (or over a demonstration)."""
        svg = self.draw(scene, hand.style)
        layout = Layout(scene.pairs, scene.test)
        if place is None:
            draw_area(svg, layout, hand.style)
            panel = layout.answer(len(output), len(output[0]))
        else:
            panel = layout.panels[0][place]._replace(rows=len(output), columns=len(output[0]))
        draw_grid(svg, output, _placed(panel, layout.area, hand), _stroke(hand))
        return _response(item, str(svg))

    def _alone(self, item: Item, output: Rows, hand: Hand) -> Response:
        """A picture of nothing but a grid."""
        cell = 400 / max(len(output), len(output[0]))
        panel = Panel(0, 0, cell, len(output), len(output[0]))
        svg = Svg(panel.width + 40, panel.height + 40)
        draw_grid(svg, output, panel._replace(x=20, y=20), _stroke(hand))
        return _response(item, str(svg))


def _stroke(hand: Hand) -> Style:
    return msgspec.structs.replace(hand.style, stroke=hand.style.stroke * hand.width)


def _placed(panel: Panel, area: Panel, hand: Hand) -> Panel:
    """The panel as this hand draws it: larger or smaller, a little off the middle."""
    if hand == Hand():
        return panel
    room = 0.94 * area.width
    size = min(hand.size, room / (max(panel.rows, panel.columns) * panel.cell))
    cell = panel.cell * size
    rng = Random(hand.seed)
    slack = [0.5 * max(0.0, room - n * cell) for n in (panel.columns, panel.rows)]
    dx, dy = (hand.wobble * rng.uniform(-1, 1) * room for room in slack)
    x, y = panel.middle
    left, top = x - panel.columns * cell / 2 + dx, y - panel.rows * cell / 2 + dy
    return Panel(left, top, cell, panel.rows, panel.columns)


def _response(item: Item, svg: str) -> Response:
    return Response(pictures=(png(turned(svg, TURNS[item.turn]) if item.turn else svg),))


def _told(name: str, rows: Rows) -> str:
    lines = "\n".join(" ".join(map(str, row)) for row in rows)
    return f"{name}, {len(rows)} rows of {len(rows[0])}:\n{lines}"
