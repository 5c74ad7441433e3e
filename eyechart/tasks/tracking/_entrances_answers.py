"""Routes through a maze with entrances: the right one by many hands, and wrong ones."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import msgspec
import numpy as np

from eyechart.item import Response
from eyechart.scene.curves import Points
from eyechart.scene.raster import png
from eyechart.scene.rings import RED
from eyechart.scene.rooms import OUTSIDE
from eyechart.scene.strokes import beside, evenly
from eyechart.scene.svg import Point, Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.tracking._entrances_drawn import right_way, walls_of
from eyechart.tasks.tracking._entrances_scene import (
    Entrance,
    Maze,
    arrow_place,
    goal_place,
    goal_room,
    line_along,
    plan,
    reached,
    room_of,
    sketch,
    way_between,
    ways_in,
)

__all__ = ["mutants", "right_way", "solution"]

Line = Sequence[Point] | Points
_BESIDE = 0.2
"""How far beside the middle a line may run, in corridors."""


def solution(maze: Maze, hand: Hand) -> Response:
    return _answer(maze, [_right_line(maze)], hand)


def mutants(maze: Maze, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a maze has no room for are left out."""
    rng = Random(f"{hand.seed}/{maze.passages[:3]}")
    for name, lines in _wrong_lines(maze, rng, hand):
        yield Mutant(name, _answer(maze, lines, hand))
    yield from _other_mazes(maze, rng, hand)


def _right_line(maze: Maze) -> list[Point]:
    return _line(maze, ways_in(maze)[0], right_way(maze))


def _line(maze: Maze, gate: Entrance | None, way: Sequence[int]) -> list[Point]:
    """From an entrance's arrow along rooms, and out to the star if it is outside."""
    points = line_along(maze, way)
    if gate:
        points = [arrow_place(plan(maze), gate.side, away) for away in (10.0, 0.0)] + points
    if maze.goal >= 0 and way[-1] == goal_room(maze):
        points += [plan(maze).sides[maze.goal].middle, goal_place(maze)]
    return points


def _answer(
    maze: Maze, lines: Sequence[Line], hand: Hand, shown: Maze | None = None,
    *, goal: bool = True,
) -> Response:  # fmt: skip
    """Lines on the picture of `shown` (default: the maze itself)."""
    width, rng, ink = plan(maze).width, Random(hand.seed), Svg(background=None)
    stroke = min(0.28 * width, 12.0) * hand.width
    # Up to touching the corridor's side.
    reach = min(_BESIDE * hand.wobble * width, max(0.0, 0.42 * width - stroke / 2))
    for line in lines:
        points: Points = beside(evenly(line), reach, rng)
        ink.polyline([(float(x), float(y)) for x, y in points], stroke=RED, stroke_width=stroke)
    return Response(pictures=(png(str(sketch(shown or maze, hand.style, ink.body, goal=goal))),))


def _wrong_lines(maze: Maze, rng: Random, hand: Hand) -> Iterator[tuple[str, list[Line]]]:
    """(name, lines) of wrong routes on the right maze."""
    right, gate = right_way(maze), ways_in(maze)[0]
    whole = _right_line(maze)
    wrong = rng.choice([other for other in maze.entrances if other != gate])
    dead = list(reached(maze, room_of(maze, wrong.side)))
    astray = _line(maze, wrong, way_between(maze, dead[0], dead[-1]))
    yield "wrong entrance", [astray]
    yield "two entrances", [whole, astray]
    yield "wrong entrance, then straight through walls", [[astray[0], goal_place(maze)]]
    holes = _holes(maze, set(dead), set(right))
    if holes:
        a, b = rng.choice(holes)
        way = [*way_between(maze, dead[0], a), *way_between(maze, b, right[-1])]
        yield "wrong entrance, wall crossed once", [_line(maze, wrong, way)]
    cuts = [
        (i, right.index(b)) for i, a in enumerate(right) for _, b in _holes(maze, {a}, set(right))
    ]
    cuts = [(i, j) for i, j in cuts if j > i + 1]
    if cuts:
        i, j = rng.choice(cuts)
        yield "wall crossed once", [_line(maze, gate, [*right[: i + 1], *right[j:]])]
        yield "wall crossed beside the way", [whole, line_along(maze, [right[i], right[j]])]
    fine = evenly(whole)
    px = plan(maze).width / 3
    middle = rng.uniform(0.3, 0.7) * len(fine)
    half = (0.5 * rng.uniform(0.6, 1.0) + 0.32) * px + 0.14 * px * hand.width
    yield "gap", [fine[: round(middle - half)], fine[round(middle + half) :]]
    cut = round(rng.uniform(0.3, 0.75) * len(fine))
    yield "first part only", [fine[:cut]]
    yield "last part only", [fine[cut:]]
    beyond = plan(maze).neighbours()
    sides = [
        (room, ahead)
        for room in right[1:-1]
        for ahead, side in beyond[room]
        if side in maze.passages and ahead not in right
    ]
    if sides:
        yield "extra branch", [whole, line_along(maze, rng.choice(sides))]
    if maze.goal >= 0:
        yield "around the outside", [_around(maze, gate)]
    yield "scribble", [_scribble(maze, rng)]
    yield "scribble over the right way", [whole, _scribble(maze, rng)]


def _holes(maze: Maze, ones: set[int], others: set[int]) -> list[tuple[int, int]]:
    """(a room of the one, of the others) that a wall alone keeps apart."""
    walls = walls_of(maze)
    out = []
    for i, side in enumerate(plan(maze).sides):
        a, b = side.rooms
        if b != OUTSIDE and walls[i]:
            out += [pair for pair in ((a, b), (b, a)) if pair[0] in ones and pair[1] in others]
    return out


def _around(maze: Maze, gate: Entrance) -> Points:
    """From the right entrance to the exit, outside the maze."""
    where = plan(maze)
    border = where.border
    a, b = border.index(gate.side), border.index(maze.goal)
    step = 1 if (b - a) % len(border) <= len(border) / 2 else -1
    count = (step * (b - a)) % len(border)
    path = [border[(a + step * i) % len(border)] for i in range(count + 1)]
    away = max(14.0, 0.3 * where.width + 12)
    return np.array([arrow_place(where, side, away) for side in path])


def _scribble(maze: Maze, rng: Random) -> list[Point]:
    """To and fro between rooms anywhere."""
    return [rng.choice(plan(maze).centres) for _ in range(14)]


def _other_mazes(maze: Maze, rng: Random, hand: Hand) -> Iterator[Mutant]:
    """Answers under which the maze itself was changed."""
    right, gate, where = right_way(maze), ways_in(maze)[0], plan(maze)
    whole = _right_line(maze)
    walls = walls_of(maze)
    side_of = {frozenset(side.rooms): i for i, side in enumerate(where.sides)}
    wrong = rng.choice([other for other in maze.entrances if other != gate])
    dead = list(reached(maze, room_of(maze, wrong.side)))
    holes = _holes(maze, set(dead), set(right))
    if holes:
        a, b = rng.choice(holes)
        way = [*way_between(maze, dead[0], a), *way_between(maze, b, right[-1])]
        opened = _flipped(maze, side_of[frozenset((a, b))])
        line = _line(maze, wrong, way)
        yield Mutant("wall erased for a wrong entrance", _answer(maze, [line], hand, opened))
    inner = [i for i, side in enumerate(where.sides) if side.rooms[1] != OUTSIDE]
    standing = rng.choice([i for i in inner if walls[i]])
    yield Mutant("wall erased", _answer(maze, [whole], hand, _flipped(maze, standing)))
    on_way = {side_of[frozenset(pair)] for pair in pairwise(right)}
    free = [i for i in inner if not walls[i] and i not in on_way]
    if free:
        added = _flipped(maze, rng.choice(free))
        yield Mutant("wall added", _answer(maze, [whole], hand, added))
    # A wide line over the star's place would hide from the verifier, too, that it is gone.
    short = evenly(whole)[: -max(4, round((10 + 0.1 * where.width) / 3))]
    thin = msgspec.structs.replace(hand, width=0.6)
    yield Mutant("star erased", _answer(maze, [short], thin, goal=False))
    names = [other.name for other in maze.entrances]
    named = [Entrance(names[i - 1], e.side) for i, e in enumerate(maze.entrances)]
    if len(names) > 1 and maze.goal >= 0:
        gates = [
            Entrance(other.name, maze.goal) if other == wrong else other for other in maze.entrances
        ]
        swapped = msgspec.structs.replace(maze, entrances=tuple(gates), goal=wrong.side)
        line = line_along(maze, way_between(maze, dead[-1], dead[0]))
        yield Mutant("star exchanged for an entrance", _answer(maze, [line], hand, swapped))
    bare = msgspec.structs.replace(maze, passages=tuple(inner), entrances=tuple(named))
    yield Mutant("on an empty floor", _answer(maze, [whole], hand, bare))


def _flipped(maze: Maze, side: int) -> Maze:
    """The maze with one wall erased, or added."""
    passages = set(maze.passages) ^ {side}
    return msgspec.structs.replace(maze, passages=tuple(sorted(passages)))
