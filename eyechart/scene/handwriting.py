"""Characters written by hand: digits, capitals and signs as strokes of a pen.

Each character has one or more forms, each form one or more strokes through a few places on a line
of height 100; a stroke that starts with "~" is smooth, the others have corners.  A hand moves every
place a little, leans, and presses unevenly, so that no two are alike.  They are drawn for reference
answers and to teach the reader of characters what writing looks like (`tools/train_letters.py`).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import radians, sin, tan
from random import Random
from typing import NamedTuple

from eyechart.scene.svg import Point, number

__all__ = ["CHARACTERS", "Stroke", "handwritten", "strokes_svg"]

_FORMS: dict[str, tuple[str, ...]] = {
    "0": ("~30,0 8,16 0,50 8,84 30,100 52,84 60,50 52,16 30,0",),
    "1": ("16,0 16,100", "0,22 24,0 24,100", "2,24 24,0 24,100/2,100 46,100"),
    "2": ("~2,24 10,6 30,0 50,8 56,28 44,52 22,78 0,100/0,100 60,100",),
    "3": (
        "~2,12 26,0 48,8 50,30 24,46/~24,46 54,58 56,82 34,100 0,90",
        "4,0 54,0 26,42/~26,42 54,54 56,80 32,100 0,90",
    ),
    "4": ("40,0 0,66 62,66/44,36 44,100", "46,100 46,0 0,68 64,68"),
    "5": ("52,0 10,0 6,44/~6,44 30,36 54,50 56,78 32,100 0,92",),
    "6": ("~48,2 20,20 4,52 4,78 28,100 54,86 52,58 28,48 5,68",),
    "7": ("0,0 56,0 20,100", "0,0 56,0 20,100/14,50 50,50"),
    "8": ("~30,46 8,34 8,10 30,0 52,10 52,34 30,46 4,64 4,90 30,100 56,90 56,64 30,46",),
    "9": (
        "~52,30 30,48 6,38 4,14 26,0 50,8 54,30 48,66 36,100",
        "~52,30 30,48 6,38 4,14 26,0 50,8/54,4 54,100",
    ),
    "A": ("0,100 34,0 68,100/13,62 55,62",),
    "B": ("0,0 0,100/~0,0 40,2 48,24 36,44 0,48/~0,48 46,52 56,74 44,98 0,100",),
    "C": ("~56,16 34,0 8,16 0,50 8,84 34,100 58,84",),
    "D": ("0,0 0,100/~0,0 36,4 60,28 60,72 36,96 0,100",),
    "E": ("54,0 0,0 0,100 56,100/0,48 44,48",),
    "F": ("54,0 0,0 0,100/0,48 44,48",),
    "G": ("~58,16 34,0 8,16 0,50 8,84 34,100 58,90/34,56 60,56 60,92",),
    "H": ("0,0 0,100/60,0 60,100/0,48 60,48",),
    "I": ("0,0 0,100", "20,0 20,100/0,0 40,0/0,100 40,100"),
    "J": ("~40,0 40,40 40,78 22,100 0,84", "~40,0 40,40 40,78 22,100 0,84/14,0 62,0"),
    "K": ("0,0 0,100/54,0 0,56/18,42 58,100",),
    "L": ("0,0 0,100 52,100",),
    "M": ("0,100 4,0 38,62 72,0 76,100",),
    "N": ("0,100 0,0 58,100 58,0",),
    "O": ("~34,0 8,14 0,50 8,86 34,100 60,86 68,50 60,14 34,0",),
    "P": ("0,100 0,0/~0,0 40,2 54,26 40,50 0,54",),
    "Q": ("~34,0 8,14 0,50 8,86 34,100 60,86 68,50 60,14 34,0/40,70 76,108",),
    "R": ("0,100 0,0/~0,0 40,2 52,26 38,50 0,54/26,54 58,100",),
    "S": ("~54,14 30,0 6,12 8,36 30,48 54,62 54,88 28,100 0,86",),
    "T": ("0,0 64,0/32,0 32,100",),
    "U": ("~0,0 0,50 6,88 32,100 58,88 64,50 64,0",),
    "V": ("0,0 32,100 64,0",),
    "W": ("0,0 22,100 46,20 70,100 92,0",),
    "X": ("0,0 60,100/60,0 0,100",),
    "Y": ("0,0 30,48 60,0/30,48 30,100", "0,0 32,52/64,0 14,100"),
    "Z": ("0,0 56,0 0,100 58,100", "0,0 56,0 0,100 58,100/12,50 46,50"),
    "<": ("64,14 0,50 64,86",),
    ">": ("0,14 64,50 0,86",),
    "=": ("0,34 66,34/0,66 66,66",),
    "+": ("0,50 72,50/36,14 36,86",),
    "-": ("0,50 62,50",),
}
CHARACTERS = "".join(_FORMS)


class Stroke(NamedTuple):
    """One line of the pen, in units of the character's height, from its top left."""

    points: tuple[Point, ...]
    widths: tuple[float, ...]
    """Of the pen at each point, as factors: 1 on average."""


def handwritten(character: str, rng: Random, unrest: float = 0.5) -> list[Stroke]:
    """A character of height 1, `unrest` 0 (as in a copybook) to 1 (in haste)."""
    form = rng.choice(_FORMS[character])
    wide = 1 + unrest * rng.uniform(-0.25, 0.3)
    lean = tan(radians(rng.gauss(-4, 7) * unrest))
    even = 1 - 0.5 * unrest * rng.random()
    phase = rng.uniform(0, 6)
    strokes = []
    for text in form.split("/"):
        places = [
            (wide * (x + lean * (y - 50)) / 100, y / 100)
            for x, y in (
                (x + 4 * unrest * rng.gauss(0, 1), y + 4 * unrest * rng.gauss(0, 1))
                for x, y in _places(text.removeprefix("~"))
            )
        ]
        points = tuple(_smooth(places) if text.startswith("~") else _straight(places))
        widths = tuple(
            1 + (1 - even) * sin(phase + 5 * (x + y) + 0.08 * i) for i, (x, y) in enumerate(points)
        )
        strokes.append(Stroke(points, widths))
    return strokes


def strokes_svg(
    strokes: Sequence[Stroke], x: float, y: float, height: float, width: float, colour: str
) -> str:
    """SVG of strokes, their top left at (x, y), `height` px tall, the pen `width` px wide."""
    parts = []
    for stroke in strokes:
        places = [(x + height * a, y + height * b) for a, b in stroke.points]
        for (ax, ay), (bx, by), wide in zip(places, places[1:], stroke.widths, strict=False):
            parts.append(
                f'<path d="M{number(ax)} {number(ay)}L{number(bx)} {number(by)}" '
                f'stroke-width="{number(width * wide)}"/>'
            )
    return f'<g stroke="{colour}" stroke-linecap="round" fill="none">{"".join(parts)}</g>'


def _places(text: str) -> Iterator[Point]:
    for place in text.split():
        x, _, y = place.partition(",")
        yield float(x), float(y)


def _straight(places: Sequence[Point]) -> Iterator[Point]:
    """Five points along each side."""
    yield places[0]
    for (ax, ay), (bx, by) in pairwise(places):
        for t in (0.25, 0.5, 0.75, 1.0):
            yield ax + t * (bx - ax), ay + t * (by - ay)


def _smooth(places: Sequence[Point]) -> Iterator[Point]:
    """Points of the Catmull-Rom spline through the places."""
    ring = [places[0], *places, places[-1]]
    yield places[0]
    for i in range(len(places) - 1):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ring[i : i + 4]
        for t in (0.2, 0.4, 0.6, 0.8, 1.0):
            yield _spline(ax, bx, cx, dx, t), _spline(ay, by, cy, dy, t)


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
