"""How figures turn from one to the next, and the search for every rule that explains what is shown.

A **figure** is a tuple of parts, outside in; a **part** is a word of n symbols, read clockwise from
the top, 0 being an empty place.  So a figure that has turned is one whose words are shifted, and
one that is mirrored has its words reversed: two figures look alike exactly if they are equal.

A **rule** says by how many places a part shifts from each figure to the next: always the same
(steady), by so many more each time (growing), or by two amounts in turn (alternating).  Each part
follows a rule of its own; all lines of a page share it.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

__all__ = [
    "LEFT", "RIGHT", "Figure", "Line", "Rule", "Word", "all_rules", "mirrored", "missing_figures",
    "shifted", "shifts_between",
]  # fmt: skip

Word = tuple[int, ...]
Figure = tuple[Word, ...]
Line = tuple[Figure, ...]
"""Figures in order; the missing one is the empty tuple."""

RIGHT, LEFT = 8, 9
"""Symbols of a shape that is not its own mirror image, and of that image; 1 to 4 are colours."""
_TWINS = {RIGHT: LEFT, LEFT: RIGHT}


class Rule(NamedTuple):
    """The shifts of one part, in places clockwise."""

    first: int
    second: int
    """Equal to `first` if steady; else the second shift, of which growing goes on to grow and
    alternating goes back."""
    growing: bool

    def turned(self, figures: int) -> list[int]:
        """How far the part has turned in each of so many figures, the first being at 0."""
        gap = self.second - self.first
        places, step = [0], self.first
        for i in range(figures - 1):
            places.append(places[-1] + step)
            if self.growing:
                step += gap
            else:
                step = self.second if i % 2 == 0 else self.first
        return places


@cache
def all_rules(notches: int) -> tuple[Rule, ...]:
    """Every rule for words of this length, simple ones first; growing by at most 2 a step."""
    steps = range(notches)
    steady = [Rule(s, s, False) for s in steps]
    growing = [Rule(s, s + gap, True) for s in steps for gap in (1, -1, 2, -2)]
    alternating = [Rule(s, t, False) for s in steps for t in steps if s != t]
    return (*steady, *growing, *alternating)


def shifted(word: Word, places: int) -> Word:
    """The word turned clockwise by so many places."""
    cut = -places % len(word)
    return word[cut:] + word[:cut]


def mirrored(word: Word) -> Word:
    """As seen in a mirror: read the other way round, and every handed shape its own twin."""
    twins = tuple(_TWINS.get(symbol, symbol) for symbol in word)
    return twins[:1] + twins[:0:-1]


def shifts_between(a: Word, b: Word) -> list[int]:
    """All shifts that make b of a."""
    return [i for i in range(len(a)) if shifted(a, i) == b]


def missing_figures(lines: Sequence[Line]) -> set[Figure]:
    """What the missing figure may be, under every rule that explains all that is shown."""
    (gap,) = [(r, c) for r, line in enumerate(lines) for c, figure in enumerate(line) if not figure]
    shown = next(figure for figure in lines[gap[0]] if figure)
    found: set[Figure] = {()}
    for part in range(len(shown)):
        words = set(_missing_words([[f[part] if f else () for f in line] for line in lines], gap))
        found = {(*figure, word) for figure in found for word in sorted(words)}
    return found


def _missing_words(lines: Sequence[Sequence[Word]], gap: tuple[int, int]) -> Iterator[Word]:
    """What one part may be in the missing figure."""
    notches = max(len(word) for word in lines[0])
    places = [_places(line) for line in lines]
    if any(place is None for place in places):
        return
    row, column = gap
    anchor = next(i for i, word in enumerate(lines[row]) if word)
    for rule in all_rules(notches):
        turned = rule.turned(max(map(len, lines)))
        if all(_explains(turned, place, notches) for place in places if place is not None):
            yield shifted(lines[row][anchor], turned[column] - turned[anchor])


def _places(line: Sequence[Word]) -> dict[int, int] | None:
    """By figure: how far its part is turned from the first that is shown; None if it never can."""
    start = next(word for word in line if word)
    found = {}
    for i, word in enumerate(line):
        if word:
            shifts = shifts_between(start, word)
            if not shifts:
                return None
            found[i] = shifts[0]
    return found


def _explains(turned: Sequence[int], places: dict[int, int], notches: int) -> bool:
    first = next(iter(places))
    return all((turned[i] - turned[first] - place) % notches == 0 for i, place in places.items())
