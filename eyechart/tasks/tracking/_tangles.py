"""Tangles of smooth curves, made on a lattice of tiles.

Tracks run downward through rows of tiles laid like bricks.  A tile joins two neighbouring tracks:
they cross (X), stay apart (|), or turn back (=, a cup over a cap).  Where each curve goes is then
plain bookkeeping: the number of crossings is exact and no three curves can meet in a point.  Two
tracks more than there are curves, closed by a cap at both borders, let curves run upward and make
loops.  The lattice is bent, shaken and relaxed like springs until it looks drawn by hand; what is
not clear to the eye afterwards (`_knots.flaw`) is thrown away.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from random import Random

import numpy as np

from eyechart.scene.curves import Points, Station
from eyechart.tasks.tracking._knots import LEAST_ANGLE, Box, Stretch, flaw, stretches_of

__all__ = ["tangle"]

Tile = tuple[int, int]
"""Row, and the left one of its two tracks."""
Stop = tuple[str, int, int, int]
"""Where a walk halts: kind of tile ("X", "|", "=", "pass", "cap", "end"), row, track, side."""

_STEPS, _EVEN, _ROOM = 8, 0.35, 0.9
"""Relaxation: steps, share of the bending evened out in each, least gap in units of the lattice."""


def tangle(
    rng: Random, *, strands: int, crossings: int, tracks: int, width: float, box: Box
) -> tuple[Stretch, ...]:
    """The stretches of `strands` curves from the top of `box` to its bottom, evenly spaced there.

    There are exactly `crossings` crossings; `tracks` is `strands`, or an even number more for
    curves that also run upward; `width` is the line's width in px, `box` left, top, right, bottom.
    """
    while True:
        lattice = _Lattice(rng, strands, crossings, tracks)
        if not lattice.woven(rng):
            continue
        for _ in range(3):
            stretches = stretches_of(_curves(*_placed(rng, lattice, box)))
            if not flaw(stretches, width, box):
                return stretches


class _Lattice:
    """The tiles' kinds, and where curves enter, leave and turn at the borders."""

    def __init__(self, rng: Random, strands: int, crossings: int, tracks: int) -> None:
        self.tracks, self.rows = tracks, _rows(crossings, tracks)
        self.tiles = [(r, c) for r in range(self.rows) for c in range(r % 2, tracks - 1, 2)]
        self.kinds = dict.fromkeys(self.tiles, "|") | dict.fromkeys(self.tiles[:crossings], "X")
        self.least = crossings // (2 * strands) or int(crossings >= strands)
        """Every curve passes at least this many crossings."""
        borders = [_border(rng, strands, tracks) for _ in ("top", "bottom")]
        self.doors, self.caps = zip(*borders, strict=True)
        self.walks: list[tuple[list[Stop], int]] = []
        """Per curve, from left to right at the top: its stops, and its track at the bottom."""

    def woven(self, rng: Random) -> bool:
        """Lay the tiles at random such that every curve leads from top to bottom, none is closed.

        False if that was not found in a fair number of tries.
        """
        for _ in range(100):
            kinds = list(self.kinds.values())
            rng.shuffle(kinds)
            self.kinds = dict(zip(self.tiles, kinds, strict=True))
            if self._joined():
                break
        else:
            return False
        if self.tracks > len(self.doors[0]):
            for _ in range(len(self.tiles)):
                self._stir(rng)
        return self._joined()

    def _stir(self, rng: Random) -> None:
        """Exchange two tiles, or let one turn back (or no longer), if all stays joined."""
        a, b = rng.choice(self.tiles), rng.choice(self.tiles)
        old = self.kinds[a], self.kinds[b]
        self.kinds[b], self.kinds[a] = old
        if old[0] == old[1] != "X":
            self.kinds[a] = "=" if old[0] == "|" else "|"
        if not self._joined():
            self.kinds[a], self.kinds[b] = old

    def _joined(self) -> bool:
        """Whether every curve leads from top to bottom and none is closed.  Sets `walks`."""
        self.walks, passes = [], 0
        for door in self.doors[0]:
            stops, end = self._walk(door)
            met = sum(stop[0] == "X" for stop in stops)
            if end is None or met < self.least or _pinched(stops):
                return False
            self.walks.append((stops, end))
            passes += sum(stop[0] in "X|=" for stop in stops)
        return passes == 2 * len(self.tiles)

    def _walk(self, track: int) -> tuple[list[Stop], int | None]:
        """The stops of the curve that enters here; the track it leaves by, None for the top."""
        stops: list[Stop] = []
        row, step = 0, 1
        while True:
            if not 0 <= row < self.rows:
                side = 0 if row < 0 else 1
                if track not in self.caps[side]:
                    return stops, track if side else None
                other = self.caps[side][track]
                stops.append(("cap", row, min(track, other), 0))
                track, step = other, -step
            else:
                stop, track, step = self._through(row, track, step)
                stops.append(stop)
            row += step

    def _through(self, row: int, track: int, step: int) -> tuple[Stop, int, int]:
        """Stop, next track and next direction of a walk that enters a row."""
        left = track - (track - row) % 2
        if left < 0 or left + 1 >= self.tracks:
            return ("pass", row, track, 0), track, step
        kind, other = self.kinds[row, left], 2 * left + 1 - track
        if kind == "X":
            return (kind, row, left, 0), other, step
        if kind == "|":
            return (kind, row, left, track - left), track, step
        return (kind, row, left, 0 if step > 0 else 1), other, -step


def _rows(crossings: int, tracks: int) -> int:
    """Rows of tiles such that about four tiles in five hold a crossing."""
    spare = max(2, crossings // 5) if tracks > 2 else 1
    rows = tiles = 0
    while tiles < crossings + spare or rows < 4:
        tiles += (tracks - rows % 2) // 2
        rows += 1
    return rows


def _border(rng: Random, strands: int, tracks: int) -> tuple[list[int], dict[int, int]]:
    """Tracks that lead out, and pairs of neighbouring tracks that are capped."""
    pattern = ["door"] * strands + ["cap"] * ((tracks - strands) // 2)
    rng.shuffle(pattern)
    doors: list[int] = []
    caps: dict[int, int] = {}
    for what in pattern:
        track = len(doors) + len(caps)
        if what == "door":
            doors.append(track)
        else:
            caps |= {track: track + 1, track + 1: track}
    return doors, caps


def _pinched(stops: Sequence[Stop]) -> bool:
    """Whether a cap closes right over a crossing: too small a loop to be seen."""
    return any(
        stop[0] == "cap" and 0 < i < len(stops) - 1 and stops[i - 1] == stops[i + 1]
        for i, stop in enumerate(stops)
    )


Path = list[Stop]


def _placed(rng: Random, lattice: _Lattice, box: Box) -> tuple[list[Path], dict[Stop, Points]]:
    """The curves' stops, and every stop's place in px."""
    x0, y0, x1, y1 = box
    margin = min(0.09 * (y1 - y0), 30.0)
    cell = np.array([(x1 - x0) / lattice.tracks, (y1 - y0 - 2 * margin) / lattice.rows])
    phases = [rng.uniform(0, 2 * math.pi) for _ in range(4)]
    speeds = [rng.uniform(4.0, 8.0) for _ in range(4)]

    def bent(row: float, track: float) -> Points:
        u, v = (track + 0.5) / lattice.tracks, (row + 0.5) / lattice.rows
        a, b, c, d = (
            math.sin(phase + speed * at)
            for phase, speed, at in zip(phases, speeds, (v, u + v, u, u - v), strict=True)
        )
        shake = (rng.uniform(-0.16, 0.16), rng.uniform(-0.16, 0.16))
        moved = np.array([track + 0.5 + 0.22 * (a + b), row + 0.5 + 0.22 * (c + d)]) + shake
        return np.array([x0, y0 + margin]) + cell * moved

    ends = sorted(end for _, end in lattice.walks)
    paths: list[Path] = []
    points: dict[Stop, Points] = {}
    for i, (stops, end) in enumerate(lattice.walks):
        top, bottom = ("end", 0, i, 0), ("end", 1, ends.index(end), 0)
        for stop, y in ((top, y0), (bottom, y1)):
            points[stop] = np.array([x0 + (x1 - x0) * (stop[2] + 0.5) / len(ends), y])
        for stop in stops:
            if stop not in points:
                points[stop] = bent(*_on_lattice(stop))
        paths.append([top, *stops, bottom])
    return paths, _relaxed(paths, points, float(cell.min()))


def _on_lattice(stop: Stop) -> tuple[float, float]:
    """(row, track) of a stop, in tiles."""
    kind, row, track, side = stop
    aside = 0.36 if side else -0.36
    return {
        "X": (row, track + 0.5),
        "|": (row, track + 0.5 + aside),
        "=": (row + aside, track + 0.5),
        "pass": (row, track),
        "cap": (row + (0.2 if row < 0 else -0.2), track + 0.5),
    }[kind]


def _relaxed(paths: list[Path], points: dict[Stop, Points], cell: float) -> dict[Stop, Points]:
    """The places after the curves' bending is evened out and near stops are pushed apart."""
    index = {stop: i for i, stop in enumerate(points)}
    place = np.array(list(points.values()))
    triples = np.array(
        [
            [index[stop] for stop in stops]
            for path in paths
            for stops in zip(path, path[1:], path[2:], strict=False)
        ]
    )
    free = np.array([[float(stop[0] != "end")] for stop in points])
    share = np.maximum(np.bincount(triples.ravel(), minlength=len(place)), 1)[:, None]
    for _ in range(_STEPS):
        bend = place[triples[:, 0]] - 2 * place[triples[:, 1]] + place[triples[:, 2]]
        force = np.zeros_like(place)
        for column, weight in enumerate((-1.0, 2.0, -1.0)):
            np.add.at(force, triples[:, column], weight * bend)
        gap = place[:, None] - place[None]
        distance = np.hypot(gap[..., 0], gap[..., 1]) + 1e9 * np.eye(len(place))
        push = np.clip(_ROOM * cell / np.maximum(distance, 1e-6) - 1.0, 0.0, 1.0)
        place = place + free * (_EVEN * force / share + 0.35 * (push[..., None] * gap).sum(1))
    return dict(zip(points, place, strict=True))


def _curves(paths: list[Path], points: dict[Stop, Points]) -> list[tuple[Station, ...]]:
    """Smooth curves through the stops, in whole numbers; flat crossings are opened."""
    headings: list[list[float]] = []
    crossing: dict[Stop, list[tuple[int, int]]] = defaultdict(list)
    for i, path in enumerate(paths):
        places = [points[stop] for stop in path]
        inner = (_heading(a, b, c) for a, b, c in zip(places, places[1:], places[2:], strict=False))
        headings.append([90.0, *inner, 90.0])
        for j, stop in enumerate(path):
            if stop[0] == "X":
                crossing[stop].append((i, j))
    wanted = LEAST_ANGLE + 16.0
    for (i, a), (j, b) in crossing.values():
        apart = (headings[i][a] - headings[j][b] + 90.0) % 180.0 - 90.0
        if abs(apart) < wanted:
            more = math.copysign((wanted - abs(apart)) / 2, apart)
            headings[i][a] += more
            headings[j][b] -= more
    return [
        tuple(
            (round(points[stop][0]), round(points[stop][1]), round(heading) % 360)
            for stop, heading in zip(path, along, strict=True)
        )
        for path, along in zip(paths, headings, strict=True)
    ]


def _heading(before: Points, here: Points, after: Points) -> float:
    """Degrees: the tangent of the circle through three points."""
    come, go = here - before, after - here
    near, far = math.hypot(*come), math.hypot(*go)
    if min(near, far) < 1e-6:
        return 90.0
    tangent = come / near * far + go / far * near
    if math.hypot(*tangent) < 1e-3 * (near + far):
        tangent = np.array([-come[1], come[0]])
    return math.degrees(math.atan2(tangent[1], tangent[0]))
