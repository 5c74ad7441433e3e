"""Likeness: an element leans to itself, worn and redrawn, and not to another."""

from collections.abc import Callable, Sequence
from itertools import permutations

import numpy as np
import pytest

from eyechart.certify.noise import Wear
from eyechart.reading.align import registrations
from eyechart.reading.ink import ink_of
from eyechart.reading.likeness import leaning, mistaken, under_ink
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.rings import RED, ring
from eyechart.scene.svg import Style, Svg, overlaid
from eyechart.scene.tiles import Box

BOXES = [Box(40 + 160 * i, 200, 110, 110) for i in range(3)]
SHAPES = ("M10 90L50 10L90 90Z", "M10 10L50 90L90 10Z", "M10 90L50 10L90 90L60 60Z")
COLOURS = ("#2f7d46", "#2a62b8", "#3c3f46")


def page(shapes: Sequence[str], colours: Sequence[str], style: Style = Style()) -> str:
    svg = Svg()
    svg.text(256, 80, "Which one?", 40, style=style)
    for box, shape, colour in zip(BOXES, shapes, colours, strict=True):
        with svg.group(transform=f"translate({box.x + 5} {box.y + 5})"):
            svg.path(shape, fill=colour, stroke="#202020", stroke_width=3 * style.stroke)
    return str(svg)


def judged(source: RGB, candidate: RGB, one: int, other: int) -> bool:
    found = next(registrations(source, candidate))
    weight = under_ink(ink_of(source, found.picture, RED))
    return leaning(source, found.picture, weight, BOXES[one], BOXES[other]) > 0.5


WEARS = (
    Wear(),
    Wear(scale=0.55, quality=50, gain=(0.9, 1.0, 1.08), blur=0.8),
    Wear(warp=2.0, seed=5, shift=(0.02, -0.02), turn=0.5, quality=60),
)


@pytest.mark.parametrize("wear", WEARS)
def test_an_element_leans_to_itself(wear: Wear, after: Callable[[RGB, Wear], RGB]) -> None:
    source = pixels(page(SHAPES, COLOURS[:1] * 3))
    other_hand = page(SHAPES, COLOURS[:1] * 3, Style(stroke=1.6))
    for one, other in permutations(range(3), 2):
        drawn = pixels(overlaid(other_hand, ring(BOXES[one], radius=0.6)))
        assert judged(source, after(drawn, wear), one, other)


@pytest.mark.parametrize("wear", WEARS)
def test_exchanged_elements_are_seen(wear: Wear, after: Callable[[RGB, Wear], RGB]) -> None:
    source = pixels(page(SHAPES, COLOURS[:1] * 3))
    for one, other in permutations(range(3), 2):
        order = list(range(3))
        order[one], order[other] = other, one
        exchanged = page([SHAPES[i] for i in order], COLOURS[:1] * 3)
        drawn = pixels(overlaid(exchanged, ring(BOXES[one], radius=0.6)))
        assert not judged(source, after(drawn, wear), one, other)
        found = next(registrations(source, after(drawn, wear)))
        weight = under_ink(ink_of(source, found.picture, RED), found.picture)
        assert mistaken(source, found.picture, weight, BOXES, one) is not None


def test_a_hue_alone_tells() -> None:
    source = pixels(page(SHAPES[:1] * 3, COLOURS))
    assert judged(source, source, 0, 1)
    assert mistaken(source, source, np.ones(source.shape[:2], np.float32), BOXES, 0) is None
    recoloured = pixels(page(SHAPES[:1] * 3, (COLOURS[1], COLOURS[0], COLOURS[2])))
    assert not judged(source, recoloured, 0, 1)
    assert judged(source, recoloured, 2, 0)


def test_what_became_redder_is_not_hidden_by_ink() -> None:
    source = pixels(page(SHAPES[:1] * 3, ("#2a62b8", "#d8c13c", "#3c3f46")))
    exchanged = page(SHAPES[:1] * 3, ("#d8c13c", "#2a62b8", "#3c3f46"))
    drawn = pixels(overlaid(exchanged, ring(BOXES[0], radius=0.6)))
    ink = ink_of(source, drawn, RED)
    assert mistaken(source, drawn, under_ink(ink), BOXES, 0) is None
    assert mistaken(source, drawn, under_ink(ink, drawn), BOXES, 0) == 1


def test_what_is_hidden_by_ink_is_not_judged() -> None:
    source = pixels(page(SHAPES, COLOURS))
    exchanged = pixels(page((SHAPES[1], SHAPES[0], SHAPES[2]), COLOURS))
    weight = np.ones(source.shape[:2], np.float32)
    assert mistaken(source, exchanged, weight, BOXES, 0) == 1
    weight[:] = 0
    assert mistaken(source, exchanged, weight, BOXES, 0) is None
