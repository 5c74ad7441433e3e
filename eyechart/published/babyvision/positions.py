"""Places in a grid, in words or as a pair: "(4, 7)", "Row 4 Column 7", "the seventh in row four".

All functions take words made plain by `golds.tidy`: lower case, ordinals and numbers as digits.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from eyechart.answers.numbers import digits_for_words
from eyechart.answers.text import plain

__all__ = ["Position", "position_in", "row_first"]

_COUNTED_OTHERWISE = re.compile(
    r"from (?:the )?(?:right|bottom)|\b(?:last|bottom|rightmost|middle)\b"
)
_MARK = re.compile(r"\d+|\brows?\b|\bcol(?:umn)?s?\b")
_PAIR = re.compile(r"\(\s*(\w{1,2})\s*,\s*(\w{1,2})\s*\)")


class Position(NamedTuple):
    """Counted from 1."""

    row: int
    column: int


@lru_cache(maxsize=2048)
def row_first(question: str) -> bool:
    """Whether "(a, b)" is row a, column b: always, unless the question says so of b and a."""
    text = digits_for_words(" ".join(plain(question).lower().split()), ordinals=True)

    def named(symbol: str, what: str) -> bool:
        ordinal = rf"\b{symbol}[- ]?(?:st|nd|rd|th)?[- ]?{what}"
        return re.search(rf"{ordinal}|\b{what}\w*(?: number)? {symbol}\b", text) is not None

    for a, b in _PAIR.findall(text):
        if a != b and named(a, "row") != named(a, "col"):
            return not (named(a, "col") and named(b, "row"))
    return True


def position_in(words: str, rows_first: bool) -> Position | None:
    """The one position that is stated; None if there is none, more than one, or a doubt."""
    marks = list(_MARK.finditer(words))
    numbers = [mark for mark in marks if mark[0].isdigit()]
    labels = [mark for mark in marks if not mark[0].isdigit()]
    if len(numbers) != 2 or len(labels) > 2 or _COUNTED_OTHERWISE.search(words):
        return None
    values = [int(number[0]) for number in numbers]
    if not labels:
        return Position(*(values if rows_first else values[::-1]))
    label = labels[0]
    if len(labels) == 2 and label[0][0] == labels[1][0][0]:
        return None
    if len(labels) == 2 and labels[1].end() <= numbers[0].start():  # "(column, row) = (7, 4)"
        return Position(*(values if label[0].startswith("r") else values[::-1]))
    own = _number_of(label, numbers, words)
    if own is None:
        return None
    pair = values[own], values[1 - own]
    return Position(*(pair if label[0].startswith("r") else pair[::-1]))


def _number_of(label: re.Match[str], numbers: list[re.Match[str]], words: str) -> int | None:
    """Which of the two numbers belongs to the label: "2 row", else "row 2"."""
    for i, number in enumerate(numbers):
        between = words[number.end() : label.start()]
        if number.end() <= label.start() and not between.strip(" -"):
            return i
    for i, number in enumerate(numbers):
        between = words[label.end() : number.start()]
        if label.end() <= number.start() and not between.strip(" :=#.-"):
            return i
    return None
