"""Tasks that ask what goes with what, and are also answered by joining printed dots with lines.

A subclass of `JoiningTask` has scenes with `partners`, draws each of its numbered and lettered
things into the boxes of its page, and finds by search what goes with what; words and lines, near
misses and the verdicts come from here.  Numbered things stand on one side, lettered ones on the
other, each with a dot at the strip between them, which is left free for the lines.  The ink is
`RED`, so a picture to be joined holds no red.

Lines count only on the picture that was sent: where a thing was wiped or exchanged for another,
the answer is wrong, whatever is joined.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import islice, product
from random import Random
from typing import NamedTuple, TypeVar

from eyechart.answers import AnyAnswer, Matching
from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.exchanged import exchanged
from eyechart.reading.hypotheses import judged
from eyechart.reading.ink import fresh_ink
from eyechart.reading.joins import Joins, read_joins
from eyechart.reading.kept import part_lost
from eyechart.reading.likeness import Levels, altered, under_ink
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels, png
from eyechart.scene.rings import RED, scribble
from eyechart.scene.svg import Point, Style, Svg, number, overlaid, size_of
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Hand, Mutant, Scene
from eyechart.tasks.choosing import LETTERS
from eyechart.tasks.marking import IN_PLACE
from eyechart.tasks.shown import ShownTask

__all__ = ["JOIN_LAYOUTS", "JoinPage", "JoinScene", "JoiningTask", "join_page"]

JOIN_LAYOUTS = ("rows", "columns")
_SIDE, _EDGE, _NAME = 512.0, 22.0, 26.0
_STRIP = {"rows": 0.26, "columns": 0.3}
"""Share of the page between the dots of either side."""
_DOT, _APART = 5.0, 12.0
"""Radius of a dot, and how far it stands before its box, px."""
_INK = "#2b3140"
_CARD, _CARD_EDGE = "#f8f7f3", "#c9c6bc"


class JoinScene(Scene, frozen=True):
    """Base of scenes with things to be joined; the subclass adds the things."""

    partners: tuple[int, ...]
    """The lettered thing that goes with each numbered one; empty where it was read from a
    description and is not known."""
    layout: str
    """One of `JOIN_LAYOUTS`: mere dress."""


class JoinPage(NamedTuple):
    """Where things lie, in px of a square picture."""

    numbered: tuple[Box, ...]
    lettered: tuple[Box, ...]
    dots: tuple[tuple[Point, ...], tuple[Point, ...]]
    """Of the numbered and of the lettered things."""
    names: tuple[tuple[Point, ...], tuple[Point, ...]]
    """Middles of their names."""
    side: float = _SIDE
    """Of the picture."""

    def draw(self, svg: Svg, style: Style) -> None:
        """The cards, names and dots; what is on the cards is the task's."""
        sides = (self.numbered, self.lettered)
        for boxes, dots, names, called in zip(
            sides, self.dots, self.names, ("12345678", LETTERS), strict=True
        ):
            for box, (x, y), (u, v), name in zip(boxes, dots, names, called, strict=False):
                svg.rect(*box, rx=6, fill=_CARD, stroke=_CARD_EDGE, stroke_width=1.4 * style.stroke)
                svg.circle(x, y, _DOT, fill=_INK)
                svg.text(u, v, name, 18, style=style, fill=_INK)


def join_page(numbered: int, lettered: int, layout: str, page: float = _SIDE) -> JoinPage:
    """Room for up to eight things on either side: above and below ("rows"), or left and right.

    `page`: side of the picture, px.
    """
    strip = _STRIP[layout] * page
    deep = (page - strip) / 2 - _EDGE - _NAME + 8 - _APART
    boxes: list[tuple[Box, ...]] = []
    dots: list[tuple[Point, ...]] = []
    names: list[tuple[Point, ...]] = []
    for half, count in enumerate((numbered, lettered)):
        side = min(deep, (page - 2 * _EDGE - 10 * (count - 1)) / count)
        pitch = min((page - 2 * _EDGE + 10) / count, 1.9 * side)
        middles = [page / 2 + (i - (count - 1) / 2) * pitch for i in range(count)]
        out = 1 if half else -1
        dot = page / 2 + out * strip / 2
        near = dot + out * _APART
        centre, name = near + out * side / 2, near + out * (side + 13)
        places = [((m, dot), (m, centre), (m, name)) for m in middles]
        if layout == "columns":
            places = [tuple((y, x) for x, y in place) for place in places]  # type: ignore[misc]
        dots.append(tuple(place[0] for place in places))
        boxes.append(tuple(Box(x - side / 2, y - side / 2, side, side) for _, (x, y), _ in places))
        names.append(tuple(place[2] for place in places))
    return JoinPage(boxes[0], boxes[1], (dots[0], dots[1]), (names[0], names[1]), page)


S = TypeVar("S", bound=JoinScene)


class JoiningTask(ShownTask[S]):
    """Adds one partner for each numbered thing: said in pairs, or joined by lines."""

    @abstractmethod
    def counts(self, scene: S) -> tuple[int, int]:
        """How many numbered and lettered things there are; the lettered may be more."""

    @abstractmethod
    def fits(self, scene: S) -> Sequence[Sequence[int]]:
        """All lettered things that could go with each numbered one, found by search."""

    def page(self, scene: S) -> JoinPage:
        return join_page(*self.counts(scene), scene.layout)

    def answer(self, scene: S) -> AnyAnswer:
        return self._matching(scene, scene.partners)

    def solve(self, scene: S) -> Sequence[AnyAnswer]:
        ways = (way for way in product(*self.fits(scene)) if len(set(way)) == len(way))
        return [self._matching(scene, way) for way in islice(ways, 2)]

    def well_posed(self, scene: S) -> bool:
        return [list(own) for own in self.fits(scene)] == [[i] for i in scene.partners]

    def turned_answer(self, scene: S, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            "Answer by drawing: give back the same picture with a straight red line from the dot "
            "of each numbered thing to the dot of the lettered one that goes with it, and nothing "
            "else changed."
        )

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        return self._drawn(item, hand, list(enumerate(self.scene(item).partners)))

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            yield from super().mutants(item, form, hand)
            return
        scene = self.scene(item)
        for name, pairs in _wrongly_joined(scene.partners, self.counts(scene)[1]):
            yield Mutant(name, self._drawn(item, hand, pairs))
        svg = self.dressed(item, hand.style)
        over = scribble(*size_of(svg), Random(hand.seed))
        yield Mutant("a scribble over all", Response(pictures=(png(overlaid(svg, over)),)))
        right = list(enumerate(scene.partners))
        yield Mutant("lines that stop halfway", self._drawn(item, hand, right, reach=0.55))
        for name, other in self.altered_scenes(item):
            yield Mutant(name, self._drawn(item, hand, right, svg=other))

    @abstractmethod
    def exchanged(self, scene: S, one: int, other: int) -> S:
        """The scene with two of its lettered things in each other's places."""

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        """(what was altered, SVG document) of pictures on which the right lines say nothing."""
        scene = self.scene(item)
        right = scene.partners[0]
        x, y, w, h = self._boxes(item)[1][right]
        wiped = f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#ffffff"/>'
        yield "a lettered thing wiped", overlaid(item.picture.svg, wiped)
        other = (right + 1) % self.counts(scene)[1]
        swapped = str(self.draw(self.exchanged(scene, right, other)))
        yield "two lettered things exchanged", self.as_shown(item, swapped)

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        source = pixels(item.picture.svg)
        numbered, lettered = self._dots(item)
        settled: list[Verdict] = []

        def judge(registration: Registration) -> Verdict:
            if settled:
                return settled[0]
            ink = fresh_ink(source, registration.picture, RED)
            joins = read_joins(ink, numbered, lettered)
            verdict = self._judged(item, joins, "")
            if not verdict.correct:
                return verdict
            weight = under_ink(ink, registration.picture)
            change = self._changed(item, source, registration.picture, weight)
            verdict = self._judged(item, joins, change)
            if change and registration.score > IN_PLACE:
                settled.append(verdict)
            return verdict

        return judged(source, picture, judge)

    def _changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> str:
        """What no longer looks as in the source; "" if all does."""
        for boxes, names in zip(self._boxes(item), self._names(item), strict=True):
            gone = altered(source, aligned, weight, boxes)
            if gone:
                return f"{names[gone[0]]} no longer looks as it did"
            pair = exchanged(source, aligned, weight, boxes)
            if pair:
                return f"{names[pair[0]]} now looks like {names[pair[1]]}"
        lost = part_lost(source, aligned, weight)
        return "a part of the picture no longer looks as it did" if lost else ""

    def _judged(self, item: Item, joins: Joins, change: str) -> Verdict:
        partners = self.scene(item).partners
        numbered, lettered = self._names(item)
        told = ", ".join(f"{numbered[i]}-{lettered[j]}" for i, j in joins.pairs)
        wanted = ", ".join(f"{numbered[i]}-{lettered[j]}" for i, j in enumerate(partners))
        once = len({i for i, _ in joins.pairs}) == len(joins.pairs)
        checks = {
            "drawn": joins.drawn,
            "clear": not joins.problem,
            "each_once": once and len(joins.pairs) == len(partners),
            "right": joins.pairs == tuple(enumerate(partners)),
            "unaltered": not change,
        }
        return Verdict.of(
            checks,
            good=f"joined {told}",
            read=told,
            overlay=joins.overlay,
            drawn="no red line was found",
            clear=f"{joins.problem}; joined: {told or 'nothing'}",
            each_once=f"joined {told or 'nothing'}: not each of the numbered ones, once",
            right=f"joined {told}; right is {wanted}",
            unaltered=f"joined {told}, but {change}",
        )

    def _matching(self, scene: S, partners: Sequence[int]) -> Matching:
        numbered, lettered = self.counts(scene)
        return Matching(
            tuple(str(i + 1) for i in range(numbered)),
            tuple(LETTERS[:lettered]),
            tuple(LETTERS[i] for i in partners),
        )

    def _names(self, item: Item) -> tuple[list[str], list[str]]:
        numbered, lettered = self.counts(self.scene(item))
        return [str(i + 1) for i in range(numbered)], list(LETTERS[:lettered])

    def _boxes(self, item: Item) -> tuple[list[Box], list[Box]]:
        """The things in the picture as shown."""
        page = self.page(self.scene(item))
        return self.boxes_shown(item, page.numbered), self.boxes_shown(item, page.lettered)

    def _dots(self, item: Item) -> tuple[list[Point], list[Point]]:
        """The dots in the picture as shown."""
        first, second = (
            [box.centre for box in self.boxes_shown(item, [Box(x, y, 0, 0) for x, y in dots])]
            for dots in self.page(self.scene(item)).dots
        )
        return first, second

    def _drawn(
        self,
        item: Item,
        hand: Hand,
        pairs: Sequence[tuple[int, int]],
        *,
        reach: float = 1.0,
        svg: str = "",
    ) -> Response:
        """The picture with lines between dots, in this hand."""
        svg = svg or self.dressed(item, hand.style)
        numbered, lettered = self._dots(item)
        rng, width = Random(hand.seed), 4.2 * hand.width
        lines = "".join(_line(rng, numbered[i], lettered[j], hand.wobble, reach) for i, j in pairs)
        ink = f'<g fill="none" stroke="{RED}" stroke-width="{number(width)}">{lines}</g>'
        return Response(pictures=(png(overlaid(svg, ink)),))


def _line(rng: Random, start: Point, stop: Point, wobble: float, reach: float) -> str:
    """SVG of one line: its ends up to 6 px off the dots, its middle bent by up to 3 %."""
    (x, y), (u, v) = (
        (a + wobble * rng.uniform(-6, 6), b + wobble * rng.uniform(-6, 6)) for a, b in (start, stop)
    )
    u, v = x + reach * (u - x), y + reach * (v - y)
    bend = 2 * wobble * rng.uniform(-0.03, 0.03)
    middle = (x + u) / 2 + bend * (y - v), (y + v) / 2 + bend * (u - x)
    at = " ".join(map(number, (*middle, u, v)))
    return f'<path d="M{number(x)} {number(y)}Q{at}" stroke-linecap="round"/>'


def _wrongly_joined(
    partners: tuple[int, ...], lettered: int
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """(what is wrong, pairs joined)."""
    right = list(enumerate(partners))
    for i in range(min(3, len(right) - 1)):
        pairs = list(right)
        pairs[i], pairs[i + 1] = (i, partners[i + 1]), (i + 1, partners[i])
        yield "two partners exchanged", pairs
    free = sorted(set(range(lettered)) - set(partners))
    if free:
        yield "one joined with a thing that belongs to none", [(0, free[0]), *right[1:]]
    yield "one line missing", right[1:]
    yield "one line too many", [*right, (0, (partners[0] + 1) % lettered)]
    yield "nothing joined", []
    yield "all joined with all", list(product(range(len(partners)), range(lettered)))
