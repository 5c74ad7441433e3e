"""Complete a sudoku: as rows of digits, or by writing the missing digits into the picture.

After MMGR's sudoku (2512.14691, section 6): 4 x 4 and 9 x 9, with 6 x 6 as a step between, fewer
clues at each level.  One solution, proved by search.  From level 10 on singles no longer suffice,
and each level asks for more of the pencil marks that they leave (`_sudoku_rules.py`); the board
stays 9 x 9, because a cell holds one digit.  How a drawn answer is judged: `_sudoku_drawn.py`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import Any

import numpy as np

from eyechart.answers import AnyAnswer, Grid
from eyechart.errors import Unreadable, UsageError
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.boards import Board, compared, oriented_boards
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg
from eyechart.scene.turn import Turn
from eyechart.seeds import rng_for
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.abstract._sudoku_drawn import (
    INSTRUCTION,
    legible,
    missing_digits,
    verdict_on,
    written,
    wrong_drawings,
)
from eyechart.tasks.abstract._sudoku_rules import make_puzzle, rules, scrambled
from eyechart.tasks.abstract._sudoku_scene import BOXES, Sudoku, drawn, lines_of

_EMPTY = (
    (1, 2),
    (3, 4),
    (6, 7),
    (9, 10),
    (14, 17),
    (28, 32),
    (37, 40),
    (45, 47),
    (50, 52),
    (50, 81),
)
"""Fewest and most empty cells of levels 1 to 10 and beyond."""
_LEAST_SCORE = 0.2
"""Of a registration: heavy digits in thin lines, all redrawn, correlate no better than 0.25 with a
board of few clues.  What gets through by chance is stopped by the clues."""


class SudokuTask(Task[Sudoku]):
    name = "sudoku"
    title = "complete the sudoku"
    skills = ("abstract", "constraint reasoning", "digit reading")
    scene_type = Sudoku
    load_name = "empty cells plus pencil marks left when singles run out"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        size = 4 if level <= 4 else 6 if level == 5 else 9
        least, most = _EMPTY[min(level, len(_EMPTY)) - 1]
        # Marks rise ever more slowly: a 9 x 9 board has room for about 170.
        marks = 0 if level < 10 else round(150 - 115 * 0.87 ** (level - 10))
        return {
            "size": size,
            "least_empty": least,
            "most_empty": most,
            "least_marks": marks,
            "most_marks": marks + 12 if marks else 0,
        }

    def generate(self, rng: Random, **knobs: Any) -> Sudoku:
        size, empty = knobs["size"], (knobs["least_empty"], knobs["most_empty"])
        marks = (knobs["least_marks"], knobs["most_marks"])
        if size not in BOXES:
            raise UsageError(f"no sudoku of size {size}: choose from {', '.join(map(str, BOXES))}")
        if (clues := make_puzzle(rules(*BOXES[size]), rng, empty, marks)) is None:
            raise UsageError(
                f"no {size} x {size} sudoku with {empty[0]} to {empty[1]} empty cells and "
                f"{marks[0]} to {marks[1]} marks was found: ask for less, or a wider range"
            )
        return Sudoku(clues)

    def vary(self, rng: Random, scene: Sudoku, **knobs: Any) -> Sudoku:
        return Sudoku(scrambled(scene.game, rng, scene.clues))

    def load(self, scene: Sudoku) -> float:
        return len(scene.empty) + scene.marks

    def draw(self, scene: Sudoku, style: Style = Style()) -> Svg:
        return drawn(scene, style)

    def question(self, scene: Sudoku) -> str:
        n, (rows, columns) = scene.n, BOXES[scene.n]
        return (
            f"The picture shows a sudoku of {n} rows and {n} columns; thick lines divide it into "
            f"boxes of {rows} rows by {columns} columns. Every row, every column and every box "
            f"must hold each of the digits 1 to {n} exactly once. Complete the empty cells "
            "without changing the digits that are there."
        )

    def turned_question(self, scene: Sudoku, turn: Turn) -> str:
        return (
            f"{self.question(scene)} The picture may be shown turned or mirrored: write the "
            "completed sudoku as it reads when its digits stand upright and are not mirrored."
        )

    def answer(self, scene: Sudoku) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        return INSTRUCTION if form == "draw" else super().instruction(item, form)

    def describe(self, scene: Sudoku) -> str:
        rows, columns = BOXES[scene.n]
        head = (
            f"A sudoku of {scene.n} rows and {scene.n} columns with boxes of {rows} rows by "
            f"{columns} columns. Its rows from top to bottom, a dot for each empty cell:"
        )
        return "\n".join([head, *(" ".join(str(v or ".") for v in row) for row in scene.clues)])

    def read_description(self, text: str) -> Sudoku:
        lines = [line for line in text.splitlines() if re.fullmatch(r"[\d.](?: [\d.])+", line)]
        rows = tuple(tuple(int(v) for v in line.replace(".", "0").split()) for line in lines)
        n = len(rows)
        if n not in BOXES or any(len(row) != n or max(row) > n for row in rows):
            raise Unreadable("no sudoku is described here")
        return Sudoku(rows)

    def solve(self, scene: Sudoku) -> Sequence[AnyAnswer]:
        free = len(scene.empty)
        return [Grid(rows, symbols=scene.n, free=free) for rows in islice(scene.solutions(), 2)]

    def look(self, picture: RGB, question: str) -> Sudoku:
        for digits in oriented_boards(picture, tuple(BOXES)):
            scene = Sudoku(digits)
            if len(self.solve(scene)) == 1:
                return scene
        raise Unreadable("the digits make no sudoku with one solution, however they are turned")

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        scene = self.scene(item)
        return written(scene, missing_digits(scene), hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            return super().mutants(item, form, hand)
        return wrong_drawings(rng_for(item.key, "mutants", hand.seed), self.scene(item), hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        scene, truth = self.scene(item), np.array(item.answer.truth)
        lines = np.array(lines_of(scene.n), np.float32)

        def judge(registration: Registration) -> Verdict:
            return verdict_on(scene, compared(Board(registration.picture, lines, lines), truth))

        source = pixels(item.picture.svg)
        return judged(source, picture, judge, final=legible, least=_LEAST_SCORE)
