"""A board of pipes that join equal numbers or balls: how many squares does each take up?

After BabyVision's "Lines Observation" (2601.06521), which is asked in words only: lengths in the
order of the pipes' numbers, or from the longest to the shortest where pipes have none.  Harder is a
larger board with more pipes, and pipes that are all of one colour.  From level 15 on, where a board
of 16 squares a side fills 512 px, the picture grows with the board by a square a side every third
level, to 2,000 px at level 183; all the while, ever fewer squares stay bare.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from eyechart.answers import AnyAnswer, IntegerList
from eyechart.errors import Unreadable
from eyechart.scene.svg import Style, Svg
from eyechart.task import Task
from eyechart.tasks.tracking._pipes_scene import (
    Board,
    End,
    board_of,
    cut,
    followed,
    nudged,
    sketch,
    winding,
)

_SIDES = (4, 4, 5, 5, 6, 7, 8, 9, 10, 11)
_PIPES = (2, 3, 4, 4, 5, 6, 7, 8, 9, 10)
_LONGEST = (5, 6, 8, 11, 14)
"""Squares of the longest pipe at the first levels: small children count no further."""


class Pipes(Task[Board]):
    name = "pipes"
    title = "count the squares of each pipe"
    skills = ("tracking", "line following", "counting")
    scene_type = Board
    load_name = "squares with pipes"

    def knobs(self, level: int) -> Mapping[str, Any]:
        at, beyond = min(level, 10) - 1, max(level - 10, 0)
        side = min(72, _SIDES[at] + min(beyond, 5) + max(beyond - 5, 0) // 3)
        pipes = _PIPES[at] + min(beyond // 2, 2)
        longest = _LONGEST[level - 1] if level <= 5 else side * side
        bare = max(0, side * side // (5 + level // 2) - beyond // 8)
        return {
            "side": side,
            "pipes": pipes,
            "bare": max(bare, side * side - (pipes * (2 + longest)) // 2),
            "longest": longest,
            "plain": 0.0 if level < 4 else 0.5 if level < 8 else 0.8,
        }

    def generate(self, rng: Random, **knobs: Any) -> Board:
        side = knobs["side"]
        way = winding(rng, side)
        pipes = cut(rng, way, knobs["pipes"], knobs["bare"], knobs["longest"])
        numbered = rng.random() < 0.5
        return board_of(rng, side, pipes, numbered=numbered, plain=rng.random() < knobs["plain"])

    def vary(self, rng: Random, scene: Board, **knobs: Any) -> Board:
        """The same board turned and numbered anew, some ends of pipes moved by a square or two."""
        pipes = nudged(rng, scene, knobs["longest"])
        numbered = scene.ends[0].number > 0
        return board_of(rng, len(scene.rows), pipes, numbered=numbered, plain=scene.plain)

    def essence(self, scene: Board) -> object:
        return scene.rows, scene.ends

    def load(self, scene: Board) -> float:
        return sum(bool(sides) for row in scene.rows for sides in row)

    def draw(self, scene: Board, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Board) -> str:
        count = len(scene.ends) // 2
        what = "two equal numbers" if scene.ends[0].number else "two balls"
        order = (
            f"Give their lengths in the order of their numbers, from 1 to {count}."
            if scene.ends[0].number
            else f"Give all {count} lengths, from the longest pipe to the shortest."
        )
        return (
            f"The board shows {count} pipes, each joining {what}. A pipe's length is the number of "
            f"squares of the board that it runs through, its two end squares included. {order}"
        )

    def answer(self, scene: Board) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Board) -> str:
        said = [
            f"A board of {len(scene.rows)} rows and columns. For each square, the sides to which "
            "its pipe runs on (U up, D down, L left, R right; - no pipe):",
            *(
                f"row {i}: " + " ".join(s or "-" for s in row)
                for i, row in enumerate(scene.rows, 1)
            ),
        ]
        for end in scene.ends:
            what = f"number {end.number}" if end.number else "a ball"
            said.append(f"End at row {end.cell[0] + 1}, column {end.cell[1] + 1}: {what}.")
        return "\n".join(said)

    def read_description(self, text: str) -> Board:
        rows = re.findall(r"^row \d+: ([-UDLR ]+)$", text, re.MULTILINE)
        ends = re.findall(r"End at row (\d+), column (\d+): (?:number (\d+)|a ball)\.", text)
        if not (rows and ends):
            raise Unreadable("no board of pipes is described here")
        return Board(
            tuple(tuple(s.replace("-", "") for s in row.split()) for row in rows),
            tuple(End((int(r) - 1, int(c) - 1), int(n or 0)) for r, c, n in ends),
            tuple(range(len(ends) // 2)),
        )

    def solve(self, scene: Board) -> Sequence[AnyAnswer]:
        """Follow every pipe from one end to the other."""
        pipes = followed(scene)
        ends = {end.cell: end.number for end in scene.ends}
        if len(pipes) * 2 != len(ends) or any(
            ends.get(pipe[-1]) != end.number for end, pipe in pipes
        ):
            return []
        numbered = scene.ends[0].number > 0
        if numbered:
            lengths = [len(pipe) for _, pipe in sorted(pipes, key=lambda p: p[0].number)]
        else:
            lengths = sorted((len(pipe) for _, pipe in pipes), reverse=True)
        order = "in the order of the pipes' numbers" if numbered else "from the largest down"
        high = len(scene.rows) ** 2 // 2
        return [IntegerList(tuple(lengths), 2, high, order, any_order=not numbered)]
