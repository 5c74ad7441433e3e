"""Products of small matrices, on one thread.

BLAS wakes its threads for products of a few million operations; for one that takes 0.2 ms alone
they cost 7 to 40 ms of processor time, most of it spent waiting for each other.  A verdict makes
several such products, and verdicts are what runs side by side.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["gram", "product"]

_ALONE = 1 << 18
"""Multiplications up to which OpenBLAS stays on one thread."""


def product(a: npt.NDArray[Any], b: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    """(N, K) times (K, M), float32, in slices of rows that BLAS does not share out."""
    rows = max(1, _ALONE // max(1, b.size))
    slices = [a[i : i + rows] @ b for i in range(0, len(a), rows)]
    return np.concatenate(slices).astype(np.float32, copy=False) if slices else (a @ b)


def gram(rows: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """(K, K) products of each of the long rows (K, N) with each other, in slices of columns."""
    count, long = rows.shape
    width, out = max(1, _ALONE // count**2), np.zeros((count, count))
    for i in range(0, long, width):
        out += rows[:, i : i + width] @ rows[:, i : i + width].T
    return out
