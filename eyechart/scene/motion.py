"""Exact motion of a ball among straight walls: closed form between touches, event by event.

The ball keeps its speed and is reflected like light at a mirror; no gravity, no friction, no spin.
A wall is a middle line with a thickness and round ends, so that the ball's centre moves like a
point among capsules: against a wall's side it is thrown back about the side's normal, against an
end about the line of the two centres.  A physics engine steps through time and is 22 px off after
two seconds (reference: drawing_and_reading.md, 3.1); here the only error is that of floating point.

Distances and times are in whatever units the caller uses; only their ratio, the velocity, matters.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from math import hypot, sqrt
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

__all__ = ["Path", "Touch", "Wall", "first_touches", "path_through", "room", "touches"]

Point = tuple[float, float]
Points = npt.NDArray[np.float64]


class Wall(msgspec.Struct, frozen=True):
    """A straight wall from `a` to `b` (middle line), `thick` across, with round ends."""

    a: Point
    b: Point
    thick: float = 0.0


class Touch(NamedTuple):
    """One meeting of ball and wall."""

    time: float
    """Since the start."""
    centre: Point
    """Where the ball's centre is."""
    velocity: Point
    """The ball's, after the touch."""
    wall: int
    """Index of the wall."""
    along: float
    """Where on the wall's middle line, 0 at `a` to 1 at `b`; at an end exactly 0 or 1."""
    normal: Point
    """Unit vector from the wall to the ball."""


class Path(NamedTuple):
    """The way of the ball's centre: a polyline, and when each corner is reached."""

    corners: Points
    """(n, 2)"""
    times: npt.NDArray[np.float64]
    """(n,), rising from 0."""

    def at(self, times: npt.NDArray[np.floating[Any]]) -> Points:
        """Where the ball is, (..., 2); before the start and after the end it rests."""
        x, y = (np.interp(times, self.times, self.corners[:, axis]) for axis in (0, 1))
        return np.stack([x, y], axis=-1)


def room(width: float, height: float) -> tuple[Wall, ...]:
    """The four sides of a court: top, right, bottom, left, clockwise, without thickness."""
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0))
    return tuple(Wall(a, b) for a, b in pairwise(corners))


def touches(start: Point, velocity: Point, radius: float, walls: Sequence[Wall]) -> Iterator[Touch]:
    """The touches in order, without end unless the ball leaves through a gap."""
    time, place, speed = 0.0, start, velocity
    lines = [_line(wall, radius) for wall in walls]
    while True:
        met = [
            (*meeting, index)
            for index, line in enumerate(lines)
            if (meeting := _meeting(place, speed, line)) is not None
        ]
        if not met:
            return
        wait, along, normal, index = min(met)
        time += wait
        place = (place[0] + wait * speed[0], place[1] + wait * speed[1])
        into = 2 * (speed[0] * normal[0] + speed[1] * normal[1])
        speed = (speed[0] - into * normal[0], speed[1] - into * normal[1])
        yield Touch(time, place, speed, index, along, normal)


def path_through(start: Point, met: Sequence[Touch]) -> Path:
    """The path from the start through these touches."""
    corners = np.array([start, *(touch.centre for touch in met)])
    return Path(corners, np.array([0.0, *(touch.time for touch in met)]))


def first_touches(
    start: Point, velocity: Point, radius: float, walls: Sequence[Wall], count: int
) -> list[Touch]:
    """The first `count` touches, or fewer if the ball leaves."""
    return list(islice(touches(start, velocity, radius, walls), count))


class _Line(NamedTuple):
    """A wall as the ball's centre meets it."""

    start: Point
    along: Point
    """Unit vector from `a` to `b`."""
    length: float
    reach: float
    """Distance of the centre from the middle line at a touch."""
    ends: bool


def _line(wall: Wall, radius: float) -> _Line:
    dx, dy = wall.b[0] - wall.a[0], wall.b[1] - wall.a[1]
    length = hypot(dx, dy)
    unit = dx / length, dy / length
    return _Line(wall.a, unit, length, radius + wall.thick / 2, wall.thick > 0)


def _meeting(place: Point, speed: Point, line: _Line) -> tuple[float, float, Point] | None:
    """(wait, along, normal) of the next meeting with this wall alone, or None."""
    (ax, ay), (ux, uy), length, reach, ends = line
    px, py = place[0] - ax, place[1] - ay
    beside, away = -px * uy + py * ux, -speed[0] * uy + speed[1] * ux
    side = 1.0 if beside >= 0 else -1.0
    closing = -side * away
    if closing > 0 and side * beside > 0.5 * reach:
        wait = max(0.0, (side * beside - reach) / closing)
        along = (px + wait * speed[0]) * ux + (py + wait * speed[1]) * uy
        if 0 <= along <= length:
            return wait, along / length, (-side * uy, side * ux)
    if not ends:
        return None
    hits = _end(px, py, speed, reach), _end(px - length * ux, py - length * uy, speed, reach)
    return min(((hit[0], float(end), hit[1]) for end, hit in enumerate(hits) if hit), default=None)


def _end(x: float, y: float, speed: Point, reach: float) -> tuple[float, Point] | None:
    """(wait, normal) of the meeting with a round end, the centre being (x, y) off the end's."""
    closing = -(x * speed[0] + y * speed[1])
    if closing <= 0:
        return None
    square = speed[0] ** 2 + speed[1] ** 2
    under = closing**2 - square * (x * x + y * y - reach * reach)
    if under <= 0:
        return None
    wait = max(0.0, (closing - sqrt(under)) / square)
    return wait, ((x + wait * speed[0]) / reach, (y + wait * speed[1]) / reach)
