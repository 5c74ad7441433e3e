"""One cell of a grid, by row and column, counted from 1 at the top left."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind, numbers_in

__all__ = ["Cell"]

_ORDINALS = {
    word: n
    for n, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        1,
    )
}
_ORDINAL = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b|\b(" + "|".join(_ORDINALS) + r")\b")


class Cell(Kind[tuple[int, int]], frozen=True, tag="cell"):
    """The truth (row, column) in a rows x columns grid."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def truth(self) -> tuple[int, int]:
        return self.row, self.column

    @property
    def instruction(self) -> str:
        return (
            "Count rows from the top and columns from the left, both from 1, and give the final "
            "answer as \\boxed{(row, column)} with two numbers."
        )

    def parse(self, words: str) -> tuple[int, int] | None:
        """ "(3, 5)", "row 3, column 5", "5th column of the 3rd row"; order by the words if any."""
        text = words.lower()
        for word, n in _ORDINALS.items():
            if word in text:
                text = re.sub(rf"\b{word}\b", str(n), text)
        text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", r"\1", text)
        row = _named(text, r"rows?|r")
        column = _named(text, r"columns?|cols?\.?|c")
        if row is not None and column is not None:
            return row, column
        found = numbers_in(re.sub(r"(?<=\d)\s*[-x/]\s*(?=\d)", ", ", text))
        return (found[0], found[1]) if len(found) == 2 else None

    def write(self, value: tuple[int, int]) -> str:
        return f"({value[0]}, {value[1]})"

    def chance(self) -> float:
        return 1.0 / (self.rows * self.columns)

    def paraphrases(self) -> Sequence[str]:
        r, c = self.row, self.column
        return (
            f"({r}, {c})",
            f"{r},{c}",
            f"({r},{c}).",
            f"row {r}, column {c}",
            f"Row {r}, Col {c}",
            f"column {c}, row {r}",
            f"r{r}c{c}",
            f"[{r}, {c}]",
            f"{r}-{c}",
            f"{r} {c}",
            f"row={r}, column={c}",
        )

    def near_misses(self) -> Sequence[str]:
        r, c = self.row, self.column
        near = {(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1), (c, r)} - {(r, c)}
        return tuple(self.write(cell) for cell in sorted(near))


def _named(text: str, names: str) -> int | None:
    """The number that stands with the word: "row 3", "row: 3", "r3", "3 row"; None if unclear."""
    after = re.findall(rf"(?<![a-z])(?:{names})\s*[:=#]?\s*(?:number\s*)?(\d+)", text)
    before = re.findall(rf"(?<!\d)(\d+)\s*(?:{names})(?![a-z])", text)
    found = {int(n) for n in (after or before)}
    return found.pop() if len(found) == 1 else None
