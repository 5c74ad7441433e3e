"""A and B make C: by the same rule, which option do the next two make?

After BabyVision's "Overlay Patterns" (2601.06521).  The rule is laid open by one whole row (two at
some levels); what is asked for is the third panel of the last row.  Wrong options are made in
another way (another operation, a layer not turned), or have an element too many, too few or of
another colour, or both.
All rules of the family that explain the shown rows must make the same panel, else the scene is
thrown away: so the answer does not hang on which rule one thought of.  From 11 places a side on
(level 19) the picture grows with the panels, to 2,048 px at level 85.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Choice
from eyechart.errors import Unreadable
from eyechart.item import Item
from eyechart.reading.cells import changed_cells
from eyechart.reading.likeness import Levels
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg, size_of
from eyechart.scene.tiles import Box
from eyechart.scene.turn import TURNS
from eyechart.task import Scene
from eyechart.tasks.choosing import LETTERS, even_masks
from eyechart.tasks.marking import Change, MarkingTask
from eyechart.tasks.patterns._overlay_page import Page, draw_page
from eyechart.tasks.patterns._overlay_rules import (
    OPERATIONS,
    Example,
    Layer,
    Rule,
    explaining,
    turned_layer,
)

_UNION, _MONO = ("first on top",), ("first on top", "both vanish", "second erases", "both stay")
_ALL, _TURNS = tuple(OPERATIONS), tuple(TURNS)
_TURNING = (
    "neither of them turned",
    "the second one perhaps turned or mirrored first",
    "either of them perhaps turned or mirrored first",
)


class Panels(Scene, frozen=True):
    """The page: rows of layers, the last without its third, and the options."""

    examples: tuple[tuple[Layer, Layer, Layer], ...]
    a: Layer
    b: Layer
    options: tuple[Layer, ...]
    right: int = -1
    """Index of the right option; -1 where it was read from a description and is not known."""
    turning: int = 0
    """How many layers, counted from the second back, a rule may turn; the question says so."""
    steps: int = 1
    dress: int = 0
    """Chooses the shape of elements and the colours; means nothing."""


class OverlayPattern(MarkingTask[Panels]):
    name = "overlay_pattern"
    version = 2
    title = "find the rule by which A and B make C, and apply it"
    skills = ("patterns", "overlay", "rule induction")
    scene_type = Panels
    load_name = "cells of a panel times steps of the rule"
    wanted = "the right option, its panel within the circle"

    def knobs(self, level: int) -> Mapping[str, Any]:
        side = (2, 2, 3, 3, 4, 4, 5, 5, 6, 6)[level - 1] if level <= 10 else 6 + (level - 9) // 2
        return {
            "side": min(side, 44),
            "options": (2, 3, 3, 4, 4, 4, 5, 5, 5, 5)[min(level, 10) - 1],
            "operations": _UNION if level <= 2 else _MONO[: level - 1] if level <= 5 else _ALL,
            "inks": 1 if level <= 5 or level in (7, 8) else 2,
            "turns_b": () if level <= 6 else _TURNS[3:] if level == 7 else _TURNS,
            "turns_a": _TURNS if level > 10 else (),
            "near": level >= 6,
        }

    def generate(self, rng: Random, **knobs: Any) -> Panels:
        rule = Rule(
            rng.choice(knobs["operations"]),
            rng.choice(knobs["turns_b"]) if knobs["turns_b"] else "",
            rng.choice(knobs["turns_a"]) if knobs["turns_a"] else "",
        )
        example, wrong = self._row(rng, rule, knobs), None
        while wrong is None:
            asked = self._row(rng, rule, knobs)
            wrong = _wrong_options(rng, rule, asked, knobs["options"] - 1, knobs["near"])
        options = [asked.c, *wrong]
        rng.shuffle(options)
        return Panels(
            examples=((example.a, example.b, example.c),),
            a=asked.a,
            b=asked.b,
            options=tuple(options),
            right=options.index(asked.c),
            turning=bool(knobs["turns_b"]) + bool(knobs["turns_a"]),
            steps=rule.steps + knobs["inks"] - 1,
            dress=rng.randrange(1000),
        )

    def _row(self, rng: Random, rule: Rule, knobs: Mapping[str, Any]) -> Example:
        """A row that tells operations apart, its third panel not empty and no copy."""
        while True:
            a, b = (_layer(rng, knobs["side"], knobs["inks"]) for _ in range(2))
            c = rule(a, b)
            if c not in (a, b) and any(map(any, c)) and _telling(rule, a, b):
                return Example(a, b, c)

    def vary(self, rng: Random, scene: Panels, **knobs: Any) -> Panels:
        """A symmetry of the square applied to all panels, options shuffled, another dress."""
        turn = rng.choice(("", *TURNS))
        order = rng.sample(range(len(scene.options)), len(scene.options))
        return replace(
            scene,
            examples=tuple(
                (turned_layer(a, turn), turned_layer(b, turn), turned_layer(c, turn))
                for a, b, c in scene.examples
            ),
            a=turned_layer(scene.a, turn),
            b=turned_layer(scene.b, turn),
            options=tuple(turned_layer(scene.options[i], turn) for i in order),
            right=order.index(scene.right),
            dress=rng.randrange(1000),
        )

    def well_posed(self, scene: Panels) -> bool:
        examples = [Example(*row) for row in scene.examples]
        made = {rule(scene.a, scene.b) for rule in explaining(examples, scene.turning)}
        return made == {scene.options[scene.right]} and len(set(scene.options)) == len(
            scene.options
        )

    def essence(self, scene: Panels) -> object:
        return scene.examples, scene.a, scene.b, sorted(scene.options)

    def load(self, scene: Panels) -> float:
        return len(scene.a) ** 2 * scene.steps

    def draw(self, scene: Panels, style: Style = Style()) -> Svg:
        rows = [*scene.examples, (scene.a, scene.b, None)]
        return draw_page(rows, scene.options, LETTERS, scene.dress, style)

    def question(self, scene: Panels) -> str:
        return (
            "In each row of the picture, the first two panels make the third, always by the same "
            f"rule: they are laid on each other, {_TURNING[scene.turning]}. The third panel of the "
            "last row is missing. Which of the lettered panels below belongs there?"
        )

    def answer(self, scene: Panels) -> AnyAnswer:
        return Choice(LETTERS[scene.right], tuple(LETTERS[: len(scene.options)]))

    def describe(self, scene: Panels) -> str:
        lines = [
            "Panels are square grids, given row by row from the top, rows parted by slashes. "
            "0 is an empty place, 1, 2 and 3 are elements of three colours. The panels of a row "
            f"are laid on each other, {_TURNING[scene.turning]}.",
        ]
        for i, (a, b, c) in enumerate(scene.examples, 1):
            lines.append(f"Row {i}: {_digits(a)} and {_digits(b)} make {_digits(c)}")
        lines.append(f"Last row: {_digits(scene.a)} and {_digits(scene.b)} make what?")
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: {_digits(option)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Panels:
        rows = findall(r"Row \d+: ([\d/]+) and ([\d/]+) make ([\d/]+)", text)
        last = search(r"Last row: ([\d/]+) and ([\d/]+) make what", text)
        options = findall(r"Option [A-F]: ([\d/]+)", text)
        if not (rows and last and options):
            raise Unreadable("no rows of panels are described here")
        examples = tuple((_panel(a), _panel(b), _panel(c)) for a, b, c in rows)
        turning = next((i for i, words in enumerate(_TURNING) if words in text), 0)
        panels = tuple(map(_panel, options))
        return Panels(examples, _panel(last[1]), _panel(last[2]), panels, turning=turning)

    def solve(self, scene: Panels) -> Sequence[AnyAnswer]:
        rules = explaining([Example(*row) for row in scene.examples], scene.turning)
        made = {rule(scene.a, scene.b) for rule in rules}
        return [
            self.answer(replace(scene, right=i))
            for i, option in enumerate(scene.options)
            if option in made
        ]

    def elements(self, scene: Panels) -> list[Box]:
        return _page(scene).option_boxes()

    def chosen(self, scene: Panels) -> tuple[int, ...]:
        return (scene.right,)

    def element_name(self, item: Item, index: int) -> str:
        return f"option {LETTERS[index]}"

    def changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> Change | None:
        """Whether some place of some panel shows another element than it should."""
        scene = self.scene(item)
        page = _page(scene)
        rows = [*scene.examples, (scene.a, scene.b)]
        shown = [pair for row, boxes in zip(rows, page.panel_boxes(), strict=True)
                 for pair in zip(row, boxes, strict=False)]  # fmt: skip
        shown += zip(scene.options, page.option_boxes(), strict=True)
        boxes = [cell for _, box in shown for cell in Page.cell_boxes(box, len(scene.a))]
        if item.turn:
            turn = TURNS[item.turn]
            size = turn.size(*size_of(item.picture.svg))
            boxes = [box.turned(turn, *size) for box in boxes]
        inks = [ink for layer, _ in shown for row in layer for ink in row]
        gone = changed_cells(aligned, boxes, inks)
        return (
            Change(f"{len(gone)} places of the panels no longer look as they did") if gone else None
        )

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        options = list(scene.options)
        other = (scene.right + 1) % len(options)
        options[scene.right], options[other] = options[other], options[scene.right]
        svg = str(self.draw(replace(scene, options=tuple(options))))
        yield "two options exchanged", self.as_shown(item, svg)


def _page(scene: Panels) -> Page:
    return Page(len(scene.examples) + 1, len(scene.options), len(scene.a))


def _layer(rng: Random, side: int, inks: int) -> Layer:
    """A panel with a quarter to a half of its places taken."""
    places = side * side
    taken = rng.randint(max(1, places // 4), max(2, places // 2))
    chosen = set(rng.sample(range(places), taken))
    return tuple(
        tuple(rng.randint(1, inks) if r * side + c in chosen else 0 for c in range(side))
        for r in range(side)
    )


def _telling(rule: Rule, a: Layer, b: Layer) -> bool:
    """Whether some places have an element in both layers, some in the first, some in the second."""
    a, b = turned_layer(a, rule.turn_a), turned_layer(b, rule.turn_b)
    pairs = [(x, y) for p, q in zip(a, b, strict=True) for x, y in zip(p, q, strict=True)]
    both = {(bool(x), bool(y)) for x, y in pairs}
    return both >= {(True, True), (True, False), (False, True)}


def _wrong_options(
    rng: Random, rule: Rule, asked: Example, count: int, near: bool
) -> list[Layer] | None:
    """So many panels, all distinct: made in another way, with elements wrong, or both; `near` ones
    have more of the latter.  None if two faults come to the same.

    Each fault is in about half of all options, lest the right one be the most like all others.
    """
    other = rng.choice(_other_ways(rule, asked))
    faults = max(2, (count + 1).bit_length() - (not near))
    places = rng.sample(range(len(asked.c) ** 2), min(faults - 1, len(asked.c) ** 2))
    inks = sorted({ink for row in asked.c for ink in row} | {0, 1})
    steps = [rng.randrange(1, len(inks)) for _ in places]
    found = []
    for another_way, *wrong in even_masks(rng, 1 + len(places), count):
        panel = [ink for row in (other if another_way else asked.c) for ink in row]
        for place, step, on in zip(places, steps, wrong, strict=True):
            if on and panel[place] in inks:
                panel[place] = inks[(inks.index(panel[place]) + step) % len(inks)]
        side = len(asked.c)
        found.append(tuple(tuple(panel[r : r + side]) for r in range(0, side * side, side)))
    if len({asked.c, *found}) == count + 1 and all(any(map(any, panel)) for panel in found):
        return found
    return None


def _other_ways(rule: Rule, asked: Example) -> list[Layer]:
    """What comes out by another rule, or where none is applied."""
    panels = [
        asked.a, asked.b, turned_layer(asked.c, "mirrored"), turned_layer(asked.c, "180"),
        *(rule._replace(operation=name)(asked.a, asked.b) for name in OPERATIONS),
        *([rule._replace(turn_b="")(asked.a, asked.b)] if rule.turn_b else []),
        *([rule._replace(turn_a="")(asked.a, asked.b)] if rule.turn_a else []),
    ]  # fmt: skip
    return [panel for panel in dict.fromkeys(panels) if panel != asked.c and any(map(any, panel))]


def _digits(panel: Layer) -> str:
    return "/".join("".join(map(str, row)) for row in panel)


def _panel(text: str) -> Layer:
    rows = tuple(tuple(map(int, row)) for row in text.split("/"))
    if any(len(row) != len(rows) for row in rows):
        raise Unreadable(f"panel {text!r} is not square")
    return rows
