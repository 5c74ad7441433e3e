"""How far two raters of the same answers agree: a judge and the rule, a judge and people."""

from collections.abc import Mapping
from typing import TypeVar

import msgspec

from eyechart.stats.intervals import Interval, wilson
from eyechart.stats.paired import mcnemar

__all__ = ["Agreement", "agreement"]

K = TypeVar("K")


class Agreement(msgspec.Struct, frozen=True):
    """A two by two table of yes and no, and what follows."""

    both: int
    first_only: int
    second_only: int
    neither: int
    share: float
    """Of equal verdicts; nan without any."""
    interval: Interval
    """95 %, Wilson's, of the share."""
    kappa: float
    """Cohen's: the share beyond what chance would give; nan where one rater never varies and the
    other agrees throughout."""
    p: float
    """Of the exact McNemar test: whether one of the two says yes more often."""

    @property
    def n(self) -> int:
        return self.both + self.first_only + self.second_only + self.neither


def agreement(first: Mapping[K, bool], second: Mapping[K, bool]) -> Agreement:
    """Over what both have rated."""
    pairs = [(first[key], second[key]) for key in first if key in second]
    both, first_only, second_only, neither = (
        pairs.count(kind) for kind in ((True, True), (True, False), (False, True), (False, False))
    )
    n = len(pairs)
    if not n:
        nothing = float("nan")
        return Agreement(0, 0, 0, 0, nothing, Interval(0.0, 1.0), nothing, 1.0)
    share = (both + neither) / n
    yes = ((both + first_only) / n, (both + second_only) / n)
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    kappa = (share - expected) / (1 - expected) if expected < 1 else float("nan")
    return Agreement(
        both, first_only, second_only, neither,
        share, wilson(both + neither, n), kappa, mcnemar(first_only, second_only),
    )  # fmt: skip
