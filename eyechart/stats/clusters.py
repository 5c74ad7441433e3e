"""Several records of one item are one problem asked again, not several problems.

The unit is the item throughout.  Repeats make an item's own rate surer, but the spread between
items stays; treating them as independent would shrink intervals for nothing.

- a rate: Wilson's interval on an effective sample size, n divided by the design effect (the
  cluster-robust variance of the mean over the binomial one; Kish 1965);
- a paired difference: the mean of the items' own differences, with Bonett and Price's adjusted
  interval (J. Educational and Behavioral Statistics 37:479, 2012: one item gained and one lost are
  added), which they give for differences of -1, 0 and 1 and which holds for fractions alike;
- its test: sign flips.  Under "no difference" each item's difference is as likely to have the
  other sign.  All flips are counted exactly; with differences of -1, 0 and 1 this *is* the exact
  McNemar test.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import lcm, sqrt

import numpy as np

from eyechart.stats.intervals import Interval, normal_quantile, wilson

__all__ = ["clustered_rate", "sign_flip", "spread_interval"]

_EXACT_WORK = 50_000_000
"""Additions up to which all flips are counted; beyond, they are sampled."""
_DRAWS = 20_000


def clustered_rate(items: Collection[Sequence[bool]], level: float = 0.95) -> Interval:
    """Interval of the share of right records; `items` holds each item's records."""
    n = sum(len(item) for item in items)
    right = sum(sum(item) for item in items)
    if n == len(items):
        return wilson(right, n, level)
    rate = right / n
    if rate in (0.0, 1.0):
        return wilson(rate * len(items), len(items), level)  # no spread to estimate: item by item
    residuals = sum((sum(item) - rate * len(item)) ** 2 for item in items)
    count = len(items)
    variance = residuals / n**2 * (count / (count - 1) if count > 1 else 1.0)
    effective = float(n)
    if variance > 0:
        effective = min(effective, max(1.0, rate * (1 - rate) / variance))
    return wilson(rate * effective, effective, level)


def spread_interval(differences: Sequence[Fraction], level: float = 0.95) -> Interval:
    """Interval of the mean difference between two conditions, one number in [-1, 1] per item."""
    mean, square, n = _adjusted(differences)
    half = normal_quantile(0.5 + level / 2) * sqrt(max(0.0, square - mean * mean) / n)
    return Interval(max(-1.0, mean - half), min(1.0, mean + half))


def detectable_spread(differences: Sequence[Fraction], alpha: float, power: float = 0.8) -> float:
    """The least true mean difference found with this power, by the normal approximation.

    The spread is that under "no difference", as the test has it: the mean square.
    """
    _, square, n = _adjusted(differences)
    reach = normal_quantile(1 - alpha / 2) + normal_quantile(power)
    return min(1.0, reach * sqrt(square / n))


def _adjusted(differences: Sequence[Fraction]) -> tuple[float, float, int]:
    """Mean, mean square and number after adding one item gained and one lost."""
    n = len(differences) + 2
    square = (float(sum(d * d for d in differences)) + 2) / n
    return float(sum(differences)) / n, square, n


def sign_flip(differences: Sequence[Fraction], *, seed: int = 0) -> float:
    """Two-sided p-value of "the mean difference is zero", one exact fraction per item.

    Exact up to about 50 million additions (some thousands of items), else from 20,000 flips drawn
    with `seed`, the observed one counted in.
    """
    scale = lcm(*(d.denominator for d in differences)) if differences else 1
    steps = [int(d * scale) for d in differences if d]
    observed, total = abs(sum(steps)), sum(abs(step) for step in steps)
    if observed == 0:
        return 1.0
    if total * len(steps) > _EXACT_WORK:
        return _sampled(np.array(steps, dtype=np.float64), observed, seed)
    mass = np.zeros(total + 1)  # mass[s]: probability that the positive ones sum to s
    mass[0] = 1.0
    for step in steps:
        shifted = np.zeros_like(mass)
        shifted[abs(step) :] = mass[: total + 1 - abs(step)]
        mass = (mass + shifted) / 2
    extreme = np.abs(2 * np.arange(total + 1) - total) >= observed
    return float(min(1.0, mass[extreme].sum()))


def _sampled(
    steps: "np.ndarray[tuple[int], np.dtype[np.float64]]", observed: int, seed: int
) -> float:
    generator = np.random.default_rng(seed)
    hits = 0
    for _ in range(_DRAWS // 100):
        signs = generator.integers(0, 2, size=(100, len(steps))) * 2 - 1
        hits += int((np.abs(signs @ steps) >= observed - 0.5).sum())
    return (hits + 1) / (_DRAWS + 1)
