"""One cell of a grid, by row and column, counted from 1 at the top left."""

import re
from collections.abc import Sequence

from eyechart.answers.kind import Kind
from eyechart.answers.numbers import digits_for_words, whole_numbers

__all__ = ["Cell"]

_ROW, _COLUMN = "(?:rows?|r)", "(?:columns?|cols?\\.?|c)"
_AFTER = [
    rf"(?<![a-z]){name}\s*[:=#]?\s*(?:number\s*)?(\d{{1,6}})(?!\d)" for name in (_ROW, _COLUMN)
]
_BEFORE = [rf"(?<!\d)(\d{{1,6}})\s*{name}(?![a-z])" for name in (_ROW, _COLUMN)]
_STYLES = [[re.compile(pattern) for pattern in style] for style in (_AFTER, _BEFORE)]
"""Patterns of row and column with the number after the word ("row 3"), and before it ("3 row")."""
_FIRST_WORD = re.compile(rf"(?<![a-z])(?:({_ROW})|{_COLUMN})(?![a-z])")
_OTHERWISE = re.compile(r"\b(?:bottom|right|last|index\w*)\b|\b[xy]\s*[=:]")
"""Counted otherwise than asked, or in another order: it is not guessed how."""
_JOINT = re.compile(r"(?<=\d)\s*[-x×/]\s*(?=\d)")


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
        if any(map(str.isalpha, text)):
            text = digits_for_words(text, ordinals=True)
            if _OTHERWISE.search(text):
                return None
            named = _by_name(text)
            if named is not None:
                return named
        found = whole_numbers(_JOINT.sub(", ", text).replace(",", ", "))
        if len(found) != 2:
            return None
        first = _FIRST_WORD.search(text)
        return (found[1], found[0]) if first and not first[1] else (found[0], found[1])

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
            f"(column, row) = ({c}, {r})",
            f"r{r}c{c}",
            f"[{r}, {c}]",
            f"{r}-{c}",
            f"{r} {c}",
            f"row={r}, column={c}",
            f"\\left({r},\\, {c}\\right)",
            *_in_words(r, c),
        )

    def near_misses(self) -> Sequence[str]:
        r, c = self.row, self.column
        near = {(r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1), (c, r)} - {(r, c)}
        return tuple(self.write(cell) for cell in sorted(near))


def _in_words(row: int, column: int) -> tuple[str, ...]:
    """The cell in ordinals, as far as they have endings of their own."""
    if not (4 <= row <= 20 and 4 <= column <= 20):
        return ()
    return f"the {column}th column of the {row}th row", f"{row}th row, {column}th column"


def _by_name(text: str) -> tuple[int, int] | None:
    """Row and column as they are named, the number always after its word or always before it."""
    word, digit = _FIRST_WORD.search(text), re.search(r"\d", text)
    styles = _STYLES[::-1] if word and digit and digit.start() < word.start() else _STYLES
    for style in styles:
        row, column = (set(pattern.findall(text)) for pattern in style)
        if len(row) == len(column) == 1:
            return int(row.pop()), int(column.pop())
    return None
