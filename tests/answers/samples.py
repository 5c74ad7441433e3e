"""Answers of every kind, fixed and random, and the shapes in which models wrap them."""

from random import Random

from hypothesis import strategies as st

from eyechart.answers import (
    MOVES,
    AnyAnswer,
    Cell,
    Choice,
    ChoiceSet,
    Grid,
    Integer,
    IntegerList,
    Matching,
    Number,
    Sequence,
    Word,
)

LETTERS = tuple("ABCDEFGH")
FIGURES = ("boat", "cat", "fir tree", "house", "key", "snail", "umbrella")

ANSWERS: tuple[AnyAnswer, ...] = (
    Integer(12, 0, 60),
    Integer(0, 0, 9),
    IntegerList((5, 12, 5, 3), 2, 20),
    IntegerList((14, 9, 9, 4, 2), 2, 40, "from the largest to the smallest", any_order=True),
    Choice("C", LETTERS[:4]),
    Choice("A", LETTERS[:4]),
    ChoiceSet(("B", "D"), LETTERS[:5]),
    Cell(3, 5, 7, 7),
    Cell(11, 4, 14, 14),
    Sequence(("right", "right", "down", "left", "down"), MOVES),
    Sequence(("C", "A", "B", "A"), dict.fromkeys("ABC", ()), "letters"),
    Sequence(("3", "1", "10"), {str(n): () for n in range(1, 12)}, "numbers"),
    Matching(("A", "B", "C"), ("1", "2", "3"), ("3", "1", "2")),
    Matching(("boat", "cat", "fir tree"), ("10", "11", "9"), ("9", "10", "11")),
    Grid(((1, 2, 3, 4), (3, 4, 1, 2), (2, 1, 4, 3), (4, 3, 2, 1))),
    Grid(((0, 7), (7, 0), (5, 5)), free=6),
    Word("lantern"),
    Word("cat", ("cat", "car", "cot")),
    Number(3.25, 0.05, 0.0, 10.0),
    Number(1.5, 0.01, 0.0, 3.0, "m", {"cm": 0.01, "metres": 1.0}),
)

SHAPES = {
    "boxed": "\\boxed{%s}",
    "boxed in dollars": "So it must be $\\boxed{%s}$.",
    "boxed with spaces": "\\boxed {  %s  }",
    "boxed text": "The answer is \\boxed{\\text{%s}}.",
    "boxed bold": "**\\boxed{\\mathbf{%s}}**",
    "boxed in a box": "\\boxed{\\boxed{%s}}",
    "boxed twice": "First \\boxed{%s}, and so, in the end:\n\n\\boxed{%s}",
    "boxed again": "At first I thought \\boxed{42}. On a second look: \\boxed{%s}",
    "boxed after thinking": "<think>Perhaps \\boxed{42}? No.</think>\n\\boxed{%s}",
    "boxed after open thinking": "Perhaps \\boxed{7}...\n</think>\n\n\\boxed{%s}",
    "token box": "I see.<|begin_of_box|>%s<|end_of_box|>",
    "answer tag": "<reasoning>So far.</reasoning><answer> %s </answer>",
    "stated": "I looked closely.\nThe final answer is %s",
    "stated bold": "I looked closely.\n\n**Final answer:** %s",
    "stated bolder": "I looked closely.\n\n**Answer: %s**",
    "stated after thinking": "<think>The answer is 42, or not.</think>\nAnswer: %s",
    "stated in dollars": "The correct answer is: $%s$",
    "heading": "Some prose on what is seen.\n\n### Final Answer\n\n%s",
    "alone": "%s",
    "alone after thinking": "<think>\nLong thoughts.\n</think>\n\n%s",
}
"""How models wrap their final words; "%s" stands for these."""


def shaped(shape: str, words: str) -> str | None:
    """The words in this shape; None where nobody would write them so."""
    several = "\n" in words
    latex = shape in ("boxed text", "boxed bold", "boxed in dollars", "stated in dollars")
    if several and (latex or shape.startswith("stated")):
        return None
    if "$" in words and latex:
        return None
    return SHAPES[shape].replace("%s", words)


@st.composite
def answers(draw: st.DrawFn) -> AnyAnswer:
    """An answer of any kind."""
    rng = Random(draw(st.integers(0, 2**32)))
    kind = draw(st.integers(0, 9))
    options = LETTERS[: rng.randint(3, 8)]
    if kind == 0:
        return Integer(rng.randint(0, 2000), 0, 2000)
    if kind == 1:
        return Choice(rng.choice(options), options)
    if kind == 2:
        return ChoiceSet(tuple(rng.sample(options, rng.randint(1, len(options) - 1))), options)
    if kind == 3:
        return Cell(rng.randint(1, 30), rng.randint(1, 30), 30, 30)
    if kind == 4:
        moves = tuple(rng.choice(sorted(MOVES)) for _ in range(rng.randint(1, 30)))
        return Sequence(moves, MOVES)
    if kind == 5:
        count = rng.randint(2, 6)
        left = LETTERS[:count] if rng.random() < 0.5 else FIGURES[:count]
        right = tuple(str(n) for n in range(8, 8 + count))
        return Matching(left, right, tuple(rng.sample(right, count)))
    if kind == 6:
        rows, columns = rng.randint(2, 9), rng.randint(2, 9)
        return Grid(tuple(tuple(rng.randint(0, 9) for _ in range(columns)) for _ in range(rows)))
    if kind == 7:
        return Word("".join(rng.choice("abcdefghijklmnoprstuvw") for _ in range(rng.randint(3, 9))))
    if kind == 8:
        numbers = tuple(rng.randint(2, 40) for _ in range(rng.randint(2, 12)))
        return IntegerList(numbers, 2, 40, any_order=rng.random() < 0.5)
    return Number(round(rng.uniform(0.1, 90), rng.randint(0, 3)), 0.02, 0.0, 100.0)
