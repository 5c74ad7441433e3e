"""A `bounce` picture read back into its court, from pixels alone, turned or upright, of any size.

The ball is what is red, gates what is coloured on the rim, walls and arrow what is dark within it.
Every length of a court is a whole number of px at 512, and moments of ink tell lengths to a tenth,
so that what is read is mostly the court itself, to the last digit.  The letters say which way up
the picture is: all are tried in each of the six positions, and the position in which they look most
like letters is taken.
"""

from functools import cache
from typing import NamedTuple

import cv2
import msgspec
import numpy as np
import numpy.typing as npt

from eyechart.errors import Unreadable
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg
from eyechart.scene.turn import TURNS
from eyechart.tasks.physics._court import (
    BALL,
    FLOOR,
    INK,
    LETTER_SIZE,
    LETTERS,
    RIM,
    SIDES,
    SIZE,
    THICK,
    Court,
    Gate,
    corner,
    letter_place,
)

__all__ = ["look"]

Levels = npt.NDArray[np.float32]
"""(H, W), 0 to 1."""

_INK = np.array(list(bytes.fromhex(INK[1:])), np.float32)
_FLOOR = float(max(bytes.fromhex(FLOOR[1:])))
_REDNESS = float(bytes.fromhex(BALL[1:])[0] - max(bytes.fromhex(BALL[1:])[1:]))
_CROP = 20
"""Half the side of the window around a letter, px."""


def look(picture: RGB) -> Court:
    """The court as shown.  Raises `Unreadable`."""
    rgb = _normalised(picture)
    chroma = rgb.max(axis=2) - rgb.min(axis=2)
    # Both are the share of a pixel that is covered, so that their sums are areas.
    red = np.clip((rgb[:, :, 0] - rgb[:, :, 1:].max(axis=2)) / _REDNESS, 0, 1)
    dark = np.clip((_FLOOR - rgb.max(axis=2)) / (_FLOOR - _INK.max()), 0, 1)
    dark *= (chroma < 70) & (red < 0.3)
    left, top, width, height = _frame((dark > 0.5) | (chroma > 70))
    ball, radius = _ball(red)
    ball -= (left, top)
    inner = dark[top : top + height, left : left + width]
    walls, tip = _walls_and_arrow(inner, ball, radius)
    court = Court(
        width,
        height,
        radius,
        (round(ball[0]), round(ball[1])),
        tip,
        tuple(walls),
        tuple(_gates(chroma, left, top, width, height)),
    )
    return _lettered(court, dark)


def _normalised(picture: RGB) -> Levels:
    """(SIZE, SIZE, 3) float32, white at 255 and ink as we draw it, whatever light it is seen in."""
    height, width = picture.shape[:2]
    if abs(width - height) > 0.02 * max(width, height):
        raise Unreadable("a court's picture is square")
    how = cv2.INTER_AREA if width > SIZE else cv2.INTER_CUBIC
    rgb = np.asarray(cv2.resize(picture, (SIZE, SIZE), interpolation=how), np.float32)
    ink, white = np.percentile(rgb[::2, ::2].reshape(-1, 3), (2.5, 97), axis=0)
    if (white - ink).min() < 20:
        raise Unreadable("the picture is too faint")
    scaled = (rgb - ink) / (white - ink) * (255 - _INK) + _INK
    return np.asarray(np.clip(scaled, 0, 255), np.float32)


def _frame(shown: npt.NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """(left, top, width, height) of the court: the rim is the widest connected thing there is."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(shown.astype(np.uint8), connectivity=8)
    widest = int(stats[1:, cv2.CC_STAT_WIDTH].argmax()) + 1 if len(stats) > 1 else 0
    x, y, wide, tall = stats[widest, :4].tolist()
    if not widest or min(wide, tall) < SIZE / 3:
        raise Unreadable("no court is seen")
    # The court lies in the middle of the picture: both margins tell where it begins.
    left, top = (round((a + SIZE - a - b) / 2 + RIM) for a, b in ((x, wide), (y, tall)))
    return left, top, SIZE - 2 * left, SIZE - 2 * top


def _ball(red: Levels) -> tuple[npt.NDArray[np.float64], int]:
    """Centre and radius of the largest red blob."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((red > 0.5).astype(np.uint8))
    if len(stats) < 2:
        raise Unreadable("no red ball is seen")
    blob = int(stats[1:, cv2.CC_STAT_AREA].argmax()) + 1
    x, y, mass = _centroid(red * cv2.dilate((labels == blob).astype(np.uint8), np.ones((5, 5))))
    return np.array([x, y]), round(float(np.sqrt(mass / np.pi)))


def _centroid(weight: Levels) -> tuple[float, float, float]:
    """(x, y, mass), in px from the outer corner."""
    mass = float(weight.sum())
    x = float(weight.sum(axis=0) @ (np.arange(weight.shape[1]) + 0.5)) / mass
    y = float(weight.sum(axis=1) @ (np.arange(weight.shape[0]) + 0.5)) / mass
    return x, y, mass


def _walls_and_arrow(
    dark: Levels, ball: npt.NDArray[np.float64], radius: int
) -> tuple[list[tuple[int, int, int, int]], tuple[int, int]]:
    """Each dark thing within the court: the one at the ball is the arrow, the others are walls."""
    edge = 4  # the rim's own fringe
    mask = (dark > 0.4).astype(np.uint8)
    mask[:edge] = mask[-edge:] = 0
    mask[:, :edge] = mask[:, -edge:] = 0
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    walls, tips = [], []
    for index in range(1, len(stats)):
        if stats[index, cv2.CC_STAT_AREA] < 60:
            continue
        near = cv2.dilate((labels == index).astype(np.uint8), np.ones((5, 5)))
        y, x = np.nonzero(near)
        if np.hypot(x + 0.5 - ball[0], y + 0.5 - ball[1]).min() < radius + 3:
            tips.append(_tip(dark * near, ball, radius))
        else:
            walls.append(_wall(dark * near))
    if len(tips) != 1:
        raise Unreadable(f"{len(tips)} arrows are seen at the ball, not one")
    return sorted(walls), tips[0]


def _wall(weight: Levels) -> tuple[int, int, int, int]:
    """Ends of the middle line: direction by second moments, length by the mass of ink."""
    x, y, mass = _centroid(weight)
    rows, columns = np.nonzero(weight)
    away = np.stack([columns + 0.5 - x, rows + 0.5 - y])
    _, axes = np.linalg.eigh(away * weight[rows, columns] @ away.T)
    half = (mass - np.pi * (THICK / 2) ** 2) / THICK / 2
    dx, dy = (axes[:, 1] * half).tolist()
    return round(x - dx), round(y - dy), round(x + dx), round(y + dy)


def _tip(weight: Levels, ball: npt.NDArray[np.float64], radius: int) -> tuple[int, int]:
    """The arrow's tip, seen from the ball: its ink lies evenly about the line from ball to tip."""
    x, y, mass = _centroid(weight)
    direction = np.array([x, y]) - ball
    direction /= np.hypot(*direction)
    # The shaft is 3 px wide from the rim to 14 px before the tip; the head is 13 by 14 px.
    length = (mass - 91) / 3 + 14 + radius
    span = np.arange(-3, 4)
    trials = np.round(direction * length)[:, None, None] + np.stack(np.meshgrid(span, span))
    aside = np.abs(direction[0] * trials[1] - direction[1] * trials[0])
    longer = np.abs(np.hypot(*trials) - length)
    best = int((aside + 0.05 * longer).argmin())
    dx, dy = trials.reshape(2, -1)[:, best]
    return round(float(dx)), round(float(dy))


def _gates(chroma: Levels, left: int, top: int, width: int, height: int) -> list[Gate]:
    """Coloured runs along the middle of each side of the rim."""
    found = []
    lines = (
        chroma[top - RIM // 2 - 3 : top - RIM // 2 + 3, left : left + width].mean(axis=0),
        chroma[top : top + height, left + width + 3 : left + width + 9].mean(axis=1),
        chroma[top + height + 3 : top + height + 9, left : left + width].mean(axis=0),
        chroma[top : top + height, left - 9 : left - 3].mean(axis=1),
    )
    for side, line in enumerate(lines):
        flags = np.concatenate([[False], line > 60, [False]]).astype(int)
        edges = np.flatnonzero(np.diff(flags))
        found += [
            Gate(side, int(a), int(b))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
            if b - a > 15
        ]
    if not 2 <= len(found) <= len(LETTERS):
        raise Unreadable(f"{len(found)} gates are seen")
    return found


class _Alphabet(NamedTuple):
    """Letters in one position, as unit vectors."""

    letters: Levels
    """(len(LETTERS), side * side)"""


@cache
def _alphabets() -> tuple[_Alphabet, ...]:
    """The letters in all positions of the picture."""
    side = 2 * _CROP
    upright = []
    for letter in LETTERS:
        svg = Svg(side, side)
        svg.text(_CROP, _CROP, letter, LETTER_SIZE, font_weight="bold")
        upright.append(255 - pixels(str(svg)))
    positions = [upright, *([turn.pixels(p) for p in upright] for turn in TURNS.values())]
    return tuple(
        _Alphabet(np.stack([_unit(p[:, :, 0].astype(np.float32)) for p in position]))
        for position in positions
    )


def _unit(image: Levels) -> Levels:
    """A softened, centred vector of length 1."""
    soft = cv2.GaussianBlur(image, (0, 0), 1.0).ravel()
    soft = soft - soft.mean()
    return np.asarray(soft / (np.linalg.norm(soft) + 1e-6), np.float32)


def _lettered(court: Court, dark: Levels) -> Court:
    """The court with its gates in the order of their letters."""
    left, top = corner(court)
    crops = []
    for gate in court.gates:
        x, y = letter_place(court, gate)
        column, row = round(left + x) - _CROP, round(top + y) - _CROP
        if min(row, column) < 0 or max(row, column) + 2 * _CROP > SIZE:
            raise Unreadable(f"no letter beside a gate at the {SIDES[gate.side]}")
        crops.append(_unit(dark[row : row + 2 * _CROP, column : column + 2 * _CROP]))
    names = len(court.gates)
    scores = [np.stack(crops) @ alphabet.letters[:names].T for alphabet in _alphabets()]
    best = max(scores, key=lambda score: float(score.max(axis=1).sum()))
    order = best.argmax(axis=1).tolist()
    if sorted(order) != list(range(names)):
        raise Unreadable("the gates' letters cannot be told apart")
    gates = [gate for _, gate in sorted(zip(order, court.gates, strict=True))]
    return msgspec.structs.replace(court, gates=tuple(gates))
