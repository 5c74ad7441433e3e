"""A maze with entrances answered by the route drawn in red: is it the way from the right entrance?

Walls, entrances and goal are the item's; the picture is only asked whether it still shows them.
"""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.reading.ink import fresh_ink
from eyechart.reading.likeness import altered, under_ink
from eyechart.reading.rooms import Rooms, Walk, rooms_of
from eyechart.scene.pixels import RGB
from eyechart.scene.rings import RED
from eyechart.scene.svg import Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._entrances_scene import (
    Maze,
    arrow_place,
    goal_place,
    goal_room,
    plan,
    room_of,
    side_of,
    way_between,
    ways_in,
)

__all__ = ["INSTRUCTION", "judge", "right_way", "walls_of"]

INSTRUCTION = (
    f"Answer by drawing: give the same picture back with one continuous red line ({RED}) from the "
    "right entrance along the corridors to the star. It must cross no wall and lead nowhere else. "
    "Leave everything else in the picture exactly as it is."
)
_LEAST_CONTRAST = 40.0
"""Between walls and corridors, of 255; below it the picture cannot be read."""
_OTHER_MAZE = 0.12
"""Share of sides that contradict the maze, above which it is another maze."""
_AT_GATE = 62.0
"""How far outside its gate a line may begin or end, px."""
_OUTSIDE = 90
"""Ink in other places outside that is overlooked, square px."""


@lru_cache(maxsize=64)
def right_way(maze: Maze) -> list[int]:
    """The rooms from the right entrance to the goal."""
    return way_between(maze, room_of(maze, ways_in(maze)[0].side), goal_room(maze))


def walls_of(maze: Maze) -> npt.NDArray[np.bool_]:
    """(sides,) whether each is a wall."""
    walls = np.ones(len(plan(maze).sides), bool)
    gates = [gate.side for gate in maze.entrances] + [maze.goal] * (maze.goal >= 0)
    walls[[*maze.passages, *gates]] = False
    return walls


def _rooms(maze: Maze) -> Rooms:
    return rooms_of(plan(maze), (side_of(maze), side_of(maze)))


def judge(maze: Maze, source: RGB, registration: Registration) -> Verdict:
    """The verdict on a drawn answer under one registration."""
    rooms, walls, picture = _rooms(maze), walls_of(maze), registration.picture
    ink = fresh_ink(source, picture, RED)
    changed, contrast = rooms.changed(picture, ink, walls)
    if float(changed.mean()) > _OTHER_MAZE:
        return LAYOUT_CHANGED
    if contrast < _LEAST_CONTRAST:
        return Verdict("unreadable", reason="walls and corridors can hardly be told apart")
    walk = rooms.read(ink, walls)
    way, gate = right_way(maze), ways_in(maze)[0]
    extra = set(np.flatnonzero(walk.entered).tolist()) - set(way)
    outside = _outside(maze, walk)
    signs = altered(source, picture, under_ink(ink), _signs(maze))
    crossed = int(walk.crossed.sum())
    checks = {
        "line_drawn": walk.strength > 0 and bool(walk.entered.any()),
        "picture_unchanged": not changed.any() and not signs,
        "no_wall_crossed": crossed == 0,
        "right_entrance": walk.touches(way[0]),
        "goal_reached": walk.touches(way[-1]),
        "connected": walk.joined(way[0], way[-1]),
        "no_extra_branch": not extra and outside <= _OUTSIDE,
    }
    return Verdict.of(
        checks,
        good=f"one line leads from entrance {gate.name} along the corridors to the star",
        read=f"from entrance {gate.name} to the star"
        if checks["connected"]
        else f"a line through {int(walk.entered.sum())} rooms",
        overlay=_overlay(maze, walk, changed),
        line_drawn="no red line was drawn",
        picture_unchanged="a sign was changed" if signs else f"{int(changed.sum())} walls changed",
        no_wall_crossed=f"the line crosses {crossed} wall{'s' * (crossed != 1)}",
        right_entrance=f"the line does not begin at entrance {gate.name}",
        goal_reached="the line does not reach the star",
        connected=f"the line is interrupted between entrance {gate.name} and the star",
        no_extra_branch=f"the line also enters {len(extra)} rooms off the way"
        if extra
        else "the line also runs outside the maze",
    )


def _outside(maze: Maze, walk: Walk) -> int:
    """Square px of ink beyond the outer wall, but for what lies at the right gates."""
    gates = [ways_in(maze)[0].side] + [maze.goal] * (maze.goal >= 0)
    return int((walk.mask & _elsewhere(maze, tuple(gates))).sum())


@lru_cache(maxsize=64)
def _elsewhere(maze: Maze, gates: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    where = plan(maze)
    near = np.zeros((side_of(maze), side_of(maze)), np.uint8)
    for side in gates:
        x, y = where.sides[side].middle
        cv2.circle(near, (round(x), round(y)), round(_AT_GATE), 1, -1)
    return np.asarray(~_rooms(maze).inside(max(6, round(0.3 * where.width))) & (near == 0))


def _signs(maze: Maze) -> list[Box]:
    """The star, and every arrow with its label."""
    where = plan(maze)
    side = 34.0 if maze.goal >= 0 else max(10.0, min(50.0, 0.7 * where.width))
    boxes = [_about(maze, goal_place(maze), side)]
    for gate in maze.entrances:
        boxes.append(_about(maze, arrow_place(where, gate.side, 28.0), 50.0))
    return boxes


def _about(maze: Maze, place: tuple[float, float], side: float) -> Box:
    left, top = (min(max(v - side / 2, 0.0), side_of(maze) - side) for v in place)
    return Box(left, top, side, side)


def _overlay(maze: Maze, walk: Walk, changed: npt.NDArray[np.bool_]) -> str:
    """Rooms that were read as entered, walls read as crossed (orange) or changed (violet)."""
    where, svg = plan(maze), Svg(background=None)
    for room in np.flatnonzero(walk.entered).tolist():
        x, y = where.centres[room]
        svg.circle(x, y, 0.16 * where.width, fill="#2080ff")
    for flags, colour in ((walk.crossed, "#ff9020"), (changed, "#a020f0")):
        for i in np.flatnonzero(flags).tolist():
            x, y = where.sides[i].middle
            svg.circle(x, y, 0.35 * where.width, fill="none", stroke=colour, stroke_width=3)
    return svg.body
