"""Find a page that lies somewhere on a larger canvas, at an unknown scale.

Where a page was fitted into a canvas of other proportions, with bars, a blurred backdrop or ground
around it, neither the canvas nor the box of what is drawn tells where the page lies, the
more so if a mark reaches over its edge.  Its edges are then looked for at every place, at a dozen
scales: a few ms, for candidates on which cheaper guesses have failed.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["found_on"]

_SCALES = 1.05 ** np.arange(-11, 2)
"""Factors on the largest size that fits the canvas."""
_ROOM = 0.08
"""How far the page may reach beyond the canvas, as a share of the canvas."""
_SIDE = 112
"""Shorter side of the canvas at which it is searched, px."""


def found_on(canvas: npt.NDArray[Any], page: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """The (2, 3) matrix from the page's coordinates to the canvas's: scale and place, no turn.

    Both are (H, W) float32 edges, 0 where there is nothing; coordinates count from the outer corner
    of the first pixel.
    """
    shrink = _SIDE / min(canvas.shape)
    small = _resized(canvas, shrink)
    pad = round(_ROOM * max(small.shape))
    wide = cv2.copyMakeBorder(small, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(0.0,))
    whole = min(a / b for a, b in zip(small.shape, page.shape, strict=True))
    best, found = -1.0, (whole, 0.0, 0.0)
    for scale in whole * _SCALES:
        template = _resized(page, float(scale))
        if template.shape[0] > wide.shape[0] or template.shape[1] > wide.shape[1]:
            continue
        _, score, _, (x, y) = cv2.minMaxLoc(_match(wide, template))
        if score > best:
            best, found = score, (float(scale), x - pad, y - pad)
    scale, x, y = (value / shrink for value in found)
    return np.array([[scale, 0.0, x], [0.0, scale, y]])


def _match(image: npt.NDArray[Any], template: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Correlation at every place; where the image is all but empty, near 0 instead of anything."""
    along = cv2.matchTemplate(image, template, cv2.TM_CCOEFF)
    total, squares = cv2.integral2(image, sdepth=cv2.CV_64F, sqdepth=cv2.CV_64F)
    (h, w), n = template.shape, template.size
    sums, powers = (t[h:, w:] - t[:-h, w:] - t[h:, :-w] + t[:-h, :-w] for t in (total, squares))
    own = n * max(float(template.var()), 1e-6)
    return np.asarray(along / np.sqrt(own * np.maximum(powers - sums * sums / n, 0.1 * own)))


def _resized(image: npt.NDArray[Any], factor: float) -> npt.NDArray[Any]:
    size = (max(8, round(image.shape[1] * factor)), max(8, round(image.shape[0] * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
