"""Digits out of pixels: find the one in each cell, and say how likely it is each of 0..9.

`classify` takes cells of ink and works in two steps.  `glyphs` peels what is left of the grid's
lines from a cell, keeps the ink in its middle and scales it to 20 x 20; without that, no classifier
helps.  Each glyph then gets log-probabilities over ten digits and *not a digit* (two digits in one
cell, half a digit, a letter, a scribble), by a small network on the pixels and on histograms of
oriented gradients (Dalal and Triggs 2005).  The weights are ours, trained by
`tools/train_digits.py` on two hundred families of typefaces, worn and bent as model-made pictures
are; the families of `eyechart.certify.fonts` were held out.

Inference is two matrix products: 0.03 ms a digit, no framework.
"""

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.products import product

__all__ = [
    "CELL",
    "REJECT",
    "SIDE",
    "Glyphs",
    "Network",
    "Read",
    "classify",
    "features",
    "glyphs",
    "weights",
]

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

CELL = 48
"""Side of a cell as it is handed in, in px."""
SIDE = 20
"""Side of a glyph, in px."""
REJECT = 10
"""The class of what is not a digit."""

_FAINT = 0.3
"""A cell whose darkest spot has less ink than this is empty."""
_SPECK = 0.06
"""Components smaller than this share of the largest are dirt."""
_PART, _WIDE = 0.3, 0.85
"""A second part of this share of the largest, in ink of this width to height, is another digit."""
_LEAST = 12
"""Least area of a glyph in a cell, in px."""
_MIDDLE = slice(CELL // 5, CELL - CELL // 5)
_NEVER = -20.0
"""Log-probability of a digit where there is no ink."""
_WEIGHTS = "digits.npz"
_BINS = 8
_POOLS = 5


class Glyphs(NamedTuple):
    """What stands in N cells."""

    patches: Floats
    """(N, 20, 20), 0 to 1: the glyph, its longer side filling the patch; zeros if empty."""
    boxes: Floats
    """(N, 4): left, top, width, height of the ink as shares of the cell."""
    present: Flags
    """(N,): whether there is any."""
    double: Flags
    """(N,): whether it falls into two parts beside each other, too wide for one digit."""


class Network(NamedTuple):
    """Weights of the classifier: one hidden layer of rectified units."""

    mean: Floats
    scale: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats

    def log_probabilities(self, inputs: Floats) -> Floats:
        """(N, F) features to (N, 11)."""
        hidden = product((inputs - self.mean) * self.scale, self.hidden) + self.hidden_bias
        scores = product(np.maximum(hidden, 0), self.out) + self.out_bias
        scores -= scores.max(axis=1, keepdims=True)
        logs: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return logs


class Read(NamedTuple):
    """What N cells say."""

    present: Flags
    """(N,): whether there is any ink."""
    logs: Floats
    """(N, 11) natural log-probabilities: digits 0..9, then *not a digit*; empty cells are that."""
    features: Floats
    """(N, 602): by which two cells may be compared."""


def classify(cells: Floats) -> Read:
    """Read cells, (N, 48, 48) float32 ink from 0 (ground) to 1 (full), a digit at most in each."""
    found = glyphs(cells)
    inputs = features(found)
    logs = network().log_probabilities(inputs)
    none = ~found.present | found.double
    logs[none] = _NEVER
    logs[none, REJECT] = 0.0
    return Read(found.present, logs, inputs)


@cache
def network() -> Network:
    """The shipped weights."""
    return weights(_WEIGHTS)


def weights(name: str) -> Network:
    """The network in a file of this package."""
    with (files("eyechart.reading") / name).open("rb") as file:
        arrays = np.load(file, allow_pickle=False)
        return Network(*(arrays[name].astype(np.float32) for name in Network._fields))


def glyphs(cells: Floats) -> Glyphs:
    """The glyph in each cell; `cells` is (N, 48, 48) float32 ink, 0 (ground) to 1 (full)."""
    count = len(cells)
    soft = cv2.blur(np.ascontiguousarray(cells.transpose(1, 2, 0)).reshape(CELL, -1), (1, 3))
    peaks = soft.reshape(CELL, CELL, count)[_MIDDLE, _MIDDLE].max(axis=(0, 1))
    marked = cells > 0.5 * np.maximum(peaks, _FAINT)[:, None, None]
    kept, split = _peeled(marked)
    patches = np.zeros((count, SIDE, SIDE), np.float32)
    boxes = np.zeros((count, 4), np.float32)
    present = (peaks >= _FAINT) & (kept.sum(axis=(1, 2)) >= _LEAST)
    near = np.ones((3, 3), np.uint8)
    for i in np.flatnonzero(present):
        x, y, w, h = cv2.boundingRect(kept[i])
        ink = cells[i] * cv2.dilate(kept[i], near) / max(float(peaks[i]), _FAINT)
        patches[i] = _fitted(np.minimum(ink[y : y + h, x : x + w], 1.0))
        boxes[i] = np.array([x, y, w, h], np.float32) / CELL
    double = split & present & (boxes[:, 2] > _WIDE * boxes[:, 3])
    return Glyphs(patches, boxes, present, double)


def features(found: Glyphs) -> Floats:
    """(N, 602): the pixels, gradients in 8 directions pooled to 5 x 5, and the shape of the box."""
    patches = found.patches
    count = len(patches)
    padded = np.pad(patches, ((0, 0), (1, 1), (1, 1)))
    along_x = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    along_y = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    angles = np.arange(_BINS, dtype=np.float32) * (2 * np.pi / _BINS)
    # A gradient counts in a direction by how far it points there beyond 45 degrees off.
    toward = (
        along_x[:, None] * np.cos(angles)[:, None, None]
        + along_y[:, None] * np.sin(angles)[:, None, None]
    )
    toward = np.maximum(toward - 0.7 * np.hypot(along_x, along_y)[:, None], 0)
    pooled = _pooling() @ toward @ _pooling().T
    pooled = np.sqrt(pooled.reshape(count, -1))
    pooled /= np.linalg.norm(pooled, axis=1, keepdims=True) + 1e-3
    width, height = found.boxes[:, 2], found.boxes[:, 3]
    shape = np.stack([np.log((width + 0.02) / (height + 0.02)), height], axis=1)
    return np.concatenate([patches.reshape(count, -1), pooled, shape], axis=1, dtype=np.float32)


@cache
def _pooling() -> Floats:
    """(5, 20): overlapping triangles along one side."""
    centres = (np.arange(_POOLS) + 0.5) * SIDE / _POOLS - 0.5
    away = np.abs(np.arange(SIDE)[None, :] - centres[:, None])
    return np.asarray(np.maximum(1 - away * _POOLS / SIDE, 0), np.float32)


def _peeled(marked: Flags) -> tuple[npt.NDArray[np.uint8], Flags]:
    """(N, 48, 48) of 0 and 1, the ink without remains of lines at the edges, and without dirt;
    and (N,), whether a large part of it stands wholly beside the largest part.
    """
    count = len(marked)
    room = CELL + 1  # one row of ground between the cells, which are stacked into one tall picture
    tall = np.zeros((count, room, CELL), np.uint8)
    tall[:, :CELL] = marked
    total, labels, stats, _ = cv2.connectedComponentsWithStats(
        tall.reshape(-1, CELL), connectivity=8
    )
    labels = labels.reshape(count, room, CELL)
    x, y, w, h, area = stats.T
    row = y % room
    edge = (x == 0) | (row == 0) | (x + w == CELL) | (row + h == CELL)
    middle = np.bincount(labels[:, _MIDDLE, _MIDDLE].ravel(), minlength=total)
    good = ~edge | (middle >= 0.25 * area)
    good[0] = False
    cell = y // room
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, cell[good], area[good])
    good &= area >= np.maximum(_SPECK * largest[cell], 3)
    main = np.zeros(count, np.int64)
    ranked = np.flatnonzero(good)[np.argsort(area[good], kind="stable")]
    main[cell[ranked]] = ranked  # the last one written, the largest, stays
    partner = main[cell]
    beside = (x >= x[partner] + w[partner]) | (x + w <= x[partner])
    split = np.zeros(count, bool)
    split[cell[good & beside & (area >= _PART * area[partner])]] = True
    return np.asarray(good[labels[:, :CELL]], np.uint8), split


def _fitted(ink: npt.NDArray[Any]) -> Floats:
    """A glyph's box scaled to fill 20 x 20 along its longer side, centred along the other."""
    height, width = ink.shape
    factor = SIDE / max(height, width)
    w, h = max(1, round(width * factor)), max(1, round(height * factor))
    small = cv2.resize(
        ink, (w, h), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
    )
    patch = np.zeros((SIDE, SIDE), np.float32)
    left, top = (SIDE - w) // 2, (SIDE - h) // 2
    patch[top : top + h, left : left + w] = small
    return patch
