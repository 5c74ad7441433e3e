"""Repeats: the item is the unit."""

from fractions import Fraction
from itertools import product
from random import Random

import numpy as np
import pytest

from eyechart.stats import (
    clustered_rate,
    mcnemar,
    paired_effect,
    sign_flip,
    smallest_detectable,
    spread_interval,
    wilson,
)
from eyechart.stats.clusters import _sampled, detectable_spread


def test_without_repeats_it_is_wilson() -> None:
    assert clustered_rate([[True], [False], [True]]) == wilson(2, 3)


def test_repeats_that_always_agree_add_nothing() -> None:
    once = [[i % 3 == 0] for i in range(60)]
    ten_times = [marks * 10 for marks in once]
    found, expected = clustered_rate(ten_times), wilson(20, 60)
    assert found.low == pytest.approx(expected.low, abs=0.005)
    assert found.high == pytest.approx(expected.high, abs=0.005)
    assert clustered_rate([[True] * 9] * 7) == wilson(7, 7)


def test_independent_repeats_do_add() -> None:
    rng = Random(5)
    items = [[rng.random() < 0.4 for _ in range(10)] for _ in range(60)]
    right = sum(map(sum, items))
    found = clustered_rate(items)
    assert found.high - found.low < 1.4 * (wilson(right, 600).high - wilson(right, 600).low)


@pytest.mark.parametrize(
    "differences",
    [
        [Fraction(1)] * 5 + [Fraction(-1)] * 2 + [Fraction(0)] * 4,
        [Fraction(1, 3), Fraction(-2, 3), Fraction(1), Fraction(1, 2), Fraction(1, 4)],
        [Fraction(1, 4)] * 8,
        [Fraction(0)] * 3,
    ],
)
def test_sign_flip_counts_every_flip(differences: list[Fraction]) -> None:
    sizes = [float(d) for d in differences]
    flips = [
        abs(sum(s * d for s, d in zip(signs, sizes, strict=True)))
        for signs in product([-1, 1], repeat=len(sizes))
    ]
    expected = sum(flip > abs(sum(sizes)) - 1e-9 for flip in flips) / len(flips)
    assert sign_flip(differences) == pytest.approx(expected)


def test_sign_flip_of_single_records_is_mcnemar() -> None:
    for n10, n01 in [(0, 0), (9, 2), (30, 12), (6, 0)]:
        differences = [Fraction(1)] * n10 + [Fraction(-1)] * n01 + [Fraction(0)] * 7
        assert sign_flip(differences) == pytest.approx(mcnemar(n10, n01))
    assert sign_flip([]) == 1.0


def test_sampled_flips_agree_with_counted_ones_and_repeat() -> None:
    steps = [Fraction(1)] * 30 + [Fraction(-1)] * 15
    array = np.array([float(s) for s in steps])
    assert _sampled(array, 15, 1) == pytest.approx(sign_flip(steps), abs=0.006)
    assert _sampled(array, 15, 1) == _sampled(array, 15, 1)


def test_spread_interval_covers() -> None:
    """Three records per item and condition, items that differ in difficulty."""
    rng = np.random.default_rng(11)
    hits, trials, n = 0, 600, 30
    for _ in range(trials):
        base = rng.beta(1, 1, n)
        first = rng.binomial(3, np.clip(base + 0.2, 0, 1))
        second = rng.binomial(3, base)
        truth = 0.2 - 0.02  # E[min(b + 0.2, 1)] - E[b] for b uniform on [0, 1]
        differences = [Fraction(int(a - b), 3) for a, b in zip(first, second, strict=True)]
        hits += truth in spread_interval(differences)
    assert 0.93 < hits / trials < 0.995


def test_spread_interval_has_a_width_where_nothing_differs() -> None:
    found = spread_interval([Fraction(0)] * 20)
    assert found.low == -found.high
    assert 0.05 < found.high < 0.2
    assert detectable_spread([Fraction(0)] * 20, 0.05) > found.high


def test_detectable_spread_agrees_with_the_exact_power() -> None:
    differences = [Fraction(1)] * 90 + [Fraction(-1)] * 60 + [Fraction(0)] * 350
    exact = smallest_detectable(500, 0.3)
    assert exact is not None
    assert detectable_spread(differences, 0.05) == pytest.approx(exact, abs=0.005)


def test_effect_picks_the_test_by_the_design() -> None:
    first = {i: [i < 9] for i in range(20)}
    second = {i: [9 <= i < 11] for i in range(20)}
    once = paired_effect(first, second)
    assert (once.pairs, once.n10, once.n01, once.repeated) == (20, 9, 2, False)
    assert once.difference == pytest.approx(0.35)
    assert once.p == mcnemar(9, 2)
    again = paired_effect({i: marks * 2 for i, marks in first.items()}, second)
    assert again.repeated
    assert again.p == pytest.approx(once.p)
    assert again.difference == once.difference


def test_effect_leaves_out_what_has_no_partner() -> None:
    found = paired_effect({1: [True], 2: [True], 3: []}, {1: [False], 3: [True], 4: [True]})
    assert (found.pairs, found.n10) == (1, 1)
    empty = paired_effect({}, {})
    assert (empty.pairs, empty.difference, empty.p, empty.detectable) == (0, 0.0, 1.0, None)
