"""Where the red ball is in each frame of a clip, and how well that agrees with an exact path.

The scene keeps red for the ball, so a ball is found by its hue alone, without a background: a ball
that rests is seen as well as one that moves, and a red mark that should not be there is seen, too.
Its place is the centroid of redness over the largest blob, to a few hundredths of a px.

A track agrees with a path if one start and one pace carry frames into path times.  Generators and
converters repeat and drop frames, which moves the ball along the path by less than a frame and
never off it; so each frame may choose its time within `slack`, and errors are measured from there.
"""

from collections.abc import Iterable
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.scene.motion import Path
from eyechart.scene.pixels import RGB

__all__ = ["Agreement", "Track", "agreement", "red_track", "shrunk"]

Points = npt.NDArray[np.float64]
Floats = npt.NDArray[np.float64]

_LEAST_RED = 50.0
"""Redness (red minus the larger of green and blue, of 255) by which a ball must stand out."""
_PACES = np.geomspace(0.4, 2.5, 56)
_STARTS = np.linspace(-0.12, 0.12, 7)
"""Seconds of the path at the first frame: a clip may begin late, or with a pause."""


class Track(NamedTuple):
    """What is red in each of n frames."""

    places: Points
    """(n, 2) centre in px, from the frame's outer corner; NaN where there is no ball."""
    sizes: Floats
    """(n,) px² of the largest red blob."""
    others: Floats
    """(n,) px² of the second largest."""


def red_track(frames: Iterable[RGB], start: tuple[float, float], radius: float) -> Track:
    """Follow the red ball that is expected at `start` with this radius (px) in the first frame.

    Raises `Unreadable` where the first frame has nothing red.
    """
    rows = []
    ground = level = 0.0
    for index, frame in enumerate(frames):
        red = _redness(frame)
        if index == 0:
            ground, level = _levels(red, start, radius)
        rows.append(_largest(red, ground, level, 0.35 * np.pi * radius**2))
    table = np.array(rows)
    return Track(table[:, :2], table[:, 2], table[:, 3])


def shrunk(frame: RGB, side: int) -> RGB:
    """The frame with its shorter side brought down to `side` px, unless it is at most a fifth more.

    Linear sampling to a whole multiple, then averaging: a fifth of the time of averaging at once.
    """
    factor = min(frame.shape[:2]) / side
    if factor <= 1.2:
        return frame
    width, height = (round(length / factor) for length in frame.shape[1::-1])
    whole = int(factor)
    frame = np.asarray(cv2.resize(frame, (width * whole, height * whole)), np.uint8)
    if whole == 1:
        return frame
    return np.asarray(cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


class Agreement(NamedTuple):
    """How a track lies along a path."""

    times: Floats
    """(n,) seconds of the path at each frame, evenly spaced; below 0 the ball waits."""
    errors: Floats
    """(n,) px from the path, each frame's time moved by at most the slack; NaN where unseen."""
    pace: float
    """Seconds of the path per frame."""


def agreement(places: Points, path: Path, pace: float, slack: float, reach: float) -> Agreement:
    """The start and pace under which the track lies closest to the path.

    `places` (n, 2) and `path` share their coordinates; `pace` is the expected time per frame and
    `slack` the leave of each frame, in seconds; an error beyond `reach` px counts as one of reach.
    """
    frames, end = np.arange(len(places)), path.times[-1]
    trials = _STARTS[:, None, None] + pace * _PACES[None, :, None] * frames
    costs = np.minimum(_distances(places, path, trials), reach) ** 2
    counted = np.isfinite(costs) & (trials <= end)
    means = np.where(counted, costs, 0.0).sum(-1) / np.maximum(counted.sum(-1), 1)
    # A pace at which hardly a frame falls on the path would agree for want of evidence.
    means[counted.sum(-1) < 0.5 * min(len(places), end / (pace * _PACES[-1]))] = np.inf
    first, second = np.unravel_index(int(means.argmin()), means.shape)
    start, pace = _refined(places, path, float(_STARTS[first]), pace * float(_PACES[second]), reach)
    times = start + pace * frames
    leave = np.linspace(-slack, slack, 13)
    errors = _distances(places, path, times + leave[:, None]).min(axis=0)
    return Agreement(np.asarray(times, np.float64), errors, pace)


def _redness(frame: RGB) -> npt.NDArray[np.uint8]:
    red, green, blue = cv2.split(frame)
    return np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)


def _levels(
    red: npt.NDArray[np.uint8], start: tuple[float, float], radius: float
) -> tuple[float, float]:
    """(redness of the ground, threshold of the ball), from the first frame."""
    ground = float(np.median(red))
    left, top = (max(0, round(v - 0.6 * radius)) for v in start)
    side = max(2, round(1.2 * radius))
    peak = float(np.median(red[top : top + side, left : left + side]))
    if peak - ground < _LEAST_RED:  # not where it should be: anywhere
        peak = float(cv2.blur(red, (3, 3)).max())
    if peak - ground < _LEAST_RED:
        raise Unreadable("the first frame shows no red ball")
    return ground + 0.2 * (peak - ground), ground + 0.45 * (peak - ground)


def _largest(
    red: npt.NDArray[np.uint8], ground: float, level: float, least: float
) -> tuple[float, float, float, float]:
    """(x, y, area, area of the second) of the largest blob; x and y are NaN if it is too small."""
    _, mask = cv2.threshold(red, level, 1, cv2.THRESH_BINARY)
    # Labels are counted only where anything is red: twenty times faster.
    dx, dy, wide, tall = cv2.boundingRect(mask)
    dx, dy = max(0, dx - 2), max(0, dy - 2)
    box = slice(dy, dy + tall + 4), slice(dx, dx + wide + 4)
    mask, red = mask[box], red[box]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    areas = stats[1:, cv2.CC_STAT_AREA]
    order = np.argsort(-areas)
    first = float(areas[order[0]]) if len(order) else 0.0
    second = float(areas[order[1]]) if len(order) > 1 else 0.0
    if first < least:
        return np.nan, np.nan, first, second
    blob = int(order[0]) + 1
    x, y, w, h = stats[blob, :4].tolist()
    left, top = max(0, x - 2), max(0, y - 2)
    crop = red[top : y + h + 2, left : x + w + 2].astype(np.float32)
    others = labels[top : y + h + 2, left : x + w + 2]
    weight = np.where((others == 0) | (others == blob), np.maximum(crop - ground, 0.0), 0.0)
    total = float(weight.sum())
    rows, columns = weight.sum(axis=1), weight.sum(axis=0)
    cx = float(columns @ np.arange(len(columns))) / total
    cy = float(rows @ np.arange(len(rows))) / total
    return dx + left + cx + 0.5, dy + top + cy + 0.5, first, second


def _distances(places: Points, path: Path, times: Floats) -> Floats:
    """Distance (..., n) of each place from the path at its time (..., n)."""
    away = path.at(times) - places
    return np.asarray(np.hypot(away[..., 0], away[..., 1]), np.float64)


def _refined(
    places: Points, path: Path, start: float, pace: float, reach: float
) -> tuple[float, float]:
    """Start and pace improved by robust least squares (Gauss-Newton, weights of Cauchy)."""
    frames = np.arange(len(places))
    seen = np.isfinite(places[:, 0])
    span = np.diff(path.times)
    velocity = np.diff(path.corners, axis=0) / span[:, None]
    for _ in range(8):
        times = start + pace * frames
        used = seen & (times >= 0) & (times <= path.times[-1])
        if used.sum() < 3:
            break
        leg = np.clip(np.searchsorted(path.times, times[used]) - 1, 0, len(span) - 1)
        away = places[used] - path.at(times[used])
        weight = 1.0 / (1.0 + (away**2).sum(axis=1) / (0.25 * reach) ** 2)
        speed = velocity[leg]
        square, push = (speed**2).sum(axis=1) * weight, (speed * away).sum(axis=1) * weight
        index = frames[used]
        normal = np.array(
            [[square.sum(), square @ index], [square @ index, square @ (index * index)]]
        )
        step = np.linalg.solve(
            normal + 1e-9 * np.trace(normal) * np.eye(2), [push.sum(), push @ index]
        )
        start, pace = start + float(step[0]), pace + float(step[1])
    return start, pace
