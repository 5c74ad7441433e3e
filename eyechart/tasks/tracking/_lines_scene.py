"""Lines cut at their crossings, a sign at each end: the scene, how it is drawn and followed."""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from random import Random
from typing import ClassVar

import msgspec

from eyechart.scene.curves import Station, curve_path, reversed_stations
from eyechart.scene.figures import PALETTES, family, outline_width
from eyechart.scene.svg import Style, Svg, number
from eyechart.task import Scene
from eyechart.tasks.tracking._knots import (
    Arm,
    Box,
    Place,
    Stretch,
    Way,
    arms_at,
    least_gap,
    ways_through,
)

__all__ = [
    "BOX", "COLOURS", "FIGURES", "Lines", "Sign", "asked", "coloured", "draw_lines", "end_of",
    "grown", "in_order", "joinings", "lines_of", "names_of", "sketch", "stations_of", "unnamed",
    "untyings",
]  # fmt: skip

BOX = (40.0, 76.0, 472.0, 436.0)
"""Where the lines run in a picture of 512 px; the signs stand above and below."""
_SIGN = 44.0
"""Largest side of a sign, in px."""
COLOURS = {"blue": "#2b63b0", "green": "#2f8f4e", "black": "#2a2a2a"}
"""Of lines; red is for the answer's ink."""
FIGURES = tuple(
    "boat butterfly cactus car cat clock cup fish flower house key mushroom owl robot rocket snail "
    "snowman turtle umbrella".split()
)


class Sign(Scene, frozen=True):
    """A letter, a number or a figure at the end of a line."""

    name: str
    x: int
    y: int
    """Where the line ends, in px."""


class Lines(Scene, frozen=True):
    """Lines cut at their crossings into stretches."""

    tops: tuple[Sign, ...]
    """From left to right."""
    bottoms: tuple[Sign, ...]
    stretches: tuple[Stretch, ...]
    colours: tuple[str, ...]
    """Of each stretch."""
    width: float
    """Of the lines, in px."""

    room: ClassVar[Box] = BOX
    """Where the lines run in a picture of 512 px."""

    @property
    def size(self) -> int:
        """Side of the picture, px: what stands around the lines does not grow along."""
        return 512 + self.bottoms[0].y - round(self.room[3])

    @property
    def box(self) -> Box:
        """Where the lines run."""
        return grown(self.room, self.size - 512)


def grown(box: Box, extra: float) -> Box:
    """A box so many px longer and wider."""
    left, top, right, bottom = box
    return left, top, right + extra, bottom + extra


def sketch(scene: Lines, style: Style = Style(), ink: str = "") -> Svg:
    """The picture, with SVG elements `ink` drawn on top of it."""
    svg = Svg(scene.size, scene.size)
    draw_lines(svg, scene, style)
    side = min(_SIGN, 0.8 * (scene.box[2] - scene.box[0]) / len(scene.tops))
    for signs, way in ((scene.tops, -1), (scene.bottoms, 1)):
        for sign in signs:
            _draw_sign(svg, sign, sign.y + way * (0.5 * side + 9), side, style)
    svg.raw(ink)
    return svg


def draw_lines(svg: Svg, scene: Lines, style: Style) -> None:
    """The lines alone, without their signs."""
    for colour in dict.fromkeys(scene.colours):
        pieces = zip(scene.stretches, scene.colours, strict=True)
        svg.path(
            curve_path([piece for piece, its in pieces if its == colour]),
            fill="none",
            stroke=COLOURS[colour],
            stroke_width=scene.width * style.stroke,
            stroke_linecap="round",
            stroke_linejoin="round",
        )


def unnamed(stretches: tuple[Stretch, ...], box: Box, width: float) -> Lines:
    """Lines from the top of `box` to its bottom, their signs and colours not given yet."""
    ends = sorted(place for place, arms in arms_at(stretches).items() if len(arms) == 1)
    tops, bottoms = (
        tuple(Sign("", *place) for place in ends if place[1] == y) for y in (box[1], box[3])
    )
    return Lines(tops, bottoms, stretches, (), width)


def coloured(rng: Random, scene: Lines, *, each: bool) -> Lines:
    """One colour for all lines, or one for each."""
    ways = [_way_from(scene, sign) for sign in scene.tops] if each else []
    colours = rng.sample(sorted(COLOURS), max(1, len(ways)))
    of = [colours[0]] * len(scene.stretches)
    for way, colour in zip(ways, colours, strict=False):
        for step in way:
            of[step.stretch] = colour
    return msgspec.structs.replace(scene, colours=tuple(of))


def joinings(scene: Lines, tops: Sequence[Sign]) -> Iterator[tuple[Sign, ...]]:
    """Every choice of different bottoms to which the lines from these tops may lead.

    Followed are all ways on that are nearly as straight as the straightest; a well-made tangle has
    one choice.
    """
    signs = {(sign.x, sign.y): sign for sign in scene.bottoms}
    ends = []
    for sign in tops:
        ways = ways_through(scene.stretches, (sign.x, sign.y))
        ends.append(dict.fromkeys(signs[end] for _, end in ways if end in signs))
    return (chosen for chosen in product(*ends) if len(set(chosen)) == len(chosen))


@lru_cache(maxsize=256)
def lines_of(scene: Lines) -> dict[str, Way]:
    """Each line as the stretches that it runs along, by the name of the sign at its top."""
    return {sign.name: _way_from(scene, sign) for sign in scene.tops}


def stations_of(scene: Lines, way: Way) -> tuple[Station, ...]:
    """The stations along a way."""
    out: tuple[Station, ...] = ()
    for index, forward in way:
        stretch = scene.stretches[index]
        out += (stretch if forward else reversed_stations(stretch))[bool(out) :]
    return out


def end_of(scene: Lines, way: Way) -> Sign:
    """The sign at the bottom where a way ends."""
    place = stations_of(scene, way)[-1][:2]
    return next(sign for sign in scene.bottoms if (sign.x, sign.y) == place)


def untyings(scene: Lines, place: Place, arms: Sequence[Arm]) -> tuple[tuple[Stretch, ...], ...]:
    """The two ways to redraw a crossing so that its lines turn away from each other."""
    arms = sorted(arms, key=lambda arm: arm.heading)
    away = 0.55 * least_gap(scene.width)
    ways = []
    for pairs in ((arms[:2], arms[2:]), (arms[1:3], (arms[3], arms[0]))):
        stretches = [list(stretch) for stretch in scene.stretches]
        for a, b in pairs:
            out = a.heading + ((b.heading - a.heading) % 360) / 2
            x = round(place[0] + away * math.cos(math.radians(out)))
            y = round(place[1] + away * math.sin(math.radians(out)))
            for arm, heading in ((a, out - 90), (b, out + 90)):
                # `heading` points along the arm, away from the place.
                turned = round(heading + (180 if arm.last else 0)) % 360
                stretches[arm.stretch][-1 if arm.last else 0] = (x, y, turned)
        ways.append(tuple(map(tuple, stretches)))
    return tuple(ways)


def asked(scene: Lines) -> Sign:
    """The top whose line is to be traced: the one with the most crossings on its way."""
    ways = lines_of(scene)
    return max(sorted(scene.tops, key=in_order), key=lambda sign: len(ways[sign.name]))


def _way_from(scene: Lines, sign: Sign) -> Way:
    return next(ways_through(scene.stretches, (sign.x, sign.y)))[0]


def _draw_sign(svg: Svg, sign: Sign, y: float, side: float, style: Style) -> None:
    """The sign with its middle at (sign.x, y)."""
    if sign.name not in FIGURES:
        svg.text(sign.x, y, sign.name, 0.75 * side, style=style, fill="#222222")
        return
    kind = family(sign.name)
    place = f"translate({number(sign.x - side / 2)} {number(y - side / 2)})"
    with svg.group(transform=f"{place} scale({number(side / 100)})"):
        svg.raw(kind.elements(kind.plain, PALETTES["slate"], outline_width(side) * style.stroke))


def in_order(sign: Sign) -> tuple[int, str]:
    """A key that sorts by the alphabet, or by counting."""
    return len(sign.name) if sign.name.isdigit() else 0, sign.name


def names_of(signs: Sequence[Sign]) -> tuple[str, ...]:
    """In alphabetical or counting order, which says nothing on where they stand."""
    return tuple(sign.name for sign in sorted(signs, key=in_order))
