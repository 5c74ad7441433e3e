"""Figures with a hole, and pieces of which any might be the one that fills it.

If each wrong piece were the right one with a change of its own, the right one would be the most
like all others, and whoever never looks at the hole would find it.  So the pieces have all but one
spot in common: a cell that lies in one of several places, or is not there, or a notch that is on
one of several sides, or of one of several kinds.  The right one is drawn among them, and only then
the hole is cut.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from math import ceil, hypot, pi, sqrt
from random import Random
from typing import NamedTuple

from eyechart.tasks.discrimination._completion_lattices import LATTICES, Cell, Cells
from eyechart.tasks.discrimination._completion_pieces import (
    Notch,
    Piece,
    canonical,
    connected,
    grown,
    mirrored,
    notch_kind,
    notched,
    rim,
    sides_of,
)

__all__ = ["Cut", "Wanted", "cut"]

_MOST_NOTCHED = 20
"""Cells and notches of a card's hole: more would be notches of less than 3 px."""


class Wanted(NamedTuple):
    """What is to be made."""

    size: int
    """Cells and notches of the hole."""
    options: int
    near: int
    """0: pieces of quite another shape; 1: alike but for a spot; 2: a notch may be hard to tell."""
    turning: bool


class Cut(NamedTuple):
    """A figure, and pieces as they lie in it."""

    tiling: str
    whole: Cells
    pieces: tuple[Piece, ...]
    """The first is the hole; no two are alike."""


def cut(rng: Random, wanted: Wanted) -> Cut:
    """A card with a notched hole, or a tiled figure, what is left hanging together."""
    while True:
        if rng.random() < 0.3 and wanted.size <= _MOST_NOTCHED:
            tiling, found = "squares", _card(rng, wanted)
        else:
            tiling = rng.choice(sorted(LATTICES))
            found = _tiled(rng, tiling, wanted)
        if found is None:
            continue
        whole, some = found
        pieces = tuple(_unlike(tiling, some, wanted))
        if len(pieces) == wanted.options:
            return Cut(tiling, whole, pieces)


def _unlike(tiling: str, pieces: Iterable[Piece], wanted: Wanted) -> Iterator[Piece]:
    """So many pieces, or all, that are not alike."""
    # Small children turn pieces over: before level 5 no piece is another's turn or mirror image.
    free = wanted.near < 2
    seen: set[Piece] = set()
    for piece in pieces:
        form = canonical(tiling, piece, free or wanted.turning)
        if free:
            form = min(form, canonical(tiling, mirrored(tiling, piece), True))
        if form not in seen:
            seen.add(form)
            yield piece
        if len(seen) == wanted.options:
            return


def _tiled(rng: Random, tiling: str, wanted: Wanted) -> tuple[Cells, Iterable[Piece]] | None:
    """A figure with its pieces; None if the hole got stuck."""
    whole = _region(rng, tiling, round(rng.uniform(3.2, 4.5) * wanted.size + 8))
    ragged = rng.uniform(0.2, 0.8)

    def leaves_whole(hole: Iterable[Cell]) -> bool:
        return connected(tiling, sorted(set(whole).difference(hole)))

    if not wanted.near:
        hole = grown(rng, tiling, wanted.size, whole, ragged)
        if len(hole) < wanted.size or not leaves_whole(hole):
            return None
        return whole, (Piece(hole), *_others(rng, tiling, Piece(hole)))
    chosen = _spots(rng, wanted.options)
    core = grown(rng, tiling, wanted.size - len(chosen[0]), whole, ragged)
    places = [cell for cell in sorted(rim(tiling, core)) if cell in whole]
    places = [cell for cell in rng.sample(places, len(places)) if leaves_whole((*core, cell))]
    if len(core) < wanted.size - len(chosen[0]) or len(places) < wanted.options:
        return None
    pieces = [Piece((*core, *(places[i] for i in spots))) for spots in chosen]
    # Any of them might have been the hole, and none has a hole within, which would give it away.
    return (whole, pieces) if all(leaves_whole(piece.cells) for piece in pieces) else None


def _spots(rng: Random, options: int) -> list[tuple[int, ...]]:
    """Which places each option takes: one each, or both, one and neither of two."""
    single = [(i,) for i in range(options)]
    return rng.sample(single if rng.random() < 0.5 else [(), (0, 1), *single], options)


def _others(rng: Random, tiling: str, piece: Piece) -> Iterator[Piece]:
    """A few pieces of the same size and quite another shape."""
    for _ in range(40):
        cells = grown(rng, tiling, len(piece.cells), ragged=rng.random())
        yield Piece(cells, notched(rng, cells, len(piece.notches)) if piece.notches else ())


def _card(rng: Random, wanted: Wanted) -> tuple[Cells, Iterable[Piece]] | None:
    """A rectangle with its pieces, a cell or more of it left on all sides."""
    count = ceil(wanted.size / 3)
    # As many squares as it takes for any piece of them to have enough sides.
    while 2 * ceil(2 * sqrt(count)) < wanted.size - count:
        count += 1
    cells = grown(rng, "squares", count, ragged=rng.uniform(0.2, 0.7))
    xs, ys = zip(*cells, strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    left, right, up, down = (1 + rng.randrange(2) for _ in range(4))
    whole = tuple(
        (x, y) for x in range(x0 - left, x1 + right + 1) for y in range(y0 - up, y1 + down + 1)
    )
    if not wanted.near:
        hole = Piece(cells, notched(rng, cells, wanted.size - count))
        return (whole, (hole, *_others(rng, "squares", hole))) if hole.load == wanted.size else None
    rest = notched(rng, cells, wanted.size - count - 1)
    free = sorted(set(sides_of(cells)) - {notch[:3] for notch in rest})
    if not free:
        return None
    if wanted.near == 1 or rng.random() < 0.5:
        kind = notch_kind(rng)
        found = [Notch(*side, *kind) for side in rng.sample(free, len(free))]
    else:
        side, off = rng.choice(free), rng.choice((-1, 0, 0, 1))
        found = [Notch(*side, *kind, off) for kind in _kinds(rng)]
    return whole, (Piece(cells, (*rest, notch)) for notch in found)


def _kinds(rng: Random) -> list[tuple[int, int]]:
    """(shape, depth) of six notches that are easily told apart: tabs and bays, deep ones pointed or
    round, deep ones straight, and shallow ones of which it is hard to say."""
    kinds = [
        (shape, depth)
        for sign in (-1, 1)
        for shape, depth in (
            (rng.randrange(2), 2 * sign),
            (2 + rng.randrange(2), 2 * sign),
            (rng.randrange(4), sign),
        )
    ]
    return rng.sample(kinds, len(kinds))


@cache
def _disc(tiling: str) -> tuple[tuple[Cell, float, float], ...]:
    """(cell, x, y) of all cells whose middle is within 16 units of the origin."""
    lattice = LATTICES[tiling]
    seen, queue, found = {lattice.origin}, [lattice.origin], []
    while queue:
        cell = queue.pop()
        corners = lattice.corners(cell)
        x, y = (sum(values) / len(corners) for values in zip(*corners, strict=True))
        if hypot(x, y) < 16:
            found.append((cell, x, y))
            fresh = [other for other in lattice.neighbours(cell) if other not in seen]
            seen.update(fresh)
            queue += fresh
    return tuple(sorted(found))


def _region(rng: Random, tiling: str, area: int) -> Cells:
    """About `area` cells in a plain form, or a blob."""
    form = rng.choice(("box", "disc", "diamond", "wedge", "blob"))
    if form == "blob":
        return grown(rng, tiling, area, ragged=0.15)
    aspect = rng.choice((0.8, 1.0, 1.25))
    sx, sy = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)
    side = sqrt(area)

    def inside(x: float, y: float) -> bool:
        x, y = (x - sx) / side * aspect, (y - sy) / side / aspect
        if form == "box":
            return max(abs(x), abs(y)) < 0.5
        if form == "disc":
            return hypot(x, y) < 1 / sqrt(pi)
        if form == "diamond":
            return abs(x) + abs(y) < 0.71
        return -0.5 < y < 0.7 and abs(x) < (y + 0.62) * 0.63

    cells = tuple(cell for cell, x, y in _disc(tiling) if inside(x, y))
    return cells if connected(tiling, cells) else grown(rng, tiling, area, ragged=0.15)
