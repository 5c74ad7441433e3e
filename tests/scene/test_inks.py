"""Colours that mean something are told apart, and none is near the red of answers."""

from itertools import combinations

import pytest

from eyechart.reading.ink import parsed_colour
from eyechart.scene.inks import INK_SETS, InkSet


def gap(a: str, b: str) -> int:
    return max(abs(x - y) for x, y in zip(parsed_colour(a), parsed_colour(b), strict=True))


@pytest.mark.parametrize("inks", INK_SETS)
def test_inks_are_far_apart(inks: InkSet) -> None:
    for a, b in combinations((*inks.inks, inks.ground), 2):
        assert gap(a, b) >= 85, (a, b)
    for colour in (*inks.inks, inks.line, inks.ground, inks.empty):
        red, green, blue = parsed_colour(colour)
        assert not (red > 1.35 * green and red > 1.35 * blue), colour


def test_faded_inks_go_to_the_ground() -> None:
    inks = INK_SETS[0]
    assert inks.faded(1.0) == inks
    assert set(inks.faded(0.0).inks) == {inks.ground}
    assert gap(inks.faded(0.5).inks[0], inks.ground) < gap(inks.inks[0], inks.ground)
