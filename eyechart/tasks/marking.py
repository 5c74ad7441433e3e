"""Tasks that are also answered by circling the right ones among the elements of the picture.

A subclass of `MarkingTask` says where its elements lie (`elements`), which are right (`chosen`) and
how one is called (`element_name`); the answer drawn, the near misses and the verdict come from
here.  The ink is `RED`, so a picture that is marked holds no red.

A mark counts only on the picture that was sent: where an element was wiped or redrawn as another,
the answer is wrong, whatever is circled.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from math import dist
from random import Random
from typing import ClassVar, NamedTuple

import msgspec
import numpy as np

from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.exchanged import exchanged
from eyechart.reading.hypotheses import judged
from eyechart.reading.ink import fresh_ink
from eyechart.reading.kept import part_lost
from eyechart.reading.likeness import Levels, altered, under_ink
from eyechart.reading.marks import Marks, read_marks
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels, png
from eyechart.scene.rings import RED, SHAPES, ring, scribble, wiped
from eyechart.scene.svg import overlaid, size_of
from eyechart.scene.tiles import Box
from eyechart.task import Hand, Mutant, S
from eyechart.tasks.shown import ShownTask

__all__ = ["IN_PLACE", "Change", "MarkingTask"]

_LEAST_SCORE = 0.2
"""Of a registration: whether the page is the one that was sent is asked tile by tile."""
IN_PLACE = 0.9
"""Score of a registration that no other can better."""


class Change(NamedTuple):
    """An alteration of the scene."""

    what: str
    certain: bool = False
    """Whether no other registration could explain it away: a flow bends one figure into another."""


class MarkingTask(ShownTask[S]):
    """Adds the form "draw": circle the right elements."""

    wanted: ClassVar[str]
    """What is to be circled, as in "the figure that is different" or "each of the two twins"."""
    several: ClassVar[bool] = False
    """Whether more than one element may be right: each then gets a circle of its own."""
    unlike: ClassVar[bool] = True
    """Whether the elements, of equal size, all differ, so that an exchange of two can be seen."""
    crowded: ClassVar[bool] = False
    """Whether loops cover much of the elements that they are about."""
    leaning: ClassVar[float] = 0.5
    """How much a right element must lean to itself rather than to another (`likeness.leaning`)."""

    @abstractmethod
    def elements(self, scene: S) -> list[Box]:
        """Where the elements lie in the upright picture; none overlap."""

    @abstractmethod
    def chosen(self, scene: S) -> tuple[int, ...]:
        """The indices of all right elements, rising; at least one."""

    @abstractmethod
    def element_name(self, item: Item, index: int) -> str:
        """What the element is called in the picture as shown, as in "option B"."""

    def changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> Change | None:
        """What no longer looks as in the source; None if all does.

        `weight` is 0 under the answer's ink.
        """
        boxes, right = self._boxes(item), self.chosen(self.scene(item))
        if self.unlike:
            pair = exchanged(source, aligned, weight, boxes, right=right, least=self.leaning)
            if pair is not None:
                names = (self.element_name(item, i) for i in pair)
                return Change(" now looks like ".join(names), certain=True)
        gone = altered(source, aligned, weight, boxes, covered=self.crowded)
        if not gone:
            return None
        return Change(f"{self.element_name(item, gone[0])} no longer looks as it did")

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        """(what was altered, SVG document) of pictures on which the right mark says nothing."""
        boxes, right = self._boxes(item), self.chosen(self.scene(item))
        box = boxes[max(right, key=lambda i: _room(boxes, right, i))]
        yield "a right element wiped", overlaid(item.picture.svg, wiped(box))

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        circles = "a red circle" if self.several else "one red circle"
        return (
            f"Answer by drawing: give back the same picture with {circles} around {self.wanted}, "
            "and nothing else changed."
        )

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        return self._drawn(item, hand, self.chosen(self.scene(item)))

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            yield from super().mutants(item, form, hand)
            return
        boxes, right = self._boxes(item), self.chosen(self.scene(item))
        for name, marked in _wrongly_marked(boxes, right):
            yield Mutant(name, self._drawn(item, hand, marked))
        svg = self.dressed(item, hand.style)
        width, height = size_of(svg)
        frame = ring(Box(0, 0, width, height), shape="box", radius=0.48, width=hand.width)
        over = scribble(width, height, Random(hand.seed))
        for name, ink in (("a frame around all", frame), ("a scribble over all", over)):
            yield Mutant(name, Response(pictures=(png(overlaid(svg, ink)),)))
        # Circled widely: a loop that hides what was altered hides it from the verifier, too.
        wide = msgspec.structs.replace(hand, size=1.25, wobble=0.3 * hand.wobble, seed=0)
        for name, other in self.altered_scenes(item):
            yield Mutant(name, self._drawn(item, wide, right, other))

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        source = pixels(item.picture.svg)
        settled: list[Verdict] = []

        def judge(registration: Registration) -> Verdict:
            if settled:
                return settled[0]
            ink = fresh_ink(source, registration.picture, RED)
            marks = read_marks(ink, self._boxes(item))
            verdict = self._judged(item, marks)
            if not verdict.correct:
                return verdict
            weight = under_ink(ink, registration.picture)
            change = self.changed(item, source, registration.picture, weight)
            if change is None and part_lost(source, registration.picture, marks.hidden(weight)):
                change = Change("a part of the picture no longer looks as it did")
            verdict = self._judged(item, marks, change)
            # Where all lies in place, what is missing is missing: a flow would pull the answer's
            # own loop over the gap.
            if change and (change.certain or registration.score > IN_PLACE):
                settled.append(verdict)
            return verdict

        return judged(source, picture, judge, least=_LEAST_SCORE)

    def _judged(self, item: Item, marks: Marks, change: Change | None = None) -> Verdict:
        right = self.chosen(self.scene(item))
        told, wanted = (
            _listed([self.element_name(item, i) for i in indices])
            for indices in (marks.elements, right)
        )
        checks = {
            "marked": bool(marks.loops),
            "clear": not marks.problem,
            "count": len(marks.elements) == len(right),
            "right": marks.elements == right,
            "unaltered": change is None,
        }
        return Verdict.of(
            checks,
            good=f"circled {told}",
            read=told,
            overlay=marks.overlay,
            marked="no red mark was found",
            clear=f"{marks.problem}; circled: {told or 'nothing'}",
            count=f"circled {told}: {len(marks.elements)} instead of {len(right)}",
            right=f"circled {told}; right is {wanted}",
            unaltered=f"circled {told}, but {change.what if change else ''}",
        )

    def _boxes(self, item: Item) -> list[Box]:
        """The elements in the picture as shown."""
        return self.boxes_shown(item, self.elements(self.scene(item)))

    def _drawn(self, item: Item, hand: Hand, marked: Sequence[int], svg: str = "") -> Response:
        """The picture with loops around elements, in this hand."""
        svg = svg or self.dressed(item, hand.style)
        boxes, rng = self._boxes(item), Random(hand.seed)
        width, height = size_of(svg)
        # Seen from people and models: from just inside the cell to twice as wide.
        usual = rng.triangular(0.38, 1.15, 0.55) if hand.seed else 0.52
        rings = []
        # However near its neighbours are, a loop goes around its element and not through it.
        least = 0.48 if len(marked) > 1 else 0.35
        for i in marked:
            x, y = boxes[i].centre
            side = max(boxes[i].width, boxes[i].height)
            # A loop by an outer element still has to fit on the page, and several side by side.
            room = (min(x, y, width - x, height - y) - 14) / side - 0.2 * hand.wobble
            radius = min(usual * hand.size, 0.62 if len(marked) > 1 else 1.2, room / 1.15)
            # Nor may loops touch, or they would be one: half the way to the next, an ellipse's
            # longer side and both strokes being reckoned with.
            gaps = [dist((x, y), boxes[j].centre) for j in marked if j != i]
            apart = (min(gaps, default=4 * side) / 2 - 5) / side - 0.2 * hand.wobble
            radius = min(radius, apart / 1.3)
            rings.append(
                ring(
                    boxes[i],
                    shape=SHAPES[hand.seed % len(SHAPES)],
                    radius=max(radius, least),
                    width=hand.width,
                    wobble=hand.wobble,
                    rng=rng,
                )
            )
        return Response(pictures=(png(overlaid(svg, "".join(rings))),))


def _room(boxes: Sequence[Box], marked: Sequence[int], i: int) -> float:
    """How far the next marked element is: where it is near, a loop must be small, and may hide the
    element that it is about."""
    return min((dist(boxes[i].centre, boxes[j].centre) for j in marked if j != i), default=0.0)


def _wrongly_marked(
    boxes: Sequence[Box], right: tuple[int, ...]
) -> Iterator[tuple[str, Sequence[int]]]:
    """(what is wrong, elements circled)."""
    others = [i for i in _neighbours(boxes, right[0]) if i not in right]
    for i in others[:4]:
        yield "a neighbour circled", (*right[1:], i)
    yield "nothing circled", ()
    if others:
        yield "one too many circled", (*right, others[-1])
        yield "all circled", range(len(boxes))
    if len(others) > 1:
        yield "one neighbour too many circled", (*right, others[0])
    if len(right) > 1:
        yield "one missed", right[1:]
        yield "only one circled", right[:1]


def _listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = " and ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown


def _neighbours(boxes: Sequence[Box], i: int) -> list[int]:
    """The other boxes, nearest first."""
    centres = np.array([box.centre for box in boxes])
    order = np.argsort(np.hypot(*(centres - centres[i]).T), kind="stable")
    return [int(j) for j in order if j != i]
