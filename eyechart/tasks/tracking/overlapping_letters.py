"""Read large characters that lie on one another, in the order of coloured boxes, or of their size.

After BabyVision's "Recognize numbers and letters" (2601.06521): tell apart and name what overlaps.
Harder is more characters, less of each in sight, turned and in other faces, hollow or see-through,
in hues that are alike, and, where the page is full, paler ones.  What stays in sight of each tells
it from every other character in its place (`_letters_scene.py`), and none is used that would be
another when turned as far as the level goes.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from math import cos, pi, sin
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer
from eyechart.answers import Sequence as Ordered
from eyechart.errors import Unreadable
from eyechart.item import Form, Item
from eyechart.scene.curves import bent_path
from eyechart.scene.figures.figure import faded
from eyechart.scene.hands import answer_box
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.tasks.tracking._letters_scene import (
    DIGITS,
    FACES,
    LETTERS,
    STAGE,
    STYLES,
    Glyph,
    Pile,
    Pose,
    clear,
    placed,
    readings,
    shown,
)
from eyechart.tasks.writing import Slot, WritingTask

HUES = {
    "black": "#1f242c",
    "grey": "#98a1ad",
    "lime": "#a5cc3c",
    "green": "#2c8c4b",
    "turquoise": "#19a5a0",
    "light blue": "#62b9ee",
    "blue": "#2c62d6",
    "dark blue": "#1a2f6e",
    "purple": "#8a5ad0",
    "dark purple": "#4f2468",
}
"""Neighbours are alike; none is red or orange, the answer's ink."""
_APART = ("black", "grey", "lime", "green", "light blue", "blue", "purple")
_GROUNDS = {"plain": "#ffffff", "disc": "#eef2f6", "card": "#f5f2ea"}
_ROUND = {"fill": "none", "stroke_linecap": "round", "stroke_linejoin": "round"}
_TURNING = "CIMNUWZ69"
"""Characters that are, or look like, another one when turned by a quarter or a half."""
_MIRRORED = ("mirrored", "flipped")
_ALIKE = ("OQCG", "EFLP", "PRBF", "VYX", "DO", "38", "56", "17", "890", "TJL")
_LEVELS = (
    # characters, least share in sight, mean share hidden, turn
    (2, 0.80, 0.04, 0),
    (2, 0.75, 0.08, 10),
    (3, 0.72, 0.10, 15),
    (3, 0.66, 0.14, 25),
    (4, 0.62, 0.16, 35),
    (4, 0.58, 0.19, 60),
    (5, 0.55, 0.21, 90),
    (5, 0.52, 0.23, 120),
    (6, 0.48, 0.25, 180),
    (6, 0.45, 0.28, 180),
)


class OverlappingLetters(WritingTask[Pile]):
    name = "overlapping_letters"
    version = 2
    title = "read coloured characters that lie on one another"
    skills = ("tracking", "overlap", "reading")
    scene_type = Pile
    load_name = "characters, and how many of them are hidden, over contrast"
    wanted = "each character written into its box"

    def knobs(self, level: int) -> Mapping[str, Any]:
        number, least, hidden, turn = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        return {
            "characters": min(9, number + (on + 1) // 2),
            "least_shown": least,
            "hidden": hidden,
            "turn": turn,
            "styles": min(3, 1 + level // 4),
            "faces": 1 if level < 5 else len(FACES),
            "alike": level >= 7,
            "contrast": round(0.4 + 0.6 * 0.9 ** max(0, on - 6), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Pile:
        number, letters = knobs["characters"], rng.random() < 0.6
        alphabet = LETTERS if letters else DIGITS
        if knobs["turn"] > 45:
            alphabet = "".join(c for c in alphabet if c not in _TURNING)
        if not letters:
            number = min(number, len(alphabet))
        characters = _chosen(rng, alphabet, number, knobs["alike"])
        glyphs = _piled(rng, characters, knobs)
        scene = Pile(
            glyphs,
            letters=letters,
            upright=knobs["turn"] <= 45,
            style=STYLES[rng.randrange(knobs["styles"])],
            ground=rng.choice(sorted(_GROUNDS)),
            contrast=knobs["contrast"],
        )
        return self.vary(rng, scene, **knobs)

    def vary(self, rng: Random, scene: Pile, **knobs: Any) -> Pile:
        """Other hues, and another order in which they are asked for."""
        few = not scene.letters and len(scene.glyphs) <= 6
        hues = _hues(rng, len(scene.glyphs), alike=knobs["alike"])
        glyphs = tuple(
            msgspec.structs.replace(glyph, hue=hue)
            for glyph, hue in zip(scene.glyphs, hues, strict=True)
        )
        asked = () if few and rng.random() < 0.5 else tuple(rng.sample(hues, len(hues)))
        return msgspec.structs.replace(scene, glyphs=glyphs, boxes=asked)

    def well_posed(self, scene: Pile) -> bool:
        return clear(scene)

    def essence(self, scene: Pile) -> object:
        return [(glyph.lines, glyph.hue) for glyph in scene.glyphs], scene.boxes

    def load(self, scene: Pile) -> float:
        hidden = sum(1 - share for share in shown(scene.glyphs))
        return (len(scene.glyphs) + hidden) / scene.contrast

    def draw(self, scene: Pile, style: Style = Style()) -> Svg:
        svg = Svg()
        x, y, w, h = STAGE
        if scene.ground == "disc":
            svg.add("ellipse", cx=256, cy=y + h / 2, rx=w / 2, ry=h / 2, fill=_GROUNDS["disc"])
        elif scene.ground == "card":
            svg.rect(x, y, w, h, rx=26, fill=_GROUNDS["card"])
        for glyph in scene.glyphs:
            colour = faded(HUES[glyph.hue], scene.contrast)
            with svg.group(opacity=0.74 if scene.style == "see-through" else None):
                lines = [bent_path(line) for line in glyph.lines]
                for line in lines:
                    svg.path(line, stroke=colour, stroke_width=glyph.width, **_ROUND)
                for line in lines if scene.style == "hollow" else ():
                    svg.path(line, stroke="#ffffff", stroke_width=glyph.width - 11, **_ROUND)
        for slot, hue in zip(self.slots(scene), scene.boxes or [""] * 9, strict=False):
            colour = faded(HUES[hue], scene.contrast) if hue else ""
            answer_box(svg, slot.box, style, colour=colour)
        return svg

    def question(self, scene: Pile) -> str:
        return self._asked(scene, "the colours of the boxes below, from left to right")

    def turned_question(self, scene: Pile, turn: Turn) -> str:
        return self._asked(scene, f"these colours: {', '.join(scene.boxes)}")

    def answer(self, scene: Pile) -> AnyAnswer:
        return self.solve(scene)[0]

    def turned_answer(self, scene: Pile, turn: Turn) -> AnyAnswer | None:
        """None where a box is not told by its colour, and where a character is not the same."""
        answer = self.answer(scene)
        assert isinstance(answer, Ordered)
        if turn.name in _MIRRORED or not scene.boxes or not set(_TURNING).isdisjoint(answer.value):
            return None
        return answer

    def describe(self, scene: Pile) -> str:
        what = "capital letter" if scene.letters else "digit"
        most = 45 if scene.upright else 180
        head = (
            f"Each of these lines draws one {what}, turned by up to {most} degrees, by thick "
            "strokes through the places given (x to the right and y downward, in px). Strokes are "
            "parted by slashes. They lie on one another in this order, the last one in front."
        )
        listed = [
            f"{glyph.hue}: "
            + " / ".join(" ".join(f"{x},{y}" for x, y in line) for line in glyph.lines)
            for glyph in scene.glyphs
        ]
        asked = (
            f"Boxes from left to right: {', '.join(scene.boxes)}."
            if scene.boxes
            else "Asked for: all of them, from the smallest to the largest."
        )
        return "\n".join([head, *listed, asked])

    def read_description(self, text: str) -> Pile:
        found = re.findall(r"^([a-z ]+): ([-\d, /]+)$", text, re.MULTILINE)
        boxes = re.search(r"Boxes from left to right: ([a-z, ]+)\.", text)
        if not found:
            raise Unreadable("no characters are described here")
        glyphs = tuple(
            Glyph(
                tuple(
                    tuple((int(x), int(y)) for x, y in re.findall(r"(-?\d+),(-?\d+)", line))
                    for line in lines.split("/")
                ),
                hue,
            )
            for hue, lines in found
        )
        asked = tuple(boxes[1].split(", ")) if boxes else ()
        return Pile(glyphs, asked, "one capital letter" in text, "up to 45 degrees" in text)

    def solve(self, scene: Pile) -> Sequence[AnyAnswer]:
        """Each character's places compared with all forms of the alphabet, however turned."""
        found: dict[str, list[str]] = {
            glyph.hue: [
                name for name, _ in readings(glyph.lines, scene.alphabet, upright=scene.upright)
            ]
            for glyph in scene.glyphs
        }
        if any(len(names) != 1 for names in found.values()):
            return []
        in_order = [found[hue][0] for hue in scene.boxes] or sorted(n[0] for n in found.values())
        what = "letters" if scene.letters else "digits"
        return [Ordered(tuple(in_order), dict.fromkeys(scene.alphabet, ()), what)]

    def slots(self, scene: Pile) -> list[Slot]:
        answer = self.answer(scene)
        assert isinstance(answer, Ordered)
        number = len(answer.value)
        side = min(62.0, (456 - 8 * (number - 1)) / number)
        gap = min(26.0, (470 - number * side) / max(1, number - 1))
        left = 256 - (number * side + (number - 1) * gap) / 2
        names = [f"the {hue} box" for hue in scene.boxes]
        names = names or [f"box {i} from the left" for i in range(1, number + 1)]
        return [
            Slot(Box(left + i * (side + gap), 456 - side / 2, side, side), text, names[i])
            for i, text in enumerate(answer.value)
        ]

    def parts(self, scene: Pile) -> list[Box]:
        return STAGE.tiles(4, 4)

    def characters(self, scene: Pile) -> str:
        return scene.alphabet

    def instruction(self, item: Item, form: Form) -> str:
        scene = self.scene(item)
        if form == "draw" and not scene.boxes:
            return (
                super()
                .instruction(item, form)
                .replace(
                    self.wanted, "the digits written into the boxes, the smallest on the left,"
                )
            )
        return super().instruction(item, form)

    def _asked(self, scene: Pile, order: str) -> str:
        what = "letters" if scene.letters else "digits"
        head = f"Large {what} of different colours lie on top of one another"
        if not scene.boxes:
            return f"{head}. Which {what} are they? List them from the smallest to the largest."
        return f"{head}. Which {what} are they, in the order of {order}?"


def _chosen(rng: Random, alphabet: str, number: int, alike: bool) -> list[str]:
    """Different characters; some of them much like each other, if asked."""
    chosen: list[str] = []
    if alike:
        group = [c for c in rng.choice(_ALIKE) if c in alphabet]
        chosen = rng.sample(group, min(len(group), number, 2))
    rest = [c for c in alphabet if c not in chosen]
    chosen += rng.sample(rest, number - len(chosen))
    rng.shuffle(chosen)
    return chosen


def _hues(rng: Random, number: int, *, alike: bool) -> list[str]:
    """Different hues: neighbours of each other, if asked."""
    names = list(HUES)
    if not alike and number <= len(_APART):
        return rng.sample(_APART, number)
    start = rng.randrange(len(names) - number + 1)
    return rng.sample(names[start : start + number], number)


def _piled(rng: Random, characters: Sequence[str], knobs: Mapping[str, Any]) -> tuple[Glyph, ...]:
    """Characters around the middle of the stage, as near to each other as the knobs want."""
    number = len(characters)
    spread = 60.0 + 12 * number
    high = 240.0 - 10 * number
    for trial in count():
        first, glyphs = rng.uniform(0, 2 * pi), []
        for i, character in enumerate(characters):
            angle = first + 2 * pi * (i + rng.uniform(-0.2, 0.2)) / number
            away = spread * rng.uniform(0.55, 1.0) * (0.3 if number > 5 and i == 0 else 1)
            pose = Pose(
                STAGE.centre[0] + 1.25 * away * cos(angle),
                STAGE.centre[1] + away * sin(angle),
                high * rng.uniform(0.9, 1.1),
                rng.uniform(-knobs["turn"], knobs["turn"]),
                sorted(FACES)[rng.randrange(knobs["faces"])] if knobs["faces"] > 1 else "plain",
            )
            width = round(pose.height * rng.uniform(0.125, 0.17))
            glyphs.append(Glyph(placed(character, pose), "", width))
        rng.shuffle(glyphs)
        if not all(_on_stage(glyph) for glyph in glyphs):
            spread, high = 0.98 * spread, high * (0.99 if trial > 30 else 1)
            continue
        shares = shown(glyphs)
        if min(shares) < knobs["least_shown"]:
            spread *= 1.02
        elif 1 - sum(shares) / number < knobs["hidden"]:
            spread *= 0.95
        else:
            return tuple(glyphs)
    raise AssertionError


def _on_stage(glyph: Glyph) -> bool:
    room = glyph.width / 2 + 4
    return all(
        STAGE.x + room <= x <= STAGE.x + STAGE.width - room
        and STAGE.y + room <= y <= STAGE.y + STAGE.height - room
        for line in glyph.lines
        for x, y in line
    )
