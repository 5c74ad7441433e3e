"""Smooth curves through stations: a place and a heading each, in whole numbers.

Between two stations runs one cubic Bezier curve that depends on these two alone, so a curve can be
cut at any station, described station by station, and put together again without loss.  The length
of the handles makes an arc of a circle out of two headings that lie symmetric to the chord.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, pi

import numpy as np
import numpy.typing as npt

from eyechart.scene.svg import Point, number

__all__ = [
    "Points",
    "Station",
    "bent_path",
    "beziers",
    "curve_path",
    "reversed_stations",
    "sampled",
    "samples",
]

Station = tuple[int, int, int]
"""x and y in px, heading in degrees clockwise from the right (0 right, 90 down), 0..359."""
Points = npt.NDArray[np.float64]


def beziers(curves: Sequence[Sequence[Station]]) -> list[Points]:
    """Per curve (n - 1, 4, 2): start, two handles and end of the pieces between its n stations."""
    table = np.array([station for stations in curves for station in stations], float)
    places, headings = table[:, :2], np.radians(table[:, 2])
    chords = np.diff(places, axis=0)
    along = np.arctan2(chords[:, 1], chords[:, 0])
    bend = _angle(headings[:-1] - along) + _angle(headings[1:] - along)
    # 4/3 tan(d/4) r, the handle for an arc of d, is chord / (3 cos²(d/4)); capped near a full turn.
    handle = np.hypot(*chords.T) / (3 * np.cos(np.minimum(bend, 4.0) / 4) ** 2)
    unit = np.stack([np.cos(headings), np.sin(headings)], axis=1)
    out = places[:-1] + handle[:, None] * unit[:-1]
    back = places[1:] - handle[:, None] * unit[1:]
    pieces = np.stack([places[:-1], out, back, places[1:]], axis=1)
    # All at once is much faster; what leads from one curve to the next is left out.
    stops = np.cumsum([len(stations) for stations in curves])
    return [pieces[stop - len(c) : stop - 1] for c, stop in zip(curves, stops, strict=True)]


def samples(curves: Sequence[Sequence[Station]], step: float) -> list[Points]:
    """Per curve (m, 2) points along it, both ends included, about `step` px apart, evenly."""
    t = np.linspace(0.0, 1.0, 25)[:, None]
    basis = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    pieces = beziers(curves)
    fine = np.einsum("tk,nkd->ntd", basis, np.concatenate(pieces))
    gaps = np.hypot(*np.diff(fine, axis=1).transpose(2, 0, 1))
    out, start = [], 0
    for own in pieces:
        here = slice(start, start + len(own))
        start += len(own)
        line = np.concatenate([fine[here.start, :1], fine[here, 1:].reshape(-1, 2)])
        arc = np.concatenate([[0.0], gaps[here].ravel().cumsum()])
        even = np.linspace(0.0, arc[-1], max(2, round(arc[-1] / step) + 1))
        ends = [np.interp(even, arc, line[:, 0]), np.interp(even, arc, line[:, 1])]
        out.append(np.stack(ends, axis=1))
    return out


def sampled(stations: Sequence[Station], step: float) -> Points:
    """`samples` of one curve."""
    return samples([stations], step)[0]


def curve_path(curves: Sequence[Sequence[Station]]) -> str:
    """The `d` of one SVG path along all these curves."""
    parts = []
    for stations, pieces in zip(curves, beziers(curves), strict=True):
        parts.append(f"M{stations[0][0]} {stations[0][1]}")
        parts += [
            "C" + " ".join(map(number, piece)) for piece in pieces[:, 1:].reshape(-1, 6).tolist()
        ]
    return "".join(parts)


def bent_path(points: Sequence[Point], *, gentle: float = 0.7) -> str:
    """The `d` of a path along the points, smooth where it bends by less than `gentle` radians.

    Sharper corners stay sharp.  The points of an arc may be rounded to whole px: the path runs
    through the middles between them and so evens out what that does to a thick stroke.
    """
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        ways = [atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise((before, here, after))]
        bend = abs((ways[1] - ways[0] + pi) % (2 * pi) - pi)
        at = f"{number(here[0])} {number(here[1])}"
        middle = f"{number((here[0] + after[0]) / 2)} {number((here[1] + after[1]) / 2)}"
        parts.append(f"Q{at} {middle}" if bend < gentle else f"L{at}")
    return "".join(parts) + f"L{number(points[-1][0])} {number(points[-1][1])}"


def reversed_stations(stations: Sequence[Station]) -> tuple[Station, ...]:
    """The same curve, gone through the other way."""
    return tuple((x, y, (heading + 180) % 360) for x, y, heading in reversed(stations))


def _angle(difference: Points) -> Points:
    """Size of an angle, 0 to pi."""
    return np.abs((difference + np.pi) % (2 * np.pi) - np.pi)
