"""Seven families of ornaments, each regular by construction, and where their holes lie.

On the grid: mosaics (symmetric), wallpapers (a motif repeated), plaids (stripes that cross).  Of
shapes: lobes and stars of nested bands, rings about one middle, scales, zigzags.
"""

from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from typing import NamedTuple

import numpy as np

from eyechart.tasks.discrimination._ornament_rules import Codes
from eyechart.tasks.discrimination._ornament_shapes import Shape, sampled

__all__ = ["COLOURS", "FAMILIES", "Hole", "Made", "Ornament", "made"]

COLOURS = 6
"""Codes 0 to 5 are plain colours; plaids mix two of three by three, codes 0 to 8."""

Size = tuple[int, int]
Hole = tuple[int, int, int, int]
"""Column, row, width and height, in places of the grid."""


class Ornament(NamedTuple):
    """A whole ornament, nothing hidden."""

    codes: Codes
    """(H, W) colours."""
    shapes: tuple[Shape, ...]
    """What it is drawn of; empty: of the grid's places."""


class Made(NamedTuple):
    """An ornament and its hole."""

    family: str
    ornament: Ornament
    hole: Hole


def made(rng: Random, family: str, detail: int, colours: int, aspect: float) -> Made:
    """An ornament about `aspect` times as wide as high, its hole somewhere inside."""
    if family in _ON_GRID:
        finer = 1.6 if family == "plaid" else 1.0
        height = round((2.4 * detail + 2) * finer / min(1.3, aspect**0.5))
        side, margin = round(finer * detail), 1
    else:
        height = 40 if aspect >= 1 else 56
        side, margin = rng.randint(15, 18), 3
    width = height if 0.9 < aspect < 1.1 else 2 * round(height * aspect / 2)
    inks = rng.sample(range(COLOURS), colours)
    ornament = FAMILIES[family](rng, (width, height), detail, inks)
    longer = side + side // 4
    w, h = rng.choice(((side, side), (side, side), (longer, side), (side, longer)))
    x, y = rng.randint(margin, width - w - margin), rng.randint(margin, height - h - margin)
    return Made(family, ornament, (x, y, w, h))


def _mosaic(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Colours in patches, the same under one to seven mirror images and turns."""
    width, height = size
    places = np.arange(width * height).reshape(height, width)
    ways = [places[:, ::-1]]
    if rng.random() < 0.7:
        ways += [places[::-1], places[::-1, ::-1]]
    elif detail > 3 and rng.random() < 0.5:
        ways = [places[::-1, ::-1]]
    if width == height and len(ways) == 3 and rng.random() < 0.4:
        ways += [way.T for way in (places, *ways)]
    codes: list[int] = []
    for place in range(width * height):
        near = [codes[place - step] for step in (1, width) if place >= step]
        codes.append(rng.choice(near) if near and rng.random() < 0.3 else rng.choice(inks))
    # Of places that are each other's images, the first one gives the colour.
    first = np.minimum.reduce([places, *ways])
    return Ornament(np.array(codes, np.int8)[first], ())


def _wallpaper(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """A motif repeated in rows that may be set off by half of it."""
    across = rng.randint(2, max(2, min(detail, size[0] // 3)))
    down = rng.randint(2, max(2, min(detail, size[1] // 3)))
    offset = rng.choice((0, across // 2))
    motif = [[rng.choice(inks) for _ in range(across)] for _ in range(down)]
    # Every colour at least once, as far as there is room.
    places = list(product(range(down), range(across)))
    for code, (y, x) in zip(inks, rng.sample(places, len(places)), strict=False):
        motif[y][x] = code
    codes = [
        [motif[y % down][(x + offset * (y // down)) % across] for x in range(size[0])]
        for y in range(size[1])
    ]
    return Ornament(np.array(codes, np.int8), ())


def _plaid(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Two sets of stripes, repeated or mirrored, that mix where they cross."""

    def stripes(length: int) -> list[int]:
        period: list[int] = []
        for i in range(rng.randint(2, max(2, (detail + 1) // 2)) * 2):
            period += [0 if i % 2 == 0 else rng.randint(1, 2)] * rng.randint(1, 3)
        period = period[: max(4, length // 3)]
        return [period[i % len(period)] for i in range(length)]

    across, down = stripes(size[0]), stripes(size[1])
    return Ornament(np.array([[3 * b + a for a in across] for b in down], np.int8), ())


def _shaped(size: Size, shapes: list[Shape]) -> Ornament:
    return Ornament(sampled(shapes, 0, 0, *size), tuple(shapes))


def _run(rng: Random, inks: list[int], count: int, avoid: int = -1) -> list[int]:
    """Colours of neighbouring bands, each unlike the one before."""
    found = [avoid]
    for _ in range(count):
        found.append(rng.choice([ink for ink in inks if ink != found[-1]]))
    return found[1:]


def _nested(
    rng: Random,
    places: list[tuple[float, float]],
    kind: str,
    reach: float,
    codes: list[int],
    first: int,
) -> list[Shape]:
    """At every place as many shapes as colours, the larger ones of all places below."""
    share = rng.choice((0.0, 0.12))
    sizes = [
        _quarter(reach * (1 - (share + (1 - share) * k / len(codes)))) if k else _quarter(reach)
        for k in range(len(codes))
    ]
    return [
        Shape(kind, x, y, size, code, first + k)
        for k, (code, size) in enumerate(zip(codes, sizes, strict=True))
        for x, y in places
    ]


def _lobes(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Nested bands about four, six or eight places that mirror each other, and about the middle."""
    cx, cy = size[0] / 2, size[1] / 2
    a, b = _quarter(rng.uniform(0.2, 0.3) * size[0]), _quarter(rng.uniform(0.2, 0.3) * size[1])
    corners = [(cx + i * a, cy + j * b) for i in (-1, 1) for j in (-1, 1)]
    sides = [(cx - 1.25 * a, cy), (cx + 1.25 * a, cy), (cx, cy - 1.25 * b), (cx, cy + 1.25 * b)]
    places = rng.choice(
        (corners, corners, sides, corners + sides[:2], corners + sides[2:], corners + sides)
    )
    kind = rng.choice(("disc", "disc", "octagon", "diamond", "square"))
    ground, *bands = _run(rng, inks, detail + 1)
    reach = rng.uniform(0.95, 1.25) * min(a, b) * (1.25 if kind == "diamond" else 1)
    shapes = [Shape("square", cx, cy, float(max(size)), ground, 0)]
    shapes += _nested(rng, places, kind, reach, bands, 1)
    if rng.random() < 0.6:
        middle = _run(rng, inks, max(1, detail - 1), bands[0])
        kind = rng.choice(("disc", "octagon", "diamond", "square"))
        shapes += _nested(
            rng, [(cx, cy)], kind, rng.uniform(0.6, 0.9) * min(a, b), middle, detail + 1
        )
    return _shaped(size, shapes)


def _rings(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Bands about one place, not always the middle, over the whole field."""
    cx, cy = (_half(rng.choice((0.5, rng.uniform(0.36, 0.64))) * side) for side in size)
    kind = rng.choice(("disc", "disc", "octagon", "diamond", "square"))
    far = (size[0] + size[1]) * (0.64 if kind == "diamond" else 0.42)
    shapes, reach = [Shape("square", size[0] / 2, size[1] / 2, float(max(size)), inks[0], 0)], far
    width = 18 / detail
    codes = _run(rng, inks, 40, inks[0])
    while reach > 1.5 and len(shapes) < 40:
        shapes.append(Shape(kind, cx, cy, _quarter(reach), codes[len(shapes) - 1], len(shapes)))
        reach -= width * rng.uniform(0.8, 1.3)
    return _shaped(size, shapes)


def _scales(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Rows of nested discs, each row over half of the one above."""
    r = rng.randint(6, 9)
    kind = rng.choice(("disc", "disc", "octagon", "diamond"))
    kinds = 1 if detail < 4 else rng.randint(1, 2)
    bands = [_run(rng, inks, min(detail, 5)) for _ in range(kinds)]
    shapes = []
    for row in range(-1, size[1] // r + 2):
        codes = bands[row % kinds]
        places = [
            (x * 2.0 * r + (r if row % 2 else 0), float(row * r))
            for x in range(size[0] // (2 * r) + 2)
        ]
        for k, code in enumerate(codes):
            reach = _quarter(r * (1 - k / len(codes)))
            shapes += [Shape(kind, x, y, reach, code, k + 10 * (row % kinds)) for x, y in places]
    # Below the topmost row, something else would be seen.
    ground = Shape("square", size[0] / 2, size[1] / 2, float(max(size)), bands[0][0], -1)
    return _shaped(size, [ground, *shapes])


def _zigzags(rng: Random, size: Size, detail: int, inks: list[int]) -> Ornament:
    """Bands that run up and down, their colours repeated."""
    half = rng.randint(4, 8)
    count = min(max(2, detail), 6)
    thick = max(2, min(rng.randint(3, 5), size[1] // 2 // count))
    codes = _run(rng, inks, count)
    if codes[0] == codes[-1]:
        codes = codes[:-1]
    phase = float(rng.randrange(2 * half))
    start = -half - thick * len(codes) * 2
    shapes = [
        Shape("zigzag", phase, float(y), float(half), codes[k % len(codes)], k % len(codes))
        for k, y in enumerate(range(start, size[1], thick))
    ]
    return _shaped(size, shapes)


def _quarter(value: float) -> float:
    return round(4 * value) / 4


def _half(value: float) -> float:
    return round(2 * value) / 2


_ON_GRID = ("mosaic", "wallpaper", "plaid")
FAMILIES: Mapping[str, Callable[[Random, Size, int, list[int]], Ornament]] = {
    "mosaic": _mosaic,
    "wallpaper": _wallpaper,
    "plaid": _plaid,
    "lobes": _lobes,
    "rings": _rings,
    "scales": _scales,
    "zigzags": _zigzags,
}
