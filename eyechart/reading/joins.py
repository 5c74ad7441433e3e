"""Read straight lines drawn between printed dots: which dot on the left is joined with which?

Lines cross, so the ink is one piece and pieces say nothing.  Instead every pair of dots is tried:
was a line drawn from the one to the other?  People and models miss the dots by some px and bend
their lines a little, so each pair is tried with its ends and its middle moved; it is joined where
one of these lines runs on ink nearly all the way.  Other lines that cross it cover some px of it
each, which is not enough; where many cross, pieces of them may yet add up to a line that nobody
drew, so of all pairs found only those count that the ink cannot be explained without.  Ink that no
pair explains is named as such.
"""

from collections.abc import Sequence
from itertools import product
from math import dist
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.likeness import strength_of
from eyechart.scene.svg import Point, number

__all__ = ["Join", "Joins", "read_joins"]

Levels = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

_FAINTEST = 0.18
"""No ink at all if its strongest is weaker than this."""
_MASKED = 0.12
"""Weaker evidence is never ink."""
_ASIDE = 0.3
"""How far a line's end may lie beside its dot, in gaps between dots as seen along the line."""
_BENT = 0.05
"""How far a line's middle may lie off the straight one, in its lengths."""
_SHORT = 0.34
"""How far before its dot a line may end, in gaps between dots, and at most a tenth of the line."""
_COVERED = 0.9
"""Share of a line that has to be on ink."""
_BREAK = 0.08
"""Longest break in a line, in its lengths."""
_NEAR = 2.5
"""Distance from ink, px, that still counts as on it."""
_OWN = 0.12
"""Least share of a line's ink that no other line explains."""
_STRAY = 0.12
"""Share of the ink that may lie beside all lines."""


class Join(NamedTuple):
    """A line between a dot on the left and one on the right, by index."""

    left: int
    right: int
    line: Floats
    """(n, 2) the points along which it was found, px."""
    aside: float
    """How far the line lies off the straight one from dot to dot, at most, px."""


class Joins(NamedTuple):
    """What was read."""

    drawn: bool
    joins: tuple[Join, ...]
    stray: float
    """Share of the ink that no joined pair explains."""

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        return tuple(sorted((join.left, join.right) for join in self.joins))

    @property
    def problem(self) -> str:
        """What is wrong with the ink as lines, in words; "" if nothing is."""
        return "there is ink that joins no two dots" if self.stray > _STRAY else ""

    @property
    def overlay(self) -> str:
        """SVG lines that show what was read."""
        return "".join(
            f'<path d="M{" ".join(number(v) for point in join.line[::8] for v in point)}" '
            'fill="none" stroke="#2060e0" stroke-width="3" stroke-dasharray="6 4"/>'
            for join in self.joins
        )


def read_joins(ink: Levels, left: Sequence[Point], right: Sequence[Point]) -> Joins:
    """Read `ink`, evidence (H, W) 0 to 1 in the source's frame, between dots at these places."""
    strength = strength_of(ink)
    if strength < _FAINTEST:
        return Joins(False, (), 0.0)
    mask = ink > max(_MASKED, 0.35 * strength)
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 3)
    distance = np.asarray(away, np.float32)
    gap = min(_least_gap(left), _least_gap(right))
    across = int(np.argmin(np.ptp(np.array(left), axis=0)))
    joins = []
    for (i, start), (j, stop) in product(enumerate(left), enumerate(right)):
        # Dots stand in two rows or two columns: a slanting line sees them closer together.
        seen = gap * abs(stop[across] - start[across]) / dist(start, stop)
        found = _best_line(distance, np.array(start, float), np.array(stop, float), seen)
        if found is not None:
            joins.append(Join(i, j, *found))
    return _needed(mask, joins, [*left, *right], gap)


def _least_gap(dots: Sequence[Point]) -> float:
    """Between neighbouring dots of one side."""
    places = np.array(dots)
    apart = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    return min(80.0, float(apart[apart > 0].min(initial=80.0)))


def _best_line(
    distance: Levels, start: Floats, stop: Floats, gap: float
) -> tuple[Floats, float] | None:
    """The points of the line between two dots that is most on ink, and how far it lies aside; None
    if none is enough on ink."""
    length = float(np.hypot(*(stop - start)))
    cut = min(_SHORT * gap, 0.1 * length) / length
    t = np.linspace(cut, 1 - cut, max(24, round(length / 4)))
    straight = start + t[:, None] * (stop - start)
    farthest = _ASIDE * gap + _BENT * length + _NEAR
    if (_sampled(distance, *straight.T) <= farthest).mean() < _COVERED:
        return None
    aside = np.array([start[1] - stop[1], stop[0] - start[0]]) / length
    ends = np.linspace(-_ASIDE * gap, _ASIDE * gap, 9)
    bends = np.linspace(-_BENT * length, _BENT * length, 5)
    # (lines, points): how far beside the straight line each point of each candidate lies.
    first, last, bend = (a.ravel()[:, None] for a in np.meshgrid(ends, ends, bends, indexing="ij"))
    off = first * (1 - t) + last * t + bend * 4 * t * (1 - t)
    x, y = (straight[:, k] + off * aside[k] for k in (0, 1))
    on = _sampled(distance, x, y) <= _NEAR
    share = on.mean(axis=1)
    # Of all that are on ink enough, the one that is least bent and nearest to the dots.
    good: npt.NDArray[np.intp] = np.flatnonzero(share >= max(_COVERED, float(share.max()) - 0.02))
    farthest_off = np.abs(off[good]).max(axis=1)
    for k in np.argsort(farthest_off)[:20]:
        i = int(good[k])
        if _longest_break(on[i]) <= _BREAK * len(t):
            return np.stack([x[i], y[i]], axis=1), float(farthest_off[k])
    return None


def _sampled(image: Levels, x: Floats, y: Floats) -> Levels:
    height, width = image.shape
    column = np.clip(x, 0, width - 1).astype(np.int32)
    return image[np.clip(y, 0, height - 1).astype(np.int32), column]


def _longest_break(on: npt.NDArray[np.bool_]) -> int:
    held = np.flatnonzero(np.concatenate([[True], on, [True]]))
    return int(np.diff(held).max()) - 1


def _needed(
    mask: npt.NDArray[np.bool_], joins: list[Join], dots: Sequence[Point], gap: float
) -> Joins:
    """The lines without which the ink could not be explained, and what is left of the ink."""
    within = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)[mask]
    stroke = 2 * float(np.quantile(within, 0.9))
    thickness = min(1.5 * stroke + 6, 0.4 * gap)
    bands = [_band(join, mask.shape, thickness)[mask] for join in joins]
    times = np.zeros(len(within), np.int32)
    for band in bands:
        times += band

    def own(k: int) -> float:
        return float((times[bands[k]] == 1).mean()) if bands[k].any() else 0.0

    kept = set(range(len(joins)))
    while needless := [k for k in kept if own(k) < _OWN]:
        # What is stitched together from other lines fits worse than what was drawn.
        worst = max(needless, key=lambda k: joins[k].aside)
        kept.remove(worst)
        times -= bands[worst]
    # What surrounds a dot, a ring or an arrow's head, is neither line nor stray.
    about = np.zeros(mask.shape, np.uint8)
    for x, y in dots:
        cv2.circle(about, (round(x), round(y)), round(0.4 * gap), 1, -1)
    stray = float(((times == 0) & (about[mask] == 0)).mean())
    return Joins(True, tuple(joins[k] for k in sorted(kept)), stray)


def _band(join: Join, shape: tuple[int, ...], thickness: float) -> npt.NDArray[np.bool_]:
    """Where ink is explained by a line, from dot to dot."""
    band = np.zeros(shape, np.uint8)
    points = np.rint(join.line).astype(np.int32)
    cv2.polylines(band, [points], False, 1, round(thickness))
    return band > 0
