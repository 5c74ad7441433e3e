"""SVG text, pixels and clips."""

import io

import numpy as np
import pytest
from PIL import Image

from eyechart.errors import Unreadable
from eyechart.scene.clip import read_clip, write_clip
from eyechart.scene.pixels import MAX_PIXELS, decoded, encoded
from eyechart.scene.raster import pixels, png
from eyechart.scene.svg import Svg, number, overlaid


def test_numbers_are_short_and_have_no_minus_zero() -> None:
    assert [number(v) for v in (1.0, 0.125, -0.001, 12.34567, 100)] == [
        "1", "0.12", "0", "12.35", "100",
    ]  # fmt: skip


def test_same_scene_same_bytes() -> None:
    def draw() -> str:
        svg = Svg(64, 64)
        with svg.group(fill="#123456"):
            svg.circle(32, 32, 10.005)
        svg.text(32, 32, "A<&", 12)
        return str(svg)

    assert draw() == draw() and png(draw()) == png(draw())
    assert "A&lt;&amp;" in draw() and draw().count("<g ") == draw().count("</g>") == 1


def test_text_leaves_ink_and_is_centred() -> None:
    svg = Svg(100, 100)
    svg.text(50, 50, "H", 40)
    ys, xs = np.nonzero(pixels(str(svg))[..., 0] < 128)
    assert abs(xs.mean() - 50) < 2 and abs((ys.min() + ys.max()) / 2 - 50) < 2


def test_size_scales_the_longer_side() -> None:
    assert decoded(png(str(Svg(200, 100)), 50)).shape == (25, 50, 3)


def test_overlay_is_on_top() -> None:
    base = str(Svg(10, 10))
    assert pixels(overlaid(base, '<rect width="10" height="10" fill="#00ff00"/>'))[5, 5, 1] == 255


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_decoded_reads_what_models_send(kind: str) -> None:
    rgb = np.full((20, 30, 3), 200, np.uint8)
    assert abs(decoded(encoded(rgb, kind)).astype(int) - 200).max() < 4


def test_transparency_is_laid_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(out, "PNG")
    assert decoded(out.getvalue()).min() == 255


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"\0" * 50])
def test_hostile_bytes_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decoded(data)


def test_a_bomb_is_refused_before_it_is_decoded() -> None:
    side = int(MAX_PIXELS**0.5) + 1
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert len(out.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="too large"):
        decoded(out.getvalue())


def test_truncated_pictures_are_unreadable() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), dtype=np.uint8)
    data = encoded(noise)
    with pytest.raises(Unreadable):
        decoded(data[: len(data) // 2])


def test_clip_round_trip() -> None:
    frames = [np.full((64, 96, 3), 20 * i, np.uint8) for i in range(8)]
    clip = read_clip(write_clip(frames, fps=12))
    assert len(clip.frames) == 8 and clip.fps == 12 and clip.frames[0].shape == (64, 96, 3)
    for before, after in zip(frames, clip.frames, strict=True):
        assert abs(before.astype(int) - after).mean() < 6


@pytest.mark.parametrize("data", [b"", b"not a clip" * 50])
def test_hostile_clips_are_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_clip(data)
