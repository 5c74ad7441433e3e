"""Is the page that came back, as a whole, still the page that was sent?

A mark on a page whose figure was wiped, or that was drawn anew with another puzzle, says nothing,
even where the marked element looks as it should.  So the page is compared tile by tile, in three
colours at once and blurred: tiles of an honest copy correlate with the source's, at 0.6 and more
nearly everywhere, through warps, tints, JPEG, other line widths and fonts; those of a figure that
was exchanged correlate at 0 to 0.5.  Fine differences between like elements are not seen here:
`likeness.py` asks for these.  Small labels that were garbled lie in too few tiles to count.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = ["part_lost"]

Levels = npt.NDArray[np.float32]

_TILE, _STEP = 32, 8
"""Side of a tile and distance between tiles, px at half size."""
_SOFT = 1.5
"""Blur, px at half size."""
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
    ours, theirs = (_halved(picture) for picture in (source, aligned))
    clear = _clear(weight, ours.shape[:2])
    n = np.maximum(_sums(clear), 1.0)
    aa, bb, ab = (np.zeros_like(n) for _ in range(3))
    for a, b in zip(cv2.split(ours), cv2.split(theirs), strict=True):
        seen_a, seen_b = clear * a, clear * b
        total_a, total_b = _sums(seen_a), _sums(seen_b)
        aa += _sums(seen_a * a) - total_a * total_a / n
        bb += _sums(seen_b * b) - total_b * total_b / n
        ab += _sums(seen_a * b) - total_a * total_b / n
    told = (n > _SEEN * _TILE**2) & (aa > _BARE * n)
    other = told & (ab < _LEAST * np.sqrt(np.maximum(aa * bb, (25.0 * n) ** 2)))
    if int(other.sum()) < _MANY:
        return None
    rows, columns = np.nonzero(other)
    x, y = 2.0 * _STEP * float(np.median(columns)), 2.0 * _STEP * float(np.median(rows))
    return Box(x, y, 2.0 * _TILE, 2.0 * _TILE)


def _halved(picture: RGB) -> Levels:
    """(h, w, 3), blurred."""
    size = (picture.shape[1] // 2, picture.shape[0] // 2)
    half = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(half, (0, 0), _SOFT), np.float32)


def _clear(weight: Levels, shape: tuple[int, ...]) -> Levels:
    """(h, w): 1 where the picture can be compared, 0 under ink and along the page's edges."""
    small = cv2.resize(weight, (shape[1], shape[0]), interpolation=cv2.INTER_AREA)
    clear = (small > 0.99).astype(np.float32)
    edge = round(_CUT * max(shape))
    clear[:edge], clear[-edge:], clear[:, :edge], clear[:, -edge:] = 0, 0, 0, 0
    return clear


def _sums(image: npt.NDArray[Any]) -> Levels:
    """Sums over tiles, one every `_STEP` px each way."""
    table = cv2.integral(image, sdepth=cv2.CV_64F)
    low, high = table[:-_TILE:_STEP, :-_TILE:_STEP], table[_TILE::_STEP, _TILE::_STEP]
    across, down = table[:-_TILE:_STEP, _TILE::_STEP], table[_TILE::_STEP, :-_TILE:_STEP]
    return np.asarray(high - across - down + low, np.float32)
