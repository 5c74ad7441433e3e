"""One of several labelled options."""

import re
from collections.abc import Sequence
from functools import lru_cache

from eyechart.answers.kind import Kind

__all__ = ["Choice", "labels_in"]

_NAMED = r"(?:the\s+)?(?:correct\s+)?(?:option|choice|letter|figure|picture|image|panel|answer)s?"


class Choice(Kind[str], frozen=True, tag="choice"):
    """The label of the right option, among `options` ("A", "B", ...)."""

    value: str
    options: tuple[str, ...]

    @property
    def truth(self) -> str:
        return self.value

    @property
    def instruction(self) -> str:
        return f"Choose one of {', '.join(self.options)} and give its letter in \\boxed{{}}."

    def parse(self, words: str) -> str | None:
        """ "B", "(b)", "Option B", "B. the left one"; two different letters are none."""
        bare = words.strip(" \t\n().,:;!?[]\"'")
        labels, alone, joined = _patterns(self.options)
        if (label := labels.get(bare.upper())) is not None:
            return label
        if (named := alone.fullmatch(bare)) is not None:
            return labels[named[1].upper()]
        found = {
            *labels_in(words, self.options),
            *(labels[x.upper()] for x in joined.findall(words)),
        }
        return found.pop() if len(found) == 1 else None

    def chance(self) -> float:
        return 1.0 / len(self.options)

    def paraphrases(self) -> Sequence[str]:
        v = self.value
        return (
            v,
            v.lower(),
            f"({v})",
            f"{v}.",
            f"Option {v}",
            f"option {v.lower()}",
            f"**{v}**",
            f"\\text{{{v}}}",
            f"[{v}]",
            f"{v}) the one in the corner",
        )

    def near_misses(self) -> Sequence[str]:
        return tuple(option for option in self.options if option != self.value)


def labels_in(words: str, options: tuple[str, ...]) -> list[str]:
    """The options that are named in running text, in order, as they are written in `options`.

    "A" and "I" are words, too: before another word they name an option only if that joins options
    or goes on about one ("A or B", "A is right").
    """
    return _named(options).findall(words)


@lru_cache(maxsize=512)
def _patterns(
    options: tuple[str, ...],
) -> tuple[dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Labels by their upper case; a label with no more than "option" or the like before it; a label
    in any case after "or" or "and"."""
    some = "|".join(map(re.escape, options))
    alone = re.compile(rf"{_NAMED}\s*(?:is\s*)?[:(\[\"']*\s*({some})", re.IGNORECASE)
    joined = re.compile(rf"\b(?:or|and)\s+[(\"']?({some})\b", re.IGNORECASE)
    return {label.upper(): label for label in options}, alone, joined


@lru_cache(maxsize=512)
def _named(options: tuple[str, ...]) -> re.Pattern[str]:
    def pattern(label: str) -> str:
        word = r"(?!\s+(?!or\b|and\b|is\b|because\b|since\b|as\b)[a-z])"
        return re.escape(label) + (word if label in ("A", "I") else "")

    some = "|".join(map(pattern, sorted(options, key=len, reverse=True)))
    return re.compile(rf"(?<![\w'])(?:{some})(?![\w'])")
