"""A stroke is read along the line that it lies on or beside, through crossings and gaps."""

import cv2
import numpy as np
import pytest

from eyechart.reading.strokes import (
    Levels,
    Network,
    longest_run,
    missed,
    network,
    read_stroke,
    runs,
)
from eyechart.scene.curves import Points

SHAPE = (200, 200)
CENTRE = (100.0, 100.0)


def straight(a: tuple[float, float], b: tuple[float, float]) -> Points:
    return np.linspace(a, b, round(np.hypot(b[0] - a[0], b[1] - a[1])) + 1)


@pytest.fixture
def cross() -> Network:
    """Two lines that cross at the centre: stretches 0 and 1 run down, 2 and 3 to the right."""
    ends = ((100.0, 10.0), (100.0, 190.0)), ((10.0, 100.0), (190.0, 100.0))
    lines = [straight(*pair) for a, b in ends for pair in ((a, CENTRE), (CENTRE, b))]
    return network(lines, SHAPE, gap=14.0)


def inked(*strokes: tuple[tuple[float, float], tuple[float, float]], level: float = 1.0) -> Levels:
    ink = np.zeros(SHAPE, np.float32)
    for a, b in strokes:
        ends = [(round(x), round(y)) for x, y in (a, b)]
        cv2.line(ink, ends[0], ends[1], level, 4)
    return ink


DOWN = ((0, True), (1, True))
ACROSS = ((2, True), (3, True))


@pytest.mark.parametrize("aside", [-5, 0, 5])
def test_a_stroke_beside_its_line_is_on_it(cross: Network, aside: float) -> None:
    traced = read_stroke(inked(((100 + aside, 10), (100 + aside, 190))), cross)
    assert not missed(cross, traced, DOWN).any()
    free = cross.free & np.isin(cross.stretch, (2, 3))
    assert not traced.covered[free].any()
    assert not traced.stray.any()


def test_a_stroke_that_turns_off_misses_the_rest(cross: Network) -> None:
    traced = read_stroke(inked(((100, 10), CENTRE), (CENTRE, (190, 100))), cross)
    assert longest_run(missed(cross, traced, DOWN)) > 70
    assert not missed(cross, traced, ((0, True), (3, True))).any()


def test_the_other_line_does_not_bridge_a_gap_at_a_crossing(cross: Network) -> None:
    strokes = [((100, 10), (100, 76)), ((100, 124), (100, 190)), ((10, 100), (190, 100))]
    traced = read_stroke(inked(*strokes), cross)
    assert longest_run(missed(cross, traced, DOWN)) > 40
    assert not missed(cross, traced, ACROSS).any()


def test_ink_beside_no_line_is_stray(cross: Network) -> None:
    traced = read_stroke(inked(((20, 20), (60, 60))), cross)
    assert traced.stray.sum() > 0.9 * traced.mask.sum()
    assert not traced.covered[cross.free].any()


def test_a_breath_of_colour_is_no_ink(cross: Network) -> None:
    traced = read_stroke(inked(((100, 10), (100, 190)), level=0.1), cross)
    assert not traced.mask.any() and not traced.covered.any()


def test_runs() -> None:
    flags = np.array([True, True, False, True, False, False])
    assert runs(flags) == [(0, 2), (3, 4)]
    assert longest_run(flags) == 2
    assert longest_run(np.zeros(3, bool)) == 0
