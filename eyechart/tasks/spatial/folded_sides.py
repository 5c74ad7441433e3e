"""A sheet is folded along dashed lines: how many sides has the outline of what lies there then?

After the items of BabyVision's "Paper Folding" (2601.06521) that ask for sides after folding.  The
last fold is never shown, so it has to be carried out in the mind; harder are more creases, several
at once, outlines of more corners, and foldings of which only the first sheet is shown.  Sheets have
three to six corners, creases 24 directions, and flaps may stick out.  The outline is found on
fractions (`_sides_outline.py`), and none is used that one could argue about (`_sides_making.py`).
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable, UsageError
from eyechart.scene.hands import answer_box
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.task import Scene
from eyechart.tasks.spatial._sides_making import (
    SHEETS,
    flaw,
    moved,
    random_sheet,
    random_steps,
    sticks_out,
)
from eyechart.tasks.spatial._sides_outline import Corner, Crease, Steps, folded, rim
from eyechart.tasks.spatial._sides_page import cards, draw_cards, scale_of
from eyechart.tasks.writing import NUMBER_BOX, Slot, WritingTask

_EVEN: tuple[Corner, ...] = (
    (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1),
)  # fmt: skip
_ASLANT = tuple(
    (a * x, b * y) for a, b in ((1, 2), (2, 1), (1, 3), (3, 1)) for x in (1, -1) for y in (1, -1)
)
"""Normals of creases."""
_LEVELS = (
    # creases of each step, one of these; corners; sheets; flaps stick out; aslant
    (((1,),), 3, 5, 3, False, False),
    (((1,),), 4, 6, 6, False, False),
    (((1,),), 5, 7, 6, True, False),
    (((1,), (2,)), 5, 7, 6, True, True),
    (((2,), (1, 1)), 5, 8, 6, True, True),
    (((2,), (1, 1), (3,)), 6, 8, 6, True, True),
    (((1, 1), (3,), (1, 2)), 6, 8, 6, True, True),
    (((3,), (1, 2), (1, 1, 1)), 6, 8, 6, True, True),
    (((3,), (2, 1), (1, 1, 1)), 7, 9, 6, True, True),
    (((2, 1), (1, 1, 1), (2, 2)), 7, 9, 6, True, True),
)
_TRIES = 200


class Sides(Scene, frozen=True):
    """A sheet and the creases along which it is folded, in units."""

    sheet: tuple[Corner, ...]
    steps: Steps
    seen: bool = True
    """Whether the folded paper is shown before the last step."""
    dress: int = 0
    contrast: float = 1.0


class FoldedSides(WritingTask[Sides]):
    name = "folded_sides"
    title = "count the sides of a sheet after folding"
    skills = ("spatial", "folding", "counting")
    scene_type = Sides
    load_name = "corners of the outline and creases, over contrast"
    wanted = "the number of sides written into the answer box"

    def knobs(self, level: int) -> Mapping[str, Any]:
        steps, least, most, sheets, out, aslant = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        return {
            "steps": steps,
            "least": least,
            "most": most,
            "sheets": sheets,
            "sticking_out": out,
            "aslant": aslant,
            "seen": level < 8,
            "contrast": round(0.3 + 0.7 * 0.92**on, 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Sides:
        wanted = rng.randint(knobs["least"], knobs["most"])
        normals = (*_EVEN, *(_ASLANT if knobs["aslant"] else ()))
        spare: tuple[int, Sides] | None = None
        for trial in range(4 * _TRIES):
            many = rng.choice(knobs["steps"])
            sheet = random_sheet(rng, SHEETS[rng.randrange(knobs["sheets"])])
            scale = scale_of(len(many) + 1)
            steps = random_steps(rng, sheet, many, normals=normals, scale=scale)
            if steps is None:
                continue
            scene = Sides(sheet, steps, knobs["seen"], rng.randrange(1000), knobs["contrast"])
            if not _fits(scene, knobs):
                continue
            off = abs(_corners(scene, exact=False) - wanted)
            if off == 0:
                return scene
            if spare is None or off < spare[0]:
                spare = off, scene
            if spare and trial > _TRIES:
                return spare[1]
        raise UsageError(f"no folding was found with {knobs}: ask for fewer corners or creases")

    def vary(self, rng: Random, scene: Sides, **knobs: Any) -> Sides:
        """The folding turned or mirrored, and mostly a crease a little aside; as many corners."""
        count = _corners(scene, exact=False)
        while True:
            sheet, steps = moved(rng, scene.sheet, scene.steps)
            made = replace(scene, sheet=sheet, steps=steps)
            if _fits(made, {**knobs, "least": count, "most": count}):
                return made

    def well_posed(self, scene: Sides) -> bool:
        return _corners(scene, exact=True) == _corners(scene, exact=False)

    def essence(self, scene: Sides) -> object:
        return sorted(scene.sheet), scene.steps

    def load(self, scene: Sides) -> float:
        return (_corners(scene, exact=True) + sum(map(len, scene.steps))) / scene.contrast

    def draw(self, scene: Sides, style: Style = Style()) -> Svg:
        svg = Svg()
        draw_cards(
            svg, scene.sheet, scene.steps, seen=scene.seen, dress=scene.dress,
            contrast=scene.contrast, style=style,
        )  # fmt: skip
        answer_box(svg, NUMBER_BOX, style, label="answer")
        return svg

    def question(self, scene: Sides) -> str:
        hidden = (
            " After the first panel only the outline of the unfolded sheet is shown, dotted: the "
            "paper lies as it was folded before."
            if len(scene.steps) > 1 and not scene.seen
            else ""
        )
        return (
            "A sheet of paper is folded as the numbered panels show: along each dashed line, the "
            "part on which the arrow begins is folded over to the side to which it points."
            f"{hidden} How many sides has the outline of the folded paper, where the question mark "
            "stands? Count every straight piece of the outline."
        )

    def answer(self, scene: Sides) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Sides) -> str:
        corners = " ".join(f"{x},{y}" for x, y in scene.sheet)
        lines = [
            "A sheet of paper lies flat, x to the right and y downward. Its corners, in order: "
            f"{corners}. It is folded, step by step; the part named is folded over along the "
            "line where both sides are equal. Creases of one step may be folded in any order. "
            "Asked for: the number of sides of the outline in the end."
        ]
        for i, step in enumerate(scene.steps, 1):
            parts = "; ".join(f"{crease.a} x + {crease.b} y > {crease.c}" for crease in step)
            lines.append(f"Step {i}: folded over is where {parts}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Sides:
        corners = re.search(r"corners, in order: ([-\d, ]+)\.", text)
        steps = re.findall(r"^Step \d+: folded over is where (.+)$", text, re.MULTILINE)
        if not corners or not steps:
            raise Unreadable("no folding is described here")
        return Sides(
            tuple((int(x), int(y)) for x, y in re.findall(r"(-?\d+),(-?\d+)", corners[1])),
            tuple(
                tuple(
                    Crease(int(a), int(b), int(c))
                    for a, b, c in re.findall(r"(-?\d+) x \+ (-?\d+) y > (-?\d+)", step)
                )
                for step in steps
            ),
        )

    def solve(self, scene: Sides) -> Sequence[AnyAnswer]:
        """Fold, and walk around what lies there, on fractions."""
        count = _corners(scene, exact=True)
        return [Integer(count, 3, max(10, count + 2))] if count else []

    def slots(self, scene: Sides) -> list[Slot]:
        return [Slot(NUMBER_BOX, str(_corners(scene, exact=True)))]

    def parts(self, scene: Sides) -> list[Box]:
        # In tiles: as wholes, two cards with a sheet in the middle of each are alike.
        return [tile for card in cards(len(scene.steps) + 1) for tile in card.tiles(3, 3)]


def _fits(scene: Sides, knobs: Mapping[str, Any]) -> bool:
    """Whether nobody argues about the folding, and it is as the knobs want it."""
    if flaw(scene.sheet, scene.steps, scale_of(len(scene.steps) + 1)):
        return False
    if not knobs["sticking_out"] and sticks_out(scene.sheet, scene.steps):
        return False
    return bool(knobs["least"] <= _corners(scene, exact=False) <= knobs["most"])


@lru_cache(maxsize=512)
def _corners(scene: Sides, *, exact: bool) -> int:
    """Of the outline in the end; 0 if it meets itself."""
    return len(rim(folded(scene.sheet, scene.steps, exact=exact)[-1]) or ())
