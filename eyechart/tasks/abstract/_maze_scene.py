"""What a maze is: a spanning tree of the grid, how it is carved, where it lies in its picture.

Kept apart from the task so that the verifiers of drawn and filmed answers can share it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import numpy as np

from eyechart.answers import MOVES
from eyechart.answers import Sequence as Moves
from eyechart.reading.lattice import Lattice, Walls
from eyechart.scene.turn import Turn
from eyechart.task import Scene

Cell = tuple[int, int]
STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}

SIZE, MARGIN = 512.0, 40.0
"""Side of the picture and least distance of the maze from its edge, px."""


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


def lattice_of(maze: Maze) -> Lattice:
    """Where the cells lie in the picture."""
    cell = (SIZE - 2 * MARGIN) / max(maze.rows, maze.columns)
    return Lattice(maze.rows, maze.columns, MARGIN, MARGIN, cell)


def wall_width(maze: Maze) -> float:
    """px"""
    return min(6.0, max(2.0, 0.14 * lattice_of(maze).cell))


def walls_of(maze: Maze) -> Walls:
    """Which wall places hold a wall, the outer ones included."""
    across = np.ones((maze.rows + 1, maze.columns), bool)
    down = np.ones((maze.rows, maze.columns + 1), bool)
    across[1:-1] = ~np.array(maze.open_down, bool).reshape(maze.rows - 1, maze.columns)
    down[:, 1:-1] = ~np.array(maze.open_right, bool).reshape(maze.rows, maze.columns - 1)
    return Walls(across, down)


def with_walls(maze: Maze, walls: Walls) -> Maze:
    """The maze with these walls instead; it need not be a spanning tree any more."""
    return Maze(
        maze.rows,
        maze.columns,
        tuple(tuple(not w for w in row[1:-1]) for row in walls.down.tolist()),
        tuple(tuple(not w for w in row) for row in walls.across.tolist()[1:-1]),
        maze.start,
        maze.goal,
    )


def segments(walls: Walls, lattice: Lattice) -> Iterator[tuple[tuple[float, float], ...]]:
    """Walls as ((x1, y1), (x2, y2)) in px, collinear neighbours merged."""
    left, top, cell = lattice.left, lattice.top, lattice.cell
    for r, flags in enumerate(walls.across.tolist()):
        for a, b in _runs(flags):
            yield (left + a * cell, top + r * cell), (left + b * cell, top + r * cell)
    for c, flags in enumerate(walls.down.T.tolist()):
        for a, b in _runs(flags):
            yield (left + c * cell, top + a * cell), (left + c * cell, top + b * cell)


def centre(lattice: Lattice, row: float, column: float) -> tuple[float, float]:
    """The middle of a cell, px."""
    return lattice.left + (column + 0.5) * lattice.cell, lattice.top + (row + 0.5) * lattice.cell


def is_open(maze: Maze, cell: Cell, step: Cell) -> bool:
    """Whether one can step from the cell."""
    (r, c), (dr, dc) = cell, step
    if not (0 <= r + dr < maze.rows and 0 <= c + dc < maze.columns):
        return False
    return maze.open_right[r][min(c, c + dc)] if dc else maze.open_down[min(r, r + dr)][c]


def reached(maze: Maze, origin: Cell) -> dict[Cell, Cell]:
    """Every cell that can be reached, and from where: breadth first, so ways are shortest."""
    came: dict[Cell, Cell] = {origin: origin}
    queue = deque([origin])
    while queue:
        r, c = queue.popleft()
        for dr, dc in STEPS.values():
            ahead = (r + dr, c + dc)
            if ahead not in came and is_open(maze, (r, c), (dr, dc)):
                came[ahead] = (r, c)
                queue.append(ahead)
    return came


def way_between(maze: Maze, a: Cell, b: Cell) -> list[Cell]:
    """The cells from `a` to `b`, both included; in a perfect maze the only way."""
    came = reached(maze, b)
    way = [a]
    while way[-1] != b:
        way.append(came[way[-1]])
    return way


def way_of(maze: Maze) -> list[Cell]:
    """The cells from start to goal."""
    return way_between(maze, maze.start, maze.goal)


def simple_ways(maze: Maze) -> Iterator[list[Cell]]:
    """Every way from start to goal that enters no cell twice; for the proof that there is one."""
    stack = [[maze.start]]
    while stack:
        way = stack.pop()
        if way[-1] == maze.goal:
            yield way
            continue
        for dr, dc in STEPS.values():
            ahead = (way[-1][0] + dr, way[-1][1] + dc)
            if is_open(maze, way[-1], (dr, dc)) and ahead not in way:
                stack.append([*way, ahead])


def moves_along(way: Sequence[Cell], turn: Turn | None = None) -> Moves:
    """The answer in words, as it reads when the picture is shown turned."""
    names = {(dc, dr): name for name, (dr, dc) in STEPS.items()}
    steps = ((b[1] - a[1], b[0] - a[0]) for a, b in pairwise(way))
    value = tuple(names[turn.direction(*step) if turn else step] for step in steps)
    return Moves(value, MOVES, "moves, one per cell,")


def carved(rng: Random, side: int, algorithm: str) -> Maze:
    """A maze of side x side cells by "dfs" or "wilson"; start and goal by one of MMGR's schemes."""
    passages = {"dfs": _depth_first, "wilson": _wilson}[algorithm](rng, side, side)
    right = tuple(
        tuple(frozenset(((r, c), (r, c + 1))) in passages for c in range(side - 1))
        for r in range(side)
    )
    down = tuple(
        tuple(frozenset(((r, c), (r + 1, c))) in passages for c in range(side))
        for r in range(side - 1)
    )
    return Maze(side, side, right, down, *_ends(rng, side))


def moved(rng: Random, maze: Maze) -> Maze:
    """The maze in one of the eight symmetries of the square, with a new start and goal."""
    turn = Turn("", rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.5)
    right, down = turn.grid(maze.open_right), turn.grid(maze.open_down)
    if turn.transpose:
        right, down = down, right
    return Maze(maze.rows, maze.columns, right, down, *_ends(rng, maze.rows))


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


def _ends(rng: Random, side: int) -> tuple[Cell, Cell]:
    """Start and goal by one of MMGR's four schemes: each a corner or any cell."""
    corners = [(0, 0), (0, side - 1), (side - 1, 0), (side - 1, side - 1)]
    cells = [(r, c) for r in range(side) for c in range(side)]
    start = rng.choice(corners if rng.random() < 0.5 else cells)
    goal = rng.choice(
        [cell for cell in (corners if rng.random() < 0.5 else cells) if cell != start]
    )
    return start, goal
