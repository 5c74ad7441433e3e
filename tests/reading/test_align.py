"""Registration finds the source again in whatever a model made of it, and nothing elsewhere."""

from collections.abc import Callable
from random import Random

import numpy as np
import pytest

from eyechart.certify.noise import WEARS, Wear
from eyechart.reading.align import LEAST_SCORE, registrations
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg

After = Callable[[RGB, Wear], RGB]


def sheet(seed: int = 0, width: int = 512, height: int = 512) -> Svg:
    """Forty line segments on white: corners everywhere, no symmetry."""
    rng, svg = Random(seed), Svg(width, height)
    for _ in range(40):
        x, y = rng.uniform(60, width - 160), rng.uniform(60, height - 160)
        end = (x + rng.choice((0, 100)), y + rng.choice((30, 100)))
        svg.line((x, y), end, stroke="#202020", stroke_width=4)
    return svg


def agreement(source: RGB, laid: RGB) -> float:
    """Share of the source's dark pixels that are dark in the registered picture."""
    return float((laid.min(axis=2)[source.min(axis=2) < 60] < 150).mean())


@pytest.mark.parametrize("name", [name for name in WEARS if name != "redrawn"])
@pytest.mark.parametrize("size", [(512, 512), (512, 384)])
def test_every_wear_is_undone(after: After, name: str, size: tuple[int, int]) -> None:
    source = pixels(str(sheet(3, *size)))
    for seed in range(3):
        wear = WEARS[name](Random(f"{name}/{seed}"))
        found = next(registrations(source, after(source, wear)))
        assert found.picture.shape == source.shape
        assert found.score > 0.7
        assert agreement(source, found.picture) > 0.9, (wear, found.method)


def test_hard_geometry_with_ink_on_top(after: After) -> None:
    svg = sheet(5)
    source = pixels(str(svg))
    svg.polyline([(80, 80), (400, 120), (200, 300), (420, 420)], stroke="#2060e0", stroke_width=14)
    inked = pixels(str(svg))
    for seed in range(4):
        rng = Random(seed)
        wear = Wear(
            scale=rng.uniform(0.6, 1.8),
            stretch=rng.uniform(0.96, 1.04),
            shift=(rng.uniform(-0.04, 0.04), rng.uniform(-0.04, 0.04)),
            turn=rng.uniform(-1.5, 1.5),
            quality=50,
        )
        found = next(registrations(source, after(inked, wear)))
        bare = (source.min(axis=2) < 60) & (inked[:, :, 2] < 100)
        assert float((found.picture.min(axis=2)[bare] < 150).mean()) > 0.9


def test_flow_undoes_a_warp_that_an_affine_cannot(after: After) -> None:
    source = pixels(str(sheet(7)))
    candidate = after(source, Wear(warp=5.0, seed=1))
    first, second = registrations(source, candidate)
    assert second.method == "flow"
    assert agreement(source, second.picture) > agreement(source, first.picture) + 0.1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_plain_picture_needs_no_refinement(after: After, scale: float) -> None:
    source = pixels(str(sheet(2)))
    found = next(registrations(source, after(source, Wear(scale=scale))))
    assert found.method == ("as sent" if scale == 1.0 else "stretch")
    assert found.score == pytest.approx(1.0, abs=0.005)
    assert np.abs(found.picture.astype(int) - source).mean() < 1


def test_what_was_moved_by_half_a_pixel_is_not_as_sent() -> None:
    svg = sheet(2)
    source = pixels(str(svg))
    moved = pixels(str(svg).replace('viewBox="0 0', 'viewBox="0.5 0.5'))
    found = next(registrations(source, moved))
    assert found.method != "as sent" and found.score > 0.99


def test_lay_repeats_the_map_on_another_frame(after: After) -> None:
    first, second = pixels(str(sheet(2))), pixels(str(sheet(4)))
    wear = Wear(scale=1.5, shift=(0.03, -0.02), turn=1.0)
    found = next(registrations(first, after(first, wear)))
    assert agreement(second, found.lay(after(second, wear))) > 0.9


@pytest.mark.parametrize(
    "candidate",
    [
        np.zeros((1, 1, 3), np.uint8),
        np.full((512, 512, 3), 255, np.uint8),
        np.zeros((300, 700, 3), np.uint8),
        np.full((4096, 4096, 3), 9, np.uint8),
        np.random.default_rng(0).integers(0, 256, (400, 400, 3), dtype=np.uint8),
        np.random.default_rng(1).integers(0, 256, (17, 4000, 3), dtype=np.uint8),
    ],
    ids=["one pixel", "white", "black", "huge", "noise", "ribbon"],
)
def test_no_scene_no_registration(candidate: RGB) -> None:
    assert list(registrations(pixels(str(sheet(2))), candidate)) == []


def test_strange_sources_raise_nothing() -> None:
    white = np.full((512, 512, 3), 255, np.uint8)
    assert list(registrations(white, pixels(str(sheet(2))))) == []
    assert all(r.score >= LEAST_SCORE for r in registrations(white[:20, :20], white))
