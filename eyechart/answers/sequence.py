"""An ordered list of tokens from a small alphabet: moves, letters, numbers."""

import re
from collections.abc import Sequence as Items

from eyechart.answers.kind import Kind

__all__ = ["MOVES", "Sequence"]

MOVES: dict[str, tuple[str, ...]] = {
    "up": ("u", "north", "n", "↑"),
    "down": ("d", "south", "s", "↓"),
    "left": ("l", "west", "w", "←"),
    "right": ("r", "east", "e", "→"),
}
"""The alphabet of steps on a grid, with other names for each."""


class Sequence(Kind[tuple[str, ...]], frozen=True, tag="sequence"):
    """The right tokens in order; `alphabet` gives each token's other names (lower case)."""

    value: tuple[str, ...]
    alphabet: dict[str, tuple[str, ...]]
    what: str = "moves"

    @property
    def truth(self) -> tuple[str, ...]:
        return self.value

    @property
    def instruction(self) -> str:
        names = ", ".join(self.alphabet)
        return (
            f"Give the final answer in \\boxed{{}} as the list of {self.what} in order, separated "
            f"by commas. Use only these words: {names}."
        )

    def parse(self, words: str) -> tuple[str, ...] | None:
        """ "right, right, down", "R R D", "RRD", "2 right, 1 down" where the alphabet is words."""
        names = {
            name: token for token, others in self.alphabet.items() for name in (token, *others)
        }
        text = words.lower().strip().strip("[]()\"'")
        found: list[str] = []
        for times, word in re.findall(r"(?:(\d+)\s*[x×*]?\s*)?([^\W\d_]+|[↑↓←→])", text):
            if word in names:
                tokens = [names[word]]
            elif all(letter in names for letter in word):
                tokens = [names[letter] for letter in word]
            elif word in ("then", "and", "move", "go", "step", "steps", "to"):
                continue
            else:
                return None
            found += tokens * (int(times) if times and len(times) < 4 else 1)
        # An echo of the listed words, in their listed order, states nothing.
        if not found or (tuple(found) == tuple(self.alphabet) and tuple(found) != self.value):
            return None
        return tuple(found)

    def write(self, value: tuple[str, ...]) -> str:
        return ", ".join(value)

    def chance(self) -> float:
        return float(len(self.alphabet)) ** -len(self.value)

    def paraphrases(self) -> Items[str]:
        v = self.value
        short = [self.alphabet[token][0] for token in v if self.alphabet[token]]
        extra = ("".join(short).upper(), " ".join(short)) if len(short) == len(v) else ()
        return (
            ", ".join(v),
            ",".join(v),
            " ".join(v),
            " -> ".join(v),
            f"[{', '.join(v)}]",
            ", ".join(v).title(),
            *extra,
        )

    def near_misses(self) -> Items[str]:
        v = self.value
        other = next(token for token in self.alphabet if token != v[-1])
        wrong = {v[:-1], (*v, v[-1]), (*v[:-1], other), v[::-1], (other, *v[1:])} - {v, ()}
        return tuple(self.write(w) for w in sorted(wrong))
