"""Was one of many elements exchanged for another, or redrawn as another?

`likeness.leaning` answers this of two elements, at a few ms a pair, and there are n² pairs.
Most need no such care: where an element correlates much better with itself than with another, at a
glance, it is not that other.  Only the doubtful pairs are looked at closely.
"""

from collections.abc import Collection, Sequence

import cv2
import numpy as np

from eyechart.reading.likeness import Levels, leaning
from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = ["exchanged"]

_SIDE = 28
"""Px to which elements are scaled for the glance."""
_CLEAR = 0.12
"""Correlation with itself must exceed that with another by this, to settle it."""
_LEAST = 0.5
"""How far an element must lean to itself."""


def exchanged(
    source: RGB,
    aligned: RGB,
    weight: Levels,
    boxes: Sequence[Box],
    *,
    right: Collection[int] = (),
    least: float = _LEAST,
) -> tuple[int, int] | None:
    """(an element, the other that it now takes after more than itself), the first found.

    `source` and `aligned` are (H, W, 3) uint8 in one frame, `weight` is `likeness.under_ink`, the
    boxes are of equal size.  None if each still looks most like itself.  If some are called right,
    no others may look like them, nor they like others: who else changed places does not matter.
    `least` is how far a right one must lean to itself, 1 being itself and 0 the other.
    """
    likeness = _glance(source, aligned, boxes)
    for i, row in enumerate(likeness):
        doubtful = [j for j in np.argsort(-row) if j != i and row[j] > row[i] - _CLEAR]
        for j in doubtful:
            if right and (i in right) == (j in right):
                continue
            enough = least if i in right else min(least, _LEAST)
            if leaning(source, aligned, weight, boxes[i], boxes[j]) < enough:
                return i, int(j)
    return None


def _glance(source: RGB, aligned: RGB, boxes: Sequence[Box]) -> Levels:
    """(n, n): the correlation of each element of `aligned` with each of `source`."""
    ours, theirs = (np.stack([_shrunk(p, box) for box in boxes]) for p in (source, aligned))
    return np.asarray(theirs @ ours.T, np.float32)


def _shrunk(picture: RGB, box: Box) -> Levels:
    """(m,) an element as a vector of mean 0 and length 1."""
    x, y = round(box.x), round(box.y)
    crop = picture[y : y + round(box.height), x : x + round(box.width)]
    small = cv2.resize(crop, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    vector = small.reshape(-1, 3) - small.mean(axis=(0, 1))
    return np.asarray(vector.ravel() / max(float(np.linalg.norm(vector)), 1e-3), np.float32)
