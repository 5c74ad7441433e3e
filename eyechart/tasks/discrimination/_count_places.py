"""Where things lie on a sheet to be counted: scattered, but far enough apart for circles."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil, hypot, pi, sqrt
from random import Random

import numpy as np
import numpy.typing as npt

from eyechart.scene.tiles import Box

__all__ = ["APART", "Line", "dots_beside", "dots_on", "drawn_line", "scattered", "spacing"]

Place = tuple[int, int]
Line = tuple[tuple[float, float], ...]
"""Corners of a fine polyline, px."""

APART = 1.5
"""Sides of an element's box from its middle to the next one's: room for a circle around each."""
_SWAY = 0.085
"""Of the pitch, by which a thing leaves its place in the lattice, each way."""
_STEP = 6.0
_TRIES = 60


def spacing(count: int, area: Box) -> float:
    """Px between the middles of the nearest two of `count` things that are `scattered`."""
    return (1 - 2 * _SWAY) * _pitch(count, area)


def scattered(rng: Random, count: int, area: Box) -> list[Place]:
    """Middles of things in this area: a lattice with gaps, every thing moved a little."""
    pitch = _pitch(count, area)
    across, down = int(area.width / pitch), int(area.height / pitch)
    x0 = area.x + (area.width - (across - 1) * pitch) / 2
    y0 = area.y + (area.height - (down - 1) * pitch) / 2
    slots = rng.sample([(c, r) for r in range(down) for c in range(across)], count)
    return [
        (
            round(x0 + (c + rng.uniform(-_SWAY, _SWAY)) * pitch),
            round(y0 + (r + rng.uniform(-_SWAY, _SWAY)) * pitch),
        )
        for c, r in sorted(slots, key=lambda slot: (slot[1], slot[0]))
    ]


def _pitch(count: int, area: Box) -> float:
    """Of a square lattice with a tenth more places than things."""
    wanted = ceil(1.1 * count) + 1
    pitch = sqrt(area.width * area.height / wanted)
    while int(area.width / pitch) * int(area.height / pitch) < wanted:
        pitch *= 0.985
    return pitch


def drawn_line(rng: Random, area: Box, bends: int) -> Line:
    """A smooth line: a wave of so many half turns, or from four on a knot that crosses itself."""
    (x, y), width, height = area.centre, area.width / 2, area.height / 2
    t = np.linspace(0, 1, 400)
    if bends < 4:
        upright = rng.random() < 0.5
        along = (2 * t - 1) * (width if not upright else height)
        aside = 0.62 * (height if not upright else width)
        across = aside * np.sin(pi * bends * t + rng.choice((0, pi))) * rng.uniform(0.75, 1)
        across += 0.3 * aside * np.sin(2 * pi * t + rng.uniform(0, 6))
        points = np.stack([across, along] if upright else [along, across], 1)
    else:
        a, b = rng.choice(((bends - 3, bends - 2), (bends - 2, bends - 3)))
        # Not quite once around, so that it has two ends.
        turn = 2 * pi * 0.97 * t + rng.uniform(0, 6)
        points = np.stack([np.sin(a * turn + rng.choice(_open_slants(a, b))), np.sin(b * turn)], 1)
        points *= [rng.uniform(0.86, 1) * width, rng.uniform(0.86, 1) * height]
    arc = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])
    even = np.linspace(0, arc[-1], max(8, round(arc[-1] / _STEP)))
    return tuple(
        (round(x + float(np.interp(s, arc, points[:, 0])), 1),
         round(y + float(np.interp(s, arc, points[:, 1])), 1))
        for s in even
    )  # fmt: skip


@lru_cache
def _open_slants(a: int, b: int) -> tuple[float, ...]:
    """Phases at which the strands of a Lissajous figure keep apart, but for where they cross."""
    turn = np.linspace(0, 2 * pi, 240, endpoint=False)
    far = np.abs((turn[:, None] - turn + pi) % (2 * pi) - pi) > pi / (2 * max(a, b) + 2)
    close = []
    for slant in np.linspace(0, pi, 24, endpoint=False):
        points = np.sin(a * turn + slant) + 1j * np.sin(b * turn)
        near = np.abs(points[:, None] - points) < 0.12
        close.append((int((near & far).sum()), float(slant)))
    return tuple(slant for _, slant in sorted(close)[:5])


def dots_on(rng: Random, line: Line, count: int, apart: float) -> list[Place] | None:
    """Places on the line, no two closer than `apart` px; None if there is no room."""
    found: list[Place] = []
    for _ in range(_TRIES * count):
        if len(found) == count:
            return found
        x, y = rng.choice(line[4:-4])
        place = (round(x), round(y))
        if _free(place, found, apart):
            found.append(place)
    return found if len(found) == count else None


def dots_beside(
    rng: Random,
    line: Line,
    area: Box,
    taken: Sequence[Place],
    count: int,
    apart: float,
    clear: float,
) -> list[Place] | None:
    """Places in the area, `clear` px from the line and `apart` from one another and from those
    taken, half of them as near the line as they may be; None if there is no room."""
    corners = np.array(line)
    found: list[Place] = []
    for i in range(_TRIES * count):
        if len(found) == count:
            return found
        place = (
            round(rng.uniform(area.x, area.x + area.width)),
            round(rng.uniform(area.y, area.y + area.height)),
        )
        away = gap_to(corners, place)
        near = clear <= away <= clear + 14
        if (near if i % 2 else away >= clear) and _free(place, [*taken, *found], apart):
            found.append(place)
    return found if len(found) == count else None


def gap_to(line: Line | npt.NDArray[np.float64], place: Place) -> float:
    """Px from a place to the nearest corner of the line, which lie 6 px apart."""
    return float(np.hypot(*(np.asarray(line) - place).T).min())


def _free(place: Place, taken: Sequence[Place], apart: float) -> bool:
    return all(hypot(place[0] - x, place[1] - y) >= apart for x, y in taken)
