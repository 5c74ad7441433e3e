"""Foldings whose outline nobody argues about: random sheets and creases, and what is not clear.

What has to be seen is how many corners the outline has.  So each is a plain corner, far from
straight and from a needle; each side is long; nothing of the paper ends just within or just beyond
the outline, nor does the outline come near to itself; and creases run through corners or well
beside them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations
from math import atan2, degrees, hypot
from random import Random

from eyechart.tasks.spatial._sides_outline import (
    Corner,
    Crease,
    Layer,
    Spot,
    Steps,
    chord,
    cut,
    folded,
    rim,
)

__all__ = ["FRAME", "SHEETS", "flaw", "moved", "random_sheet", "random_steps", "sticks_out"]

FRAME = (-14.0, 110.0)
"""Where paper may lie, in units, both ways."""
SHEETS = ("square", "rectangle", "triangle", "trapezium", "pentagon", "hexagon")
_STRAIGHT, _NEEDLE = 14.0, 24.0
"""Degrees between a corner and a straight line, or a needle, at least."""
_SIDE, _CLEAR = 14.0, 7.0
"""Px: shortest side; least distance of what does not touch."""
_DEEP = 20.0
"""Px that a flap reaches over its crease, at least, and the paper on the other side."""
_ARROWS = 34.0
"""Px between the middles of two creases."""
_GRID = 2
"""Creases are this much apart, or a multiple of it, in units of their own."""
_NIL = 1e-6
Pair = tuple[float, float]


def random_sheet(rng: Random, kind: str) -> tuple[Corner, ...]:
    """The corners of a sheet about the middle of 0..96, in whole units."""
    wide, high = rng.randrange(60, 89, 2), rng.randrange(60, 89, 2)
    if kind == "square":
        high = wide
    elif kind == "rectangle":
        wide, high = rng.sample((wide, wide - rng.randrange(14, 37, 2)), 2)
    left, top = 48 - wide // 2, 48 - high // 2
    right, bottom = left + wide, top + high
    if kind in ("square", "rectangle"):
        return (left, top), (right, top), (right, bottom), (left, bottom)
    if kind == "triangle":
        return (rng.choice((left, 48, 48)), top), (right, bottom), (left, bottom)
    if kind == "trapezium":
        inset = rng.randrange(10, 25, 2)
        return (left + inset, top), (right - inset, top), (right, bottom), (left, bottom)
    if kind == "pentagon":
        return (48, 4), (94, 37), (76, 91), (20, 91), (2, 37)
    return (48, 2), (88, 25), (88, 71), (48, 94), (8, 71), (8, 25)


def random_steps(
    rng: Random,
    sheet: Sequence[Corner],
    many: Sequence[int],
    *,
    normals: Sequence[Corner],
    scale: float,
) -> Steps | None:
    """So many creases in each step; None if they do not fit."""
    steps: list[tuple[Crease, ...]] = []
    for count in many:
        layers = folded(sheet, tuple(steps), exact=False)[-1]
        step: list[Crease] = []
        for _ in range(12 * count):
            a, b = rng.choice(normals)
            values = [a * x + b * y for layer in layers for x, y in layer.corners]
            low, high = float(min(values)), float(max(values))
            # What is folded over is rarely more than what stays.
            share = rng.uniform(0.42, 0.92)
            crease = Crease(a, b, round((low + share * (high - low)) / _GRID) * _GRID)
            if not _ill_creased(layers, (*step, crease), scale):
                step.append(crease)
                if len(step) == count:
                    break
        else:
            return None
        steps.append(tuple(sorted(step)))
    return tuple(steps)


def moved(rng: Random, sheet: Sequence[Corner], steps: Steps) -> tuple[tuple[Corner, ...], Steps]:
    """The folding turned or mirrored, and one crease a little aside."""
    swap, over, down = (rng.random() < 0.5 for _ in range(3))

    def spot(x: int, y: int) -> Corner:
        x, y = (y, x) if swap else (x, y)
        return (96 - x if over else x), (96 - y if down else y)

    def crease(old: Crease) -> Crease:
        a, b = (old.b, old.a) if swap else (old.a, old.b)
        c = old.c - 96 * (a * over + b * down)
        return Crease(-a if over else a, -b if down else b, c)

    there = [[crease(old) for old in step] for step in steps]
    if rng.random() < 0.7:
        step = rng.choice(there)
        i = rng.randrange(len(step))
        a, b, c = step[i].a, step[i].b, step[i].c
        step[i] = Crease(a, b, c + rng.choice((-3, -2, -1, 1, 2, 3)) * _GRID)
    corners = [spot(x, y) for x, y in sheet]
    if (swap + over + down) % 2:
        corners.reverse()
    return tuple(corners), tuple(tuple(sorted(step)) for step in there)


def flaw(sheet: Sequence[Corner], steps: Steps, scale: float) -> str:
    """What makes it hard to agree on the outline at this scale, px a unit; "" if nothing does."""
    states = folded(sheet, steps, exact=False)
    for layers, step in zip(states, steps, strict=False):
        if why := _ill_creased(layers, step, scale):
            return why
    low, high = FRAME
    if not all(low <= v <= high for layer in states[-1] for spot in layer.corners for v in spot):
        return "beyond the frame"
    corners = rim(states[-1])
    if corners is None:
        return "an outline that meets itself"
    return _unclear(states[-1], [_pair(spot) for spot in corners], scale)


def sticks_out(sheet: Sequence[Corner], steps: Steps) -> bool:
    """Whether any of the folded paper lies where the sheet did not."""
    sides = list(pairwise([*sheet, sheet[0]]))
    return any(
        (c - a) * (y - b) - (d - b) * (x - a) < -_NIL
        for layer in folded(sheet, steps, exact=False)[-1]
        for x, y in layer.corners
        for (a, b), (c, d) in sides
    )


def _independent(layers: Sequence[Layer], step: Sequence[Crease]) -> bool:
    """Whether the creases can be folded in any order: no flap lies on another, before or after."""
    for one, other in permutations(step, 2):
        for layer in layers:
            flap = cut(layer.corners, one, 1)
            if any(other.beyond(spot) > _NIL for spot in flap):
                return False
            if any(other.beyond(one.image(spot)) > _NIL for spot in flap):
                return False
    return True


def _ill_creased(layers: Sequence[Layer], step: Sequence[Crease], scale: float) -> str:
    """What makes these creases hard to see or to fold, as in `flaw`."""
    if not _independent(layers, step):
        return "creases in each other's way"
    middles = []
    for crease in step:
        ends = chord(layers, crease)
        if ends is None:
            return "a crease that leaves the paper and comes back"
        (x, y), (u, v) = _pair(ends[0]), _pair(ends[1])
        middles.append(((x + u) / 2, (y + v) / 2))
        aside = [
            scale * float(crease.beyond(spot)) / hypot(crease.a, crease.b)
            for layer in layers
            for spot in layer.corners
        ]
        if scale * hypot(u - x, v - y) < 1.5 * _DEEP or min(max(aside), -min(aside)) < _DEEP:
            return "a small flap"
        if any(_NIL < abs(far) < _CLEAR for far in aside):
            return "a crease close to a corner"
    if any(scale * hypot(a - c, b - d) < _ARROWS for (a, b), (c, d) in combinations(middles, 2)):
        return "creases close to each other"
    return ""


def _unclear(layers: Sequence[Layer], corners: Sequence[Pair], scale: float) -> str:
    """See `flaw`: what can be wrong with the last outline."""
    sides = list(pairwise([*corners, corners[0]]))
    if any(scale * hypot(c - a, d - b) < _SIDE for (a, b), (c, d) in sides):
        return "a short side"
    if not all(_STRAIGHT <= turn <= 180 - _NEEDLE for turn in _turns(corners)):
        return "a corner nearly straight, or a needle"
    for i, spot in enumerate(corners):
        for j, side in enumerate(sides):
            if j not in (i, (i - 1) % len(sides)) and scale * _away(spot, side) < _CLEAR:
                return "sides close to each other"
    for layer in layers:
        spots = [_pair(spot) for spot in layer.corners]
        for before, spot, after in zip(spots[-1:] + spots, spots, spots[1:] + spots, strict=False):
            if not _plainly_placed(spot, (before, after), sides, scale):
                return "paper that ends close to the outline"
    return ""


def _plainly_placed(
    spot: Pair, along: tuple[Pair, Pair], sides: Sequence[tuple[Pair, Pair]], scale: float
) -> bool:
    """Whether a layer's corner is one of the outline, lies on it with an edge, or well within."""
    near = [side for side in sides if scale * _away(spot, side) < _CLEAR]
    on = [side for side in near if _away(spot, side) < _NIL]
    return not near or len(on) > 1 or any(_off(end, on[0]) < _NIL for end in along if on)


def _turns(corners: Sequence[Pair]) -> Iterator[float]:
    """Degrees by which the outline turns at each corner, to either side."""
    for i, (x, y) in enumerate(corners):
        (a, b), (c, d) = corners[i - 1], corners[(i + 1) % len(corners)]
        turn = degrees(atan2(d - y, c - x) - atan2(y - b, x - a))
        yield abs((turn + 180) % 360 - 180)


def _away(spot: Pair, side: tuple[Pair, Pair]) -> float:
    """From a point to a segment."""
    (x, y), ((a, b), (c, d)) = spot, side
    long = (c - a) ** 2 + (d - b) ** 2
    t = min(1.0, max(0.0, ((x - a) * (c - a) + (y - b) * (d - b)) / long))
    return hypot(x - a - t * (c - a), y - b - t * (d - b))


def _off(spot: Pair, side: tuple[Pair, Pair]) -> float:
    """From a point to the whole line."""
    (x, y), ((a, b), (c, d)) = spot, side
    return abs((c - a) * (y - b) - (d - b) * (x - a)) / hypot(c - a, d - b)


def _pair(spot: Spot) -> Pair:
    return float(spot[0]), float(spot[1])
