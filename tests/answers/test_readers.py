"""What each kind makes of final words: the value, or None where they leave a doubt."""

from typing import Any, cast

import pytest

from eyechart.answers import (
    MOVES,
    AnyAnswer,
    Cell,
    Choice,
    ChoiceSet,
    Grid,
    Integer,
    Kind,
    Matching,
    Number,
    Sequence,
    Word,
)

INTEGER = Integer(5, 0, 50)
CHOICE = Choice("B", ("A", "B", "C", "D"))
NINE = Choice("I", tuple("ABCDEFGHI"))
CHOICE_SET = ChoiceSet(("A", "C"), ("A", "B", "C", "D"))
CELL = Cell(3, 5, 7, 7)
MOVE = Sequence(("right", "down"), MOVES)
LETTERS = Sequence(("C", "A"), dict.fromkeys("ABCDE", ()))
NUMBERS = Sequence(("10", "2"), dict.fromkeys(map(str, range(1, 11)), ()))
PAIRS = Matching(("A", "B"), ("1", "2"), ("2", "1"))
MANY = Matching(("cat", "fir tree"), ("9", "10"), ("10", "9"))
GRID = Grid(((1, 2), (3, 4)))
WORD = Word("lamp")
NUMBER = Number(2.5, 0.1, 0, 10)
LENGTH = Number(2.5, 0.1, 0, 10, "m", {"cm": 0.01, "metres": 1.0})

CASES: list[tuple[AnyAnswer, str, Any]] = [
    (INTEGER, "5", 5),
    (INTEGER, "-5", -5),
    (INTEGER, "+5", 5),
    (INTEGER, "5.0", 5),
    (INTEGER, "1,234", 1234),
    (INTEGER, "12 cubes", 12),
    (INTEGER, "about: 12", 12),
    (INTEGER, "twelve", 12),
    (INTEGER, "Twenty-one", 21),
    (INTEGER, "twenty one cubes", 21),
    (INTEGER, "two hundred and five", 205),
    (INTEGER, "3 + 4 = 7", 7),
    (INTEGER, "7 (seven)", 7),
    (INTEGER, "5.5", None),
    (INTEGER, "50%", None),
    (INTEGER, "3 or 4", None),
    (INTEGER, "3-4", None),
    (INTEGER, "a = 3, b = 4", None),
    (INTEGER, "7 = 3 + 4", None),
    (INTEGER, "the one on the left", None),
    (INTEGER, "one of them", None),
    (INTEGER, "5^2", None),
    (INTEGER, "9" * 400, None),
    (INTEGER, "x5", None),
    (CHOICE, "B", "B"),
    (CHOICE, "b", "B"),
    (CHOICE, "(b).", "B"),
    (CHOICE, "B. the left one", "B"),
    (CHOICE, "Option b", "B"),
    (CHOICE, "the correct option is B", "B"),
    (CHOICE, "it is figure B", "B"),
    (CHOICE, "A cat, so B", "B"),
    (CHOICE, "A", "A"),
    (CHOICE, "A is right", "A"),
    (CHOICE, "B, because A is too long", None),
    (CHOICE, "A or B", None),
    (CHOICE, "B or a", None),
    (CHOICE, "A and C", None),
    (CHOICE, "AB", None),
    (CHOICE, "A cat", None),
    (CHOICE, "E", None),
    (NINE, "I think it is C", "C"),
    (NINE, "I see a cat", None),
    (NINE, "I", "I"),
    (CHOICE_SET, "A, C", ("A", "C")),
    (CHOICE_SET, "CA", ("A", "C")),
    (CHOICE_SET, "a and c", ("A", "C")),
    (CHOICE_SET, "options (A) and (C)", ("A", "C")),
    (CHOICE_SET, "B", ("B",)),
    (CHOICE_SET, "A or C", None),
    (CHOICE_SET, "A-C", None),
    (CHOICE_SET, "bad", None),
    (CHOICE_SET, "A, E", None),
    (CHOICE_SET, "all", None),
    (CELL, "(3, 5)", (3, 5)),
    (CELL, "3,5", (3, 5)),
    (CELL, "row 3, column 5", (3, 5)),
    (CELL, "3rd row 5th column", (3, 5)),
    (CELL, "third row, fifth column", (3, 5)),
    (CELL, "the fifth column of the third row", (3, 5)),
    (CELL, "row three, column five", (3, 5)),
    (CELL, "row 3 from the top, column 5 from the left", (3, 5)),
    (CELL, "(3, 5), that is row 3 and column 5", (3, 5)),
    (CELL, "(column, row) = (5, 3)", (3, 5)),
    (CELL, "r3c5", (3, 5)),
    (CELL, "3 x 5", (3, 5)),
    (CELL, "(row, column)", None),
    (CELL, "row 3", None),
    (CELL, "(3, 5) or (3, 6)", None),
    (CELL, "row 3 from the bottom, column 5", None),
    (CELL, "x = 5, y = 3", None),
    (CELL, "(2, 4) (0-indexed)", None),
    (CELL, "3.5", None),
    (CELL, "row 3, row 4, column 5", None),
    (MOVE, "right, right, down", ("right", "right", "down")),
    (MOVE, "R R D", ("right", "right", "down")),
    (MOVE, "r, r, d", ("right", "right", "down")),
    (MOVE, "RRD", ("right", "right", "down")),
    (MOVE, "East then South", ("right", "down")),
    (MOVE, "→→↓", ("right", "right", "down")),
    (MOVE, "right → right → down", ("right", "right", "down")),
    (MOVE, "2 right, 1 down", ("right", "right", "down")),
    (MOVE, "right 2, down 1", ("right", "right", "down")),
    (MOVE, "right x2, down (1)", ("right", "right", "down")),
    (MOVE, "1. right\n2. down", ("right", "down")),
    (MOVE, "(1) right (2) down", ("right", "down")),
    (MOVE, "Step 1: right, step 2: down", ("right", "down")),
    (MOVE, "move right and then down", ("right", "down")),
    (MOVE, "right, ..., down", None),
    (MOVE, "right 2, down", None),
    (MOVE, "right or down", None),
    (MOVE, "well", None),
    (MOVE, "null", None),
    (MOVE, "up, down, left, right", None),
    (MOVE, "99999 right, 99999 down", None),
    (LETTERS, "C, A, D", ("C", "A", "D")),
    (LETTERS, "CAD", ("C", "A", "D")),
    (LETTERS, "c a d", ("C", "A", "D")),
    (LETTERS, "C, F", None),
    (NUMBERS, "10, 2", ("10", "2")),
    (NUMBERS, "10 -> 2 -> 10", ("10", "2", "10")),
    (NUMBERS, "10, 11", None),
    (PAIRS, "A-2, B-1", (("A", "2"), ("B", "1"))),
    (PAIRS, "b1 a2", (("A", "2"), ("B", "1"))),
    (PAIRS, "A2B1", (("A", "2"), ("B", "1"))),
    (PAIRS, "2: A; 1: B", (("A", "2"), ("B", "1"))),
    (PAIRS, "A goes to 2 and B leads to 1", (("A", "2"), ("B", "1"))),
    (PAIRS, "1. A-2\n2. B-1", (("A", "2"), ("B", "1"))),
    (PAIRS, "| A | 2 |\n| B | 1 |", (("A", "2"), ("B", "1"))),
    (PAIRS, "[('A', 2), ('B', 1)]", (("A", "2"), ("B", "1"))),
    (PAIRS, "A-2", None),
    (PAIRS, "A-2, A-1", None),
    (PAIRS, "A-2, B-3", None),
    (PAIRS, "A-2, B-1, C-3", None),
    (PAIRS, "A-2, B-1 or B-2", None),
    (PAIRS, "A-2, ..., B-1", None),
    (PAIRS, "AB21", None),
    (MANY, "cat-10, fir tree-9", (("cat", "10"), ("fir tree", "9"))),
    (MANY, "Fir tree: 9\nCat: 10", (("cat", "10"), ("fir tree", "9"))),
    (MANY, "cat10, fir tree9", None),
    (MANY, "caterpillar-10, fir tree-9", None),
    (GRID, "1 2\n3 4", ((1, 2), (3, 4))),
    (GRID, "12\n34", ((1, 2), (3, 4))),
    (GRID, "[[1, 2], [3, 4]]", ((1, 2), (3, 4))),
    (GRID, "1 2; 3 4", ((1, 2), (3, 4))),
    (GRID, "+---+---+\n| 1 | 2 |\n+---+---+\n| 3 | 4 |\n+---+---+", ((1, 2), (3, 4))),
    (GRID, "Row 1: 1 2\nRow 2: 3 4", ((1, 2), (3, 4))),
    (GRID, "1 2\n\n3 4", ((1, 2), (3, 4))),
    (GRID, "1 2\n3", None),
    (GRID, "1 2\n3 x", None),
    (GRID, "10 2\n3 4", None),
    (GRID, "1 2\n? 4", None),
    (WORD, "Lamp", "lamp"),
    (WORD, '"lamp".', "lamp"),
    (WORD, "the word is 'lamp'", "lamp"),
    (WORD, "it says LAMP", "lamp"),
    (WORD, "L-A-M-P", "lamp"),
    (WORD, "l a m p", "lamp"),
    (WORD, "lamp or lump", None),
    (WORD, "two words", None),
    (WORD, "Answer", None),
    (WORD, "42", None),
    (NUMBER, "2.5", 2.5),
    (NUMBER, ".5", 0.5),
    (NUMBER, "-2.5", -2.5),
    (NUMBER, "5/2", 2.5),
    (NUMBER, "2.5e1", 25.0),
    (NUMBER, "2.5 x 10^1", 25.0),
    (NUMBER, "1,234.5", 1234.5),
    (NUMBER, "two", 2.0),
    (NUMBER, "about 2.5 of them", 2.5),
    (NUMBER, "2.5 ± 0.1", 2.5),
    (NUMBER, "5 / 0", None),
    (NUMBER, "5/0", None),
    (NUMBER, "2,5", None),
    (NUMBER, "2 or 3", None),
    (NUMBER, "50%", None),
    (NUMBER, "1.2.3", None),
    (LENGTH, "2.5", 2.5),
    (LENGTH, "2.5 m", 2.5),
    (LENGTH, "2.5m", 2.5),
    (LENGTH, "250 cm", 2.5),
    (LENGTH, "2.5 metres", 2.5),
    (LENGTH, "2.5 km", None),
]


@pytest.mark.parametrize(("answer", "words", "value"), CASES)
def test_read(answer: AnyAnswer, words: str, value: Any) -> None:
    read = cast(Kind[Any], answer).read(f"\\boxed{{{words}}}")
    assert read == (pytest.approx(value) if isinstance(value, float) else value)


@pytest.mark.parametrize(
    ("answer", "reply", "value"),
    [
        (CHOICE, "I think it is not B but C", None),
        (CHOICE, "It isn't A. The answer is B", "B"),
        (CHOICE, "Maybe B, or D?", None),
        (CHOICE, "row \\boxed{B} and \\boxed{C}", None),
        (INTEGER, "The answer is 5. Wait, actually 6.", None),
        (INTEGER, "The answer is 5.\n\nWait, no. The answer is 6.", 6),
        (INTEGER, "I can't tell, perhaps 5", None),
        (CELL, "row \\boxed{3}, column \\boxed{5}", None),
        (CHOICE_SET, "\\boxed{A}, \\boxed{C}", ("A", "C")),
        (PAIRS, "Answer: A-2, B-1\n\nB ends at 1, which is not easy to see.", PAIRS.truth),
        (PAIRS, "A ends at 2 because it turns left at once, and B ends at 1.", None),
        (GRID, "Final answer:\n1 2\n3 4\n\nAll rows and columns differ.", GRID.truth),
        (GRID, "The first row is 1 2 and the second is 3 4.", None),
        (MOVE, "Answer: right, down. That is the shortest way.", None),
    ],
)
def test_read_in_a_reply(answer: AnyAnswer, reply: str, value: Any) -> None:
    assert cast(Kind[Any], answer).read(reply) == value


def test_order_counts_only_where_it_should() -> None:
    assert MOVE.parse("down, right") != MOVE.truth
    assert CHOICE_SET.parse("C, A") == CHOICE_SET.truth
    assert PAIRS.parse("B-1, A-2") == PAIRS.truth


def test_numbers_are_right_within_their_tolerance() -> None:
    assert NUMBER.matches(2.6) and NUMBER.matches(2.4)
    assert not NUMBER.matches(2.61) and not NUMBER.matches(2.39)
    assert NUMBER.chance() == pytest.approx(0.02)


def test_chance_is_one_over_the_number_of_answers() -> None:
    assert CHOICE_SET.chance() == pytest.approx(1 / 15)
    assert PAIRS.chance() == pytest.approx(1 / 2)
    assert Word("cat", ("cat", "dog")).chance() == pytest.approx(1 / 2)
    assert CELL.chance() == pytest.approx(1 / 49)
