"""Figures: legible, inside their box, without the answer's red; each trait shows."""

from random import Random

import numpy as np
import pytest

from eyechart.errors import UnknownName
from eyechart.reading.ink import ink_of
from eyechart.scene.figures import FAMILIES, PALETTES, family
from eyechart.scene.figures.difference import (
    differing,
    drawn_values,
    odd_values,
    portraits,
    visible_difference,
)
from eyechart.scene.pixels import RGB
from eyechart.scene.rings import RED

PX = 96


def seen(name: str, i: int, seed: int) -> float:
    """How much the two ends of trait `i` differ, on a figure else drawn at random."""
    kind = family(name)
    rest, trait = drawn_values(Random(seed), kind), kind.traits[i]
    ends = [(*rest[:i], value, *rest[i + 1 :]) for value in (trait.low, trait.high)]
    return visible_difference(*portraits(kind, ends, PALETTES["outline"], PX))


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_trait_shows(name: str) -> None:
    for i, trait in enumerate(family(name).traits):
        assert any(seen(name, i, seed) > 3 for seed in range(4)), (name, trait.name)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_no_trait_merely_moves_the_figure(name: str) -> None:
    """Who looks at one figure alone could not say that it is another."""
    kind = family(name)
    rest = drawn_values(Random(name), kind)
    for i, trait in enumerate(kind.traits):
        ends = [(*rest[:i], value, *rest[i + 1 :]) for value in (trait.low, trait.high)]
        one, other = portraits(kind, ends, PALETTES["outline"], PX)
        moved = (
            np.roll(other, (x, y), axis=(1, 0))
            for x in range(-26, 27, 1)
            for y in ((0,) if x else range(-26, 27, 1))
        )
        assert min(visible_difference(one, shifted) for shifted in moved) > 2, trait.name


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_figures_stay_in_their_box(name: str) -> None:
    kind, rng = family(name), Random(name)
    extremes = [
        tuple(0 if t.name == "tilt" else rng.choice((t.low, t.high)) for t in kind.traits)
        for _ in range(12)
    ]
    for picture in portraits(kind, extremes, PALETTES["outline"], PX):
        rim = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert rim.min() == 255, name


@pytest.mark.parametrize("palette", sorted(PALETTES))
def test_no_palette_holds_the_red_of_answers(palette: str) -> None:
    kind = family("house")
    figures = portraits(kind, [drawn_values(Random(0), kind)], PALETTES[palette], PX)[0]
    paper: RGB = np.full_like(figures, 255)
    assert ink_of(paper, figures, RED).max() < 0.3


def test_an_odd_figure_differs_in_one_trait_by_as_much_as_asked() -> None:
    rng, kind = Random(1), family("robot")
    found = 0
    for _ in range(8):
        values = drawn_values(rng, kind)
        odd = odd_values(rng, kind, values, PALETTES["sea"], 40, 5.0, 8.0)
        if odd is None:
            continue
        found += 1
        assert sum(a != b for a, b in zip(values, odd, strict=True)) == 1
        (seen,) = differing(kind, values, [odd], PALETTES["sea"], 40)
        assert 5.0 <= seen <= 8.0
    assert found >= 4


def test_differences_are_areas_of_clear_change() -> None:
    plain: RGB = np.full((40, 40, 3), 255, np.uint8)
    dot, faint, thin = plain.copy(), plain.copy(), plain.copy()
    dot[10:14, 10:14] = 0
    faint[10:14, 10:14] = 200
    thin[10] = 0
    assert visible_difference(plain, dot) == 4.0
    assert visible_difference(plain, faint) == 0.0
    assert visible_difference(plain, thin) == 0.0


def test_an_unknown_family_is_refused() -> None:
    with pytest.raises(UnknownName, match="robot"):
        family("robott")
