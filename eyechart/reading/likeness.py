"""Does each element of a picture still look as it did before something was drawn over it?

An answer marked on a picture in which the elements were swapped, wiped or redrawn as others says
nothing.  Three questions are asked, all with the pixels under the answer's ink left out:

- of every element, whether it is still there: the slope and the correlation of its pixels on the
  source's, after blurring (`altered`);
- of one of several unlike elements, whether it still takes after itself rather than after another
  (`takes_after`);
- of one element that differs from its equal neighbours only a little, whether it still differs in
  the same way (`share_of_difference`).  The neighbours in the candidate itself say how an element
  looks in this hand, at this sharpness, in this tint, so that no threshold on pixels is needed.
"""

from collections.abc import Iterator, Sequence
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
    "mistaken_for",
    "share_of_difference",
    "soft_grey",
    "strength_of",
    "takes_after",
    "under_ink",
]

Levels = npt.NDArray[np.float32]

_LEAST_SLOPE = 0.4
_LEAST_CORRELATION = 0.5
_FEW = 64
"""Pixels."""
_LEAST_ENERGY = 3000.0
"""Of a difference (squared levels, at half size) that can be told from compression."""
_RED = 56.0
"""Levels by which red exceeds green and blue in full ink's fringe; in yellow it is 35 at most."""
_REACH = 6
"""Px, at half size, by which an element may lie off its place: where options were exchanged, the
registration that they mislead is up to ten px off."""
_SOFT = 0.8
"""Blur of elements at half size, px."""
_ELSEWHERE = 0.03
"""Weight of pixels that two elements share, against those where they differ most."""
_SEEN = 0.12
"""An element is judged only if this share of its variance lies outside the ink."""


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


def altered(source: RGB, aligned: RGB, weight: Levels, boxes: Sequence[Box]) -> list[int]:
    """The elements, by index into `boxes`, that no longer look as in the source.

    `source` and `aligned` are (H, W, 3) uint8 in one frame; `weight` is `under_ink`.
    """
    ours, theirs = (_soft(picture) for picture in (source, aligned))
    seen: Levels = np.asarray(cv2.resize(weight, ours.shape[::-1]), np.float32)

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
    gone = (slope < _LEAST_SLOPE) | (correlation < _LEAST_CORRELATION)
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


def takes_after(
    source: RGB, aligned: RGB, weight: Levels, boxes: Sequence[Box], one: int, other: int
) -> bool:
    """Whether element `one` looks more like itself in the source than like element `other`.

    Both are laid on what is seen where they fit best, up to a few px aside, with one gain and an
    offset per channel (a gain per channel would explain a hue away); the nearer one wins, and
    pixels count as far as the two differ there.  The boxes are of equal size.  True where too
    little of the difference can be seen to say.
    """
    return next(_mistaken(source, aligned, weight, boxes, one, [other]), None) is None


def mistaken_for(
    source: RGB,
    aligned: RGB,
    weight: Levels,
    boxes: Sequence[Box],
    one: int,
    margin: float = 1.0,
) -> int | None:
    """The first other element that `one` now takes after more than itself; None if there is none.

    The same as to ask `takes_after` of all others, in little more than half the time.  With a
    `margin` above 1, the other's misfit must be that many times its own to leave no doubt.
    """
    others = [i for i in range(len(boxes)) if i != one]
    return next(_mistaken(source, aligned, weight, boxes, one, others, margin), None)


def _mistaken(
    source: RGB,
    aligned: RGB,
    weight: Levels,
    boxes: Sequence[Box],
    one: int,
    others: Sequence[int],
    margin: float = 1.0,
) -> Iterator[int]:
    first = _cut(source, boxes[one])
    around, clear = _around(aligned, weight, boxes[one], first.shape)
    inner, place = clear[_REACH:-_REACH, _REACH:-_REACH], _best_place(first, around)
    for other in others:
        second = _cut(source, boxes[other])
        gap = np.asarray(np.abs(first - second).max(axis=2), np.float32)
        energy = float((inner * gap**2).sum())
        if energy < max(_SEEN * float((gap**2).sum()), _LEAST_ENERGY):
            continue
        telling = np.asarray(cv2.dilate(gap, np.ones((3, 3), np.uint8)), np.float32)
        # Where only plain ground differs (a hole more or less), the rest has to hold the gain.
        telling += _ELSEWHERE * float(telling.max())
        own = _misfit(first, place, around, clear, telling)
        if margin * own >= _misfit(second, _best_place(second, around), around, clear, telling):
            yield other


def _around(
    picture: RGB, weight: Levels, box: Box, shape: tuple[int, ...]
) -> tuple[Levels, Levels]:
    """What is seen in a box and `_REACH` px about it, and its weights, at half size like `_cut`."""
    pad = 2 * _REACH
    x, y, w, h = round(box.x), round(box.y), round(box.width), round(box.height)
    size = (shape[1] + 2 * _REACH, shape[0] + 2 * _REACH)
    whole = cv2.copyMakeBorder(picture, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
    seen = cv2.copyMakeBorder(weight, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(1.0,))
    here = slice(y, y + h + 2 * pad), slice(x, x + w + 2 * pad)
    half = cv2.resize(whole[here], size, interpolation=cv2.INTER_AREA).astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(half, (0, 0), _SOFT), np.float32)
    return soft, np.asarray(cv2.resize(seen[here], size), np.float32)


def _best_place(shown: Levels, around: Levels) -> tuple[int, int]:
    """(x, y), in whole px, at which `shown` correlates best with what is around."""
    _, _, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(around, shown, cv2.TM_CCOEFF_NORMED))
    return int(x), int(y)


def _misfit(
    shown: Levels, place: tuple[int, int], around: Levels, clear: Levels, telling: Levels
) -> float:
    """Weighted squares that remain where `shown` (h, w, 3) is laid on `around` at a place.

    Parts of a px are fitted by the slopes along x and y.
    """
    (h, w), (x, y) = telling.shape, place
    root = np.sqrt(clear[y : y + h, x : x + w] * telling)[..., None]
    along_y, along_x = np.gradient(shown, axis=(0, 1))
    design = np.zeros((6, h, w, 3), np.float32)
    for channel in range(3):
        design[channel, ..., channel] = 1
    design[3:] = shown, along_x, along_y
    target = around[y : y + h, x : x + w]
    products = gram((np.stack([*design, target]) * root).reshape(7, -1).astype(np.float64))
    square, along = products[:6, :6] + 1e-3 * np.eye(6), products[:6, 6]
    return float(products[6, 6] - along @ np.linalg.solve(square, along))


def _crop(image: npt.NDArray[Any], box: Box) -> npt.NDArray[Any]:
    x, y = round(box.x), round(box.y)
    return image[y : y + round(box.height), x : x + round(box.width)]


def _cut(picture: RGB, box: Box) -> Levels:
    """(h, w, 3) blurred, at half size."""
    crop = _crop(picture, box)
    size = (max(8, crop.shape[1] // 2), max(8, crop.shape[0] // 2))
    half = cv2.resize(crop, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(half, (0, 0), _SOFT), np.float32)


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
