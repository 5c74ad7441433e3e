"""Pieces: sets of cells, their edges notched where cut like a jigsaw; compared and grown.

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
    "canonical",
    "connected",
    "grown",
    "mirrored",
    "notch_kind",
    "notched",
    "rim",
    "shifted_home",
    "sides_of",
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
    return tuple(sorted(Notch(*side, *notch_kind(rng)) for side in chosen))


def notch_kind(rng: Random) -> tuple[int, int, int]:
    """Shape, depth and off of a notch."""
    return rng.randrange(4), rng.choice((-2, -1, 1, 2)), rng.choice((-1, 0, 0, 1))
