"""A grid of small whole numbers: a sudoku, an ARC output."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind

__all__ = ["Grid"]

Rows = tuple[tuple[int, ...], ...]


class Grid(Kind[Rows], frozen=True, tag="grid"):
    """The right rows, each cell 0..9; `fixed_size` if the reader may rely on the size."""

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
        """Lines or bracketed lists of digits; also rows run together, split by , ; | or /."""
        bracketed = re.findall(r"[\[(]\s*(\d(?:[\s,;]*\d)*)\s*[,;]?\s*[\])]", words)
        if bracketed:
            lines = bracketed
        else:
            text = re.sub(r"[|+\-=_]{3,}", "\n", words.replace("&", " "))
            lines = [line for line in re.split(r"\n|;|/", text) if line.strip(" |,[]()")]
        rows = tuple(_digits(line) for line in lines)
        rows = tuple(row for row in rows if row != ())
        if not rows or any(row is None for row in rows):
            return None
        clean = tuple(row for row in rows if row is not None)
        return clean if len({len(row) for row in clean}) == 1 else None

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
    body = re.sub(r"^\s*row\s*\d+\s*[:.)]", "", line.lower()).strip(" |,.[](){}`\"'\t")
    if re.search(r"[^\d\s,|\[\]().]", body):
        return None
    found = re.findall(r"\d+", body)
    if len(found) == 1:
        return tuple(map(int, found[0]))
    if any(len(token) > 1 for token in found):
        return None
    return tuple(map(int, found))
