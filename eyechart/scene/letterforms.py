"""Digits and capitals as a few thick strokes: large, plain, and known point by point.

A form is one or more lines through places on a height of 100, from the top left; arcs have a place
every twelve degrees or less.  Since a character is its places, it can be told in words without
being named, and found again by whoever knows the forms: no other form has such places, however
turned, moved or scaled.
"""

from collections.abc import Mapping, Sequence
from math import cos, radians, sin
from types import MappingProxyType

from eyechart.scene.svg import Point

__all__ = ["FORMS", "Form"]

Form = tuple[tuple[Point, ...], ...]
"""Lines, each through its places."""


def _arc(cx: float, cy: float, rx: float, ry: float, start: int, end: int) -> list[Point]:
    """Places on an ellipse; angles in degrees, clockwise from the right."""
    count = max(2, -(-abs(end - start) // 12))
    angles = [radians(start + (end - start) * i / count) for i in range(count + 1)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def _bowl(width: float, top: float, bottom: float) -> list[Point]:
    """Out of a stem, around, and back to it."""
    middle, radius = (top + bottom) / 2, (bottom - top) / 2
    return [(0, top), *_arc(width - radius, middle, radius, radius, -90, 90), (0, bottom)]


def _forms() -> dict[str, list[Sequence[Point]]]:
    ring = _arc(46, 50, 46, 50, -90, 270)
    six = [*_arc(60, 69, 59, 67, -98, -180), *_arc(32, 69, 31, 31, 168, -180)]
    return {
        "0": [_arc(31, 50, 31, 50, -90, 270)],
        "1": [[(0, 24), (30, 0), (30, 100)]],
        "2": [[*_arc(31, 30, 30, 30, -165, 32), (0, 100), (64, 100)]],
        "3": [[*_arc(28, 26, 27, 26, -150, 90), *_arc(28, 74, 30, 26, -90, 155)]],
        "4": [[(52, 100), (52, 0), (0, 70), (72, 70)]],
        "5": [[(56, 0), (8, 0), (4, 46), *_arc(28, 68, 32, 32, -125, 150)]],
        "6": [six],
        "7": [[(0, 0), (60, 0), (20, 100)]],
        "8": [_arc(30, 24, 25, 24, 90, 450), _arc(30, 74, 30, 26, -90, 270)],
        "9": [[(64 - x, 100 - y) for x, y in six]],
        "A": [[(0, 100), (38, 0), (76, 100)], [(15, 66), (61, 66)]],
        "B": [[(0, 0), (0, 100)], _bowl(54, 0, 47), _bowl(60, 47, 100)],
        "C": [_arc(46, 50, 46, 50, -42, -318)],
        "D": [[(0, 0), (0, 100)], [(0, 0), *_arc(24, 50, 46, 50, -90, 90), (0, 100)]],
        "E": [[(56, 0), (0, 0), (0, 100), (58, 100)], [(0, 48), (48, 48)]],
        "F": [[(58, 0), (0, 0), (0, 100)], [(0, 48), (48, 48)]],
        "G": [[*_arc(46, 50, 46, 50, -42, -318), (88, 82), (88, 56), (56, 56)]],
        "H": [[(0, 0), (0, 100)], [(66, 0), (66, 100)], [(0, 49), (66, 49)]],
        "J": [[(48, 0), *_arc(24, 76, 24, 24, 0, 165)]],
        "K": [[(0, 0), (0, 100)], [(60, 0), (0, 62)], [(20, 44), (64, 100)]],
        "L": [[(0, 0), (0, 100), (56, 100)]],
        "M": [[(0, 100), (4, 0), (44, 70), (84, 0), (88, 100)]],
        "N": [[(0, 100), (0, 0), (66, 100), (66, 0)]],
        "O": [ring],
        "P": [[(0, 0), (0, 100)], _bowl(58, 0, 54)],
        "Q": [ring, [(54, 66), (90, 106)]],
        "R": [[(0, 0), (0, 100)], _bowl(56, 0, 52), [(24, 52), (62, 100)]],
        "S": [[*_arc(31, 26, 29, 26, -30, -262), *_arc(31, 75, 31, 25, -82, 155)]],
        "T": [[(0, 0), (72, 0)], [(36, 0), (36, 100)]],
        "U": [[(0, 0), *_arc(33, 68, 33, 32, 180, 0), (66, 0)]],
        "V": [[(0, 0), (36, 100), (72, 0)]],
        "W": [[(0, 0), (26, 100), (54, 14), (82, 100), (108, 0)]],
        "X": [[(0, 0), (66, 100)], [(66, 0), (0, 100)]],
        "Y": [[(0, 0), (34, 50), (68, 0)], [(34, 50), (34, 100)]],
        "Z": [[(2, 0), (64, 0), (0, 100), (66, 100)]],
    }


FORMS: Mapping[str, Form] = MappingProxyType(
    {name: tuple(tuple(line) for line in lines) for name, lines in _forms().items()}
)
"""By character; there is no I, which is a mere bar."""
