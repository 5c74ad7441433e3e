"""How far two raters of the same answers agree: a judge and the rule, a judge and people.

The share of equal verdicts flatters where nearly all answers are wrong; kappa (Cohen 1960) takes
off what chance would give.  Its interval is that of the share, carried over with the chance share
held fixed: unlike the usual large-sample one (Fleiss, Cohen and Everitt 1969) it does not shrink to
a point where all verdicts are equal.  Simulated, it covers 88 to 96 % at n = 12, 91 to 96 % at 20
and 95 to 96 % from 50 on, where that one covers 33 to 92, 54 to 91 and 87 to 95 %.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

import msgspec

from eyechart.stats.clusters import clustered_rate
from eyechart.stats.intervals import Interval
from eyechart.stats.paired import mcnemar

__all__ = ["Agreement", "agreement"]

K = TypeVar("K", bound=Hashable)


class Agreement(msgspec.Struct, frozen=True):
    """A two by two table of yes and no, and what follows; None is what is not defined."""

    both: int
    """With the second rater as the truth: true positives."""
    first_only: int
    """False positives."""
    second_only: int
    """False negatives."""
    neither: int
    """True negatives."""
    share: float | None
    """Of equal verdicts; None without any."""
    interval: Interval
    """95 %, of the share."""
    kappa: float | None
    """Cohen's: the share beyond what chance would give; None where both always say one thing."""
    kappa_interval: Interval | None
    """95 %; None where kappa is."""
    precision: float | None
    """Of the first rater's yes, how much is the second's."""
    recall: float | None
    """Of the second rater's yes, how much is the first's."""
    f1: float | None
    """2 both / (2 both + first_only + second_only)."""
    p: float
    """Of the exact McNemar test: whether one of the two says yes more often."""

    @property
    def n(self) -> int:
        return self.both + self.first_only + self.second_only + self.neither


def agreement(
    first: Mapping[K, bool],
    second: Mapping[K, bool],
    unit: Callable[[K], Hashable] | None = None,
) -> Agreement:
    """Over what both have rated; answers of one `unit` (one item) are not independent."""
    keys = [key for key in first if key in second]
    pairs = [(first[key], second[key]) for key in keys]
    both, first_only, second_only, neither = (
        pairs.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False))
    )
    n = len(pairs)
    if not n:
        return Agreement(0, 0, 0, 0, None, Interval(0.0, 1.0), None, None, None, None, None, 1.0)
    units: defaultdict[Hashable, list[bool]] = defaultdict(list)
    for key, (a, b) in zip(keys, pairs, strict=True):
        units[unit(key) if unit else key].append(a == b)
    share, interval = (both + neither) / n, clustered_rate(units.values())
    yes = ((both + first_only) / n, (both + second_only) / n)
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    kappa, kappa_interval = None, None
    if expected < 1:
        kappa, low, high = (
            (one - expected) / (1 - expected) for one in (share, interval.low, interval.high)
        )
        kappa_interval = Interval(max(-1.0, low), high)
    return Agreement(
        both, first_only, second_only, neither, share, interval, kappa, kappa_interval,
        _ratio(both, both + first_only), _ratio(both, both + second_only),
        _ratio(2 * both, 2 * both + first_only + second_only),
        mcnemar(first_only, second_only),
    )  # fmt: skip


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
