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

import re
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from eyechart.answers.text import final_answer

__all__ = ["Kind"]

V = TypeVar("V")

_NEGATED = re.compile(
    r"\b(?:not|neither|nor|cannot|unable|unsure)\b|n't\b|\b(?:none|neither) of\b", re.IGNORECASE
)
"""Words that say what the answer is not, or that there is none."""


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
        words = final_answer(reply, lines=self.several_lines, longest=self.longest_alone)
        if words is None:
            return None
        value = self._stated(words)
        if value is None and self.several_lines and "\n\n" in words:
            value = self._stated(words.partition("\n\n")[0])  # what follows explains it
        return value

    def _stated(self, words: str) -> V | None:
        # All these words have an n: no need to search a grid for them.
        if ("n" in words or "N" in words) and _NEGATED.search(words):
            return None
        return self.parse(words)

    @property
    def several_lines(self) -> bool:
        """Whether an answer may run over lines outside a box."""
        return False

    @property
    def longest_alone(self) -> int:
        """Characters of the longest line that can be an answer without saying that it is one."""
        return 80

    def paraphrases(self) -> Sequence[str]:
        """The truth in other forms (words of a final answer, without a box)."""
        return (self.write(self.truth),)

    def near_misses(self) -> Sequence[str]:
        """Wrong answers that come close, each well formed; at least one."""
        raise NotImplementedError
