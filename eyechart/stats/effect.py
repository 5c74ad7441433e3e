"""The effect of a condition on the same items: the one place that picks the test.

Where every item was asked once under each of the two, McNemar's exact test and Tango's interval;
where any was asked more often, sign flips and the spread between items (`clusters.py`).
"""

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

import msgspec

from eyechart.stats.clusters import detectable_spread, sign_flip, spread_interval
from eyechart.stats.intervals import Interval
from eyechart.stats.paired import mcnemar, smallest_detectable, tango

__all__ = ["Effect", "paired_effect"]

K = TypeVar("K", bound=Hashable)


class Effect(msgspec.Struct, frozen=True):
    """First minus second, over the items that were asked under both."""

    pairs: int
    """Items under both."""
    n10: int
    """Items right under the first alone (or, where repeated, more often under the first)."""
    n01: int
    """Items right under the second alone (or more often)."""
    difference: float
    """Difference of the two rates, -1 to 1, each item weighing the same."""
    interval: Interval
    p: float
    """Two-sided and exact, not yet corrected for other tests."""
    repeated: bool
    """Whether some item was asked more than once under a condition."""
    detectable: float | None
    """The least true difference found at `alpha` with 80 % power; None if none could be."""
    alpha: float


def paired_effect(
    first: Mapping[K, Sequence[bool]],
    second: Mapping[K, Sequence[bool]],
    *,
    alpha: float = 0.05,
    level: float = 0.95,
) -> Effect:
    """Compares two conditions, each given as item -> whether each of its records is right.

    Items in one alone, or without records, are left out.
    """
    shared = [item for item, marks in first.items() if marks and second.get(item)]
    differences = [_mean(first[item]) - _mean(second[item]) for item in shared]
    repeated = any(len(side[item]) > 1 for item in shared for side in (first, second))
    n10, n01 = sum(d > 0 for d in differences), sum(d < 0 for d in differences)
    n = len(shared)
    if repeated:
        interval, p = spread_interval(differences, level), sign_flip(differences)
        detectable: float | None = detectable_spread(differences, alpha)
    else:
        interval, p = tango(n10, n01, n, level), mcnemar(n10, n01)
        detectable = smallest_detectable(n, (n10 + n01) / n if n else 0.0, alpha)
    mean = float(sum(differences) / n) if n else 0.0
    return Effect(n, n10, n01, mean, interval, p, repeated, detectable, alpha)


def _mean(marks: Sequence[bool]) -> Fraction:
    return Fraction(sum(marks), len(marks))
