"""The interval of one proportion.

Wilson's score interval (1927) and no other: it stays inside [0, 1], has a width at 0 of n and n of
n, and covers close to its level from n = 5 on, where the usual p ± 1.96 s does neither.
"""

from math import sqrt
from statistics import NormalDist

import msgspec

__all__ = ["Interval", "normal_quantile", "wilson"]


class Interval(msgspec.Struct, frozen=True):
    """A closed interval, by default with 95 % confidence."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def reach(self) -> float:
        """The largest absolute value inside: no effect beyond it is compatible with the data."""
        return max(abs(self.low), abs(self.high))


def normal_quantile(probability: float) -> float:
    """z with P(Z <= z) = probability, for 0 < probability < 1."""
    return NormalDist().inv_cdf(probability)


def wilson(successes: float, n: float, level: float = 0.95) -> Interval:
    """Interval of successes / n; both may be fractional (an effective sample size).

    n = 0 says nothing: [0, 1].
    """
    if n <= 0:
        return Interval(0.0, 1.0)
    z2 = normal_quantile(0.5 + level / 2) ** 2
    rate = successes / n
    centre = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = sqrt(z2) * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # At the ends the closed form is exact but for rounding.
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Interval(max(0.0, low), min(1.0, high))
