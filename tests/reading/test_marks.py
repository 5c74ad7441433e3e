"""Marks: loops of every kind are read, everything else is named."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from eyechart.certify.noise import Wear
from eyechart.reading.align import registrations
from eyechart.reading.ink import ink_of
from eyechart.reading.likeness import altered, under_ink
from eyechart.reading.marks import Marks, read_marks
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.rings import RED, SHAPES, ring, scribble
from eyechart.scene.svg import Svg, overlaid
from eyechart.scene.tiles import Tiling
from eyechart.scene.tiles import stamped as stamp

TILING = Tiling(5, 6)
BOXES = TILING.boxes()


def page() -> str:
    svg = Svg()
    cells = [(r, c) for r in range(5) for c in range(6)]
    stamp(svg, TILING, cells, '<circle cx="50" cy="50" r="30" fill="#4a66c4"/>')
    return str(svg)


SOURCE = pixels(page())


def read(*ink: str, picture: RGB | None = None) -> Marks:
    drawn = pixels(overlaid(page(), "".join(ink))) if picture is None else picture
    return read_marks(ink_of(SOURCE, drawn, RED), BOXES)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("radius", [0.35, 0.55, 0.8, 1.15])
def test_a_loop_of_any_kind_and_size_is_about_its_element(shape: str, radius: float) -> None:
    for seed, element in enumerate((8, 14, 15)):
        loop = ring(BOXES[element], shape=shape, radius=radius, wobble=0.9, rng=Random(seed))
        marks = read(loop)
        assert (marks.elements, marks.problem) == ((element,), ""), marks


def test_a_worn_loop_is_read(after: Callable[[RGB, Wear], RGB]) -> None:
    drawn = pixels(overlaid(page(), ring(BOXES[15], shape="hand", radius=0.6)))
    wear = Wear(scale=0.6, canvas=(400, 700), bars=0, gain=(0.9, 1.0, 1.05), quality=55)
    found = next(registrations(SOURCE, after(drawn, wear)))
    assert read(picture=found.picture).elements == (15,)


def test_no_ink_is_no_mark() -> None:
    assert read() == Marks((), "")


def test_several_loops_are_several_elements() -> None:
    assert read(ring(BOXES[7]), ring(BOXES[22])).elements == (7, 22)
    assert len(read(*(ring(box, radius=0.38) for box in BOXES)).elements) == len(BOXES)


def test_a_loop_twice_round_is_one() -> None:
    assert read(ring(BOXES[7], radius=0.5), ring(BOXES[7], radius=0.62)).elements == (7,)


@pytest.mark.parametrize("away", [1, 6, 7])
def test_loops_that_overlap_are_two_or_none(away: int) -> None:
    marks = read(ring(BOXES[8], radius=0.8), ring(BOXES[8 + away], radius=0.8))
    assert marks.elements == (() if marks.problem else (8, 8 + away))


def test_thick_loops_that_touch_are_two() -> None:
    marks = read(*(ring(BOXES[i], radius=0.56, width=2.5) for i in (8, 9)))
    assert (marks.elements, marks.problem) == ((8, 9), "")


def test_a_loop_that_leaves_the_page_is_one() -> None:
    corner = ring(BOXES[0], radius=0.95)
    x, y = BOXES[0].centre
    tail = f'<path d="M{x + 40} {y + 75}L{x + 75} {y + 45}" stroke="{RED}" stroke-width="4"/>'
    for ink in ((corner,), (corner, tail)):
        marks = read(*ink)
        assert (marks.elements, marks.problem) == ((0,), "")


def test_a_scribble_about_an_element_is_no_loop() -> None:
    for seed in range(12):
        box, rng = BOXES[14], Random(seed)
        points = " ".join(
            f"{box.centre[0] + rng.uniform(-60, 60)},{box.centre[1] + rng.uniform(-60, 60)}"
            for _ in range(9)
        )
        assert read(
            f'<polyline points="{points}" fill="none" stroke="{RED}" stroke-width="4"/>'
        ).problem


def test_what_is_no_loop_is_named() -> None:
    x, y = BOXES[8].centre
    cross = f'<path d="M{x - 30} {y - 30}L{x + 30} {y + 30}" stroke="{RED}" stroke-width="5"/>'
    disc = f'<circle cx="{x}" cy="{y}" r="30" fill="{RED}"/>'
    arc = f'<path d="M{x - 40} {y}A40 40 0 0 1 {x + 40} {y}" stroke="{RED}" fill="none"/>'
    for ink in (cross, disc, arc, scribble(512, 512, Random(0))):
        assert "no loop" in read(ink).problem
    assert "no loop" in read(ring(BOXES[8]), cross.replace(str(x), str(x + 160))).problem


def test_a_frame_around_all_and_a_loop_between_two_are_about_no_element() -> None:
    frame = f'<rect x="10" y="10" width="492" height="492" fill="none" stroke="{RED}"/>'
    between = BOXES[8]._replace(x=BOXES[8].x + TILING.pitch / 2)
    for ink in (frame, ring(between, radius=0.9)):
        marks = read(ink)
        assert marks.elements == ()
        assert "too large, too small or between" in marks.problem


def test_a_wiped_element_is_altered_and_one_under_ink_is_not() -> None:
    drawn = pixels(overlaid(page(), ring(BOXES[8], radius=0.4, width=2)))
    weight = under_ink(ink_of(SOURCE, drawn, RED))
    assert altered(SOURCE, drawn, weight, BOXES) == []
    x, y, w, h = BOXES[20]
    wiped = overlaid(page(), f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#fff"/>')
    assert altered(SOURCE, pixels(wiped), np.ones_like(weight), BOXES) == [20]
