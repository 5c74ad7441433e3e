"""An ordered list of tokens from a small alphabet: moves, letters, numbers."""

import re
from collections.abc import Sequence as Items
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from eyechart.answers.kind import Kind

__all__ = ["MOVES", "Sequence"]

MOVES: dict[str, tuple[str, ...]] = {
    "up": ("u", "north", "n", "↑"),
    "down": ("d", "south", "s", "↓"),
    "left": ("l", "west", "w", "←"),
    "right": ("r", "east", "e", "→"),
}
"""The alphabet of steps on a grid, with other names for each."""

_ARROWS = frozenset("↑↓←→")
_FILLER = frozenset("then and move go step steps to times x ×".split())
_FIRST = re.compile(r"\s*(?:step\s*)?\(?1[.):]", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:^|(?<=[\s,;]))\(?\d{1,3}[.):]\s*(?=\D)")
_MOST = 100_000
"""Tokens of the longest reply that is read; "999 right" fifty times over is none."""


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
        """ "right, right, down", "R R D", "RRD", "2 right, 1 down", "1. right 2. down"."""
        lexicon = _lexicon(tuple(self.alphabet.items()))
        if not lexicon.digits and _FIRST.match(words):
            words = _NUMBERED.sub(" ", words)
        read = lexicon.read(words)
        # An echo of the listed words, in their listed order, states nothing.
        return None if read == tuple(self.alphabet) != self.value else read

    @property
    def longest_alone(self) -> int:
        return 10_000  # nothing but a list of the alphabet's names is read as one

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
            " → ".join(v),
            "[" + ", ".join(f'"{token}"' for token in v) + "]",
            ", ".join(v).title(),
            *extra,
        )

    def near_misses(self) -> Items[str]:
        v = self.value
        other = next(token for token in self.alphabet if token != v[-1])
        wrong = {v[:-1], (*v, v[-1]), (*v[:-1], other), v[::-1], (other, *v[1:])} - {v, ()}
        return tuple(self.write(w) for w in sorted(wrong))


class _Lexicon(NamedTuple):
    """An alphabet made ready for reading."""

    names: dict[str, str]
    """Every name, lower case, to its token."""
    piece: re.Pattern[str]
    """Words, numbers and arrows."""
    digits: bool
    """Whether numbers are tokens (then they repeat nothing)."""

    def run_together(self, piece: str) -> bool:
        """Whether a piece may be several names in one: "RRD"; "null" and "well" are not moves."""
        if piece.isdecimal():
            return self.digits and all(len(name) == 1 for name in self.names)
        return piece == piece.upper()

    def read(self, text: str) -> tuple[str, ...] | None:
        pieces = self.piece.findall(text)
        if not _ARROWS.isdisjoint(pieces) and any(map(str.isalnum, pieces)):
            pieces = [piece for piece in pieces if piece not in _ARROWS]  # they separate words
        found: list[str] = []
        counts = [int(p) for p in pieces if p.isdecimal() and not self.digits]
        for piece in pieces:
            name = piece.lower()
            if name in self.names:
                found.append(self.names[name])
            elif name in _FILLER or (piece.isdecimal() and not self.digits):
                continue
            elif self.run_together(piece) and all(letter in self.names for letter in name):
                found += [self.names[letter] for letter in name]
            else:
                return None
        if counts:
            return self._repeated(found, counts, pieces)
        return tuple(found) or None

    def _repeated(
        self, found: list[str], counts: list[int], pieces: list[str]
    ) -> tuple[str, ...] | None:
        """ "2 right, 1 down" or "right 2, down 1": as many numbers as words, by turns."""
        if len(found) != len(counts) or sum(counts) > _MOST:
            return None
        kinds = [piece.isdecimal() for piece in pieces if piece.lower() not in _FILLER]
        if any(a == b for a, b in pairwise(kinds)):
            return None
        return tuple(token for token, n in zip(found, counts, strict=True) for _ in range(n))


@lru_cache(maxsize=512)
def _lexicon(alphabet: tuple[tuple[str, tuple[str, ...]], ...]) -> _Lexicon:
    names = {name.lower(): token for token, others in alphabet for name in (token, *others)}
    phrases = [re.escape(name) for name in names if not name.isalnum()]
    piece = "|".join([*phrases, r"\.\.\.", r"[^\W\d_]+", r"\d{1,6}", "[↑↓←→]"])
    return _Lexicon(
        names, re.compile(piece, re.IGNORECASE), any(name.isdecimal() for name in names)
    )
