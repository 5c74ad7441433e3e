"""Does a clip show the court of `bounce`, the same from the first frame to the last?

The first frame is compared with the court as we draw it, in the frame's own tint; every other frame
with the first.  A pixel counts as changed if no neighbour has its value, seen from either side, so
that lines may be redrawn a little aside, thinner or wider, but neither vanish nor appear.  The ball
is taken out by where it was tracked, the arrow by where it was drawn: it may stay or go.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.tasks.physics._court import RIM, SIZE, Court, corner, drawn

__all__ = ["SCALE", "WORK", "court_still", "departure"]

WORK = 256
"""Side at which clips are read, px."""
SCALE = WORK / SIZE
_CHANGED = 0.36
"""Share of the distance from ink to floor by which a pixel of the court must differ."""
_SPOT = 8
"""Changed pixels at `WORK`, stray ones dropped, that make a change."""

_LINE = 10
"""Length at `WORK` of a thin trace that makes a change; the shortest walls leave twice that."""

Mask = npt.NDArray[np.uint8]
"""(WORK, WORK), 0 or 1."""


def departure(court: Court, first: RGB) -> float:
    """How much of the court the first frame shows otherwise, as a share of its rim and walls.

    0 if nothing of note; a wall that is gone or moved is 0.02 to 0.1, another court of this task
    0.3 and more.
    """
    plain = pixels(str(drawn(court, ball=False, arrow=False)), WORK)
    shown = _inside(court, -RIM) & _unhidden(court)
    tinted, contrast = _tinted(court, plain, first)
    spots = _spots(_differing(tinted, first, 5) * shown, contrast)
    whole = int((_inside(court, -RIM) * (plain.min(axis=2) < 128)).sum())
    return spots / whole if spots > _SPOT else 0.0


def court_still(court: Court, frames: Sequence[RGB], places: npt.NDArray[np.float64]) -> bool:
    """Whether all frames show what the first does, but for the ball and the arrow.

    `frames` are laid over the picture at `WORK` px; `places` (n, 2) is the ball in each, NaN where
    it was not seen.
    """
    low, high = frames[0].copy(), frames[0].copy()
    for frame, place in zip(frames[1:], places[1:], strict=True):
        still = _wiped(frame, frames[0], place, court) if np.isfinite(place[0]) else frame
        cv2.min(low, still, dst=low)
        cv2.max(high, still, dst=high)
    window = np.ones((3, 3), np.uint8)
    below = cv2.subtract(cv2.erode(frames[0], window), low)
    above = cv2.subtract(high, cv2.dilate(frames[0], window))
    plain = pixels(str(drawn(court, ball=False, arrow=False)), WORK)
    _, contrast = _tinted(court, plain, frames[0])
    changed = _largest(cv2.max(below, above)) * _unhidden(court)
    return _spots(changed, contrast) <= _SPOT and not _has_line(changed, contrast)


def _tinted(court: Court, plain: RGB, first: RGB) -> tuple[RGB, float]:
    """The plain court in the first frame's tint, and its distance from ink to floor.

    Gain and offset of each channel carry the floor's and the rim's medians to those in the frame;
    the picture's edges, which a redrawn frame moves, play no part.
    """
    floor = _inside(court, 8) & _unhidden(court) & (plain.min(axis=2) > 200)
    rim = (1 - _inside(court, -2)) & _inside(court, 2 - RIM) & (plain.max(axis=2) < 100)
    ours, theirs = (
        np.array([np.median(image[part > 0], axis=0) for part in (rim, floor)])
        for image in (plain, first)
    )
    gain = np.clip((theirs[1] - theirs[0]) / (ours[1] - ours[0]), 0.2, 2.0)
    table = (np.arange(256)[:, None] - ours[1]) * gain + theirs[1]
    lookup = np.clip(np.rint(table), 0, 255).astype(np.uint8)[:, None]
    contrast = float((theirs[1] - theirs[0]).max())
    return np.asarray(cv2.LUT(plain, lookup), np.uint8), max(contrast, 1.0)


def _differing(a: RGB, b: RGB, side: int) -> Mask:
    """(H, W) by how much either picture leaves the range of the other's neighbourhood."""
    window = np.ones((side, side), np.uint8)
    gaps = [
        cv2.max(cv2.subtract(p, cv2.dilate(q, window)), cv2.subtract(cv2.erode(q, window), p))
        for p, q in ((a, b), (b, a))
    ]
    return _largest(cv2.max(*gaps))


def _largest(values: npt.ArrayLike) -> Mask:
    """(H, W) maximum over the three channels."""
    a, b, c = cv2.split(np.asarray(values, np.uint8))
    return np.asarray(cv2.max(cv2.max(a, b), c), np.uint8)


def _spots(difference: Mask, contrast: float) -> int:
    """How many pixels differ by enough, after stray ones are dropped."""
    mask = (difference > _CHANGED * contrast).astype(np.uint8)
    return int(cv2.erode(mask, np.ones((2, 2), np.uint8)).sum())


def _has_line(difference: Mask, contrast: float) -> bool:
    """Whether pixels that differ lie along a line, however thin: a wall came or went."""
    mask = (difference > _CHANGED * contrast).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return bool((stats[1:, 2:4].max(axis=1, initial=0) >= _LINE).any())


def _wiped(frame: RGB, first: RGB, place: npt.NDArray[np.float64], court: Court) -> RGB:
    """The frame with its ball covered by what the first frame has there."""
    reach = 1.7 * court.radius * SCALE + 1
    left, top = np.maximum(0, np.floor(place - reach)).astype(int).tolist()
    right, bottom = np.ceil(place + reach).astype(int).tolist()
    out = frame.copy()
    out[top:bottom, left:right] = first[top:bottom, left:right]
    return out


def _unhidden(court: Court) -> Mask:
    """1 where neither the pictured ball nor its arrow is."""
    free = np.ones((WORK, WORK), np.uint8)
    start = (np.array(corner(court)) + court.ball) * SCALE
    ball, tip = (
        (round(float(x)), round(float(y)))
        for x, y in (start, start + np.array(court.arrow) * SCALE)
    )
    cv2.circle(free, ball, round(1.7 * court.radius * SCALE) + 2, 0, -1)
    cv2.line(free, ball, tip, 0, 13)
    return free


def _inside(court: Court, inset: float) -> Mask:
    """1 on the court without a border of `inset` px of the picture; negative: and around it."""
    mask = np.zeros((WORK, WORK), np.uint8)
    left, top = ((v + inset) * SCALE for v in corner(court))
    right, bottom = ((SIZE - v - inset) * SCALE for v in corner(court))
    mask[round(top) : round(bottom), round(left) : round(right)] = 1
    return mask
