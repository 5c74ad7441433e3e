"""The parameters of a rule of `arc`: which ones the demonstrations suggest, and how some are drawn.

A space has two sides.  `suggested` looks at what the demonstrations have in common (the same
however the grids are turned) and returns every choice that is not ruled out at a glance: wrong ones
are weeded out by applying the rule, a missing one would be a bug.  `drawn` picks a choice for a new
puzzle from its five colours, of which the input grids use at most the first four.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from random import Random
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.tasks.abstract._arc_grids import Grid, things

__all__ = ["Facts", "Pair", "Parameters", "Space", "crossed", "one_of"]

Parameters = tuple[object, ...]
Pair = tuple[Grid, Grid]


class Facts:
    """What the demonstrations (input, output) have in common.

    Those of type bool are what a rule may need (`Rule.needs`): without it, it need not be tried.
    """

    anything = True

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.same_size = all(a.shape == b.shape for a, b in pairs)

    @cached_property
    def moved(self) -> bool:
        """Every output has as many cells of each colour as its input."""
        return all(
            a.size == b.size and np.array_equal(_counts(a), _counts(b)) for a, b in self.pairs
        )

    @cached_property
    def filled(self) -> bool:
        """Nothing changed but black cells."""
        return self.same_size and not any(a[a != b].any() for a, b in self.pairs)

    @cached_property
    def blackened(self) -> bool:
        """Cells that changed turned black."""
        return self.same_size and not any(b[a != b].any() for a, b in self.pairs)

    @cached_property
    def recoloured(self) -> bool:
        """Black cells stayed black, and no others turned black."""
        return self.same_size and all(np.array_equal(a > 0, b > 0) for a, b in self.pairs)

    @cached_property
    def cut_out(self) -> bool:
        """No output is higher or wider than its input, and none has a colour that it has not."""
        return all(
            b.shape[0] <= a.shape[0]
            and b.shape[1] <= a.shape[1]
            and not (_counts(b) > _counts(a)).any()
            for a, b in self.pairs
        )

    @cached_property
    def multiplied(self) -> bool:
        """Every output is larger than its input by the same whole numbers."""
        return self.ratio not in (None, (1, 1))

    @cached_property
    def narrow(self) -> bool:
        """Every output is one row or one column."""
        return all(min(b.shape) == 1 for _, b in self.pairs)

    @cached_property
    def gained(self) -> int | None:
        """The one colour that every changed cell took, if it is one and not black."""
        if not self.same_size:
            return None
        colours = {int(c) for a, b in self.pairs for c in np.unique(b[a != b])}
        return (colours.pop() or None) if len(colours) == 1 else None

    @cached_property
    def only(self) -> int | None:
        """The one colour of all outputs, black apart, if it is one."""
        colours = {int(c) for _, b in self.pairs for c in np.unique(b)} - {0}
        return colours.pop() if len(colours) == 1 else None

    @cached_property
    def ratio(self) -> tuple[int, int] | None:
        """(down, across): whole numbers by which every output is larger than its input."""
        ratios = {
            (b.shape[0] // a.shape[0], b.shape[1] // a.shape[1])
            if b.shape[0] % a.shape[0] == b.shape[1] % a.shape[1] == 0
            else None
            for a, b in self.pairs
        }
        return ratios.pop() if len(ratios) == 1 else None


def _counts(grid: Grid) -> npt.NDArray[np.intp]:
    return np.bincount(grid.ravel(), minlength=10)


class Space(NamedTuple):
    """All choices of parameters that a rule may have."""

    suggested: Callable[[Facts], Iterable[Parameters]]
    drawn: Callable[[Random, Sequence[int]], Parameters]


def one_of(*choices: Parameters) -> Space:
    """A few fixed choices."""
    return Space(lambda facts: choices, lambda rng, colours: rng.choice(choices))


def _colour(found: Callable[[Facts], int | None]) -> Space:
    """One colour, new to the puzzle when drawn."""

    def suggested(facts: Facts) -> Iterable[Parameters]:
        colour = found(facts)
        return () if colour is None else ((colour,),)

    return Space(suggested, lambda rng, colours: (colours[-1],))


def _corner_colour(facts: Facts) -> int | None:
    colours = {int(b[0, 0]) for _, b in facts.pairs}
    return colours.pop() if len(colours) == 1 else None


def _colour_maps(facts: Facts) -> Iterable[Parameters]:
    """The map from colour to colour, if every cell obeys one."""
    if not facts.same_size:
        return ()
    becomes = [-1] * 10
    for a, b in facts.pairs:
        for colour in np.unique(a):
            after = np.unique(b[a == colour])
            if len(after) > 1 or becomes[colour] not in (-1, after[0]):
                return ()
            becomes[colour] = int(after[0])
    return ((tuple(becomes),),)


def _drawn_map(rng: Random, colours: Sequence[int]) -> Parameters:
    """One colour changes, two change places, or three go round."""
    a, b, c = rng.sample(list(colours[:3]), 3)
    becomes = list(range(10))
    change = rng.choice(({a: colours[-1]}, {a: colours[-1]}, {a: b, b: a}, {a: b, b: c, c: a}))
    for colour, after in change.items():
        becomes[colour] = after
    return (tuple(becomes),)


def _size_colours(facts: Facts) -> Iterable[Parameters]:
    """The map from number of cells to colour, if every thing obeys one."""
    if not facts.same_size:
        return ()
    colours: dict[int, int] = {}
    for a, b in facts.pairs:
        for thing in things(a):
            took = np.unique(b[thing.mask])
            if len(took) > 1 or colours.setdefault(thing.size, int(took[0])) != took[0]:
                return ()
    most = max(colours, default=0)
    return ((tuple(colours.get(size, -1) for size in range(most + 1)),),)


def _repeats(facts: Facts) -> Iterable[Parameters]:
    return () if facts.ratio in (None, (1, 1)) else (facts.ratio,)


def _factor(facts: Facts) -> Iterable[Parameters]:
    ratio = facts.ratio
    return () if ratio is None or ratio[0] != ratio[1] or ratio[0] < 2 else ((ratio[0],),)


def _square(facts: Facts) -> Iterable[Parameters]:
    shapes = {b.shape for _, b in facts.pairs}
    (rows, columns), *more = shapes
    return () if more or rows != columns else ((rows, False), (rows, True))


NOTHING = one_of(())
GAINED = _colour(lambda facts: facts.gained)
ONLY = _colour(lambda facts: facts.only)
BORDER = _colour(_corner_colour)
COLOUR_MAP = Space(_colour_maps, _drawn_map)
SIZE_COLOURS = Space(
    _size_colours,
    lambda rng, colours: ((-1, *(colours[2 + size % 3] for size in range(1, 6))),),
)
REPEATS = Space(_repeats, lambda rng, colours: rng.choice(((1, 2), (2, 1), (2, 2))))
FACTOR = Space(_factor, lambda rng, colours: (2,))
SQUARE = Space(_square, lambda rng, colours: (rng.randint(1, 3), rng.random() < 0.3))


def crossed(choices: Sequence[Parameters], colour: Space) -> Space:
    """One of the choices together with a colour."""
    return Space(
        lambda facts: [(*choice, *c) for c in colour.suggested(facts) for choice in choices],
        lambda rng, colours: (*rng.choice(choices), *colour.drawn(rng, colours)),
    )
