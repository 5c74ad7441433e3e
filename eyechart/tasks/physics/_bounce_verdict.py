"""Judge a clip of `bounce`: is it the same court, one ball, and the exact way to the gate?

The court and the way come from the item, never from the clip.  The first frame is laid over the
picture, all others along with it; the ball is tracked by its red; the track is compared with the
exact way up to a small delay and a constant factor on the speed.  Repeated or dropped frames (a
clip that was converted to another rate) are forgiven along the way, never beside it.  What the ball
does after it has touched the gate is not judged.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import LAYOUT_CHANGED, judged
from eyechart.reading.track import Agreement, Track, agreement, red_track, shrunk
from eyechart.scene.clip import Clip
from eyechart.scene.motion import Path
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg, polyline_path
from eyechart.tasks.physics._bounce_film import TOLERANCE
from eyechart.tasks.physics._court import SIZE, Court, corner, way
from eyechart.tasks.physics._court_kept import SCALE, WORK, court_still, departure

__all__ = ["verify"]

_ANOTHER = 0.18
"""Of the court's rim and walls: if more is otherwise in the first frame, it is another court."""
_WORST = 0.8
"""Radii: no single frame may be farther off the way."""
_SLACK = 0.6 / 24
"""Seconds by which a repeated or dropped frame may be early or late."""
_SLOWEST = 1 / 7
"""Seconds of the way between two frames: with more, a clip is a row of pictures."""
_FASTEST = 1.25
"""The speed may be off by this factor, either way, if it is constant."""
Mask = npt.NDArray[np.bool_]


def verify(court: Court, svg: str, clip: Clip) -> Verdict:
    """The verdict on a clip as the continuation of the picture `svg` of this court."""
    path, _ = way(court)
    offset = np.array(corner(court))
    path = Path((path.corners + offset) * SCALE, path.times)
    pace = 1 / clip.fps if 1 <= clip.fps <= 240 else 1 / 24
    small = [shrunk(frame, WORK) for frame in clip.frames]

    def judge(registration: Registration) -> Verdict:
        away = departure(court, registration.picture)
        if away > _ANOTHER:
            return LAYOUT_CHANGED
        frames = [registration.lay(frame) for frame in small]
        track = red_track(frames, tuple(path.corners[0]), court.radius * SCALE)
        along = agreement(track.places, path, pace, _SLACK, 4 * court.radius * SCALE)
        read = _Reading(court, path, track, along, pace)
        return read.verdict(not away and court_still(court, frames, track.places))

    return judged(pixels(svg, WORK), small[0], judge, final=_hopeless)


def _hopeless(verdict: Verdict) -> bool:
    """A better alignment mends neither two balls, nor a jump, nor a right way that is too short."""
    checks = verdict.checks
    if not checks:
        return False
    short = checks["path_followed"] and not checks["long_enough"]
    return short or not (checks["one_ball"] and checks["no_jump"])


class _Reading(NamedTuple):
    """A track against the exact way, in px of `WORK`."""

    court: Court
    path: Path
    track: Track
    along: Agreement
    expected: float
    """Seconds per frame, as the file says."""

    def verdict(self, court_unchanged: bool) -> Verdict:
        radius, places = self.court.radius * SCALE, self.track.places
        rolling = self.along.times <= self.path.times[-1]
        errors = self.along.errors[rolling & np.isfinite(self.along.errors)] / radius
        rms = float(np.sqrt((errors**2).mean())) if len(errors) else np.inf
        worst = float(errors.max(initial=0.0))
        begin = float(np.hypot(*(places[0] - self.path.corners[0])))
        factor = self.along.pace / self.expected
        reached = self._reached(rolling)
        checks = {
            "court_unchanged": court_unchanged,
            "one_ball": self._one_ball(rolling),
            "starts_at_ball": begin <= radius,
            "no_jump": self._no_jump(rolling),
            "no_wall_crossed": self._no_wall_crossed(places[rolling]),
            "path_followed": rms <= TOLERANCE and worst <= _WORST,
            "steady_speed": 1 / _FASTEST <= factor <= _FASTEST,
            "long_enough": reached >= 1.0,
        }
        middle = float(np.median(errors)) if len(errors) else np.inf
        return Verdict.of(
            checks,
            good="the ball follows the exact way to the gate",
            read=f"median error {middle:.2f} radii, {min(reached, 1):.0%} of the way",
            overlay=self._overlay(),
            court_unchanged="walls, gates or camera do not stay as in the picture",
            one_ball="the ball is missing or there are several",
            starts_at_ball="the clip does not begin with the ball where the picture has it",
            no_jump="the ball jumps",
            no_wall_crossed="the ball goes through a wall",
            path_followed=f"{rms:.2f} radii off the exact way on average, {worst:.1f} at most",
            steady_speed=f"the right way at {factor:.2f} times the speed",
            long_enough=f"only {reached:.0%} of the way to the gate",
        )

    def _one_ball(self, rolling: Mask) -> bool:
        """Seen in every frame to the gate, and never two."""
        seen = np.isfinite(self.track.places[rolling, 0])
        spare = 0.25 * np.pi * (self.court.radius * SCALE) ** 2
        return bool(seen.all() and (self.track.others < spare).all())

    def _no_jump(self, rolling: Mask) -> bool:
        """No step much longer than a frame's, dropped frames allowed for, and frames enough."""
        if self.along.pace > _SLOWEST:
            return False
        places = self.track.places[rolling]
        steps = np.hypot(*np.diff(places, axis=0).T)
        usual = self._speed() * self.along.pace
        return bool((steps[np.isfinite(steps)] <= 1.6 * usual + self._radii(0.6)).all())

    def _reached(self, rolling: Mask) -> float:
        """The share of the way until the last frame seen; 1 within a frame and a half of it."""
        seen = np.flatnonzero(rolling & np.isfinite(self.track.places[:, 0]))
        if not len(seen):
            return 0.0
        last = float(self.along.times[seen[-1]]) + 1.5 * max(self.along.pace, _SLACK)
        # The ball must be where that time has it, else it rests elsewhere.
        near = self.along.errors[seen[-1]] <= self._radii(_WORST)
        return last / float(self.path.times[-1]) if near else 0.0

    def _no_wall_crossed(self, places: npt.NDArray[np.float64]) -> bool:
        """No step crosses an inner wall's middle line (without its ends) or leaves the court."""
        inside = places / SCALE - np.array(corner(self.court))
        inside = inside[np.isfinite(inside[:, 0])]
        size, edge = np.array([self.court.width, self.court.height]), 0.4 * self.court.radius
        if ((inside < edge) | (inside > size - edge)).any():
            return False
        a, b = inside[:-1], inside[1:]
        for x1, y1, x2, y2 in self.court.walls:
            start, end = np.array([x1, y1], float), np.array([x2, y2], float)
            cut = (end - start) * self.court.radius / np.hypot(*(end - start))
            if _cross(a, b, start + cut, end - cut).any():
                return False
        return True

    def _speed(self) -> float:
        return float(np.hypot(*self.court.velocity)) * SCALE

    def _radii(self, count: float) -> float:
        return count * self.court.radius * SCALE

    def _overlay(self) -> str:
        """The exact way, thin, and the places that were read, in the picture's px."""
        svg = Svg(SIZE, SIZE, background=None)
        corners = [tuple(point) for point in (self.path.corners / SCALE).tolist()]
        svg.path(polyline_path(corners), stroke="#f08c00", stroke_width=1.5, fill="none")
        for x, y in (self.track.places / SCALE).tolist():
            if np.isfinite(x):
                svg.circle(x, y, 2.5, fill="#f08c00")
        return svg.body


def _cross(
    a: npt.NDArray[np.float64],
    b: npt.NDArray[np.float64],
    c: npt.NDArray[np.float64],
    d: npt.NDArray[np.float64],
) -> Mask:
    """Which of the segments a-b (n, 2) cross the segment c-d."""

    def side(
        p: npt.NDArray[np.float64], q: npt.NDArray[np.float64], r: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        u, v = q - p, r - p
        return u[..., 0] * v[..., 1] - u[..., 1] * v[..., 0]

    return (side(c, d, a) * side(c, d, b) < 0) & (side(a, b, c) * side(a, b, d) < 0)
