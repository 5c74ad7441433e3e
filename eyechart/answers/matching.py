"""Which of the left goes with which of the right: A-3, B-1, C-2."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["Matching"]

Pairs = tuple[tuple[str, str], ...]


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
        """ "A-3, B-1", "A→3; B→1", "(3, A)", "A:3 B:1"; every name of the left exactly once."""
        left = {name.upper(): name for name in self.left}
        right = {name.upper(): name for name in self.right}
        name = "|".join(re.escape(n) for n in sorted({*left, *right}, key=len, reverse=True))
        tokens = re.findall(rf"(?<![A-Z0-9])({name})(?![A-Z0-9])", words.upper().replace("TO", " "))
        if len(tokens) != 2 * len(self.left):
            tokens = re.findall(rf"({name})", re.sub(r"[^A-Z0-9]", "", words.upper()))
        if len(tokens) != 2 * len(self.left):
            return None
        found: dict[str, str] = {}
        for a, b in zip(tokens[::2], tokens[1::2], strict=True):
            if a in left and b in right and left[a] not in found:
                found[left[a]] = right[b]
            elif b in left and a in right and left[b] not in found:
                found[left[b]] = right[a]
            else:
                return None
        return tuple(sorted(found.items()))

    @property
    def several_lines(self) -> bool:
        return True

    def write(self, value: Pairs) -> str:
        return ", ".join(f"{a}-{b}" for a, b in value)

    def chance(self) -> float:
        from math import perm

        return 1.0 / perm(len(self.right), len(self.left))

    def paraphrases(self) -> Sequence[str]:
        t = self.truth
        return (
            self.write(t),
            self.write(t[::-1]),
            "; ".join(f"{a} -> {b}" for a, b in t),
            ", ".join(f"({a}, {b})" for a, b in t),
            "\n".join(f"{a}: {b}" for a, b in t),
            ",".join(f"{b}-{a}" for a, b in t),
            ", ".join(f"{a}={b}" for a, b in t),
            ", ".join(f"{a}–{b}" for a, b in t),
        )

    def near_misses(self) -> Sequence[str]:
        t = self.truth
        (a, b), (c, d), *rest = t
        swapped = ((a, d), (c, b), *rest)
        return (self.write(swapped), self.write(t[:-1]))
