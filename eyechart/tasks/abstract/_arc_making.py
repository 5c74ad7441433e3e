"""New puzzles for `arc`: a programme out of the family, demonstrations on which it shows, a test.

A puzzle is kept only if every step changes something in every grid, and if the shortest programmes
of the family that explain the demonstrations have as many steps as ours and agree on the test
(`_arc_family.explained`); an ambiguous one first gets another demonstration, if it may have one.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from eyechart.scene.turn import Turn
from eyechart.tasks.abstract._arc_family import Programme, Step, explained, run, unaided
from eyechart.tasks.abstract._arc_grids import EIGHT, ONE, Grid, Rows, as_grid, as_rows, same, seen
from eyechart.tasks.abstract._arc_inputs import KINDS
from eyechart.tasks.abstract._arc_parameters import Pair
from eyechart.tasks.abstract._arc_rules import RULES

__all__ = ["Puzzle", "made", "varied"]

_TRIES = 12
"""Grids tried for one demonstration before the programme is given up."""


class Puzzle(NamedTuple):
    """Demonstrations (input, output), the test and its output, and the rules that were used."""

    pairs: tuple[tuple[Rows, Rows], ...]
    test: Rows
    output: Rows
    steps: tuple[str, ...]


class _Plan(NamedTuple):
    """What all grids of one puzzle share."""

    programme: Programme
    kind: str
    colours: tuple[int, ...]
    sides: tuple[int, int]
    things: int


def made(
    rng: Random,
    *,
    steps: int,
    hard: tuple[int, int],
    sides: tuple[int, int],
    examples: tuple[int, int],
    things: int,
) -> Puzzle:
    """A puzzle whose answer is proved unique within the family.

    `hard` bounds the hardness of the rules, `sides` the cells a side, `examples` the number of
    demonstrations (least, most); `things` is about how many things a grid shows.
    """
    while True:
        plan = _planned(rng, steps, hard, sides, things)
        puzzle = _demonstrated(rng, plan, examples)
        if puzzle is not None:
            return puzzle


def varied(rng: Random, puzzle: Puzzle) -> Puzzle:
    """The puzzle in other colours, turned or mirrored, its demonstrations in another order.

    The family is closed under all of that, so the answer stays unique.
    """
    colours = [0, *rng.sample(range(1, 10), 9)]
    turn = rng.choice(EIGHT)

    def other(rows: Rows) -> Rows:
        recoloured = tuple(tuple(colours[cell] for cell in row) for row in rows)
        return turn.grid(recoloured)

    pairs = [(other(a), other(b)) for a, b in puzzle.pairs]
    rng.shuffle(pairs)
    return Puzzle(tuple(pairs), other(puzzle.test), other(puzzle.output), puzzle.steps)


def _planned(
    rng: Random, steps: int, hard: tuple[int, int], sides: tuple[int, int], things: int
) -> _Plan:
    low, high = hard
    colours = tuple(rng.sample(range(1, 10), 5))
    last = rng.choice([rule for rule in RULES.values() if low <= rule.hard <= high])
    early: dict[str, list[Step]] = {}
    for step in unaided():
        if step.rule.hard <= high:
            early.setdefault(step.rule.name, []).append(step)
    before = [rng.choice(early[rng.choice(list(early))]) for _ in range(steps - 1)]
    final = Step(last, rng.choice(last.ways), last.parameters.drawn(rng, colours))
    least, most = (max(2, side // last.growth) for side in sides)
    kind = rng.choice(_kinds([*before, final]))
    return _Plan((*before, final), kind, colours, (least, most), things)


def _kinds(programme: Sequence[Step]) -> list[str]:
    """The kinds of grid that suit the programme: those of its choosiest steps."""
    kinds = [kind for step in programme for kind in step.rule.shown_on]
    return [kind for kind in kinds if kind not in ("mosaic", "speckle")] or kinds


def _demonstrated(rng: Random, plan: _Plan, examples: tuple[int, int]) -> Puzzle | None:
    """Demonstrations and a test for the plan, if it can be shown without ambiguity."""
    least, most = examples
    pairs: list[Pair] = []
    for _ in range(least + 1):
        pair = _shown(rng, plan, pairs)
        if pair is None:
            return None
        pairs.append(pair)
    test, output = pairs.pop()
    if output.size > 2 and any(same(output, b) for _, b in pairs):
        return None
    found = explained(pairs, test, len(plan.programme))
    while len(found.outputs) > 1 and len(pairs) < most:
        pair = _shown(rng, plan, [*pairs, (test, output)])
        if pair is None:
            return None
        pairs.append(pair)
        found = explained(pairs, test, len(plan.programme))
    if found.steps < len(plan.programme) or len(found.outputs) != 1:
        return None
    if not same(found.outputs[0], output):  # the demonstrations leave our own rule undetermined
        return None
    return Puzzle(
        tuple((as_rows(a), as_rows(b)) for a, b in pairs),
        as_rows(test),
        as_rows(output),
        tuple(step.rule.name for step in plan.programme),
    )


def _shown(rng: Random, plan: _Plan, others: Sequence[Pair]) -> Pair | None:
    """An input on which every step of the programme does something, and its output."""
    for _ in range(_TRIES):
        rows, columns = rng.randint(*plan.sides), rng.randint(*plan.sides)
        grid = KINDS[plan.kind](rng, rows, columns, plan.colours, plan.things)
        grid = as_grid(as_rows(seen(grid, _back(plan))))
        if any(same(grid, a) for a, _ in others):
            continue
        output = _changed(plan.programme, grid)
        if output is not None and output.any():
            return grid, output
    return None


def _back(plan: _Plan) -> Turn:
    """Kinds of grid are made for the upright rule; this lays one before the turned rule."""
    way = plan.programme[0].way
    return way if way is ONE[0] else way.inverse


def _changed(programme: Programme, grid: Grid) -> Grid | None:
    """The output, or None if a step cannot be applied or leaves all as it was."""
    for step in programme:
        after = run((step,), grid)
        if after is None or same(after, grid):
            return None
        grid = after
    return grid
