"""Affine maps between two pictures, and a picture sampled through one.

Matrices are (2, 3) and map the coordinates of one picture to another's, in px measured from the
outer corner of the first pixel, so that a change of size is a plain factor.
"""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

__all__ = ["Matrix", "between", "from_index", "ground_of", "product", "resampled", "rescaled"]

Grey = npt.NDArray[np.float32]
Matrix = npt.NDArray[np.float64]
Ground = tuple[float, ...]


def ground_of(image: npt.NDArray[Any]) -> Ground:
    """The colour along a picture's border, one value per channel."""
    edge = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    return tuple(float(v) for v in np.atleast_1d(np.median(edge, axis=0)))


def resampled(
    image: npt.NDArray[Any],
    matrix: Matrix,
    size: tuple[int, int],
    ground: Ground,
    moved: Grey | None = None,
) -> npt.NDArray[Any]:
    """`image` at matrix · (p + moved(p)) for every pixel p of a picture of `size` (width, height).

    What lies outside is `ground`: the image's own border, so that it looks like an empty sheet.
    """
    index = _to_index(matrix)
    if moved is None:
        how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(image, index, size, None, how, cv2.BORDER_CONSTANT, ground)
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    x, y = x + moved[:, :, 0], y + moved[:, :, 1]
    (a, b, c), (d, e, f) = index.astype(np.float32)
    at_x, at_y = a * x + b * y + c, d * x + e * y + f
    return cv2.remap(image, at_x, at_y, cv2.INTER_LINEAR, None, cv2.BORDER_CONSTANT, ground)


def between(ours: npt.NDArray[np.float64], theirs: npt.NDArray[np.float64]) -> Matrix:
    """The matrix that lays one box (x, y, width, height) on another."""
    factor = theirs[2:] / ours[2:]
    return np.column_stack([np.diag(factor), theirs[:2] - factor * ours[:2]])


def product(a: Matrix, b: Matrix) -> Matrix:
    """a after b."""
    return np.hstack([a[:, :2] @ b[:, :2], a[:, :2] @ b[:, 2:] + a[:, 2:]])


def rescaled(matrix: Matrix, scale: float) -> Matrix:
    """The same map in coordinates `scale` times finer."""
    return np.hstack([matrix[:, :2], matrix[:, 2:] / scale])


def _to_index(matrix: Matrix) -> Matrix:
    """Corner coordinates to the indices that OpenCV counts (pixel centres are whole numbers)."""
    half = np.full((2, 1), 0.5)
    return np.hstack([matrix[:, :2], matrix[:, 2:] + matrix[:, :2] @ half - half])


def from_index(matrix: npt.NDArray[Any]) -> Matrix:
    half = np.full((2, 1), 0.5)
    m = matrix.astype(np.float64)
    return np.hstack([m[:, :2], m[:, 2:] - m[:, :2] @ half + half])
