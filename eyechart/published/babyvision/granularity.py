"""Can a published mean come from the stated number of passes over so many items?

n items asked k times give at most n*k + 1 different means; a mean that rounds to none of them was
not made that way (the GRIM test; Brown and Heathers, 2017).  Held to the paper's tables it shows
that the averages of four models are of two passes, not of three.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from eyechart.published.babyvision.facts import SUBTYPES, Published, published

__all__ = ["Misfits", "is_possible", "misfits"]


class Misfits(NamedTuple):
    """One model's published subtypes against a number of passes."""

    model: str
    passes: int
    cells: int
    impossible: tuple[str, ...]
    """Subtypes whose mean cannot come from so many passes."""


def is_possible(percent: float, items: int, passes: int, decimals: int = 1) -> bool:
    """Whether some whole number of right answers gives this mean, rounded either way at a half."""
    n, half = items * passes, 0.5 * 10.0**-decimals + 1e-9
    low, high = (percent - half) / 100 * n, (percent + half) / 100 * n
    return max(0, ceil(low - 1e-9)) <= min(n, floor(high + 1e-9))


def misfits(passes: int, rows: Sequence[Published] | None = None) -> list[Misfits]:
    """For each model of the tables (default: the paper's), the cells that do not fit."""
    cells: dict[str, list[Published]] = defaultdict(list)
    for row in published() if rows is None else rows:
        if row.subtype != "ALL" and "Human" not in row.model:
            cells[row.model].append(row)
    return [
        Misfits(
            model,
            passes,
            len(found),
            tuple(
                row.subtype
                for row in found
                if not is_possible(row.mean, SUBTYPES[row.subtype].items, passes)
            ),
        )
        for model, found in cells.items()
    ]
