"""How many of each kind lie in one heap?  The kinds stand in a row below, each beside a box.

After the items of BabyVision's "Count Clusters" (2601.06521) that ask for several kinds at once.
The heap is that of `count_clusters`: figures lie on one another, so that a stated share of each
stays in sight.  Colours do not tell the kinds: each figure has any, or all have one.  Harder is
more figures and kinds, less of each in sight, kinds that are all animals or all things, a kind
that is not asked for, and, where the page is full, paler ones.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import count, pairwise
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, IntegerList
from eyechart.errors import Unreadable
from eyechart.scene.hands import answer_box
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.tasks.discrimination._herd_page import (
    STYLES,
    centred,
    draw_figures,
    draw_plain,
    dressed,
    fitting,
    read_figures,
    side_for,
    told_figures,
    varied,
)
from eyechart.tasks.discrimination._herds import ANIMALS, NAMES, Herd, crowded, in_sight
from eyechart.tasks.writing import Slot, WritingTask

_STAGE = Box(46, 20, 420, 370)
"""Where the heap lies; the kinds stand below."""
_ROW = Box(12, 412, 488, 88)
_WIDE = 62.0
"""Of a box to write into."""
_THINGS = tuple("car boat house rocket cup clock umbrella flower fir robot".split())
"""Families that nobody takes for each other or for an animal."""
_LEVELS = (
    # kinds, figures, least share in sight, mean share covered
    (2, 2, 4, 0.88, 0.02),
    (2, 4, 5, 0.82, 0.05),
    (2, 5, 7, 0.76, 0.08),
    (3, 6, 8, 0.70, 0.11),
    (3, 7, 9, 0.66, 0.14),
    (3, 8, 11, 0.62, 0.17),
    (3, 10, 13, 0.58, 0.19),
    (4, 11, 14, 0.55, 0.21),
    (4, 13, 17, 0.52, 0.23),
    (4, 15, 20, 0.50, 0.24),
)


class Heap(Herd, frozen=True):
    """Figures from the back to the front, and the kinds that are asked for."""

    kinds: tuple[str, ...] = ()
    """Families, from left to right."""


class CountKinds(WritingTask[Heap]):
    name = "count_kinds"
    title = "count each kind in a heap of figures"
    skills = ("discrimination", "counting", "overlap")
    scene_type = Heap
    load_name = "figures and kinds, over contrast"
    wanted = "the number of each kind written into the box beside it"

    def knobs(self, level: int) -> Mapping[str, Any]:
        kinds, least, most, shown, hidden = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        return {
            "kinds": kinds,
            "least": min(48, least + 3 * on),
            "most": min(60, most + 4 * on),
            "least_shown": shown,
            "hidden": hidden,
            "styles": min(3, 1 + level // 4),
            "akin": level > 4,
            "unasked": int(level > 6),
            "contrast": round(0.35 + 0.65 * 0.9 ** max(0, on - 11), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Heap:
        wanted = rng.randint(knobs["least"], knobs["most"])
        style = STYLES[rng.randrange(knobs["styles"])]
        for trial in count():
            kinds = _kinds(rng, knobs["kinds"] + knobs["unasked"], style, knobs["akin"])
            names = _shared_out(rng, kinds, wanted)
            size, least = round(0.8 * side_for(wanted, _STAGE) * 0.99**trial), knobs["least_shown"]
            figures = crowded(rng, names, _STAGE, size, least, knobs["hidden"])
            if figures is not None:
                return Heap(
                    dressed(rng, centred(figures, _STAGE), style),
                    size,
                    style=style,
                    contrast=knobs["contrast"],
                    least_shown=least,
                    kinds=tuple(kinds[: knobs["kinds"]]),
                )
        raise AssertionError

    def vary(self, rng: Random, scene: Heap, **knobs: Any) -> Heap:
        """A trait of a figure changed by one, and the kinds asked for in another order."""
        return msgspec.structs.replace(
            scene,
            figures=dressed(rng, varied(rng, scene.figures), scene.style),
            kinds=tuple(rng.sample(scene.kinds, len(scene.kinds))),
        )

    def well_posed(self, scene: Heap) -> bool:
        return min(in_sight(scene)) > scene.least_shown - 0.05

    def essence(self, scene: Heap) -> object:
        return [(f.family, f.values, f.x, f.y) for f in scene.figures], scene.kinds

    def load(self, scene: Heap) -> float:
        return (len(scene.figures) + len(scene.kinds)) / scene.contrast

    def draw(self, scene: Heap, style: Style = Style()) -> Svg:
        svg = Svg()
        draw_figures(svg, scene, style)
        svg.rect(*_ROW, fill="#eef1f6")
        for kind, cell, slot in zip(
            scene.kinds, _cells(len(scene.kinds)), self.slots(scene), strict=True
        ):
            draw_plain(svg, kind, cell, scene.style, style)
            answer_box(svg, slot.box, style)
        return svg

    def question(self, scene: Heap) -> str:
        return self._asked(scene, "below the heap, from left to right")

    def turned_question(self, scene: Heap, turn: Turn) -> str:
        return self._asked(
            scene, f"in this order: {', '.join(map(NAMES.__getitem__, scene.kinds))}"
        )

    def answer(self, scene: Heap) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Heap) -> str:
        return f"Asked for, in this order: {', '.join(scene.kinds)}. {told_figures(scene)}"

    def read_description(self, text: str) -> Heap:
        asked = re.search(r"Asked for, in this order: ([a-z, ]+)\.", text)
        size, figures = read_figures(text)
        if not asked or not figures:
            raise Unreadable("no heap is described here")
        return Heap(figures, size, kinds=tuple(asked[1].split(", ")))

    def solve(self, scene: Heap) -> Sequence[AnyAnswer]:
        names = [figure.family for figure in scene.figures]
        counts = tuple(names.count(kind) for kind in scene.kinds)
        return [IntegerList(counts, 1, max(4, 2 * len(names) // len(counts)), "in that order")]

    def slots(self, scene: Heap) -> list[Slot]:
        answer = self.answer(scene)
        assert isinstance(answer, IntegerList)
        return [
            Slot(
                Box(cell.x + cell.width + 6, _ROW.centre[1] - 30, _WIDE, 60),
                str(number),
                f"the box of the {NAMES[kind]}",
            )
            for number, kind, cell in zip(
                answer.value, scene.kinds, _cells(len(scene.kinds)), strict=True
            )
        ]

    def parts(self, scene: Heap) -> list[Box]:
        return [*_STAGE.tiles(4, 4), *_cells(len(scene.kinds))]

    def _asked(self, scene: Heap, order: str) -> str:
        rest = (
            " Other figures do not count."
            if {figure.family for figure in scene.figures} - set(scene.kinds)
            else ""
        )
        return (
            "Figures of several kinds lie in one heap, whatever their colours. How many are there "
            f"of each kind that is shown in the row {order}? Count those, too, of which others "
            f"cover a part.{rest}"
        )


def _kinds(rng: Random, number: int, style: str, akin: bool) -> list[str]:
    """Different families; all animals or all things where `akin`."""
    fit = [name for name in fitting(style) if name in ANIMALS or name in _THINGS]
    if style == "shadows":
        fit.remove("owl")  # its shadow is nearly that of a cat
    if akin:
        animals = rng.random() < 0.5
        fit = [name for name in fit if (name in ANIMALS) == animals]
    return rng.sample(fit, number)


def _shared_out(rng: Random, kinds: Sequence[str], total: int) -> list[str]:
    """The family of each figure; every way to share them out is as likely as any other."""
    cuts = [0, *sorted(rng.sample(range(1, total), len(kinds) - 1)), total]
    names = [kind for kind, (a, b) in zip(kinds, pairwise(cuts), strict=True) for _ in range(b - a)]
    rng.shuffle(names)
    return names


def _cells(number: int) -> list[Box]:
    """Where the kinds stand in the row; a box to write into is right of each."""
    wide = _ROW.width / number
    side = min(66.0, wide - _WIDE - 18)
    left = _ROW.x + (wide - side - 6 - _WIDE) / 2
    return [Box(left + i * wide, _ROW.centre[1] - side / 2, side, side) for i in range(number)]
