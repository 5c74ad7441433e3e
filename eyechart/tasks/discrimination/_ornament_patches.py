"""Patches that could fill an ornament's hole: the right one, and others wrong in the same respect.

If each wrong patch were the right one with a change of its own, the right one would be the most
like all others, and whoever never looks at the ornament would find it (88 of 100 did).  So all
patches of an item differ in the same respect: one region or band in several colours, an odd region
or band in several places, a band in several widths, or cuts at equal steps along a line.  In widths
and cuts the right one may be any in the row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.tasks.discrimination._ornament_making import COLOURS, Made
from eyechart.tasks.discrimination._ornament_rules import Codes, rows_of
from eyechart.tasks.discrimination._ornament_shapes import Shape, reaching, sampled

__all__ = ["Patch", "right_patch", "wrong_patches"]

_FOREIGN = 99
"""A code that no ornament has."""


class Patch(NamedTuple):
    rows: tuple[str, ...]
    """Colours, row by row, a letter each."""
    shapes: tuple[Shape, ...] = ()
    """What it is drawn of, in the ornament's units, where the hole is; empty: of its rows."""


class _Filling(NamedTuple):
    """What might be in the hole."""

    codes: Codes
    shapes: tuple[Shape, ...]


class _Spot(NamedTuple):
    """A part of the hole whose colour can be changed: a block, a plaid's stripe, or a band."""

    where: npt.NDArray[np.bool_]
    """(h, w) of the hole."""
    place: int = 1
    """Of codes: 1 plain colours; of plaids, 1 the stripes that run down, 3 those across."""
    band: int | None = None


def right_patch(made: Made) -> Patch:
    right = _right(made)
    return Patch(rows_of(right.codes), reaching(right.shapes, *made.hole))


def wrong_patches(
    rng: Random, made: Made, count: int, least: float, most: float, coarse: bool = False
) -> list[Patch] | None:
    """Patches that differ from the right one, and from each other, in at least the share `least`
    of their area, and from the right one in at most `most` while such can be found; None if there
    are not enough.  `coarse` leaves out those that only a comparison of places tells."""
    right = _right(made)
    ways = ("colour", "elsewhere") if coarse else ("colour", "elsewhere", "width", "cut")
    for tries in range(60):
        found: list[_Filling] = []
        for other in _WAYS[rng.choice(ways)](rng, made, right, count):
            apart = [_apart(other.codes, taken.codes) for taken in (right, *found)]
            if min(apart) >= least and (apart[0] <= most or tries >= 40):
                found.append(other)
        if len(found) >= count:
            return [
                Patch(rows_of(codes), reaching(shapes, *made.hole))
                for codes, shapes in found[:count]
            ]
    return None


def _right(made: Made) -> _Filling:
    x, y, w, h = made.hole
    # No way moves a shape by more than this.
    shapes = reaching(made.ornament.shapes, x - 24, y - 24, w + 48, h + 48)
    return _Filling(made.ornament.codes[y : y + h, x : x + w], shapes)


def _apart(a: Codes, b: Codes) -> float:
    """Share of places of different colours."""
    return float((a != b).mean())


def _colour(rng: Random, made: Made, right: _Filling, count: int) -> Iterator[_Filling]:
    """One spot in other colours."""
    spot = next(_spots(rng, made, right))
    own = {int(code) for code in _values(right.codes[spot.where], spot, made)}
    rest = {int(code) for code in _values(right.codes[~spot.where], spot, made)}
    # Colours that stand elsewhere in the patch, if its own does; else such as do not.
    ring = sorted(rest if own <= rest else set(range(COLOURS)) - rest)
    if made.family == "plaid":
        ring = [0, 1, 2]
    if not own <= set(ring):
        return
    rng.shuffle(ring)
    for step in rng.sample(range(1, len(ring)), len(ring) - 1):
        yield _turned(made, right, spot, ring, step)


def _elsewhere(rng: Random, made: Made, right: _Filling, count: int) -> Iterator[_Filling]:
    """A spot that is as it should not be, and in its stead another that is as the first should."""
    spots: list[_Spot] = []
    for _, spot in zip(range(6 * count), _spots(rng, made, right), strict=False):
        if not any((spot.where & other.where).any() for other in spots):
            spots.append(spot)
    ring = [0, 1, 2] if made.family == "plaid" else sorted({int(c) for c in np.unique(right.codes)})
    rng.shuffle(ring)
    if len(spots) > count and len(ring) > 1:
        base = _turned(made, right, spots[0], ring, -1)
        for spot in spots[1:]:
            yield _turned(made, base, spot, ring, 1)


def _width(rng: Random, made: Made, right: _Filling, count: int) -> Iterator[_Filling]:
    """One band wider and narrower by equal steps."""
    if not right.shapes:
        return
    band = rng.choice(sorted({s.band for s in right.shapes if s.code in right.codes}))
    by, own = rng.choice((0.75, 1.0, 1.5)), rng.randint(0, count)

    def changed(shape: Shape, more: float) -> Shape:
        if shape.band != band:
            return shape
        if shape.kind == "zigzag":
            return shape._replace(y=shape.y + more)
        return shape._replace(size=max(0.5, shape.size + more))

    sizes = [i * by - own * by for i in range(count + 1) if i != own]
    found = [_sampled(made, (changed(s, more) for s in right.shapes)) for more in sizes]
    # A band that grew over others is plainly wrong.
    if all(set(np.unique(f.codes)) == set(np.unique(right.codes)) for f in found):
        yield from found


def _cut(rng: Random, made: Made, right: _Filling, count: int) -> Iterator[_Filling]:
    """What is seen in windows at equal steps along a line, all of them within the ornament."""
    x, y, w, h = made.hole
    height, width = made.ornament.codes.shape
    step = rng.choice((2, 3, 4) if right.shapes else (1, 1, 2))
    dx, dy = rng.choice(((1, 0), (0, 1), (1, 1), (1, -1)))
    own = rng.randint(0, count)
    moves = [(dx * step * (i - own), dy * step * (i - own)) for i in range(count + 1)]
    # Where holes may lie (`made`): so the right one is any of them equally often.
    edge = 3 if right.shapes else 1
    within = (
        edge <= x + a <= width - w - edge and edge <= y + b <= height - h - edge for a, b in moves
    )
    if all(within):
        for a, b in moves:
            if (a, b) != (0, 0):
                window = made.ornament.codes[y + b : y + b + h, x + a : x + a + w]
                yield _Filling(
                    window, tuple(s._replace(x=s.x - a, y=s.y - b) for s in right.shapes)
                )


_WAYS: Mapping[str, Callable[[Random, Made, _Filling, int], Iterator[_Filling]]] = {
    "colour": _colour,
    "elsewhere": _elsewhere,
    "width": _width,
    "cut": _cut,
}


def _spots(rng: Random, made: Made, right: _Filling) -> Iterator[_Spot]:
    """Spots of about one size, any number of times."""
    h, w = right.codes.shape
    if right.shapes:
        bands = sorted({s.band for s in right.shapes if s.code in right.codes})
        while True:
            yield _band(made, right, rng.choice(bands))
    if made.family == "plaid":
        stripes = [
            _Spot(np.broadcast_to(lines if place == 1 else lines[:, None], (h, w)), place)
            for place, values in ((1, right.codes[0] % 3), (3, right.codes[:, 0] // 3))
            for lines in _runs(values)
        ]
        while True:
            yield rng.choice(stripes)
    high, wide = rng.choice(((1, 1), (1, 2), (2, 1), (2, 2)))
    while True:
        y, x = rng.randint(0, max(0, h - high)), rng.randint(0, max(0, w - wide))
        where = np.zeros((h, w), bool)
        where[y : y + high, x : x + wide] = True
        yield _Spot(where)


def _band(made: Made, right: _Filling, band: int) -> _Spot:
    marked = (s._replace(code=_FOREIGN) if s.band == band else s for s in right.shapes)
    return _Spot(_sampled(made, marked).codes == _FOREIGN, band=band)


def _runs(values: Codes) -> Iterator[npt.NDArray[np.bool_]]:
    """Where each run of equal values is."""
    edges = [0, *(i + 1 for i, (a, b) in enumerate(pairwise(values)) if a != b), len(values)]
    for start, end in pairwise(edges):
        yield (np.arange(len(values)) >= start) & (np.arange(len(values)) < end)


def _values(codes: Codes, spot: _Spot, made: Made) -> Codes:
    """The colours, of a plaid those of the stripes that run as the spot does."""
    return codes // spot.place % 3 if made.family == "plaid" else codes


def _turned(made: Made, filling: _Filling, spot: _Spot, ring: Sequence[int], step: int) -> _Filling:
    """A spot's colours replaced by those so many steps on in a ring."""
    after = {code: ring[(i + step) % len(ring)] for i, code in enumerate(ring)}
    if spot.band is not None:
        return _sampled(made, (
            s._replace(code=after.get(s.code, s.code)) if s.band == spot.band else s
            for s in filling.shapes
        ))  # fmt: skip
    old = _values(filling.codes, spot, made)
    new = np.array([after.get(code, code) for code in range(9)], np.int8)[old]
    codes = np.where(spot.where, filling.codes + spot.place * (new - old), filling.codes)
    return _Filling(codes.astype(np.int8), ())


def _sampled(made: Made, shapes: Iterable[Shape]) -> _Filling:
    found = tuple(shapes)
    return _Filling(sampled(found, *made.hole), found)
