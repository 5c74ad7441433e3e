"""A figure of building blocks and lettered single parts: which of them is the figure built of?

After BabyVision's "Reconstruction" where it asks for a set of parts (2601.06521).  The figures and
parts are those of `reconstruction`.  Each kind of part of the figure may be among the lettered
ones once; the others are of another shape, size or colour than one of the figure's, so that no
part can be judged by its kind alone.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import findall
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, ChoiceSet
from eyechart.errors import Unreadable
from eyechart.item import Item
from eyechart.reading.exchanged import exchanged
from eyechart.reading.likeness import Levels
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.discrimination._building_page import (
    colours_of,
    draw_figure,
    part_of,
    scale_of,
    told,
)
from eyechart.tasks.discrimination._building_parts import (
    Part,
    Placed,
    draw_part,
    same_part,
    span,
)
from eyechart.tasks.discrimination._building_plans import PLANS, built
from eyechart.tasks.discrimination._building_sets import slight, unlike
from eyechart.tasks.marking import Change, MarkingTask

_LETTERS = "ABCDEFGHJKLM"
_OFFERED = (3, 4, 4, 5, 6, 7, 8, 8, 9, 10)
_PARTS = (4, 5, 6, 7, 8, 9, 10, 12, 14, 16)
_MOST_PARTS = 24
_SIDE, _EDGE, _NAME = 512.0, 24.0, 24.0
_CARD, _LINE, _INK = "#f8f7f3", "#c9c6bc", "#2b3140"
_FILLED = 0.84
"""Share of its card that the largest part fills, at most."""
_REDUCED = 0.7
"""The figure may be so much smaller than there is room for: it is drawn to the parts' scale."""


class Parts(Scene, frozen=True):
    """A figure, and parts to choose from, each as it lies."""

    figure: tuple[Placed, ...]
    """From the lowest to the uppermost."""
    offered: tuple[Part, ...]
    """All of different kinds, sizes or colours."""
    dress: int = 0
    pale: float = 0.0

    @property
    def right(self) -> tuple[int, ...]:
        """The offered parts that the figure holds."""
        held = {same_part(p.part) for p in self.figure}
        return tuple(i for i, part in enumerate(self.offered) if same_part(part) in held)


class PickParts(MarkingTask[Parts]):
    name = "pick_parts"
    title = "find all parts that the figure is built of"
    skills = ("discrimination", "parts and wholes", "visual search")
    scene_type = Parts
    load_name = "parts of the figure times parts to choose from"
    wanted = "each of the lettered parts that the figure is built of"
    several = True

    def knobs(self, level: int) -> Mapping[str, Any]:
        step, beyond = min(level, 10) - 1, max(0, level - 10)
        return {
            "parts": min(_PARTS[step] + beyond, _MOST_PARTS),
            "offered": min(_OFFERED[step] + beyond // 3, len(_LETTERS)),
            "coarse": level <= 3,
            "angles": (0,)
            if level <= 3
            else (0, 90, 180, 270)
            if level <= 7
            else tuple(range(0, 360, 45)),
            "pale": round(0.6 * (1 - 0.94 ** max(0, level - 18)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Parts:
        while True:
            colours = rng.sample(range(6), 6)
            figure = built(rng, rng.choice(sorted(PLANS)), knobs["parts"], colours)
            offered = figure and _offered(rng, figure, colours, knobs)
            if figure and offered:
                return Parts(figure, offered, rng.randrange(1 << 16), knobs["pale"])

    def vary(self, rng: Random, scene: Parts, **knobs: Any) -> Parts:
        """The colours exchanged, other parts offered; at times a new figure."""
        if rng.random() < 0.1:
            return self.generate(rng, **knobs)
        colours = rng.sample(range(6), 6)
        figure = tuple(
            p._replace(part=p.part._replace(colour=colours[p.part.colour])) for p in scene.figure
        )
        offered = _offered(rng, figure, range(6), knobs)
        if offered is None:
            return self.generate(rng, **knobs)
        return replace(scene, figure=figure, offered=offered, dress=rng.randrange(1 << 16))

    def essence(self, scene: Parts) -> object:
        return scene.figure, sorted(map(same_part, scene.offered))

    def load(self, scene: Parts) -> float:
        return len(scene.figure) * len(scene.offered)

    def draw(self, scene: Parts, style: Style = Style()) -> Svg:
        svg = Svg()
        colours = colours_of(scene.dress, scene.pale)
        cards = self.elements(scene)
        room = _room(cards)
        scale = min(_scale(scene.figure, cards), _FILLED * cards[0].width / _longest(scene.offered))
        draw_figure(svg, scene.figure, room, scale, colours, style)
        y = cards[0].y - 0.5 * _EDGE
        svg.line((_EDGE, y), (_SIDE - _EDGE, y), stroke=_LINE, stroke_width=1.5 * style.stroke)
        for letter, part, card in zip(_LETTERS, scene.offered, cards, strict=False):
            svg.rect(*card, rx=6, fill=_CARD, stroke=_LINE, stroke_width=1.4 * style.stroke)
            left, top, right, bottom = (scale * v for v in span(part))
            (x, y), middle = card.centre, ((left + right) / 2, (top + bottom) / 2)
            draw_part(svg, part, (x - middle[0], y - middle[1]), scale, colours, style)
            svg.text(x, card.y + card.height + 13, letter, 17, style=style, fill=_INK)
        return svg

    def question(self, scene: Parts) -> str:
        return (
            "The figure is built of flat parts. Which of the lettered parts is it built of? A part "
            "counts if the figure has one of the same shape, size and colour, or several; it may "
            "lie turned. All is drawn to one scale."
        )

    def answer(self, scene: Parts) -> AnyAnswer:
        letters = tuple(_LETTERS[: len(scene.offered)])
        return ChoiceSet(tuple(letters[i] for i in scene.right), letters)

    def turned_answer(self, scene: Parts, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def describe(self, scene: Parts) -> str:
        lines = [
            "Parts are told as kind, width by height in units (the measures before the part is "
            "turned; a rectangle may be told either way), and colour number. How they lie does not "
            "matter."
        ]
        lines += [f"Figure: {told(p.part)} at ({p.x:g}, {p.y:g})" for p in scene.figure]
        lines += [f"Part {a}: {told(p)}" for a, p in zip(_LETTERS, scene.offered, strict=False)]
        return "\n".join(lines)

    def read_description(self, text: str) -> Parts:
        placed = findall(r"(?m)^Figure: (.*) at \((\S+), (\S+)\)$", text)
        offered = findall(r"(?m)^Part [A-Z]: (.*)$", text)
        if not (placed and offered):
            raise Unreadable("no figure and single parts are described here")
        return Parts(
            tuple(Placed(part_of(part), float(x), float(y)) for part, x, y in placed),
            tuple(map(part_of, offered)),
        )

    def solve(self, scene: Parts) -> Sequence[AnyAnswer]:
        return [self.answer(scene)]

    def elements(self, scene: Parts) -> list[Box]:
        return _cards(len(scene.offered))

    def chosen(self, scene: Parts) -> tuple[int, ...]:
        return scene.right

    def element_name(self, item: Item, index: int) -> str:
        return f"part {_LETTERS[index]}"

    def changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> Change | None:
        """Besides wiped parts: whether any is now another."""
        pair = exchanged(source, aligned, weight, self._boxes(item))
        if pair:
            one, other = (self.element_name(item, i) for i in pair)
            return Change(f"{one} now looks like {other}")
        return super().changed(item, source, aligned, weight)

    def altered_scenes(self, item: Item) -> Any:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        offered = list(scene.offered)
        one = scene.right[0]
        other = next(i for i in range(len(offered)) if i not in scene.right)
        offered[one], offered[other] = offered[other], offered[one]
        drawn = str(self.draw(replace(scene, offered=tuple(offered))))
        yield "a right part exchanged for a wrong one", self.as_shown(item, drawn)


def _cards(count: int) -> list[Box]:
    """Where the lettered parts lie: in one row or two, at the bottom."""
    rows = 1 if count <= 5 else 2
    across = -(-count // rows)
    side = min(104.0 if rows == 1 else 84.0, (_SIDE - 2 * _EDGE - 14 * (across - 1)) / across)
    pitch = min(1.35 * side, (_SIDE - 2 * _EDGE + 14) / across)
    boxes = []
    for i in range(count):
        row, column = divmod(i, across)
        here = min(across, count - row * across)
        x = _SIDE / 2 + (column - (here - 1) / 2) * pitch
        y = _SIDE - 12 - (rows - row) * (side + _NAME)
        boxes.append(Box(x - side / 2, y, side, side))
    return boxes


def _room(cards: Sequence[Box]) -> Box:
    """For the figure, above the cards."""
    return Box(_EDGE, _EDGE, _SIDE - 2 * _EDGE, cards[0].y - 2 * _EDGE)


def _scale(figure: Sequence[Placed], cards: Sequence[Box]) -> float:
    """Px a unit, at most."""
    return min(26.0, scale_of(figure, _room(cards)))


def _offered(
    rng: Random, figure: Sequence[Placed], colours: Sequence[int], knobs: Mapping[str, Any]
) -> tuple[Part, ...] | None:
    """Parts of the figure and others like them, in any order; None if there are too few."""
    count, coarse = knobs["offered"], knobs["coarse"]
    cards = _cards(count)
    most = _FILLED * cards[0].width / (_REDUCED * _scale(figure, cards))
    known = {same_part(p.part) for p in figure}
    own = {same_part(p.part): p.part for p in figure if _longest([p.part]) <= most}
    right = min(rng.randint(1, count - 1), len(own), round(0.7 * count))
    usable = [part for part in own.values() if not slight(part, coarse)]
    if not right or not usable:
        return None
    chosen = {key: own[key] for key in rng.sample(sorted(own), right)}
    for _ in range(60):
        if len(chosen) == count:
            break
        way = rng.choice(("shape", "size", "colour"))
        other = unlike(rng, rng.choice(usable), way, colours, coarse)
        if same_part(other) not in known and _longest([other]) <= most:
            chosen.setdefault(same_part(other), other)
    if len(chosen) < count:
        return None
    # Parts of the easy levels lie as they do in the figure.
    turned = [
        part._replace(turn=(part.turn + rng.choice(knobs["angles"])) % 360)
        for part in chosen.values()
    ]
    rng.shuffle(turned)
    return tuple(turned)


def _longest(parts: Sequence[Part]) -> float:
    """The longest side of any, in units."""
    return float(max(max(part.width, part.height) for part in parts))
