"""Strokes as an unsteady hand draws them: reference answers that are lines are drawn with these."""

import math
from collections.abc import Sequence
from random import Random

import numpy as np

from eyechart.scene.curves import Points
from eyechart.scene.svg import Point

__all__ = ["beside", "evenly", "part_of"]


def evenly(corners: Sequence[Point] | Points, step: float = 3.0) -> Points:
    """(m, 2) points about `step` px apart along a polyline, both ends included."""
    line = np.asarray(corners, float)
    along = np.concatenate([[0.0], np.hypot(*np.diff(line, axis=0).T).cumsum()])
    even = np.linspace(0.0, along[-1], max(2, round(along[-1] / step) + 1))
    return np.stack([np.interp(even, along, line[:, 0]), np.interp(even, along, line[:, 1])], 1)


def beside(stroke: Points, reach: float, rng: Random) -> Points:
    """The stroke, sampled every 3 px, drawn up to `reach` px aside, slowly wandering."""
    along = np.arange(len(stroke)) * 3.0
    wander = sum(
        np.sin(along / rng.uniform(15, 60) + rng.uniform(0, 2 * math.pi)) for _ in range(3)
    )
    normal = np.gradient(stroke, axis=0)[:, ::-1] * (-1, 1)
    normal /= np.maximum(np.hypot(*normal.T), 1e-6)[:, None]
    moved: Points = stroke + normal * (reach * wander / 3)[:, None]
    return moved


def part_of(way: Sequence[tuple[int, int]], length: float) -> list[tuple[float, float]]:
    """The first `length` steps of a way from cell to cell, as a line; empty if there is none."""
    if length <= 0:
        return []
    whole = min(int(length), len(way) - 1)
    points: list[tuple[float, float]] = list(way[: whole + 1])
    rest = length - whole
    if whole + 1 < len(way) and rest > 0:
        (r, c), (r2, c2) = way[whole], way[whole + 1]
        points.append((r + rest * (r2 - r), c + rest * (c2 - c)))
    return points
