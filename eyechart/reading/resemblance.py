"""Whether the marked one of several near-identical figures was exchanged for one of the others.

Both figures are known, so one number says which of the two is seen: their difference is fitted to
the candidate's pixels, along with the figure itself, its shifts and a plain ground, in three
colours at once, so that a hue alone tells, too.

The difference of near figures is small, and a flow that lays the candidate over the source bends
one into the other.  So the first registration should decide: there, over 170 pictures of shadows
that differ by 5 to 40 px, figures as they were leaned 0.66 and more to themselves, worn or redrawn,
and exchanged ones 0.10 at most.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.products import gram
from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = ["leaning", "mistaken"]

Levels = npt.NDArray[np.float32]

_EXCHANGED = 0.5
_SEEN = 0.12
"""Share of the difference that must lie outside the answer's ink."""
_LEAST_ENERGY = 3000.0
"""Of a difference (squared levels, at half size) that can be told from compression."""


def mistaken(
    source: RGB, aligned: RGB, weight: Levels, boxes: Sequence[Box], one: int, others: Iterable[int]
) -> int | None:
    """The element, by index into `boxes`, as which `one` now looks; None if it looks as it did."""
    for other in others:
        if leaning(source, aligned, weight, boxes[one], boxes[other]) < _EXCHANGED:
            return other
    return None


def leaning(source: RGB, aligned: RGB, weight: Levels, one: Box, other: Box) -> float:
    """1 where the element at `one` looks as it did, 0 where it looks as that at `other`, a box of
    equal size, did; 1, too, where too little of the difference can be seen to say.

    `source` and `aligned` are (H, W, 3) uint8 in one frame; `weight`, (H, W), is 0 under the ink.
    """
    first, second, seen = _halved(source, one), _halved(source, other), _halved(aligned, one)
    clear = cv2.resize(_cropped(weight, one), first.shape[1::-1])[..., None]
    pattern = first - second
    energy = float((clear * pattern**2).sum())
    if energy < max(_SEEN * float((pattern**2).sum()), _LEAST_ENERGY):
        return 1.0
    down, across = np.gradient(second, axis=(0, 1))
    grounds = [np.broadcast_to(plain, first.shape) for plain in np.eye(3, dtype=np.float32)]
    fitted = np.stack([pattern, second, across, down, *grounds]).reshape(7, -1)
    root = np.sqrt(np.broadcast_to(clear, first.shape)).ravel()
    products = gram(np.vstack([fitted, seen.reshape(1, -1)]) * root)
    share, gain, *_ = np.linalg.lstsq(products[:7, :7], products[:7, 7], rcond=None)[0]
    return float(share) / max(float(gain), 0.3)


def _cropped(image: npt.NDArray[Any], box: Box) -> npt.NDArray[Any]:
    x, y = round(box.x), round(box.y)
    return image[y : y + round(box.height), x : x + round(box.width)]


def _halved(picture: RGB, box: Box) -> Levels:
    """(h, w, 3) of the box, blurred, at half size."""
    crop = _cropped(picture, box)
    size = (max(8, crop.shape[1] // 2), max(8, crop.shape[0] // 2))
    small = cv2.resize(crop, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(small, (0, 0), 0.8), np.float32)
