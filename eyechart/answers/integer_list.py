"""Several whole numbers in a stated order: how long each of some things is."""

import re
from collections import Counter
from collections.abc import Sequence
from math import factorial, prod

from eyechart.answers.kind import Kind
from eyechart.answers.numbers import digits_for_words

__all__ = ["IntegerList"]

_NUMBER = re.compile(r"(?<![\w.])\d{1,4}(?:\.0)?(?![\w%])(?!\.\d)")
_LABELLED = re.compile(
    r"(?<![\w.])(\d{1,4})\s*(?:[:=.)]|->|→|⟶|\bhas\b|\bis\b)\s*(\d{1,4})(?![\w%.])"
)
_WORD = re.compile(r"[^\W\d_]+")
_FILLER = frozenset(
    "and then cell cells square squares pipe pipes number no the has is long".split()
)


class IntegerList(Kind[tuple[int, ...]], frozen=True, tag="integer_list"):
    """The truth `value`, each number known to lie in low..high (for the chance level only)."""

    value: tuple[int, ...]
    low: int
    high: int
    order: str = "in the stated order"
    """How the numbers are to be sorted, as in "from the largest to the smallest"."""
    any_order: bool = False
    """Whether the order says nothing that the numbers do not: it is then not insisted on."""

    @property
    def truth(self) -> tuple[int, ...]:
        return self.value

    @property
    def instruction(self) -> str:
        return (
            "Give the final answer in \\boxed{} as a list of whole numbers, separated by commas, "
            f"{self.order}."
        )

    def parse(self, words: str) -> tuple[int, ...] | None:
        """ "5, 7, 3", "[5 7 3]", "five, seven and three", "1: 5, 2: 7, 3: 3"; no other words."""
        if not any(map(str.isdecimal, words)):
            words = digits_for_words(words)
        if any(word.casefold() not in _FILLER for word in _WORD.findall(words)):
            return None
        labelled = [(int(a), int(b)) for a, b in _LABELLED.findall(words)]
        numbers = [int(found.partition(".")[0]) for found in _NUMBER.findall(words)]
        count = len(labelled)
        if count > 1 and sorted(a for a, _ in labelled) == list(range(1, count + 1)):
            rest = _NUMBER.sub("", _LABELLED.sub("", words))
            if 2 * count == len(numbers) or not any(map(str.isdecimal, rest)):
                return tuple(b for _, b in sorted(labelled))
        return tuple(numbers) if len(numbers) > 1 else None

    def matches(self, value: tuple[int, ...]) -> bool:
        if self.any_order:
            return sorted(value) == sorted(self.value)
        return value == self.value

    @property
    def several_lines(self) -> bool:
        return True

    @property
    def longest_alone(self) -> int:
        return 400  # nothing but numbers and a few words is read

    def write(self, value: tuple[int, ...]) -> str:
        return ", ".join(map(str, value))

    def chance(self) -> float:
        ways = 1.0
        if self.any_order:
            times = Counter(self.value).values()
            ways = factorial(len(self.value)) / prod(map(factorial, times))
        return ways / float(self.high - self.low + 1) ** len(self.value)

    def paraphrases(self) -> Sequence[str]:
        v = [str(n) for n in self.value]
        return (
            ", ".join(v),
            ",".join(v),
            " ".join(v),
            "; ".join(v),
            f"[{', '.join(v)}]",
            f"({', '.join(v)})",
            "{" + ",".join(v) + "}",
            ", ".join(v[:-1]) + f" and {v[-1]}",
            ", ".join(f"{n} cells" for n in v),
            "\n".join(f"{i}: {n}" for i, n in enumerate(v, 1)),
            "\n".join(f"{i}. {n}" for i, n in enumerate(v, 1)),
            ", ".join(f"{i}: {n}" for i, n in enumerate(v, 1)),
            ", ".join(f"{i} = {n}" for i, n in enumerate(v, 1)),
            *((", ".join(v[::-1]),) if self.any_order else ()),
        )

    def near_misses(self) -> Sequence[str]:
        v = self.value
        wrong = [(*v[:-1], v[-1] + 1), (v[0] - 1, *v[1:]), (*v, v[-1])]
        wrong += [v[:-1]] if len(v) > 2 else []
        if not self.any_order:
            wrong += [(*v[:i], v[i + 1], v[i], *v[i + 2 :]) for i in range(len(v) - 1)]
        return tuple(dict.fromkeys(self.write(w) for w in wrong if not self.matches(w)))
