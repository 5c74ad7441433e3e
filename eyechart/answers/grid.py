"""A grid of small whole numbers: a sudoku, an ARC output."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["Grid"]

Rows = tuple[tuple[int, ...], ...]

_BRACKETED = re.compile(r"[\[(]\s*(\d[\d\s,;]*)[\])]")
_RULE = re.compile(r"[|+=_-]{3,}")
"""Lines between rows."""
_BREAK = re.compile(r"[\n;/]")
_NAME = re.compile(r"row\s*\d{1,3}\s*[:.)]", re.IGNORECASE)
_EDGE = " |,.[]()\"'\t\r"
_PLAIN = str.maketrans(",|\t", "   ")


class Grid(Kind[Rows], frozen=True, tag="grid"):
    """The right rows, each cell 0..9."""

    rows: Rows
    symbols: int = 10
    """How many different cell values a guess would choose from."""
    free: int | None = None
    """How many cells are to be found (default: all)."""

    @property
    def truth(self) -> Rows:
        return self.rows

    @property
    def instruction(self) -> str:
        return (
            "Give the final answer in \\boxed{} as rows of digits from top to bottom: one row per "
            "line, digits separated by spaces."
        )

    @property
    def several_lines(self) -> bool:
        return True

    def parse(self, words: str) -> Rows | None:
        """Lines or bracketed lists of digits; also rows run together, split by ; or /."""
        lines = _BRACKETED.findall(words) if "[" in words or "(" in words else []
        if not lines:
            lines = _BREAK.split(_RULE.sub("\n", words.replace("&", " ")))
        rows: list[tuple[int, ...]] = []
        for line in lines:
            row = _digits(line)
            if row is None or (row and rows and len(row) != len(rows[0])):
                return None
            if row:
                rows.append(row)
        return tuple(rows) or None

    def write(self, value: Rows) -> str:
        return "\n".join(" ".join(map(str, row)) for row in value)

    def chance(self) -> float:
        cells = self.free if self.free is not None else sum(map(len, self.rows))
        return float(self.symbols) ** -cells

    def paraphrases(self) -> Sequence[str]:
        r = self.rows
        return (
            self.write(r),
            "\n".join(",".join(map(str, row)) for row in r),
            str([list(row) for row in r]),
            "\n".join("".join(map(str, row)) for row in r),
            "\n".join("| " + " | ".join(map(str, row)) + " |" for row in r),
            " / ".join(" ".join(map(str, row)) for row in r),
            "\\\\".join(" & ".join(map(str, row)) for row in r),
            "\n".join(f"Row {n}: {' '.join(map(str, row))}" for n, row in enumerate(r, 1)),
            "```text\n" + self.write(r) + "\n```",
        )

    def near_misses(self) -> Sequence[str]:
        r = self.rows
        changed = (*r[:-1], (*r[-1][:-1], (r[-1][-1] + 1) % 10))
        wrong = [changed, (*r, r[-1]), tuple((*row, 0) for row in r)]
        if len(r) > 1:
            wrong += [r[:-1]] + ([r[::-1]] if r[::-1] != r else [])
        return tuple(self.write(rows) for rows in wrong)


def _digits(line: str) -> tuple[int, ...] | None:
    """The digits of one line; None if it says anything else; () if it says nothing."""
    line = line.strip(_EDGE)
    if line[:1].isalpha():
        line = _NAME.sub("", line)
    tokens = line.translate(_PLAIN).split()
    run = "".join(tokens)
    if not run:
        return ()
    # Tokens of several digits are a row run together, or numbers that no cell holds.
    if not (run.isascii() and run.isdecimal()) or 1 < len(tokens) < len(run):
        return None
    return tuple(map(int, run))
