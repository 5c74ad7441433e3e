"""Agreement of two raters, against published figures and by hand."""

from random import Random

import pytest

from eyechart.judges import agreement
from eyechart.stats.intervals import Interval


def marks(
    both: int, first: int, second: int, neither: int
) -> tuple[dict[int, bool], dict[int, bool]]:
    table = [(True, True)] * both + [(True, False)] * first
    table += [(False, True)] * second + [(False, False)] * neither
    return dict(enumerate(a for a, _ in table)), dict(enumerate(b for _, b in table))


def test_the_published_validity_of_the_drawing_judge() -> None:
    # 2601.06521: 280 drawings, 269 alike, precision .957, recall .893, F1 .924, kappa .898.
    found = agreement(*marks(67, 3, 8, 202))
    assert (found.both, found.first_only, found.second_only, found.neither) == (67, 3, 8, 202)
    assert found.n == 280 and found.share == pytest.approx(269 / 280)
    assert found.interval.low == pytest.approx(0.931, abs=5e-4)
    assert found.interval.high == pytest.approx(0.978, abs=5e-4)
    for value, published in ((found.kappa, 0.898), (found.precision, 0.957),
                             (found.recall, 0.893), (found.f1, 0.924)):  # fmt: skip
        assert value == pytest.approx(published, abs=5e-4)
    assert found.kappa_interval is not None and found.kappa is not None
    assert found.kappa_interval.low == pytest.approx(0.820, abs=1e-3)
    assert found.kappa in found.kappa_interval


def test_what_is_not_defined_says_so() -> None:
    always = agreement(*marks(0, 0, 0, 9))
    assert (always.share, always.kappa, always.kappa_interval) == (1.0, None, None)
    assert (always.precision, always.recall, always.f1) == (None, None, None)
    nothing = agreement({1: True}, {2: True})
    assert (nothing.n, nothing.share, nothing.interval) == (0, None, Interval(0.0, 1.0))
    one_sided = agreement(*marks(0, 2, 0, 7))  # the second never says yes
    assert (one_sided.kappa, one_sided.precision, one_sided.recall) == (0.0, 0.0, None)


def test_agreeing_throughout_is_not_certainty() -> None:
    found = agreement(*marks(6, 0, 0, 14)).kappa_interval
    assert found is not None and found.high == pytest.approx(1.0) and 0.5 < found.low < 0.7


def test_answers_of_one_item_are_not_independent() -> None:
    first = {(k, i): i % 3 > 0 for k in range(3) for i in range(40)}
    second = {key: said ^ (key[1] % 5 == 0) for key, said in first.items()}
    apart, together = agreement(first, second), agreement(first, second, lambda key: key[1])
    assert together.share == apart.share
    assert _width(together.interval) > 1.5 * _width(apart.interval)


def _width(interval: Interval) -> float:
    return interval.high - interval.low


def test_the_interval_of_kappa_covers() -> None:
    """95 of 100 intervals hold the kappa of the table that they were drawn from."""
    rng, cells = Random("kappa"), (0.27, 0.03, 0.04, 0.66)
    yes = (cells[0] + cells[1], cells[0] + cells[2])
    expected = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    true = (cells[0] + cells[3] - expected) / (1 - expected)
    held = 0
    for _ in range(400):
        drawn = rng.choices(range(4), cells, k=50)
        found = agreement(*marks(*(drawn.count(cell) for cell in range(4)))).kappa_interval
        held += found is not None and true in found
    assert 0.92 <= held / 400 <= 0.985
