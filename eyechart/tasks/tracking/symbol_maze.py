"""Walk over one symbol only, from the arrow to the star: how long is the shortest way?

After BabyVision's "Maze" (2601.06521), its second form: a grid of letters or figures that is itself
the maze.  The way is counted in cells, both ends included.  Harder is a larger grid, a longer way,
further cells that offer other ways, and letters or silhouettes that look alike.  From 26 cells a
side on, 16 px each (level 22), the picture grows with the grid, to 2,048 px at level 118.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.tracking import _symbols_answers as answers
from eyechart.tasks.tracking import _symbols_drawn as drawn
from eyechart.tasks.tracking._symbols_scene import (
    Cell,
    Symbols,
    filled,
    grown,
    shortest,
    sketch,
    symbol_sets,
    walkable,
    ways_over,
)

_SIDES = (4, 5, 6, 7, 8, 9, 10, 11, 12, 14)


class SymbolMaze(Task[Symbols]):
    name = "symbol_maze"
    title = "find the shortest way over one symbol"
    skills = ("tracking", "path finding", "shortest path")
    scene_type = Symbols
    load_name = "cells on the shortest way"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        side = _SIDES[min(level, 10) - 1] + min(max(level - 10, 0), 108)
        return {
            "side": side,
            "least_way": side + (5 * min(level, 118)) // 4 - 1,
            "symbols": min(6, 3 + level // 3),
            "extra": level // 2 + side * side // 50,
            "alike": level > 5,
        }

    def generate(self, rng: Random, **knobs: Any) -> Symbols:
        side = knobs["side"]
        while True:
            walk, start = grown(rng, side, knobs["extra"])
            finish = _far(rng, walk, start, side, knobs["least_way"])
            if finish:
                break
        names = symbol_sets(rng, knobs["symbols"], alike=knobs["alike"])
        rows = filled(rng, side, walk, len(names))
        return Symbols(rows, names, start, finish, rng.randrange(4), plain=knobs["alike"])

    def vary(self, rng: Random, scene: Symbols, **knobs: Any) -> Symbols:
        """The same way between other symbols."""
        names = symbol_sets(rng, knobs["symbols"], alike=knobs["alike"])
        rows = filled(rng, len(scene.rows), walkable(scene), len(names))
        return msgspec.structs.replace(scene, rows=rows, names=names)

    def essence(self, scene: Symbols) -> object:
        return scene.rows, scene.names, scene.start, scene.finish

    def load(self, scene: Symbols) -> float:
        return len(shortest(walkable(scene), scene.start, scene.finish))

    def draw(self, scene: Symbols, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Symbols) -> str:
        name = scene.names[0]
        what = f"the letter {name}" if len(name) == 1 else _article(name)
        return (
            "Walk through the grid from the cell at the arrow to the cell at the star. Step from "
            "cell to cell across a common edge, never diagonally, and only onto cells that show "
            f"{what}. How many cells long is the shortest way, with the first and the last?"
        )

    def answer(self, scene: Symbols) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        return drawn.INSTRUCTION if form == "draw" else super().instruction(item, form)

    def describe(self, scene: Symbols) -> str:
        rows = (
            " ".join(scene.names[int(digit)].replace(" ", "_") for digit in row)
            for row in scene.rows
        )
        return "\n".join(
            (
                f"A grid of {len(scene.rows)} rows; one may walk over: "
                f"{scene.names[0]}; other symbols: {', '.join(scene.names[1:])}.",
                f"Start: row {scene.start[0] + 1}, column {scene.start[1] + 1}.",
                f"Finish: row {scene.finish[0] + 1}, column {scene.finish[1] + 1}.",
                *(f"row {i}: {row}" for i, row in enumerate(rows, 1)),
            )
        )

    def read_description(self, text: str) -> Symbols:
        names = re.search(r"one may walk over: ([\w ]+); other symbols: ([\w ,]+)\.", text)
        start, finish = (
            re.search(rf"{what}: row (\d+), column (\d+)", text) for what in ("Start", "Finish")
        )
        if not (names and start and finish):
            raise Unreadable("no grid of symbols is described here")
        all_ = (names[1], *names[2].split(", "))
        index = {name.replace(" ", "_"): str(i) for i, name in enumerate(all_)}
        rows = re.findall(r"^row \d+: (.+)$", text, re.MULTILINE)
        return Symbols(
            tuple("".join(index[word] for word in row.split()) for row in rows),
            all_,
            (int(start[1]) - 1, int(start[2]) - 1),
            (int(finish[1]) - 1, int(finish[2]) - 1),
        )

    def solve(self, scene: Symbols) -> Sequence[AnyAnswer]:
        """Breadth first; there is one least length, however many ways have it."""
        way = shortest(walkable(scene), scene.start, scene.finish)
        return [Integer(len(way), 2, len(scene.rows) ** 2 // 2)] if way else []

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "draw":
            return answers.solution(self.scene(item), hand)
        return super().solution(item, form, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form == "draw":
            return answers.mutants(self.scene(item), hand)
        return super().mutants(item, form, hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        scene, source = self.scene(item), pixels(item.picture.svg)
        return judged(source, picture, lambda found: drawn.judge(scene, source, found))


def _far(rng: Random, walk: set[Cell], start: Cell, side: int, least: int) -> Cell | None:
    """A border cell so many cells away, or up to a half more, by no
    straight way; the signs must not meet."""
    length: dict[Cell, int] = {}
    for cell, before in ways_over(walk, start).items():
        length[cell] = 1 if cell == before else length[before] + 1
    found = [
        (r, c)
        for (r, c), n in length.items()
        if (min(r, c) == 0 or max(r, c) == side - 1)
        and least <= n <= 1.6 * least
        and 2 < abs(r - start[0]) + abs(c - start[1]) < n - 2
    ]
    return rng.choice(found) if found else None


def _article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
