"""How courts of `bounce` are made: path first.

An empty court, a ball that rolls in it, and then gates on stretches of the rim that the ball does
not touch, but for the last.  What a careful person with a ruler could get wrong is thrown away: the
same walls in the same order, and the same gate, must come out when the ball's direction is changed
by `slack` and its start by 1 % of the court, either way.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, product
from math import cos, hypot, pi, sin
from random import Random
from typing import Any, NamedTuple

import msgspec

from eyechart.scene.motion import Touch, Wall, touches
from eyechart.scene.svg import Point
from eyechart.tasks.physics._court import SIDES, THICK, Court, Gate

__all__ = ["made", "regated"]

_ROLLS = 60
"""Balls tried in one court before another is made."""
_GAP = 6
"""From a gate to a corner, and half of that from gate to gate, px."""
_MARGIN = 8
"""From every gate's end to where the ball may touch the rim, px."""


def made(rng: Random, *, bounces: int, slack: float, **knobs: Any) -> Court:
    """A court in which the ball touches a gate after exactly `bounces` walls."""
    while True:
        empty = _empty_court(rng, **knobs)
        if empty is None:
            continue
        for _ in range(_ROLLS):
            court = _rolled(rng, empty, knobs["arrow"])
            gated = court and regated(rng, court, bounces=bounces, slack=slack, **knobs)
            if gated:
                return gated


def regated(rng: Random, court: Court, *, bounces: int, slack: float, **knobs: Any) -> Court | None:
    """The court with new gates for its ball; None if it leaves a doubt or there is no room."""
    spreads = _spreads(court, bounces, slack)
    return _gated(rng, court, spreads, **knobs) if spreads else None


def _empty_court(rng: Random, *, walls: int, slanted: int, **knobs: Any) -> Court | None:
    """A court with inner walls that leave the ball room everywhere; None if they do not fit."""
    width, height = rng.choice((320, 360, 400)), rng.choice((320, 360, 400))
    if walls > 3:
        width = height = 400
    gap = 2 * knobs["radius"] + THICK + 14
    found: list[tuple[int, int, int, int]] = []
    for index in range(walls):
        for _ in range(40):
            wall = _wall(rng, width, height, slanted=index < slanted)
            if _clear(wall, found, width, height, gap):
                found.append(wall)
                break
        else:
            return None
    rng.shuffle(found)
    return Court(width, height, knobs["radius"], (0, 0), (0, 0), tuple(found), (), knobs["beat"])


def _wall(rng: Random, width: int, height: int, *, slanted: bool) -> tuple[int, int, int, int]:
    """A wall 80 to 130 long somewhere in the court."""
    length = rng.randrange(80, 131, 10)
    angle = rng.choice((0.0, pi / 2))
    if slanted:
        angle = rng.choice((1, -1)) * rng.uniform(pi / 9, pi / 2 - pi / 9)
    dx, dy = round(length * cos(angle)), round(length * sin(angle))
    x, y = rng.randrange(0, width - abs(dx), 5), rng.randrange(0, height - abs(dy), 5)
    return (x, y, x + dx, y + dy) if dy >= 0 else (x, y - dy, x + dx, y)


def _clear(
    wall: tuple[int, int, int, int],
    others: Sequence[tuple[int, int, int, int]],
    width: int,
    height: int,
    gap: int,
) -> bool:
    """Whether the wall keeps `gap` to the rim and to the others."""
    xs, ys = wall[::2], wall[1::2]
    if min(*xs, *ys, width - max(xs), height - max(ys)) < gap:
        return False
    return all(_apart_by(wall, other) >= gap for other in others)


def _apart_by(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> float:
    """Distance of two walls' middle lines, to within a px or two."""
    shares = [i / 12 for i in range(13)]
    return min(_beside(a[0] + s * (a[2] - a[0]), a[1] + s * (a[3] - a[1]), b) for s in shares)


def _beside(x: float, y: float, wall: tuple[int, int, int, int]) -> float:
    """Distance of a point from a wall's middle line."""
    ax, ay, dx, dy = wall[0], wall[1], wall[2] - wall[0], wall[3] - wall[1]
    share = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
    share = min(1.0, max(0.0, share))
    return hypot(x - ax - share * dx, y - ay - share * dy)


# -- rolling the ball -------------------------------------------------------------------------


class _Spread(NamedTuple):
    """Where a touch may come to lie on its wall, in x or y, the changed balls included."""

    wall: int
    low: float
    high: float


def _rolled(rng: Random, court: Court, arrow: float) -> Court | None:
    """The court with a ball and its arrow; None if the draw was unlucky."""
    edge = court.radius + 8
    ball = rng.randrange(edge, court.width - edge), rng.randrange(edge, court.height - edge)
    angle, length = rng.uniform(0, 2 * pi), arrow * rng.uniform(0.9, 1.1)
    if abs(sin(2 * angle)) < 0.2:  # within 6 degrees of an axis it would go to and fro
        return None
    if any(_beside(*ball, wall) < edge + THICK / 2 for wall in court.walls):
        return None
    tip = round(length * cos(angle)), round(length * sin(angle))
    return msgspec.structs.replace(court, ball=ball, arrow=tip)


def _spreads(court: Court, bounces: int, slack: float) -> list[_Spread] | None:
    """Where the touches may lie; None if they are not the same for every slightly changed ball."""
    walls, radius = court.obstacles, court.radius
    rolling = _touched(court.ball, court.velocity, radius, walls)
    met = list(islice(rolling, 1))
    clear = 1.1 * court.beat + (radius + 4) / hypot(*court.velocity)
    if not met or met[0].time < clear:
        return None  # the arrow's tip must not touch anything
    met += islice(rolling, bounces)
    if len(met) <= bounces:
        return None
    inner = sum(touch.wall >= len(SIDES) for touch in met)
    if met[-1].wall >= len(SIDES) or inner < (bounces + 2) // 4 * bool(court.walls):
        return None
    beside = [_touched(*start, radius, walls) for start in _changed_starts(court, slack)]
    found = []
    for touch, *others in zip(met, *beside, strict=False):
        if any(other.wall != touch.wall for other in others):
            return None
        places = [other.centre[touch.wall % 2] for other in (touch, *others)]
        found.append(_Spread(touch.wall, min(places), max(places)))
    return found if len(found) == len(met) else None


def _changed_starts(court: Court, slack: float) -> Iterator[tuple[Point, Point]]:
    """(start, velocity) of the four balls that start aside and aslant."""
    (x, y), (vx, vy) = court.ball, court.velocity
    aside = 0.01 * max(court.width, court.height) / hypot(vx, vy)
    for turn, shift in product((-slack, slack), (-aside, aside)):
        velocity = vx * cos(turn) - vy * sin(turn), vx * sin(turn) + vy * cos(turn)
        yield (x - shift * vy, y + shift * vx), velocity


def _touched(
    start: Point, velocity: Point, radius: float, walls: Sequence[Wall]
) -> Iterator[Touch]:
    """The touches, up to the first that grazes, or lies in a corner or at a wall's end."""
    speed = hypot(*velocity)
    for touch in touches(start, velocity, radius, walls):
        wall = walls[touch.wall]
        length = hypot(wall.b[0] - wall.a[0], wall.b[1] - wall.a[1])
        margin = 4 if wall.thick else radius + 8
        if not margin < touch.along * length < length - margin:
            return
        if touch.velocity[0] * touch.normal[0] + touch.velocity[1] * touch.normal[1] < 0.2 * speed:
            return
        yield touch


# -- placing the gates ------------------------------------------------------------------------


def _gated(
    rng: Random, court: Court, spreads: Sequence[_Spread], *, gates: int, gate: int, **_: Any
) -> Court | None:
    """The court with `gates` gates, `gate` px wide or less; None if there is no room for them.

    The last touch lies well inside one of them and no other touch comes near any.  They are named
    clockwise from a random one, so that every letter is as likely as any other to be right.
    """
    for width in (gate, round(0.85 * gate), round(0.7 * gate)):
        if chosen := _placed(rng, court, spreads, gates, width):
            first = rng.randrange(gates)
            return msgspec.structs.replace(court, gates=(*chosen[first:], *chosen[:first]))
    return None


def _placed(
    rng: Random, court: Court, spreads: Sequence[_Spread], gates: int, gate: int
) -> list[Gate] | None:
    """The gates clockwise from the top left corner, all of one width."""
    sides = ((side, (court.width, court.height)[side % 2]) for side in range(len(SIDES)))
    places = [
        Gate(side, start, start + gate)
        for side, length in sides
        for start in range(_GAP, length - gate - _GAP + 1, 2)
    ]
    places = [place for place in places if not any(_near(place, s) for s in spreads[:-1])]
    last = [place for place in places if _within(place, spreads[-1])]
    if not last:
        return None
    chosen = [rng.choice(last)]
    places = [place for place in places if not _near(place, spreads[-1])]
    while len(chosen) < gates:
        places = [place for place in places if _apart(place, chosen[-1])]
        if not places:
            return None
        chosen.append(rng.choice(places))
    return sorted(chosen, key=lambda g: (g.side, g.start if g.side < 2 else -g.start))


def _within(gate: Gate, spread: _Spread) -> bool:
    inside = gate.start + _MARGIN <= spread.low and spread.high <= gate.end - _MARGIN
    return gate.side == spread.wall and inside


def _near(gate: Gate, spread: _Spread) -> bool:
    beside = spread.low <= gate.end + _MARGIN and spread.high >= gate.start - _MARGIN
    return gate.side == spread.wall and beside


def _apart(gate: Gate, other: Gate) -> bool:
    gap = max(gate.start - other.end, other.start - gate.end)
    return gate.side != other.side or gap >= 2 * _GAP
