"""The sudoku answered by writing into its picture: doing so, getting it wrong, judging it.

MMGR's checks (2512.14691, section 6) as a strict AND: clues unchanged, every empty cell completed
rightly, constraints satisfied.  The cells are asked whether they show the known solution
(`reading/boards.py`); the clues, whose digits are known, are the control: where they cannot be read
nothing is said about the rest.
"""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from eyechart.item import Response, Verdict
from eyechart.reading.boards import Comparison
from eyechart.reading.hypotheses import LAYOUT_CHANGED
from eyechart.scene.raster import png
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.abstract._sudoku_rules import scrambled
from eyechart.tasks.abstract._sudoku_scene import (
    BOXES,
    SIDE,
    Cell,
    Sudoku,
    drawn,
    lines_of,
    write,
)

__all__ = ["INSTRUCTION", "legible", "missing_digits", "verdict_on", "written", "wrong_drawings"]

Flags = npt.NDArray[np.bool_]
Marks = Mapping[Cell, str]
"""Digits to write, by cell."""

INSTRUCTION = (
    "Answer with a picture: the same sudoku, unmoved, with the missing digits written into the "
    "empty cells. Write them upright, one in the middle of each cell, about as large as the given "
    "digits, in blue or black. Leave the given digits and the lines as they are, and add nothing "
    "else."
)
_INKS = ("#1d4ed8", "#0b3d91", "#101010", "#2563eb", "#27408b")
"""What hands write with: blues and black."""
_TOLERATED = 0.12
"""How far off the middle a hand may write, in cells."""
_LOOK_ALIKE = ((1, 7), (3, 8), (5, 6), (6, 8), (8, 9), (3, 5), (2, 7), (4, 9), (1, 4))
_DOUBT = 0.15
"""Share of doubtful clues above which the picture is unreadable, unless all agrees even so."""
_KEPT = 0.5
"""Share of unchanged clues below which it is another board."""


def missing_digits(scene: Sudoku) -> dict[Cell, str]:
    """What belongs into the empty cells."""
    full = next(scene.solutions())
    return {(r, c): str(full[r][c]) for r, c in scene.empty}


def written(scene: Sudoku, marks: Marks, hand: Hand, *, stray: Cell | None = None) -> Response:
    """The board with these digits written in; the one in `stray` half a cell aside."""
    rng = Random(hand.seed)
    ink = rng.choice(_INKS)
    svg = drawn(scene, hand.style)
    reach = _TOLERATED * hand.wobble
    for cell, digits in marks.items():
        shift = (rng.uniform(-reach, reach), rng.uniform(-reach, reach))
        if cell == stray:
            shift = (0.5 if cell[1] + 1 < scene.n else -0.5, 0.0)
        write(svg, scene.n, cell, digits, size=hand.size, shift=shift, style=hand.style, fill=ink)
    return Response(pictures=(png(str(svg)),))


def wrong_drawings(rng: Random, scene: Sudoku, hand: Hand) -> Iterator[Mutant]:
    """Near misses, each wrong in one way."""
    missing = missing_digits(scene)
    for name, marks in _wrong_marks(rng, scene, missing):
        yield Mutant(name, written(scene, marks, hand))
    for name, other in _wrong_clues(rng, scene):
        yield Mutant(name, written(other, missing, hand))
    stray = rng.choice(list(missing))
    yield Mutant("digit across two cells", written(scene, missing, hand, stray=stray))
    yield Mutant("another sudoku", _another(rng, scene, hand))


def _another(rng: Random, scene: Sudoku, hand: Hand) -> Response:
    """Another board, solved.  A small one may have the same solution: that would be no mistake."""
    full = next(scene.solutions())
    while next((other := Sudoku(scrambled(scene.game, rng, scene.clues))).solutions()) == full:
        pass
    return written(other, missing_digits(other), hand)


def _wrong_marks(rng: Random, scene: Sudoku, missing: Marks) -> Iterator[tuple[str, Marks]]:
    """(what is wrong, digits to write) for near misses in the empty cells."""
    n, cells = scene.n, list(missing)
    for a, b in _LOOK_ALIKE:
        for should, instead in ((a, b), (b, a)):
            places = [cell for cell in cells if missing[cell] == str(should)]
            if places and instead <= n:
                yield f"{instead} for {should}", {**missing, rng.choice(places): str(instead)}
    one = rng.choice(cells)
    digit, other = missing[one], _other(rng, n, missing[one])
    yield "one digit wrong", {**missing, one: other}
    yield "one cell left empty", {cell: d for cell, d in missing.items() if cell != one}
    yield "two digits in a cell", {**missing, one: digit + other}
    pairs = [(p, q) for p in cells for q in cells if p[0] == q[0] and missing[p] < missing[q]]
    if pairs:
        left, right = rng.choice(pairs)
        yield "two cells swapped", {**missing, left: missing[right], right: missing[left]}
    same = dict.fromkeys(cells, other)
    yield "the same digit everywhere", same
    step = rng.randrange(1, n)
    shifted = {cell: str((int(d) + step - 1) % n + 1) for cell, d in missing.items()}
    yield "another sudoku's digits", shifted


def _wrong_clues(rng: Random, scene: Sudoku) -> Iterator[tuple[str, Sudoku]]:
    """(what is wrong, board) for near misses in the clues."""
    given = [(r, c) for r, row in enumerate(scene.clues) for c, digit in enumerate(row) if digit]
    for name in ("clue altered", "clue erased"):
        row, column = rng.choice(given)
        rows = [list(line) for line in scene.clues]
        digit = str(rows[row][column])
        rows[row][column] = int(_other(rng, scene.n, digit)) if name == "clue altered" else 0
        yield name, Sudoku(tuple(map(tuple, rows)))


def _other(rng: Random, n: int, digit: str) -> str:
    return rng.choice([str(d) for d in range(1, n + 1) if str(d) != digit])


def legible(verdict: Verdict) -> bool:
    """Whether it is wrong with every cell read: another alignment would say the same."""
    return verdict.outcome == "wrong" and "?" not in verdict.read


def verdict_on(scene: Sudoku, found: Comparison) -> Verdict:
    """The three checks on what was read, once the clues prove that it can be read."""
    given = np.array(scene.clues) > 0
    if not found.agrees.all() and found.doubtful[given].mean() > _DOUBT:
        return Verdict("unreadable", reason="the given digits cannot be read with confidence")
    if found.agrees[given].mean() < _KEPT:
        return LAYOUT_CHANGED
    right, wanted = int(found.agrees[~given].sum()), int((~given).sum())
    checks = {
        "clues_unchanged": bool(found.agrees[given].all()),
        "completed": right == wanted,
        "constraints_satisfied": _consistent(scene, found.digits),
    }
    return Verdict.of(
        checks,
        good=f"all {wanted} empty cells hold the right digit",
        read="\n".join(" ".join(map(_sign, row)) for row in found.digits.tolist()),
        overlay=_overlay(scene.n, found),
        clues_unchanged=f"given digits differ: {_listed(found, given)}",
        completed=f"{right} of {wanted} empty cells are right; not {_listed(found, ~given)}",
        constraints_satisfied="a digit stands twice in a row, column or box",
    )


def _consistent(scene: Sudoku, digits: npt.NDArray[np.int64]) -> bool:
    """Whether every row, column and box holds every digit."""
    n, (height, width) = scene.n, BOXES[scene.n]
    boxes = digits.reshape(n // height, height, -1, width).swapaxes(1, 2).reshape(n, n)
    whole = list(range(1, n + 1))
    return all(sorted(unit) == whole for unit in (*digits, *digits.T, *boxes))


def _sign(digit: int | np.integer[Any]) -> str:
    """A cell as it was read, in one character: empty ".", illegible "?"."""
    return {0: ".", -1: "?"}.get(int(digit), str(digit))


def _listed(found: Comparison, where: Flags) -> str:
    """The first few cells that do not agree, in words."""
    cells = [
        f"row {r + 1} column {c + 1} ({_sign(found.digits[r, c])})"
        for r, c in np.argwhere(~found.agrees & where)
    ]
    more = f" and {len(cells) - 3} more" if len(cells) > 3 else ""
    return ", ".join(cells[:3]) + more


def _overlay(n: int, found: Comparison) -> str:
    """Each digit as it was read, small in the corner of its cell: green if right, else red."""
    svg = Svg(background=None)
    lines, pitch = lines_of(n), SIDE / n
    for (r, c), digit in np.ndenumerate(found.digits):
        colour = "#15803d" if found.agrees[r, c] else "#dc2626"
        write(svg, n, (r, c), _sign(digit), size=0.4, shift=(0.36, -0.34), fill=colour)
        if not found.agrees[r, c]:
            svg.rect(lines[c], lines[r], pitch, pitch, fill="none", stroke=colour, stroke_width=2)
    return svg.body
