"""Loops drawn around things, as people and image models draw them: circles, boxes, by hand.

These are the reference answers, and the wrong ones, of all tasks that are answered by marking.
"""

from math import cos, pi, sin
from random import Random

from eyechart.scene.svg import Point, number, polyline_path
from eyechart.scene.tiles import Box

__all__ = ["RED", "SHAPES", "ring", "scribble", "wiped"]

RED = "#e00000"
"""The ink of answers; scenes that are marked hold no red."""
SHAPES = ("circle", "ellipse", "box", "hand", "open")


def ring(
    box: Box,
    *,
    shape: str = "circle",
    radius: float = 0.5,
    width: float = 1.0,
    wobble: float = 0.0,
    rng: Random | None = None,
    colour: str = RED,
) -> str:
    """SVG of a loop about `box`, `radius` in sides of the box, `width` a factor on the stroke.

    `wobble`, 0 to 1, moves the loop's centre by up to 0.2 sides and makes hand-drawn ones uneven;
    "open" leaves a gap of up to a fifth.
    """
    rng = rng or Random(0)
    side = (box.width * box.height) ** 0.5
    x, y = box.centre
    x += wobble * rng.uniform(-0.2, 0.2) * box.width
    y += wobble * rng.uniform(-0.2, 0.2) * box.height
    rx, ry = radius * box.width, radius * box.height
    start, sweep = rng.uniform(0, 2 * pi), 2 * pi
    if shape == "ellipse":
        longer = rng.uniform(1.05, 1.3)
        rx, ry = (rx * longer, ry / longer) if rng.random() < 0.5 else (rx / longer, ry * longer)
    elif shape == "hand":
        sweep *= rng.uniform(0.97, 1.08)
    elif shape == "open":
        sweep *= rng.uniform(0.81, 0.93)
    if shape == "box":
        points: list[Point] = [
            (x - rx, y - ry),
            (x + rx, y - ry),
            (x + rx, y + ry),
            (x - rx, y + ry),
        ]
        path = polyline_path(points, closed=True)
    else:
        uneven = 0.0 if shape in ("circle", "ellipse") else 0.04 + 0.05 * wobble
        path = polyline_path(_loop((x, y), (rx, ry), start, sweep, uneven, rng))
    stroke = width * max(2.6, min(5.0, 0.05 * side))
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{number(stroke)}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def scribble(width: float, height: float, rng: Random, colour: str = RED) -> str:
    """SVG of a stroke to and fro over a whole picture."""
    lines = 14
    points = [
        (width * (0.06 + 0.88 * (i % 2)) + rng.uniform(-8, 8), height * (0.06 + 0.88 * i / lines))
        for i in range(lines + 1)
    ]
    return (
        f'<path d="{polyline_path(points)}" fill="none" stroke="{colour}" stroke-width="5" '
        'stroke-linejoin="round"/>'
    )


def wiped(box: Box) -> str:
    """SVG that paints a box white."""
    x, y, w, h = (number(value) for value in box)
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#ffffff"/>'


def _loop(
    centre: Point, radii: Point, start: float, sweep: float, uneven: float, rng: Random
) -> list[Point]:
    """Points of an ellipse's arc whose radius sways by the share `uneven`."""
    phases = [(k, rng.uniform(0, 2 * pi)) for k in (2, 3)]
    points = []
    for i in range(73):
        angle = start + sweep * i / 72
        sway = 1 + uneven * sum(sin(k * angle + phase) for k, phase in phases) / len(phases)
        points.append(
            (centre[0] + sway * radii[0] * cos(angle), centre[1] + sway * radii[1] * sin(angle))
        )
    return points
