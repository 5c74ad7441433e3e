"""Does every cell of known content still show it?

For pictures made of many small cells of a few inks: a cell has changed if it looks clearly more
like cells of another ink than like those of its own.  What each ink looks like is taken from the
candidate itself (the median over its cells), so tint, JPEG and faded ink need no threshold, and a
few altered cells cannot move it.

Cells under a red mark are not judged.  Red is what is red in the candidate, not what became redder:
a dark cell that was wiped white became redder too.
"""

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = ["changed_cells"]

_CLEARLY = 0.5
"""Nearer to another ink than this share of the distance to its own: changed."""
_LEAST_RED = 40.0
"""Levels by which red exceeds green and blue where a mark is."""
_SEEN = 0.6
"""Share of a cell's core that must lie outside the answer's ink for the cell to be judged."""


def changed_cells(aligned: RGB, boxes: Sequence[Box], inks: Sequence[int]) -> list[int]:
    """Indices of cells that show another ink than they should.

    `aligned` is the candidate in the source's frame, (H, W, 3) uint8, marked in red; `boxes` are
    the cells' cores and `inks` what each should show.
    """
    labels, weight = np.asarray(inks), _unmarked(aligned)
    seen = _sums(weight, boxes)
    area = np.array([box.width * box.height for box in boxes])
    colours = _sums(aligned * weight[..., None], boxes) / np.maximum(seen, 1e-6)[:, None]
    judged = seen > _SEEN * area
    kinds = [int(ink) for ink in np.unique(labels[judged])]
    if len(kinds) < 2:
        return []
    typical = np.stack([np.median(colours[judged & (labels == ink)], axis=0) for ink in kinds])
    distance = np.linalg.norm(colours[:, None] - typical[None], axis=2)
    place = {ink: i for i, ink in enumerate(kinds)}
    own = np.array([place.get(int(ink), 0) for ink in labels])
    rows = np.arange(len(labels))
    to_own = distance[rows, own]
    distance[rows, own] = np.inf
    wrong = judged & (distance.min(axis=1) < _CLEARLY * to_own)
    return [int(i) for i in np.flatnonzero(wrong)]


def _unmarked(aligned: RGB) -> npt.NDArray[np.float32]:
    """(H, W): 0 on red and its fringe of compression, 1 elsewhere."""
    red, green, blue = cv2.split(aligned.astype(np.float32))
    redness = red - np.maximum(green, blue)
    redness -= np.median(redness)  # the tint
    marked = redness > max(_LEAST_RED, 0.4 * float(np.quantile(redness, 0.999)))
    spread = cv2.dilate(marked.astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.asarray(1 - spread, np.float32)


def _sums(image: npt.NDArray[np.generic], boxes: Sequence[Box]) -> npt.NDArray[np.float64]:
    """Sums over the boxes, (N,) or (N, channels)."""
    table = cv2.integral(np.asarray(image, np.float32), sdepth=cv2.CV_64F)
    edges = np.array([[b.x, b.y, b.x + b.width, b.y + b.height] for b in boxes])
    x, y, right, bottom = np.rint(edges).astype(int).T
    return np.asarray(table[bottom, right] - table[y, right] - table[bottom, x] + table[y, x])
