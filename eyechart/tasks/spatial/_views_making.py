"""Stacks of cubes whose views are asked for: how they are made, and what views the picture allows.

With one rule, no cube floats, the picture decides: all stacks that look the same are tried.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from eyechart.scene.solids import Cube, View
from eyechart.tasks.spatial._blocks_proof import Raster, lookalikes
from eyechart.tasks.spatial._blocks_scene import Heights, by_square, grown, shown
from eyechart.tasks.spatial._views_scene import Views, blob, view_of

__all__ = ["possible_views", "stacked"]


def stacked(rng: Random, view: View, knobs: Mapping[str, Any]) -> Heights | None:
    """A stack in one piece with no column hidden; None if these draws make none.

    Of the knobs it heeds side (of the floor), least_cubes, most_cubes and tallest.
    """
    cubes = rng.randint(knobs["least_cubes"], knobs["most_cubes"])
    sides = knobs["side"], knobs["side"] + 1
    rows, columns = rng.choice(sides), rng.choice(sides)
    squares = round(cubes / rng.uniform(1.2, 2.4))
    squares = max(2, min(squares, rows * columns - 1))
    footprint = blob(rng, rows, columns, squares)
    return grown(rng, view, footprint, cubes=cubes, tallest=knobs["tallest"])


def possible_views(scene: Views) -> Iterator[tuple[str, ...]]:
    """The view from the side that is asked for, as each stack has it that looks like this one.

    "?" where a cube's ink does not show in the picture.
    """
    rows, columns = len(scene.columns), len(scene.columns[0])
    tallest = max(map(max, scene.heights)) + 1
    view = View(scene.yaw, scene.pitch)
    raster = Raster.of(view, rows, columns, tallest)
    known = shown(scene.heights, view) if scene.inks > 1 else None
    for stack in lookalikes(raster, raster.picture(by_square(scene.heights))):
        heights = tuple(tuple(stack[x, y] for x in range(columns)) for y in range(rows))

        def ink(cube: Cube) -> str:
            return "1" if known is None else scene.ink(cube) if cube in known else "?"

        yield view_of(heights, scene.front, scene.asked, ink)
