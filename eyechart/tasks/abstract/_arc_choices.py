"""Which things of a grid of `arc` stand out: the largest, those with a hole, the odd one."""

from collections.abc import Callable

import numpy as np

from eyechart.scene.turn import Turn
from eyechart.tasks.abstract._arc_grids import FOUR, ONE, TWO, Grid, Thing, outside, seen, things
from eyechart.tasks.abstract._arc_parameters import Parameters

__all__ = ["STANDING_OUT", "one_that"]

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
    masks = {seen(thing.mask.view(np.int8), back).tobytes() for thing in turned}
    return [thing for thing in things(grid) if thing.mask.tobytes() in masks]


STANDING_OUT: tuple[Parameters, ...] = tuple(
    (what, way) for what, (_, ways) in _CHOICES.items() for way in range(len(ways))
)
