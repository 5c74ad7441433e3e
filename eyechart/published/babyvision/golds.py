"""What kind of answer a published answer is: a number, a list, a position, pairs, letters, words.

The release states its answers as free text in some dozen forms (ordinals in words, letters run
together, U+2212 for a minus, a stray full stop).  The form decides how a model's words are read, so
it is recognised here once, from the answer, the subtype and the question.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from eyechart.published.babyvision.phrasing import said
from eyechart.published.babyvision.positions import Position, position_in, row_first

__all__ = [
    "Equation",
    "Gold",
    "Letters",
    "Operator",
    "Pairs",
    "Places",
    "Several",
    "Whole",
    "Wholes",
    "WordPairs",
    "Words",
    "gold_of",
    "parts_of",
]


class Whole(NamedTuple):
    """One whole number."""

    value: int


class Wholes(NamedTuple):
    """Whole numbers, in order or as a set."""

    values: tuple[int, ...]
    ordered: bool | None
    """None: it is not known which."""


class Letters(NamedTuple):
    """Single characters, lower case, in order or as a set."""

    values: tuple[str, ...]
    ordered: bool | None


class Pairs(NamedTuple):
    """Which goes with which: letters and numbers, lower case."""

    values: tuple[tuple[str, str], ...]


class WordPairs(NamedTuple):
    """Which goes with which, by their names."""

    values: tuple[tuple[str, str], ...]


class Places(NamedTuple):
    """Places in a grid, as a set."""

    values: tuple[Position, ...]


class Equation(NamedTuple):
    text: str
    """Without spaces."""


class Operator(NamedTuple):
    sign: str


class Words(NamedTuple):
    text: str


class Several(NamedTuple):
    """More than one phrase, each a position."""

    text: str


Gold = (
    Whole
    | Wholes
    | Letters
    | Pairs
    | WordPairs
    | Position
    | Places
    | Equation
    | Operator
    | Words
    | Several
)

_UNORDERED = {
    "Find the same", "Reconstruction", "3D Cube Unfold", "Overlay Patterns", "Mirroring Patterns",
    "Find the shadow",
}  # fmt: skip
"""Subtypes whose lists are sets: which are alike, which belong."""
_SPELLED = {"Connect the lines", "Maze"}
"""Subtypes in which capitals without a comma are a word."""

_READ = "Recognize numbers and letters"

_EQUATION = re.compile(r"[^=,;]*[-+×÷*/][^=,;]*=[^=,;]+|[^=,;]+=[^=,;]*[-+×÷*/][^=,;]*")
_RUN = re.compile(r"(?:[a-z]\d{1,2}){2,}|(?:\d{1,2}[a-z]){2,}")
_JOINED = re.compile(r"([a-z]|\d{1,2}(?=[a-z]))([a-z]|\d{1,2})")
_TUPLE = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)")
_PLACED = re.compile(r"(?s)(?=.*\brow)(?=.*\bcol)|.*\bcoordinate", re.IGNORECASE)
"""A question that asks for places."""
_NOUN = re.compile(
    r"\b(?!and\b)[a-z]{2,}\.? (?=\d+\b)|(?<=\d) (?!and\b)[a-z]{3,}(?=\s*(?:[,;]|\band\b|$))"
)
"""What is counted or numbered: in "figure 3 and figure 5", in "5 cats, 3 dogs"."""
_LABEL = re.compile(r"\b(row|col)")
_PAIR = re.compile(r"([a-z]|\d{1,2})\s*(?:[-:→=]+>?|\band\b)\s*([a-z]|\d{1,2})(?!\w)")
_WORD_PAIR = re.compile(r"([\w' ]+?)\s*[-:→=]+>?\s*([\w' ]+)")
_GAPS = re.compile(r"[\s,;.&()\[\]]+(?:and\s+)?")


@lru_cache(maxsize=2048)
def gold_of(gold: str, subtype: str, question: str) -> Gold:
    """The published answer, understood."""
    given = said(gold)
    text = given.words
    labels = [found[1] for found in _LABEL.finditer(text)]
    if len(labels) > len(set(labels)):
        return Several(text)
    if labels:
        return position_in(text, row_first(question)) or Words(given.written)
    if text in ("<", ">", "="):
        return Operator(text)
    if _EQUATION.fullmatch(text):
        return Equation(text)
    if subtype == _READ and re.fullmatch(r"[A-Z\d]{2,8}", given.written):
        return Letters(tuple(text), ordered=True)
    text = _NOUN.sub("", text)
    if number := re.fullmatch(r"([+-]?\d+)(?: from (?:the )?left)?", text):
        return Whole(int(number[1]))
    return _listed(text, given.written, subtype, question)


def parts_of(gold: Gold) -> int:
    """Of how many things an answer consists."""
    match gold:
        case Wholes() | Letters() | Pairs() | WordPairs() | Places():
            return len(gold.values)
        case Position():
            return 2
        case Words() if gold.text.isupper():
            return len(re.findall(r"\w+", gold.text))
        case _:
            return 1


def _listed(text: str, capitals: str, subtype: str, question: str) -> Gold:
    """An answer of several parts."""
    text = re.sub(r"\((\w{1,2})\)", r"\1", text)
    placed = subtype == "Find the different" or (
        subtype in _UNORDERED and _PLACED.match(question) is not None
    )
    if placed and re.fullmatch(r"\d+\W+\d+", text.strip("() ")):
        numbers = " ".join(re.findall(r"\d+", text))
        return position_in(numbers, row_first(question)) or Words(capitals)
    pairs = _paired(text, subtype)
    if placed and len(pairs) > 1 and text.startswith("("):
        places = [position_in(" ".join(one), row_first(question)) for one in pairs]
        return Places(tuple(place for place in places if place))
    if pairs:
        return Pairs(tuple(pairs))
    pieces = [piece for piece in _GAPS.split(text) if piece]
    if re.fullmatch(r"\d+(?:-\d+){2,}", text):
        pieces = text.split("-")
    if re.fullmatch(r"[A-Z]{2,8}", capitals) and subtype not in _SPELLED:
        pieces = list(text)
    if all(map(str.isdigit, pieces)):
        values = tuple(map(int, pieces))
        return Wholes(values, _ordered(values, text, subtype))
    if all(len(piece) == 1 for piece in pieces):
        return Letters(tuple(pieces), _ordered(pieces, text, subtype))
    named = [_WORD_PAIR.fullmatch(part.strip()) for part in re.split(r"[,;]", text)]
    if all(named):
        return WordPairs(tuple((m[1].strip(), m[2].strip()) for m in named if m))
    return Words(capitals)


def _paired(text: str, subtype: str) -> list[tuple[str, str]]:
    """Which goes with which: of "a-3, b-1", "a3b1", "ad, bf", "(2, 6), (3, 8)"; or nothing."""
    if subtype == _READ:
        return []
    for form in (_TUPLE, _PAIR):
        pairs = form.findall(text)
        several = len(pairs) > 1 or (pairs and form is _PAIR and " and " not in text)
        if several and not _GAPS.sub("", form.sub("", text)):
            return pairs
    pieces = [piece for piece in _GAPS.split(text) if piece]
    doubles = len(pieces) > 1 and subtype not in _SPELLED
    doubles = doubles and all(re.fullmatch("[a-z]{2}", piece) for piece in pieces)
    run = "".join(pieces)
    return _JOINED.findall(run) if doubles or _RUN.fullmatch(run) else []


def _ordered(values: Sequence[int | str], text: str, subtype: str) -> bool | None:
    """Whether the order counts; what belongs together is a set, and sets are written sorted.

    All of A, B, C or 1, 2, 3 in another order say what goes with the first, the second, the third.
    """
    if subtype not in _UNORDERED:
        return None if " and " in text else True
    if sorted(values) == list(values):
        return False
    first = "abcdefgh" if isinstance(values[0], str) else range(1, 10)
    if sorted(values) == list(first[: len(values)]):
        return True if len(values) > 2 else None
    return False
