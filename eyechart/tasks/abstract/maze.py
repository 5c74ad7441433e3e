"""Find the way through a perfect maze: in words, as a line drawn on the picture, or as a clip.

After MMGR's maze (2512.14691, section 5): mazes by depth-first search and by Wilson's algorithm, a
green start, a red goal.  Larger mazes, later, are level 11 and beyond.  Because a perfect maze is a
tree, the way without turning back is unique; the solver proves it anyway.

The maze itself is in `_maze_scene.py`.  Drawn lines are judged in `_maze_drawn.py` and made, right
and wrong, in `_maze_lines.py`; clips in `_maze_filmed.py` and `_maze_takes.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from re import findall, search
from typing import Any

from eyechart.answers import AnyAnswer
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.clip import Clip
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg
from eyechart.scene.turn import Turn
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.abstract import _maze_drawn as drawn
from eyechart.tasks.abstract import _maze_filmed as filmed
from eyechart.tasks.abstract import _maze_lines as lines
from eyechart.tasks.abstract import _maze_takes as takes
from eyechart.tasks.abstract._maze_scene import (
    STEPS,
    Maze,
    carved,
    is_open,
    moved,
    moves_along,
    simple_ways,
    way_of,
)
from eyechart.tasks.abstract._maze_seen import seen
from eyechart.tasks.abstract._maze_sketch import sketch


class MazeTask(Task[Maze]):
    name = "maze"
    title = "find the way from the green square to the red square"
    skills = ("abstract", "path finding", "line following")
    scene_type = Maze
    load_name = "cells on the way"
    forms = ("text", "draw", "film")

    def knobs(self, level: int) -> Mapping[str, Any]:
        side = 3 + (level - 1) if level <= 5 else 2 * level - 3  # 3..7, then 9, 11 .. 17, on and on
        return {"side": side, "least_way": 2 * side - 2, "algorithms": ("dfs", "wilson")}

    def generate(self, rng: Random, **knobs: Any) -> Maze:
        while True:
            maze = carved(rng, knobs["side"], rng.choice(knobs["algorithms"]))
            if len(way_of(maze)) - 1 >= knobs["least_way"]:
                return maze

    def vary(self, rng: Random, scene: Maze, **knobs: Any) -> Maze:
        """The same corridors in another of the square's symmetries, with other ends."""
        for _ in range(8):
            maze = moved(rng, scene)
            if len(way_of(maze)) - 1 >= knobs["least_way"]:
                return maze
        return self.generate(rng, **knobs)

    def load(self, scene: Maze) -> float:
        return len(way_of(scene))

    def draw(self, scene: Maze, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Maze) -> str:
        return (
            "The picture shows a maze. Black lines are walls. Find the way from the green square "
            "to the red square without crossing a wall and without turning back."
        )

    def answer(self, scene: Maze) -> AnyAnswer:
        return moves_along(way_of(scene))

    def turned_answer(self, scene: Maze, turn: Turn) -> AnyAnswer:
        return moves_along(way_of(scene), turn)

    def instruction(self, item: Item, form: Form) -> str:
        if form == "text":
            return item.answer.instruction
        return drawn.INSTRUCTION if form == "draw" else filmed.INSTRUCTION

    def describe(self, scene: Maze) -> str:
        said = [
            f"A maze of {scene.rows} rows and {scene.columns} columns of cells. Rows are counted "
            "from the top and columns from the left, both from 1.",
            f"Start: row {scene.start[0] + 1}, column {scene.start[1] + 1}.",
            f"Goal: row {scene.goal[0] + 1}, column {scene.goal[1] + 1}.",
            "For each cell, the sides without a wall (U up, D down, L left, R right):",
        ]
        for r in range(scene.rows):
            sides = (
                "".join(n[0].upper() for n, step in STEPS.items() if is_open(scene, (r, c), step))
                for c in range(scene.columns)
            )
            said.append(f"row {r + 1}: " + " ".join(sides))
        return "\n".join(said)

    def read_description(self, text: str) -> Maze:
        start, goal = (
            search(rf"{what}: row (\d+), column (\d+)", text) for what in ("Start", "Goal")
        )
        rows = [line.split() for line in findall(r"row \d+: ([UDLR ]+)", text)]
        if not (start and goal and rows):
            raise Unreadable("no maze is described here")
        return Maze(
            len(rows),
            len(rows[0]),
            tuple(tuple("R" in cell for cell in row[:-1]) for row in rows),
            tuple(tuple("D" in cell for cell in row) for row in rows[:-1]),
            (int(start[1]) - 1, int(start[2]) - 1),
            (int(goal[1]) - 1, int(goal[2]) - 1),
        )

    def solve(self, scene: Maze) -> Sequence[AnyAnswer]:
        return [moves_along(way) for way in islice(simple_ways(scene), 2)]

    def look(self, picture: RGB, question: str) -> Maze:
        return seen(picture)

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "text":
            return super().solution(item, form, hand)
        maze = self.scene(item)
        return lines.solution(maze, hand) if form == "draw" else takes.solution(maze, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form == "text":
            return super().mutants(item, form, hand)
        maze = self.scene(item)
        return lines.mutants(maze, hand) if form == "draw" else takes.mutants(maze, hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        maze, source = self.scene(item), pixels(item.picture.svg)
        return judged(source, picture, lambda found: drawn.judge(maze, source, found))

    def verify_clip(self, item: Item, clip: Clip) -> Verdict:
        maze = self.scene(item)
        source = pixels(item.picture.svg, filmed.film_size(maze))
        first = clip.frames[0]
        return judged(source, first, lambda found: filmed.judge(maze, source, clip, found))
