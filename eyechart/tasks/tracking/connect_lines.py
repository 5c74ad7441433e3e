"""Tangled lines join the signs at the top to the signs at the bottom: who is joined with whom?

After BabyVision's "Connect the lines" (2601.06521), where models lose the line at a crossing and go
on along another.  Lines are drawn as they cross, without bridges; that each goes straight on can be
seen at every crossing, and is proved (`_knots.flaw`).  Harder is more crossings, more and thinner
lines, and loops; the first two levels give every line a colour of its own.  Level 24 is the last
that is legible at 512 px; the levels beyond it stay as they are.

The scene is the lines cut at every crossing, in an order that does not say which pieces are one
line.  Answered in words, all pairs are asked for; answered by drawing, one line is traced.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Matching
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.hypotheses import judged
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style, Svg, number
from eyechart.task import Hand, Mutant, Task
from eyechart.tasks.tracking import _lines_answers as answers
from eyechart.tasks.tracking import _lines_drawn as drawn
from eyechart.tasks.tracking._knots import Stretch, arms_at, ways_through
from eyechart.tasks.tracking._lines_scene import (
    BOX,
    COLOURS,
    FIGURES,
    Lines,
    Sign,
    in_order,
    lines_of,
    names_of,
    sketch,
)
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
        return {
            "strands": _STRANDS[at] + 2 * beyond // 5,
            "crossings": _CROSSINGS[at] + 4 * beyond,
            "loops": level > 5,
            "width": max(3.0, _WIDTHS[at] - 0.1 * beyond),
            "coloured": level <= 2,
        }

    def generate(self, rng: Random, **knobs: Any) -> Lines:
        strands = knobs["strands"]
        # One more or one less: with two lines, their number alone would be the answer.
        stretches = tangle(
            rng,
            strands=strands,
            crossings=knobs["crossings"] + rng.randrange(2),
            tracks=strands + 2 * knobs["loops"],
            width=knobs["width"],
            box=BOX,
        )
        ends = [place for place, arms in arms_at(stretches).items() if len(arms) == 1]
        tops, bottoms = (
            tuple(Sign("", *place) for place in sorted(ends) if place[1] == y)
            for y in (BOX[1], BOX[3])
        )
        plain = Lines(tops, bottoms, stretches, (), knobs["width"])
        return _coloured(rng, _named(rng, plain), each=knobs["coloured"])

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
        arms = arms_at(scene.stretches)
        crossings = [place for place, here in arms.items() if len(here) > 1]
        names = {place: f"crossing {n}" for n, place in enumerate(sorted(crossings), 1)}
        names |= {(sign.x, sign.y): sign.name for sign in (*scene.tops, *scene.bottoms)}
        lines = [
            "Curved lines in a picture of 512 x 512 px; x runs to the right, y downward. Headings "
            "are in degrees clockwise: 0 to the right, 90 down, 180 to the left, 270 up.",
            f"At the top, from left to right: {_told(scene.tops)}.",
            f"At the bottom, from left to right: {_told(scene.bottoms)}.",
            f"The lines are {number(scene.width)} px wide and cut into stretches wherever they "
            "cross. At a crossing a line goes straight on: it leaves with the heading with which "
            "it comes, and never turns. A stretch may be gone through either way.",
            "Each stretch, smooth through these points, with the heading at each:",
        ]
        for stretch, colour in zip(scene.stretches, scene.colours, strict=True):
            a, b = names[stretch[0][:2]], names[stretch[-1][:2]]
            through = " ".join(f"{x},{y}@{heading}" for x, y, heading in stretch)
            lines.append(f"{colour}, {a} to {b}: {through}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Lines:
        tops, bottoms = (
            re.search(rf"At the {side}, from left to right: (.*)\.", text)
            for side in ("top", "bottom")
        )
        width = re.search(r"The lines are ([\d.]+) px wide", text)
        rows = re.findall(r"^(\w+), .* to .*: ((?:\d+,\d+@\d+ ?)+)$", text, re.MULTILINE)
        if not (tops and bottoms and width and rows):
            raise Unreadable("no lines are described here")
        return Lines(
            _read_signs(tops[1]),
            _read_signs(bottoms[1]),
            tuple(_read_stations(row) for _, row in rows),
            tuple(colour for colour, _ in rows),
            float(width[1]),
        )

    def solve(self, scene: Lines) -> Sequence[AnyAnswer]:
        """Follow every way on that is nearly as straight as the straightest, from each top."""
        names = {(sign.x, sign.y): sign.name for sign in scene.bottoms}
        ends = []
        for sign in sorted(scene.tops, key=in_order):
            ways = ways_through(scene.stretches, (sign.x, sign.y))
            ends.append(dict.fromkeys(names[end] for _, end in ways if end in names))
        left, right = names_of(scene.tops), names_of(scene.bottoms)
        matchings = (
            Matching(left, right, partners)
            for partners in product(*ends)
            if len(set(partners)) == len(partners)
        )
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


def _coloured(rng: Random, scene: Lines, *, each: bool) -> Lines:
    """One colour for all lines, or one for each."""
    ways = list(lines_of(scene).values()) if each else []
    colours = rng.sample(sorted(COLOURS), max(1, len(ways)))
    of = [colours[0]] * len(scene.stretches)
    for way, colour in zip(ways, colours, strict=False):
        for step in way:
            of[step.stretch] = colour
    return msgspec.structs.replace(scene, colours=tuple(of))


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


def _told(signs: Sequence[Sign]) -> str:
    return "; ".join(f"{sign.name} at {sign.x},{sign.y}" for sign in signs)


def _read_signs(text: str) -> tuple[Sign, ...]:
    found = re.findall(r"(\w+) at (\d+),(\d+)", text)
    return tuple(Sign(name, int(x), int(y)) for name, x, y in found)


def _read_stations(text: str) -> Stretch:
    return tuple(
        (int(x), int(y), int(heading)) for x, y, heading in re.findall(r"(\d+),(\d+)@(\d+)", text)
    )
