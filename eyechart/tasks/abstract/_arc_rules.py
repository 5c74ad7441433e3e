"""The rules of `arc`: some forty ways in which one colour grid becomes another.

Each rule is a small function from a grid (and parameters) to a grid, or to None where the rule has
no meaning there (two largest things, colours never seen); its docstring says it in one sentence.
The registration beside it says which parameters the demonstrations suggest, in how many ways it can
be turned, what kind of grid shows it off (`_arc_inputs.py`) and how hard it is to see.
`_arc_family.py` composes them and searches.

The ideas (gravity, enclosure, symmetry, counting, the odd one out) are the core knowledge that
Chollet's "On the Measure of Intelligence" (1911.01547, section III) asks for; the rules are ours.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.scene.turn import Turn
from eyechart.tasks.abstract import _arc_parameters as of
from eyechart.tasks.abstract._arc_grids import (
    EIGHT,
    FOUR,
    ONE,
    TWO,
    Grid,
    Thing,
    near,
    outside,
    seen,
    things,
)
from eyechart.tasks.abstract._arc_parameters import Parameters, Space, one_of

__all__ = ["RULES", "Rule", "one_that"]


class Rule(NamedTuple):
    """One rule of the family."""

    name: str
    apply: Callable[..., Grid | None]
    """(grid, *parameters) to grid; None where it cannot be applied."""
    parameters: Space
    ways: tuple[Turn, ...]
    """Symmetries under which the rule gives other rules (itself included)."""
    shown_on: tuple[str, ...]
    """Kinds of grid on which the rule does something worth seeing."""
    hard: int
    """1 (a small child sees it) to 4."""
    resizes: bool
    """Whether the output may have another size than the input."""
    needs: str
    """The fact (`Facts`) without which the rule cannot explain demonstrations."""
    growth: int
    """Factor by which the output's side can exceed the input's."""


RULES: dict[str, Rule] = {}


def rule(
    *shown_on: str,
    hard: int,
    parameters: Space = of.NOTHING,
    ways: tuple[Turn, ...] = ONE,
    resizes: bool = False,
    needs: str = "anything",
    growth: int = 1,
) -> Callable[[Callable[..., Grid | None]], Callable[..., Grid | None]]:
    """Enter a function into `RULES` under its own name."""

    def enter(apply: Callable[..., Grid | None]) -> Callable[..., Grid | None]:
        name = apply.__name__
        RULES[name] = Rule(name, apply, parameters, ways, shown_on, hard, resizes, needs, growth)
        return apply

    return enter


# -- colours --------------------------------------------------------------------------------------


@rule("mosaic", "blobs", hard=1, parameters=of.COLOUR_MAP)
def recolour(grid: Grid, becomes: tuple[int, ...]) -> Grid | None:
    """Each colour becomes its partner (-1: a colour whose partner nobody has seen)."""
    out = np.array(becomes, np.int8)[grid]
    return None if (out < 0).any() else out


@rule("crowd", hard=4, needs="recoloured")
def exchange(grid: Grid) -> Grid | None:
    """The most frequent and the rarest colour change places."""
    ranked = _ranked(grid)
    if ranked is None or len(ranked) < 2:
        return None
    most, least = ranked[0], ranked[-1]
    out = grid.copy()
    out[grid == most], out[grid == least] = least, most
    return out


@rule("crowd", hard=3, needs="recoloured")
def majority(grid: Grid) -> Grid | None:
    """Everything takes the most frequent colour."""
    ranked = _ranked(grid)
    return None if ranked is None else np.where(grid > 0, ranked[0], 0).astype(np.int8)


@rule("blobs", hard=4, needs="recoloured", parameters=of.SIZE_COLOURS)
def colour_by_size(grid: Grid, colours: tuple[int, ...]) -> Grid | None:
    """Each thing takes the colour that belongs to its number of cells."""
    out = grid.copy()
    for thing in things(grid):
        if thing.size >= len(colours) or colours[thing.size] < 0:
            return None
        out[thing.mask] = colours[thing.size]
    return out


# -- one thing out of many ------------------------------------------------------------------------

_Choice = Callable[[Grid, tuple[Thing, ...]], list[Thing] | None]


def _extreme(measure: Callable[[Thing], int]) -> _Choice:
    """The one thing with the greatest measure; None if two share it."""

    def choose(grid: Grid, all_things: tuple[Thing, ...]) -> list[Thing] | None:
        ranked = sorted(all_things, key=measure, reverse=True)
        if len(ranked) < 2 or measure(ranked[0]) == measure(ranked[1]):
            return None
        return ranked[:1]

    return choose


def _those(holds: Callable[[Grid, Thing], bool]) -> _Choice:
    """All things for which it holds; None if it holds for all or none."""

    def choose(grid: Grid, all_things: tuple[Thing, ...]) -> list[Thing] | None:
        chosen = [thing for thing in all_things if holds(grid, thing)]
        return chosen if 0 < len(chosen) < len(all_things) else None

    return choose


def _at_border(grid: Grid, thing: Thing) -> bool:
    rows, columns = grid.shape
    return thing.top == 0 or thing.left == 0 or thing.bottom == rows or thing.right == columns


def _has_hole(grid: Grid, thing: Thing) -> bool:
    shape = thing.shape.astype(np.int8)
    return bool(((shape == 0) & ~outside(shape)).any())


def _symmetric(grid: Grid, thing: Thing) -> bool:
    return bool((thing.shape == thing.shape[:, ::-1]).all())


def _solid(grid: Grid, thing: Thing) -> bool:
    return bool(thing.shape.all())


def _odd_colour(grid: Grid, all_things: tuple[Thing, ...]) -> list[Thing] | None:
    colours = [thing.colour for thing in all_things]
    alone = [thing for thing in all_things if colours.count(thing.colour) == 1]
    return alone if len(alone) == 1 and len(all_things) > 2 else None


_CHOICES: dict[str, tuple[_Choice, tuple[Turn, ...]]] = {
    "largest": (_extreme(lambda thing: thing.size), ONE),
    "smallest": (_extreme(lambda thing: -thing.size), ONE),
    "lowest": (_extreme(lambda thing: thing.bottom), FOUR),
    "tallest": (_extreme(lambda thing: thing.bottom - thing.top), TWO),
    "at the border": (_those(_at_border), ONE),
    "not at the border": (_those(lambda grid, thing: not _at_border(grid, thing)), ONE),
    "with a hole": (_those(_has_hole), ONE),
    "solid": (_those(_solid), ONE),
    "symmetric": (_those(_symmetric), TWO),
    "of the odd colour": (_odd_colour, ONE),
    "single cells": (_those(lambda grid, thing: thing.size == 1), ONE),
}


def one_that(grid: Grid, what: str, way: int) -> list[Thing] | None:
    """The things chosen by `what`, looked at in its `way`-th orientation; None if undefined."""
    choose, ways = _CHOICES[what]
    turn = ways[way]
    if turn is ONE[0]:
        return choose(grid, things(grid))
    turned = choose(seen(grid, turn), things(seen(grid, turn)))
    if turned is None:
        return None
    back = turn.inverse
    masks = {seen(thing.mask, back).tobytes() for thing in turned}  # type: ignore[arg-type]
    return [thing for thing in things(grid) if thing.mask.tobytes() in masks]


_STANDING_OUT: tuple[Parameters, ...] = tuple(
    (what, way) for what, (_, ways) in _CHOICES.items() for way in range(len(ways))
)
_CHOICE = one_of(*_STANDING_OUT)


def _crossed(choices: Sequence[Parameters], colour: Space) -> Space:
    """One of the choices together with a colour."""
    return Space(
        lambda facts: [(*choice, *c) for c in colour.suggested(facts) for choice in choices],
        lambda rng, colours: (*rng.choice(choices), *colour.drawn(rng, colours)),
    )


@rule(
    "crowd",
    "holed",
    "specks",
    hard=3,
    needs="recoloured",
    parameters=_crossed(_STANDING_OUT, of.GAINED),
)
def paint(grid: Grid, what: str, way: int, colour: int) -> Grid | None:
    """The things that stand out in one respect take one colour."""
    chosen = one_that(grid, what, way)
    return None if chosen is None else _painted(grid, chosen, colour)


@rule("crowd", "holed", "specks", hard=3, needs="blackened", parameters=_CHOICE)
def erase(grid: Grid, what: str, way: int) -> Grid | None:
    """The things that stand out in one respect vanish."""
    chosen = one_that(grid, what, way)
    return None if chosen is None else _painted(grid, chosen, 0)


@rule("crowd", "holed", "specks", hard=3, needs="blackened", parameters=_CHOICE)
def keep(grid: Grid, what: str, way: int) -> Grid | None:
    """Only the things that stand out in one respect remain."""
    chosen = one_that(grid, what, way)
    if chosen is None:
        return None
    mask = np.logical_or.reduce([thing.mask for thing in chosen])
    return np.where(mask, grid, 0).astype(np.int8)


@rule("crowd", "holed", "specks", hard=4, needs="cut_out", parameters=_CHOICE, resizes=True)
def crop(grid: Grid, what: str, way: int) -> Grid | None:
    """The one thing that stands out in one respect is cut out along its box."""
    chosen = one_that(grid, what, way)
    if chosen is None or len(chosen) != 1:
        return None
    thing = chosen[0]
    return grid[thing.top : thing.bottom, thing.left : thing.right]


def _painted(grid: Grid, chosen: list[Thing], colour: int) -> Grid:
    out = grid.copy()
    for thing in chosen:
        out[thing.mask] = colour
    return out


# -- moving ---------------------------------------------------------------------------------------


@rule("speckle", hard=2, needs="moved", ways=FOUR)
def fall(grid: Grid) -> Grid:
    """Every cell falls to the ground on its own."""
    order = np.argsort(grid > 0, axis=0, kind="stable")
    return np.take_along_axis(grid, order, axis=0)


@rule("crowd", hard=3, needs="moved", ways=FOUR)
def drop(grid: Grid) -> Grid:
    """Every thing falls as a whole until it lands on the ground or on another."""
    every = things(grid)
    labels = np.zeros(grid.shape, np.int16)
    for label, thing in enumerate(every, 1):
        labels[thing.mask] = label
    while True:
        sinking = np.where(_resting(labels, len(every))[labels], 0, labels)
        if not sinking.any():
            return np.array([0, *(thing.colour for thing in every)], np.int8)[labels]
        labels = labels - sinking + np.roll(sinking, 1, axis=0)


def _resting(labels: npt.NDArray[np.int16], many: int) -> npt.NDArray[np.bool_]:
    """For each label: whether it stands on the last row, or on a thing that rests."""
    above, below = labels[:-1], labels[1:]
    stands = (above != below) & (above > 0) & (below > 0)
    upper, lower = above[stands], below[stands]
    resting = np.zeros(many + 1, bool)
    resting[labels[-1]] = resting[0] = True
    known = 0
    while (now := int(resting.sum())) > known:
        known = now
        resting[upper[resting[lower]]] = True
    return resting


@rule("pair", hard=4, needs="moved")
def approach(grid: Grid) -> Grid | None:
    """The smaller of two things goes straight to the larger until they touch."""
    both = sorted(things(grid), key=lambda thing: thing.size)
    if len(both) != 2 or both[0].size == both[1].size:
        return None
    small, large = both
    step = _towards(small, large)
    if step is None:
        return None
    out = np.where(large.mask, grid, 0).astype(np.int8)
    cells = np.argwhere(small.mask)
    for _ in range(max(grid.shape)):
        ahead = cells + step
        if out[ahead[:, 0], ahead[:, 1]].any():
            break
        cells = ahead
    out[cells[:, 0], cells[:, 1]] = small.colour
    return out


def _towards(a: Thing, b: Thing) -> tuple[int, int] | None:
    """The unit step that leads straight from one thing to another beside, above or below it."""
    beside = a.top < b.bottom and b.top < a.bottom
    above = a.left < b.right and b.left < a.right
    if beside == above:
        return None
    if beside:
        shared = a.mask.any(1) & b.mask.any(1)
        return (0, 1 if a.right <= b.left else -1) if shared.any() else None
    shared = a.mask.any(0) & b.mask.any(0)
    return (1 if a.bottom <= b.top else -1, 0) if shared.any() else None


@rule("speckle", hard=3, needs="moved", ways=FOUR, parameters=one_of((1,), (2,)))
def roll(grid: Grid, steps: int) -> Grid:
    """All moves a few cells one way; what leaves comes in again on the other side."""
    return np.roll(grid, steps, axis=0)


@rule(
    "mosaic",
    "speckle",
    hard=2,
    needs="moved",
    resizes=True,
    parameters=one_of(*((which,) for which in range(7))),
)
def turn(grid: Grid, which: int) -> Grid:
    """The whole grid is turned or mirrored."""
    return seen(grid, EIGHT[which + 1])


@rule("bars", hard=4, needs="moved", ways=FOUR)
def sort(grid: Grid) -> Grid | None:
    """The columns are put in order of how many coloured cells they have."""
    heights = (grid > 0).sum(axis=0)
    order = np.argsort(heights, kind="stable")
    ordered, ranked = heights[order], grid[:, order]
    tied = ordered[1:] == ordered[:-1]
    if (tied & (ranked[:, 1:] != ranked[:, :-1]).any(axis=0)).any():
        return None
    return ranked


# -- lines and areas ------------------------------------------------------------------------------


@rule("holed", "rings", hard=2, needs="filled", parameters=of.GAINED)
def fill(grid: Grid, colour: int) -> Grid:
    """Ground that is shut in takes one colour."""
    return np.where((grid == 0) & ~outside(grid), colour, grid).astype(np.int8)


@rule("twins", hard=2, needs="filled")
def join(grid: Grid) -> Grid | None:
    """Cells of the same colour in one row or column are joined by a line."""
    out = grid.copy()
    for colour in np.flatnonzero(np.bincount(grid.ravel(), minlength=10)[1:]) + 1:
        mask = grid == colour
        for axis in (0, 1):
            before = np.logical_or.accumulate(mask, axis=axis)
            after = np.flip(np.logical_or.accumulate(np.flip(mask, axis), axis=axis), axis)
            line = before & after & ~mask
            if (line & (out > 0)).any():
                return None
            out[line] = colour
    return out


@rule("seeds", hard=2, needs="filled", ways=FOUR)
def beam(grid: Grid) -> Grid:
    """Every cell sends a beam of its colour down to the ground or to the next thing."""
    out = grid.copy()
    for row in range(1, len(out)):
        out[row] = np.where(out[row] == 0, out[row - 1], out[row])
    return out


@rule("seeds", hard=4, needs="filled", ways=FOUR)
def slant(grid: Grid) -> Grid:
    """Every cell sends a beam of its colour slantwise, down and to the right."""
    out = grid.copy()
    for row in range(1, len(out)):
        out[row, 1:] = np.where(out[row, 1:] == 0, out[row - 1, :-1], out[row, 1:])
    return out


@rule("seeds", hard=2, needs="filled", ways=TWO)
def stripe(grid: Grid) -> Grid | None:
    """Every coloured cell colours its whole row."""
    most = grid.max(axis=1, keepdims=True)
    if ((grid > 0) & (grid != most)).any():
        return None
    return np.repeat(most, grid.shape[1], axis=1)


@rule("seeds", "crowd", hard=3, needs="filled", parameters=of.GAINED)
def outline(grid: Grid, colour: int) -> Grid:
    """Everything gets an edge of one colour."""
    edge = near(grid > 0, corners=True) & (grid == 0)
    return np.where(edge, colour, grid).astype(np.int8)


@rule("seeds", hard=3, needs="filled", parameters=one_of((False,), (True,)))
def grow(grid: Grid, corners: bool) -> Grid | None:
    """Every cell grows over its neighbours: a plus, or a block of nine."""
    out = grid.copy()
    for colour in np.flatnonzero(np.bincount(grid.ravel(), minlength=10)[1:]) + 1:
        new = near(grid == colour, corners=corners) & (grid != colour)
        if out[new].any():
            return None
        out[new] = colour
    return out


@rule("blobs", hard=4, needs="filled", parameters=of.GAINED)
def box(grid: Grid, colour: int) -> Grid:
    """The box around each thing is filled up with one colour."""
    out = grid.copy()
    for thing in things(grid):
        inside = out[thing.top : thing.bottom, thing.left : thing.right]
        inside[inside == 0] = colour
    return out


@rule("slabs", hard=3, needs="blackened")
def hollow(grid: Grid) -> Grid:
    """Things are hollowed out: a cell with its own colour on all four sides turns black."""
    wide = np.pad(grid, 1)
    sides = (wide[:-2, 1:-1], wide[2:, 1:-1], wide[1:-1, :-2], wide[1:-1, 2:])
    inner = np.logical_and.reduce([side == grid for side in sides])
    return np.where(inner, 0, grid).astype(np.int8)


# -- symmetry and pattern -------------------------------------------------------------------------


@rule("half", hard=3, needs="filled", ways=TWO)
def complete(grid: Grid) -> Grid | None:
    """The picture is made symmetric: black cells take what their mirror image shows."""
    mirrored = grid[:, ::-1]
    if ((grid > 0) & (mirrored > 0) & (grid != mirrored)).any():
        return None
    return np.maximum(grid, mirrored)


@rule("wallpaper", hard=4, needs="filled")
def repair(grid: Grid) -> Grid | None:
    """Black cells are filled so that a small pattern repeats all over."""
    rows, columns = grid.shape
    periods = sorted(
        ((p, q) for p in range(1, rows // 2 + 1) for q in range(1, columns // 2 + 1)),
        key=lambda period: (period[0] * period[1], period),
    )
    found: Grid | None = None
    area = 0
    for p, q in periods:
        if found is not None and p * q > area:
            break
        tile = _tile_of(grid, p, q)
        if tile is not None:
            out = np.tile(tile, (-(-rows // p), -(-columns // q)))[:rows, :columns]
            if found is not None and (out != found).any():
                return None
            found, area = out, p * q
    return found


def _tile_of(grid: Grid, p: int, q: int) -> Grid | None:
    """The p x q tile of which the grid is made but for black cells; None if there is none."""
    tile = np.zeros((p, q), np.int8)
    for i in range(p):
        for j in range(q):
            part = grid[i::p, j::q]
            top = part.max()
            if top == 0 or ((part > 0) & (part != top)).any():
                return None
            tile[i, j] = top
    return tile


@rule("mosaic", "crowd", hard=2, needs="multiplied", ways=FOUR, resizes=True, growth=2)
def double(grid: Grid) -> Grid:
    """The grid and, to its right, its mirror image."""
    return np.hstack([grid, grid[:, ::-1]])


@rule("mosaic", "crowd", hard=3, needs="multiplied", resizes=True, growth=2)
def kaleidoscope(grid: Grid) -> Grid:
    """The grid and its mirror images fill a sheet twice as wide and high."""
    wide = np.hstack([grid, grid[:, ::-1]])
    return np.vstack([wide, wide[::-1]])


@rule("mosaic", "crowd", hard=3, needs="multiplied", resizes=True, growth=2, parameters=of.REPEATS)
def tile(grid: Grid, down: int, across: int) -> Grid:
    """The grid is laid several times like a tile."""
    return np.tile(grid, (down, across))


@rule("mosaic", "crowd", hard=2, needs="multiplied", resizes=True, growth=2, parameters=of.FACTOR)
def enlarge(grid: Grid, factor: int) -> Grid:
    """Every cell becomes a block."""
    return np.repeat(np.repeat(grid, factor, axis=0), factor, axis=1)


@rule("small", hard=4, needs="multiplied", resizes=True, growth=4)
def nest(grid: Grid) -> Grid | None:
    """A copy of the whole grid stands wherever the grid has a coloured cell."""
    if max(grid.shape) > 5:
        return None
    return np.kron((grid > 0).astype(np.int8), grid)


# -- other sizes ----------------------------------------------------------------------------------


@rule("crowd", "lone", hard=2, needs="cut_out", resizes=True)
def trim(grid: Grid) -> Grid | None:
    """What is coloured is cut out along its box."""
    rows, columns = np.flatnonzero(grid.any(axis=1)), np.flatnonzero(grid.any(axis=0))
    if not len(rows):
        return None
    return grid[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@rule("stretched", hard=4, needs="cut_out", resizes=True)
def squeeze(grid: Grid) -> Grid:
    """Rows and columns like the one before them are dropped."""
    rows = np.append(True, (grid[1:] != grid[:-1]).any(axis=1))
    columns = np.append(True, (grid[:, 1:] != grid[:, :-1]).any(axis=0))
    return grid[rows][:, columns]  # type: ignore[no-any-return]


@rule("mosaic", "crowd", hard=3, needs="cut_out", ways=FOUR, resizes=True)
def cut(grid: Grid) -> Grid | None:
    """Only the left half remains."""
    columns = grid.shape[1]
    return None if columns < 2 or columns % 2 else grid[:, : columns // 2]


@rule("mosaic", "crowd", hard=2, resizes=True, parameters=of.BORDER)
def frame(grid: Grid, colour: int) -> Grid:
    """A frame of one colour is put around."""
    return np.pad(grid, 1, constant_values=colour)


_LOGIC: dict[str, Callable[[Any, Any], Any]] = {
    "both": lambda a, b: a & b,
    "either": lambda a, b: a | b,
    "just one": lambda a, b: a ^ b,
    "neither": lambda a, b: ~(a | b),
    "left only": lambda a, b: a & ~b,
}


@rule(
    "halves",
    "split",
    hard=4,
    ways=FOUR,
    resizes=True,
    parameters=_crossed([(what,) for what in _LOGIC], of.ONLY),
)
def overlay(grid: Grid, what: str, colour: int) -> Grid | None:
    """The left and the right half are laid over each other: both, either, just one, neither."""
    columns = grid.shape[1]
    half = columns // 2
    if half < 1:
        return None
    if columns % 2:
        wall = grid[:, half]
        if not wall[0] or (wall != wall[0]).any():
            return None
    left, right = grid[:, :half] > 0, grid[:, columns - half :] > 0
    return np.where(_LOGIC[what](left, right), colour, 0).astype(np.int8)


@rule("blobs", "crowd", hard=4, needs="narrow", ways=TWO, resizes=True, parameters=of.ONLY)
def count(grid: Grid, colour: int) -> Grid | None:
    """A bar of one colour, as long as there are things."""
    n = len(things(grid))
    return np.full((1, n), colour, np.int8) if 0 < n <= 30 else None


@rule("crowd", hard=4, needs="narrow", ways=FOUR, resizes=True)
def rank(grid: Grid) -> Grid | None:
    """The colours in order of how many cells they have, the most frequent first."""
    ranked = _ranked(grid)
    return None if ranked is None else np.array([ranked], np.int8)


@rule("crowd", hard=3, resizes=True, parameters=of.SQUARE)
def elect(grid: Grid, side: int, rarest: bool) -> Grid | None:
    """A square of the most frequent colour, or of the rarest."""
    ranked = _ranked(grid)
    if ranked is None:
        return None
    return np.full((side, side), ranked[-1 if rarest else 0], np.int8)


def _ranked(grid: Grid) -> list[int] | None:
    """Colours by number of cells, most first; None if two have the same number or none is there."""
    counts = np.bincount(grid.ravel(), minlength=10)[1:]
    present = counts[counts > 0]
    if not len(present) or len(set(present.tolist())) < len(present):
        return None
    return [int(c) + 1 for c in np.argsort(-counts, kind="stable")[: len(present)]]
