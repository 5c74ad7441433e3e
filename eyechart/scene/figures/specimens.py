"""Single figures of the zoo as a scene holds them, and families of near ones told apart by px.

A specimen is a family and the values of its traits.  `near_specimens` finds others that differ from
it in one trait each, every two of them by a stated number of px (`difference.py` says what is
measured), and `distances` proves it of a scene again.  A specimen painted in one colour is its
shadow: what differs within its outline alone does not show there.
"""

from collections.abc import Sequence
from random import Random
from re import fullmatch

import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.scene.figures.difference import drawn_values, rasterised, visible_difference
from eyechart.scene.figures.figure import FAMILIES, Family, Palette, family, outline_width
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg, number
from eyechart.scene.tiles import Box

__all__ = [
    "COLOURED",
    "GLYPHS",
    "Specimen",
    "distances",
    "drawn_specimen",
    "look_alikes",
    "near_family",
    "near_specimens",
    "placed",
    "retraited",
    "shadow_palette",
    "specimen_of",
]

GLYPHS = ("ideogram", "letter", "rune", "sigil")
"""Families that are all stroke: they are their own shadows."""
COLOURED = ("sea", "meadow", "night", "plum", "moss", "slate")
"""Palettes with a hue."""
_FINEST = 12.0
"""Px that the least difference takes where it is measured, if the figures are as large as that."""
_SOFT = 0.15
"""Of the least difference: the blur (standard deviation) under which it must be seen, else a large
figure passes for changed whose outline has moved a little."""
_COMPARED_PX = 128
_TRIED, _FIRST = 40, 14
_LITTER, _SPARE = 3, 4
"""Figures taken from one parent, and rounds beyond the first few, in making a family of near ones.
"""
"""Changed figures looked at in one search, and before one that promises nothing is given up."""


class Specimen(msgspec.Struct, frozen=True, order=True):
    """One figure."""

    family: str
    values: tuple[int, ...]
    """One whole number per trait, in the family's order."""

    @property
    def kind(self) -> Family:
        return family(self.family)

    @property
    def words(self) -> str:
        """As in "fish with body height 20, tail height 14, facing 0, tilt 0"."""
        named = self.kind.named(self.values)
        return f"{self.family} with " + ", ".join(f"{name} {v}" for name, v in named.items())

    def elements(self, palette: Palette, px: float) -> str:
        """SVG in a 100 x 100 box, its lines as wide as those of a figure of `px` px."""
        return self.kind.elements(self.values, palette, outline_width(px))


def specimen_of(words: str) -> Specimen:
    """The inverse of `Specimen.words`.  Raises `Unreadable`, or `UnknownName` for its family."""
    found = fullmatch(r"([a-z ]+) with (.+)", words.strip())
    if found is None:
        raise Unreadable(f"no figure is described by {words[:60]!r}")
    traits = [trait.rpartition(" ") for trait in found[2].split(", ")]
    kind = family(found[1])
    try:
        values = {name: int(value) for name, _, value in traits}
        return Specimen(kind.name, tuple(values[trait.name] for trait in kind.traits))
    except (KeyError, ValueError) as error:
        raise Unreadable(f"the traits of a {kind.name} are not all given") from error


def shadow_palette(colour: str) -> Palette:
    """All parts in one colour."""
    return Palette(colour, colour, colour)


def placed(svg: Svg, box: Box, specimen: Specimen, palette: Palette, px: float) -> None:
    """Draw a figure to fill a square box, its lines as wide as those of a figure of `px` px."""
    where = f"translate({number(box.x)} {number(box.y)}) scale({box.width / 100:.4f})"
    with svg.group(transform=where):
        svg.raw(specimen.elements(palette, px))


def drawn_specimen(rng: Random, names: Sequence[str] = (), *, tilted: bool = False) -> Specimen:
    """A random figure of one of these families (default: of any but glyphs)."""
    name = rng.choice(sorted(names) or sorted(set(FAMILIES) - set(GLYPHS)))
    values = drawn_values(rng, family(name))
    tilt = rng.choice((-10, -6, 6, 10)) if tilted else 0
    return Specimen(name, (*values[:-1], tilt))


def retraited(specimen: Specimen, place: int, value: int) -> Specimen:
    """With another value of the trait at this place."""
    values = specimen.values
    return Specimen(specimen.family, (*values[:place], value, *values[place + 1 :]))


def near_specimens(
    rng: Random,
    specimen: Specimen,
    count: int,
    palette: Palette,
    px: float,
    low: float,
    high: float,
    *,
    apart: float = 1.0,
    traits: int = 99,
    posed: bool = True,
) -> list[Specimen]:
    """Up to `count` figures that differ from this one in one trait each, by low..high px, and from
    one another by `apart` times `low` or more; `px` is their size, `traits` how many may vary.

    A mirrored figure may differ by more, and comes seldom; so does a tilted one.  Without `posed`
    neither comes.
    """
    tried = _changed(rng, specimen, traits, posed)
    first = _pictures([specimen], palette, px, low)[0]
    scale = px / first.shape[0]
    found: list[tuple[Specimen, RGB]] = []
    # In two goes: figures that offer too little are given up early.
    for some in filter(None, (tried[:_FIRST], tried[_FIRST:])):
        for other, picture in zip(some, _pictures(some, palette, px, low), strict=True):
            seen = visible_difference(first, picture) * scale
            if not low <= seen <= (px if _mirrored(specimen, other) else high):
                continue
            if all(visible_difference(p, picture) * scale >= apart * low for _, p in found):
                found.append((other, picture))
                if len(found) == count:
                    return [other for other, _ in found]
        if 4 * len(found) < count:
            break
    return [other for other, _ in found]


def near_family(
    rng: Random,
    first: Specimen,
    count: int,
    palette: Palette,
    px: float,
    low: float,
    high: float,
) -> list[Specimen]:
    """Up to `count` figures, `first` among them, each of which differs from another of them in one
    trait, by low..high px, and from all by `low` or more; `px` is their size."""
    found = [(first, _pictures([first], palette, px, low)[0])]
    scale = px / found[0][1].shape[0]
    for _ in range(count + _SPARE):
        if len(found) == count:
            break
        parent, portrait = rng.choice(found)
        tried = _changed(rng, parent, len(parent.values), True)[:_FIRST]
        taken = 0
        for other, picture in zip(tried, _pictures(tried, palette, px, low), strict=True):
            if visible_difference(portrait, picture) * scale <= high and all(
                visible_difference(p, picture) * scale >= low for _, p in found
            ):
                found.append((other, picture))
                taken += 1
                if taken == _LITTER or len(found) == count:
                    break
    return [specimen for specimen, _ in found]


def _changed(rng: Random, specimen: Specimen, traits: int, posed: bool) -> list[Specimen]:
    """Figures with one trait at another value, `traits` of them at most; seldom another pose."""
    listed = specimen.kind.traits
    places = [i for i, t in enumerate(listed) if t.low < t.high and t.name not in _POSES]
    changed = [
        retraited(specimen, i, value)
        for i in rng.sample(places, min(traits, len(places)))
        for value in range(listed[i].low, listed[i].high + 1)
        if value != specimen.values[i]
    ]
    tried = rng.sample(changed, min(_TRIED, len(changed)))
    poses = [
        retraited(
            specimen, i, 1 - specimen.values[i] if t.name == "facing" else rng.choice((-9, 9))
        )
        for i, t in enumerate(listed)
        if t.name in _POSES and rng.random() < _POSES[t.name]
    ]
    if posed and poses and traits > 1:
        tried.insert(rng.randrange(max(1, len(tried) // 4)), rng.choice(poses))
    return tried


def _mirrored(one: Specimen, other: Specimen) -> bool:
    names = [trait.name for trait in one.kind.traits]
    if "facing" not in names:
        return False
    i = names.index("facing")
    return one.values[i] != other.values[i]


_POSES = {"facing": 0.4, "tilt": 0.15}
"""Traits of the whole figure, and how often one is tried."""


def distances(
    specimens: Sequence[Specimen], palette: Palette, px: float, low: float
) -> npt.NDArray[np.float64]:
    """(N, N) visible differences in px of figures `px` px large, fine enough to judge `low`."""
    pictures = _pictures(specimens, palette, px, low)
    scale, n = px / pictures.shape[1], len(specimens)
    found = np.zeros((n, n))
    for i in range(n):
        for j in range(i):
            found[i, j] = found[j, i] = visible_difference(pictures[i], pictures[j]) * scale
    return found


def look_alikes(specimens: Sequence[Specimen], palette: Palette) -> list[list[int]]:
    """The indices of the figures, in groups that look alike in this palette: not even two px by two
    differ clearly."""
    groups: list[list[int]] = []
    pictures = rasterised([s.elements(palette, 100) for s in specimens], _COMPARED_PX)
    for i, picture in enumerate(pictures):
        for group in groups:
            if visible_difference(pictures[group[0]], picture) == 0:
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def _pictures(specimens: Sequence[Specimen], palette: Palette, px: float, low: float) -> RGB:
    """Small, but large enough for a difference of `low` px to take a dozen; softened."""
    size = round(min(px, max(48.0, _FINEST * px / low)))
    pictures = rasterised([s.elements(palette, px) for s in specimens], size)
    soft = _SOFT * low * size / px
    # One below the other, or the blur would cost as much again; figures keep off their edges.
    tall = np.ascontiguousarray(pictures).reshape(-1, size, 3)
    return np.asarray(cv2.GaussianBlur(tall, (0, 0), soft), np.uint8).reshape(pictures.shape)
