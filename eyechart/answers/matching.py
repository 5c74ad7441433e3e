"""Which of the left goes with which of the right: A-3, B-1, C-2."""

import re
from collections.abc import Sequence
from functools import lru_cache
from math import perm
from typing import NamedTuple

from eyechart.answers.kind import Kind

__all__ = ["Matching"]

Pairs = tuple[tuple[str, str], ...]

_FILLER = frozenset(
    "and to with is are the line goes go leads lead joined joins join connected connects connect "
    "matched matches match paired pairs pair linked links link ends at runs from".split()
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|[-•])\s+", re.MULTILINE)


class Matching(Kind[Pairs], frozen=True, tag="matching"):
    """The partner in `right` of each name in `left`, in the order of `left`."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    partners: tuple[str, ...]

    @property
    def truth(self) -> Pairs:
        return tuple(sorted(zip(self.left, self.partners, strict=True)))

    @property
    def instruction(self) -> str:
        return (
            f"Give a partner for each of {', '.join(self.left)} and write the final answer in "
            "\\boxed{} as pairs joined by hyphens and separated by commas."
        )

    def parse(self, words: str) -> Pairs | None:
        """ "A-3, B-1", "A→3; B→1", "(3, A)", "A:3 B:1", "A3B1"; each of the left exactly once."""
        text = words.casefold()
        found = self._pairs(text)
        if found is None and (plainer := _NUMBERED.sub("", text)) != text:
            return self._pairs(plainer)
        return found

    def _pairs(self, text: str) -> Pairs | None:
        lexicon = _lexicon(self.left, self.right)
        names = lexicon.read(text)
        if names is None or len(names) != 2 * len(self.left):
            return None
        left, right = lexicon.left, lexicon.right
        found: dict[str, str] = {}
        for a, b in zip(names[::2], names[1::2], strict=True):
            if a not in left or b not in right:
                a, b = b, a
            if a not in left or b not in right or left[a] in found:
                return None
            found[left[a]] = right[b]
        return tuple(sorted(found.items()))

    @property
    def several_lines(self) -> bool:
        return True

    def write(self, value: Pairs) -> str:
        return ", ".join(f"{a}-{b}" for a, b in value)

    def chance(self) -> float:
        return 1.0 / perm(len(self.right), len(self.left))

    def paraphrases(self) -> Sequence[str]:
        t = self.truth
        short = all(len(name) == 1 for pair in t for name in pair)
        return (
            self.write(t),
            self.write(t[::-1]),
            "; ".join(f"{a} -> {b}" for a, b in t),
            ", ".join(f"({a}, {b})" for a, b in t),
            "\n".join(f"{a}: {b}" for a, b in t),
            ",".join(f"{b}-{a}" for a, b in t),
            ", ".join(f"{a}={b}" for a, b in t),
            ", ".join(f"{a}–{b}" for a, b in t),
            ", ".join(f"{a} to {b}" for a, b in t),
            "; ".join(f"{a} is joined with {b}" for a, b in t),
            ", ".join(f"{a} \\rightarrow {b}" for a, b in t),
            "{" + ", ".join(f'"{a}": "{b}"' for a, b in t) + "}",
            "\n".join(f"{n}. {a} - {b}" for n, (a, b) in enumerate(t, 1)),
            *(("".join(f"{a}{b}" for a, b in t),) if short else ()),
        )

    def near_misses(self) -> Sequence[str]:
        (a, b), (c, d), *rest = self.truth
        swapped = ((a, d), (c, b), *rest)
        return (self.write(swapped), self.write(self.truth[:-1]))


class _Lexicon(NamedTuple):
    """The names of both sides made ready for reading."""

    left: dict[str, str]
    """By their folded case."""
    right: dict[str, str]
    piece: re.Pattern[str]
    """A word, or a name that is more or less than a word."""
    run: re.Pattern[str]
    """One name after another, as in "a3b1"."""
    name: re.Pattern[str]

    def read(self, text: str) -> list[str] | None:
        """The names in order; None if anything is said besides."""
        found: list[str] = []
        for piece in self.piece.findall(text):
            if piece in self.left or piece in self.right:
                found.append(piece)
            elif piece in _FILLER:
                continue
            elif self.run.fullmatch(piece):
                found += self.name.findall(piece)
            else:
                return None
        return found


@lru_cache(maxsize=512)
def _lexicon(left: tuple[str, ...], right: tuple[str, ...]) -> _Lexicon:
    sides = [{name.casefold(): name for name in side} for side in (left, right)]
    names = sorted({*sides[0], *sides[1]}, key=len, reverse=True)
    odd = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if not name.isalnum()]
    short = "|".join(
        name for name in names if name.isalnum() and (name.isdigit() or len(name) == 1)
    )
    return _Lexicon(
        sides[0],
        sides[1],
        re.compile("|".join([*odd, r"\.\.\.", r"[^\W_]+"])),
        re.compile(f"(?:{short})+" if short else r"(?!)"),
        re.compile(short or r"(?!)"),
    )
