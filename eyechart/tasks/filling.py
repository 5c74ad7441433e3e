"""Tasks that are also answered by filling cells of a board.

A subclass of `FillingTask` says where the free cells lie (`free_cells`), which of them are to be
filled (`filled`), and where the other cells lie and what they show (`given_cells`); the answer
drawn, the near misses and the verdict come from here.  The ink is `RED`, so a board that is filled
holds no red.  Cells count only on the board that was sent: where a given cell was changed, the
answer is wrong, whatever is filled.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from random import Random
from typing import ClassVar

from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.cells import changed_cells
from eyechart.reading.filled import Filled, read_filled
from eyechart.reading.hypotheses import judged
from eyechart.reading.ink import fresh_ink
from eyechart.reading.kept import part_lost
from eyechart.reading.likeness import under_ink
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels, png
from eyechart.scene.rings import RED, scribble
from eyechart.scene.svg import number, overlaid, size_of
from eyechart.scene.tiles import Box
from eyechart.task import Hand, Mutant, S
from eyechart.tasks.shown import ShownTask

__all__ = ["FillingTask"]

_CORE = 0.7
"""Share of a given cell's side by which it is known."""


class FillingTask(ShownTask[S]):
    """Adds the form "draw": fill the right cells."""

    wanted: ClassVar[str]
    """What is to be filled, as in "each cell of the empty half that belongs to the figure"."""

    @abstractmethod
    def free_cells(self, scene: S) -> list[Box]:
        """The cells that may be filled, in the upright picture."""

    @abstractmethod
    def filled(self, scene: S) -> tuple[int, ...]:
        """The indices of the free cells that are to be filled, rising; at least one."""

    @abstractmethod
    def given_cells(self, scene: S) -> list[tuple[Box, int]]:
        """All other cells, in the upright picture, each with a number for what it shows."""

    @abstractmethod
    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        """(what was altered, SVG document) of boards on which the right cells say nothing."""

    @abstractmethod
    def confusions(self, scene: S) -> Iterator[tuple[str, tuple[int, ...]]]:
        """(what was mistaken, cells filled) that a hasty reader would come to."""

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            f"Answer by drawing: give back the same picture with {self.wanted} filled in red, "
            "and nothing else changed."
        )

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        return self._drawn(item, hand, self.filled(self.scene(item)))

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            yield from super().mutants(item, form, hand)
            return
        scene = self.scene(item)
        right = self.filled(scene)
        bare = [i for i in range(len(self.free_cells(scene))) if i not in right]
        wrong = [
            ("one cell missed", right[1:]),
            ("one cell too many", (*right, *bare[:1])),
            ("one cell beside its place", (*right[1:], *bare[-1:])),
            ("nothing filled", ()),
            ("all filled", (*right, *bare)),
            *self.confusions(scene),
        ]
        for name, cells in wrong:
            if sorted(cells) != list(right):
                yield Mutant(name, self._drawn(item, hand, cells))
        svg = self.dressed(item, hand.style)
        over = scribble(*size_of(svg), Random(hand.seed))
        yield Mutant("a scribble over all", Response(pictures=(png(overlaid(svg, over)),)))
        for name, other in self.altered_scenes(item):
            yield Mutant(name, self._drawn(item, hand, right, other))

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        source, scene = pixels(item.picture.svg), self.scene(item)
        free = self.boxes_shown(item, self.free_cells(scene))
        boxes, inks = zip(*self.given_cells(scene), strict=True)
        given = [_core(box) for box in self.boxes_shown(item, boxes)]

        def judge(registration: Registration) -> Verdict:
            ink = fresh_ink(source, registration.picture, RED)
            read = read_filled(ink, free)
            weight = under_ink(ink, registration.picture)
            change = ""
            if changed_cells(registration.picture, given, inks):
                change = "a given cell was changed"
            elif part_lost(source, registration.picture, weight):
                change = "a part of the picture no longer looks as it did"
            return self._judged(item, read, change)

        return judged(source, picture, judge)

    def _judged(self, item: Item, read: Filled, change: str) -> Verdict:
        right = self.filled(self.scene(item))
        extra, missed = set(read.cells) - set(right), set(right) - set(read.cells)
        checks = {
            "drawn": read.drawn,
            "clear": not read.problem,
            "none_missed": not missed,
            "none_too_many": not extra,
            "unaltered": not change,
        }
        return Verdict.of(
            checks,
            good=f"filled all {len(right)} cells and no other",
            read=f"{len(read.cells)} cells filled",
            overlay=self._overlay(item, read),
            drawn="nothing red was drawn",
            clear=read.problem,
            none_missed=f"{len(missed)} cells were not filled",
            none_too_many=f"{len(extra)} cells were filled that should be empty",
            unaltered=f"the cells are right, but {change}",
        )

    def _overlay(self, item: Item, read: Filled) -> str:
        boxes = self.boxes_shown(item, self.free_cells(self.scene(item)))
        return "".join(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}" '
            'fill="none" stroke="#2060e0" stroke-width="3"/>'
            for x, y, w, h in (boxes[i] for i in read.cells)
        )

    def _drawn(self, item: Item, hand: Hand, cells: Sequence[int], svg: str = "") -> Response:
        """The picture with cells filled, in this hand: evenly, or by strokes to and fro."""
        svg = svg or self.dressed(item, hand.style)
        boxes, rng = self.boxes_shown(item, self.free_cells(self.scene(item))), Random(hand.seed)
        inked = "".join(_filling(rng, boxes[i], hand, strokes=hand.seed % 3 == 2) for i in cells)
        return Response(pictures=(png(overlaid(svg, inked)),))


def _core(box: Box) -> Box:
    (x, y), w, h = box.centre, _CORE * box.width, _CORE * box.height
    return Box(x - w / 2, y - h / 2, w, h)


def _filling(rng: Random, box: Box, hand: Hand, *, strokes: bool) -> str:
    """SVG of one filled cell: up to a tenth of its side off its place."""
    (x, y), off = box.centre, 0.1 * hand.wobble
    x += off * rng.uniform(-1, 1) * box.width
    y += off * rng.uniform(-1, 1) * box.height
    share = min(1.04, 0.92 * hand.size)
    w, h = share * box.width, share * box.height
    left, top = x - w / 2, y - h / 2
    if not strokes:
        return (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(w)}" height="{number(h)}" '
            f'fill="{RED}"/>'
        )
    lines = 6
    turns = [(left + (i % 2) * w, top + h * i / lines) for i in range(lines + 1)]
    at = "L".join(f"{number(u)} {number(v)}" for u, v in turns)
    width = number(0.17 * h * max(1.0, hand.width))
    return f'<path d="M{at}" fill="none" stroke="{RED}" stroke-width="{width}"/>'
