"""Wilson against its defining equation, Holm and chance against what can be counted by hand."""

from itertools import product
from math import comb, prod

import pytest

from eyechart.stats import at_least, holm, wilson
from eyechart.stats.intervals import Interval, normal_quantile


@pytest.mark.parametrize(("right", "n"), [(0, 8), (1, 8), (17, 60), (30, 60), (59, 60), (60, 60)])
def test_wilson_limits_are_where_the_score_test_just_rejects(right: int, n: int) -> None:
    z = normal_quantile(0.975)
    found = wilson(right, n)
    for limit in (found.low, found.high):
        score = (right / n - limit) ** 2
        assert score == pytest.approx(z * z * limit * (1 - limit) / n, abs=1e-9)
    assert found.low <= right / n <= found.high


def test_wilson_gives_the_figures_published_for_babyvision() -> None:
    """Its 388 items, means over three rounds: hence no whole number right."""
    for rate, low, high in [(14.2, 11.1, 18.0), (34.4, 29.8, 39.3), (94.1, 91.3, 96.0)]:
        found = wilson(3.88 * rate, 388)
        assert (100 * found.low, 100 * found.high) == pytest.approx((low, high), abs=0.1)


def test_wilson_covers_and_says_nothing_of_nothing() -> None:
    assert wilson(0, 0) == Interval(0.0, 1.0)
    for rate in (0.1, 0.3, 0.5, 0.8):
        covered = sum(
            comb(30, k) * rate**k * (1 - rate) ** (30 - k)
            for k in range(31)
            if rate in wilson(k, 30)
        )
        assert 0.92 < covered < 0.985


def test_reach_is_the_farther_limit() -> None:
    assert Interval(-0.3, 0.1).reach == 0.3


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.9, 0.8]) == [1.0, 1.0]
    assert holm([]) == []


@pytest.mark.parametrize("successes", range(8))
def test_at_least_counts_every_way_to_guess(successes: int) -> None:
    chances = [0.02, 0.25, 0.25, 0.5, 0.125, 0.9, 0.0]
    expected = sum(
        prod(c if hit else 1 - c for c, hit in zip(chances, hits, strict=True))
        for hits in product([0, 1], repeat=len(chances))
        if sum(hits) >= successes
    )
    assert at_least(successes, chances) == pytest.approx(expected, rel=1e-12)


def test_at_least_keeps_small_tails() -> None:
    assert at_least(40, [0.25] * 40) == pytest.approx(0.25**40, rel=1e-9)
