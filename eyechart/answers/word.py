"""One word, read off a picture or spelled along a line."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["Word"]

_QUOTED = re.compile(r"[\"']([^\W\d_]+)[\"']")
_OPENING = re.compile(
    r"^(?:it\s+(?:is|says|reads|spells)|the\s+word(?:\s+is)?|an?|the)\s+", re.IGNORECASE
)
_GAP = re.compile(r"[\s,.-]+")
_EDGE = " \t\n.,:;!?()[]\"'"
_PLACEHOLDERS = frozenset(("answer", "word"))


class Word(Kind[str], frozen=True, tag="word"):
    """The right word, in any case; `vocabulary` if it is one of a known few."""

    value: str
    vocabulary: tuple[str, ...] = ()

    @property
    def truth(self) -> str:
        return self.value.casefold()

    @property
    def instruction(self) -> str:
        which = f": one of {', '.join(self.vocabulary)}" if self.vocabulary else ""
        return f"Give the final answer as a single word in \\boxed{{}}{which}."

    def parse(self, words: str) -> str | None:
        """ "cat", "CAT.", "the word 'cat'", "c-a-t"; two words are none."""
        bare = words.strip(_EDGE)
        letters = _GAP.split(bare)
        if len(letters) > 1 and all(len(letter) == 1 for letter in letters):
            bare = "".join(letters)
        else:
            quoted = set(_QUOTED.findall(words))
            bare = quoted.pop() if len(quoted) == 1 else _OPENING.sub("", bare).strip(_EDGE)
        word = bare.casefold()
        if not word.replace("-", "").isalpha() or word in _PLACEHOLDERS - {self.truth}:
            return None
        return word

    def chance(self) -> float:
        return 1.0 / len(self.vocabulary) if self.vocabulary else 26.0 ** -len(self.value)

    def paraphrases(self) -> Sequence[str]:
        w = self.value
        return (
            w,
            w.upper(),
            w.capitalize() + ".",
            f'"{w}"',
            f"**{w}**",
            f"\\text{{{w}}}",
            f"the word {w}",
            f'the word "{w}"',
            "-".join(w.upper()),
            " ".join(w.upper()),
        )

    def near_misses(self) -> Sequence[str]:
        w = self.truth
        others = [word for word in self.vocabulary if word.casefold() != w]
        return (
            *others,
            w + "s",
            w[:-1] + ("x" if w[-1] != "x" else "y"),
            *([w[1:]] if w[1:] else []),
        )
