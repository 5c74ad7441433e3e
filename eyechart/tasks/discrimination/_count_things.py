"""What stands on a sheet besides the things that are counted: near misses, and others."""

from collections.abc import Mapping, Sequence
from itertools import cycle
from random import Random
from typing import Any

from eyechart.scene.figures import FAMILIES, PALETTES
from eyechart.scene.figures.shapes import COLOURS, FILLS, OUTLINES, Shape
from eyechart.scene.figures.specimens import (
    GLYPHS,
    Specimen,
    distances,
    drawn_specimen,
    near_specimens,
)

__all__ = ["near_apart", "sheet_figures", "sheet_shapes"]

_MEASURED = PALETTES["sea"]
"""Differences are measured in this palette; the others have like contrasts."""
_SPAN = 2.6
_KINDS = 3
"""Near kinds at most, and as many others."""


def sheet_figures(
    rng: Random, count: int, px: float, knobs: Mapping[str, Any]
) -> tuple[Specimen, list[Specimen]]:
    """The figure that is sought and `count` others, near ones as often as `near` says."""
    least = knobs["difference_px"]
    near: list[Specimen] = []
    while True:
        sought = drawn_specimen(rng)
        if knobs["near"]:
            near = near_specimens(
                rng, sought, _KINDS, _MEASURED, px, least, _SPAN * least, posed=False
            )
        if near or not knobs["near"]:
            break
    names = rng.sample(sorted(set(FAMILIES) - {*GLYPHS, sought.family}), _KINDS)
    return sought, _mixed(rng, count, near, [drawn_specimen(rng, [n]) for n in names], knobs)


def near_apart(figures: Sequence[Specimen], px: float, least: float) -> bool:
    """Whether those of the last one's family differ from it by `least` px or are the same."""
    sought = figures[-1]
    kin = sorted({f for f in figures if f.family == sought.family and f != sought})
    return bool((distances([sought, *kin], _MEASURED, px, least)[0, 1:] >= least).all())


def sheet_shapes(
    rng: Random, count: int, px: float, knobs: Mapping[str, Any]
) -> tuple[Shape, list[Shape]]:
    """The shape that is sought and `count` others; near ones differ from it in one word."""
    fills = FILLS if knobs["near"] else FILLS[:1]
    sought = Shape(rng.choice(sorted(OUTLINES)), rng.choice(fills), rng.choice(sorted(COLOURS)))
    other = {
        part: rng.choice([value for value in values if value != getattr(sought, part)])
        for part, values in (
            ("name", sorted(OUTLINES)),
            ("fill", FILLS),
            ("colour", sorted(COLOURS)),
        )
    }
    near = [
        Shape(other["name"], sought.fill, sought.colour),
        Shape(sought.name, other["fill"], sought.colour),
        Shape(sought.name, sought.fill, other["colour"]),
    ]
    names = rng.sample(sorted(set(OUTLINES) - {sought.name}), _KINDS)
    hues = rng.sample(sorted(set(COLOURS) - {sought.colour}), _KINDS)
    far = [Shape(name, rng.choice(fills), hue) for name, hue in zip(names, hues, strict=True)]
    return sought, _mixed(rng, count, near, far, knobs)


def _mixed(
    rng: Random, count: int, near: Sequence[Any], far: Sequence[Any], knobs: Mapping[str, Any]
) -> list[Any]:
    """So many of these, of each kind about as many."""
    some = round(knobs["near"] * count)
    kinds = [*zip(cycle(near), range(some), strict=False)] if near else []
    chosen = [thing for thing, _ in kinds]
    chosen += [thing for thing, _ in zip(cycle(far), range(count - len(chosen)), strict=False)]
    rng.shuffle(chosen)
    return chosen
