"""Herds of overlapping figures, and dots that lie in groups: how they are made, what can be seen.

Figures are laid one by one, each partly on others, so that a stated share of every one stays in
sight.  Dots are grown into groups whose members are near each other and far from all others; that
there are so many groups, and not more or fewer, follows from the distances alone: sorted, the links
of the shortest tree through all dots make one leap, and only one (single linkage, Gower and Ross
1969).
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, pi, sin, sqrt
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.figures import Palette, Values, family
from eyechart.scene.figures.difference import drawn_values, portraits
from eyechart.scene.tiles import Box
from eyechart.task import Scene

__all__ = [
    "ANIMALS",
    "NAMES",
    "Dot",
    "Figure",
    "Herd",
    "crowded",
    "flocked",
    "groups_of",
    "in_sight",
    "leap_of",
    "shortest_link",
]

Mask = npt.NDArray[np.bool_]
Dot = tuple[int, int]

ANIMALS = {
    "fish": "fish",
    "bird": "birds",
    "dog": "dogs",
    "snail": "snails",
    "butterfly": "butterflies",
    "cat": "cats",
    "turtle": "turtles",
    "owl": "owls",
}
NAMES = ANIMALS | {
    "car": "cars",
    "boat": "boats",
    "house": "houses",
    "rocket": "rockets",
    "cup": "cups",
    "clock": "clocks",
    "umbrella": "umbrellas",
    "flower": "flowers",
    "fir": "firs",
    "mushroom": "mushrooms",
    "robot": "robots",
    "apple": "apples",
    "pear": "pears",
    "strawberry": "strawberries",
    "pineapple": "pineapples",
    "aeroplane": "aeroplanes",
    "lorry": "lorries",
}
"""Family to its name in the plural."""
_BLACK = Palette("#000000", "#000000", "#000000")
_PORTRAIT = 40
_COARSE = 4
"""Masks are made at a quarter of the size."""
_TRIES = 60
LEAP = 1.5
"""Where links leap by this factor, a group ends; within groups they grow by less."""


class Figure(Scene, frozen=True):
    """One drawing, its middle at (x, y)."""

    family: str
    values: Values
    x: int
    y: int
    hue: int = 0
    """Index into the style's hues: mere dress."""


class Herd(Scene, frozen=True):
    """Figures from the back to the front, or dots."""

    figures: tuple[Figure, ...] = ()
    size: int = 0
    """Side of the figures' boxes, px."""
    asked: str = ""
    """A family, "animals", or "" for all."""
    dots: tuple[Dot, ...] = ()
    style: str = "painted"
    contrast: float = 1.0
    least_shown: float = 0.5
    """The share of each figure in sight that the scene was made for."""


class _Shape(NamedTuple):
    """The mask of a figure, and where its corner lies from its middle, both at a quarter."""

    mask: Mask
    left: int
    top: int


def crowded(
    rng: Random, families: Sequence[str], stage: Box, size: int, least: float, hidden: float
) -> tuple[Figure, ...] | None:
    """One figure of each family named, laid so that `least` of each stays in sight.

    The mean share that is covered reaches `hidden`.  None where they do not find room.
    """
    values = [drawn_values(rng, family(name)) for name in families]
    owner = np.full((512 // _COARSE, 512 // _COARSE), -1, np.int32)
    areas: list[int] = []
    shown: list[int] = []
    placed: list[Figure] = []
    for name, own in zip(families, values, strict=True):
        shape = _shape(name, own, size)
        best: tuple[float, Figure, npt.NDArray[np.int64]] | None = None
        for _ in range(_TRIES):
            figure = _dropped(rng, name, own, stage, size, placed)
            under = _window(owner, shape, figure)
            lost = np.bincount(under[under >= 0], minlength=len(areas))
            left = np.array(shown, np.int64) - lost
            if len(areas) and float((left / np.array(areas)).min()) < least:
                continue
            # So much is to be covered that the mean comes out as asked.
            off = abs(float(lost.sum()) / float(shape.mask.sum()) - 1.25 * hidden)
            if best is None or off < best[0]:
                best = off, figure, lost
            if off < 0.08:
                break
        if best is None:
            return None
        _, figure, lost = best
        shown = [*(np.array(shown, np.int64) - lost).tolist(), int(shape.mask.sum())]
        areas.append(int(shape.mask.sum()))
        _lay(owner, shape, figure, len(placed))
        placed.append(figure)
    covered = 1 - sum(s / a for s, a in zip(shown, areas, strict=True)) / len(areas)
    return tuple(placed) if covered >= 0.6 * hidden else None


def in_sight(herd: Herd) -> list[float]:
    """The share of each figure that no other covers."""
    owner = np.full((512 // _COARSE, 512 // _COARSE), -1, np.int32)
    areas = []
    for i, figure in enumerate(herd.figures):
        shape = _shape(figure.family, figure.values, herd.size)
        _lay(owner, shape, figure, i)
        areas.append(int(shape.mask.sum()))
    seen = np.bincount(owner[owner >= 0], minlength=len(areas))
    return [float(s) / a for s, a in zip(seen, areas, strict=True)]


def flocked(
    rng: Random, stage: Box, groups: int, dots: tuple[int, int], gap: float
) -> tuple[Dot, ...] | None:
    """Dots in so many groups of so many each, groups `gap` times farther apart than dots."""
    step = 0.0
    area = stage.width * stage.height
    mean = (dots[0] + dots[1]) / 2
    step = min(46.0, sqrt(0.34 * area / (groups * (sqrt(mean) + 0.8 * gap) ** 2)))
    found: list[Dot] = []
    for _ in range(groups):
        for _ in range(40):
            group = _grown(rng, rng.randint(*dots), step)
            xs, ys = [x for x, _ in group], [y for _, y in group]
            if max(xs) - min(xs) > stage.width - 24 or max(ys) - min(ys) > stage.height - 24:
                continue
            x = rng.uniform(stage.x + 12 - min(xs), stage.x + stage.width - 12 - max(xs))
            y = rng.uniform(stage.y + 12 - min(ys), stage.y + stage.height - 12 - max(ys))
            moved = [(round(x + a), round(y + b)) for a, b in group]
            far = 1.3 * step * gap
            if all(hypot(a - c, b - d) >= far for a, b in moved for c, d in found):
                found += moved
                break
        else:
            return None
    return tuple(sorted(found))


def groups_of(dots: Sequence[Dot]) -> list[int]:
    """Every number of groups that the links' leaps allow: one, if the dots are well made."""
    links = _links(dots)
    leaps = [i for i, (a, b) in enumerate(pairwise(links), 1) if b >= LEAP * a]
    return [len(links) - i + 1 for i in leaps]


def leap_of(dots: Sequence[Dot]) -> float:
    """How much longer the shortest link between groups is than the longest within one."""
    return max(b / a for a, b in pairwise(_links(dots)))


def shortest_link(dots: Sequence[Dot]) -> float:
    """Distance of the two nearest dots, px."""
    return _links(dots)[0]


def _links(dots: Sequence[Dot]) -> list[float]:
    """Lengths of the links of the shortest tree through all dots (Prim 1957), rising."""
    places = np.array(dots, float)
    near = np.hypot(*(places - places[0]).T)
    left = np.ones(len(dots), bool)
    left[0] = False
    lengths = []
    for _ in range(len(dots) - 1):
        i = int(np.where(left, near, np.inf).argmin())
        lengths.append(float(near[i]))
        left[i] = False
        near = np.minimum(near, np.hypot(*(places - places[i]).T))
    return sorted(lengths)


def _grown(rng: Random, count: int, step: float) -> list[tuple[float, float]]:
    """Dots about `step` from their nearest, growing outward from the first."""
    group = [(0.0, 0.0)]
    while len(group) < count:
        x, y = rng.choice(group)
        angle, away = rng.uniform(0, 2 * pi), step * rng.uniform(1.0, 1.25)
        dot = x + away * cos(angle), y + away * sin(angle)
        if all(hypot(dot[0] - a, dot[1] - b) > 0.96 * step for a, b in group):
            group.append(dot)
    return group


def _dropped(
    rng: Random, name: str, values: Values, stage: Box, size: int, others: Sequence[Figure]
) -> Figure:
    """A figure somewhere on the stage, mostly near another one."""
    half = size / 2
    low_x, high_x = stage.x + half, stage.x + stage.width - half
    low_y, high_y = stage.y + half, stage.y + stage.height - half
    x, y = rng.uniform(low_x, high_x), rng.uniform(low_y, high_y)
    if others and rng.random() < 0.7:
        other, angle = rng.choice(others), rng.uniform(0, 2 * pi)
        away = size * rng.uniform(0.35, 1.0)
        x = min(max(other.x + away * cos(angle), low_x), high_x)
        y = min(max(other.y + away * sin(angle), low_y), high_y)
    return Figure(name, values, round(x), round(y))


@lru_cache(maxsize=512)
def _shape(name: str, values: Values, size: int) -> _Shape:
    """What a figure covers: its silhouette without gaps."""
    picture = portraits(family(name), [values], _BLACK, _PORTRAIT)[0]
    side = max(6, round(size / _COARSE))
    dark = 255 - cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    mask = cv2.resize(dark, (side, side), interpolation=cv2.INTER_AREA) > 110
    ys, xs = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    cut = mask[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]
    return _Shape(np.asarray(cut, np.bool_), int(xs[0]) - side // 2, int(ys[0]) - side // 2)


def _corner(shape: _Shape, figure: Figure) -> tuple[int, int]:
    return round(figure.x / _COARSE) + shape.left, round(figure.y / _COARSE) + shape.top


def _window(owner: npt.NDArray[np.int32], shape: _Shape, figure: Figure) -> npt.NDArray[np.int32]:
    """Whose the pixels are that the figure would cover."""
    x, y = _corner(shape, figure)
    h, w = shape.mask.shape
    return np.asarray(owner[y : y + h, x : x + w][shape.mask], np.int32)


def _lay(owner: npt.NDArray[np.int32], shape: _Shape, figure: Figure, number: int) -> None:
    x, y = _corner(shape, figure)
    h, w = shape.mask.shape
    owner[y : y + h, x : x + w][shape.mask] = number
