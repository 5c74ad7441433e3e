"""The contract of an answer kind: what the truth is, how it is asked for, how a reply is read.

A kind is one frozen struct holding the truth and its range (how many options, how large a grid).
It knows
- `instruction`: the sentence that asks for it.  Its example is made of placeholders that `parse`
  refuses, so that an echo of the prompt is never an answer;
- `parse`: the words of a final answer into a value, or None.  Tolerant of form, never guessing;
- `matches`: whether a value equals the truth; all equivalent forms are equal;
- `chance`: the probability that a blind guess among the well-formed answers is right;
- `paraphrases` and `near_misses`: right answers in other forms and wrong ones, which the
  certificate holds the reader to.
"""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from eyechart.answers.text import final_answer

__all__ = ["Kind", "numbers_in", "word_number"]

V = TypeVar("V")

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_ONES)}
_WORDS |= {ten: 20 + 10 * place for place, ten in enumerate(_TENS)}
_WORDS |= {
    f"{ten}{gap}{one}": 20 + 10 * place + value
    for place, ten in enumerate(_TENS)
    for value, one in enumerate(_ONES[1:10], 1)
    for gap in ("-", " ", "")
}


class Kind(msgspec.Struct, Generic[V], frozen=True):
    """Base of all answer kinds; `V` is the type of a parsed value."""

    @property
    def truth(self) -> V:
        """The right value."""
        raise NotImplementedError

    @property
    def instruction(self) -> str:
        """The sentence that says in which form to answer."""
        raise NotImplementedError

    def parse(self, words: str) -> V | None:
        """The value that these words state, or None if they state none or more than one."""
        raise NotImplementedError

    def chance(self) -> float:
        """Probability of a uniform guess over well-formed answers, 0 to 1."""
        raise NotImplementedError

    def write(self, value: V) -> str:
        """A value in the form that `instruction` asks for."""
        return str(value)

    def matches(self, value: V) -> bool:
        return value == self.truth

    def read(self, reply: str) -> V | None:
        """A whole reply to a value; None is *unparsed*."""
        words = final_answer(reply, lines=self.several_lines)
        return None if words is None else self.parse(words)

    @property
    def several_lines(self) -> bool:
        """Whether an answer may run over lines outside a box."""
        return False

    def paraphrases(self) -> Sequence[str]:
        """The truth in other forms (words of a final answer, without a box)."""
        return (self.write(self.truth),)

    def near_misses(self) -> Sequence[str]:
        """Wrong answers that come close, each well formed; at least one."""
        raise NotImplementedError


def word_number(word: str) -> int | None:
    """ "seven", "twenty-one" or "12" to an integer."""
    word = word.strip().lower()
    if word.isascii() and word.lstrip("+-").isdigit():
        return int(word)
    return _WORDS.get(word)


def numbers_in(text: str) -> list[int]:
    """All integers in the text, digits only, signs kept."""
    import re

    return [int(found) for found in re.findall(r"(?<![\w.])[-+]?\d+(?![\w])", text)]
