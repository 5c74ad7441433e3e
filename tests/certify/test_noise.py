"""Wears are reproducible, bounded, and do what their names say."""

from random import Random

import numpy as np
import pytest

from eyechart.certify.noise import WEARS, Wear, hand_for, worn
from eyechart.item import Response
from eyechart.scene.clip import read_clip, write_clip
from eyechart.scene.pixels import RGB, decoded, encoded
from eyechart.task import Hand


def picture(size: int = 128) -> RGB:
    rgb = np.full((size, size, 3), 255, np.uint8)
    rgb[size // 4 : size // 2, size // 4 : size // 2] = (200, 40, 60)
    return rgb


@pytest.mark.parametrize("name", WEARS)
def test_same_seed_same_bytes(name: str) -> None:
    drawn = [
        worn(Response(pictures=(encoded(picture()),)), WEARS[name](Random(4)), "draw")
        for _ in range(2)
    ]
    assert drawn[0] == drawn[1]
    assert WEARS[name](Random(4)) == WEARS[name](Random(4))


def test_plain_and_words_stay_as_they_are() -> None:
    response = Response(text="up", pictures=(encoded(picture()),))
    assert worn(response, Wear(), "draw") is response
    assert worn(response, Wear(scale=2.0), "text") is response


def test_geometry() -> None:
    def after(wear: Wear) -> RGB:
        return decoded(worn(Response(pictures=(encoded(picture()),)), wear, "draw").pictures[0])

    assert after(Wear(scale=0.5)).shape == (64, 64, 3)
    assert after(Wear(stretch=1.5)).shape == (128, 192, 3)
    boxed = after(Wear(canvas=(300, 200), bars=0))
    assert boxed.shape == (200, 300, 3)
    assert not boxed[:, :49].any()
    assert boxed[100, 51].min() > 250
    small = after(Wear(canvas=(300, 200), bars=128, inset=0.5, place=(1.0, 0.0)))
    assert (small[:100, 200:] != 128).any(axis=2).all()
    assert (small[100:] == 128).all() and (small[:, :200] == 128).all()
    behind = after(Wear(canvas=(400, 200), bars=-1))
    assert behind[100, 150].max() < 250 > behind[100, 60].min() > 60
    assert (after(Wear(cut=0.125)) == picture()[16:112, 16:112]).all()
    sharp = after(Wear(blur=1.0, halo=1.0)).astype(int)
    assert sharp.min() < after(Wear(blur=1.0)).min() - 10
    shifted = after(Wear(shift=(0.25, 0.0)))
    assert shifted[40, 80, 1] < 60 < shifted[40, 40, 1]
    warped = after(Wear(warp=8.0, seed=2)).astype(int)
    assert 0.2 < np.abs(warped - picture()).mean() < 8


def test_clips_keep_one_geometry_and_change_their_rate() -> None:
    frames = [picture() for _ in range(12)]
    wear = Wear(scale=1.25, rate=0.5, shift=(0.1, 0.0))
    clip = read_clip(worn(Response(clips=(write_clip(frames, 24.0),)), wear, "film").clips[0])
    assert len(clip.frames) == 6
    assert clip.fps == pytest.approx(12.0)
    assert clip.frames[0].shape == (160, 160, 3)


def test_hands_stay_in_range() -> None:
    hands = [hand_for(Random(seed)) for seed in range(50)]
    assert {hand.style for hand in hands} == {Hand().style}
    assert all(0.6 <= hand.width <= 1.5 and 0 <= hand.wobble <= 0.9 for hand in hands)
    assert len({hand.seed for hand in hands}) == 50
    redrawn = [hand_for(Random(seed), redrawn=True, families=["Other"]) for seed in range(50)]
    assert {hand.style.font for hand in redrawn} == {"DejaVu Sans", "Other"}
    assert len({hand.style.stroke for hand in redrawn}) == 50
