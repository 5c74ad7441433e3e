"""A measured number: with decimals, a tolerance and perhaps a unit."""

import re
from collections.abc import Sequence

import msgspec

from eyechart.answers.kind import Kind
from eyechart.answers.numbers import digits_for_words, right_side

__all__ = ["Number"]

_NUMBER = re.compile(
    r"(?<![\w.,/])([-+]?)(?:(\d{1,9})/(\d{1,9})|(\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,15})?"
    r"|\d{1,15}(?:\.\d{1,15})?|\.\d{1,15}))"
    r"(?:\s?(?:e|[x×]\s?10\^)([-+]?\d{1,2}))?(?![.,/]?\d)\s?([^\W\d_]+|[%°])?",
    re.IGNORECASE,
)
"""Sign, numerator, denominator or decimal number, power of ten, the word that follows."""
_ERROR = re.compile(r"±\s?[\d.]{1,15}")


class Number(Kind[float], frozen=True, tag="number"):
    """The truth `value`, right within `tolerance`, in `unit`; it lies in low..high."""

    value: float
    tolerance: float
    low: float
    high: float
    unit: str = ""
    units: dict[str, float] = msgspec.field(default_factory=dict)
    """Other units and names of units, lower case, with their size in `unit`: {"cm": 0.01}."""

    @property
    def truth(self) -> float:
        return self.value

    @property
    def instruction(self) -> str:
        unit = f" in {self.unit}" if self.unit else ""
        return f"Give the final answer as a decimal number{unit} in \\boxed{{}}."

    def parse(self, words: str) -> float | None:
        """ "3.25", "3.25 m", "325 cm" if known, "13/4", "3.25 ± 0.1", "= 3.25"; "3 or 4" is none.

        A number in an unknown unit is none, and so is a decimal comma: "3,250" may be either.
        """
        words = _ERROR.sub("", right_side(words))
        if not any(map(str.isdecimal, words)):
            words = digits_for_words(words)
        found = {self._size(match) for match in _NUMBER.finditer(words)}
        return found.pop() if len(found) == 1 else None

    def _size(self, match: re.Match[str]) -> float | None:
        sign, over, under, decimal, power, word = match.groups()
        if over:
            if not int(under):
                return None
            size = int(over) / int(under)
        else:
            size = float(decimal.replace(",", ""))
        size *= 10.0 ** int(power or 0) * (-1.0 if sign == "-" else 1.0)
        name = (word or self.unit).lower()
        if name == self.unit.lower():
            return size
        if name in self.units:
            return size * self.units[name]
        return None if self.unit or name in ("%", "°") else size

    def matches(self, value: float) -> bool:
        return abs(value - self.value) <= self.tolerance * (1 + 1e-9) + 1e-12

    def write(self, value: float) -> str:
        return f"{value:.6g}"

    def chance(self) -> float:
        return min(1.0, 2 * self.tolerance / (self.high - self.low))

    def paraphrases(self) -> Sequence[str]:
        v = self.write(self.value)
        return (
            v,
            f"about {v}",
            f"≈ {v}",
            f"**{v}**",
            f"\\text{{{v}}}",
            f"${v}$",
            f"x = {v}",
            f"{v} ± 0.5",
            f"{self.value:.6e}",
            *(f"{v}{gap}{self.unit}" for gap in (" ", "") if self.unit),
            *(f"{self.write(self.value / size)} {name}" for name, size in self.units.items()),
        )

    def near_misses(self) -> Sequence[str]:
        step = 2 * self.tolerance + 1e-3 * (self.high - self.low)
        wrong = (self.value + step, self.value - step, self.value + 5 * step)
        return tuple(self.write(value) for value in wrong)
