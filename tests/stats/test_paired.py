"""The paired tests and intervals against brute force: every sign, every table, every likelihood."""

from itertools import product
from math import comb, log

import numpy as np
import pytest

from eyechart.stats import mcnemar, mcnemar_power, smallest_detectable, tango
from eyechart.stats.intervals import normal_quantile
from eyechart.stats.paired import _score


@pytest.mark.parametrize(("n10", "n01"), [(0, 0), (0, 5), (1, 7), (3, 3), (9, 2), (12, 1)])
def test_mcnemar_counts_every_assignment_of_signs(n10: int, n01: int) -> None:
    n = n10 + n01
    sums = [sum(signs) for signs in product([-1, 1], repeat=n)]
    assert mcnemar(n10, n01) == pytest.approx(sum(abs(s) >= abs(n10 - n01) for s in sums) / 2**n)


def test_mid_p_counts_what_was_seen_half() -> None:
    for n10, n01 in [(1, 7), (9, 2), (0, 6)]:
        seen = comb(n10 + n01, n10) / 2 ** (n10 + n01)
        assert mcnemar(n10, n01, mid=True) == pytest.approx(mcnemar(n10, n01) - seen)
    assert mcnemar(4, 4, mid=True) == 1.0


def test_mcnemar_survives_thousands_of_pairs() -> None:
    assert mcnemar(2600, 2400) == pytest.approx(0.0049, abs=0.0003)
    assert mcnemar(5000, 0) == 0.0


def _likeliest(n10: int, n01: int, n: int, difference: float) -> float:
    """q01 that maximises the likelihood given the difference, by trying 200,000 of them."""
    q01 = np.linspace(max(0.0, -difference), (1 - difference) / 2, 200_001)[1:-1]
    q10, rest = q01 + difference, 1 - 2 * q01 - difference
    likelihood = n10 * np.log(q10) + n01 * np.log(q01) + (n - n10 - n01) * np.log(rest)
    return float(q01[likelihood.argmax()])


@pytest.mark.parametrize(("n10", "n01", "n"), [(9, 2, 44), (12, 30, 60), (1, 4, 8), (25, 3, 200)])
def test_tango_limits_are_where_the_score_reaches_z(n10: int, n01: int, n: int) -> None:
    found = tango(n10, n01, n)
    for limit in (found.low, found.high):
        q01 = _likeliest(n10, n01, n, limit)
        variance = n * (2 * q01 + limit - limit**2)
        score = abs(n10 - n01 - n * limit) / variance**0.5
        assert score == pytest.approx(normal_quantile(0.975), abs=2e-3)
    assert found.low < (n10 - n01) / n < found.high


def test_tango_never_vanishes_and_mirrors() -> None:
    z2 = normal_quantile(0.975) ** 2
    assert tango(0, 0, 60).high == pytest.approx(z2 / (60 + z2))
    assert tango(60, 0, 60).high == 1.0
    assert tango(60, 0, 60).low < 0.9
    assert tango(7, 2, 30).low == pytest.approx(-tango(2, 7, 30).high)
    assert tango(0, 0, 0).reach == 1.0
    assert _score(0.0, 9, 2, 44) == pytest.approx((9 - 2) / (9 + 2) ** 0.5)  # McNemar's own


@pytest.mark.parametrize(("q10", "q01"), [(0.1, 0.1), (0.3, 0.05), (0.02, 0.02), (0.5, 0.1)])
def test_tango_covers(q10: float, q01: float) -> None:
    n = 25
    covered = 0.0
    for a in range(n + 1):
        for b in range(n + 1 - a):
            if q10 - q01 in tango(a, b, n):
                ways = comb(n, a) * comb(n - a, b)
                covered += ways * q10**a * q01**b * (1 - q10 - q01) ** (n - a - b)
    assert 0.93 < covered <= 1.0


def _power(n: int, difference: float, discordance: float, alpha: float) -> float:
    q10, q01 = (discordance + difference) / 2, (discordance - difference) / 2
    return sum(
        comb(n, a) * comb(n - a, b) * q10**a * q01**b * (1 - discordance) ** (n - a - b)
        for a in range(n + 1)
        for b in range(n + 1 - a)
        if mcnemar(a, b) <= alpha
    )


@pytest.mark.parametrize(
    ("n", "difference", "discordance", "alpha"),
    [(12, 0.5, 0.6, 0.05), (30, 0.2, 0.3, 0.05), (30, 0.3, 0.3, 0.005), (20, 1.0, 1.0, 0.05)],
)
def test_power_sums_every_table(
    n: int, difference: float, discordance: float, alpha: float
) -> None:
    expected = _power(n, difference, discordance, alpha)
    assert mcnemar_power(n, difference, discordance, alpha) == pytest.approx(expected, abs=1e-9)


def test_smallest_detectable_has_the_power_it_claims() -> None:
    found = smallest_detectable(40, 0.3)
    assert found is not None
    assert _power(40, found, max(0.3, found), 0.05) >= 0.8
    assert _power(40, found - 0.003, max(0.3, found - 0.003), 0.05) < 0.8


def test_smallest_detectable_at_babyvisions_size() -> None:
    """388 items, 20 % discordant: 6.4 points by the normal approximation, a little more exactly."""
    found = smallest_detectable(388, 0.2)
    assert found == pytest.approx(0.066, abs=0.002)


def test_five_pairs_can_show_nothing() -> None:
    assert smallest_detectable(5, 0.5) is None
    assert smallest_detectable(0, 0.0) is None
    assert smallest_detectable(6, 0.0) is not None
    assert log(2 / 0.05, 2) > 5  # why: all five one way is still p = 0.0625
