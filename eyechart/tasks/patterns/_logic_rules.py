"""Rules along the lines of a grid of cells, and the search for all that explain what is shown.

A cell has one value per **trait**; each trait follows a rule of its own.  A rule holds along every
row, or along every column; the cell in question is the last of all.  A single row is a sequence,
for which other rules are usual.  Values are whole numbers; what they may be is the trait's kind.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

__all__ = ["KINDS", "Values", "drawn_values", "explained", "limits"]

Values = tuple[tuple[int, ...], ...]
"""Rows of one trait's values; the last row is one short where the last cell is missing."""

KINDS = ("shape", "colour", "number", "size", "spot", "set")
"""Shapes and colours have no order; spots go round; the bits of a set are its members."""

SETS: dict[str, Callable[[int, int], int]] = {
    "both": lambda a, b: a | b,
    "common": lambda a, b: a & b,
    "odd": lambda a, b: a ^ b,
    "without": lambda a, b: a & ~b,
}


def limits(kind: str, side: int) -> tuple[int, int]:
    """The least and the largest value; `side` is that of the lattice of spots and sets."""
    return {
        "shape": (0, 5),
        "colour": (1, 4),
        "number": (1, 9),
        "size": (0, 2),
        "spot": (0, 4 * (side - 1) - 1),
        "set": (0, 2 ** (side * side) - 1),
    }[kind]


def explained(rows: Values, kind: str, side: int) -> set[int]:
    """What the last cell's value may be, under every rule that explains all others."""
    low, high = limits(kind, side)
    turn = high + 1 if kind == "spot" else 0
    found = set(_along(rows, kind, turn))
    if len(rows) > 1:
        width = len(rows[0])
        columns = tuple(tuple(row[c] for row in rows if c < len(row)) for c in range(width))
        found |= set(_along(columns, kind, turn))
    return {value for value in found if low <= value <= high}


def _along(rows: Values, kind: str, turn: int) -> Iterator[int]:
    """The predictions of all rules that run along rows; `turn` is the number of spots, if round."""
    whole, last = rows[:-1], rows[-1]
    if all(len(set(row)) == 1 for row in rows):
        yield last[-1]
    if kind not in ("shape", "colour", "set"):
        yield from _progressions(whole, last, turn)
    if not whole:
        yield from _sequences(last, kind, turn)
    elif len(last) == 2:
        yield from _of_three(whole, last)
        if kind == "number":
            if all(row[2] == row[0] + row[1] for row in whole):
                yield last[0] + last[1]
            if all(row[2] == row[0] - row[1] for row in whole):
                yield last[0] - last[1]
        if kind == "set":
            for meet in SETS.values():
                if all(row[2] == meet(row[0], row[1]) for row in whole):
                    yield meet(last[0], last[1])


def _progressions(whole: Values, last: tuple[int, ...], turn: int) -> Iterator[int]:
    steps = {(b - a) % turn if turn else b - a for row in (*whole, last) for a, b in pairwise(row)}
    if len(steps) == 1 and (whole or len(last) > 2):
        value = last[-1] + steps.pop()
        yield value % turn if turn else value


def _sequences(last: tuple[int, ...], kind: str, turn: int) -> Iterator[int]:
    """Alternation, a cycle of three, and steps that grow."""
    for period, least in ((2, 3), (3, 4)):
        if len(last) >= least and all(a == b for a, b in zip(last, last[period:], strict=False)):
            yield last[-period]
    if kind in ("number", "spot") and len(last) > 3:
        steps = [(b - a) % turn if turn else b - a for a, b in pairwise(last)]
        growth = {(b - a) % turn if turn else b - a for a, b in pairwise(steps)}
        if len(growth) == 1:
            value = last[-1] + steps[-1] + growth.pop()
            yield value % turn if turn else value


def _of_three(whole: Values, last: tuple[int, ...]) -> Iterator[int]:
    """Each row has the same three values, in any order."""
    kinds = {tuple(sorted(row)) for row in whole}
    if len(kinds) == 1:
        left = list(kinds.pop())
        if len(set(left)) == 3 and last[0] != last[1] and {*last} < {*left}:
            yield (set(left) - set(last)).pop()


def drawn_values(rng: Random, kind: str, rule: str, rows: int, columns: int, side: int) -> Values:
    """Values of a whole grid under this rule; they may yet be out of the kind's limits."""
    low, high = limits(kind, side)
    three = rng.sample(range(low, min(high, 511) + 1), 3)
    if rule == "still":
        few = {"number": (1, 1, 2, 3, 4), "size": (1, 2)}.get(kind, three)
        return ((rng.choice(few),) * columns,) * rows
    if rule == "rows":
        return tuple((value,) * columns for value in three[:rows])
    if rule == "columns":
        return (tuple(three[:columns]),) * rows
    if rule == "three":
        way = rng.choice((1, 2))
        return tuple(tuple(three[(c + way * r) % 3] for c in range(columns)) for r in range(rows))
    if rule in ("progression", "growing"):
        return _drawn_steps(rng, rule, kind, rows, columns, high)
    if rule in ("alternation", "cycle"):
        period = 2 if rule == "alternation" else 3
        return (tuple(three[c % period] for c in range(columns)),)
    return tuple(_drawn_triple(rng, rule, high) for _ in range(rows))


def _drawn_steps(rng: Random, rule: str, kind: str, rows: int, columns: int, high: int) -> Values:
    turn = high + 1 if kind == "spot" else 0
    step = rng.choice((1, -1, 2, -2, 3) if turn else (1, -1, 2))
    # Steps grow, never shrink: 4 3 3 4 6 has a rule, but nobody would call it growth.
    growth = (1 if step > 0 else -1) if rule == "growing" else 0
    made = []
    for _ in range(rows):
        value, by, row = rng.randint(0, high), step, []
        for _ in range(columns):
            row.append(value % turn if turn else value)
            value, by = value + by, by + growth
        made.append(tuple(row))
    return tuple(made)


def _drawn_triple(rng: Random, rule: str, high: int) -> tuple[int, int, int]:
    if rule == "sum":
        a, b = rng.randint(1, 5), rng.randint(1, 4)
        return a, b, a + b
    if rule == "difference":
        a, b = rng.randint(3, 9), rng.randint(1, 6)
        return a, b, a - b
    a, b = (rng.getrandbits(high.bit_length()) for _ in range(2))
    return a, b, SETS[rule](a, b)
