"""A whole number: how many, how long."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind, word_number

__all__ = ["Integer"]

_NUMBER = re.compile(r"(?<![\w.,])[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?(?![\w%])(?!\.\d)(?!,\d)")


class Integer(Kind[int], frozen=True, tag="integer"):
    """The truth `value`, known to lie in low..high (for the chance level only)."""

    value: int
    low: int
    high: int

    @property
    def truth(self) -> int:
        return self.value

    @property
    def instruction(self) -> str:
        return "Give the final answer as a whole number in \\boxed{}."

    def parse(self, words: str) -> int | None:
        """One number; "12 cubes", "about: 12", "twelve" are; "3 + 4 = 7" is 7; "3 or 4" is none."""
        if "=" in words:
            words = words.rsplit("=", 1)[1]
        found = {int(float(text.replace(",", ""))) for text in _NUMBER.findall(words)}
        if not found:
            tokens = re.findall(r"[A-Za-z]+(?:-[A-Za-z]+)?", words)
            found = {n for token in tokens if (n := word_number(token)) is not None}
        return found.pop() if len(found) == 1 else None

    def chance(self) -> float:
        return 1.0 / (self.high - self.low + 1)

    def paraphrases(self) -> Sequence[str]:
        return (
            f"{self.value}",
            f"{self.value}.",
            f"**{self.value}**",
            f"\\text{{{self.value}}}",
            f"{self.value} in all",
            f"${self.value}$",
            f"= {self.value}",
        )

    def near_misses(self) -> Sequence[str]:
        return tuple(str(self.value + step) for step in (-2, -1, 1, 2, 10))
