"""Exact motion: against itself backward, against conservation, against small steps."""

from itertools import islice, pairwise
from math import cos, hypot, pi, sin
from random import Random

import numpy as np
import pytest

from eyechart.scene.motion import Wall, first_touches, path_through, room, touches

COURT = room(400, 300)
WALLS = (
    *COURT,
    Wall((100, 80), (100, 200), 8),
    Wall((200, 60), (290, 120), 8),
    Wall((180, 230), (320, 230), 8),
)


def ball(seed: int) -> tuple[tuple[float, float], tuple[float, float]]:
    rng = Random(seed)
    angle = rng.uniform(0, 2 * pi)
    return (rng.uniform(20, 60), rng.uniform(20, 280)), (200 * cos(angle), 200 * sin(angle))


def test_straight_bounce_is_where_arithmetic_says() -> None:
    (first, second) = first_touches((50, 100), (100, 0), 10, COURT, 2)
    assert tuple(first[:3]) == (3.4, (390, 100), (-100, 0))
    assert (first.wall, first.normal) == (1, (-1, 0))
    assert second.wall == 3 and second.time == pytest.approx(7.2)


def test_unfolded_court_is_a_straight_line() -> None:
    """In a rectangle the centre moves like a triangle wave in x and y."""
    start, velocity = (70.0, 90.0), (137.0, 211.0)
    path = path_through(start, first_touches(start, velocity, 12, COURT, 12))
    times = np.linspace(0, path.times[-1], 200)

    def folded(p: float, v: float, size: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        span = size - 24
        return 12 + span - np.abs((p - 12 + v * times) % (2 * span) - span)

    expected = np.stack([folded(70, 137, 400), folded(90, 211, 300)], axis=1)
    assert np.abs(path.at(times) - expected).max() < 1e-9


@pytest.mark.parametrize("seed", range(8))
def test_energy_and_clearance(seed: int) -> None:
    start, velocity = ball(seed)
    for touch in islice(touches(start, velocity, 9, WALLS), 40):
        assert hypot(*touch.velocity) == pytest.approx(200)
        assert hypot(*touch.normal) == pytest.approx(1)
        wall = WALLS[touch.wall]
        along = np.array(wall.a) + touch.along * (np.array(wall.b) - np.array(wall.a))
        assert hypot(*(np.array(touch.centre) - along)) == pytest.approx(9 + wall.thick / 2)


@pytest.mark.parametrize("seed", range(6))
def test_reversed_motion_retraces_its_way(seed: int) -> None:
    start, velocity = ball(seed)
    forth = first_touches(start, velocity, 9, WALLS, 5)
    end = tuple((np.array(forth[-2].centre) + np.array(forth[-1].centre)) / 2)
    vx, vy = forth[-2].velocity
    back = first_touches(end, (-vx, -vy), 9, WALLS, 4)
    for there, here in zip(forth[-2::-1], back, strict=True):
        assert here.centre == pytest.approx(there.centre, abs=1e-6)


@pytest.mark.parametrize("seed", range(6))
def test_small_steps_agree(seed: int) -> None:
    start, velocity = ball(seed)
    """Up to the second touch of a round end: these part whatever is not exactly equal."""
    met, ends = [], 0
    for touch in islice(touches(start, velocity, 9, WALLS), 6):
        ends += touch.along in (0, 1)
        if ends < 2:
            met.append(touch)
    exact = path_through(start, met)
    assert hypot(*(stepped(start, velocity, exact.times[-1]) - exact.corners[-1])) < 2.0


def stepped(
    start: tuple[float, float], velocity: tuple[float, float], seconds: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The other way to do it: move a little, and turn round wherever too near a wall."""
    a = np.array([wall.a for wall in WALLS], float)
    along = np.array([wall.b for wall in WALLS], float) - a
    reach = 9 + np.array([wall.thick for wall in WALLS]) / 2
    place, speed = np.array(start), np.array(velocity)
    step = 0.05 / hypot(*velocity)
    for _ in range(round(seconds / step)):
        place = place + step * speed
        share = np.clip(((place - a) * along).sum(1) / (along**2).sum(1), 0, 1)
        gaps = place - a - share[:, None] * along
        for index in np.flatnonzero(np.hypot(*gaps.T) < reach):
            normal = gaps[index] / hypot(*gaps[index])
            if speed @ normal < 0:
                speed = speed - 2 * (speed @ normal) * normal
    return place


def test_round_end_throws_back_about_the_line_of_centres() -> None:
    wall = (Wall((0, 0), (100, 0), 8),)
    (touch,) = first_touches((120, 0), (-10, 0), 6, wall, 5)
    assert touch.along == 1 and touch.normal == pytest.approx((1, 0))
    assert touch.centre == pytest.approx((110, 0)) and touch.velocity == pytest.approx((10, 0))


def test_a_ball_that_leaves_touches_no_more() -> None:
    assert first_touches((50, 50), (10, 0), 5, (Wall((0, 0), (0, 100)),), 3) == []


def test_path_rests_before_and_after() -> None:
    path = path_through((50, 100), first_touches((50, 100), (100, 0), 10, COURT, 1))
    assert path.at(np.array([-1.0, 0, 1, 99])).tolist() == [
        [50, 100],
        [50, 100],
        [150, 100],
        [390, 100],
    ]
    assert all(b > a for a, b in pairwise(path.times))
