"""Tangled lines join the signs at the top to the signs at the bottom: who is joined with whom?

After BabyVision's "Connect the lines" (2601.06521), where models lose the line at a crossing and go
on along another.  Lines are drawn as they cross, without bridges; that each goes straight on can be
seen at every crossing, and is proved (`_knots.flaw`).  Harder is more crossings, more and thinner
lines, and loops; the first two levels give every line a colour of its own.  More than level 24 has
would not be legible at 512 px: beyond it the picture grows with the crossings, to 2,048 px at 216.

The scene is the lines cut at every crossing, in an order that does not say which pieces are one
line.  Answered in words, all pairs are asked for; answered by drawing, one line is traced.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Matching
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.tracking import _lines_answers as answers
from eyechart.tasks.tracking import _lines_drawn as drawn
from eyechart.tasks.tracking._knots import arms_at
from eyechart.tasks.tracking._lines_scene import (
    BOX,
    FIGURES,
    Lines,
    coloured,
    grown,
    in_order,
    joinings,
    names_of,
    sketch,
    unnamed,
)
from eyechart.tasks.tracking._lines_told import read_lines, told
from eyechart.tasks.tracking._tangles import tangle

_LETTERS = tuple("ABCDEFGHKLMNP")
_NUMBERS = tuple(str(number) for number in range(1, 15) if number != 9)
"""Not both J and L, nor both 6 and 9: they change places in a mirror or upside down."""
_CROSSINGS = (0, 2, 4, 6, 8, 11, 15, 20, 25, 30)
_STRANDS = (2, 2, 3, 4, 4, 5, 6, 6, 7, 8)
_WIDTHS = (9.0, 8.0, 7.0, 7.0, 6.0, 6.0, 5.0, 5.0, 4.5, 4.0)


class ConnectLines(Task[Lines]):
    name = "connect_lines"
    title = "follow tangled lines from end to end"
    skills = ("tracking", "line following", "crossings")
    scene_type = Lines
    load_name = "crossings"
    forms = ("text", "draw")

    def knobs(self, level: int) -> Mapping[str, Any]:
        at, beyond = min(level, 10) - 1, min(max(level - 10, 0), 14)
        far = min(max(level - 24, 0), 192)
        return {
            "strands": _STRANDS[at] + 2 * beyond // 5,
            "crossings": _CROSSINGS[at] + 4 * beyond + 2 * far,
            "loops": level > 5,
            "width": max(3.0, _WIDTHS[at] - 0.1 * beyond),
            "coloured": level <= 2,
            "extra": 8 * far,
        }

    def generate(self, rng: Random, **knobs: Any) -> Lines:
        strands, box = knobs["strands"], grown(BOX, knobs["extra"])
        # One more or one less: with two lines, their number alone would be the answer.
        stretches = tangle(
            rng,
            strands=strands,
            crossings=knobs["crossings"] + rng.randrange(2),
            tracks=strands + 2 * knobs["loops"],
            width=knobs["width"],
            box=box,
        )
        plain = unnamed(stretches, box, knobs["width"])
        return coloured(rng, _named(rng, plain), each=knobs["coloured"])

    def vary(self, rng: Random, scene: Lines, **knobs: Any) -> Lines:
        """The same lines between other signs."""
        return _named(rng, scene)

    def well_posed(self, scene: Lines) -> bool:
        return len(self.solve(scene)) == 1

    def essence(self, scene: Lines) -> object:
        return scene.tops, scene.bottoms, scene.stretches

    def load(self, scene: Lines) -> float:
        return sum(len(arms) > 1 for arms in arms_at(scene.stretches).values())

    def draw(self, scene: Lines, style: Style = Style()) -> Svg:
        return sketch(scene, style)

    def question(self, scene: Lines) -> str:
        tops, bottoms = (", ".join(names_of(signs)) for signs in (scene.tops, scene.bottoms))
        return (
            f"Curved lines run from one side of the picture to the other, each from one of {tops} "
            f"to one of {bottoms}. Where lines cross, each goes straight on. Which is joined with "
            "which?"
        )

    def answer(self, scene: Lines) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return drawn.instruction(self.scene(item))

    def describe(self, scene: Lines) -> str:
        return told(scene)

    def read_description(self, text: str) -> Lines:
        return read_lines(text)

    def solve(self, scene: Lines) -> Sequence[AnyAnswer]:
        """Follow every way on that is nearly as straight as the straightest, from each top."""
        left, right = names_of(scene.tops), names_of(scene.bottoms)
        ways = joinings(scene, sorted(scene.tops, key=in_order))
        matchings = (Matching(left, right, tuple(end.name for end in ends)) for ends in ways)
        return list(islice(matchings, 2))

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "draw":
            return answers.solution(self.scene(item), hand)
        return super().solution(item, form, hand)

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form == "draw":
            return answers.mutants(self.scene(item), hand)
        return super().mutants(item, form, hand)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        lines, source = self.scene(item), pixels(item.picture.svg)
        return judged(source, picture, drawn.Judge(lines, source))


def _named(rng: Random, scene: Lines) -> Lines:
    """Signs at the ends: letters or figures above, numbers or figures below, in any order."""
    count = len(scene.tops)
    figures = rng.sample(FIGURES, min(2 * count, len(FIGURES)))
    small = count > 6  # too narrow for figures
    above = _LETTERS[:count] if small or rng.random() < 0.5 else figures[:count]
    below = _NUMBERS[:count] if small or rng.random() < 0.5 else figures[count : 2 * count]
    tops, bottoms = (
        tuple(
            msgspec.structs.replace(sign, name=name)
            for sign, name in zip(signs, rng.sample(names, count), strict=True)
        )
        for signs, names in ((scene.tops, above), (scene.bottoms, below))
    )
    return msgspec.structs.replace(scene, tops=tops, bottoms=bottoms)
