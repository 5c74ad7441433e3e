"""Floor plans of mazes: rooms in squares, in rings or in hexagons, and the sides they share.

A plan is geometry alone: which rooms there are, and between which two each side runs.  Whether a
side is a wall or a passage is the maze's own affair.  Rooms and sides are numbered in an order that
depends on the kind and the size of a plan only, so that a maze is told in these numbers.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from math import atan2, ceil, cos, hypot, pi, sin, sqrt
from typing import NamedTuple

from eyechart.scene.svg import Point

__all__ = ["KINDS", "OUTSIDE", "Plan", "Side", "plan_of"]

KINDS = ("square", "round", "hex")
OUTSIDE = -1
"""The room beyond the outer sides."""


class Side(NamedTuple):
    """Where two rooms touch."""

    rooms: tuple[int, int]
    """The second is OUTSIDE at the border."""
    points: tuple[Point, ...]
    """The line between them, px."""

    @property
    def middle(self) -> Point:
        n = len(self.points)
        a, b = self.points[(n - 1) // 2], self.points[n // 2]
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2


class Plan(NamedTuple):
    """Rooms and the sides between them."""

    centres: tuple[Point, ...]
    """Of the rooms, px."""
    sides: tuple[Side, ...]
    width: float
    """Of a corridor, px."""
    outline: tuple[Point, ...]
    """Corners of the whole, px."""
    middle: int
    """The room nearest to the plan's centre."""

    @property
    def border(self) -> list[int]:
        """Sides to the outside, clockwise from the left end of the top."""
        x = sum(p[0] for p in self.outline) / len(self.outline)
        y = sum(p[1] for p in self.outline) / len(self.outline)

        def angle(i: int) -> float:
            a, b = self.sides[i].middle
            return (atan2(b - y, a - x) + 0.75 * pi + 1e-6) % (2 * pi)

        outer = [i for i, side in enumerate(self.sides) if side.rooms[1] == OUTSIDE]
        return sorted(outer, key=angle)

    def neighbours(self) -> dict[int, list[tuple[int, int]]]:
        """(room beyond, side) of each room."""
        out: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for i, side in enumerate(self.sides):
            a, b = side.rooms
            if b != OUTSIDE:
                out[a].append((b, i))
                out[b].append((a, i))
        return out

    def outward(self, side: int) -> Point:
        """The unit vector from the inner room of a border side to the outside."""
        points = self.sides[side].points
        (ax, ay), (bx, by) = points[0], points[-1]
        x, y = by - ay, ax - bx
        (mx, my), (cx, cy) = self.sides[side].middle, self.centres[self.sides[side].rooms[0]]
        sign = 1 if x * (mx - cx) + y * (my - cy) > 0 else -1
        long = sign * hypot(x, y)
        return x / long, y / long


@lru_cache(maxsize=128)
def plan_of(kind: str, size: int, span: float, centre: float) -> Plan:
    """A plan of a kind in KINDS, `span` px wide and high about (centre, centre).

    `size`: rooms along a side of a square; rings around the middle room of the others.
    """
    make = {"square": _square, "round": _round, "hex": _hexagons}[kind]
    return make(size, span, centre)


def _square(size: int, span: float, centre: float) -> Plan:
    cell, start = span / size, centre - span / 2

    def at(r: float, c: float) -> Point:
        return start + c * cell, start + r * cell

    def room(r: int, c: int) -> int:
        return r * size + c if 0 <= r < size and 0 <= c < size else OUTSIDE

    sides = []
    for r in range(size + 1):
        for c in range(size + 1):
            for pair, end in (
                ((room(r - 1, c), room(r, c)), (r, c + 1)),
                ((room(r, c - 1), room(r, c)), (r + 1, c)),
            ):
                if max(pair) != OUTSIDE and max(end) <= size:
                    a, b = sorted(pair, reverse=OUTSIDE in pair)
                    sides.append(Side((a, b), (at(r, c), at(*end))))
    centres = tuple(at(r + 0.5, c + 0.5) for r in range(size) for c in range(size))
    corners = (at(0, 0), at(0, size), at(size, size), at(size, 0))
    return Plan(centres, tuple(sides), cell, corners, room(size // 2, size // 2))


def _round(size: int, span: float, centre: float) -> Plan:
    width = span / 2 / (size + 1)
    counts = [1, 6]
    for ring in range(2, size + 1):
        wide = 2 * pi * ring / counts[-1] > 1.9
        counts.append(counts[-1] * (2 if wide else 1))
    first = [sum(counts[:ring]) for ring in range(size + 2)]

    def at(radius: float, turn: float) -> Point:
        angle = 2 * pi * turn - pi / 2
        return centre + radius * width * cos(angle), centre + radius * width * sin(angle)

    def arc(radius: float, a: float, b: float) -> tuple[Point, ...]:
        steps = max(2, 2 * ceil(2 * pi * radius * width * (b - a) / 14))
        return tuple(at(radius, a + (b - a) * i / steps) for i in range(steps + 1))

    centres, sides = [(centre, centre)], []
    for ring in range(1, size + 1):
        n, inner = counts[ring], counts[ring - 1]
        for i in range(n):
            here = first[ring] + i
            centres.append(at(ring + 0.5, (i + 0.5) / n))
            sides.append(
                Side((first[ring - 1] + i * inner // n, here), arc(ring, i / n, (i + 1) / n))
            )
            sides.append(
                Side(
                    (here, first[ring] + (i + 1) % n),
                    (at(ring, (i + 1) / n), at(ring + 1, (i + 1) / n)),
                )
            )
            if ring == size:
                sides.append(Side((here, OUTSIDE), arc(ring + 1, i / n, (i + 1) / n)))
    return Plan(tuple(centres), tuple(sides), width, arc(size + 1, 0.0, 1.0)[:-1], 0)


_AROUND = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
"""Axial steps; step i leads over the side between corners i and i + 1."""


def _hexagons(size: int, span: float, centre: float) -> Plan:
    edge = span / max(3 * size + 2, sqrt(3) * (2 * size + 1))
    places = [(q, r) for r in range(-size, size + 1) for q in range(-size, size + 1)]
    places = [(q, r) for q, r in places if abs(q + r) <= size]
    room = {place: i for i, place in enumerate(places)}

    def at(q: float, r: float) -> Point:
        return centre + edge * sqrt(3) * (q + r / 2), centre + edge * 1.5 * r

    def corner(middle: Point, i: int) -> Point:
        angle = pi / 3 * i - pi / 6
        return middle[0] + edge * cos(angle), middle[1] + edge * sin(angle)

    sides = []
    for (q, r), here in room.items():
        for i, (dq, dr) in enumerate(_AROUND):
            beyond = room.get((q + dq, r + dr), OUTSIDE)
            if beyond == OUTSIDE or beyond > here:
                line = (corner(at(q, r), i), corner(at(q, r), i + 1))
                sides.append(Side((here, beyond), line))
    outer = [side.points for side in sides if side.rooms[1] == OUTSIDE]
    return Plan(
        tuple(at(*place) for place in places),
        tuple(sides),
        1.25 * edge,  # rooms are wider, but their doors are one edge
        tuple(_chained(outer)),
        room[0, 0],
    )


def _chained(lines: list[tuple[Point, ...]]) -> Iterator[Point]:
    """The corners of a closed outline, from its sides in any order, each gone through clockwise."""

    def key(point: Point) -> tuple[int, int]:
        return round(point[0] * 16), round(point[1] * 16)

    after = {key(a): (a, b) for a, b in lines}
    here = next(iter(after))
    for _ in lines:
        a, b = after[here]
        yield a
        near = [k for k in after if abs(k[0] - key(b)[0]) <= 1 and abs(k[1] - key(b)[1]) <= 1]
        here = near[0]
