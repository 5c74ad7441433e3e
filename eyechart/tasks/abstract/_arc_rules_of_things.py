"""Rules of `arc` that see things on a ground: recolour, pick out, move (see `_arc_rules.py`)."""

import numpy as np
import numpy.typing as npt

from eyechart.tasks.abstract import _arc_parameters as of
from eyechart.tasks.abstract._arc_choices import STANDING_OUT, one_that
from eyechart.tasks.abstract._arc_grids import EIGHT, FOUR, Grid, Thing, ranked, seen, things
from eyechart.tasks.abstract._arc_parameters import crossed, one_of
from eyechart.tasks.abstract._arc_rule import rule

_CHOICE = one_of(*STANDING_OUT)

# -- colours --------------------------------------------------------------------------------------


@rule("mosaic", "blobs", hard=1, parameters=of.COLOUR_MAP)
def recolour(grid: Grid, becomes: tuple[int, ...]) -> Grid | None:
    """Each colour becomes its partner (-1: a colour whose partner nobody has seen)."""
    out = np.array(becomes, np.int8)[grid]
    return None if (out < 0).any() else out


@rule("crowd", hard=4, needs="recoloured")
def exchange(grid: Grid) -> Grid | None:
    """The most frequent and the rarest colour change places."""
    order = ranked(grid)
    if order is None or len(order) < 2:
        return None
    most, least = order[0], order[-1]
    out = grid.copy()
    out[grid == most], out[grid == least] = least, most
    return out


@rule("crowd", hard=3, needs="recoloured")
def majority(grid: Grid) -> Grid | None:
    """Everything takes the most frequent colour."""
    order = ranked(grid)
    return None if order is None else np.where(grid > 0, order[0], 0).astype(np.int8)


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


@rule(
    "crowd",
    "holed",
    "specks",
    hard=3,
    needs="recoloured",
    parameters=crossed(STANDING_OUT, of.GAINED),
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
        # A wing of the smaller thing may reach over the border in the step that would touch.
        inside = ahead[((ahead >= 0) & (ahead < grid.shape)).all(axis=1)]
        if out[inside[:, 0], inside[:, 1]].any():
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
