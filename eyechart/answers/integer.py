"""A whole number: how many, how long."""

from collections.abc import Sequence

from eyechart.answers.kind import Kind
from eyechart.answers.numbers import digits_for_words, right_side, whole_numbers

__all__ = ["Integer"]


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
        words = right_side(words)
        found = set(whole_numbers(words))
        if not found and not any(map(str.isdecimal, words)):
            found = set(whole_numbers(digits_for_words(words)))
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
            f"2 + {self.value - 2} = {self.value}" if self.value > 2 else f"+{self.value}",
        )

    def near_misses(self) -> Sequence[str]:
        return tuple(str(self.value + step) for step in (-2, -1, 1, 2, 10))
