"""Read a stroke drawn along one of several lines that cross: which stretches does it follow?

The lines are the truth's, never the candidate's, cut into stretches at their crossings.  Every
inked pixel belongs to the point of a line that is nearest to it, so a stroke may run beside its
line, by up to half the gap to the next, as people and models draw.  Around a crossing, where
nearest says nothing, ink counts for all lines that meet there; what tells them apart is the stretch
beyond.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.curves import Points

__all__ = [
    "Network", "Traced", "followed", "longest_run", "missed", "network", "read_stroke", "runs",
]  # fmt: skip

Flags = npt.NDArray[np.bool_]
Levels = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int32]

_FAINTEST = 0.25
"""No ink at all if its strongest is weaker than this."""


class Network(NamedTuple):
    """Stretches of lines, sampled at every px, and what lies nearest to which."""

    points: Points
    """(N, 2) x and y of every sample."""
    stretch: Indices
    """(N,) the stretch it is on."""
    free: Flags
    """(N,) far enough from every crossing for ink beside it to be its own."""
    nearest: Indices
    """(H, W) the sample nearest to each pixel."""
    distance: Levels
    """(H, W) how far that is, in px."""
    gap: float
    """Least gap between lines that do not cross, in px."""

    def along(self, way: Sequence[tuple[int, bool]]) -> npt.NDArray[np.intp]:
        """(M,) samples along stretches in this order, each gone through forward or not."""
        parts = [np.flatnonzero(self.stretch == i)[:: 1 if on else -1] for i, on in way]
        return np.concatenate(parts)


class Traced(NamedTuple):
    """What was read."""

    strength: float
    """Of the ink, 0 (none) to 1."""
    mask: Flags
    """(H, W) where there is ink."""
    covered: Flags
    """(N,) samples of the network with ink on or beside them."""
    stray: Flags
    """(H, W) ink that is beside no line."""


def network(lines: Sequence[Points], shape: tuple[int, int], gap: float) -> Network:
    """Lines sampled at 1 px, each (n, 2), in a picture of `shape` (height, width).

    Lines that end at the same point cross there.  `gap`: see `Network`.
    """
    points = np.concatenate(lines)
    counts = np.array([len(line) for line in lines])
    stretch = np.repeat(np.arange(len(lines), dtype=np.int32), counts)
    _, meet, times = np.unique(
        np.concatenate([[line[0] for line in lines], [line[-1] for line in lines]]),
        axis=0,
        return_inverse=True,
        return_counts=True,
    )
    first, last = (times[meet.reshape(2, -1)] > 1)[:, stretch]
    along = np.arange(len(points)) - (np.cumsum(counts) - counts)[stretch]
    free = ~(first & (along <= gap)) & ~(last & (counts[stretch] - 1 - along <= gap))
    column, row = np.clip(np.rint(points - 0.5).astype(int), 0, np.array(shape[::-1]) - 1).T
    empty = np.ones(shape, np.uint8)
    empty[row, column] = 0
    distance, labels = cv2.distanceTransformWithLabels(
        empty, cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    sample = np.zeros(int(labels.max()) + 1, np.int32)
    sample[labels[row, column]] = np.arange(len(points))
    return Network(points, stretch, free, sample[labels], np.asarray(distance, np.float32), gap)


def read_stroke(ink: Levels, lines: Network) -> Traced:
    """Read `ink`, evidence (H, W) 0 to 1, along the lines."""
    strength = float(np.quantile(ink[::2, ::2], 0.998))
    mask = np.asarray(ink > max(0.5 * _FAINTEST, 0.4 * strength))
    if strength < _FAINTEST:
        mask = np.zeros_like(mask)
    beside = mask & (lines.distance < 0.8 * lines.gap)
    count = np.bincount(lines.nearest[beside], minlength=len(lines.points))
    covered = _closed(count > 0, lines.stretch)
    near = cv2.dilate(mask.astype(np.uint8), _disc(0.5 * lines.gap))
    column, row = np.clip(lines.points.astype(int), 0, np.array(mask.shape[::-1]) - 1).T
    covered |= ~lines.free & (near[row, column] > 0)
    return Traced(strength, mask, covered, mask & ~beside)


def missed(lines: Network, traced: Traced, way: Sequence[tuple[int, bool]]) -> Flags:
    """(M,) samples along a way that have no ink: see `Network.along`.

    Ink at a crossing may be the other line's, so a gap on both sides of one goes through it.
    """
    along = lines.along(way)
    out = ~traced.covered[along]
    free = np.flatnonzero(lines.free[along])
    if len(free):
        after = np.searchsorted(free, np.arange(len(along)))
        before = free[np.maximum(after - 1, 0)]
        out |= ~lines.free[along] & out[before] & out[free[np.minimum(after, len(free) - 1)]]
    return out


def followed(lines: Network, traced: Traced, share: float) -> set[int]:
    """Stretches with ink beside more than this share of what lies away from crossings."""
    count = int(lines.stretch.max()) + 1
    free = np.bincount(lines.stretch[lines.free], minlength=count)
    inked = np.bincount(lines.stretch[lines.free & traced.covered], minlength=count)
    return set(np.flatnonzero(inked > np.maximum(share * free, 0.5 * lines.gap)).tolist())


def runs(flags: Flags) -> list[tuple[int, int]]:
    """(start, stop) of each run of true flags."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def longest_run(flags: Flags) -> int:
    """Length of the longest run of true flags."""
    return max((stop - start for start, stop in runs(flags)), default=0)


def _closed(flags: Flags, stretch: Indices) -> Flags:
    """Holes of up to four samples filled, within each stretch: a bend's inner side has fewer px."""
    ends = np.flatnonzero(np.diff(stretch)) + 1
    kernel = np.ones((1, 5), np.uint8)
    parts = [
        cv2.morphologyEx(part[None].astype(np.uint8), cv2.MORPH_CLOSE, kernel)[0]
        for part in np.split(flags, ends)
    ]
    return np.concatenate(parts) > 0


def _disc(radius: float) -> npt.NDArray[np.uint8]:
    size = 2 * round(radius) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)
