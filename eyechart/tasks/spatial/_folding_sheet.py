"""A square sheet that is folded flat and punched: exact geometry on whole numbers.

The sheet is `SIDE` units wide, x to the right, y downward.  Creases are straight lines along which
x, y, x + y or x - y is constant, so that each reflection takes whole numbers to whole numbers.  The
part that is folded over always comes to lie within the rest, so that the outline of the folded
paper stays convex.  A hole is punched through all layers: unfolding gives, for each fold taken
back, the hole itself where the paper stayed and its mirror image where it was folded over.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from math import hypot
from random import Random
from typing import NamedTuple

import msgspec

from eyechart.scene.svg import Point

__all__ = [
    "IDENTITY",
    "KINDS",
    "SHAPES",
    "SIDE",
    "Fold",
    "Hole",
    "Layer",
    "apart",
    "contains",
    "edges_of",
    "fold_over",
    "mirrored_fold",
    "outline",
    "possible_folds",
    "random_hole",
    "reflected",
    "sheet",
    "stays_clear",
    "thickness",
    "transposed_fold",
    "unfolded",
]

SIDE = 96
"""The side of the sheet, in units."""
KINDS = ("x", "y", "sum", "difference")
Matrix = tuple[int, int, int, int]
IDENTITY: Matrix = (1, 0, 0, 1)
_MIRRORS: dict[str, Matrix] = {
    "x": (-1, 0, 0, 1),
    "y": (1, 0, 0, -1),
    "sum": (0, -1, -1, 0),
    "difference": (0, 1, 1, 0),
}
_ALL: tuple[Matrix, ...] = (
    IDENTITY, (-1, 0, 0, 1), (1, 0, 0, -1), (-1, 0, 0, -1),
    (0, 1, 1, 0), (0, -1, 1, 0), (0, 1, -1, 0), (0, -1, -1, 0),
)  # fmt: skip
_UPRIGHT = (IDENTITY, (-1, 0, 0, 1))
SHAPES: dict[str, tuple[Matrix, ...]] = {
    "circle": _ALL,
    "square": _ALL,
    "diamond": _ALL,
    "triangle": _UPRIGHT,
    "heart": _UPRIGHT,
    "sail": (IDENTITY,),
    "hook": (IDENTITY,),
}
"""Shapes of holes, and under which of the square's symmetries each stays as it is."""


class Fold(msgspec.Struct, frozen=True, array_like=True):
    """Everything on one side of a line is folded over to the other."""

    kind: str
    """One of `KINDS`: what is constant along the crease."""
    at: int
    """Its value there."""
    over: int
    """Which side moves: 1 where the value is greater, -1 where it is less."""

    def value(self, point: Point) -> float:
        x, y = point
        return {"x": x, "y": y, "sum": x + y, "difference": x - y}[self.kind]

    def beyond(self, point: Point) -> float:
        """How far the point lies on the side that moves; 0 on the crease."""
        return self.over * (self.value(point) - self.at)


class Hole(msgspec.Struct, frozen=True, array_like=True, order=True):
    """A hole, its shape turned or mirrored by a symmetry of the square."""

    x: int
    y: int
    shape: str = "circle"
    turn: Matrix = IDENTITY
    """(a, b, c, d): x and y of the shape become a x + b y and c x + d y."""

    @property
    def centre(self) -> Point:
        return self.x, self.y


class Layer(NamedTuple):
    """One layer of folded paper."""

    corners: tuple[Point, ...]
    face_up: bool
    """Whether the side shows that was up at first."""


def sheet() -> list[Layer]:
    """The sheet as it lies there at first."""
    return [Layer(((0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)), True)]


def _mirrored(point: Point, fold: Fold) -> Point:
    x, y = point
    c = fold.at
    if fold.kind == "x":
        return 2 * c - x, y
    if fold.kind == "y":
        return x, 2 * c - y
    return (c - y, c - x) if fold.kind == "sum" else (y + c, x - c)


def reflected(hole: Hole, fold: Fold) -> Hole:
    """The hole's mirror image in the crease."""
    x, y = _mirrored(hole.centre, fold)
    a, b, c, d = _MIRRORS[fold.kind]
    e, f, g, h = hole.turn
    turn = (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
    return Hole(round(x), round(y), hole.shape, _plain(hole.shape, turn))


def mirrored_fold(fold: Fold) -> Fold:
    """The fold in a picture that is mirrored left to right."""
    if fold.kind == "y":
        return fold
    kind = {"x": "x", "sum": "difference", "difference": "sum"}[fold.kind]
    return Fold(kind, SIDE - fold.at, -fold.over)


def transposed_fold(fold: Fold) -> Fold:
    """The fold in a picture whose x and y have changed places."""
    if fold.kind == "difference":
        return Fold(fold.kind, -fold.at, -fold.over)
    return Fold({"x": "y", "y": "x", "sum": "sum"}[fold.kind], fold.at, fold.over)


def _plain(shape: str, turn: Matrix) -> Matrix:
    """The last of the turns that make this shape look the same."""
    a, b, c, d = turn
    return max(
        (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h) for e, f, g, h in SHAPES[shape]
    )


def _cut(corners: Sequence[Point], fold: Fold, side: int) -> tuple[Point, ...]:
    """The part of a convex polygon on the side that moves (1) or stays (-1)."""
    kept: list[Point] = []
    for a, b in pairwise([*corners, corners[0]]):
        p, q = side * fold.beyond(a), side * fold.beyond(b)
        if p >= 0:
            kept.append(a)
        if p * q < 0:
            share = p / (p - q)
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return tuple(dict.fromkeys(kept)) if _area(kept) > 1e-6 else ()


def fold_over(layers: Sequence[Layer], fold: Fold) -> list[Layer]:
    """The layers after the fold, from the lowest to the uppermost."""
    stay = [Layer(_cut(layer.corners, fold, -1), layer.face_up) for layer in layers]
    move = [Layer(_cut(layer.corners, fold, 1), not layer.face_up) for layer in reversed(layers)]
    turned_over = [
        Layer(tuple(_mirrored(p, fold) for p in layer.corners), layer.face_up) for layer in move
    ]
    return [layer for layer in (*stay, *turned_over) if layer.corners]


@lru_cache(maxsize=8192)
def outline(folds: tuple[Fold, ...]) -> tuple[Point, ...]:
    """The outline of the sheet after these folds."""
    if not folds:
        return sheet()[0].corners
    return _cut(outline(folds[:-1]), folds[-1], -1)


def thickness(folds: tuple[Fold, ...]) -> float:
    """How many layers lie on each other after these folds, on average."""
    return SIDE * SIDE / _area(outline(folds))


@lru_cache(maxsize=8192)
def possible_folds(folds: tuple[Fold, ...], ways: tuple[str, ...]) -> list[Fold]:
    """Folds of the folded paper after which it is still large enough to be punched.

    `ways`: "half" at the middle along x or y, "diagonal" along a line of symmetry aslant, "part" a
    quarter or a third of the paper or a corner of it.
    """
    corners, found = outline(folds), []
    for kind in KINDS:
        values = [Fold(kind, 0, 1).value(corner) for corner in corners]
        low, high = min(values), max(values)
        aslant = kind in KINDS[2:]
        shares = []
        if ("diagonal" if aslant else "half") in ways:
            shares.append(1 / 2)
        if "part" in ways:
            shares += [1 / 4, 3 / 4] if aslant else [1 / 4, 1 / 3, 2 / 3, 3 / 4]
        for share in shares:
            at = low + share * (high - low)
            for over in (1, -1):
                fold = Fold(kind, round(at), over)
                if at == fold.at and at % 2 == 0 and _folds_well(corners, fold):
                    found.append(fold)
    return found


def _folds_well(corners: Sequence[Point], fold: Fold) -> bool:
    """Whether what is folded over comes to lie within the rest, and enough is left."""
    move, stay = _cut(corners, fold, 1), _cut(corners, fold, -1)
    if not move or not stay or _area(stay) < SIDE * SIDE / 17:
        return False
    return all(contains(_mirrored(corner, fold), stay) for corner in move)


def contains(point: Point, corners: Sequence[Point]) -> bool:
    """Whether the point lies in a convex polygon or on its rim."""
    sides = [_side(a, b, point) for a, b in pairwise([*corners, corners[0]])]
    return all(s >= -1e-6 for s in sides) or all(s <= 1e-6 for s in sides)


def _side(a: Point, b: Point, p: Point) -> float:
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])


def _area(corners: Sequence[Point]) -> float:
    if len(corners) < 3:
        return 0.0
    rim = pairwise([*corners, corners[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in rim)) / 2


def unfolded(folds: tuple[Fold, ...], holes: Iterable[Hole]) -> tuple[Hole, ...]:
    """All holes of the sheet when it is flat again, in order, each once."""
    found = set(holes)
    for i in reversed(range(len(folds))):
        before, fold = outline(folds[:i]), folds[i]
        stayed = {h for h in found if fold.beyond(h.centre) <= 0 and contains(h.centre, before)}
        images = {reflected(hole, fold) for hole in found}
        moved = {h for h in images if fold.beyond(h.centre) >= 0 and contains(h.centre, before)}
        found = stayed | moved
    return tuple(sorted(found))


def edges_of(layers: Sequence[Layer]) -> list[tuple[Point, Point]]:
    """All edges of all layers, each once."""
    found = {
        (min(a, b), max(a, b))
        for layer in layers
        for a, b in pairwise([*layer.corners, layer.corners[0]])
    }
    return sorted(found)


def stays_clear(
    edges: Sequence[tuple[Point, Point]], hole: Hole, radius: float, *, on_edge: bool = False
) -> bool:
    """Whether none of these edges is nearer to the hole's centre, but, where it may lie `on_edge`,
    those on which it lies."""
    for a, b in edges:
        away = _distance(hole.centre, a, b)
        if away < radius and not (on_edge and away < 1e-6):
            return False
    return True


def _distance(p: Point, a: Point, b: Point) -> float:
    """From a point to a segment."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy)
    t = min(1.0, max(0.0, t))
    return hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy)


def apart(holes: Sequence[Hole], least: float) -> bool:
    """Whether no two centres are nearer than that."""
    return all(hypot(a.x - b.x, a.y - b.y) >= least for a, b in combinations(holes, 2))


def random_hole(rng: Random, folds: tuple[Fold, ...], shape: str, on_edge: bool) -> Hole:
    """A hole somewhere in the folded paper's bounding box, or with its centre on an edge of it."""
    corners = outline(folds)
    turn = _plain(shape, rng.choice(_ALL))
    if on_edge:
        a, b = rng.choice(list(pairwise([*corners, corners[0]])))
        share = rng.choice((0.25, 0.375, 0.5, 0.625, 0.75))
        return Hole(
            round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1])), shape, turn
        )
    x, y = ([round(axis) for axis in axes] for axes in zip(*corners, strict=True))
    return Hole(
        2 * rng.randint(min(x) // 2, max(x) // 2), 2 * rng.randint(min(y) // 2, max(y) // 2),
        shape, turn,
    )  # fmt: skip
