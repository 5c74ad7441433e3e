"""Tasks that are also answered by writing a number or characters into boxes of the picture.

A subclass of `WritingTask` says which empty boxes its picture has and what belongs into each
(`slots`), which characters are in use and which parts of the picture must stay as they are
(`parts`); the answer drawn, the near misses and the verdict come from here.  The ink is `RED`, so a
picture that is written on holds no red.

What was written is not read blindly: each box is asked whether it may hold what belongs there
(`reading/inscriptions.py`).  Where it may as well hold something else, nothing is decided.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from random import Random
from typing import ClassVar, NamedTuple

import cv2
import numpy as np

from eyechart.item import Form, Item, Response, Verdict
from eyechart.reading.align import Registration
from eyechart.reading.hypotheses import judged
from eyechart.reading.ink import Cast, ink_of, share_of
from eyechart.reading.inscriptions import Inscription, Page, Writing, frames_gone, read_writing
from eyechart.reading.likeness import altered, under_ink
from eyechart.scene.hands import written
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels, png
from eyechart.scene.rings import RED, scribble, wiped
from eyechart.scene.svg import Style, number, overlaid, polyline_path, size_of
from eyechart.scene.tiles import Box
from eyechart.task import Hand, Mutant, S
from eyechart.tasks.shown import ShownTask

__all__ = ["DIGITS", "NUMBER_BOX", "NUMBER_STAGE", "Slot", "WritingTask"]

DIGITS = "0123456789"
NUMBER_STAGE, NUMBER_BOX = Box(36, 24, 440, 392), Box(222, 434, 112, 60)
"""In a picture of 512 px whose answer is one number: where the scene is, and the box below it."""
_BARE = 10.0
"""Standard deviation, in levels of grey, of a part that hardly shows anything."""
_LOOK_ALIKE = (
    *(("1", "7"), ("3", "8"), ("5", "6"), ("6", "8"), ("8", "9"), ("3", "5"), ("2", "7")),
    *(("4", "9"), ("1", "4"), ("0", "6"), ("0", "8"), ("0", "9"), ("E", "F"), ("O", "Q")),
    *(("P", "R"), ("C", "G"), ("O", "C"), ("B", "R"), ("D", "O"), ("H", "N"), ("K", "X")),
    *(("V", "Y"), ("T", "L"), ("U", "J"), ("X", "Y"), ("B", "E"), ("M", "N"), ("V", "W")),
)  # fmt: skip


class Slot(NamedTuple):
    """A box to write into."""

    box: Box
    text: str
    """What belongs there."""
    name: str = "the answer box"
    """What it is called, as in "the green box"."""


class WritingTask(ShownTask[S]):
    """Adds the form "draw": write into the empty boxes."""

    wanted: ClassVar[str]
    """What is to be written where, as in "the number of cubes written into the answer box"."""

    @abstractmethod
    def slots(self, scene: S) -> list[Slot]:
        """The boxes in the upright picture, at least 40 px high; none overlap."""

    @abstractmethod
    def parts(self, scene: S) -> list[Box]:
        """What must look as before in the upright picture, the boxes aside."""

    def characters(self, scene: S) -> str:
        """Those in use: of these alone it is decided which was written."""
        return DIGITS

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            f"Answer by drawing: give back the same picture with {self.wanted} in red, upright and "
            "nearly as large as fits, and nothing else changed or added."
        )

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form != "draw":
            return super().solution(item, form, hand)
        return self._drawn(item, hand, [slot.text for slot in self._slots(item)])

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        if form != "draw":
            yield from super().mutants(item, form, hand)
            return
        slots, rng = self._slots(item), Random(hand.seed)
        right = [slot.text for slot in slots]
        for name, texts in _wrongly_written(right, self.characters(self.scene(item)), rng):
            yield Mutant(name, self._drawn(item, hand, texts))
        place = _elsewhere(slots, *size_of(item.picture.svg))
        yield Mutant("written elsewhere", self._drawn(item, hand, [""] * len(right), place))
        yield Mutant("a second one elsewhere", self._drawn(item, hand, right, place))
        for name, ink in _smeared(slots[0].box, rng):
            texts = ["", *right[1:]]
            yield Mutant(name, self._drawn(item, hand, texts, svg=self._over(item, hand, ink)))
        over = scribble(*size_of(item.picture.svg), rng)
        yield Mutant(
            "a scribble over all", self._drawn(item, hand, right, svg=self._over(item, hand, over))
        )
        for name, gone in self._wiped(item):
            yield Mutant(name, self._drawn(item, hand, right, svg=self._over(item, hand, gone)))

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        source, slots = pixels(item.picture.svg), self._slots(item)
        boxes, truths = [slot.box for slot in slots], [slot.text for slot in slots]
        among = self.characters(self.scene(item))
        parts = self._parts(item)

        def judge(registration: Registration) -> Verdict:
            aligned = registration.picture
            cast = Cast.between(source, aligned)
            # Red is what is red now: a blue thing that was wiped became redder, too.
            red = np.clip(share_of(aligned, RED, cast), 0, 1)
            ink = np.minimum(ink_of(source, aligned, RED, cast), red)
            page = Page(source, aligned, cast, ink)
            read = read_writing(page, RED, boxes, truths, among)
            weight = under_ink(ink)
            gone = altered(source, aligned, weight, parts) or frames_gone(page, weight, boxes)
            return _verdict(slots, read, bool(gone))

        return judged(source, picture, judge)

    def _slots(self, item: Item) -> list[Slot]:
        """The boxes in the picture as shown."""
        slots = self.slots(self.scene(item))
        return [
            slot._replace(box=box)
            for slot, box in zip(slots, self.boxes_shown(item, [s.box for s in slots]), strict=True)
        ]

    def _parts(self, item: Item) -> list[Box]:
        """The parts that show anything, in the picture as shown, the fullest first."""
        grey = cv2.cvtColor(pixels(item.picture.svg), cv2.COLOR_RGB2GRAY)
        spread = {
            box: float(
                grey[
                    round(box.y) : round(box.y + box.height),
                    round(box.x) : round(box.x + box.width),
                ].std()
            )
            for box in self.boxes_shown(item, self.parts(self.scene(item)))
        }
        return sorted((b for b in spread if spread[b] > _BARE), key=lambda b: -spread[b])

    def _over(self, item: Item, hand: Hand, elements: str) -> str:
        return overlaid(self.dressed(item, hand.style), elements)

    def _wiped(self, item: Item) -> Iterator[tuple[str, str]]:
        """(what was altered, white over it) where the right answer is then written all the same."""
        for name, box in (
            ("a frame erased", _framed(self._slots(item)[0].box)),
            ("a part of the picture erased", self._parts(item)[0]),
        ):
            yield name, wiped(box)

    def _drawn(
        self,
        item: Item,
        hand: Hand,
        texts: Sequence[str],
        further: Slot | None = None,
        svg: str = "",
    ) -> Response:
        """The picture with these texts in its boxes, and one more if asked, in this hand."""
        svg, rng = svg or self.dressed(item, hand.style), Random(hand.seed)
        # A hand that redraws all in another typeface mostly writes in it, too.
        pen = rng.random() < (0.55 if hand.style == Style() else 0.35)
        slots = [s._replace(text=t) for s, t in zip(self._slots(item), texts, strict=True)]
        ink = [
            written(
                slot.text,
                slot.box,
                colour=RED,
                pen=pen,
                size=hand.size,
                width=hand.width,
                wobble=hand.wobble,
                style=hand.style,
                rng=rng,
            )
            for slot in (*slots, *([further] if further else []))
            if slot.text
        ]
        return Response(pictures=(png(overlaid(svg, "".join(ink))),))


def _verdict(slots: Sequence[Slot], read: Writing, altered: bool) -> Verdict:
    pairs = list(zip(slots, read.inscriptions, strict=True))
    empty = [slot.name for slot, found in pairs if not found.glyphs]
    other = [(slot, found) for slot, found in pairs if found.glyphs and not found.right]
    plain = [(slot, found) for slot, found in other if not found.unclear]
    if other and not plain and not empty and not read.stray:
        names = " and ".join(slot.name for slot, _ in other)
        return Verdict(
            "unreadable", reason=f"what stands in {names} cannot be read with confidence"
        )
    told = ", ".join(slot.text if found.right else found.text for slot, found in pairs)
    checks = {
        "written": not read.empty,
        "inside": not read.stray,
        "complete": not empty,
        "right": not other,
        "unaltered": not altered,
    }
    return Verdict.of(
        checks,
        good=f"wrote {told}",
        read=told,
        overlay=read.overlay,
        written="nothing was written in red",
        inside="there is red ink beside the boxes",
        complete=f"nothing stands in {', '.join(empty)}",
        right="; ".join(_told(slot, found) for slot, found in plain or other),
        unaltered=f"wrote {told}, but the picture no longer looks as it did",
    )


def _told(slot: Slot, found: Inscription) -> str:
    if not found.doubts:
        count = len(found.glyphs)
        return (
            f"{count} character{'s' if count > 1 else ''} in {slot.name} instead of "
            f"{len(slot.text)}"
        )
    return f"{slot.name} says {found.text}; right is {slot.text}"


def _framed(box: Box) -> Box:
    """The box and a little around it: its frame is seen there."""
    return Box(box.x - 6, box.y - 6, box.width + 12, box.height + 12)


def _wrongly_written(
    right: Sequence[str], characters: str, rng: Random
) -> Iterator[tuple[str, list[str]]]:
    """(what is wrong, texts to write)."""
    which = rng.randrange(len(right))
    text = right[which]

    def instead(other: str) -> list[str]:
        return [*right[:which], other, *right[which + 1 :]]

    if text.isdigit():
        for step in (-1, 1, 2, 10):
            if int(text) + step >= 0:
                yield f"off by {step:+d}", instead(str(int(text) + step))
    if text != text[::-1]:
        yield "characters in reverse order", instead(text[::-1])
    pairs = [(a, b) for x, y in _LOOK_ALIKE for a, b in ((x, y), (y, x))]
    pairs = [(a, b) for a, b in pairs if b in characters and any(a in text for text in right)]
    for a, b in rng.sample(pairs, min(len(pairs), 6)):
        i = rng.choice([i for i, text in enumerate(right) if a in text])
        yield f"{b} for {a}", [*right[:i], right[i].replace(a, b, 1), *right[i + 1 :]]
    other = rng.choice([c for c in characters if c not in text])
    place = rng.randrange(len(text))
    yield "one character wrong", instead(text[:place] + other + text[place + 1 :])
    yield "one character missing", instead(text[:place] + text[place + 1 :])
    yield "one character added", instead(text + other)
    yield "the same character added", instead(text + text[-1])
    yield "nothing written", [""] * len(right)
    if len(text) < 3:
        yield "written twice", instead(text + text)
    if len(set(right)) > 1:
        yield "boxes in another order", [*right[1:], right[0]]
        yield "the same in all boxes", [right[0]] * len(right)


def _elsewhere(slots: Sequence[Slot], width: float, height: float) -> Slot:
    """A place for a second answer, in the corner that is farthest from the boxes."""
    side = 64.0

    def room(corner: tuple[float, float]) -> float:
        x, y = corner
        return min(abs(s.box.centre[0] - x) + abs(s.box.centre[1] - y) for s in slots)

    corners = [(x, y) for x in (60, width - 60) for y in (60, height - 60)]
    x, y = max(corners, key=room)
    return slots[0]._replace(box=Box(x - side / 2, y - side / 2, side, side))


def _smeared(box: Box, rng: Random) -> Iterator[tuple[str, str]]:
    """(what it is, ink) that is no character."""
    x, y, w, h = box
    filled = f'<rect x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    yield "the box filled", f'{filled} fill="{RED}"/>'
    yield "the frame traced", f'{filled} fill="none" stroke="{RED}" stroke-width="4"/>'
    turns = [
        (x + w * (0.15 + 0.7 * (i % 2)), y + h * (0.15 + 0.12 * i) + rng.uniform(-4, 4))
        for i in range(7)
    ]
    strokes = f'<path d="{polyline_path(turns)}" fill="none" stroke="{RED}" stroke-width="3"/>'
    yield "a scribble in the box", strokes
