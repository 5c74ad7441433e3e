"""The red ball is found to a fraction of a px, and compared with an exact path."""

import cv2
import numpy as np
import pytest

from eyechart.errors import Unreadable
from eyechart.reading.track import agreement, red_track, shrunk
from eyechart.scene.motion import Path
from eyechart.scene.pixels import RGB

PATH = Path(np.array([[20.0, 20], [100, 80], [30, 110]]), np.array([0.0, 1.0, 1.8]))


def frame(*places: tuple[float, float], tint: tuple[float, float, float] = (1, 1, 1)) -> RGB:
    """A white ground with dark bars and a red disc of radius 6 at each place."""
    rgb = np.full((128, 128, 3), 245.0)
    rgb[4:10, 4:124] = (43, 52, 66)
    rgb[60:100, 110:114] = (63, 127, 214)
    y, x = np.mgrid[:128, :128] + 0.5
    for px, py in places:
        cover = np.clip(6.5 - np.hypot(x - px, y - py), 0, 1)[:, :, None]
        rgb += cover * (np.array([224, 32, 44]) - rgb)
    return np.clip(rgb * tint, 0, 255).astype(np.uint8)


def along(times: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in PATH.at(times)]


@pytest.mark.parametrize("tint", [(1, 1, 1), (1, 0.85, 0.7), (0.8, 1, 1)])
def test_centres_to_a_tenth_of_a_pixel(tint: tuple[float, float, float]) -> None:
    truth = along(np.linspace(0, 1.8, 20))
    track = red_track((frame(p, tint=tint) for p in truth), truth[0], 6)
    assert np.abs(track.places - truth).max() < 0.1
    assert track.others.max() == 0
    assert track.sizes == pytest.approx(np.full(20, np.pi * 36), rel=0.15)


def test_missing_and_second_balls_are_told() -> None:
    track = red_track([frame((30, 40)), frame(), frame((50, 60), (90, 30))], (30, 40), 6)
    assert np.isnan(track.places[:, 0]).tolist() == [False, True, False]
    assert track.others[2] > 80 and track.others[0] == 0


def test_no_red_in_the_first_frame_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        red_track([frame(), frame((30, 40))], (30, 40), 6)


@pytest.mark.parametrize(("start", "pace"), [(0.0, 0.05), (-0.1, 0.05), (0.05, 0.06), (0, 0.025)])
def test_start_and_pace_are_recovered(start: float, pace: float) -> None:
    places = PATH.at(start + pace * np.arange(round(2 / pace)))
    found = agreement(places, PATH, 0.05, 0.0, 24)
    assert found.times[0] == pytest.approx(start, abs=0.004)
    assert found.pace == pytest.approx(pace, rel=0.01)
    rolling = found.times <= PATH.times[-1]
    assert np.nanmax(found.errors[rolling]) < 0.6


def test_slack_forgives_along_the_path_but_not_beside_it() -> None:
    places = PATH.at(0.05 * np.arange(37))
    late, aside = places.copy(), places.copy()
    late[10] = PATH.at(np.array([0.05 * 10 - 0.02]))
    aside[10] += 3 * np.array([-0.6, 0.8])
    for wrong, least, most in ((late, 0.0, 0.3), (aside, 2.5, 3.1)):
        errors = agreement(wrong, PATH, 0.05, 0.025, 24).errors
        assert least <= errors[10] <= most


def test_a_frozen_ball_disagrees() -> None:
    places = PATH.at(np.minimum(0.9, 0.05 * np.arange(40)))
    found = agreement(places, PATH, 0.05, 0.025, 24)
    assert np.nanmax(found.errors) > 5


def test_shrunk_keeps_small_frames_and_means_large_ones() -> None:
    rgb = frame((40, 40))
    assert shrunk(rgb, 128) is rgb
    large = np.asarray(cv2.resize(rgb, (512, 640), interpolation=cv2.INTER_NEAREST), np.uint8)
    small = shrunk(large, 128)
    assert small.shape == (160, 128, 3)
    assert abs(float(small.mean()) - float(rgb.mean())) < 2
