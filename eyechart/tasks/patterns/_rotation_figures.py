"""The figures that turn: rings, beads, petals and rays about a middle, hands, arrows and creatures.

A figure is drawn part by part in zones that lie one within the other; each part draws its word, its
first symbol at the top.  Which kinds of part there are together is a **build**, outside in.
"""

from collections.abc import Callable, Sequence
from math import cos, pi, sin
from random import Random
from typing import NamedTuple

from eyechart.scene.figures import Palette, family
from eyechart.scene.inks import INK_SETS, InkSet
from eyechart.scene.svg import Point, Svg, number, polyline_path
from eyechart.tasks.patterns._rotation_rules import LEFT, Figure, Word

__all__ = ["BUILDS", "CREATURES", "HANDED", "SINGLE", "draw_figure"]

CREATURES = ("bird", "cup", "dog", "fish", "house", "key", "snail", "turtle")
"""Those of the figures whose mirror image is clearly another."""
HANDED = ("flag", "hook", "halves", *CREATURES)
"""Kinds of part that are one shape with a left and a right."""
SINGLE = (*HANDED, "arrow", "hand", "short hand")
"""Kinds of part that are one shape: a word with one symbol in it."""
BUILDS: dict[int, tuple[tuple[str, ...], ...]] = {
    1: (
        ("ring",), ("pie",), ("petals",), ("beads",), ("rays",), ("arrow",), ("flag",), ("hook",),
        ("halves",), ("dial", "hand"), *((creature,) for creature in CREATURES),
    ),
    2: (
        ("ring", "arrow"), ("ring", "flag"), ("ring", "ring"), ("ring", "pie"), ("beads", "hook"),
        ("beads", "pie"), ("beads", "beads"), ("petals", "halves"), ("rays", "pie"),
        ("rays", "ring"), ("dial", "hand", "short hand"), ("ring", "fish"), ("beads", "dog"),
        ("petals", "arrow"),
    ),
    3: (
        ("ring", "ring", "pie"), ("ring", "ring", "arrow"), ("beads", "ring", "flag"),
        ("beads", "beads", "beads"), ("rays", "ring", "arrow"), ("beads", "petals", "halves"),
        ("ring", "dial", "hand", "short hand"), ("ring", "beads", "hook"),
        ("beads", "rays", "pie"),
    ),
    4: (
        ("ring", "ring", "ring", "pie"), ("beads", "ring", "ring", "arrow"),
        ("ring", "beads", "ring", "flag"), ("beads", "beads", "beads", "halves"),
        ("beads", "ring", "dial", "hand", "short hand"), ("rays", "beads", "ring", "hook"),
    ),
}  # fmt: skip
"""By the number of parts that turn; a "dial" stays and is no part."""


class _Zone(NamedTuple):
    """Where a part is drawn, and how."""

    centre: Point
    inner: float
    outer: float
    inks: InkSet
    dress: int
    """Chooses among looks that mean nothing."""
    stroke: float

    def spot(self, turn: float, radius: float) -> Point:
        """The point at `turn` of a whole turn, clockwise from the top."""
        angle = 2 * pi * turn
        return self.centre[0] + radius * sin(angle), self.centre[1] - radius * cos(angle)

    @property
    def middle(self) -> float:
        return (self.inner + self.outer) / 2

    def ink(self, symbol: int) -> str:
        return self.inks.inks[symbol - 1] if symbol else self.inks.empty


def draw_figure(
    svg: Svg,
    figure: Figure,
    build: Sequence[str],
    centre: Point,
    radius: float,
    *,
    dress: int,
    stroke: float,
    contrast: float,
) -> None:
    """The figure within a circle of this radius; `stroke` is a factor on outlines."""
    inks = INK_SETS[dress % len(INK_SETS)].faded(contrast)
    bounds = _bounds(build)
    words = iter(figure)
    for kind, (inner, outer) in zip(build, bounds, strict=True):
        zone = _Zone(centre, inner * radius, outer * radius, inks, dress, stroke)
        if kind == "dial":
            _dial(svg, len(figure[0]), zone)
        else:
            _PARTS.get(kind, _creature(kind))(svg, next(words), zone)


def _bounds(build: Sequence[str]) -> list[tuple[float, float]]:
    """(inner, outer) radius of each part, the figure's being 1."""
    rings = [kind for kind in build if kind in ("ring", "beads", "petals", "rays")]
    if len(rings) == len(build):
        width = (0.55 if len(rings) == 1 else 0.84) / len(rings)
        return [(1 - (i + 1) * width + 0.03, 1 - i * width) for i in range(len(rings))]
    core = (1.0, 0.54, 0.42, 0.4)[len(rings)]
    width = (1 - core) / max(1, len(rings))
    found = [(1 - (i + 1) * width + 0.03, 1 - i * width) for i in range(len(rings))]
    return found + [(0.0, core - (0.03 if rings else 0))] * (len(build) - len(rings))


def _segments(svg: Svg, word: Word, zone: _Zone) -> None:
    """A ring, or a disc if it has no inner radius, of coloured segments; round or many-sided."""
    n = len(word)
    offset = -0.5 if zone.dress // 6 % 2 else 0.0
    straight = zone.dress // 12 % 2 and n in (6, 8, 12)
    paths: dict[int, list[str]] = {}
    for i, symbol in enumerate(word):
        turns = [(i + offset + k / 2) / n for k in range(3)] if not straight else [
            (i + offset + k) / n for k in range(2)]  # fmt: skip
        outer = [zone.spot(turn, zone.outer) for turn in turns]
        inner = [zone.spot(turn, zone.inner) for turn in reversed(turns)]
        if straight:
            path = polyline_path([*outer, *inner], closed=True)
        else:
            path = _arc_segment(outer, inner, zone)
        paths.setdefault(symbol, []).append(path)
    for symbol, found in sorted(paths.items()):
        svg.path(
            "".join(found),
            fill=zone.ink(symbol),
            stroke=zone.inks.ground if zone.dress // 24 % 2 else zone.inks.line,
            stroke_width=(1.6 if n <= 12 else 1.0) * zone.stroke,
            stroke_linejoin="round",
        )


def _arc_segment(outer: Sequence[Point], inner: Sequence[Point], zone: _Zone) -> str:
    def at(point: Point) -> str:
        return f"{number(point[0])} {number(point[1])}"

    a, b = number(zone.outer), number(zone.inner)
    back = f"A{b} {b} 0 0 0 {at(inner[-1])}" if zone.inner else ""
    return f"M{at(outer[0])}A{a} {a} 0 0 1 {at(outer[-1])}L{at(inner[0])}{back}Z"


def _beads(svg: Svg, word: Word, zone: _Zone) -> None:
    """Coloured beads on an orbit, or on the corners of a polygon; faint points where none is."""
    n = len(word)
    size = min(0.5 * (zone.outer - zone.inner), 0.8 * pi * zone.outer / n, 0.24 * zone.outer)
    radius = zone.outer - size
    size = min(size, 0.85 * pi * radius / n)
    line = {"fill": "none", "stroke": zone.inks.line, "stroke_width": 1.3 * zone.stroke}
    if zone.dress // 6 % 2 and n <= 8:
        svg.polygon([zone.spot(i / n, radius) for i in range(n)], **line)
    else:
        svg.circle(zone.centre[0], zone.centre[1], radius, **line)
    for i, symbol in enumerate(word):
        x, y = zone.spot(i / n, radius)
        if symbol:
            edge = {"stroke": zone.inks.line, "stroke_width": 1.2 * zone.stroke}
            svg.circle(x, y, size, fill=zone.ink(symbol), **edge)
        else:
            svg.circle(x, y, min(2.2, 0.35 * size), fill=zone.inks.line)


def _petals(svg: Svg, word: Word, zone: _Zone) -> None:
    n = len(word)
    half = 0.5 * (zone.outer - zone.inner)
    wide = min(0.94 * pi * (zone.inner + 0.62 * 2 * half) / n, 0.8 * half)
    for i, symbol in enumerate(word):
        x, y = zone.spot(i / n, zone.inner + half)
        svg.add(
            "ellipse", cx=x, cy=y, rx=wide, ry=half, fill=zone.ink(symbol),
            stroke=zone.inks.line, stroke_width=1.3 * zone.stroke,
            transform=f"rotate({number(360 * i / n)} {number(x)} {number(y)})",
        )  # fmt: skip


def _rays(svg: Svg, word: Word, zone: _Zone) -> None:
    """Bars outward, as long as their symbol says."""
    n = len(word)
    inner = zone.inner if zone.inner else 0.3 * zone.outer
    svg.circle(*zone.centre, inner, fill=zone.inks.empty if not zone.inner else "none",
               stroke=zone.inks.line, stroke_width=1.3 * zone.stroke)  # fmt: skip
    width = min(0.6 * 2 * pi * inner / n, 0.16 * zone.outer)
    for i, symbol in enumerate(word):
        if symbol:
            reach = inner + (zone.outer - inner) * (0.0, 0.42, 1.0)[min(symbol, 2)]
            svg.line(
                zone.spot(i / n, inner), zone.spot(i / n, reach),
                stroke=zone.ink(1 if symbol == 1 else 2 if zone.dress // 6 % 2 else 4),
                stroke_width=width,
            )  # fmt: skip


def _dial(svg: Svg, n: int, zone: _Zone) -> None:
    """A clock's face with a tick at every place."""
    edge = {"stroke": zone.inks.line, "stroke_width": 1.8 * zone.stroke}
    svg.circle(zone.centre[0], zone.centre[1], zone.outer - 1, fill=zone.inks.ground, **edge)
    for i in range(n):
        ends = zone.spot(i / n, 0.86 * zone.outer), zone.spot(i / n, 0.95 * zone.outer)
        svg.line(*ends, stroke=zone.inks.line, stroke_width=1.4 * zone.stroke)


def _placed(
    svg: Svg, word: Word, zone: _Zone, paths: Sequence[tuple[list[Point], int | str]]
) -> None:
    """Polygons of the unit circle (x right, y up the page negative), turned as the word says."""
    place, symbol = _only(word)
    flip = -1 if symbol == LEFT else 1
    angle = 2 * pi * place / len(word)
    c, s = cos(angle), sin(angle)
    for points, fill in paths:
        turned = [
            (
                zone.centre[0] + zone.outer * (c * flip * x - s * y),
                zone.centre[1] + zone.outer * (s * flip * x + c * y),
            )
            for x, y in points
        ]
        colour = zone.ink(fill) if isinstance(fill, int) else fill
        svg.polygon(turned, fill=colour, stroke=zone.inks.line, stroke_width=1.5 * zone.stroke,
                    stroke_linejoin="round")  # fmt: skip


def _arrow(svg: Svg, word: Word, zone: _Zone) -> None:
    head, wing, neck = -0.96, -0.2, 0.26
    points = [(0.0, head), (0.72, wing), (neck, wing), (neck, 0.9), (-neck, 0.9), (-neck, wing),
              (-0.72, wing)]  # fmt: skip
    _placed(svg, word, zone, [(points, 1 + zone.dress // 6 % 2)])


def _hand(svg: Svg, word: Word, zone: _Zone, reach: float = 0.82, ink: int = 1) -> None:
    points = [(0.0, -reach), (0.1 / reach, -reach + 0.3), (0.05, 0.0), (0.05, 0.16), (-0.05, 0.16),
              (-0.05, 0.0), (-0.1 / reach, -reach + 0.3)]  # fmt: skip
    _placed(svg, word, zone, [(points, ink)])
    svg.circle(*zone.centre, 0.09 * zone.outer, fill=zone.inks.line)


def _short_hand(svg: Svg, word: Word, zone: _Zone) -> None:
    _hand(svg, word, zone, 0.56, 2)


def _flag(svg: Svg, word: Word, zone: _Zone) -> None:
    pole = [(-0.24, -0.92), (-0.12, -0.92), (-0.12, 0.92), (-0.24, 0.92)]
    cloth = [(-0.12, -0.9), (0.74, -0.44), (-0.12, 0.02)]
    _placed(svg, word, zone, [(cloth, 1 + zone.dress // 6 % 2), (pole, zone.inks.line)])


def _hook(svg: Svg, word: Word, zone: _Zone) -> None:
    ell = [(-0.5, -0.86), (-0.08, -0.86), (-0.08, 0.4), (0.62, 0.4), (0.62, 0.8), (-0.5, 0.8)]
    square = [(0.2, -0.66), (0.62, -0.66), (0.62, -0.24), (0.2, -0.24)]
    _placed(svg, word, zone, [(ell, 1), (square, 2)])


def _halves(svg: Svg, word: Word, zone: _Zone) -> None:
    """A kite of two colours."""
    right = [(0.0, -0.96), (0.62, 0.1), (0.0, 0.86)]
    left = [(-x, y) for x, y in right]
    _placed(svg, word, zone, [(right, 1), (left, 2)])


def _creature(name: str) -> Callable[[Svg, Word, _Zone], None]:
    def paint(svg: Svg, word: Word, zone: _Zone) -> None:
        place, symbol = _only(word)
        kind, rng = family(name), Random(zone.dress)
        named = {trait.name: rng.randint(trait.low, trait.high) for trait in kind.traits}
        values = tuple(
            (named | {"tilt": 0, "facing": int(symbol == LEFT)})[t.name] for t in kind.traits
        )
        palette = Palette(zone.inks.line, zone.ink(1), zone.ink(2))
        side = 2.0 * zone.outer
        x, y = zone.centre
        turn = f"translate({number(x)} {number(y)}) rotate({number(360 * place / len(word))})"
        size = f" scale({side / 100:.4f}) translate(-50 -50)"
        with svg.group(transform=turn + size):
            svg.raw(kind.elements(values, palette, zone.stroke * 160 / side))

    return paint


def _only(word: Word) -> tuple[int, int]:
    """(place, symbol) of the one symbol in the word."""
    return next((i, symbol) for i, symbol in enumerate(word) if symbol)


_PARTS: dict[str, Callable[[Svg, Word, _Zone], None]] = {
    "ring": _segments, "pie": _segments, "beads": _beads, "petals": _petals, "rays": _rays,
    "arrow": _arrow, "hand": _hand, "short hand": _short_hand, "flag": _flag, "hook": _hook,
    "halves": _halves,
}  # fmt: skip
