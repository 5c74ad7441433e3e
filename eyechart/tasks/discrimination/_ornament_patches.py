"""Patches that could fill an ornament's hole, and patches wrong in one way.

A wrong patch has one region, band or colour changed, a band missing or wider, or is the right one
mirrored or cut from a little aside.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np

from eyechart.tasks.discrimination._fair_options import fair_choice
from eyechart.tasks.discrimination._ornament_making import COLOURS, Hole, Made
from eyechart.tasks.discrimination._ornament_rules import Codes, rows_of
from eyechart.tasks.discrimination._ornament_shapes import Shape, reaching, sampled

__all__ = ["Patch", "right_patch", "wrong_patches"]

_SUBTLE = ("shifted", "a band wider", "a line")


class Patch(NamedTuple):
    rows: tuple[str, ...]
    """Colours, row by row, a letter each."""
    shapes: tuple[Shape, ...] = ()
    """What it is drawn of, in the ornament's units, where the hole is; empty: of its rows."""


def right_patch(made: Made) -> Patch:
    x, y, w, h = made.hole
    shapes = reaching(made.ornament.shapes, *made.hole)
    return Patch(rows_of(made.ornament.codes[y : y + h, x : x + w]), shapes)


def wrong_patches(
    rng: Random, made: Made, count: int, least: float, most: float, coarse: bool = False
) -> list[Patch] | None:
    """Patches that differ from the right one, and from each other, in at least the share `least`
    of their area, and from the right one in at most `most` while such can be found; None if there
    are not enough.  `coarse` leaves out those that only a comparison of places tells."""
    x, y, w, h = made.hole
    right = made.ornament.codes[y : y + h, x : x + w]
    pool: list[tuple[str, Codes, tuple[Shape, ...]]] = []
    ways = _shaped_ways(rng, made) if made.ornament.shapes else _grid_ways(rng, made, right)
    for tries, (kind, codes, shapes) in enumerate(ways):
        if tries > 120 or len(pool) == 2 * count + 3:
            break
        if coarse and kind in _SUBTLE:
            continue
        if tries < 60 and sum(kind == other for other, _, _ in pool) > 1:
            continue
        off = _apart(codes, right)
        if off < least or (off > most and tries < 90):
            continue
        if all(_apart(codes, other) >= least for _, other, _ in pool):
            pool.append((kind, codes, shapes))
    if len(pool) < count:
        return None
    chosen = fair_choice(rng, ("", right, ()), pool, count, lambda a, b: _apart(a[1], b[1]))
    return [Patch(rows_of(codes), reaching(shapes, *made.hole)) for _, codes, shapes in chosen]


def _apart(a: Codes, b: Codes) -> float:
    """Share of places of different colours."""
    return float((a != b).mean())


def _grid_ways(
    rng: Random, made: Made, right: Codes
) -> Iterator[tuple[str, Codes, tuple[Shape, ...]]]:
    x, y, w, h = made.hole
    whole = made.ornament.codes
    inks = sorted({int(code) for code in np.unique(whole)})
    plaid = made.family == "plaid"
    while True:
        yield "mirrored", rng.choice((right[:, ::-1], right[::-1])), ()
        dx, dy = rng.choice(((1, 0), (0, 1), (1, 1), (2, 0), (0, 2)))
        dx, dy = dx * rng.choice((-1, 1)), dy * rng.choice((-1, 1))
        moved = whole[max(0, y + dy) : y + dy + h, max(0, x + dx) : x + dx + w]
        if moved.shape == right.shape:
            yield "shifted", moved, ()
        changed = _stripe(rng, right) if plaid else _region(rng, right, inks)
        yield "a region", changed, ()
        if not plaid:
            a, b = rng.sample(inks, 2)
            swapped = np.where(right == a, b, np.where(right == b, a, right))
            yield "two colours exchanged", swapped, ()
            yield "a line", _line(rng, right), ()


def _region(rng: Random, right: Codes, inks: list[int]) -> Codes:
    """A block of one, two or four places in another colour."""
    h, w = right.shape
    high, wide = rng.choice(((1, 1), (1, 2), (2, 1), (2, 2)))
    y, x = rng.randint(0, max(0, h - high)), rng.randint(0, max(0, w - wide))
    other = right.copy()
    other[y : y + high, x : x + wide] = rng.choice([ink for ink in inks if ink != right[y, x]])
    return other


def _line(rng: Random, right: Codes) -> Codes:
    """Two neighbouring rows or columns exchanged."""
    upright = rng.random() < 0.5
    lines = (right.T if upright else right).copy()
    i = rng.randrange(len(lines) - 1)
    lines[[i, i + 1]] = lines[[i + 1, i]]
    return lines.T if upright else lines


def _stripe(rng: Random, right: Codes) -> Codes:
    """One stripe of a plaid in another colour, or gone."""
    sets = [right[0] % 3, right[:, 0] // 3]
    which = rng.randrange(2)
    lines = sets[which].copy()
    start = end = rng.randrange(len(lines))
    while start > 0 and lines[start - 1] == lines[end]:
        start -= 1
    while end < len(lines) and lines[end] == lines[start]:
        end += 1
    lines[start:end] = rng.choice([colour for colour in range(3) if colour != lines[start]])
    sets[which] = lines
    return np.asarray(3 * sets[1][:, None] + sets[0], np.int8)


def _shaped_ways(rng: Random, made: Made) -> Iterator[tuple[str, Codes, tuple[Shape, ...]]]:
    x, y, w, h = made.hole
    right = made.ornament.codes[y : y + h, x : x + w]
    # No way moves a shape by more than this.
    shapes = reaching(made.ornament.shapes, x - 8, y - 8, w + 16, h + 16)
    inks = sorted({shape.code for shape in shapes})
    bands = sorted({shape.band for shape in shapes if shape.code in right})
    # Few of them, so that some wrong patches are alike.
    bands = rng.sample(bands, min(2, len(bands)))
    while True:
        for what, other in _altered(rng, shapes, made.hole, bands, inks):
            yield what, sampled(other, x, y, w, h), tuple(other)


def _altered(
    rng: Random, shapes: Sequence[Shape], hole: Hole, bands: list[int], inks: list[int]
) -> Iterator[tuple[str, list[Shape]]]:
    """(what is wrong, shapes) once in every way."""
    x, y, w, h = hole
    band = rng.choice(bands)
    ink = rng.choice(inks) if len(inks) > 2 or rng.random() < 0.5 else rng.randrange(COLOURS)
    yield "another colour", [s._replace(code=ink) if s.band == band else s for s in shapes]
    dx, dy = rng.choice(((1, 0), (0, 1), (1, 1), (1, -1)))
    step = rng.choice((-4, -3, -2, 2, 3, 4))
    yield "shifted", [s._replace(x=s.x + dx * step, y=s.y + dy * step) for s in shapes]
    band = rng.choice(bands)
    yield "a band missing", [s for s in shapes if s.band != band]
    if shapes[-1].kind == "zigzag" or rng.random() < 0.5:
        yield "mirrored", [s._replace(x=2 * x + w - s.x) for s in shapes]
    else:
        yield "mirrored", [s._replace(y=2 * y + h - s.y) for s in shapes]
    a, b = rng.sample(inks, 2) if len(inks) > 1 else (inks[0], inks[0])
    swap = {a: b, b: a}
    yield "two colours exchanged", [s._replace(code=swap.get(s.code, s.code)) for s in shapes]
    band, by = rng.choice(bands), rng.choice((-1.5, -1.0, 1.0, 1.5))
    if shapes[-1].kind == "zigzag":
        yield "a band wider", [s._replace(y=s.y + by) if s.band == band else s for s in shapes]
    else:
        wider = [s._replace(size=max(1.0, s.size + by)) if s.band == band else s for s in shapes]
        yield "a band wider", wider
