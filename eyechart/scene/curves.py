"""Smooth curves through stations: a place and a heading each, in whole numbers.

Between two stations runs one cubic Bezier curve that depends on these two alone, so a curve can be
cut at any station, described station by station, and put together again without loss.  The length
of the handles makes an arc of a circle out of two headings that lie symmetric to the chord.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eyechart.scene.svg import number

__all__ = ["Points", "Station", "beziers", "curve_path", "reversed_stations", "sampled"]

Station = tuple[int, int, int]
"""x and y in px, heading in degrees clockwise from the right (0 right, 90 down), 0..359."""
Points = npt.NDArray[np.float64]


def beziers(stations: Sequence[Station]) -> Points:
    """(n - 1, 4, 2): start, two handles and end of each curve between neighbouring stations."""
    table = np.array(stations, float)
    places, headings = table[:, :2], np.radians(table[:, 2])
    chords = np.diff(places, axis=0)
    along = np.arctan2(chords[:, 1], chords[:, 0])
    bend = _angle(headings[:-1] - along) + _angle(headings[1:] - along)
    # 4/3 tan(d/4) r, the handle for an arc of d, is chord / (3 cos²(d/4)); capped near a full turn.
    handle = np.hypot(*chords.T) / (3 * np.cos(np.minimum(bend, 4.0) / 4) ** 2)
    unit = np.stack([np.cos(headings), np.sin(headings)], axis=1)
    out = places[:-1] + handle[:, None] * unit[:-1]
    back = places[1:] - handle[:, None] * unit[1:]
    return np.stack([places[:-1], out, back, places[1:]], axis=1)


def sampled(stations: Sequence[Station], step: float) -> Points:
    """(m, 2) points along the curve, both ends included, about `step` px apart, evenly."""
    t = np.linspace(0.0, 1.0, 25)[:, None]
    basis = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    fine = np.einsum("tk,nkd->ntd", basis, beziers(stations))
    line = np.concatenate([fine[:1, 0], fine[:, 1:].reshape(-1, 2)])
    arc = np.concatenate([[0.0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    even = np.linspace(0.0, arc[-1], max(2, round(arc[-1] / step) + 1))
    return np.stack([np.interp(even, arc, line[:, 0]), np.interp(even, arc, line[:, 1])], axis=1)


def curve_path(stations: Sequence[Station]) -> str:
    """The `d` of an SVG path along the curve."""
    x, y, _ = stations[0]
    curves = ("C" + " ".join(map(number, curve[1:].ravel())) for curve in beziers(stations))
    return f"M{x} {y}" + "".join(curves)


def reversed_stations(stations: Sequence[Station]) -> tuple[Station, ...]:
    """The same curve, gone through the other way."""
    return tuple((x, y, (heading + 180) % 360) for x, y, heading in reversed(stations))


def _angle(difference: Points) -> Points:
    """Size of an angle, 0 to pi."""
    return np.abs((difference + np.pi) % (2 * np.pi) - np.pi)
