"""How a herd is drawn, in which hues, and how it is told in words."""

import re
from collections.abc import Sequence
from math import sqrt
from random import Random

import msgspec

from eyechart.scene.figures import PALETTES, Palette, family, outline_width
from eyechart.scene.figures.figure import faded
from eyechart.scene.svg import Style, Svg, number
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._herds import NAMES, Figure, Herd

__all__ = [
    "HUES", "STYLES", "centred", "draw_figures", "draw_plain", "dressed", "fitting",
    "read_figures", "side_for", "told_figures", "varied",
]  # fmt: skip

STYLES = ("painted", "outlines", "shadows")
_PAINTED = ("sea", "meadow", "night", "plum", "moss", "slate")
HUES = ("#2c62d6", "#2c8c4b", "#8a5ad0", "#19a5a0", "#3b4454", "#6f8f1f")
_GREY = "#3b4454"
_FILLED = ("turtle", "dog", "robot", "cup")
"""Families whose outlines are half filled."""


def draw_figures(svg: Svg, herd: Herd, style: Style) -> None:
    width = outline_width(herd.size or 1) * style.stroke
    scale = number(herd.size / 100)
    for figure in herd.figures:
        x, y = (number(value - herd.size / 2) for value in (figure.x, figure.y))
        palette = _palette(herd.style, figure.hue, herd.contrast)
        clear = 0.6 if herd.style == "shadows" else None
        with svg.group(transform=f"translate({x} {y}) scale({scale})", opacity=clear):
            svg.raw(family(figure.family).elements(figure.values, palette, width))


def draw_plain(svg: Svg, name: str, box: Box, dress: str, style: Style) -> None:
    """A family's plainest figure in a grey of its own."""
    palette = PALETTES["slate"] if dress == "painted" else _palette(dress, HUES.index(_GREY), 1.0)
    where = f"translate({number(box.x)} {number(box.y)}) scale({number(box.width / 100)})"
    with svg.group(transform=where):
        kind = family(name)
        svg.raw(kind.elements(kind.plain, palette, outline_width(box.width) * style.stroke))


def side_for(count: int, stage: Box) -> int:
    """Side of a figure's box, so that so many nearly fill the stage."""
    return min(196, round(1.2 * sqrt(stage.width * stage.height / count)))


def fitting(style: str) -> list[str]:
    """The families that may be drawn in a style."""
    return [name for name in NAMES if style != "outlines" or name not in _FILLED]


def dressed(rng: Random, figures: Sequence[Figure], style: str) -> tuple[Figure, ...]:
    """Other hues: one for all, or each its own."""
    hue = rng.randrange(len(HUES))
    # Shadows of one hue would run into each other.
    alike = style != "shadows" and rng.random() < 0.4
    return tuple(
        msgspec.structs.replace(figure, hue=hue if alike else rng.randrange(len(HUES)))
        for figure in figures
    )


def varied(rng: Random, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """One trait of one figure changed by one."""
    i, out = rng.randrange(len(figures)), list(figures)
    figure = out[i]
    values, traits = list(figure.values), family(figure.family).traits
    which = rng.choice([k for k, trait in enumerate(traits) if trait.name != "tilt"])
    low, high = traits[which].low, traits[which].high
    values[which] = min(max(values[which] + rng.choice((-1, 1)), low), high)
    out[i] = msgspec.structs.replace(figure, values=tuple(values))
    return tuple(out)


def centred(figures: Sequence[Figure], stage: Box) -> tuple[Figure, ...]:
    """The same, in the middle of the stage."""
    x, y = stage.centre
    xs, ys = [f.x for f in figures], [f.y for f in figures]
    dx, dy = round(x - (min(xs) + max(xs)) / 2), round(y - (min(ys) + max(ys)) / 2)
    return tuple(msgspec.structs.replace(f, x=f.x + dx, y=f.y + dy) for f in figures)


def told_figures(herd: Herd) -> str:
    """Every figure by its numbers, a line each, after a head that gives their size."""
    head = (
        f"Figures {herd.size} px wide lie on one another, the last one in front, each given by its "
        "numbers:"
    )
    lines = (f"{f.family} at {f.x},{f.y}: {' '.join(map(str, f.values))}" for f in herd.figures)
    return "\n".join([head, *lines])


def read_figures(text: str) -> tuple[int, tuple[Figure, ...]]:
    """The inverse of `told_figures`: size and figures; none where the text tells of none."""
    head = re.search(r"Figures (\d+) px", text)
    found = re.findall(r"^([a-z ]+) at (\d+),(\d+): ([-\d ]+)$", text, re.MULTILINE)
    figures = tuple(
        Figure(name, tuple(map(int, values.split())), int(x), int(y))
        for name, x, y, values in found
    )
    return int(head[1]) if head else 0, figures


def _palette(style: str, hue: int, contrast: float) -> Palette:
    if style == "painted":
        return PALETTES[_PAINTED[hue]].faded(contrast)
    ink = faded(HUES[hue], contrast)
    return Palette(ink, "none", "none") if style == "outlines" else Palette(ink, ink, ink)
