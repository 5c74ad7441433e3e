"""Read a line drawn through rooms of any shape: `path.py` for plans that are no square lattice.

As there, walls are the truth's, never the candidate's, and ink spreads by a quarter of a corridor
without passing one; what is then in one piece is joined.  Every side of a plan is probed at fixed
places along and across it, all sides in a few array operations, whatever their shape.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.path import spread_within
from eyechart.scene.pixels import RGB
from eyechart.scene.rooms import OUTSIDE, Plan
from eyechart.scene.strokes import evenly

__all__ = ["Rooms", "Walk", "rooms_of"]

Flags = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

_SPREAD = 0.24
"""How far ink spreads, in corridors: gaps up to twice this close."""
_MIDDLE = 0.2
"""Radius of a room's middle, in corridors."""
_FAINTEST = 0.25
"""No ink at all if its strongest is weaker than this."""
_ALONG, _ACROSS = 24, 5
"""Places at which a side is probed."""


class Walk(NamedTuple):
    """What was read."""

    strength: float
    """Of the ink, 0 (none) to 1."""
    entered: Flags
    """(rooms,): a stroke enters the middle of the room."""
    crossed: Flags
    """(sides,): ink lies across this wall."""
    pieces: npt.NDArray[np.int32]
    """(rooms, k) number of the joined piece at each pixel of a room's middle, 0 for none."""
    mask: Flags
    """(H, W) where there is ink."""

    def joined(self, a: int, b: int) -> bool:
        """Whether one piece touches the middle of both rooms."""
        return bool((set(self.pieces[a].tolist()) & set(self.pieces[b].tolist())) - {0})

    def touches(self, room: int) -> bool:
        return bool(self.pieces[room].any())


class Rooms:
    """A plan made ready for reading pictures of `shape` (height, width)."""

    def __init__(self, plan: Plan, shape: tuple[int, int]) -> None:
        self.plan, self.shape = plan, shape
        self.outer = np.array([side.rooms[1] == OUTSIDE for side in plan.sides])
        reach = np.arange(-plan.width, plan.width + 1)
        y, x = (v.ravel() for v in np.meshgrid(reach, reach, indexing="ij"))
        near = np.hypot(x, y) <= max(1.5, _MIDDLE * plan.width)
        disc = np.stack([x[near], y[near]], 1)
        self.middles = self._at(np.array(plan.centres)[:, None] + disc)
        lines, normals = zip(*(_line_of(side.points) for side in plan.sides), strict=True)
        self._lines, self._normals = np.array(lines), np.array(normals)
        self.wall_places = self._probes(0.13)
        self.cross_places = self._probes(0.12)

    def _at(self, points: npt.NDArray[np.float64]) -> Places:
        """Indices into a flat picture of the pixels that hold these points (..., 2)."""
        x, y = (np.floor(points[..., i]) for i in (0, 1))
        height, width = self.shape
        flat = np.clip(y, 0, height - 1) * width + np.clip(x, 0, width - 1)
        return np.asarray(flat, np.intp)

    def _probes(self, reach: float) -> Places:
        """(sides, along, across) indices, `reach` corridors to each side of every line."""
        across = np.linspace(-1, 1, _ACROSS) * max(1.0, reach * self.plan.width)
        spots = self._lines[:, :, None] + self._normals[:, :, None] * across[:, None]
        return self._at(spots)

    def darkness(self, aligned: RGB, ink: Levels) -> Levels:
        """(sides,) how dark each is, 0 to 255: along it, the mean of the darkest across it.

        By the brightest channel, and not where there is ink: a line over a side is no wall.
        """
        red, green, blue = cv2.split(aligned)
        dark = 255 - np.asarray(cv2.max(cv2.max(red, green), blue))
        dark[ink > 0.3] = 0
        probed = dark.ravel()[self.wall_places].max(axis=2)
        # The ends are near corners, where other walls meet.
        return np.asarray(probed[:, 4:-4].mean(axis=1), np.float32)

    def changed(self, aligned: RGB, ink: Levels, walls: Flags) -> tuple[Flags, float]:
        """(sides,) that contradict `walls`, and the contrast of walls to passages, 0 to 255."""
        levels = self.darkness(aligned, ink)
        light = float(np.median(levels[~walls]))
        contrast = float(np.median(levels[walls])) - light
        return (levels > light + 0.5 * contrast) != walls, contrast

    def read(self, ink: Levels, walls: Flags) -> Walk:
        """Read `ink`, evidence (H, W) 0 to 1, among the true `walls` (sides,)."""
        strength = float(np.quantile(ink[::2, ::2], 0.998))
        if strength < _FAINTEST:
            strength, ink = 0.0, np.zeros_like(ink)
        mask = ink > 0.4 * max(strength, _FAINTEST)
        # Compression thins a fine stroke most where it crosses a wall.
        traces = (ink > 0.25 * max(strength, _FAINTEST)).ravel()
        # Gates are barred too: what lies outside joins nothing.
        barrier = self.barrier(walls | self.outer)
        spread = spread_within(mask & ~barrier, barrier, round(_SPREAD * self.plan.width))
        _, labels = cv2.connectedComponents(spread, connectivity=4, ltype=cv2.CV_32S)
        inked: Places = mask.ravel()[self.middles].sum(axis=1)
        entered = inked >= max(3.0, 0.13 * self.plan.width)
        across: Flags = np.asarray(np.all(traces[self.cross_places], axis=2))
        crossed = (across[:, 2:-2].sum(axis=1) >= 2) & walls
        pieces = np.asarray(labels, np.int32).ravel()[self.middles]
        return Walk(strength, np.asarray(entered), np.asarray(crossed), pieces, mask)

    def barrier(self, walls: Flags) -> Flags:
        """(H, W) mask of the lines of these walls, tight for steps to any neighbour."""
        mask = np.zeros(self.shape, np.uint8)
        lines = [
            np.rint(16 * (np.array(self.plan.sides[i].points) - 0.5)).astype(np.int32)
            for i in np.flatnonzero(walls)
        ]
        cv2.polylines(mask, lines, False, 1, 2, shift=4)
        return mask > 0

    def inside(self, margin: int) -> Flags:
        """(H, W) what lies within the outline, grown by `margin` px."""
        mask = np.zeros(self.shape, np.uint8)
        cv2.fillPoly(mask, [np.rint(self.plan.outline).astype(np.int32)], 1)
        size = 2 * margin + 1
        disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
        return np.asarray(cv2.dilate(mask, disc) > 0)


def rooms_of(plan: Plan, shape: tuple[int, int] = (512, 512)) -> Rooms:
    """`Rooms`, kept for a while: a verifier meets the same plan many times."""
    key = (plan.width, len(plan.sides), plan.centres[0], shape)
    if key not in _kept:
        while len(_kept) >= 32:
            _kept.pop(next(iter(_kept)))
        _kept[key] = Rooms(plan, shape)
    return _kept[key]


_kept: dict[tuple[object, ...], Rooms] = {}


def _line_of(
    points: tuple[tuple[float, float], ...],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """(along, 2) places on a side, its outer eighths left out, and the normals there."""
    fine = evenly(points, 0.25)
    picked = np.linspace(0.1, 0.9, _ALONG) * (len(fine) - 1)
    line = fine[np.rint(picked).astype(int)]
    run = np.gradient(line, axis=0)
    normal = run[:, ::-1] * (-1, 1) / np.maximum(np.hypot(*run.T), 1e-9)[:, None]
    return line, normal
