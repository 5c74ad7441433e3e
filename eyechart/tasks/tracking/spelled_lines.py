"""Numbered lines lead through a tangle to letters: which word do they spell, from line 1 on?

After the items of BabyVision's "Connect the lines" (2601.06521) in which words are spelled along
lines.  The tangle is that of `connect_lines`.  Letters stand in any order, and never in that of the
word, so they do not say it; neither does knowing words: those of the first three levels have a twin
of the same letters, and from level 4 on they are made up.  Harder is more letters, more crossings,
thinner lines, loops, and letters that do not belong, whose lines begin at a blank sign.  More than
level 24 has would not be legible at 512 px: beyond it the lines grow paler, and the picture grows
with the crossings, to 2,048 px at level 216.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from random import Random
from typing import Any, ClassVar

import msgspec

from eyechart.answers import AnyAnswer, Word
from eyechart.scene.hands import answer_box
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._knots import Box as Room
from eyechart.tasks.tracking._knots import arms_at
from eyechart.tasks.tracking._lines_scene import (
    Lines,
    Sign,
    coloured,
    draw_lines,
    grown,
    in_order,
    joinings,
    unnamed,
)
from eyechart.tasks.tracking._lines_told import read_lines, told
from eyechart.tasks.tracking._lines_words import LETTERS, TWINS, made_up
from eyechart.tasks.tracking._tangles import tangle
from eyechart.tasks.writing import Slot, WritingTask

_BOX = (36.0, 64.0, 476.0, 370.0)
"""Where the lines run in a picture of 512 px."""
_BLANK = "blank"
"""Sign of a line that is not read."""
_LEVELS = (
    # letters, letters that do not belong, crossings, width of the lines
    (3, 0, 0, 9.0),
    (3, 0, 2, 8.0),
    (4, 0, 4, 7.0),
    (4, 0, 6, 7.0),
    (5, 0, 8, 6.0),
    (5, 1, 10, 6.0),
    (6, 1, 13, 5.0),
    (6, 2, 16, 5.0),
    (7, 2, 20, 4.5),
    (8, 2, 25, 4.0),
)


class Spelling(Lines, frozen=True):
    """Lines from numbers, or from blank signs, to letters."""

    contrast: float = 1.0
    """Of the lines: 1 full, 0 none."""

    room: ClassVar[Room] = _BOX


class SpelledLines(WritingTask[Spelling]):
    name = "spelled_lines"
    title = "follow numbered lines to letters and read the word"
    skills = ("tracking", "line following", "reading")
    scene_type = Spelling
    load_name = "crossings and letters to read, over contrast"
    wanted = "the letter that line 1 leads to written into box 1, and so on,"

    def knobs(self, level: int) -> Mapping[str, Any]:
        letters, others, crossings, width = _LEVELS[min(level, 10) - 1]
        beyond, far = min(max(level - 10, 0), 14), min(max(level - 24, 0), 192)
        return {
            "letters": min(9, letters + beyond),
            "others": others + beyond // 5,
            "crossings": crossings + 3 * beyond + 2 * far,
            "loops": level > 5,
            "width": max(3.0, width - 0.1 * beyond),
            "coloured": level <= 2,
            "made_up": level > 3,
            "contrast": round(0.3 + 0.7 * 0.93 ** max(0, level - 24), 3),
            "extra": 8 * far,
        }

    def generate(self, rng: Random, **knobs: Any) -> Spelling:
        strands, box = knobs["letters"] + knobs["others"], grown(_BOX, knobs["extra"])
        stretches = tangle(
            rng,
            strands=strands,
            crossings=knobs["crossings"] + rng.randrange(2),
            tracks=strands + 2 * knobs["loops"],
            width=knobs["width"],
            box=box,
        )
        plain = coloured(rng, unnamed(stretches, box, knobs["width"]), each=knobs["coloured"])
        scene = Spelling(**msgspec.structs.asdict(plain), contrast=knobs["contrast"])
        return self.vary(rng, scene, **knobs)

    def vary(self, rng: Random, scene: Spelling, **knobs: Any) -> Spelling:
        """Another word along the same lines."""
        word = _word(rng, knobs["letters"], knobs["made_up"]).upper()
        spare = [letter for letter in LETTERS if letter not in word]
        letters = [*word, *rng.sample(spare, knobs["others"])]
        (ends,) = joinings(scene, scene.tops)
        while True:
            order = rng.sample(range(len(ends)), len(ends))
            names = {ends[i]: letter for i, letter in zip(order, letters, strict=True)}
            shown = "".join(names[sign] for sign in scene.bottoms if names[sign] in word)
            if word not in (shown, shown[::-1]):
                break
        tops = list(scene.tops)
        for number, i in enumerate(order, 1):
            name = str(number) if number <= len(word) else _BLANK
            tops[i] = msgspec.structs.replace(tops[i], name=name)
        bottoms = (msgspec.structs.replace(sign, name=names[sign]) for sign in scene.bottoms)
        return msgspec.structs.replace(scene, tops=tuple(tops), bottoms=tuple(bottoms))

    def well_posed(self, scene: Spelling) -> bool:
        return len(self.solve(scene)) == 1

    def essence(self, scene: Spelling) -> object:
        return scene.tops, scene.bottoms, scene.stretches

    def load(self, scene: Spelling) -> float:
        crossings = sum(len(arms) > 1 for arms in arms_at(scene.stretches).values())
        return (crossings + len(_numbered(scene))) / scene.contrast

    def draw(self, scene: Spelling, style: Style = Style()) -> Svg:
        svg = Svg(scene.size, scene.size)
        with svg.group(opacity=scene.contrast if scene.contrast < 1 else None):
            draw_lines(svg, scene, style)
        side = min(38.0, 0.84 * (scene.box[2] - scene.box[0]) / len(scene.tops))
        for sign in scene.tops:
            _draw_start(svg, sign, side, style)
        for sign in scene.bottoms:
            _draw_letter(svg, sign, side, style)
        for slot in self.slots(scene):
            answer_box(svg, slot.box, style)
            svg.text(
                slot.box.centre[0],
                slot.box.y - 12,
                slot.name.removeprefix("box "),
                16,
                style=style,
                fill="#4a5570",
            )
        return svg

    def question(self, scene: Spelling) -> str:
        others = len(scene.tops) - len(_numbered(scene))
        blank = " Lines that begin at a sign without a number do not count." if others else ""
        return (
            "Each numbered line leads to a letter at the other side of the picture. Where lines "
            f"cross, each goes straight on.{blank} Read the letters at the ends of the lines in "
            "the order of the numbers: which word do they spell? It need not be a real word."
        )

    def answer(self, scene: Spelling) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Spelling) -> str:
        return told(scene)

    def read_description(self, text: str) -> Spelling:
        return Spelling(**msgspec.structs.asdict(read_lines(text)))

    def solve(self, scene: Spelling) -> Sequence[AnyAnswer]:
        """Follow every way on that is nearly as straight as the straightest, number by number."""
        ways = joinings(scene, _numbered(scene))
        words = dict.fromkeys("".join(end.name for end in ends).lower() for ends in islice(ways, 2))
        return [Word(word) for word in words]

    def slots(self, scene: Spelling) -> list[Slot]:
        answer = self.answer(scene)
        assert isinstance(answer, Word)
        count = len(answer.value)
        side = min(52.0, (466 - 9 * (count - 1)) / count)
        gap = min(22.0, (466 - count * side) / (count - 1))
        left = scene.size / 2 - (count * side + (count - 1) * gap) / 2
        return [
            Slot(
                Box(left + i * (side + gap), scene.size - 10 - side, side, side),
                letter,
                f"box {i + 1}",
            )
            for i, letter in enumerate(answer.value.upper())
        ]

    def parts(self, scene: Spelling) -> list[Box]:
        left, _, right, bottom = scene.box
        return Box(left - 20, 14, right - left + 40, bottom + 34).tiles(5, 5)

    def characters(self, scene: Spelling) -> str:
        return LETTERS


def _word(rng: Random, length: int, invented: bool) -> str:
    if invented:
        return made_up(rng, length)
    return rng.choice([word for word in TWINS if len(word) == length])


def _numbered(scene: Lines) -> list[Sign]:
    """The starts that are read, in their order."""
    return sorted((sign for sign in scene.tops if sign.name != _BLANK), key=in_order)


def _draw_start(svg: Svg, sign: Sign, side: float, style: Style) -> None:
    radius = 0.5 * side - 1
    y = sign.y - radius - 4
    read = sign.name != _BLANK
    svg.circle(
        sign.x,
        y,
        radius if read else 0.7 * radius,
        fill="#fff6d6" if read else "#e4e7ee",
        stroke="#4a5570",
        stroke_width=2 * style.stroke,
    )
    if read:
        svg.text(sign.x, y, sign.name, 0.58 * side, style=style, fill="#222222")


def _draw_letter(svg: Svg, sign: Sign, side: float, style: Style) -> None:
    left, top = sign.x - side / 2, sign.y + 4
    svg.rect(
        left,
        top,
        side,
        side,
        rx=6,
        fill="#e8f1fb",
        stroke="#4a5570",
        stroke_width=2 * style.stroke,
    )
    svg.text(sign.x, top + side / 2, sign.name, 0.66 * side, style=style, fill="#222222")
