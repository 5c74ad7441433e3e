"""Crossing curves as stretches: cut at every crossing, followed by going straight on, and judged.

A stretch runs from an end or a crossing to the next; two stretches that touch meet at a crossing.
Nothing here knows which curve a stretch was cut from.  `ways_through` finds out by the rule of the
eye (of the arms at a crossing, those opposite each other are one curve), and `flaw` says whether
that rule is safe: crossings at a good angle and well apart, no curve bent sharply, no two stretches
near each other but where they cross.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from eyechart.scene.curves import Points, Station, reversed_stations, samples

__all__ = [
    "LEAST_ANGLE", "Arm", "Box", "Place", "Step", "Stretch", "Way", "arms_at", "flaw", "least_gap",
    "stretches_of", "ways_through",
]  # fmt: skip

Stretch = tuple[Station, ...]
Place = tuple[int, int]
"""x and y in px."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in px."""

LEAST_ANGLE = 46.0
"""Degrees between two curves where they cross (a person needs about 30)."""
_MOST_BEND = 24.0
"""Degrees by which a curve may turn over a crossing, `_REACH` widths before to `_REACH` after."""
_REACH = 2.5
_STEP = 0.8
"""Distance of the samples that are judged, in line widths."""
_APART, _APART_PX = 3.0, 13.0
"""Least distance of stretches that do not cross: in line widths, and in px."""
_CLOSE = 1.5
"""How far along its arms a crossing excuses that they are near, in units of the least distance."""
_SURE = 30.0
"""Degrees by which going straight on must be straighter than turning off."""


class Arm(NamedTuple):
    """One end of a stretch, seen from the crossing it touches."""

    stretch: int
    """Index of the stretch."""
    last: bool
    """Whether the stretch ends here (else it begins here)."""
    heading: float
    """Degrees, pointing away from the crossing."""


class Step(NamedTuple):
    """One stretch of a way."""

    stretch: int
    forward: bool
    """Whether it is gone through in its own order of stations."""


Way = tuple[Step, ...]


def stretches_of(curves: Sequence[Sequence[Station]]) -> tuple[Stretch, ...]:
    """The curves cut where they meet, each piece from its upper end on, in reading order.

    Neither the order nor the direction says which piece belongs to which curve.
    """
    met: dict[Place, int] = defaultdict(int)
    for curve in curves:
        for x, y, _ in curve:
            met[x, y] += 1
    pieces: list[Stretch] = []
    for curve in curves:
        last = len(curve) - 1
        cuts = [i for i, (x, y, _) in enumerate(curve) if met[x, y] > 1 or i in (0, last)]
        pieces += [tuple(curve[a : b + 1]) for a, b in pairwise(cuts)]
    return tuple(sorted((_downward(piece) for piece in pieces), key=_reading))


def arms_at(stretches: Sequence[Stretch]) -> dict[Place, list[Arm]]:
    """The arms that touch at each end (one arm) and each crossing (four)."""
    arms: dict[Place, list[Arm]] = defaultdict(list)
    for i, stretch in enumerate(stretches):
        (x, y, out), (u, v, back) = stretch[0], stretch[-1]
        arms[x, y].append(Arm(i, False, out))
        arms[u, v].append(Arm(i, True, (back + 180) % 360))
    return dict(arms)


def ways_through(stretches: Sequence[Stretch], start: Place) -> Iterator[tuple[Way, Place]]:
    """Every way from an end to another end: the stretches in order, and where it ends.

    At a crossing the straightest way on is taken; where another is straight within `_SURE` degrees
    of it, both are.  A well-made tangle has exactly one way from each end.
    """
    arms = arms_at(stretches)
    stack: list[Way] = [(Step(arm.stretch, not arm.last),) for arm in arms[start]]
    while stack:
        way = stack.pop()
        index, forward = way[-1]
        x, y, heading = stretches[index][-1 if forward else 0]
        heading += 0 if forward else 180
        ahead = [arm for arm in arms[x, y] if (arm.stretch, arm.last) != (index, forward)]
        if not ahead:
            yield way, (x, y)
            continue
        turns = [_between(arm.heading, heading) for arm in ahead]
        for arm, turn in zip(ahead, turns, strict=True):
            # A curve may meet itself but never runs along the same stretch twice.
            if turn < min(turns) + _SURE and all(arm.stretch != step.stretch for step in way):
                stack.append((*way, Step(arm.stretch, not arm.last)))


def least_gap(width: float) -> float:
    """Least distance in px, middle to middle, of lines of this width that do not cross."""
    return max(_APART * width, _APART_PX)


def flaw(stretches: Sequence[Stretch], width: float, box: Box) -> str:
    """What makes it hard or impossible to follow these lines by eye; "" if nothing does."""
    lines = samples(stretches, _STEP * width)
    least = least_gap(width)
    everything = np.concatenate(lines)
    if (everything.min(0) < np.array(box[:2]) - 18).any():
        return "out of the box"
    if (everything.max(0) > np.array(box[2:]) + 18).any():
        return "out of the box"
    arms = arms_at(stretches)
    places = np.array(list(arms), float)
    gaps = np.hypot(*(places[:, None] - places[None]).T) + 1e9 * np.eye(len(places))
    if gaps.min() < 1.5 * least:
        return "crossings too near each other"
    if any(_sharpest(line) > 1 / (1.6 * width) for line in lines):
        return "bent too sharply"
    if not all(_clear(here, lines) for here in arms.values() if len(here) > 1):
        return "crossing not clear"
    if _near(arms, lines, least):
        return "lines too near each other"
    return ""


def _sharpest(line: Points) -> float:
    """Largest curvature along a sampled line, 1/px."""
    step = np.diff(line, axis=0)
    turn = np.diff(np.arctan2(step[:, 1], step[:, 0]))
    turn = np.abs((turn + np.pi) % (2 * np.pi) - np.pi)
    return float(turn.max() / np.hypot(*step[0])) if len(turn) else 0.0


def _clear(arms: Sequence[Arm], lines: Sequence[Points]) -> bool:
    """Whether four arms make two nearly straight lines at a good angle, as drawn and as told."""
    if len(arms) != 4:
        return False
    seen = []
    for arm in arms:
        line = lines[arm.stretch][::-1] if arm.last else lines[arm.stretch]
        x, y = line[min(round(_REACH / _STEP), len(line) - 1)] - line[0]
        seen.append((math.degrees(math.atan2(y, x)), arm.heading))
    seen.sort()
    drawn, told = [angle for angle, _ in seen], [heading for _, heading in seen]
    return (
        all(_between(drawn[i], drawn[i + 2]) > 180 - _MOST_BEND for i in (0, 1))
        and all(_between(told[i], told[i + 2]) > 178 for i in (0, 1))
        and all(_between(drawn[i], drawn[i - 1]) > LEAST_ANGLE for i in range(4))
    )


def _near(arms: Mapping[Place, Sequence[Arm]], lines: Sequence[Points], least: float) -> bool:
    """Whether stretches come nearer than `least` px anywhere but at a crossing they share."""
    points = np.concatenate(lines).astype(np.float32)
    counts = [len(line) for line in lines]
    owner = np.repeat(np.arange(len(lines)), counts)
    length = np.array([np.hypot(*np.diff(line, axis=0).T).sum() for line in lines])
    along = np.concatenate([np.linspace(0, arc, n) for arc, n in zip(length, counts, strict=True)])
    place = np.zeros((2, len(lines)), int)
    for number, here in enumerate(arms.values()):
        for arm in here:
            place[int(arm.last), arm.stretch] = number
    a, b = _pairs(points, least)
    same = owner[a] == owner[b]
    excused = same & (np.abs(along[a] - along[b]) < math.pi / 2 * least)
    ends = [(place[0][owner], along), (place[1][owner], length[owner] - along)]
    for place_a, arc_a in ends:
        for place_b, arc_b in ends:
            near = (arc_a[a] < _CLOSE * least) & (arc_b[b] < _CLOSE * least)
            excused |= near & (place_a[a] == place_b[b])
    return not bool(excused.all())


def _pairs(
    points: npt.NDArray[np.float32], least: float
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Indices (a, b), a < b, of points nearer than `least` px."""
    order = np.argsort(points[:, 1], kind="stable")
    y = points[order, 1]
    # Only points within `least` px in height can be near: a band under each block.
    found: list[npt.NDArray[np.intp]] = []
    for start in range(0, len(points), 64):
        stop = min(start + 64, len(points))
        reach = int(np.searchsorted(y, y[stop - 1] + least))
        block, band = points[order[start:stop]], points[order[start:reach]]
        gap = block[:, None] - band[None]
        i, j = np.nonzero((gap * gap).sum(2) < least * least)
        keep = i < j
        found.append(np.stack([order[start + i[keep]], order[start + j[keep]]]))
    low, high = np.sort(np.concatenate(found, axis=1), axis=0)
    return low, high


def _between(a: float, b: float) -> float:
    """Degrees between two headings, 0 to 180."""
    return abs((a - b + 180.0) % 360.0 - 180.0)


def _reading(stretch: Stretch) -> tuple[tuple[int, int, int], ...]:
    return tuple((y, x, heading) for x, y, heading in stretch)


def _downward(stretch: Stretch) -> Stretch:
    """The stretch from its upper end on (the left one if level)."""
    return min(stretch, reversed_stations(stretch), key=_reading)
