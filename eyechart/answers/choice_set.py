"""Several of several labelled options, in any order."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["ChoiceSet"]

Labels = tuple[str, ...]

_FILLER = re.compile(
    r"\b(?:the|correct|right|options?|choices?|letters?|figures?|pictures?|answers?|are|is|and|both)\b"
    r"|[\s,;&+()\[\].:'\"]",
    re.IGNORECASE,
)


class ChoiceSet(Kind[Labels], frozen=True, tag="choice_set"):
    """The labels of all right options, among `options` (single letters); never empty."""

    values: Labels
    options: Labels

    @property
    def truth(self) -> Labels:
        return tuple(sorted(self.values))

    @property
    def instruction(self) -> str:
        return (
            f"Choose all that apply among {', '.join(self.options)} and give their letters in "
            "\\boxed{}, separated by commas."
        )

    def parse(self, words: str) -> Labels | None:
        """ "A, C", "AC", "C and A", "options (A) and (C)"; "A or C" and "A-C" are none."""
        rest = _FILLER.sub(" ", words).split()
        # Small letters count one by one only: "bad" is a word.
        run = "".join(part.upper() if len(part) == 1 else part for part in rest)
        known = {label.upper(): label for label in self.options}
        if not run or any(letter not in known for letter in run):
            return None
        return tuple(sorted({known[letter] for letter in run}))

    def write(self, value: Labels) -> str:
        return ", ".join(value)

    def chance(self) -> float:
        return 1.0 / (2.0 ** len(self.options) - 1.0)

    def paraphrases(self) -> Sequence[str]:
        t = self.truth
        return (
            ", ".join(t),
            ",".join(t),
            "".join(t),
            ", ".join(t).lower(),
            ", ".join(t[::-1]),
            " and ".join(t),
            " ".join(f"({label})" for label in t),
            f"Options {', '.join(t)}",
            f"\\{{{', '.join(t)}\\}}",
            f"[{'; '.join(t)}].",
        )

    def near_misses(self) -> Sequence[str]:
        t = self.truth
        others = [option for option in self.options if option not in t]
        wrong = [t[1:], t[:-1]] if len(t) > 1 else []
        wrong += (
            [tuple(sorted((*t, others[0]))), tuple(sorted((*t[1:], others[0])))] if others else []
        )
        return tuple(self.write(labels) for labels in dict.fromkeys(wrong))
