"""A page that was drawn on is told from one that was wiped or drawn anew; wear is no change."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from eyechart.certify.noise import WEARS, Wear
from eyechart.reading.align import registrations
from eyechart.reading.kept import part_lost
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.rings import wiped
from eyechart.scene.svg import Svg, overlaid
from eyechart.scene.tiles import Box

CLEAR = np.ones((512, 512), np.float32)


def page(seed: int) -> str:
    """Figures of several kinds and colours in a grid, the same places for all seeds."""
    svg, rng = Svg(), Random(seed)
    for x in range(80, 460, 90):
        for y in range(80, 460, 90):
            colour = rng.choice(("#2060c0", "#30a050", "#202020", "#c08020"))
            if rng.random() < 0.5:
                svg.circle(x, y, rng.uniform(14, 34), fill=colour)
            else:
                svg.rect(x - 25, y - 25, 50, rng.uniform(12, 50), fill=colour)
    return str(svg)


SOURCE = pixels(page(0))


def kept(picture: RGB) -> bool:
    """Under any registration, as verifiers take it."""
    return any(
        part_lost(SOURCE, found.picture, CLEAR) is None for found in registrations(SOURCE, picture)
    )


@pytest.mark.parametrize("name", WEARS)
def test_an_honest_copy_is_the_same_page(name: str, after: Callable[[RGB, Wear], RGB]) -> None:
    for seed in range(3):
        assert kept(after(SOURCE, WEARS[name](Random(seed))))


def test_another_page_in_the_same_layout_is_another(after: Callable[[RGB, Wear], RGB]) -> None:
    for seed in range(1, 5):
        other = pixels(page(seed))
        assert part_lost(SOURCE, other, CLEAR) is not None
        assert not kept(after(other, WEARS["standard"](Random(seed))))


def test_what_was_wiped_is_found_but_under_the_ink() -> None:
    gone = Box(215, 215, 90, 180)
    picture = pixels(overlaid(page(0), wiped(gone)))
    found = part_lost(SOURCE, picture, CLEAR)
    assert found is not None
    assert abs(found.centre[0] - gone.centre[0]) < 50
    hidden = CLEAR.copy()
    hidden[205:405, 205:315] = 0
    assert part_lost(SOURCE, picture, hidden) is None
