"""The rule matcher against generated replies: values x ways to write them x ways to wrap them.

Each way of writing is used for the right value and for wrong ones of the same form, so that a
reader who understands a notation too generously fails as one who does not understand it.
"""

from collections.abc import Callable, Iterator
from random import Random

import pytest

from eyechart.published.babyvision import Question
from tests.published.babyvision.test_replies import ruled

WRAPPERS = (
    "\\boxed{%s}", "$\\boxed{%s}$", "\\[\\boxed{%s}\\]", "The answer is \\boxed{%s}.",
    "\\boxed{\\text{%s}}", "\\boxed{\\mathbf{%s}}", "\\boxed{\\textbf{%s}}.", "\\boxed{Answer: %s}",
    "Looking closely, row by row.\n\n**Final Answer:** \\boxed{%s}\n\nI checked it twice.",
    "<think>\nMaybe \\boxed{0}? No.\n</think>\n\n\\boxed{%s}",
    "\\boxed{0} would be rash. \\boxed{%s}",
    "<|begin_of_box|>%s<|end_of_box|>", "<answer>%s</answer>", "<answer>\\boxed{%s}</answer>",
    "**Final Answer:** %s", "I compared them all.\n\nAnswer: %s",
    "Therefore, the answer is **%s**.",
    '{"reason": "I looked", "answer": "%s"}', "答案：%s", "\\boxed{ %s }", "### Final answer\n\n%s",
)  # fmt: skip
SETS = ("%s,%s,%s", "%s, %s, %s", "%s, %s and %s", "%s and %s and %s", "{%s, %s, %s}", "%s;%s;%s",
        "(%s), (%s), (%s)", "%s、%s、%s", "%s，%s，%s", "[%s, %s, %s]", "%s \\quad %s \\quad %s",
        "%s & %s & %s", "%s\\ %s\\ %s", "parts %s, %s and %s", "Options %s, %s, %s")  # fmt: skip
JOINTS = ("%s-%s", "%s - %s", "%s→%s", "%s \\to %s", "%s\\rightarrow %s", "%s: %s", "%s=%s",
          "(%s, %s)", "%s goes with %s", "%s –> %s", "%s\\leftrightarrow %s", "%s with %s",
          "[%s,%s]", "%s matches %s", "%s\\text{-}%s", "%s => %s", "%s—%s",
          "%s leads to %s")  # fmt: skip
GAPS = (", ", "; ", ",", " \\\\ ", "，", ",\\ ", " and ", ", and ", "\n", " , ", ",\\quad ")
PLACES = ("(%s,%s)", "(%s, %s)", "%s,%s", "Row %s, Column %s", "row %s column %s", "R%sC%s",
          "row %s, col %s", "(row %s, column %s)", "第%s行第%s列", "\\left(%s,\\,%s\\right)",
          "[%s, %s]", "Row: %s, Column: %s", "(row, column) = (%s, %s)",
          "row = %s, column = %s")  # fmt: skip
COLUMN_FIRST = ("column {c}, row {r}", "Column {c} of row {r}", "the {c}th column in row {r}")
NUMBERS = ("%s", "%s.", "%s things", "%s\\,\\text{things}", "there are %s", "n = %s", "%s.0",
           "(%s)", "2 + 3 + 4 = %s", "%s个", "Total: %s", "+%s",
           "%s (counted twice)")  # fmt: skip
LETTERS = (
    "%s",
    "(%s)",
    "%s.",
    "Option %s",
    "option %s",
    "%s)",
    "Choice %s",
    "[%s]",
    "选%s",
    "{%s}",
)

Case = tuple[Question, str, list[str]]
"""A question, the right answer in some writing, wrong ones in the same."""


def asked(subtype: str, gold: str, options: tuple[str, ...] = ()) -> Question:
    text = "Which? Write such as A-W,B-X,C-Y or (a,b), the a-th row and the b-th column."
    return Question(id=1, subtype=subtype, text=text, gold=gold, options=options)


def whole(rng: Random) -> Case:
    n, form = rng.randint(10, 60), rng.choice(NUMBERS)
    wrong = [form % m for m in (n + 1, n - 1, n * 10, n + 100)]
    return asked("Count 3D blocks", str(n)), form % n, wrong


def ordered(rng: Random) -> Case:
    values, form = rng.sample(range(10, 20), 3), rng.choice(SETS[:-2])
    wrong = [form % (b, a, c) for a, b, c in [values]] + [form % (*values[:2], values[2] + 10)]
    return asked("Count Same Patterns", ",".join(map(str, values))), form % tuple(values), wrong


def subset(rng: Random) -> Case:
    names = rng.choice((tuple("ABCDEF"), tuple("123456")))
    values, form = rng.sample(names, 3), rng.choice(SETS)
    other = next(name for name in names if name not in values)
    gold = rng.choice((",", ", ")).join(sorted(values))
    wrong = [form % (values[0], values[1], other), f"{values[0]}, {values[2]}", values[1]]
    return asked("3D Cube Unfold", gold), form % tuple(values), wrong


def sequence(rng: Random) -> Case:
    a, b, c = rng.sample("BCDEFGHJKLMNPQRSTUVWXYZ23456789", 3)
    form = rng.choice((*SETS[:-2], "%s%s%s", "red: %s, blue: %s, green: %s", "%s-%s-%s"))
    wrong = [form % (a, c, b), form % (b, a, c), f"{a}, {b}"]
    return asked("Recognize numbers and letters", f"{a},{b},{c}"), form % (a, b, c), wrong


def pairs(rng: Random) -> Case:
    """Letters with numbers, numbers with letters, letters with letters, numbers with numbers."""
    left, right = rng.choice((("ABC", "123"), ("123", "ABC"), ("ABC", "XYZ"), ("123", "456")))
    partners, joint, gap = rng.sample(right, 3), rng.choice(JOINTS), rng.choice(GAPS)
    together = list(zip(left, partners, strict=True))

    def written(some: list[tuple[str, str]]) -> str:
        return gap.join(joint % pair for pair in rng.sample(some, len(some)))

    turned = list(zip(left, [partners[1], partners[0], partners[2]], strict=True))
    around = list(zip(left, [*partners[1:], partners[0]], strict=True))
    gold = ",".join("-".join(pair) for pair in together)
    wrong = [written(turned), written(around), written(together[:2])]
    return asked("Connect the lines", gold), written(together), wrong


def named(rng: Random) -> Case:
    left, right = ("cat", "dog", "old man"), rng.sample(("fish", "bone", "red hat"), 3)
    joint, gap = rng.choice((*JOINTS[:7], "the %s gets the %s")), rng.choice(GAPS)

    def written(partners: list[str]) -> str:
        return gap.join(joint % pair for pair in zip(left, partners, strict=True))

    gold = ", ".join("-".join(pair) for pair in zip(left, right, strict=True))
    wrong = [written([right[1], right[0], right[2]]), written([*right[1:], right[0]])]
    return asked("Connect the lines", gold), written(right), wrong


def place(rng: Random) -> Case:
    r, c = rng.sample(range(4, 20), 2)
    gold = rng.choice(("(%s,%s)", "%s,%s", "Row %s Column %s", "%s-%s")) % (r, c)
    form: Callable[[int, int], str]
    if rng.random() < 0.3:
        words = rng.choice(COLUMN_FIRST)
        form = lambda a, b: words.format(r=a, c=b)  # noqa: E731
    else:
        pattern = rng.choice(PLACES)
        form = lambda a, b: pattern % (a, b)  # noqa: E731
    wrong = [form(c, r), form(r + 1, c), form(r, c - 1)]
    return asked("Find the different", gold), form(r, c), wrong


def letter(rng: Random) -> Case:
    letters = tuple("ABCD"[: rng.randint(3, 4)])
    right, form = rng.choice(letters), rng.choice(LETTERS)
    texts = rng.choice(
        (letters, tuple(f"Figure {i}" for i in letters), ("red", "blue", "grey", "pink"))
    )
    question = asked("3D Views", right, texts[: len(letters)])
    others = [one for one in letters if one != right]
    return question, form % right, [form % one for one in others] + [f"{right} or {others[0]}"]


def sign(rng: Random) -> Case:
    right, form = rng.choice("<>="), rng.choice(("%s", "a %s b", '"%s"', "left %s right", "( %s )"))
    return asked("Count Clusters", right), form % right, [form % x for x in "<>=" if x != right]


def equation(rng: Random) -> Case:
    b = rng.randint(2, 6)
    a = rng.randint(2 * b + 1, 15)
    form = rng.choice(("%s-%s=%s", "%s - %s = %s", "%s−%s=%s", "%s minus %s equals %s"))
    wrong = [form % (a, b + 1, a - b - 1), form % (a, a - b, b), str(a - b)]
    return asked("Count Clusters", f"{a}−{b}={a - b}"), form % (a, b, a - b), wrong


def word(rng: Random) -> Case:
    right, form = rng.choice(("RIVER", "CLOUD", "STONE")), rng.choice(("%s", '"%s"', "the word %s"))
    dress = rng.choice((str, str.lower, " ".join, "-".join, ", ".join))
    wrong = [right[::-1], right[:-1], right + "S", right[0] + right[2] + right[1] + right[3:]]
    return asked("Connect the lines", right), form % dress(right), [form % dress(x) for x in wrong]


FORMS = (whole, ordered, subset, sequence, pairs, named, place, letter, sign, equation, word)


def replies(rng: Random, form: Callable[[Random], Case]) -> Iterator[tuple[Question, str, bool]]:
    question, right, wrongs = form(rng)
    for answer in (right, *wrongs):
        as_json = not {'"', "\\", "\n"} & {*answer}
        wrapper = rng.choice([w for w in WRAPPERS if as_json or not w.startswith("{")])
        yield question, wrapper.replace("%s", answer), answer is right


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_every_way_to_say_it(form: Callable[[Random], Case]) -> None:
    rng = Random(f"replies/{form.__name__}")
    cases = [case for _ in range(250) for case in replies(rng, form)]
    missed = [
        (question.gold, reply, right, decision)
        for question, reply, right in cases
        if (decision := ruled(question, reply)).right is not right
    ]
    assert not missed, (len(missed), len(cases), missed[:5])
