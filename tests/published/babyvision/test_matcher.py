"""The rule matcher: every form of answer, paraphrased, half right, echoed, hedged."""

import pytest

from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.golds import gold_of
from eyechart.published.babyvision.matcher import decide
from eyechart.published.babyvision.positions import row_first

RC = "Which one differs? Answer as (a,b), the a-th row from the top and the b-th column."
CR = "Which one differs? Give (x,y): it stands in the x-th column and the y-th row."
EXAMPLE = "Give its coordinate; the 2nd column in the 1st row is written (1,2)."
MATCH = "Who meets whom? The answer should be similar to A-W,B-X,C-Y,D-Z."


def ask(
    subtype: str, gold: str, text: str = "How many?", options: tuple[str, ...] = ()
) -> Question:
    return Question(id=1, subtype=subtype, text=text, options=options, gold=gold)


RIGHT, WRONG, DOUBT = True, False, None
CHOICE = ("3", "4", "5")
PICTURES = ("A", "B", "C", "D")

CASES = [
    # choices: letter, text, both; several and none are wrong
    ("2D Pattern Completion", "B", "", CHOICE, "B", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "(b)", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "\\text{B}", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "**B**.", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "(B) 4", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "4", RIGHT),
    ("2D Pattern Completion", "B", "", CHOICE, "3", WRONG),
    ("2D Pattern Completion", "B", "", CHOICE, "Option C", WRONG),
    ("2D Pattern Completion", "B", "", CHOICE, "A or B", WRONG),
    ("2D Pattern Completion", "B", "", CHOICE, "A, B", WRONG),
    ("2D Pattern Completion", "B", "", CHOICE, "none of them", WRONG),
    ("2D Pattern Completion", "B", "", CHOICE, "", WRONG),
    ("3D Views", "A", "", PICTURES, "A", RIGHT),
    ("3D Views", "A", "", PICTURES, "Figure A", RIGHT),
    ("3D Views", "A", "", PICTURES, "The answer is A.", RIGHT),
    ("3D Views", "D", "", PICTURES, "a", WRONG),
    ("3D Views", "B", "", ("B", "A", "C"), "B", DOUBT),  # its letter, or its text?
    # whole numbers
    ("Count Clusters", "7", "", (), "7", RIGHT),
    ("Count Clusters", "7", "", (), "7.", RIGHT),
    ("Count Clusters", "7", "", (), "7.0", RIGHT),
    ("Count Clusters", "7", "", (), "seven", RIGHT),
    ("Count Clusters", "7", "", (), "$7$", RIGHT),
    ("Count Clusters", "7", "", (), "\\text{7 animals}", RIGHT),
    ("Count Clusters", "7", "", (), "There are 7 animals", RIGHT),
    ("Count Clusters", "7", "", (), "x = 7", RIGHT),
    ("Count Clusters", "7", "", (), "3 + 4 = 7", RIGHT),
    ("Count Clusters", "7", "", (), "7 (4 red and 3 blue)", RIGHT),
    ("Count Clusters", "7", "", (), "17", WRONG),
    ("Count Clusters", "7", "", (), "6 or 7", WRONG),
    ("Count Clusters", "7", "", (), "6-7", WRONG),
    ("Count Clusters", "7", "", (), "7, 8", WRONG),
    ("Count Clusters", "7", "", (), "-7", WRONG),
    ("Count Clusters", "7", "", (), "Answer", WRONG),
    ("Count Clusters", "7", "", (), "cannot be determined", WRONG),
    ("Count 3D blocks", "21", "", (), "twenty-one", RIGHT),
    # lists in order
    ("Lines Observation", "9,7,5,4,3", "", (), "9, 7, 5, 4, 3", RIGHT),
    ("Lines Observation", "9,7,5,4,3", "", (), "[9;7;5;4;3]", RIGHT),
    ("Lines Observation", "9,7,5,4,3", "", (), "9 7 5 4 3", RIGHT),
    ("Lines Observation", "9,7,5,4,3", "", (), "9-7-5-4-3", RIGHT),
    ("Lines Observation", "9,7,5,4,3", "", (), "1: 9, 2: 7, 3: 5, 4: 4, 5: 3", RIGHT),
    ("Count Same Patterns", "4,6,2", "", (), "hearts: 4, stars: 6, moons: 2", RIGHT),
    ("Count Same Patterns", "4,6,2", "", (), "462", RIGHT),
    ("Lines Observation", "9,7,5,4,3", "", (), "9, 7, 5, 4", WRONG),
    ("Lines Observation", "9,7,5,4,3", "", (), "3, 4, 5, 7, 9", WRONG),
    ("Lines Observation", "9,7,5,4,3", "", (), "9, 7, 5, 4, 4", WRONG),
    ("Paper Folding", "12,16", "", (), "12 and 16", RIGHT),
    # sets
    ("Find the same", "3,8", "", (), "8, 3", RIGHT),
    ("Find the same", "3,8", "", (), "3 and 8", RIGHT),
    ("Find the same", "3,8", "", (), "Figures 3 and 8 are identical", RIGHT),
    ("Find the same", "3,8", "", (), "3", WRONG),
    ("Find the same", "3,8", "", (), "3, 7", WRONG),
    ("Find the same", "B-F", "", (), "F and B", RIGHT),
    ("Find the same", "B,F", "", (), "BF", RIGHT),
    ("Find the same", "(1,2),(3,4)", "", (), "(3, 4) and (1, 2)", RIGHT),
    ("Find the same", "(1,2),(3,4)", "", (), "(1,3),(2,4)", WRONG),
    ("Reconstruction", "1,4,5", "", (), "1, 5, 4", RIGHT),
    ("3D Cube Unfold", "AC", "", (), "A, C", RIGHT),
    ("3D Cube Unfold", "A,C", "", (), "CA", RIGHT),
    ("3D Cube Unfold", "A,C", "", (), "A and C", RIGHT),
    ("3D Cube Unfold", "A,C", "", (), "\\{A, C\\}", RIGHT),
    ("3D Cube Unfold", "AC", "", (), "A", WRONG),
    ("3D Cube Unfold", "AC", "", (), "A, B, C", WRONG),
    ("3D Cube Unfold", "1,3,6", "", (), "1,3,6", RIGHT),
    ("Find the shadow", "D", "", (), "D", RIGHT),
    ("Find the shadow", "D", "", (), "Shadow D", RIGHT),
    ("Find the shadow", "D", "", (), "B", WRONG),
    # characters in order
    ("Recognize numbers and letters", "N,V,S,Z", "", (), "NVSZ", RIGHT),
    ("Recognize numbers and letters", "N,V,S,Z", "", (), "N V S Z", RIGHT),
    ("Recognize numbers and letters", "N,V,S,Z", "", (), "n, v, s, z", RIGHT),
    ("Recognize numbers and letters", "N,V,S", "", (), "teal: N, green: V, blue: S", RIGHT),
    ("Recognize numbers and letters", "N,V,S,Z", "", (), "N, S, V, Z", WRONG),
    ("Recognize numbers and letters", "N,V,S,Z", "", (), "N, V, S", WRONG),
    ("Recognize numbers and letters", "2,4,7", "", (), "247", RIGHT),
    # pairs
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A-3, B-1, C-2", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "C-2, B-1, A-3", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A→3; B→1; C→2", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "(A, 3), (B, 1), (C, 2)", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A3, B1, C2", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "3-A, 1-B, 2-C", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A matches 3, B matches 1, C matches 2", RIGHT),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A-3, B-1", WRONG),
    ("Connect the lines", "A-3,B-1,C-2", MATCH, (), "A-1, B-3, C-2", WRONG),
    ("Connect the lines", "A-Y,B-W,C-X,D-Z", MATCH, (), "A-W,B-X,C-Y,D-Z", WRONG),  # the example
    ("Find the shadow", "1-4,2-3,3-1,4-2", MATCH, (), "1-4, 2-3, 3-1, 4-2", RIGHT),
    ("Find the shadow", "1-4,2-3,3-1,4-2", MATCH, (), "4-1, 3-2, 1-3, 2-4", WRONG),
    ("Mirroring Patterns", "1-4,2-6,3-5", MATCH, (), "4-1, 6-2, 5-3", RIGHT),
    ("Connect the lines", "cat-fish, dog-bone", MATCH, (), "Dog - bone, cat - fish", RIGHT),
    ("Connect the lines", "cat-fish, dog-bone", MATCH, (), "cat-bone, dog-fish", WRONG),
    ("Connect the lines", "cat-fish, dog-bone", MATCH, (), "cat-salmon, dog-bone", DOUBT),
    # positions
    ("Find the different", "(3,8)", RC, (), "(3,8)", RIGHT),
    ("Find the different", "(3,8)", RC, (), "3,8", RIGHT),
    ("Find the different", "(3,8)", RC, (), "Row 3, Column 8", RIGHT),
    ("Find the different", "(3,8)", RC, (), "3rd row, 8th column", RIGHT),
    ("Find the different", "(3,8)", RC, (), "Column 8, Row 3", RIGHT),
    ("Find the different", "(3,8)", RC, (), "the eighth one in the third row", RIGHT),
    ("Find the different", "(3,8)", RC, (), "(8,3)", WRONG),
    ("Find the different", "(3,8)", RC, (), "Row 8, Column 3", WRONG),
    ("Find the different", "(3,8)", RC, (), "(x,y)", WRONG),
    ("Find the different", "(3,8)", RC, (), "(3,8) or (3,9)", WRONG),
    ("Find the different", "(3,8)", RC, (), "the 8th in row 3", RIGHT),
    ("Find the different", "(3,8)", RC, (), "number 8 of row 3", RIGHT),
    ("Find the different", "10,6", RC, (), "(10, 6)", RIGHT),
    ("Find the different", "3-8", RC, (), "(3,8)", RIGHT),
    ("Find the different", "Row 3 Column 18", RC, (), "\\text{Row } 3 \\text{ Column } 18", RIGHT),
    ("Find the different", "Row 3 Column 18", RC, (), "(3, 18)", RIGHT),
    ("Find the different", "Row 3 Column 18", RC, (), "Row 3 Column 16", WRONG),
    ("Find the different", "(8,3)", CR, (), "Row 3, Column 8", RIGHT),
    ("Find the different", "(8,3)", CR, (), "(8,3)", RIGHT),
    ("Find the different", "(6,10)", EXAMPLE, (), "row 6, column 10", RIGHT),
    ("Find the shadow", "Second row third", "Where?", (), "Row 2, column 3", RIGHT),
    ("Find the shadow", "Second row third", "Where?", (), "the third one in the second row", RIGHT),
    ("Find the shadow", "Second row third", "Where?", (), "(2,3)", RIGHT),
    ("Find the shadow", "Second row third", "Where?", (), "third row second", WRONG),
    ("Find the shadow", "Third column, first one", "Where?", (), "row 1, column 3", RIGHT),
    ("Find the shadow", "Second row third", "Where?", (), "bottom right", DOUBT),
    ("Find the shadow", "The first one in row 2, the third one in row 1", "", (), "2", DOUBT),
    # signs and equations
    ("Count Clusters", "<", "", (), "<", RIGHT),
    ("Count Clusters", "<", "", (), "\\lt", RIGHT),
    ("Count Clusters", "<", "", (), "less than", RIGHT),
    ("Count Clusters", ">", "", (), "12 > 9", RIGHT),
    ("Count Clusters", "<", "", (), ">", WRONG),
    ("Count Clusters", "<", "", (), "=", WRONG),
    ("Count Clusters", "9\u22124=5", "", (), "9 - 4 = 5", RIGHT),
    ("Count Clusters", "9\u22124=5", "", (), "9-4=5", RIGHT),
    ("Count Clusters", "9\u22124=5", "", (), "8-4=4", WRONG),
    ("Count Clusters", "2+3=5", "", (), "3+2=5", DOUBT),
    # words
    ("Connect the lines", "LION", "", (), "lion", RIGHT),
    ("Connect the lines", "LION", "", (), "L-I-O-N", RIGHT),
    ("Connect the lines", "APPLE", "", (), "A P P L E", RIGHT),
    ("Connect the lines", "LION", "", (), "the word \"LION\"", RIGHT),
    ("Connect the lines", "LION", "", (), "lions", WRONG),
    ("Connect the lines", "A-3,B-1", MATCH, (), "A is joined with 3; B with 1", RIGHT),
    ("Connect the lines", "A-3,B-1", MATCH, (), "A3B1", RIGHT),
    ("Find the different", "(3,8)", RC, (), "(column, row) = (8, 3)", RIGHT),
    ("Connect the lines", "LION", "", (), "tiger", WRONG),
    ("Connect the lines", "LION", "", (), "the lion cub", DOUBT),
    ("Find the same", "3-X.", "", (), "3-X", RIGHT),
]  # fmt: skip


@pytest.mark.parametrize(("subtype", "gold", "text", "options", "answer", "right"), CASES)
def test_decisions(
    subtype: str, gold: str, text: str, options: tuple[str, ...], answer: str, right: bool | None
) -> None:
    decision = decide(ask(subtype, gold, text, options), answer)
    assert decision.right is right, (decision, gold_of(gold, subtype, text))


def test_which_of_two_numbers_is_the_row() -> None:
    assert row_first(RC) and row_first(EXAMPLE) and row_first("Where?")
    assert not row_first(CR)
    assert not row_first("As (column, row).") and not row_first(
        "(x, y): x is the column, y the row"
    )
    assert row_first("(a,b), where a represents the row and b represents the column")
