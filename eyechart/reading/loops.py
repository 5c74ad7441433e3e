"""Ink as loops: rings, boxes, ellipses and hand-drawn ones, each about an element.

A loop's hull is nearly as long as it is wide, ink runs along most of it (a gap of a fifth is
tolerated, and what lies off the page), and its inside is free of ink.  It belongs to the element
whose centre is nearest to the hull's centre.  Loops that touch are one piece of ink, which is cut
between the elements; a loop in several pieces is put together; what runs along a loop, such as its
own other end, is part of it.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import pi, sqrt
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.scene.tiles import Box

__all__ = ["Loop", "loops_in"]

Mask = npt.NDArray[np.uint8]

_SMALLEST, _LARGEST = 0.3, 1.35
"""Radius of a loop, in sides of its element's box."""
_OFF_CENTRE = 0.36
"""How far a loop's centre may lie from its element's, in sides, each way."""
_ALONG = 0.74
"""Share of the directions from the centre in which a loop has ink."""
_INNER = 0.45
"""The inner part of a hull, as a share of its radius: small loops are drawn with thick strokes."""
_INSIDE = 0.35
"""Length of stroke in the inner part, in its radii: another loop's arc would be one or two long."""
_LENGTHENED = 2.2
_DIRECTIONS = 36
_EDGE = 0.04
"""Share of the page's sides that may have been cut off: a loop is not seen beyond."""
_FEW = 6
"""Elements within a hull, up to which every two of them are tried."""
_ALONGSIDE = 0.4
"""Ink within so many radii of a loop's outline, inside or out, is part of the loop."""


class Loop(NamedTuple):
    """One piece of ink."""

    x: float
    y: float
    radius: float
    """Of the circle as large as the hull, px."""
    closed: bool
    """Whether it is a loop: ink all around, none inside."""
    element: int | None
    """The element it is about; None if none is clearly meant."""


class _Piece(NamedTuple):
    """One connected piece of ink."""

    ink: Mask
    """Its window of the picture."""
    x: int
    y: int
    """Where the window lies."""
    page: tuple[int, int]
    """Height and width of the picture."""


def loops_in(mask: Mask, boxes: Sequence[Box], speck: float) -> list[Loop]:
    """The loops about elements at `boxes` that a mask (H, W) of ink, 0 or 1, consists of, and what
    is none; pieces smaller than `speck` px are dirt."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found: list[Loop] = []
    others: list[tuple[_Piece, Loop]] = []
    for i in range(1, count):
        x, y, w, h, _ = (int(v) for v in stats[i])
        if max(w, h) < speck:
            continue
        ink = (labels[y : y + h, x : x + w] == i).astype(np.uint8)
        piece = _Piece(ink, x, y, (mask.shape[0], mask.shape[1]))
        loop = _loop(piece, boxes)
        touching = [] if loop.closed else _touching(piece, boxes, speck)
        if loop.closed or touching:
            found += touching or [loop]
        else:
            others.append((piece, loop))
    others = [
        (piece, loop)
        for piece, loop in others
        if not any(_alongside(piece, it) for it in found) and not _at_rim(piece)
    ]
    if len(others) > 1:
        whole = _together([piece for piece, _ in others])
        loop = _loop(whole, boxes)
        joined = [loop] if loop.element is not None else _touching(whole, boxes, speck)
        if joined:
            return [*found, *joined]
    return found + [loop for _, loop in others]


def _together(pieces: Sequence[_Piece]) -> _Piece:
    """Pieces as one: a thin loop may be broken, or leave the page twice."""
    page = pieces[0].page
    ink = np.zeros(page, np.uint8)
    for piece in pieces:
        h, w = piece.ink.shape
        ink[piece.y : piece.y + h, piece.x : piece.x + w] |= piece.ink
    x, y, w, h = cv2.boundingRect(ink)
    return _Piece(ink[y : y + h, x : x + w], x, y, page)


def _loop(piece: _Piece, boxes: Sequence[Box]) -> Loop:
    """The piece of ink as a loop."""
    outlines, _ = cv2.findContours(piece.ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not outlines:
        return Loop(piece.x, piece.y, 0.0, False, None)
    hull = cv2.convexHull(np.concatenate([*outlines, *_corners_cut_off(piece, outlines[0])]))
    cx, cy, radius = _round(hull)
    closed = radius > 1.0 and _is_loop(piece, hull, (cx, cy))
    return _about(piece, (cx, cy), radius, boxes, closed=closed)


def _about(
    piece: _Piece, centre: tuple[float, float], radius: float, boxes: Sequence[Box], *, closed: bool
) -> Loop:
    x, y = piece.x + centre[0] + 0.5, piece.y + centre[1] + 0.5
    element = _nearest(x, y, radius, boxes) if closed else None
    return Loop(x, y, radius, closed, element)


def _round(hull: npt.NDArray[Any]) -> tuple[float, float, float]:
    """(x, y, radius) of the circle as large as a hull."""
    moments = cv2.moments(hull)
    area = max(float(moments["m00"]), 1.0)
    return moments["m10"] / area, moments["m01"] / area, sqrt(area / pi)


def _is_loop(piece: _Piece, hull: npt.NDArray[Any], centre: tuple[float, float]) -> bool:
    (_, (width, height), _) = cv2.minAreaRect(hull)
    if max(width, height) > _LENGTHENED * max(min(width, height), 1.0):
        return False
    inner = np.zeros_like(piece.ink)
    middle = np.array(centre)
    cv2.fillConvexPoly(inner, np.rint(middle + _INNER * (hull - middle)).astype(np.int32), 1)
    stroke = float(piece.ink.sum()) / float(cv2.arcLength(hull, True))
    length = float(piece.ink[inner > 0].sum()) / stroke
    if length > _INSIDE * sqrt(float(inner.sum()) / pi) + 1.0:
        return False
    inked = np.argwhere(piece.ink)[:, ::-1]
    x, y = np.concatenate([inked, _along_the_edge(piece, hull)]).T - middle[:, None]
    directions = (np.arctan2(y, x) / (2 * pi) * _DIRECTIONS).astype(np.int32) % _DIRECTIONS
    return len(np.unique(directions)) >= _ALONG * _DIRECTIONS


def _at_edges(piece: _Piece, points: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """(n, 4): which of points (n, 2) of the window lie at the page's left, top, right, bottom."""
    share = (points + np.array([piece.x, piece.y])) / np.array(piece.page[::-1])
    return np.asarray(np.hstack([share < _EDGE, share > 1 - _EDGE]))


def _corners_cut_off(piece: _Piece, outline: npt.NDArray[Any]) -> Iterator[npt.NDArray[np.int32]]:
    """(1, 1, 2) each corner of the page that a piece of ink runs around, off the page."""
    left, top, right, bottom = np.any(_at_edges(piece, outline[:, 0]), axis=0).tolist()
    height, width = piece.page
    for there, x, y in (
        (left and top, _EDGE, _EDGE),
        (right and top, 1 - _EDGE, _EDGE),
        (left and bottom, _EDGE, 1 - _EDGE),
        (right and bottom, 1 - _EDGE, 1 - _EDGE),
    ):
        if there:
            yield np.array([[[x * width - piece.x, y * height - piece.y]]], np.int32)


def _along_the_edge(piece: _Piece, hull: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(n, 2) points of the hull at the page's edge: what is beyond it cannot be seen."""
    corners = hull[:, 0].astype(float)
    steps = np.linspace(0, 1, 24, endpoint=False)[:, None, None]
    points = (corners + steps * (np.roll(corners, -1, axis=0) - corners)).reshape(-1, 2)
    return np.asarray(points[_at_edges(piece, points).any(axis=1)])


def _touching(piece: _Piece, boxes: Sequence[Box], speck: float) -> list[Loop]:
    """The loops of which a piece consists, if it is two or more that touch; else none.

    The piece is cut midway between the elements that it runs around, and each part has to be a
    loop.  An element that lies between loops is seen by its part, and left out.
    """
    hull = cv2.convexHull(np.argwhere(piece.ink)[:, ::-1].astype(np.int32))
    centres = [(box.centre[0] - piece.x, box.centre[1] - piece.y) for box in boxes]
    held = [i for i, at in enumerate(centres) if cv2.pointPolygonTest(hull, at, False) > 0]
    # All at once; then without those that lie between; then any two, whose loops reach over others.
    tried = [held, *combinations(held, 2)] if len(held) <= _FEW else [held]
    for some in tried:
        around = list(some)
        while len(around) > 1:
            loops = _loops_around(piece, boxes, around, speck)
            if None not in loops.values():
                return [loop for loop in loops.values() if loop]
            around = [i for i, loop in loops.items() if loop]
    return []


def _loops_around(
    piece: _Piece, boxes: Sequence[Box], elements: Sequence[int], speck: float
) -> dict[int, Loop | None]:
    """The loop around each element, if the ink nearest to it is one; those with hardly any ink are
    left out."""
    centres = [(boxes[i].centre[0] - piece.x, boxes[i].centre[1] - piece.y) for i in elements]
    loops: dict[int, Loop | None] = {}
    for i, part in zip(elements, _parted(piece, centres), strict=True):
        if max(part.ink.shape) >= speck:
            loop = _loop(part, boxes)
            loops[i] = loop if loop.element == i else None
    return loops


def _parted(piece: _Piece, centres: Sequence[tuple[float, float]]) -> list[_Piece]:
    """The ink that is nearest to each centre."""
    inked = np.argwhere(piece.ink)
    away = inked[None, :, ::-1] - np.array(centres)[:, None]
    nearest = (away**2).sum(axis=2).argmin(axis=0)
    parts = []
    for i in range(len(centres)):
        ink = np.zeros_like(piece.ink)
        ink[tuple(inked[nearest == i].T)] = 1
        x, y, w, h = cv2.boundingRect(ink)
        parts.append(_Piece(ink[y : y + h, x : x + w], piece.x + x, piece.y + y, piece.page))
    return parts


def _at_rim(piece: _Piece) -> bool:
    """Whether all of it lies along the page's edge, where backdrops show through."""
    return bool(_at_edges(piece, np.argwhere(piece.ink)[:, ::-1]).any(axis=1).all())


def _alongside(piece: _Piece, loop: Loop) -> bool:
    """Whether a piece of ink runs along a loop."""
    y, x = np.nonzero(piece.ink)
    away = np.hypot(x + piece.x + 0.5 - loop.x, y + piece.y + 0.5 - loop.y) / loop.radius
    return loop.closed and bool((np.abs(away - 1) < _ALONGSIDE).all())


def _nearest(x: float, y: float, radius: float, boxes: Sequence[Box]) -> int | None:
    """The element a loop is about, if its place and size leave no doubt."""

    def off(box: Box) -> float:
        cx, cy = box.centre
        return max(abs(x - cx) / box.width, abs(y - cy) / box.height)

    nearest = min(range(len(boxes)), key=lambda i: off(boxes[i]))
    box = boxes[nearest]
    size = radius / sqrt(box.width * box.height)
    sure = off(box) <= _OFF_CENTRE and _SMALLEST <= size <= _LARGEST
    return nearest if sure else None
