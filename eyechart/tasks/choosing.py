"""Tasks that show a figure with something to find and, beside it, lettered options: which fits?

Most of BabyVision's subtypes have this form (2601.06521).  A subclass of `OptionTask` has scenes
with `options` and `right`, says which options fit (`fitting`), and draws the figure and each option
into the boxes of its page; words and circles, near misses and the verdicts come from here.  Every
wrong option should be wrong in exactly one way, and look no less likely than the right one.
"""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from random import Random
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Choice
from eyechart.item import Item
from eyechart.scene.rings import wiped
from eyechart.scene.svg import Point, Style, Svg, overlaid
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.marking import MarkingTask

__all__ = [
    "LAYOUTS", "LETTERS", "OptionPage", "OptionTask", "OptionsScene", "even_masks", "option_page",
    "relatives",
]  # fmt: skip

LETTERS = "ABCDEFGH"
LAYOUTS = ("below", "two rows", "beside")
_SIDE, _MARGIN, _GAP, _LETTER = 512.0, 26.0, 22.0, 26.0
_INK, _RULE = "#2b3140", "#d5d3cb"


class OptionsScene(Scene, frozen=True):
    """Base of scenes with options; the subclass adds what its figure is made of."""

    options: tuple[Any, ...]
    """Any JSON-able structs or tuples, all distinct."""
    right: int
    """Index of the right option; -1 where it was read from a description and is not known."""
    layout: str
    """One of `LAYOUTS`: mere dress."""


class OptionPage(NamedTuple):
    """Where things lie, in px of a square picture."""

    figure: Box
    options: tuple[Box, ...]
    """Square, all of one size, none touching another."""
    letters: tuple[Point, ...]
    """Middles of the options' letters."""
    rule: tuple[Point, Point] | None
    """A faint line between the figure and the options; None where they lie around it."""
    side: float = _SIDE
    """Of the picture."""

    def draw(self, svg: Svg, style: Style) -> None:
        """The letters and the line; the figure and the options are the task's."""
        if self.rule is not None:
            svg.line(*self.rule, stroke=_RULE, stroke_width=1.5 * style.stroke)
        for letter, (x, y) in zip(LETTERS, self.letters, strict=False):
            svg.text(x, y, letter, 20, style=style, fill=_INK)


def option_page(
    count: int, layout: str = "below", figure: float = 0.5, page: float = _SIDE
) -> OptionPage:
    """Room for a figure and `count` options, 2 to 8, on a page of this side, px.

    `figure` is the least share of the page's side that the figure gets, across the rule.
    """
    most = page - 2 * _MARGIN
    if layout == "beside":
        across = 1 if count <= 4 else 2
        down = -(-count // across)
        room = page * (1 - figure) - _MARGIN
        side = min((most - (down - 1) * _GAP) / down, (room - across * (_LETTER + 8)) / across)
        left = page - _MARGIN - across * (side + _LETTER + 8)
        top = (page - down * side - (down - 1) * _GAP) / 2
        corners = [
            (left + c * (side + _LETTER + 8) + _LETTER, top + r * (side + _GAP))
            for r, c in product(range(down), range(across))
        ][:count]
        letters = tuple((x - 15, y + side / 2) for x, y in corners)
        box = Box(_MARGIN, _MARGIN, left - 1.5 * _MARGIN, most)
        line = ((left - 8, _MARGIN), (left - 8, page - _MARGIN))
    else:
        down = 2 if layout == "two rows" and count > 3 else 1
        across = -(-count // down)
        room = page * (1 - figure) - _MARGIN - 10
        side = min((most - (across - 1) * _GAP) / across, room / down - _LETTER - 4)
        side = min(side, 150.0 * page / _SIDE)
        top = page - _MARGIN - down * (side + _LETTER + 4) + 4
        corners = []
        for row in range(down):
            here = min(across, count - row * across)
            left = (page - here * side - (here - 1) * _GAP) / 2
            y = top + row * (side + _LETTER + 4)
            corners += [(left + i * (side + _GAP), y) for i in range(here)]
        letters = tuple((x + side / 2, y + side + 14) for x, y in corners)
        box = Box(_MARGIN, _MARGIN, most, top - 10 - 1.5 * _MARGIN)
        line = ((_MARGIN, top - 12), (page - _MARGIN, top - 12))
    return OptionPage(box, tuple(Box(x, y, side, side) for x, y in corners), letters, line, page)


T = TypeVar("T")


def even_masks(rng: Random, faults: int, count: int) -> list[tuple[bool, ...]]:
    """Which of several faults each of `count` wrong options has: at least one, no two the same.

    Over all options, the right one included, each fault is in about half: where every wrong option
    has one fault of its own, the right one is found without a look at the figure, being that which
    has most in common with the others.
    """
    masks = [mask for mask in product((False, True), repeat=faults) if any(mask)]
    tried = [rng.sample(masks, min(count, len(masks))) for _ in range(30)]

    def uneven(chosen: list[tuple[bool, ...]]) -> int:
        return sum(abs(2 * sum(wrong) - len(chosen) - 1) for wrong in zip(*chosen, strict=True))

    return min(tried, key=uneven)


def relatives(
    rng: Random,
    right: T,
    count: int,
    changes: Callable[[T], Iterable[T]],
    key: Callable[[T], object] = lambda option: option,
) -> list[T] | None:
    """`count` wrong options, each another option with one change; None if one cannot be had.

    Where every wrong option is the right one changed, the right one is the most like all others.
    Here they form a tree as it grows when each new one is a change of any before, and the right one
    may be anywhere in it.  `changes` gives changed options in random order; no two share a `key`.
    """
    branches = [(rng.randrange(i), i) for i in range(1, count + 1)]
    found, seen = {rng.randrange(count + 1): right}, {key(right)}
    while branches:
        branch = next(b for b in branches if (b[0] in found) != (b[1] in found))
        branches.remove(branch)
        old, new = branch if branch[0] in found else branch[::-1]
        fresh = (option for option in changes(found[old]) if key(option) not in seen)
        option = next(fresh, None)
        if option is None:
            return None
        found[new] = option
        seen.add(key(option))
    return [option for option in found.values() if option is not right]


S = TypeVar("S", bound=OptionsScene)


class OptionTask(MarkingTask[S]):
    """Adds one right option among lettered ones: said as a letter, or circled."""

    wanted = "the right option"

    @abstractmethod
    def page(self, scene: S) -> OptionPage:
        """Where things lie; usually `option_page(len(scene.options), scene.layout)`."""

    @abstractmethod
    def fitting(self, scene: S) -> Sequence[int]:
        """The indices of all options that are right, found by search from the figure alone."""

    def answer(self, scene: S) -> AnyAnswer:
        return self._letter(scene, scene.right)

    def solve(self, scene: S) -> Sequence[AnyAnswer]:
        return [self._letter(scene, i) for i in self.fitting(scene)]

    def turned_answer(self, scene: S, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def elements(self, scene: S) -> list[Box]:
        return list(self.page(scene).options)

    def chosen(self, scene: S) -> tuple[int, ...]:
        return (scene.right,)

    def element_name(self, item: Item, index: int) -> str:
        return f"option {LETTERS[index]}"

    def shuffled(self, scene: S, order: Sequence[int]) -> S:
        """The same options in another order."""
        options = tuple(scene.options[i] for i in order)
        return replace(scene, options=options, right=list(order).index(scene.right))

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        order = list(range(len(scene.options)))
        other = (scene.right + 1) % len(order)
        order[scene.right], order[other] = other, scene.right
        exchanged = str(self.draw(self.shuffled(scene, order)))
        yield "the right option exchanged for another", self.as_shown(item, exchanged)
        order[scene.right] = scene.right
        twice = replace(scene, options=tuple(scene.options[i] for i in order))
        yield "a wrong option drawn as the right one", self.as_shown(item, str(self.draw(twice)))
        (figure,) = self.boxes_shown(item, [self.page(scene).figure])
        yield "the figure wiped", overlaid(item.picture.svg, wiped(figure))

    def _letter(self, scene: S, index: int) -> Choice:
        return Choice(LETTERS[index], tuple(LETTERS[: len(scene.options)]))
