"""What kind of answer a published answer is: a number, a list, a position, pairs, letters, words.

The release states its answers as free text in some dozen forms (ordinals in words, letters run
together, U+2212 for a minus, a stray full stop).  The form decides how a model's words are read, so
it is recognised here once, from the answer, the subtype and the question.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from eyechart.answers.numbers import digits_for_words
from eyechart.answers.text import plain
from eyechart.published.babyvision.positions import Position, position_in, row_first

__all__ = [
    "Equation",
    "Gold",
    "Letters",
    "Operator",
    "Pairs",
    "Several",
    "Whole",
    "Wholes",
    "WordPairs",
    "Words",
    "gold_of",
    "tidy",
]


class Whole(NamedTuple):
    """One whole number."""

    value: int


class Wholes(NamedTuple):
    """Whole numbers, in order or as a set."""

    values: tuple[int, ...]
    ordered: bool


class Letters(NamedTuple):
    """Single characters, lower case, in order or as a set."""

    values: tuple[str, ...]
    ordered: bool


class Pairs(NamedTuple):
    """Which goes with which: letters and numbers, lower case."""

    values: tuple[tuple[str, str], ...]


class WordPairs(NamedTuple):
    """Which goes with which, by their names."""

    values: tuple[tuple[str, str], ...]


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
    Whole | Wholes | Letters | Pairs | WordPairs | Position | Equation | Operator | Words | Several
)

_UNORDERED = {
    "Find the same", "Reconstruction", "3D Cube Unfold", "Overlay Patterns", "Mirroring Patterns",
    "Find the shadow",
}  # fmt: skip
"""Subtypes whose lists are sets: which are alike, which belong."""
_SPELLED = {"Connect the lines", "Maze"}
"""Subtypes in which capitals without a comma are a word."""

_LEAD = re.compile(
    r"^(?:(?:so|thus|therefore|hence)[, ]+)?(?:the )?(?:final |correct |right )?answers?"
    r"(?: is| are)?\s*[:=]?\s+|^(?:final |correct )?answers?\s*[:=]\s*",
    re.IGNORECASE,
)
_ORDINAL_ONE = re.compile(r"\b(\w+(?:st|nd|rd|th)) ones?\b")
_SIGNS = (
    (re.compile(r"\\(?:lt|less)\b|&lt;"), " < "),
    (re.compile(r"\\(?:gt|greater)\b|&gt;"), " > "),
)
_LABEL = re.compile(r"\b(row|col)")
_PAIR = re.compile(r"([a-z]|\d{1,2})\s*[-:→=]+>?\s*([a-z]|\d{1,2})(?!\w)")
_WORD_PAIR = re.compile(r"([\w' ]+?)\s*[-:→=]+>?\s*([\w' ]+)")
_GAPS = re.compile(r"[\s,;、.()\[\]{}]+")


def tidy(text: str) -> str:
    """Lower case, without dress, lead-in, quotes and a closing full stop; ordinals as digits."""
    for pattern, sign in _SIGNS:
        text = pattern.sub(sign, text)
    bare = " ".join(plain(text).split()).strip(" \"'`.;:,!")
    bare = _LEAD.sub("", bare).strip(" \"'`.;:,!").lower()
    # "the third one" is one thing, not a third and a one.
    return " ".join(digits_for_words(_ORDINAL_ONE.sub(r"\1", bare), ordinals=True).split())


@lru_cache(maxsize=2048)
def gold_of(gold: str, subtype: str, question: str) -> Gold:
    """The published answer, understood."""
    text = tidy(gold)
    labels = [found[1] for found in _LABEL.finditer(text)]
    if len(labels) > len(set(labels)):
        return Several(text)
    if labels:
        return position_in(text, row_first(question)) or Words(text)
    if text in ("<", ">", "="):
        return Operator(text)
    if "=" in text and re.search(r"\d", text):
        return Equation(text.replace(" ", ""))
    if re.fullmatch(r"[+-]?\d+", text):
        return Whole(int(text))
    return _listed(text, gold, subtype, question)


def _listed(text: str, gold: str, subtype: str, question: str) -> Gold:
    """An answer of several parts."""
    ordered = subtype not in _UNORDERED
    pieces = [piece for piece in _GAPS.split(text) if piece]
    numbers = re.findall(r"\d+", text)
    if subtype == "Find the different" and re.fullmatch(r"\d+\W+\d+", text.strip("() ")):
        return position_in(" ".join(numbers), row_first(question)) or Words(text)
    tuples = re.findall(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)", text)
    if len(tuples) > 1:
        return Pairs(tuple(tuples))
    pairs = _PAIR.findall(text)
    if pairs and not _GAPS.sub("", _PAIR.sub("", text)):
        return Pairs(tuple(pairs))
    if all(map(str.isdigit, pieces)):
        return Wholes(tuple(map(int, pieces)), ordered)
    if all(len(piece) == 1 for piece in pieces):
        return Letters(tuple(pieces), ordered)
    capitals = plain(gold).strip(" .;,")
    if re.fullmatch(r"[A-Z]{2,8}", capitals) and subtype not in _SPELLED:
        return Letters(tuple(capitals.lower()), ordered)
    named = [_WORD_PAIR.fullmatch(part.strip()) for part in re.split(r"[,;]", text)]
    if all(named):
        return WordPairs(tuple((m[1].strip(), m[2].strip()) for m in named if m))
    return Words(text)
