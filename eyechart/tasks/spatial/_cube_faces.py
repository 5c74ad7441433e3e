"""Nets of the cube: how they fold, which corners a folded cube can show, and the signs on faces.

A net is six squares (row, column).  It is folded with its printed side out: each square gets a
normal, and the directions in which its right and its down point, in a right-handed frame.  A cube
is looked at so that the sides with normals +x (lower right), -y (lower left) and +z (top) show.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import cos, pi, sin
from typing import NamedTuple

import msgspec

from eyechart.scene.svg import Point
from eyechart.tasks.spatial._polycubes import TURNED

__all__ = ["NETS", "SHOWN", "SIGNS", "Face", "Net", "Seen", "plain", "shown_corners"]

Cell = tuple[int, int]
Net = tuple[Cell, ...]
Vector = tuple[int, int, int]


class Face(msgspec.Struct, frozen=True, array_like=True, order=True):
    """What is printed on a square."""

    sign: str
    colour: int
    turn: int = 0
    """Quarter turns clockwise, as seen from outside."""


Seen = tuple[Face, Face, Face]
"""The faces at the lower right, the lower left and the top, each turned against upright: where up
is up in the picture, and on the top, away from the lower left side."""


def _net(text: str) -> Net:
    rows = text.split("/")
    return tuple((r, c) for r, row in enumerate(rows) for c, x in enumerate(row) if x == "#")


NETS: tuple[Net, ...] = tuple(
    map(
        _net,
        (
            ".#../####/.#..", "#.../####/#...", "#.../####/.#..", "#.../####/..#.",
            "#.../####/...#", ".#../####/..#.", "###../..###", "##../.###/.#..",
            "##../.###/..#.", "##../.###/...#", "##../.##./..##",
        ),
    )
)  # fmt: skip
"""All eleven; the first is the cross, the first six have four in a row."""


def _poly(sides: int, radius: float, first: float = 0.0) -> list[Point]:
    angles = [first + 2 * pi * i / sides for i in range(sides)]
    return [(radius * cos(t), radius * sin(t)) for t in angles]


class Sign(NamedTuple):
    """A sign; y upward, within -1 to 1."""

    outline: list[Point]
    alike: int
    """After so many quarter turns it looks the same: 1, 2 or 4."""


SIGNS: dict[str, Sign] = {
    "none": Sign([], 1),
    "disc": Sign(_poly(28, 0.55), 1),
    "square": Sign([(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)], 1),
    "diamond": Sign(_poly(4, 0.7), 1),
    "plus": Sign(
        [(0.2, 0.65), (-0.2, 0.65), (-0.2, 0.2), (-0.65, 0.2), (-0.65, -0.2), (-0.2, -0.2),
         (-0.2, -0.65), (0.2, -0.65), (0.2, -0.2), (0.65, -0.2), (0.65, 0.2), (0.2, 0.2)], 1),
    "bar": Sign([(-0.22, -0.7), (0.22, -0.7), (0.22, 0.7), (-0.22, 0.7)], 2),
    "triangle": Sign([(0, 0.7), (-0.65, -0.5), (0.65, -0.5)], 4),
    "arrow": Sign(
        [(0, 0.75), (-0.6, 0.1), (-0.22, 0.1), (-0.22, -0.7), (0.22, -0.7), (0.22, 0.1),
         (0.6, 0.1)], 4),
    "tee": Sign(
        [(-0.65, 0.7), (0.65, 0.7), (0.65, 0.3), (0.2, 0.3), (0.2, -0.7), (-0.2, -0.7),
         (-0.2, 0.3), (-0.65, 0.3)], 4),
    "half": Sign([(-0.65, -0.1), *[(0.65 * cos(pi * i / 14), -0.1 + 0.65 * sin(pi * i / 14))
                                   for i in range(15)]], 4),
    "cup": Sign(
        [(-0.6, 0.65), (-0.25, 0.65), (-0.25, -0.2), (0.25, -0.2), (0.25, 0.65), (0.6, 0.65),
         (0.6, -0.6), (-0.6, -0.6)], 4),
    "hook": Sign(
        [(-0.5, 0.75), (-0.1, 0.75), (-0.1, -0.3), (0.55, -0.3), (0.55, -0.7), (-0.5, -0.7)], 4),
    "flag": Sign(
        [(-0.5, 0.75), (0.65, 0.4), (-0.15, 0.05), (-0.15, -0.75), (-0.5, -0.75)], 4),
    "sail": Sign([(-0.5, 0.75), (0.6, -0.65), (-0.5, -0.65)], 4),
}  # fmt: skip
"""By name; the last three differ from their mirror images."""


def plain(face: Face) -> Face:
    """The face with its turn counted only as far as it can be seen."""
    return Face(face.sign, face.colour, face.turn % SIGNS[face.sign].alike)


def _cross(a: Vector, b: Vector) -> Vector:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def _minus(a: Vector) -> Vector:
    return -a[0], -a[1], -a[2]


@lru_cache(maxsize=64)
def _folded(net: Net) -> Mapping[Cell, tuple[Vector, Vector, Vector]]:
    """For each square its normal, its right and its down."""
    frames: dict[Cell, tuple[Vector, Vector, Vector]] = {net[0]: ((0, 0, 1), (1, 0, 0), (0, -1, 0))}
    ahead = [net[0]]
    while ahead:
        r, c = ahead.pop()
        n, right, down = frames[r, c]
        for cell, frame in (
            ((r, c + 1), (right, _minus(n), down)),
            ((r, c - 1), (_minus(right), n, down)),
            ((r + 1, c), (down, right, _minus(n))),
            ((r - 1, c), (_minus(down), right, n)),
        ):
            if cell in net and cell not in frames:
                frames[cell] = frame
                ahead.append(cell)
    return frames


SHOWN: tuple[tuple[Vector, Vector], ...] = (
    ((1, 0, 0), (0, 0, 1)), ((0, -1, 0), (0, 0, 1)), ((0, 0, 1), (0, 1, 0))
)  # fmt: skip
"""Normals of the sides that show, and which way is upright on each."""


def shown_corners(net: Net, faces: Sequence[Face]) -> set[Seen]:
    """What the folded cube shows in each of its 24 positions; `faces` in the order of the net."""
    frames = _folded(net)
    found = set()
    for turning in TURNED:

        def turned(v: Vector, by: tuple[Vector, Vector, Vector] = turning) -> Vector:
            a, b, c = (sum(x * y for x, y in zip(row, v, strict=True)) for row in by)
            return a, b, c

        sides: dict[Vector, tuple[Face, Vector]] = {}
        for cell, face in zip(net, faces, strict=True):
            n, right, down = frames[cell]
            up = (_minus(down), right, down, _minus(right))[face.turn]
            sides[turned(n)] = face, turned(up)
        seen = []
        for normal, upright in SHOWN:
            face, up = sides[normal]
            across = _cross(upright, normal)
            turn = (upright, across, _minus(upright), _minus(across)).index(up)
            seen.append(plain(Face(face.sign, face.colour, turn)))
        found.add((seen[0], seen[1], seen[2]))
    return found
