"""The kinds of figure on a page of mirror images: distinct, and as alike as the level asks."""

from collections.abc import Sequence
from itertools import product
from random import Random

from eyechart.tasks.patterns._mirror_boards import (
    CREATURE,
    Board,
    Change,
    Mark,
    applied,
    drawn_changes,
    drawn_outline,
    drawn_tiles,
)
from eyechart.tasks.patterns._rotation_figures import CREATURES

__all__ = ["drawn_figures"]

_PLACES = {1: (2, 2), 2: (4, 2), 3: (4, 4), 4: (4, 4), 5: (6, 4), 6: (6, 4)}
"""Cells of a board that holds so many creatures."""


def drawn_figures(
    rng: Random, style: str, count: int, *, side: int, creatures: int, alike: bool
) -> list[Board] | None:
    """So many distinct figures; None if it did not come out.

    `style` is "creatures", "tiles" or "outline"; boards of the latter two are `side` cells wide.
    Figures that are `alike` have or have not each of a few changes, whichever by chance.
    """
    if not alike:
        made = [_board(rng, style, side, creatures) for _ in range(count)]
        figures = [board for board in made if board is not None]
        kinds = {tuple(mark[2] // 2 for mark in figure.marks) for figure in figures}
        return figures if len(kinds) == count else None
    base = _board(rng, style, side, creatures)
    if base is None:
        return None
    needed = (count - 1).bit_length()
    find = _creature_changes if style == "creatures" else drawn_changes
    changes = find(rng, base, needed + 1)
    if len(changes) < needed:
        return None
    masks = list(product((False, True), repeat=len(changes)))
    chosen = rng.sample(masks, count)
    return [applied(base, [c for c, on in zip(changes, mask, strict=True) if on])
            for mask in chosen]  # fmt: skip


def _board(rng: Random, style: str, side: int, creatures: int) -> Board | None:
    if style == "creatures":
        return _creatures(rng, creatures)
    if style == "outline":
        return drawn_outline(rng, side, side, max(2, side * side // 6), closed=True)
    shapes = rng.sample((0, 2, 3, 7), rng.randint(1, 2))
    return drawn_tiles(rng, side, side, 3, shapes)


def _creatures(rng: Random, count: int) -> Board:
    width, height = _PLACES[count]
    places = [(x, y) for y in range(2, 2 * height, 4) for x in range(2, 2 * width, 4)]
    kinds = rng.sample(range(len(CREATURES)), count)
    marks = (
        (x, y, CREATURE + 2 * kind + rng.randrange(2), rng.randint(1, 4))
        for (x, y), kind in zip(sorted(rng.sample(places, count)), kinds, strict=True)
    )
    return Board(width, height, (), False, tuple(sorted(marks)))


def _creature_changes(rng: Random, board: Board, count: int) -> list[Change]:
    """Creatures that turn about, change colour, or are another: different ones, so far as can be.

    Every creature changes in one way, since changes must be possible all at once.
    """
    unused = [k for k in range(len(CREATURES)) if k not in _kinds(board.marks)]
    rng.shuffle(unused)
    changes = []
    for x, y, shape, ink in rng.sample(board.marks, min(count, len(board.marks))):
        ways: list[Mark] = [(x, y, shape, rng.choice([i for i in range(1, 5) if i != ink]))]
        if len(board.marks) > 1:
            ways.append((x, y, shape ^ 1, ink))
        if unused:
            ways.append((x, y, CREATURE + 2 * unused.pop() + shape % 2, ink))
        changes.append(Change((x, y, shape, ink), rng.choice(ways)))
    return changes


def _kinds(marks: Sequence[Mark]) -> set[int]:
    return {(mark[2] - CREATURE) // 2 for mark in marks}
