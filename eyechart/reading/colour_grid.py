"""Grids of coloured cells in a picture: where they lie, how many cells they have, what they show.

Reading each cell as the nearest palette colour fails under a tint.  So the palette is *calibrated*
first on cells whose colour is known (`calibrated`), and then a hypothesis is tested: `doubt` says
for every cell how far its colour lies on the way from the colour that it should have to the nearest
other one, and looks a fraction of a cell aside before it objects, since a redrawn grid is warped.

The size of a grid is never assumed.  All palette colours are strong (some channel is dark) and the
lines between cells are light in every channel, so the darkest channel shows lines as a comb, whose
teeth are counted (`teeth`), and the grid as a dark block on light ground (`block`).

Boxes are (x, y, width, height) in px, measured from outer corners.
"""

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.pixels import RGB

__all__ = [
    "Block",
    "Box",
    "Comb",
    "Palette",
    "block",
    "calibrated",
    "cell_colours",
    "comb",
    "doubt",
    "lightness",
    "size_fits",
]

Colours = npt.NDArray[np.float32]
"""(..., 3) red, green, blue, 0 to 255."""
Labels = npt.NDArray[np.intp]
Box = tuple[float, float, float, float]
_MOST_CELLS = 31
_SLACK = np.array([-0.16, -0.08, 0.0, 0.08, 0.16])
"""Where a line is looked for, in cells off its place."""
_ASIDE = 0.125
"""How far aside a cell that objects is looked at again, in cells."""
_NO_LINE = 4.0
"""Levels by which lines are lighter below which there are no lines."""
_TOOTH = 16.0
"""Levels by which a line is lighter that make it a full tooth of the comb."""
_DARK = 0.7
"""Share of the ground's lightness below which a pixel is a cell."""


class Palette(NamedTuple):
    """The colours as they look in one picture."""

    seen: Colours
    """(k, 3)."""

    def nearest(self, colours: Colours) -> Labels:
        """The index of the nearest colour, for (..., 3)."""
        gaps = ((colours[..., None, :] - self.seen) ** 2).sum(-1)
        return np.asarray(gaps.argmin(-1), np.intp)


class Block(NamedTuple):
    """A dark block on light ground."""

    box: Box
    full: float
    """The share of its box that is dark, 0 to 1."""
    alone: float
    """Its share of all that is dark, 0 to 1."""


class Comb(NamedTuple):
    """How many cells a side of a grid has, judged by the lines between them."""

    cells: int
    """The largest number between all of whose cells there are lines; 1 where there is none."""
    contrast: float
    """How much lighter lines are than the cells beside them, on average, 0 to 16."""


class _Ruling(NamedTuple):
    """How the lines of a picture agree with a grid of a certain number of rows."""

    between: float | None
    """How surely every border between cells of one colour shows a line, 0 to 1; None where there
    is no such border."""
    inside: float
    """Share of the cells through whose middle a line (or another cell's edge) runs."""
    strongest: float
    """How much lighter the lines between any two cells are, 0 to 255."""


def cell_colours(
    rgb: RGB, box: Box, rows: int, columns: int, shift: tuple[float, float] = (0.0, 0.0)
) -> Colours:
    """(rows, columns, 3): the median colour of the middle of each cell.

    `shift` is (x, y) in cells.
    """
    at = np.array([-0.2, 0.0, 0.2], np.float32)
    x, y, width, height = box
    cell_x, cell_y = width / columns, height / rows
    xs = x + (np.arange(columns)[:, None] + 0.5 + shift[0] + at) * cell_x
    ys = y + (np.arange(rows)[:, None] + 0.5 + shift[1] + at) * cell_y
    xs = np.clip(xs.ravel(), 0, rgb.shape[1] - 1).astype(np.intp)
    ys = np.clip(ys.ravel(), 0, rgb.shape[0] - 1).astype(np.intp)
    sampled = rgb[ys[:, None], xs].reshape(rows, 3, columns, 3, 3)
    stacked = sampled.transpose(0, 2, 1, 3, 4).reshape(rows, columns, 9, 3)
    # The fifth of nine: a partition is several times faster than np.median.
    return np.partition(stacked, 4, axis=2)[:, :, 4].astype(np.float32)


def calibrated(nominal: Colours, labels: Labels, colours: Colours) -> Palette | None:
    """The palette under the tint of a picture; None if it is no tint but other colours.

    `nominal` is (k, 3); `labels` (n,) and `colours` (n, 3) are cells that should be known.  Colours
    met often count as they are met (median); the others follow from an affine map of the whole
    palette, fitted to the medians and held near the identity.
    """
    counts = np.bincount(labels, minlength=len(nominal))
    met = np.flatnonzero(counts)
    medians = np.array([np.median(colours[labels == k], axis=0) for k in met], np.float32)
    weight = np.sqrt(np.minimum(counts[met], 16.0))[:, None]
    design = np.hstack([nominal[met] / 255, np.ones((len(met), 1), np.float32)])
    # Ridge: four pseudo-observations that say "no tint", for pictures with few colours.
    ridge = np.eye(4, dtype=np.float32)
    left = np.vstack([design * weight, ridge])
    right = np.vstack([(medians - nominal[met]) * weight, np.zeros((4, 3), np.float32)])
    shift = np.linalg.lstsq(left, right, rcond=None)[0]
    seen = nominal + np.hstack([nominal / 255, np.ones((len(nominal), 1))]) @ shift
    often = counts[met] >= 3
    seen[met[often]] = medians[often]
    palette = Palette(np.asarray(seen, np.float32))
    return palette if _is_tint(nominal, palette.seen) else None


def _is_tint(nominal: Colours, seen: Colours) -> bool:
    """Whether every colour is still nearest to itself once brightness and white are adjusted."""
    gain = np.maximum(nominal.std(axis=0), 1.0) / np.maximum(seen.std(axis=0), 1.0)
    if gain.max() > 4:
        return False
    adjusted = (seen - seen.mean(axis=0)) * gain + nominal.mean(axis=0)
    return bool(
        (Palette(nominal).nearest(adjusted.astype(np.float32)) == np.arange(len(nominal))).all()
    )


def doubt(
    rgb: RGB, box: Box, truth: npt.NDArray[np.int8], palette: Palette
) -> npt.NDArray[np.float32]:
    """(rows, columns): 0 where a cell has its true colour, 1 where it has another one's.

    A cell that objects is looked at again a little aside (an eighth of a cell each way); the least
    doubt counts.
    """
    rows, columns = truth.shape
    least = _doubt(cell_colours(rgb, box, rows, columns), truth, palette)
    for aside in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        if (least < 0.3).all():
            break
        # Not farther, and not slantwise: light lines would mix with a wrong colour to a right one.
        shift = (_ASIDE * aside[0], _ASIDE * aside[1])
        colours = cell_colours(rgb, box, rows, columns, shift)
        least = np.minimum(least, _doubt(colours, truth, palette))
    return least


def _doubt(
    colours: Colours, truth: npt.NDArray[np.int8], palette: Palette
) -> npt.NDArray[np.float32]:
    """How far each colour lies on the way from its true colour to the other that it is nearest."""
    start = palette.seen[truth][..., None, :]
    way = palette.seen - start
    length = (way**2).sum(-1)
    own = length < 1e-6
    along = ((colours[..., None, :] - start) * way).sum(-1) / np.where(own, 1.0, length)
    return np.asarray(np.where(own, -1.0, along).max(-1), np.float32)


def lightness(rgb: RGB) -> npt.NDArray[np.uint8]:
    """(H, W) the darkest channel: high on white and on lines, low on every palette colour."""
    red, green, blue = cv2.split(rgb)
    return np.asarray(cv2.min(cv2.min(red, green), blue), np.uint8)


def block(light: npt.NDArray[np.uint8], ground: float, lines: float) -> Block | None:
    """The largest dark block on ground of that lightness; None if nothing is dark.

    Light lines up to `lines` px wide do not take it apart.  Narrow things that touch it (a rest of
    a question mark, a border) do not widen its box.
    """
    dark = (light < _DARK * ground).astype(np.uint8)
    reach = 2 * max(2, round(lines / 2)) + 1
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    if count < 2:
        return None
    areas = stats[1:, cv2.CC_STAT_AREA]
    label = 1 + int(areas.argmax())
    x, y, width, height, _ = map(int, stats[label])
    inside = labels[y : y + height, x : x + width] == label
    left, right = _span(inside.sum(axis=0))
    top, bottom = _span(inside.sum(axis=1))
    box = (float(x + left), float(y + top), float(right - left), float(bottom - top))
    full = float(inside[top:bottom, left:right].mean())
    return Block(_sharpened(light, box, ground), full, float(areas.max() / areas.sum()))


def _span(profile: npt.NDArray[np.int64]) -> tuple[int, int]:
    """First and last-plus-one place where the profile is over half of its highest."""
    over = np.flatnonzero(profile > 0.5 * profile.max())
    return int(over[0]), int(over[-1]) + 1


def _sharpened(light: npt.NDArray[np.uint8], box: Box, ground: float) -> Box:
    """The box with each side moved to where lightness is half way from the cells to the ground.

    Blur and a border of light lines make a block look larger than its cells are.
    """
    x, y, width, height = (int(value) for value in box)
    inner = light[y : y + height, x : x + width]
    near = max(2, min(6, min(width, height) // 3))
    left, right = (_to_edge(inner[:, ::way].mean(axis=0)[:near], ground) for way in (1, -1))
    top, bottom = (_to_edge(inner[::way].mean(axis=1)[:near], ground) for way in (1, -1))
    return x + left, y + top, width - left - right, height - top - bottom


def _to_edge(profile: npt.NDArray[np.float64], ground: float) -> float:
    """How far in, px, the profile falls half way from the ground to its darkest."""
    half = (ground + float(profile.min())) / 2
    dark = int(np.argmax(profile <= half))
    if dark == 0:
        return 0.0
    before, after = float(profile[dark - 1]), float(profile[dark])
    return dark - 0.5 + (before - half) / max(before - after, 1e-6)


def comb(light: npt.NDArray[np.uint8], box: Box, axis: int) -> Comb:
    """Count the cells along x (`axis` 1) or y (0) of a grid by its lines."""
    x, y, width, height = box
    x0, y0 = max(0, round(x)), max(0, round(y))
    inside = light[y0 : max(y0 + 1, round(y + height)), x0 : max(x0 + 1, round(x + width))]
    profile = inside.mean(axis=1 - axis)
    n = len(profile)
    at = np.arange(n) + 0.5
    scores = np.zeros(_MOST_CELLS + 1)
    for cells in range(2, min(_MOST_CELLS, n // 2) + 1):
        step = n / cells
        # A line may lie a little off its place.
        places = (np.arange(1, cells)[:, None] + _SLACK) * step
        lines = np.interp(places, at, profile).max(axis=1)
        middles = np.interp((np.arange(cells) + 0.5) * step, at, profile)
        # Cut off, so that a few strong lines cannot speak for those that are missing.
        teeth = np.minimum(lines - np.maximum(middles[1:], middles[:-1]), _TOOTH)
        scores[cells] = teeth.mean()
    best = float(scores.max())
    return Comb(int(np.flatnonzero(scores >= 0.8 * best)[-1]) if best > 0 else 1, best)


def _ruled(light: npt.NDArray[np.uint8], box: Box, truth: npt.NDArray[np.int8]) -> _Ruling:
    """Whether light lines lie where cells of this grid would meet along y, and nowhere else.

    For lines along x, hand over the transposed picture, box and grid.
    """
    rows, columns = truth.shape
    x, y, width, height = box
    # Ten places down each cell, and the middle two of six across it; areas, so that no line is
    # stepped over.
    left, top = max(0, round(x)), max(0, round(y))
    inside = light[top : max(top + 1, round(y + height)), left : max(left + 1, round(x + width))]
    fine = cv2.resize(inside, (6 * columns, 10 * rows), interpolation=cv2.INTER_AREA)
    sampled = fine.reshape(rows, 10, columns, 6)[..., 2:4].astype(np.float32).mean(axis=3)
    middles = np.median(sampled[:, 3:7], axis=1)
    # A line runs right across: the mean along it is taken first, so that grain is no line.
    inner = (sampled[:, 3:7] - middles[:, None]).mean(axis=2).max(axis=1)
    edges = np.maximum(sampled[:-1, 8:].max(axis=1), sampled[1:, :2].max(axis=1))
    teeth = edges - np.maximum(middles[1:], middles[:-1])
    alike = truth[1:] == truth[:-1]
    known = alike.any(axis=1)
    levels = np.where(alike, teeth, 0).sum(axis=1)[known] / alike.sum(axis=1)[known]
    strongest = max(0.0, float(np.percentile(teeth, 90))) if teeth.size else 0.0
    # What counts as a line depends on how strong the lines are that there are.
    full = max(_TOOTH, 0.3 * strongest)
    within = float(inner.clip(0, full).mean() / full)
    if not known.any():
        return _Ruling(None, within, strongest)
    found = np.sort(levels.clip(0, full)) / full
    # The mean, unless many borders have none: then the grid has larger cells than supposed.
    least = float(found[: max(1, len(found) // 3)].mean())
    return _Ruling(min(float(found.mean()), 2 * least), within, strongest)


def size_fits(
    light: npt.NDArray[np.uint8], box: Box, truth: npt.NDArray[np.int8], cell: float | None
) -> bool | None:
    """Whether the grid in the box has as many rows and columns as `truth`; None: one cannot tell.

    Lines must lie between the cells and not inside them; the farther the cells would be from
    square, the more clearly.  Where there are no lines, only the `cell`, the usual px a cell, can
    tell.
    """
    rows, columns = truth.shape
    x, y, width, height = box
    both = (
        _ruled(light, box, truth),
        _ruled(np.ascontiguousarray(light.T), (y, x, height, width), truth.T),
    )
    between = [ruling.between for ruling in both if ruling.between is not None]
    inside = max(ruling.inside for ruling in both)
    if between and inside < 0.1 and max(ruling.strongest for ruling in both) < _NO_LINE:
        off = [width - columns * (cell or 0), height - rows * (cell or 0)]
        return True if cell and max(map(abs, off)) < 0.4 * cell else None
    # By how many cells the longer side would be miscounted, were the cells square.
    miscount = abs(np.log((width / columns) / (height / rows))) * max(rows, columns)
    return bool(min(between, default=1.0) - inside >= 0.22 + 0.5 * miscount)
