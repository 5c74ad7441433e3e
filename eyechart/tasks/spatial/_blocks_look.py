"""Read a stack of cubes from pixels alone.

Three corners of the floor's slab are always in sight: the left, the lowest and the right end of the
picture's lower outline, which is two straight lines.  They tell the view, and the floor's sides up
to a common factor; the lines that start from the floor's front edges tell the factor.  For every
floor that fits, shades and lines are sampled on the raster of the proof, and the stack is sought
that would look most alike.  A turned picture is tried in all the ways that it may have been turned.
"""

from collections.abc import Iterator
from functools import reduce
from math import atan2, cos, degrees, hypot, radians, sin
from operator import or_
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.reading.ink import parsed_colour
from eyechart.scene.pixels import RGB
from eyechart.scene.solids import FLOOR, PAINTS, SLAB, VIEWS, Frame, Paint
from eyechart.scene.svg import Point
from eyechart.scene.turn import TURNS
from eyechart.tasks.spatial._blocks_proof import EDGES, FINE, Raster, Seen, Stack, bits
from eyechart.tasks.spatial._blocks_scene import HIGHEST, Blocks

__all__ = ["stack_in"]

_SIZE = 512
"""Longer side at which a picture is read, px."""
_MOST = 12
"""Squares along a side of the floor."""
_LEAST_LIKENESS, _CERTAIN = 0.75, 0.93
"""Below the one, nothing was read; above the other, no further draft is worked out."""
_TRIED = 6
"""Drafts that are worked out at most."""
_NOTHING = 5
_RIM = 0.75
"""Half the width of the slab's lines, px."""

_CLEAR = 4.5
"""Distance from a line, px, at which it is not seen."""

Labels = npt.NDArray[np.uint8]
"""A layer of the raster for each point, or `_NOTHING`."""
Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


class _Floor(NamedTuple):
    frame: Frame
    rows: int
    columns: int


def stack_in(picture: RGB) -> Blocks:
    """The stack that the picture shows; raises `Unreadable` where none is found."""
    scale = _SIZE / max(picture.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how), np.uint8)
    drafts = [
        draft
        for turn in (None, *TURNS.values())
        for draft in _drafts(turn.inverse.pixels(picture) if turn else picture)
    ]
    drafts.sort(key=lambda draft: -draft.match.likeness(draft.stack))
    best, read = _LEAST_LIKENESS, None
    for draft in drafts[:_TRIED]:
        stack = draft.match.improved(draft.stack)
        likeness = draft.match.likeness(stack)
        if likeness > best:
            best, read = likeness, draft.scene(stack)
        if likeness > _CERTAIN:
            break
    if read is None:
        raise Unreadable("no stack of cubes on a floor looks like what the picture shows")
    return read


class _Match:
    """A sampled picture, and how like it stacks would look."""

    def __init__(self, raster: Raster, labels: Labels, dark: Flags) -> None:
        self.raster, self._dark = raster, bits(dark)
        self._shades = [bits(~dark & (labels == layer)) for layer in range(EDGES)]
        self._all = reduce(or_, self._shades)

    def first(self) -> Stack:
        """A stack to begin with: each column, from front to back, as high as agrees best."""
        stack: Stack = {}
        covered = 0
        for square, towers in self.raster.towers.items():
            agreement = [self._agreement(tower, covered) for tower in towers]
            stack[square] = int(np.argmax(agreement))
            covered |= towers[stack[square]].all
        return stack

    def improved(self, stack: Stack) -> Stack:
        """The stack, changed column by column until no change of one makes it more alike."""
        stack, best, before = dict(stack), self._whole(stack), None
        while best != before:
            before = best
            for square, towers in self.raster.towers.items():
                for high in range(len(towers)):
                    agreement = self._whole({**stack, square: high})
                    if agreement > best:
                        stack[square], best = high, agreement
        return stack

    def likeness(self, stack: Stack) -> float:
        """1 where all agrees, 0 where as much does as does not."""
        seen = self.raster.picture(stack)
        return self._whole(stack) / (seen.all & ~self._doubtful(seen)).bit_count()

    def _whole(self, stack: Stack) -> int:
        seen = self.raster.picture(stack)
        return self._agreement(seen, 0) - (self._all & ~seen.all).bit_count()

    def _agreement(self, seen: Seen, covered: int) -> int:
        """Points that are as they should be less those that are not."""
        *shades, edges = seen.layers
        right = edges & self._dark
        for mine, shown in zip(shades, self._shades, strict=True):
            right |= mine & shown
        judged = seen.all & ~self._doubtful(seen)
        return 2 * (right & ~covered).bit_count() - (judged & ~covered).bit_count()

    def _doubtful(self, seen: Seen) -> int:
        """Shades beside an edge that lie under its line: they count neither way."""
        edges = seen.layers[EDGES]
        beside = edges
        for step in (1, self.raster.width):
            for _ in range(2):
                beside |= beside << step | beside >> step
        return self._dark & beside & ~edges


class _Draft(NamedTuple):
    match: _Match
    stack: Stack
    paint: str
    lit_from_right: bool

    def scene(self, stack: Stack) -> Blocks:
        raster = self.match.raster
        heights = tuple(
            tuple(stack[x, y] for x in range(raster.columns)) for y in range(raster.rows)
        )
        return Blocks(heights, *raster.view, self.paint, self.lit_from_right)


def _drafts(picture: RGB) -> Iterator[_Draft]:
    """First readings of an upright picture, one for each floor and light that it may show."""
    ground = np.median(np.concatenate([picture[0], picture[-1]]), axis=0)
    light = np.clip(picture * (255 / np.maximum(ground, 1)), 0, 255).astype(np.float32)
    thing = _largest(cv2.medianBlur((abs(light - 255).max(axis=2) > 24).astype(np.uint8), 3))
    floors = list(_floors(thing))
    if not floors:
        return
    name = min(PAINTS, key=lambda name: _labelled(light[thing][::17], PAINTS[name])[1])
    top, lines = float(np.flatnonzero(thing.any(axis=1))[0]), _lines(light)
    for frame, rows, columns in floors:
        if not _divided(lines, frame, rows, columns):
            continue
        low = frame.at((columns, rows, 0))[1]
        highest = (low - top) / (frame.unit * cos(radians(frame.view.pitch)))
        raster = Raster.of(frame.view, rows, columns, min(HIGHEST, int(highest) + 1))
        colours = _sampled(light, frame, raster)
        near = np.ones((2 * round(frame.unit / FINE / 2) + 1,) * 2, np.uint8)
        dark = _sampled(np.asarray(cv2.dilate(lines, near), np.float32), frame, raster) > 0.5
        for right in (False, True):
            paint = PAINTS[name].lit_from_right() if right else PAINTS[name]
            match = _Match(raster, _labelled(colours, paint)[0], dark)
            yield _Draft(match, match.first(), name, right)


def _largest(mask: npt.NDArray[np.uint8]) -> Flags:
    """The largest thing in a mask: the stack, not the box for the answer."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    if count == 1:
        return mask > 0
    return np.asarray(labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax()), np.bool_)


def _lines(light: Floats) -> Floats:
    """1 where the picture (H, W, 3) has a thin line darker than both of its sides, else 0."""
    grey = cv2.cvtColor(light, cv2.COLOR_RGB2GRAY)
    dips = cv2.morphologyEx(grey, cv2.MORPH_BLACKHAT, np.ones((9, 9), np.uint8))
    return np.asarray(dips > 12, np.float32)


def _floors(thing: Flags) -> Iterator[_Floor]:
    """Floors whose slab would have its corners where the lower outline has."""
    corners = _corners(thing)
    if corners is None:
        return
    left, front, right = corners
    for view in VIEWS:
        along = _multiple(view.project((1, 0, 0)), left, front)
        across = _multiple(view.project((0, 1, 0)), right, front)
        if along is None or across is None:
            continue
        for columns in range(2, _MOST + 1):
            unit = along / columns
            rows = round(across / unit)
            if 2 <= rows <= _MOST and abs(rows * unit - across) < 0.12 * unit:
                unit = (along + across) / (rows + columns)
                x, y = view.project((columns, rows, -SLAB))
                frame = Frame(view, unit, front[0] - unit * x, front[1] - unit * y)
                yield _Floor(frame, rows, columns)


def _corners(thing: Flags) -> tuple[Point, Point, Point] | None:
    """The left, the lowest and the right corner of a slab; None if nothing has two such edges."""
    xs = np.flatnonzero(thing.any(axis=0))
    ys = thing.shape[0] - np.argmax(thing[::-1, xs], axis=0)
    lowest, aside = int(ys.argmax()) if len(ys) else 0, 4
    parts = slice(1, max(1, lowest - aside)), slice(lowest + aside, -1)
    if min(len(xs[part]) for part in parts) < 20:
        return None
    (a, b), (c, d) = (np.polyfit(xs[part] + 0.5, ys[part], 1) for part in parts)
    if a < 0.05 or c > -0.05:
        return None
    b, d = b - _RIM * hypot(1, a), d - _RIM * hypot(1, c)
    start, x, end = float(xs[0]) + _RIM, float((d - b) / (a - c)), float(xs[-1] + 1) - _RIM
    return (start, float(a * start + b)), (x, float(a * x + b)), (end, float(c * end + d))


def _multiple(edge: Point, start: Point, end: Point) -> float | None:
    """How many times the edge goes from start to end; None if it has another direction."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(degrees(atan2(dy, dx) - atan2(edge[1], edge[0]))) > 2.5:
        return None
    return hypot(dx, dy) / hypot(*edge)


def _divided(lines: Floats, frame: Frame, rows: int, columns: int) -> bool:
    """Whether lines start from the floor's front edges between squares, and nowhere else.

    Where two squares meet at an edge, either a line between bare squares or the upright edge of a
    cube begins there.
    """
    begins: tuple[list[float], list[float]] = [], []
    for (dx, dy), count in (((1, 0), columns), ((0, 1), rows)):
        # So far from the edge that its own line does not count.
        back = _CLEAR / frame.unit * hypot(*frame.view.project((dx, dy, 0)))
        back /= sin(radians(frame.view.pitch))
        for half in range(1, 2 * count):
            x, y = (half / 2, rows) if dx else (columns, half / 2)
            begins[half % 2].append(
                _either(lines, frame.at((x - back * dy, y - back * dx, 0)), frame.at((x, y, 0.2)))
            )
    return float(np.mean(begins[0])) > 0.8 and float(np.mean(begins[1])) < 0.6


def _either(lines: Floats, *points: Point) -> float:
    """The greatest value within 1 px of one of the points."""
    places = ((round(x), round(y)) for x, y in points)
    around = [lines[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2] for x, y in places]
    return max(float(part.max(initial=0.0)) for part in around)


def _sampled(image: Floats, frame: Frame, raster: Raster) -> Floats:
    """The values of an image (H, W, ...) at the raster's points, (height, width, ...)."""
    step = frame.unit / FINE
    x, y = (frame.left, frame.top) + step * raster.origin
    return np.asarray(
        cv2.warpAffine(
            image,
            np.array([[step, 0, x], [0, step, y]]),
            (raster.width, raster.height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderValue=(255, 255, 255),
        ),
        np.float32,
    )


def _labelled(colours: Floats, paint: Paint) -> tuple[Labels, float]:
    """The layer whose colour is nearest to each (..., 3), as uint8; how far off they are."""
    named = (*paint.sides, FLOOR.top, paint.ink, "#ffffff", FLOOR.right, FLOOR.left, FLOOR.ink)
    layers = np.array([0, 1, 2, 3, EDGES, *3 * [_NOTHING], EDGES], np.uint8)
    wanted = np.array([parsed_colour(colour) for colour in named], np.float32)
    off = np.linalg.norm(colours[..., None, :] - wanted, axis=-1)
    return layers[off.argmin(axis=-1)], float(off.min(axis=-1).mean())
