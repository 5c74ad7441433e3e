"""How visible the difference between two figures is, measured on their pixels.

The measure is one number in px: the side of a square as large as the area that clearly changes
(by a third of full contrast or more) when one figure replaces the other at its size.  It treats a
missing dot, a longer tail and a tilted whole alike, and needs no declaration by the families.  A
change that is nowhere two px thick is none: blur and compression would take it.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random

import cv2
import numpy as np

from eyechart.scene.figures.figure import Family, Palette, Values, outline_width
from eyechart.scene.pixels import RGB, decoded
from eyechart.scene.raster import png
from eyechart.scene.svg import Svg, number

__all__ = [
    "differing",
    "drawn_values",
    "odd_values",
    "portraits",
    "rasterised",
    "visible_difference",
]

_CLEAR = 85
"""Grey levels, in the channel that changes most, from which a pixel counts as changed."""
_LARGEST = 48
"""Figures are measured at this many px at most: the rest is a factor."""
_CANDIDATES = 8
"""Changes that are tried in one drawing."""
_ROUNDS = 6
"""Drawings after which a figure is given up."""


def portraits(family: Family, figures: Sequence[Values], palette: Palette, px: int) -> RGB:
    """The figures (N, px, px, 3) as they look at this size, on white."""
    width = outline_width(px)
    return rasterised([family.elements(values, palette, width) for values in figures], px)


def rasterised(drawings: Sequence[str], px: int) -> RGB:
    """SVG elements authored in 100 x 100 boxes as pictures (N, px, px, 3), on white."""
    strip = Svg(px * len(drawings), px)
    for i, elements in enumerate(drawings):
        with strip.group(transform=f"translate({i * px} 0) scale({number(px / 100)})"):
            strip.raw(elements)
    return decoded(png(str(strip))).reshape(px, len(drawings), px, 3).swapaxes(0, 1)


def visible_difference(a: RGB, b: RGB) -> float:
    """Side, in px, of a square as large as what differs between two pictures of one size."""
    # By planes: ten times faster than NumPy's maximum over a short last axis.
    red, green, blue = cv2.split(cv2.absdiff(np.ascontiguousarray(a), np.ascontiguousarray(b)))
    changed = (cv2.max(cv2.max(red, green), blue) > _CLEAR).astype(np.uint8)
    if not cv2.erode(changed, np.ones((2, 2), np.uint8)).any():
        return 0.0
    return sqrt(int(changed.sum()))


def differing(
    family: Family, one: Values, others: Sequence[Values], palette: Palette, px: int
) -> list[float]:
    """The visible difference in px of each of `others` from `one`, figures being `px` px."""
    small = min(px, _LARGEST)
    first, *rest = portraits(family, [one, *others], palette, small)
    return [visible_difference(first, other) * px / small for other in rest]


def drawn_values(rng: Random, family: Family) -> Values:
    """Values at random: every trait anywhere in its range, but upright."""
    return tuple(0 if t.name == "tilt" else rng.randint(t.low, t.high) for t in family.traits)


def odd_values(
    rng: Random, family: Family, values: Values, palette: Palette, px: int, low: float, high: float
) -> Values | None:
    """`values` with one trait changed, so that the visible difference is low..high px; or None."""
    far = low > 0.2 * px
    for _ in range(_ROUNDS):
        tried = [_changed(rng, family, values, far) for _ in range(_CANDIDATES)]
        found = differing(family, values, tried, palette, px)
        for odd, seen in zip(tried, found, strict=True):
            if low <= seen <= high:
                return odd
        far = max(found) < low
    return None


def _changed(rng: Random, family: Family, values: Values, far: bool) -> Values:
    """One trait at another value, if `far` at the end of its range that is farther away.

    Seldom the tilt, which would else be most of the large differences.
    """
    place = rng.randrange(len(values) - (rng.random() < 0.9))
    trait, old = family.traits[place], values[place]
    if far:
        value = trait.high if 2 * old < trait.low + trait.high else trait.low
    else:
        value = rng.choice([v for v in range(trait.low, trait.high + 1) if v != old])
    return (*values[:place], value, *values[place + 1 :])
