"""Ink is what a tint and redrawn lines do not explain."""

from collections.abc import Callable

import numpy as np
import pytest

from eyechart.certify.noise import Wear
from eyechart.reading.ink import Cast, added, ink_of, parsed_colour, share_of
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg

BLUE = "#2060e0"
After = Callable[[RGB, Wear], RGB]


def drawn(width: float = 4.0, ink: str | None = None) -> RGB:
    svg = Svg()
    svg.rect(60, 60, 120, 120, fill="#d03050")
    for x in range(220, 460, 40):
        svg.line((x, 60), (x, 450), stroke="#202020", stroke_width=width)
    if ink:
        svg.line((100, 300), (480, 330), stroke=ink, stroke_width=12)
    return pixels(str(svg))


@pytest.mark.parametrize("ink", [BLUE, "#10a040", "#202020"])
def test_ink_is_found_where_it_is(ink: str) -> None:
    source, answer = drawn(), drawn(ink=ink)
    evidence = ink_of(source, answer, ink)
    differs = np.abs(answer.astype(int) - source).max(axis=2)
    touched, clear = differs > 100, differs < 3
    assert evidence.shape == (512, 512)
    assert evidence.dtype == np.float32
    assert float(evidence[touched].mean()) > 0.85
    assert float(evidence[clear].max()) < 0.3
    assert float(evidence[:250].max()) < 0.05


def test_redrawn_lines_and_tint_are_no_ink(after: After) -> None:
    wear = Wear(gain=(0.85, 0.95, 1.05), offset=(10, -5, 0), quality=60)
    evidence = ink_of(drawn(), after(drawn(width=7.0), wear), BLUE)
    assert float(evidence.max()) < 0.4
    assert float(added(drawn(), after(drawn(), wear)).max()) < 0.35


def test_added_sees_any_colour() -> None:
    for ink in (BLUE, "#202020", "#f0c000"):
        assert float(added(drawn(), drawn(ink=ink)).max()) > 0.5


def test_cast_is_recovered_from_flat_colour(after: After) -> None:
    wear = Wear(gain=(0.85, 0.95, 1.05), offset=(10, -5, 0))
    source = drawn()
    cast = Cast.between(source, after(drawn(width=6.0), wear))
    white, red = source[5, 5] * cast.gain + cast.offset, source[100, 100] * cast.gain + cast.offset
    assert white == pytest.approx([227, 237, 255], abs=4)
    assert red == pytest.approx([187, 41, 84], abs=4)


def test_share_of_tells_hues_apart() -> None:
    share = share_of(
        drawn(ink=BLUE), "#d03050", Cast(np.ones(3, np.float32), np.zeros(3, np.float32))
    )
    assert share[100, 100] == pytest.approx(1.0, abs=0.01)
    assert share[10, 10] == pytest.approx(0.0, abs=0.01)
    assert share[300, 105] < 0


def test_colours_are_parsed() -> None:
    assert parsed_colour("#2060e0") == (32, 96, 224)
    assert parsed_colour((1, 2, 3)) == (1, 2, 3)
