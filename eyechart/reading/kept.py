"""Is the page that came back, as a whole, still the page that was sent?

A mark on a page whose figure was wiped, or that was drawn anew with another puzzle, says nothing,
even where the marked element looks as it should.  So the page is compared tile by tile, in three
colours at once and blurred: tiles of an honest copy correlate with the source's, at 0.6 and more
nearly everywhere, through warps, tints, JPEG, other line widths and fonts; those of a figure that
was exchanged correlate at 0 to 0.5.  Fine differences between like elements are not seen here:
`likeness.py` asks for these.  Small labels that were garbled lie in too few tiles to count.
"""

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = ["part_lost"]

Levels = npt.NDArray[np.float32]

_SHRINK = 4
_TILE, _STEP = 16, 4
"""Side of a tile and distance between tiles, px of the shrunk page."""
_SOFT = 0.7
"""Blur, px of the shrunk page."""
_CUT = 0.035
"""Share of each side along which the page may have been cut off, or laid on another ground."""
_SEEN = 0.4
"""Share of a tile that must lie outside the ink."""
_BARE = 150.0
"""Variance over three channels (squared levels) below which a tile shows nothing."""
_LEAST = 0.55
"""Correlation below which a tile shows something else."""
_MANY = 6
"""So many tiles, about the area of one, must show something else."""


def part_lost(source: RGB, aligned: RGB, weight: Levels) -> Box | None:
    """Where the page shows something else than the source, roughly; None if it does not.

    `source` and `aligned` are (H, W, 3) uint8 in one frame; `weight` is `likeness.under_ink`.
    """
    ours, theirs = (_shrunk(picture) for picture in (source, aligned))
    clear = np.tile(_clear(weight, ours.shape[0] // 3, ours.shape[1]), (3, 1))
    n = np.maximum(_sums(clear), 1.0)
    seen_a, seen_b = clear * ours, clear * theirs
    total_a, total_b = _sums(seen_a), _sums(seen_b)
    aa = (_sums(seen_a * ours) - total_a * total_a / n).sum(axis=0)
    bb = (_sums(seen_b * theirs) - total_b * total_b / n).sum(axis=0)
    ab = (_sums(seen_a * theirs) - total_a * total_b / n).sum(axis=0)
    n = n[0]
    told = (n > _SEEN * _TILE**2) & (aa > _BARE * n)
    other = told & (ab < _LEAST * np.sqrt(np.maximum(aa * bb, (25.0 * n) ** 2)))
    if int(other.sum()) < _MANY:
        return None
    rows, columns = np.nonzero(other)
    step, side = float(_SHRINK * _STEP), float(_SHRINK * _TILE)
    return Box(step * float(np.median(columns)), step * float(np.median(rows)), side, side)


def _shrunk(picture: RGB) -> Levels:
    """(3 h, w) the channels below each other, blurred; h and w are whole numbers of steps."""
    size = tuple(max(_TILE, round(side / _SHRINK / _STEP) * _STEP) for side in picture.shape[1::-1])
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small.astype(np.float32), (0, 0), _SOFT)
    return np.concatenate(cv2.split(soft))


def _clear(weight: Levels, height: int, width: int) -> Levels:
    """(h, w): 1 where the picture can be compared, 0 under ink and along the page's edges."""
    small = cv2.resize(weight, (width, height), interpolation=cv2.INTER_AREA)
    clear = (small > 0.99).astype(np.float32)
    edge = round(_CUT * max(height, width))
    clear[:edge], clear[-edge:], clear[:, :edge], clear[:, -edge:] = 0, 0, 0, 0
    return clear


def _sums(image: Levels) -> Levels:
    """(3, rows, columns): sums over tiles of each channel, one tile every `_STEP` px each way.

    Averages over squares of `_STEP` px are added up: much faster than tables of sums.
    """
    rows, columns = (side // _STEP for side in image.shape)
    squares = cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)
    table = squares.reshape(3, rows // 3, columns).cumsum(axis=1).cumsum(axis=2)
    table = np.pad(table, ((0, 0), (1, 0), (1, 0)))
    k = _TILE // _STEP
    sums = table[:, k:, k:] - table[:, :-k, k:] - table[:, k:, :-k] + table[:, :-k, :-k]
    return np.asarray(sums * _STEP**2, np.float32)
