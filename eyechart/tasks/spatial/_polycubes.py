"""Pieces made of unit cubes: their 24 turns, when two are the same piece, and which cubes show.

A piece is a sorted tuple of cubes that is moved to where its least coordinates are 0.  Pieces are
the same if one can be turned into the other; a mirror image, in general, is another piece.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import permutations, product
from random import Random

from eyechart.scene.solids import AXES, Cube, View

__all__ = [
    "TURNED",
    "UPRIGHT",
    "Piece",
    "Turning",
    "all_seen",
    "around",
    "canonical",
    "changed_by_one",
    "in_one_piece",
    "mirrored",
    "placed",
    "turned",
]

Piece = tuple[Cube, ...]
Turning = tuple[Cube, Cube, Cube]
"""Three rows of a rotation matrix."""
_ACROSS = 4
"""A face is looked at in so many points along each side."""
_REACH = 12
"""Cells that a ray passes at most before it has left every piece."""


def _determinant(m: Turning) -> int:
    (a, b, c), (d, e, f), (g, h, i) = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _turnings() -> Iterator[Turning]:
    for order, signs in product(permutations(range(3)), product((1, -1), repeat=3)):
        rows = [[0, 0, 0] for _ in range(3)]
        for row, axis, sign in zip(rows, order, signs, strict=True):
            row[axis] = sign
        a, b, c = ((row[0], row[1], row[2]) for row in rows)
        if _determinant((a, b, c)) == 1:
            yield a, b, c


TURNED: tuple[Turning, ...] = tuple(sorted(_turnings()))
"""All 24."""
UPRIGHT: tuple[Turning, ...] = tuple(m for m in TURNED if m[2] == (0, 0, 1))
"""The four about the vertical."""


def placed(cubes: Collection[Cube]) -> Piece:
    """The cubes as a piece."""
    x, y, z = (min(axis) for axis in zip(*cubes, strict=True))
    return tuple(sorted((a - x, b - y, c - z) for a, b, c in cubes))


def turned(piece: Piece, by: Turning) -> Piece:
    (a, b, c), (d, e, f), (g, h, i) = by
    return placed(
        [(a * x + b * y + c * z, d * x + e * y + f * z, g * x + h * y + i * z) for x, y, z in piece]
    )


def mirrored(piece: Piece) -> Piece:
    return placed([(-x, y, z) for x, y, z in piece])


@lru_cache(maxsize=4096)
def canonical(piece: Piece) -> Piece:
    """Equal for two pieces if and only if they are the same."""
    return min(turned(piece, by) for by in TURNED)


def around(cube: Cube) -> Iterator[Cube]:
    """The six cubes that share a face with it."""
    x, y, z = cube
    for dx, dy, dz in AXES:
        yield x + dx, y + dy, z + dz
        yield x - dx, y - dy, z - dz


def in_one_piece(cubes: Collection[Cube]) -> bool:
    """Whether the cubes hang together by their faces."""
    all_cubes = set(cubes)
    reached, ahead = set(), [min(all_cubes)]
    while ahead:
        cube = ahead.pop()
        if cube in all_cubes and cube not in reached:
            reached.add(cube)
            ahead += around(cube)
    return reached == all_cubes


def changed_by_one(
    rng: Random, piece: Piece, most: int
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Pieces with one cube more, one less, and one moved; so many of each at most."""
    filled = set(piece)
    added = sorted({near for cube in piece for near in around(cube)} - filled)
    less = [filled - {cube} for cube in piece if len(piece) > 1]
    less = [cubes for cubes in less if in_one_piece(cubes)]
    added = rng.sample(added, min(most, len(added)))
    less = rng.sample(less, min(most, len(less)))
    moved = [
        cubes | {new}
        for cubes, new in product(less, added)
        if any(near in cubes for near in around(new))
    ]
    return (
        [placed([*piece, new]) for new in added],
        [placed(cubes) for cubes in less],
        [placed(cubes) for cubes in rng.sample(moved, min(most, len(moved)))],
    )


def all_seen(piece: Piece, view: View, points: int = 5) -> bool:
    """Whether each cube shows at least so many of the 16 points of one of its faces."""
    filled = frozenset(piece)
    return all(_seen(cube, filled, view, points) for cube in piece)


def _seen(cube: Cube, filled: frozenset[Cube], view: View, points: int) -> bool:
    x, y, z = cube
    for side, (ox, oy, oz) in enumerate(AXES):
        if (x + ox, y + oy, z + oz) in filled:
            continue
        free = 0
        for ray in _rays(view, side):
            free += all((x + dx, y + dy, z + dz) not in filled for dx, dy, dz in ray)
            if free >= points:
                return True
    return False


@lru_cache(maxsize=64)
def _rays(view: View, side: int) -> tuple[tuple[Cube, ...], ...]:
    """From the points of a cube's side, the cells (relative to it) on the way to the viewer."""
    steps = [(i + 0.5) / _ACROSS for i in range(_ACROSS)]
    return tuple(
        tuple(_passed(view, side, ((1.0, u, v), (u, 1.0, v), (u, v, 1.0))[side]))
        for u, v in product(steps, steps)
    )


def _passed(view: View, side: int, start: tuple[float, float, float]) -> Iterator[Cube]:
    cell, toward = list(AXES[side]), view.toward
    for _ in range(_REACH):
        yield cell[0], cell[1], cell[2]
        # The wall that the ray meets first; all its components are positive.
        times = [(cell[i] + 1 - start[i]) / toward[i] for i in range(3)]
        cell[times.index(min(times))] += 1
