"""A maze with several entrances: the scene, how it is carved, drawn and walked.

A maze is carved as one tree of rooms.  Then, for each wrong entrance, the way from it to the right
way is walled up late, near where the two meet: so a wrong way is long, and it ends one wall away
from the right one.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin
from random import Random

from eyechart.scene.rooms import Plan, plan_of
from eyechart.scene.svg import Point, Style, Svg, polyline_path
from eyechart.task import Scene

__all__ = [
    "DRESSES", "Entrance", "Maze", "arrow_place", "carved", "goal_place", "goal_room", "line_along",
    "plan", "reached", "room_of", "side_of", "sketch", "way_between", "ways_in",
]  # fmt: skip

_SPAN, _MARGIN = 396.0, 58.0
"""Px of the maze, and around it."""
_FULL = {"square": 40, "round": 21, "hex": 21}
"""The largest plans in a picture of 512 px, with corridors of 10 px; beyond, the picture grows."""
_ROOMY = {"square": 0.36, "round": 0.6, "hex": 0.46}
"""Radius of a star in the middle room, in corridors."""
_LABEL = 40.0
"""How far from its gate a label's middle is, px."""
_LEAST_ROOM = 16.0
"""Width of corridors, px, below which the star stands outside: no room has space for it."""
_APART = 46.0
"""Least distance between labels, px."""

DRESSES = (
    # paper, corridors, walls, labels, goal
    ("#ffffff", "#e8f5f6", "#0c6470", "#0c6470", "#7a4fc0"),
    ("#eef3fb", "#ffffff", "#1f3f77", "#1f3f77", "#2aa052"),
    ("#f3f8ec", "#fffff6", "#2f6b35", "#2f6b35", "#7a4fc0"),
    ("#f6f0fa", "#ffffff", "#55307a", "#55307a", "#2aa052"),
    ("#ffffff", "#ffffff", "#22252b", "#22252b", "#2a7fd0"),
    ("#e9f2f4", "#f8fbf2", "#2c4a57", "#1c5f86", "#2aa052"),
)
"""Wall colours are dark in every channel, lest a line over them be taken for one."""


class Entrance(Scene, frozen=True):
    """A gap in the outer wall with its label."""

    name: str
    side: int
    """Of the plan."""


class Maze(Scene, frozen=True):
    """Rooms, some joined by passages; no passages go round in a circle."""

    kind: str
    """Of plan: "square", "round" or "hex"."""
    size: int
    passages: tuple[int, ...]
    """Sides without a wall between two rooms, rising."""
    entrances: tuple[Entrance, ...]
    """Clockwise."""
    goal: int
    """The side of the exit; -1 where the goal is the middle room."""
    dress: int = 0
    """Index into DRESSES."""
    thick: float = 0.13
    """Width of walls, in corridors."""


def plan(maze: Maze) -> Plan:
    return _plan(maze.kind, maze.size)


def side_of(maze: Maze) -> int:
    """Of the picture, px."""
    return round(_span(maze.kind, maze.size) + 2 * _MARGIN)


def _plan(kind: str, size: int) -> Plan:
    span = _span(kind, size)
    return plan_of(kind, size, span, _MARGIN + span / 2)


def _span(kind: str, size: int) -> float:
    return max(_SPAN, float(round(_SPAN * size / _FULL[kind])))


@lru_cache(maxsize=64)
def _beyond(kind: str, size: int) -> dict[int, list[tuple[int, int]]]:
    """(room beyond, side) of each room: `Plan.neighbours`, kept."""
    return _plan(kind, size).neighbours()


def room_of(maze: Maze, side: int) -> int:
    """The room behind a border side."""
    return plan(maze).sides[side].rooms[0]


def goal_room(maze: Maze) -> int:
    return plan(maze).middle if maze.goal < 0 else room_of(maze, maze.goal)


def goal_place(maze: Maze) -> Point:
    """The middle of the goal's star, px."""
    if maze.goal < 0:
        return plan(maze).centres[plan(maze).middle]
    return arrow_place(plan(maze), maze.goal, 26.0)


def arrow_place(where: Plan, side: int, away: float) -> Point:
    """`away` px outside the middle of a border side."""
    (x, y), (dx, dy) = where.sides[side].middle, where.outward(side)
    return x + away * dx, y + away * dy


def reached(maze: Maze, origin: int) -> dict[int, int]:
    """Every room that can be reached, and from where."""
    open_ = set(maze.passages)
    beyond = _beyond(maze.kind, maze.size)
    came, queue = {origin: origin}, deque([origin])
    while queue:
        here = queue.popleft()
        for ahead, side in beyond[here]:
            if side in open_ and ahead not in came:
                came[ahead] = here
                queue.append(ahead)
    return came


def way_between(maze: Maze, a: int, b: int) -> list[int]:
    """The rooms from `a` to `b`, both included; empty if there is no way."""
    came = reached(maze, b)
    if a not in came:
        return []
    way = [a]
    while way[-1] != b:
        way.append(came[way[-1]])
    return way


def ways_in(maze: Maze) -> list[Entrance]:
    """The entrances from which the goal can be reached."""
    came = reached(maze, goal_room(maze))
    return [gate for gate in maze.entrances if room_of(maze, gate.side) in came]


def line_along(maze: Maze, way: Sequence[int]) -> list[Point]:
    """A line through the middles of rooms and of the passages between them, px."""
    where = plan(maze)
    between = {side.rooms: side.middle for side in where.sides}
    points = [where.centres[way[0]]]
    for a, b in pairwise(way):
        door = between.get((a, b)) or between.get((b, a))
        points += [door, where.centres[b]] if door else [where.centres[b]]
    return points


def carved(rng: Random, kind: str, size: int, entrances: int) -> Maze | None:
    """A maze with `entrances` entrances, one of which leads to the goal; None if this one failed.

    The names are left empty.
    """
    where = _plan(kind, size)
    gates = _gates(rng, where, entrances + 1, _span(kind, size))
    if len(gates) <= entrances:
        return None
    outside = rng.random() < 0.5 or where.width < _LEAST_ROOM
    goal = gates.pop(rng.randrange(len(gates))) if outside else -1
    gates = gates[:entrances]
    passages = _tree(rng, kind, size)
    maze = Maze(kind, size, tuple(sorted(passages)), tuple(Entrance("", g) for g in gates), goal)
    right = rng.choice(gates)
    for gate in gates:
        if gate != right:
            passages -= _walled(rng, where, passages, maze, right, gate)
            maze = Maze(kind, size, tuple(sorted(passages)), maze.entrances, goal)
    return maze


def _walled(
    rng: Random, where: Plan, passages: set[int], maze: Maze, right: int, wrong: int
) -> set[int]:
    """The passage to wall up so that a wrong entrance no longer leads to the right way."""
    main = way_between(maze, room_of(maze, right), goal_room(maze))
    way = way_between(maze, room_of(maze, wrong), goal_room(maze))
    if not way:
        return set()
    steps = [i for i in range(len(way) - 1) if way[i] not in main]
    if not steps:  # it opens on the right way itself: no wall can part them
        return set()
    late = steps[len(steps) * 2 // 3 :]
    i = rng.choice(late)
    pair = {way[i], way[i + 1]}
    return {side for side in passages if set(where.sides[side].rooms) == pair}


def _tree(rng: Random, kind: str, size: int) -> set[int]:
    """The passages of a spanning tree: depth first, now and then from an older room."""
    beyond = _beyond(kind, size)
    restless = rng.choice((0.0, 0.06, 0.15))
    here = rng.randrange(len(beyond))
    stack, seen, passages = [here], {here}, set()
    while stack:
        at = -1 if rng.random() >= restless else rng.randrange(len(stack))
        ahead = [(room, side) for room, side in beyond[stack[at]] if room not in seen]
        if not ahead:
            stack.pop(at)
            continue
        room, side = rng.choice(ahead)
        passages.add(side)
        seen.add(room)
        stack.append(room)
    return passages


def _gates(rng: Random, where: Plan, count: int, span: float) -> list[int]:
    """Border sides, far enough apart for their labels, clockwise."""
    border = where.border
    spots = {side: arrow_place(where, side, _LABEL) for side in border}
    rooms = {side: where.sides[side].rooms[0] for side in border}
    chosen: list[int] = []
    spread = 1.6 * 3.1 * span / count / 2
    for apart in (max(_APART, 0.7 * spread), _APART):
        for side in rng.sample(border, len(border)):
            x, y = spots[side]
            far = all(hypot(x - spots[o][0], y - spots[o][1]) >= apart for o in chosen)
            if len(chosen) < count and far and rooms[side] not in {rooms[o] for o in chosen}:
                chosen.append(side)
    return sorted(chosen, key=border.index)


def sketch(maze: Maze, style: Style = Style(), ink: str = "", *, goal: bool = True) -> Svg:
    """The picture, with SVG elements `ink` on top; `goal`: whether its star is there."""
    where = plan(maze)
    paper, floor, wall, label, star = DRESSES[maze.dress]
    svg = Svg(side_of(maze), side_of(maze), background=paper)
    svg.polygon(where.outline, fill=floor)
    gates = {gate.side for gate in maze.entrances} | {maze.goal}
    open_ = gates | set(maze.passages)
    lines = (side.points for i, side in enumerate(where.sides) if i not in open_)
    width = min(7.0, max(1.8, maze.thick * where.width))
    svg.path(
        "".join(polyline_path(line) for line in lines),
        fill="none",
        stroke=wall,
        stroke_width=width * style.stroke,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    for gate in maze.entrances:
        _draw_arrow(svg, where, gate.side, label, style)
        x, y = arrow_place(where, gate.side, _LABEL)
        svg.text(x, y, gate.name, 19, style=style, fill=label, font_weight="bold")
    if goal:
        radius = 16.0 if maze.goal >= 0 else min(24.0, _ROOMY[maze.kind] * where.width)
        _draw_star(svg, goal_place(maze), radius, star, wall, style)
    svg.raw(ink)
    return svg


def _draw_arrow(svg: Svg, where: Plan, side: int, colour: str, style: Style) -> None:
    """An arrow from outside that points at a gate."""
    tail, neck, tip = (arrow_place(where, side, away) for away in (27.0, 13.0, 5.0))
    dx, dy = where.outward(side)
    half = 6.5
    left, right = (
        (neck[0] - half * dy, neck[1] + half * dx),
        (
            neck[0] + half * dy,
            neck[1] - half * dx,
        ),
    )
    svg.line(tail, neck, stroke=colour, stroke_width=3.6 * style.stroke)
    svg.polygon((left, right, tip), fill=colour)


def _draw_star(svg: Svg, place: Point, radius: float, fill: str, edge: str, style: Style) -> None:
    points = list(_star(place, radius))
    svg.polygon(
        points,
        fill=fill,
        stroke=edge,
        stroke_width=max(0.8, 0.09 * radius) * style.stroke,
        stroke_linejoin="round",
    )


def _star(place: Point, radius: float) -> Iterator[Point]:
    for i in range(10):
        r = radius * (0.45 if i % 2 else 1.0)
        angle = pi * i / 5 - pi / 2
        yield place[0] + r * cos(angle), place[1] + r * sin(angle)
