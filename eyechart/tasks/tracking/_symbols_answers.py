"""Ways over a grid of symbols: right ones by many hands, and wrong ones that come close."""

from collections.abc import Iterator, Sequence
from random import Random

import msgspec

from eyechart.item import Response
from eyechart.scene.curves import Points
from eyechart.scene.raster import png
from eyechart.scene.rings import RED
from eyechart.scene.strokes import beside, evenly, part_of
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.tracking._symbols_scene import (
    Cell,
    Symbols,
    filled,
    gate,
    lattice_of,
    middle,
    shortest,
    sketch,
    walkable,
)

__all__ = ["mutants", "solution"]

_BESIDE = 0.2
"""How far beside the middles of cells a line may run, in cells."""
Line = Sequence[tuple[float, float]]
"""Points (row, column) in cells; whole numbers are the middles of cells."""


def solution(scene: Symbols, hand: Hand) -> Response:
    """Any shortest way, chosen by the hand; some begin at the arrow and end at the star outside."""
    way: list[tuple[float, float]] = list(_right(scene, hand))
    if hand.seed % 3 == 1:
        way = [_outside(scene, scene.start), *way, _outside(scene, scene.finish)]
    return _answer(scene, [way], hand)


def mutants(scene: Symbols, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a grid has no room for are left out."""
    rng = Random(f"{hand.seed}/{scene.rows[0]}")
    way = _right(scene, hand)
    for name, lines in _wrong_lines(scene, way, rng, hand):
        yield Mutant(name, _answer(scene, lines, hand))
    size, beside_way = len(scene.rows), walkable(scene) - set(way)
    off = [(r, c) for r in range(size) for c in range(size) if (r, c) not in way]
    wiped = tuple(rng.sample(off, 2))
    yield Mutant("two symbols wiped", _answer(scene, [way], hand, wiped=wiped))
    other = msgspec.structs.replace(scene, rows=filled(rng, size, beside_way, len(scene.names)))
    yield Mutant("on another grid", _answer(scene, [way], hand, other))
    cut = _shortcuts(scene, way, 1)
    if cut:
        i, j, between = rng.choice(cut)
        rows = [list(row) for row in scene.rows]
        for r, c in between:
            rows[r][c] = "0"
        forged = msgspec.structs.replace(scene, rows=tuple("".join(row) for row in rows))
        line = [*way[: i + 1], *between, *way[j:]]
        yield Mutant("a symbol exchanged for a shortcut", _answer(scene, [line], hand, forged))


def _right(scene: Symbols, hand: Hand) -> list[Cell]:
    """A shortest way; another one, if there are several, for about every second hand."""
    may = walkable(scene)
    way = shortest(may, scene.start, scene.finish)
    if hand.seed % 2:
        for cell in way[1:-1]:
            other = shortest(may - {cell}, scene.start, scene.finish)
            if len(other) == len(way):
                return other
    return way


def _outside(scene: Symbols, cell: Cell) -> tuple[float, float]:
    """Row and column of a place beside a border cell, at its sign."""
    _, (dx, dy) = gate(scene, cell)
    return cell[0] + 0.75 * dy, cell[1] + 0.75 * dx


def _answer(
    scene: Symbols,
    lines: Sequence[Line],
    hand: Hand,
    shown: Symbols | None = None,
    *,
    wiped: Sequence[Cell] = (),
) -> Response:
    """Lines on the picture of `shown` (default: the scene itself)."""
    side, rng, ink = lattice_of(scene).cell, Random(hand.seed), Svg(background=None)
    stroke = min(0.22 * side, 10.0) * hand.width
    for line in lines:
        fine = evenly([middle(scene, *point) for point in line])
        points: Points = beside(fine, _BESIDE * hand.wobble * side, rng)
        ink.polyline([(float(x), float(y)) for x, y in points], stroke=RED, stroke_width=stroke)
    drawing = sketch(shown or scene, hand.style, ink.body, wiped=wiped)
    return Response(pictures=(png(str(drawing)),))


def _wrong_lines(
    scene: Symbols, way: list[Cell], rng: Random, hand: Hand
) -> Iterator[tuple[str, list[Line]]]:
    """(name, lines) of wrong ways on the right grid."""
    may, size = walkable(scene), len(scene.rows)
    cuts = _shortcuts(scene, way, 2)
    if cuts:
        i, j, between = rng.choice(cuts)
        yield "shortcut over other symbols", [[*way[: i + 1], *between, *way[j:]]]
    corners = [
        i for i in range(1, len(way) - 1)
        if way[i - 1][0] != way[i + 1][0] and way[i - 1][1] != way[i + 1][1]
    ]  # fmt: skip
    if corners:
        i = rng.choice(corners)
        (r, c), (r2, c2), corner = way[i - 1], way[i + 1], way[i]
        wrong = (r2 + r - corner[0], c2 + c - corner[1])
        if wrong not in may:
            yield "corner cut over another symbol", [[*way[:i], wrong, *way[i + 1 :]]]
        yield "diagonal step", [[*way[:i], *way[i + 1 :]]]
    longer = [
        other
        for cell in way[1:-1]
        if len(other := shortest(may - {cell}, way[0], way[-1])) > len(way)
    ]
    if longer:
        yield "a longer way", [rng.choice(longer)]
    gap = rng.uniform(0.6, 1.0) + 0.35 + 0.11 * hand.width
    cut = rng.uniform(0.25, 0.75) * (len(way) - 1)
    head, tail = part_of(way, cut - gap), part_of(way[::-1], len(way) - 1 - cut - gap)
    yield "gap", [line for line in (head, tail) if len(line) > 1]
    yield "first part only", [way[: max(2, round(rng.uniform(0.4, 0.8) * len(way)))]]
    yield "last part only", [way[-max(2, round(rng.uniform(0.4, 0.8) * len(way))) :]]
    sides = [
        [(r, c), (r + dr, c + dc)]
        for r, c in way[1:-1]
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0))
        if (r + dr, c + dc) not in way and 0 <= r + dr < size and 0 <= c + dc < size
    ]
    if sides:
        yield "extra branch", [way, rng.choice(sides)]
    if way[0][0] != way[-1][0] and way[0][1] != way[-1][1]:
        yield "straight to the star", [[way[0], way[-1]]]
    yield "all cells to walk over marked", [[(r - 0.2, c), (r + 0.2, c)] for r, c in sorted(may)]
    scribble = [(rng.uniform(0, size - 1), rng.uniform(0, size - 1)) for _ in range(14)]
    yield "scribble", [scribble]
    yield "scribble over the right way", [way, scribble]


def _shortcuts(scene: Symbols, way: list[Cell], most: int) -> list[tuple[int, int, list[Cell]]]:
    """(i, j, cells of other symbols between) that lead from the i-th cell to a later, j-th one."""
    found, place, may = [], {cell: i for i, cell in enumerate(way)}, walkable(scene)
    for i, (r, c) in enumerate(way):
        for dr, dc in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            for length in range(1, most + 1):
                between = [(r + k * dr, c + k * dc) for k in range(1, length + 1)]
                j = place.get((r + (length + 1) * dr, c + (length + 1) * dc), -1)
                if j > i + length + 1 and not may & set(between):
                    found.append((i, j, between))
    return found
