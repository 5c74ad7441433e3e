"""Places in a grid, in words or as a pair: "(4, 7)", "Row 4 Column 7", "the seventh in row four".

All functions take words made plain by `phrasing.said`: lower case, ordinals and numbers as digits.
A place that is counted from the far side ("the last in row 4") has one number that is not known:
it can contradict a place, not agree with it.  Where there is a last it is not the first.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from eyechart.answers.numbers import digits_for_words
from eyechart.answers.text import plain
from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.phrasing import aside

__all__ = ["Position", "decide_places", "decide_position", "position_in", "row_first"]

_NUMBERS: dict[str, int | None] = {"?": None, "†": -1}
"""Signs for a number that is not known, and for one of which it is known that it is not 1."""
_FAR = "last|bottom|lower|lowest|rightmost|middle|cent(?:er|re)(?:most)?"
_LABELLED = (
    (re.compile(r"\b(?:top|upper)[ -](?:left|leftmost)\b"), "row 1 column 1"),
    (re.compile(r"\b(?:top|upper)[ -](?:right|rightmost)\b"), "row 1 column †"),
    (re.compile(r"\b(?:bottom|lower)[ -](?:left|leftmost)\b"), "row † column 1"),
    (re.compile(r"\b(?:bottom|lower)[ -](?:right|rightmost)\b"), "row † column †"),
    # The near side is where counting begins.
    (re.compile(r"\b(?:top|upper|topmost)[ -]row\b"), "row 1"),
    (re.compile(r"\bleftmost(?: column)?\b|\bleft column\b"), "column 1"),
    (re.compile(rf"\b(?:{_FAR}|right)[ -](row|col)"), r"† \1"),
    (re.compile(rf"\b(?:{_FAR})\b"), "†"),
    (re.compile(r"\b\d+([^,;\d]*?\bfrom (?:the )?(?:right|bottom))"), r"?\1"),
    (re.compile(r"\br(?:ow)?\s*(\d+)\s*[,;]?\s*c(?:ol)?\s*(\d+)\b"), r"row \1 column \2"),
    (re.compile(r"\bc(?:ol)?\s*(\d+)\s*[,;]?\s*r(?:ow)?\s*(\d+)\b"), r"column \1 row \2"),
)
_SIDES = (
    (re.compile(r"from (?:the )?top(?: to bottom)?"), "row"),
    (re.compile(r"from (?:the )?left(?: to right)?"), "column"),
)
_FROM_ZERO = re.compile(r"\b(?:0|zero)[- ](?:indexed|based|index)\b")
_MARK = re.compile(r"\d+|[?†]|\brows?\b|\bcol(?:umn)?s?\b")
_PAIR = re.compile(r"\(\s*(\w{1,2})\s*,\s*(\w{1,2})\s*\)")
_MEANS = r"(?:(?:is|for|means|represents|denotes|indicates|stands for) )?(?:the )?"
_CLAUSES = re.compile(r"\bi\.?e\b|\bthat is\b|\bso\b|;|\band\b(?![^(]*\))|[()]|,\s*(?=\brow\b)")

_COMMAS = re.compile(r"[,;]|\band\b")


class Position(NamedTuple):
    """Counted from 1."""

    row: int
    column: int


class Place(NamedTuple):
    """A position that is stated, perhaps half."""

    row: int | None
    column: int | None

    def contradicts(self, other: Position) -> bool:
        pairs = zip(self, other, strict=True)
        return any(b == 1 if a == -1 else a not in (None, b) for a, b in pairs)


@lru_cache(maxsize=2048)
def row_first(question: str) -> bool:
    """Whether "(a, b)" is row a, column b: always, unless the question says so of b and a."""
    text = digits_for_words(" ".join(plain(question).lower().split()), ordinals=True)

    def named(symbol: str, what: str) -> bool:
        ordinal = rf"\b{symbol}[- ]?(?:st|nd|rd|th)?[- ]?{_MEANS}{what}"
        return re.search(rf"{ordinal}|\b{what}\w*(?: number)? {symbol}\b", text) is not None

    if re.search(r"\(\s*col\w*\s*,\s*row", text):
        return False
    for a, b in _PAIR.findall(text):
        if a != b and named(a, "row") != named(a, "col"):
            return not (named(a, "col") and named(b, "row"))
    return True


def decide_position(gold: Position, words: str, rows_first: bool) -> Decision:
    """ "(4, 7)", "row 4, column 7", or both; other things said in words are a doubt."""
    if _FROM_ZERO.search(words):
        return Decision(None, "it counts from 0")
    found = set(_places(words, rows_first))
    if len(found) == 1:
        place = found.pop()
        if place.contradicts(gold):
            return read_as(False, place)
        return (
            read_as(True, place)
            if place == Place(*gold)
            else Decision(None, "it is counted otherwise")
        )
    if found:
        return Decision(False, f"it names {len(found)} places")
    numbers = re.findall(r"\d+", words)
    doubt = {str(gold.row), str(gold.column)} <= set(numbers) and re.search(r"[a-z]{3}", words)
    sides = re.search(rf"\b(?:{_FAR}|top|left|right|upper)\b", words)
    return Decision(None if doubt or sides else False, f"it names {numbers or 'no numbers'}")


def decide_places(gold: tuple[Position, ...], words: str, rows_first: bool) -> Decision:
    """All of the places, and no other."""
    found = _places(words, rows_first)
    if set(found) == {Place(*place) for place in gold}:
        return read_as(True, found)
    k = len(re.findall(r"\d+", words))
    doubt = (not found and k >= 2 * len(gold)) or any({None, -1} & {*place} for place in found)
    return Decision(None if doubt else False, f"it names {len(found)} places")


def position_in(words: str, rows_first: bool) -> Position | None:
    """The one position that is stated; None if there is none, more than one, or a doubt."""
    place = _place(_labelled(words), rows_first)
    row, column = place or (None, None)
    return Position(row, column) if row and column and min(row, column) > 0 else None


def _places(words: str, rows_first: bool) -> list[Place]:
    """The places stated, clause by clause; none if a clause with numbers states none."""
    words = _labelled(words)
    for text in (words, aside(words)):
        if place := _place(text, rows_first):
            return [place]
    for seam in (_CLAUSES, _COMMAS):
        clauses = [clause for clause in seam.split(words) if re.search(r"[\d?†]", clause)]
        found = [_place(clause, rows_first) for clause in clauses]
        if all(found):
            return [place for place in found if place]
    pairs = _PAIR.findall(words)  # "of 12 rows and 15 columns (9, 3)"
    place = _place(" ".join(pairs[0]), rows_first) if len(pairs) == 1 else None
    return [place] if place else []


def _labelled(words: str) -> str:
    """With "row" and "column" where other words say so."""
    for pattern, label in _LABELLED:
        words = pattern.sub(label, words)
    if not re.search(r"\brow|\bcol", words):
        for pattern, label in _SIDES:
            words = pattern.sub(label, words)
    return words


def _place(words: str, rows_first: bool) -> Place | None:
    """Two numbers, labelled or in order."""
    marks = list(_MARK.finditer(words))
    numbers = [mark for mark in marks if mark[0].isdigit() or mark[0] in _NUMBERS]
    labels = [mark for mark in marks if mark not in numbers]
    if len(numbers) != 2 or len(labels) > 2 or re.search(r"\d\.\d", words):
        return None
    values = [_NUMBERS[n[0]] if n[0] in _NUMBERS else int(n[0]) for n in numbers]
    if not labels:
        return Place(*(values if rows_first else values[::-1]))
    label = labels[0]
    if len(labels) == 2 and label[0][0] == labels[1][0][0]:
        return None
    if len(labels) == 2 and labels[1].end() <= numbers[0].start():  # "(column, row) = (7, 4)"
        return Place(*(values if label[0].startswith("r") else values[::-1]))
    own = _number_of(label, numbers, words)
    if own is None:
        return None
    pair = values[own], values[1 - own]
    return Place(*(pair if label[0].startswith("r") else pair[::-1]))


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
