"""How figures and sets of building blocks are drawn and told: their colours, sizes and words."""

from collections.abc import Sequence
from re import search

from eyechart.errors import Unreadable
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._building_parts import (
    KINDS,
    Part,
    Placed,
    draw_part,
    figure_box,
    packed,
)

__all__ = ["bulk", "colours_of", "draw_figure", "draw_sets", "part_of", "scale_of", "told"]

# Six colours each, far apart; none near the red of the answer.
_PALETTES = (
    ("#2f6fb0", "#e6cb4a", "#3c8d5a", "#8a63b8", "#9fdbe0", "#4f585f"),
    ("#1f4e79", "#f0dc7a", "#57b894", "#8d77cc", "#ccd2d6", "#8a9440"),
    ("#2a9d8f", "#d8c23a", "#4b3f8f", "#a8d86a", "#5b9fe0", "#c6cacf"),
)
_INSET = 7.0
"""Between a set and its box's edge, px."""


def colours_of(dress: int, pale: float = 0.0) -> list[str]:
    """Six colours; `pale`, 0 to 1, draws them towards one grey."""
    return [_mixed(ink, pale) for ink in _PALETTES[dress % len(_PALETTES)]]


def scale_of(figure: Sequence[Placed], box: Box) -> float:
    """Px a unit at which the figure fills the box."""
    _, _, width, height = figure_box(figure)
    return min(box.width / width, box.height / height)


def draw_figure(
    svg: Svg,
    figure: Sequence[Placed],
    box: Box,
    scale: float,
    colours: Sequence[str],
    style: Style,
) -> None:
    """The figure in the middle of the box."""
    (cx, cy), (fx, fy) = box.centre, figure_box(figure).centre
    for part, x, y in figure:
        draw_part(svg, part, (cx + scale * (x - fx), cy + scale * (y - fy)), scale, colours, style)


def draw_sets(
    svg: Svg,
    sets: Sequence[Sequence[Part]],
    boxes: Sequence[Box],
    most: float,
    colours: Sequence[str],
    style: Style,
) -> None:
    """Each set's parts side by side in its box, all at one scale of at most `most` px a unit."""
    scale, places = _packed(sets, boxes[0].width - 2 * _INSET, most)
    for parts, spots, (x, y, w, h) in zip(sets, places, boxes, strict=False):
        for part, (px, py) in zip(parts, spots, strict=True):
            draw_part(svg, part, (x + w / 2 + px, y + h / 2 + py), scale, colours, style)


def _packed(
    sets: Sequence[Sequence[Part]], side: float, most: float
) -> tuple[float, list[list[Point]]]:
    """The largest scale, at most `most`, at which all sets fit their squares, and where the parts
    then lie."""
    scale = most
    while True:
        places = [spots for parts in sets if (spots := packed(parts, side, scale)) is not None]
        if len(places) == len(sets):
            return scale, places
        scale *= 0.94


def bulk(part: Part) -> tuple[int, int, str, int]:
    """Sorts large parts first."""
    return -part.height, -part.width, part.kind, part.colour


def told(part: Part) -> str:
    """The part in words."""
    return f"{part.kind} {part.width} by {part.height}, colour {part.colour}, turned {part.turn}"


def part_of(words: str) -> Part:
    """The inverse of `told`.  Raises `Unreadable`."""
    found = search(r"^(\w+) (\d+) by (\d+), colour (\d+), turned (\d+)$", words)
    if found is None or found[1] not in KINDS:
        raise Unreadable(f"{words!r} is no part")
    return Part(found[1], *map(int, found.groups()[1:]))


def _mixed(colour: str, pale: float) -> str:
    levels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(v + pale * (150 - v)):02x}" for v in levels)
