"""Count the unit cubes in a stack on a floor, the hidden ones that must be there included.

After BabyVision's "Count 3D blocks" (2601.06521), its hardest subtype for models.  Those pictures
leave open what stands behind a wall, and ask for the least number; here no column is hidden, so
that with one rule, no cube floats, the count is the only one: `_blocks_proof.py` tries all stacks
that could look the same.  Harder is more cubes, higher columns, and more cubes of which nothing
shows, without end: where cubes would be too small, the picture grows.
"""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable, UsageError
from eyechart.scene.hands import answer_box
from eyechart.scene.pixels import RGB
from eyechart.scene.solids import PAINTS, SLAB, VIEWS, Frame, boxed, draw_floor, draw_solid
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.spatial._blocks_look import stack_in
from eyechart.tasks.spatial._blocks_proof import Raster, lookalikes
from eyechart.tasks.spatial._blocks_scene import (
    HIGHEST,
    Blocks,
    by_square,
    cubes_of,
    hidden,
    made,
    moved,
)
from eyechart.tasks.writing import NUMBER_BOX, NUMBER_STAGE, Slot, WritingTask

_HUES = tuple(name for name in sorted(PAINTS) if name not in ("red", "orange"))
"""The answer's ink is red."""

_LARGEST, _SMALLEST = 92, 12
"""Length of a cube's edge, px."""

_LEVELS = (
    # cubes, sides of the floor, tallest column, hidden cubes
    (1, 3, 3, 4, 2, 0),
    (3, 5, 3, 4, 2, 0),
    (4, 7, 3, 4, 3, 0),
    (6, 9, 3, 4, 3, 0),
    (9, 13, 3, 4, 3, 1),
    (13, 18, 3, 4, 4, 2),
    (17, 24, 4, 4, 4, 3),
    (23, 30, 4, 4, 4, 5),
    (29, 37, 4, 5, 4, 6),
    (36, 46, 4, 5, 5, 8),
)


class CountBlocks(WritingTask[Blocks]):
    name = "count_blocks"
    version = 3
    title = "count the cubes in a stack, hidden ones too"
    skills = ("spatial", "counting", "hidden parts")
    scene_type = Blocks
    load_name = "cubes plus cubes of which nothing shows"
    wanted = "the number of cubes written into the answer box"

    def knobs(self, level: int) -> Mapping[str, Any]:
        least, most, small, large, tallest, out = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        # Columns no longer rise from level 25 on, so that the floor has to hold the rest.
        near, far = min(on, 20), max(0, on - 20)
        return {
            "least_cubes": least + 8 * on,
            "most_cubes": most + 9 * on,
            "small_side": min(9, small + (near + 3) // 4) + far // 7,
            "large_side": min(10, large + (near + 2) // 4) + far // 7,
            "tallest": min(8, tallest + on // 5),
            "least_hidden": out + 2 * on,
        }

    def generate(self, rng: Random, **knobs: Any) -> Blocks:
        if knobs["tallest"] > HIGHEST:
            raise UsageError(f"columns of more than {HIGHEST} cubes cannot be made")
        for _ in range(200):
            view, sides = rng.choice(VIEWS), (knobs["small_side"], knobs["large_side"])
            heights = made(
                rng,
                view,
                rows=rng.randint(*sides),
                columns=rng.randint(*sides),
                cubes=rng.randint(knobs["least_cubes"], knobs["most_cubes"]),
                tallest=knobs["tallest"],
            )
            if heights and hidden(heights, view) >= knobs["least_hidden"]:
                return Blocks(heights, *view, rng.choice(_HUES), rng.random() < 0.5)
        raise UsageError(f"no stack was found with {knobs}: ask for fewer cubes or fewer hidden")

    def vary(self, rng: Random, scene: Blocks, **knobs: Any) -> Blocks:
        """The same stack with a few of its cubes put elsewhere."""
        for _ in range(8):
            heights = moved(rng, scene.heights, scene.view, cubes=4, tallest=knobs["tallest"])
            if heights and hidden(heights, scene.view) >= knobs["least_hidden"]:
                return msgspec.structs.replace(scene, heights=heights)
        return self.generate(rng, **knobs)

    def well_posed(self, scene: Blocks) -> bool:
        return len(self.solve(scene)) == 1

    def essence(self, scene: Blocks) -> object:
        return scene.heights

    def load(self, scene: Blocks) -> float:
        return scene.count + hidden(scene.heights, scene.view)

    def draw(self, scene: Blocks, style: Style = Style()) -> Svg:
        frame, extra = _framed(scene)
        paint = PAINTS[scene.paint]
        if scene.lit_from_right:
            paint = paint.lit_from_right()
        svg = Svg(512 + extra, 512 + extra)
        draw_floor(svg, frame, scene.columns, scene.rows)
        draw_solid(svg, frame, cubes_of(scene.heights), paint, width=min(2.0, frame.unit / 10))
        answer_box(svg, _answer_place(extra), style, label="answer")
        return svg

    def question(self, scene: Blocks) -> str:
        return (
            "The picture shows cubes of one size, stacked on a floor of squares. "
            "No cube floats: under each cube there is another cube, or the floor. How many cubes "
            "are there, those included that are hidden by others?"
        )

    def answer(self, scene: Blocks) -> AnyAnswer:
        return _counted(scene.count)

    def describe(self, scene: Blocks) -> str:
        head = (
            f"Cubes of one size are stacked on a floor of {scene.rows} rows and {scene.columns} "
            "columns of squares. No cube floats: under each cube there is another cube, or the "
            "floor.\n"
            "They are seen from above the front corner of the floor, at a yaw of "
            f"{scene.yaw} and a pitch of {scene.pitch} degrees. Row 1 runs from the back corner of "
            "the floor to its right corner, column 1 from the back corner to its left corner.\n"
            "The height of the stack on each square, in cubes, row by row, 0 for a bare square:"
        )
        return "\n".join([head, *(" ".join(map(str, row)) for row in scene.heights)])

    def read_description(self, text: str) -> Blocks:
        lines = re.findall(r"^\d+(?: \d+)*$", text, re.MULTILINE)
        rows = tuple(tuple(map(int, line.split())) for line in lines)
        view = re.search(r"a yaw of (\d+) and a pitch of (\d+) degrees", text)
        if not view or not rows or len({len(row) for row in rows}) > 1:
            raise Unreadable("no stack of cubes is described here")
        return Blocks(rows, int(view[1]), int(view[2]))

    def solve(self, scene: Blocks) -> Sequence[AnyAnswer]:
        """Counts all stacks that look the same from there, until two counts differ."""
        tallest = max(map(max, scene.heights)) + 1
        raster = Raster.of(scene.view, scene.rows, scene.columns, tallest)
        counts: dict[int, None] = {}
        for stack in lookalikes(raster, raster.picture(by_square(scene.heights))):
            counts[sum(stack.values())] = None
            if len(counts) == 2:
                break
        return [_counted(count) for count in counts]

    def look(self, picture: RGB, question: str) -> Blocks:
        return stack_in(picture)

    def slots(self, scene: Blocks) -> list[Slot]:
        return [Slot(_answer_place(_framed(scene)[1]), str(scene.count))]

    def parts(self, scene: Blocks) -> list[Box]:
        return _stage(_framed(scene)[1]).tiles(4, 4)


def _framed(scene: Blocks) -> tuple[Frame, int]:
    """Where the stack is drawn, and by how many px the picture's side exceeds 512."""
    ends = [(x, y, z) for x in (0, scene.columns) for y in (0, scene.rows) for z in (0, -SLAB)]
    ends += [
        (x + i, y + j, high) for (x, y), high in by_square(scene.heights).items() if high
        for i in (0, 1) for j in (0, 1)
    ]  # fmt: skip
    unit = boxed(scene.view, ends, NUMBER_STAGE, _LARGEST).unit
    # In steps of 64 px; what stands around the stage does not grow along.
    extra = 64 * max(0, ceil((_SMALLEST / unit - 1) * 440 / 64))
    return boxed(scene.view, ends, _stage(extra), _LARGEST), extra


def _stage(extra: int) -> Box:
    x, y, width, height = NUMBER_STAGE
    return Box(x, y, width + extra, height + extra)


def _answer_place(extra: int) -> Box:
    x, y, width, height = NUMBER_BOX
    return Box(x + extra / 2, y + extra, width, height)


def _counted(cubes: int) -> Integer:
    spread = 1 + cubes // 6
    low = max(1, cubes - spread)
    return Integer(cubes, low, low + 2 * spread)
