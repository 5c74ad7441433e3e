"""A sheet folded along straight creases, and the outline of what lies there then.

The folded paper is a heap of convex layers.  Its outline is made of those pieces of the layers'
edges that have paper on one side only.  The same code runs on fractions, where every decision is
exact, and on floating numbers, for drawing and for a first look at many candidates.  (Folds whose
flap stays within the rest are `_folding_sheet.py`; here flaps may stick out.)
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import msgspec

__all__ = [
    "Corner", "Crease", "Layer", "Real", "Spot", "Steps", "chord", "cut", "fold_over", "folded",
    "rim", "ring",
]  # fmt: skip

Real = Fraction | float
Spot = tuple[Real, Real]
Corner = tuple[int, int]
_NIL = 1e-6


class Crease(msgspec.Struct, frozen=True, array_like=True, order=True):
    """The line where a x + b y = c; the part where it is greater is folded over."""

    a: int
    b: int
    c: int

    def beyond(self, spot: Spot) -> Real:
        """How far on the side that moves, in units of (a, b)'s length; 0 on the crease."""
        return self.a * spot[0] + self.b * spot[1] - self.c

    def image(self, spot: Spot) -> Spot:
        twice = 2 * self.beyond(spot) / (self.a * self.a + self.b * self.b)
        return spot[0] - twice * self.a, spot[1] - twice * self.b


Steps = tuple[tuple[Crease, ...], ...]
"""Creases, those of one step folded together: none of their flaps meets another crease."""


class Layer(NamedTuple):
    """One convex layer; its corners run such that the paper is on one and the same side."""

    corners: tuple[Spot, ...]
    face_up: bool
    """Whether the side shows that was up at first."""


def folded(sheet: Sequence[Corner], steps: Steps, *, exact: bool) -> list[list[Layer]]:
    """The layers before the first step, and after each, from the lowest to the uppermost."""
    kind = Fraction if exact else float
    states = [[Layer(tuple((kind(x), kind(y)) for x, y in sheet), True)]]
    for step in steps:
        layers = states[-1]
        for crease in step:
            layers = fold_over(layers, crease)
        states.append(layers)
    return states


def fold_over(layers: Sequence[Layer], crease: Crease) -> list[Layer]:
    stay = [Layer(cut(layer.corners, crease, -1), layer.face_up) for layer in layers]
    flap = [
        # A mirror turns the sense of the corners around.
        Layer(
            tuple(crease.image(spot) for spot in cut(layer.corners, crease, 1)[::-1]),
            not layer.face_up,
        )
        for layer in reversed(layers)
    ]
    return [layer for layer in (*stay, *flap) if layer.corners]


def cut(corners: Sequence[Spot], crease: Crease, side: int) -> tuple[Spot, ...]:
    """The part of a convex polygon on the side that moves (1) or stays (-1); () if none."""
    kept: list[Spot] = []
    inside = False
    for p, q in ring(corners):
        here, there = side * crease.beyond(p), side * crease.beyond(q)
        if here > 0 or _nil(here):
            kept.append(p)
            inside |= not _nil(here)
        if not _nil(here) and not _nil(there) and (here > 0) != (there > 0):
            share = here / (here - there)
            kept.append((p[0] + share * (q[0] - p[0]), p[1] + share * (q[1] - p[1])))
    return tuple(kept) if inside else ()


def chord(layers: Sequence[Layer], crease: Crease) -> tuple[Spot, Spot] | None:
    """Where the crease enters and leaves the paper; None if it does not, or more than once."""
    spans = []
    for layer in layers:
        on = [spot for spot in cut(layer.corners, crease, 1) if _nil(crease.beyond(spot))]
        if len(on) > 1:
            spans.append((min(on), max(on)))
    if not spans:
        return None
    (low, high), *rest = sorted(spans)
    for a, b in rest:
        if a > high:
            return None
        high = max(high, b)
    return low, high


def rim(layers: Sequence[Layer]) -> tuple[Spot, ...] | None:
    """The corners of the outline in order; None if it is not one line that meets itself nowhere."""
    after: dict[Spot, Spot] = {}
    names: dict[Spot, Spot] = {}
    for p, q in _bare(layers):
        start, end = _key(p), _key(q)
        if after.setdefault(start, end) != end:
            return None
        names[start] = p
    start = spot = min(after)
    round_: list[Spot] = []
    while not round_ or spot != start:
        if spot not in after:
            return None  # two floating numbers that are nearly equal, but not quite
        round_.append(names[spot])
        spot = after[spot]
    if len(round_) != len(after):
        return None
    return tuple(
        b
        for a, b, c in zip(round_[-1:] + round_[:-1], round_, round_[1:] + round_[:1], strict=True)
        if not _nil(_cross(_from(a, b), _from(b, c)))
    )


def ring(corners: Sequence[Spot]) -> Iterator[tuple[Spot, Spot]]:
    """The sides of a polygon."""
    return pairwise([*corners, corners[0]])


def _bare(layers: Sequence[Layer]) -> Iterator[tuple[Spot, Spot]]:
    """Pieces of edges with paper on one side only, run such that it is on the layers' side."""
    solid = [[(p, _from(p, q)) for p, q in ring(layer.corners)] for layer in layers]
    edges = list(dict.fromkeys(edge for layer in layers for edge in ring(layer.corners)))
    for p, q in edges:
        way = _from(p, q)
        for t, u in pairwise(_meetings(p, way, edges)):
            middle = (p[0] + (t + u) / 2 * way[0], p[1] + (t + u) / 2 * way[1])
            if _beside(solid, middle, way) == (True, False):
                yield (
                    (p[0] + t * way[0], p[1] + t * way[1]),
                    (p[0] + u * way[0], p[1] + u * way[1]),
                )


def _meetings(p: Spot, way: Spot, edges: Sequence[tuple[Spot, Spot]]) -> list[Real]:
    """Where along an edge from `p`, from 0 to 1, it meets others, its ends included."""
    (x, y), (dx, dy) = p, way
    long = dx * dx + dy * dy
    found: list[Real] = [x * 0, x * 0 + 1]
    for r, s in edges:
        off = dx * (r[1] - y) - dy * (r[0] - x)
        far = dx * (s[1] - y) - dy * (s[0] - x)
        if _nil(off) or _nil(far):
            here = [spot for spot, away in ((r, off), (s, far)) if _nil(away)]
            found += [_dot(_from(p, spot), way) / long for spot in here]
        elif (off > 0) != (far > 0):
            share = off / (off - far)
            found.append((_dot(_from(p, r), way) + share * _dot(_from(r, s), way)) / long)
    inner = sorted(t for t in found if 0 <= t <= 1)
    return [inner[0]] + [u for t, u in pairwise(inner) if not _nil(u - t)]


def _beside(
    solid: Sequence[Sequence[tuple[Spot, Spot]]], spot: Spot, way: Spot
) -> tuple[bool, bool]:
    """Whether there is paper on either side of a spot on an edge that runs this way.

    Layers are given by where their edges begin and how these run.
    """
    x, y = spot
    near = far = False
    for layer in solid:
        here = there = True
        for p, edge in layer:
            inward = edge[0] * (y - p[1]) - edge[1] * (x - p[0])
            if _nil(inward):
                along = _dot(edge, way)
                here, there = here and along > 0, there and along < 0
            elif inward < 0:
                break
        else:
            near, far = near or here, far or there
    return near, far


def _from(p: Spot, q: Spot) -> Spot:
    return q[0] - p[0], q[1] - p[1]


def _cross(a: Spot, b: Spot) -> Real:
    return a[0] * b[1] - a[1] * b[0]


def _dot(a: Spot, b: Spot) -> Real:
    return a[0] * b[0] + a[1] * b[1]


def _nil(value: Real) -> bool:
    return abs(value) < _NIL if isinstance(value, float) else value == 0


def _key(spot: Spot) -> Spot:
    """Equal for equal spots, exact or not."""
    x, y = spot
    return (round(x, 5), round(float(y), 5)) if isinstance(x, float) else (x, y)
