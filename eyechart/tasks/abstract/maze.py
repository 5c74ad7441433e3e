"""Find the way through a perfect maze: in words, as a line drawn on the picture, or as a clip.

After MMGR's maze (2512.14691, section 5): mazes by depth-first search and by Wilson's algorithm, a
green start, a red goal.  Larger mazes, later, are level 11 and beyond.  Because a perfect maze is a
tree, the way without turning back is unique; the solver proves it anyway.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import Any

from eyechart.answers import MOVES, AnyAnswer
from eyechart.answers import Sequence as Moves
from eyechart.errors import Unreadable
from eyechart.scene.svg import Style, Svg, number
from eyechart.scene.turn import Turn
from eyechart.task import Scene, Task

Cell = tuple[int, int]
STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


class Maze(Scene, frozen=True):
    """A spanning tree of the grid."""

    rows: int
    columns: int
    open_right: tuple[tuple[bool, ...], ...]
    """open_right[r][c]: no wall between (r, c) and (r, c + 1)."""
    open_down: tuple[tuple[bool, ...], ...]
    """open_down[r][c]: no wall between (r, c) and (r + 1, c)."""
    start: Cell
    goal: Cell


class MazeTask(Task[Maze]):
    name = "maze"
    title = "find the way from the green square to the red square"
    skills = ("abstract", "path finding", "line following")
    scene_type = Maze
    load_name = "cells on the way"
    forms = ("text",)

    def knobs(self, level: int) -> Mapping[str, Any]:
        side = 3 + (level - 1) if level <= 5 else 2 * level - 3  # 3..7, then 9, 11 .. 17, on and on
        return {"side": side, "least_way": 2 * side - 2, "algorithms": ("dfs", "wilson")}

    def generate(self, rng: Random, **knobs: Any) -> Maze:
        side = knobs["side"]
        carve = {"dfs": _depth_first, "wilson": _wilson}[rng.choice(knobs["algorithms"])]
        while True:
            right, down = _walls(side, side, carve(rng, side, side))
            start, goal = _ends(rng, side)
            maze = Maze(side, side, right, down, start, goal)
            if len(_way(maze)) - 1 >= knobs["least_way"]:
                return maze

    def load(self, scene: Maze) -> float:
        return len(_way(scene))

    def draw(self, scene: Maze, style: Style = Style()) -> Svg:
        place = Layout(scene)
        svg = Svg()
        side = place.cell
        for (r, c), colour in ((scene.start, "#18a058"), (scene.goal, "#d03050")):
            x, y = place.centre(r, c)
            svg.rect(x - 0.3 * side, y - 0.3 * side, 0.6 * side, 0.6 * side, fill=colour)
        svg.path(
            "".join(
                f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
                for (x1, y1), (x2, y2) in place.walls()
            ),
            stroke="#202020",
            stroke_width=place.wall * style.stroke,
            stroke_linecap="round",
            fill="none",
        )
        return svg

    def question(self, scene: Maze) -> str:
        return (
            "The picture shows a maze. Black lines are walls. Find the way from the green square "
            "to the red square without crossing a wall and without turning back."
        )

    def answer(self, scene: Maze) -> AnyAnswer:
        return Moves(_moves(_way(scene)), MOVES, "moves, one per cell,")

    def turned_answer(self, scene: Maze, turn: Turn) -> AnyAnswer:
        names = {(dc, dr): name for name, (dr, dc) in STEPS.items()}
        moves = (STEPS[move] for move in _moves(_way(scene)))
        return Moves(
            tuple(names[turn.direction(dc, dr)] for dr, dc in moves), MOVES, "moves, one per cell,"
        )

    def describe(self, scene: Maze) -> str:
        lines = [
            f"A maze of {scene.rows} rows and {scene.columns} columns of cells. Rows are counted "
            "from the top and columns from the left, both from 1.",
            f"Start: row {scene.start[0] + 1}, column {scene.start[1] + 1}.",
            f"Goal: row {scene.goal[0] + 1}, column {scene.goal[1] + 1}.",
            "For each cell, the sides without a wall (U up, D down, L left, R right):",
        ]
        for r in range(scene.rows):
            sides = (
                "".join(n[0].upper() for n, step in STEPS.items() if _open(scene, (r, c), step))
                for c in range(scene.columns)
            )
            lines.append(f"row {r + 1}: " + " ".join(sides))
        return "\n".join(lines)

    def read_description(self, text: str) -> Maze:
        from re import findall, search

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
        found = []
        for way in _simple_ways(scene):
            found.append(Moves(_moves(way), MOVES, "moves, one per cell,"))
            if len(found) == 2:
                break
        return found


class Layout:
    """Where the cells and walls of a maze lie in its picture, in px."""

    def __init__(self, maze: Maze, size: float = 512.0, margin: float = 40.0) -> None:
        self.maze = maze
        self.cell = (size - 2 * margin) / max(maze.rows, maze.columns)
        self.left = self.top = margin
        self.wall = min(6.0, max(2.0, 0.14 * self.cell))

    def corner(self, row: float, column: float) -> tuple[float, float]:
        """The top left corner of a cell."""
        return self.left + column * self.cell, self.top + row * self.cell

    def centre(self, row: float, column: float) -> tuple[float, float]:
        return self.corner(row + 0.5, column + 0.5)

    def walls(self) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
        """Segments, collinear neighbours merged."""
        rows, columns = self.maze.rows, self.maze.columns
        for r in range(rows + 1):
            solid = [r in (0, rows) or not self.maze.open_down[r - 1][c] for c in range(columns)]
            for a, b in _runs(solid):
                yield self.corner(r, a), self.corner(r, b)
        for c in range(columns + 1):
            solid = [c in (0, columns) or not self.maze.open_right[r][c - 1] for r in range(rows)]
            for a, b in _runs(solid):
                yield self.corner(a, c), self.corner(b, c)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """(start, end) of each run of true flags."""
    start = None
    for i, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = i
        elif not flag and start is not None:
            yield start, i
            start = None


def _neighbours(r: int, c: int, rows: int, columns: int) -> list[Cell]:
    return [
        (r + dr, c + dc)
        for dr, dc in STEPS.values()
        if 0 <= r + dr < rows and 0 <= c + dc < columns
    ]


def _depth_first(rng: Random, rows: int, columns: int) -> set[frozenset[Cell]]:
    """Long corridors: walk at random, backtrack at dead ends."""
    here = (rng.randrange(rows), rng.randrange(columns))
    stack, seen, passages = [here], {here}, set()
    while stack:
        ahead = [n for n in _neighbours(*stack[-1], rows, columns) if n not in seen]
        if not ahead:
            stack.pop()
            continue
        chosen = rng.choice(ahead)
        passages.add(frozenset((stack[-1], chosen)))
        seen.add(chosen)
        stack.append(chosen)
    return passages


def _wilson(rng: Random, rows: int, columns: int) -> set[frozenset[Cell]]:
    """A uniform spanning tree, by loop-erased random walks."""
    cells = [(r, c) for r in range(rows) for c in range(columns)]
    rng.shuffle(cells)
    seen, passages = {cells[0]}, set()
    for cell in cells[1:]:
        walk: dict[Cell, Cell] = {}
        here = cell
        while here not in seen:
            walk[here] = rng.choice(_neighbours(*here, rows, columns))
            here = walk[here]
        here = cell
        while here not in seen:
            passages.add(frozenset((here, walk[here])))
            seen.add(here)
            here = walk[here]
    return passages


def _walls(
    rows: int, columns: int, passages: set[frozenset[Cell]]
) -> tuple[tuple[tuple[bool, ...], ...], tuple[tuple[bool, ...], ...]]:
    right = tuple(
        tuple(frozenset(((r, c), (r, c + 1))) in passages for c in range(columns - 1))
        for r in range(rows)
    )
    down = tuple(
        tuple(frozenset(((r, c), (r + 1, c))) in passages for c in range(columns))
        for r in range(rows - 1)
    )
    return right, down


def _ends(rng: Random, side: int) -> tuple[Cell, Cell]:
    """Start and goal by one of MMGR's four schemes: each a corner or any cell."""
    corners = [(0, 0), (0, side - 1), (side - 1, 0), (side - 1, side - 1)]
    cells = [(r, c) for r in range(side) for c in range(side)]
    start = rng.choice(corners if rng.random() < 0.5 else cells)
    goal = rng.choice(
        [cell for cell in (corners if rng.random() < 0.5 else cells) if cell != start]
    )
    return start, goal


def _open(maze: Maze, cell: Cell, step: Cell) -> bool:
    (r, c), (dr, dc) = cell, step
    if not (0 <= r + dr < maze.rows and 0 <= c + dc < maze.columns):
        return False
    return maze.open_right[r][min(c, c + dc)] if dc else maze.open_down[min(r, r + dr)][c]


def _simple_ways(maze: Maze) -> Iterator[list[Cell]]:
    """Every way from start to goal that enters no cell twice."""
    stack = [[maze.start]]
    while stack:
        way = stack.pop()
        r, c = way[-1]
        if way[-1] == maze.goal:
            yield way
            continue
        for step in STEPS.values():
            ahead = (r + step[0], c + step[1])
            if _open(maze, (r, c), step) and ahead not in way:
                stack.append([*way, ahead])


def _way(maze: Maze) -> list[Cell]:
    return next(_simple_ways(maze))


def _moves(way: Sequence[Cell]) -> tuple[str, ...]:
    names = {step: name for name, step in STEPS.items()}
    return tuple(names[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(way))
