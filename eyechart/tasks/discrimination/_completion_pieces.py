"""Pieces: sets of cells, their edges notched where cut like a jigsaw; compared and altered.

A notch lies on one side of a cell at the piece's outline: a tab that sticks out (depth above 0) or
a bay (below 0), of one of four shapes, of one of two depths, in the middle of the side or off it.
Only squares have notches; their sides count clockwise from the top.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from eyechart.tasks.discrimination._completion_lattices import (
    LATTICES,
    Cell,
    Cells,
    home,
    moved,
    normal,
)

__all__ = [
    "NOTCHES",
    "Notch",
    "Piece",
    "all_turned",
    "altered_pieces",
    "canonical",
    "connected",
    "grown",
    "mirrored",
    "notched",
    "other_pieces",
    "rim",
    "shifted_home",
    "turned_by",
]

NOTCHES = ("triangle", "round", "square", "dovetail")


class Notch(NamedTuple):
    x: int
    y: int
    side: int
    """0 top, 1 right, 2 bottom, 3 left."""
    shape: int
    """Index into `NOTCHES`."""
    depth: int
    """1 or 2 for a tab, -1 or -2 for a bay."""
    off: int
    """-1, 0 or 1: before, in or past the middle of the side, clockwise around the piece."""


class Piece(NamedTuple):
    cells: Cells
    notches: tuple[Notch, ...] = ()

    @property
    def load(self) -> int:
        return len(self.cells) + len(self.notches)


def shifted_home(piece: Piece) -> Piece:
    """Shifted to where every other shift of it would be."""
    dx, dy, *_ = home(min(piece.cells))
    notches = (notch._replace(x=notch.x + dx, y=notch.y + dy) for notch in piece.notches)
    return Piece(normal(piece.cells), tuple(sorted(notches)))


def turned_by(tiling: str, piece: Piece, turns: int) -> Piece:
    """Turned about the origin by that many of the tiling's least angles."""
    lattice = LATTICES[tiling]
    for _ in range(turns):
        piece = Piece(
            tuple(map(lattice.turned, piece.cells)),
            # (x, y) to (-y, x) is a quarter turn clockwise where y is downward.
            tuple(n._replace(x=-n.y, y=n.x, side=(n.side + 1) % 4) for n in piece.notches),
        )
    return piece


def all_turned(tiling: str, piece: Piece) -> Iterator[Piece]:
    """The piece in every direction of its tiling, itself first, each shifted home."""
    for _ in range(LATTICES[tiling].turns):
        yield shifted_home(piece)
        piece = turned_by(tiling, piece, 1)


def mirrored(tiling: str, piece: Piece) -> Piece:
    """Turned over, at the origin."""
    cells = tuple(map(LATTICES[tiling].mirrored, piece.cells))
    sides = (0, 3, 2, 1)
    notches = (n._replace(x=-n.x, side=sides[n.side], off=-n.off) for n in piece.notches)
    return Piece(cells, tuple(notches))


def canonical(tiling: str, piece: Piece, turning: bool) -> Piece:
    """Equal for two pieces if and only if one fits where the other does."""
    return min(all_turned(tiling, piece)) if turning else shifted_home(piece)


def rim(tiling: str, cells: Cells) -> set[Cell]:
    """The cells beside the piece."""
    around = LATTICES[tiling].neighbours
    return {cell for inner in cells for cell in around(inner)} - set(cells)


def grown(
    rng: Random, tiling: str, count: int, room: Sequence[Cell] = (), ragged: float = 0.5
) -> Cells:
    """A connected piece of `count` cells, within `room` if that is given.

    `ragged` 0 grows round pieces, 1 grows straggling ones.  May come out smaller where it is stuck.
    """
    around = LATTICES[tiling].neighbours
    free = set(room)
    start = rng.choice(room) if room else LATTICES[tiling].origin
    cells = {start}
    edge: dict[Cell, int] = {}

    def add(cell: Cell) -> None:
        cells.add(cell)
        edge.pop(cell, None)
        for other in around(cell):
            if other not in cells and (not free or other in free):
                edge[other] = edge.get(other, 0) + 1

    add(start)
    while len(cells) < count and edge:
        listed = sorted(edge)
        if rng.random() < ragged:
            least = min(edge.values())
            listed = [cell for cell in listed if edge[cell] == least]
        else:
            most = max(edge.values())
            listed = [cell for cell in listed if edge[cell] == most]
        add(rng.choice(listed))
    return tuple(sorted(cells))


def connected(tiling: str, cells: Sequence[Cell]) -> bool:
    """Whether one can walk from any cell to any other."""
    around, left = LATTICES[tiling].neighbours, set(cells)
    queue = [left.pop()] if left else []
    while queue:
        for cell in around(queue.pop()):
            if cell in left:
                left.remove(cell)
                queue.append(cell)
    return not left


def sides_of(cells: Cells) -> list[tuple[int, int, int]]:
    """(x, y, side) of all sides of squares at the outline."""
    inside = set(cells)
    steps = ((0, -1), (1, 0), (0, 1), (-1, 0))
    return [
        (x, y, side)
        for x, y in cells
        for side, step in enumerate(steps)
        if moved((x, y), step) not in inside
    ]


def notched(rng: Random, cells: Cells, count: int) -> tuple[Notch, ...]:
    """Notches on `count` sides of the outline, or on all if there are fewer."""
    sides = sides_of(cells)
    chosen = rng.sample(sides, min(count, len(sides)))
    return tuple(sorted(Notch(*side, *_kind(rng)) for side in chosen))


def _kind(rng: Random) -> tuple[int, int, int]:
    return rng.randrange(4), rng.choice((-2, -1, 1, 2)), rng.choice((-1, 0, 0, 1))


def altered_pieces(
    rng: Random, tiling: str, piece: Piece, coarse: bool
) -> Iterator[tuple[str, Piece]]:
    """(what is wrong, piece) of pieces wrong in exactly one way, without end.

    `coarse` leaves out notches that are only deeper, of another shape or a little off.
    """
    while True:
        if piece.notches:
            yield _other_notch(rng, piece, coarse)
        else:
            yield from _other_cells(rng, tiling, piece)
        yield "mirrored", mirrored(tiling, piece)


def _other_cells(rng: Random, tiling: str, piece: Piece) -> Iterator[tuple[str, Piece]]:
    """One cell more, one less, one elsewhere; still connected, and no smaller than two cells."""
    cells = piece.cells
    more = rng.choice(sorted(rim(tiling, cells)))
    yield "one cell more", Piece((*cells, more))
    around, inside = LATTICES[tiling].neighbours, set(cells)
    # One at the rim: a hole within a piece gives it away.
    outer = [cell for cell in cells if not inside.issuperset(around(cell))]
    for less in rng.sample(outer, len(outer)):
        rest = tuple(cell for cell in cells if cell != less)
        if len(rest) < 2 or not connected(tiling, rest):
            continue
        yield "one cell less", Piece(rest)
        others = sorted(rim(tiling, rest) - {less})
        yield "one cell elsewhere", Piece((*rest, rng.choice(others)))
        return


def _other_notch(rng: Random, piece: Piece, coarse: bool) -> tuple[str, Piece]:
    """One notch of another depth, turned out, of another shape, off, or on another side."""
    i = rng.randrange(len(piece.notches))
    notch = piece.notches[i]
    sign = 1 if notch.depth > 0 else -1
    taken = {n[:3] for n in piece.notches}
    free = [side for side in sides_of(piece.cells) if side not in taken]
    others = [("a notch turned out", notch._replace(depth=-notch.depth))]
    if free:
        x, y, side = rng.choice(free)
        others.append(("a notch elsewhere", notch._replace(x=x, y=y, side=side)))
    if not coarse:
        others.append(("a notch of another depth", notch._replace(depth=3 * sign - notch.depth)))
        if notch.off:
            others.append(("a notch off", notch._replace(off=-notch.off)))
        if abs(notch.depth) == 2:
            # Pointed or round for straight, and the other way: small ones are much alike else.
            unlike = 2 * (notch.shape < 2) + rng.randrange(2)
            others.append(("a notch of another shape", notch._replace(shape=unlike)))
    what, other = rng.choice(others)
    return what, Piece(piece.cells, (*piece.notches[:i], other, *piece.notches[i + 1 :]))


def other_pieces(rng: Random, tiling: str, piece: Piece) -> Iterator[tuple[str, Piece]]:
    """Pieces of the same size and quite another shape, without end."""
    while True:
        cells = grown(rng, tiling, len(piece.cells), ragged=rng.random())
        notches = notched(rng, cells, len(piece.notches)) if piece.notches else ()
        yield "another piece", Piece(cells, notches)
