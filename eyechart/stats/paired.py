"""The same items under two conditions, asked once each: test, interval and what could be found.

Only discordant items carry information on the difference: `n10` right under the first condition
alone, `n01` right under the second alone.

- the test is McNemar's, exact (a binomial with probability 1/2 on the discordant items);
- the interval is Tango's score interval (Statistics in Medicine 17:891, 1998).  Newcombe's hybrid,
  the usual other choice, all but vanishes where no item is discordant and the rates are near 1/2;
- the smallest detectable difference is from the exact power of that exact test, so that with five
  pairs it says that nothing can be found, where the normal approximation promises something.
"""

from functools import lru_cache
from math import ceil, floor, sqrt

import numpy as np
import numpy.typing as npt

from eyechart.stats.intervals import Interval, normal_quantile

__all__ = ["mcnemar", "mcnemar_power", "smallest_detectable", "tango"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def mcnemar(n10: int, n01: int, *, mid: bool = False) -> float:
    """Exact two-sided p-value; `mid=True` counts what was observed half (less conservative)."""
    discordant, rarer = n10 + n01, min(n10, n01)
    term = tail = 1
    for i in range(rarer):
        term = term * (discordant - i) // (i + 1)
        tail += term
    both_sides = 2 * tail - (term if mid else 0)
    return min(1.0, both_sides / (1 << discordant))


def tango(n10: int, n01: int, n: int, level: float = 0.95) -> Interval:
    """Score interval of (n10 - n01) / n, within [-1, 1]; n = 0 says nothing: [-1, 1]."""
    if n == 0:
        return Interval(-1.0, 1.0)
    z = normal_quantile(0.5 + level / 2)
    estimate = (n10 - n01) / n

    def limit(outside: float) -> float:
        """The difference, between the estimate and `outside`, at which the score reaches z."""
        inside = estimate
        for _ in range(60):
            middle = (inside + outside) / 2
            if abs(_score(middle, n10, n01, n)) <= z:
                inside = middle
            else:
                outside = middle
        return inside

    return Interval(limit(-1.0), limit(1.0))


def _score(difference: float, n10: int, n01: int, n: int) -> float:
    """Tango's statistic under H0: the true difference is this one (his equations 10 to 12)."""
    a = 2 * n
    b = -n10 - n01 + (2 * n - n10 + n01) * difference
    c = -n01 * difference * (1 - difference)
    restricted = (sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
    variance = n * (2 * restricted + difference * (1 - difference))
    distance = n10 - n01 - n * difference
    if variance <= 1e-12:
        return 0.0 if abs(distance) < 1e-9 else float("inf")
    return distance / sqrt(variance)


def mcnemar_power(n: int, difference: float, discordance: float, alpha: float = 0.05) -> float:
    """Probability that the exact test rejects at `alpha`.

    `discordance` is the probability of a discordant pair, `difference` (at most that) the true
    difference between the two rates.
    """
    if discordance <= 0:
        return 0.0
    spread = 8 * sqrt(n * discordance * (1 - discordance)) + 1
    counts = np.arange(
        max(0, floor(n * discordance - spread)), min(n, ceil(n * discordance + spread)) + 1
    )
    weights = _binomial(np.array([n]), discordance)[0][counts]
    counts = counts[weights > 1e-12]
    weights = weights[weights > 1e-12]
    # critical: the largest number of the rarer kind with which the test still rejects, or -1
    critical = (2 * _binomial(counts, 0.5).cumsum(axis=1) <= alpha).sum(axis=1, keepdims=True) - 1
    seen = np.arange(counts.max() + 1)
    rejects = (seen <= critical) | (seen >= counts[:, None] - critical)
    powers = (_binomial(counts, (1 + difference / discordance) / 2) * rejects).sum(axis=1)
    return float(weights @ powers)


@lru_cache(maxsize=4096)
def smallest_detectable(
    n: int, discordance: float, alpha: float = 0.05, power: float = 0.8
) -> float | None:
    """The least true difference that n pairs show with this power, to 0.001; None if none is.

    Where the difference itself is larger than the discordance, all discordant pairs are taken to
    point one way.
    """

    def enough(difference: float) -> bool:
        return mcnemar_power(n, difference, max(discordance, difference), alpha) >= power

    if n == 0 or not enough(1.0):
        return None
    low, high = 0.0, 1.0
    while high - low > 0.001:
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _binomial(counts: Ints, probability: float) -> Floats:
    """(len(counts), max + 1): row i is the distribution of successes in counts[i] trials."""
    top = int(counts.max())
    log_factorial = np.concatenate([[0.0], np.log(np.arange(1, top + 1)).cumsum()])
    k = np.arange(top + 1)
    rest = counts[:, None] - k
    possible = rest >= 0
    rest = np.maximum(rest, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        # 0 * log(0) is 0 here: a certain event that happens
        yes = np.where(k > 0, k * np.log(probability), 0.0)
        no = np.where(rest > 0, rest * np.log1p(-probability), 0.0)
    log_mass = log_factorial[counts][:, None] - log_factorial[k] - log_factorial[rest] + yes + no
    return np.where(possible, np.exp(log_mass), 0.0)
