"""Which of a picture's elements has been marked: rings, boxes, ellipses and hand-drawn loops.

A mark is read from its ink alone, as a loop (`loops.py`).  Measuring how much ink lies on a ring
around each element, the obvious way, fails: people and image models draw loops from a third of a
cell to more than a cell in radius, and such a loop crosses its neighbours' rings.

Everything that is not a loop about one element is named instead of guessed at: nothing drawn, loops
about several elements, a frame around all, a scribble, ink beside the mark.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.likeness import strength_of
from eyechart.reading.loops import Loop, loops_in
from eyechart.scene.svg import number
from eyechart.scene.tiles import Box

__all__ = ["Marks", "read_marks"]

Levels = npt.NDArray[np.float32]

_FAINTEST = 0.18
"""No ink at all if its strongest is weaker than this."""
_MASKED = 0.12
"""Weaker evidence is never ink."""
_SPECK = 0.3
"""Ink whose box is smaller than this, in sides, is dirt."""


class Marks(NamedTuple):
    """What was read."""

    loops: tuple[Loop, ...]
    problem: str
    """What is wrong with the ink as marks, in words; "" if nothing is."""

    @property
    def elements(self) -> tuple[int, ...]:
        """The elements that loops are about, each once, in order."""
        return tuple(sorted({loop.element for loop in self.loops if loop.element is not None}))

    def hidden(self, weight: Levels) -> Levels:
        """`weight` (H, W), 0 within the loops, too, where people at times shade the element."""
        weight = weight.copy()
        for loop in self.loops:
            cv2.circle(weight, (round(loop.x), round(loop.y)), round(loop.radius), 0.0, -1)
        return weight

    @property
    def overlay(self) -> str:
        """SVG circles that show what was read."""
        return "".join(
            f'<circle cx="{number(loop.x)}" cy="{number(loop.y)}" r="{number(loop.radius)}" '
            f'fill="none" stroke="{"#2060e0" if loop.closed else "#808080"}" stroke-width="3" '
            'stroke-dasharray="6 4"/>'
            for loop in self.loops
        )


def read_marks(ink: Levels, boxes: Sequence[Box]) -> Marks:
    """Read `ink`, evidence (H, W) 0 to 1 in the source's frame, about elements at `boxes`."""
    strength = strength_of(ink)
    if strength < _FAINTEST:
        return Marks((), "")
    side = sqrt(min(box.width * box.height for box in boxes))
    mask = (ink > max(_MASKED, 0.35 * strength)).astype(np.uint8)
    reach = max(1, round(0.03 * side))
    closer = np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)
    mask = np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, closer), np.uint8)
    loops = tuple(loops_in(mask, boxes, _SPECK * side))
    return Marks(loops, _problem(loops))


def _problem(loops: Sequence[Loop]) -> str:
    if all(loop.closed and loop.element is not None for loop in loops):
        return ""
    if any(not loop.closed for loop in loops):
        return "there is ink that is no loop"
    return "a loop is too large, too small or between two elements"
