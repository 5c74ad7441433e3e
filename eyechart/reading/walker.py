"""Follow a coloured walker through the frames of a clip of a lattice of walls.

The camera stands still in a right answer, so the first frame is registered to the source and all
others are laid by the same map; a camera that moves shows as walls that changed.  Per frame: where
the walker is (the blob of its colour), whether there is a second one, and which wall places
contradict the truth.  Everything is measured in cells, (row, column), whole numbers being middles.
"""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.align import Registration
from eyechart.reading.ink import Cast, share_of
from eyechart.reading.lattice import Lattice, Levels, Walls
from eyechart.scene.pixels import RGB

__all__ = ["Track", "WallProbe", "follow", "wall_probe"]

_ALONG, _ACROSS = 7, 5
"""Points at which a wall place is probed."""
_HIDDEN = 0.48
"""Cells from the walker's middle to a wall place's, within which it hides the place; it hides none
when it stands in the middle of a cell."""


class WallProbe(NamedTuple):
    """Where to look for each wall place, in a frame that lies in the source's frame."""

    places: npt.NDArray[np.intp]
    """(n, along, across) indices into a flat picture."""
    middles: Levels
    """(n, 2) row and column of each place's middle, in cells."""
    stands: npt.NDArray[np.bool_]
    """(n,) the truth."""

    def contradicted(self, frame: RGB, walker: tuple[float, float]) -> npt.NDArray[np.bool_]:
        """(n,) wall places that the frame (H, W, 3) shows otherwise than the truth.

        Places under the walker, at (row, column), are hidden by it and contradict nothing.
        """
        red, green, blue = cv2.split(frame)
        dark = 255 - np.asarray(cv2.max(cv2.max(red, green), blue))
        probed = dark.ravel()[self.places].max(axis=2)
        levels = probed.astype(np.float32).mean(axis=1)
        light = float(np.median(levels[~self.stands])) if not self.stands.all() else 0.0
        wall = float(np.median(levels[self.stands]))
        hidden = (np.abs(self.middles - np.array(walker, np.float32)) < _HIDDEN).all(axis=1)
        return np.asarray(((levels > 0.5 * (light + wall)) != self.stands) & ~hidden)


class Track(NamedTuple):
    """What was read, one row per frame."""

    places: Levels
    """(n, 2) row and column of the walker, in cells; NaN where it is not seen."""
    others: Levels
    """(n,) size of the second largest blob of its colour, as a share of the walker's due size."""
    goal: Levels
    """(n,) share of the goal's middle that shows the goal's colour."""
    changed: npt.NDArray[np.bool_]
    """(n, wall places) contradicted in this frame."""


def follow(
    frames: Sequence[RGB],
    registration: Registration,
    lattice: Lattice,
    probe: WallProbe,
    cast: Cast,
    colours: tuple[str, str],
    goal: tuple[int, int],
    size: float,
) -> Track:
    """Read every frame; `colours` are the walker's and the goal's, `size` its side in cells.

    `lattice` and `registration` are those of the source; `cast` the tint of the first frame.
    """
    due = (size * lattice.cell) ** 2
    edge = 0.3 * lattice.cell
    x, y = (
        lattice.left + (goal[1] + 0.5) * lattice.cell,
        lattice.top + (goal[0] + 0.5) * lattice.cell,
    )
    window = (
        slice(round(y - edge), round(y + edge) + 1),
        slice(round(x - edge), round(x + edge) + 1),
    )
    places, others, shown, changed = [], [], [], []
    for frame in frames:
        laid = registration.lay(frame)
        spot, second = _blobs(share_of(laid, colours[0], cast), due)
        here = (
            (spot[1] - lattice.top) / lattice.cell - 0.5,
            (spot[0] - lattice.left) / lattice.cell - 0.5,
        )
        places.append(here)
        others.append(second)
        corner = np.ascontiguousarray(laid[window])
        shown.append(float((share_of(corner, colours[1], cast) > 0.5).mean()))
        changed.append(probe.contradicted(laid, here))
    return Track(
        np.array(places, np.float32),
        np.array(others, np.float32),
        np.array(shown, np.float32),
        np.array(changed),
    )


def wall_probe(lattice: Lattice, walls: Walls, shape: tuple[int, ...]) -> WallProbe:
    """The probe for these walls in pictures of this shape (height, width, ...)."""
    along = np.linspace(0.2, 0.8, _ALONG)
    across = np.linspace(-0.13, 0.13, _ACROSS)
    rows, columns = (n.ravel() for n in np.indices(walls.across.shape))
    rows2, columns2 = (n.ravel() for n in np.indices(walls.down.shape))
    ones = np.ones((_ALONG, _ACROSS))
    steps = (along[:, None] * ones, across[None] * ones)
    y = np.concatenate([rows[:, None, None] + steps[1], rows2[:, None, None] + steps[0]])
    x = np.concatenate([columns[:, None, None] + steps[0], columns2[:, None, None] + steps[1]])
    px = np.clip(np.floor(lattice.left + x * lattice.cell), 0, shape[1] - 1).astype(np.intp)
    py = np.clip(np.floor(lattice.top + y * lattice.cell), 0, shape[0] - 1).astype(np.intp)
    middles = np.stack([y.mean(axis=(1, 2)) - 0.5, x.mean(axis=(1, 2)) - 0.5], axis=1)
    return WallProbe(py * shape[1] + px, middles.astype(np.float32), walls.all())


def _blobs(share: Levels, due: float) -> tuple[tuple[float, float], float]:
    """Middle (x, y) of the largest blob, NaN if there is none, and the size of the next largest."""
    mask = (share > 0.55).astype(np.uint8)
    left, top, wide, tall = cv2.boundingRect(mask)
    if not wide:
        return (float("nan"), float("nan")), 0.0
    _, _, stats, middles = cv2.connectedComponentsWithStats(
        mask[top : top + tall, left : left + wide], connectivity=8
    )
    areas = stats[1:, cv2.CC_STAT_AREA] / due
    if not len(areas) or areas.max() < 0.2:
        return (float("nan"), float("nan")), 0.0
    order = np.argsort(areas)
    x, y = middles[1 + order[-1]] + (left + 0.5, top + 0.5)
    return (float(x), float(y)), float(areas[order[-2]]) if len(areas) > 1 else 0.0
