"""Does each element of a picture still look as it did before something was drawn over it?

An answer marked on a picture in which the elements were swapped, wiped or redrawn as others says
nothing.  Three questions are asked, all with the pixels under the answer's ink left out:

- of every element, whether it is still there: the slope and the correlation of its pixels on the
  source's, after blurring (`altered`);
- of one of several unlike elements, whether it was exchanged for another (`mistaken`);
- of one element that differs from its equal neighbours only a little, whether it still differs in
  the same way (`share_of_difference`).  The neighbours in the candidate itself say how an element
  looks in this hand, at this sharpness, in this tint, so that no threshold on pixels is needed.

Whether one was exchanged is settled under the first registration: a flow that lays the candidate
over the source bends near figures into each other.  There, over 1,900 options of 15 tasks, worn or
redrawn, 99 % of those that were as they had been leaned 0.64 and more to themselves; exchanged ones
0.44 at most, but where a notch (0.72) or a hole (0.79) is all that differs.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.products import gram
from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box

__all__ = [
    "Share",
    "altered",
    "leaning",
    "mistaken",
    "share_of_difference",
    "soft_grey",
    "strength_of",
    "under_ink",
]

Levels = npt.NDArray[np.float32]

_LEAST_SLOPE = 0.4
_LEAST_CORRELATION = 0.5
_MOSTLY = 0.6
"""An element of whose variance this share is seen is as good as whole."""
_RIM = 0.03
"""Share of the page's sides that may have been cut off, with bars instead."""
_FEW = 64
"""Pixels."""
_LEAST_ENERGY = 3000.0
"""Of a difference (squared levels, at half size) that can be told from compression."""
_RED = 56.0
"""Levels by which red exceeds green and blue in full ink's fringe; in yellow it is 35 at most."""
_SEEN = 0.12
"""An element, or a difference, is judged only if this share of its variance lies outside the
ink."""


def under_ink(ink: Levels, picture: RGB | None = None) -> Levels:
    """(H, W) weights: 0 on the ink and its fringe of compression, 1 elsewhere.

    With the candidate in the source's frame, only where it is red, as answers are: a blue tile that
    became a yellow one has become redder, too, but is no ink.
    """
    strength = max(0.25, strength_of(ink))
    covered = (ink > 0.2 * strength).astype(np.uint8)
    if picture is not None:
        red, green, blue = cv2.split(picture)
        excess = cv2.subtract(red, cv2.max(green, blue))
        covered &= (excess > _RED * strength).astype(np.uint8)
    fringed = cv2.dilate(covered, np.ones((5, 5), np.uint8))
    return np.asarray(1 - fringed, np.float32)


def strength_of(ink: Levels) -> float:
    """The strongest ink, 0 to 1, that fills as much as a small, thin loop; 0 if there is none."""
    visible = ink[ink > 0.1]
    return float(np.partition(visible, -_FEW)[-_FEW]) if len(visible) >= _FEW else 0.0


def altered(
    source: RGB, aligned: RGB, weight: Levels, boxes: Sequence[Box], *, covered: bool = False
) -> list[int]:
    """The elements, by index into `boxes`, that no longer look as in the source.

    `source` and `aligned` are (H, W, 3) uint8 in one frame; `weight` is `under_ink`.  Where
    elements may be `covered` by ink in large part, what is left of them need not look so much like
    itself.
    """
    ours, theirs = (_soft(picture) for picture in (source, aligned))
    seen: Levels = np.array(cv2.resize(weight, ours.shape[::-1]), np.float32)
    rim = round(_RIM * max(ours.shape))
    seen[:rim], seen[-rim:], seen[:, :rim], seen[:, -rim:] = 0, 0, 0, 0

    def total(image: Levels) -> npt.NDArray[np.float64]:
        return _box_sums(image, boxes, ours.shape[0] / source.shape[0])

    n = np.maximum(total(seen), 1e-6)
    a, b = total(seen * ours), total(seen * theirs)
    aa = total(seen * ours * ours) - a * a / n
    bb = total(seen * theirs * theirs) - b * b / n
    ab = total(seen * ours * theirs) - a * b / n
    whole = total(ours * ours) - total(ours) ** 2 / total(np.ones_like(ours))
    slope = ab / np.maximum(aa, 1e-6)
    # The fit of tint: whatever all elements share is no alteration.
    slope = slope / max(float(np.median(slope)), 0.2)
    correlation = ab / np.sqrt(np.maximum(aa * bb, 1e-6))
    asked = np.clip(aa / np.maximum(whole, 1e-6) / _MOSTLY, 0.4, 1.0) if covered else 1.0
    gone = (slope < asked * _LEAST_SLOPE) | (correlation < asked * _LEAST_CORRELATION)
    return [int(i) for i in np.flatnonzero(gone & (aa > _SEEN * whole))]


class Share(NamedTuple):
    """How much of a known difference one element shows."""

    value: float
    """0 none, 1 all of it."""
    spread: float
    """Standard deviation of the same measure over elements that show none."""
    seen: float
    """Part of the difference's energy that lies outside the ink."""


def share_of_difference(source: Levels, aligned: Levels, weight: Levels, odd: int) -> Share:
    """Whether element `odd` still differs from its equal neighbours as it does in the source.

    All are (N, h, w): the elements of the source (grey), of the candidate (grey), and where they
    can be seen.  Small shifts and changes of contrast are fitted along, and are no difference.
    """
    clear = [i for i in range(len(weight)) if i != odd and float(weight[i].min()) > 0.5]
    others = clear if len(clear) > 1 else [i for i in range(len(weight)) if i != odd]
    pattern = source[odd] - source[others[0]]
    template = np.median(aligned[others], axis=0)
    along_y, along_x = np.gradient(template)
    fitted = np.stack([pattern, along_x, along_y, template, np.ones_like(template)])
    root = np.sqrt(weight[odd]).ravel()
    design = fitted.reshape(5, -1).T * root[:, None]
    target = (aligned[[odd, *others]] - template).reshape(len(others) + 1, -1) * root
    shares = (np.linalg.pinv(design) @ target.T)[0]
    energy = pattern**2
    seen = float((weight[odd] * energy).sum() / max(float(energy.sum()), 1e-6))
    return Share(float(shares[0]), float(shares[1:].std()), seen)


def mistaken(
    source: RGB, aligned: RGB, weight: Levels, boxes: Sequence[Box], one: int, least: float = 0.5
) -> int | None:
    """The first other element, by index into `boxes`, as which element `one` now looks; None if it
    leans (`leaning`) at least so much to itself.  The boxes are of equal size."""
    others = (i for i in range(len(boxes)) if i != one)
    pair = (source, aligned, weight, boxes[one])
    return next((i for i in others if leaning(*pair, boxes[i]) < least), None)


def leaning(source: RGB, aligned: RGB, weight: Levels, one: Box, other: Box) -> float:
    """1 where the element at `one` looks as it did, 0 where it looks as that at `other`, a box of
    equal size, did; 1, too, where too little of the difference can be seen to say.

    The difference of the two is fitted to what is seen, along with one of them, its shifts and a
    plain ground, in three colours at once, so that a hue alone tells, too.
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


def soft_grey(picture: RGB) -> Levels:
    """(H, W) float32 grey, blurred by a px: what half the size and compression leave of it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 1.0), np.float32)


def _soft(picture: RGB) -> Levels:
    """Grey at half size, blurred."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.GaussianBlur(half.astype(np.float32), (0, 0), 1.2), np.float32)


def _box_sums(
    image: npt.NDArray[Any], boxes: Sequence[Box], scale: float
) -> npt.NDArray[np.float64]:
    """(N,) sums over the boxes, given in coordinates that are `scale` times finer."""
    table = cv2.integral(image, sdepth=cv2.CV_64F)
    edges = np.array([[b.x, b.y, b.x + b.width, b.y + b.height] for b in boxes]) * scale
    x, y, right, bottom = np.rint(edges).astype(int).T
    return np.asarray(table[bottom, right] - table[y, right] - table[bottom, x] + table[y, x])
