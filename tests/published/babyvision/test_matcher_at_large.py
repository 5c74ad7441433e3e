"""The rule matcher against every paraphrase and near miss that our own answer kinds know."""

from collections.abc import Iterator
from random import Random

import pytest

from eyechart.answers import Cell, Choice, ChoiceSet, Integer, Matching, Sequence, Word
from eyechart.published.babyvision import Question, decide, read_reply

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
REPLIES = (
    "\\boxed{%s}",
    "So the answer is \\boxed{%s}.",
    "\\boxed{\\text{%s}}",
    "**Final Answer:** %s",
    "After looking closely.\n\nAnswer: %s",
)


def cases(rng: Random) -> Iterator[tuple[Question, list[str], list[str]]]:
    """(question, right answers, wrong ones), one of each form."""
    n = rng.randint(2, 40)
    whole = Integer(n, 0, 50)
    yield asked("Count Clusters", str(n)), list(whole.paraphrases()), list(whole.near_misses())
    options = tuple("ABCDEF"[: rng.randint(2, 6)])
    choice = Choice(rng.choice(options), options)
    question = asked("3D Views", choice.value, options=tuple(f"view {i}" for i in options))
    yield question, list(choice.paraphrases()), list(choice.near_misses())
    subset = ChoiceSet(tuple(sorted(rng.sample("ABCDEF", 3))), tuple("ABCDEF"))
    gold = rng.choice(("", ",", ", ")).join(subset.values)
    yield asked("3D Cube Unfold", gold), list(subset.paraphrases()), list(subset.near_misses())
    row, column = rng.randint(1, 15), rng.randint(1, 15)
    cell = Cell(row, column, 15, 15)
    forms = ("({},{})", "{},{}", "({}, {})", "Row {} Column {}", "{}-{}")
    gold = rng.choice(forms).format(row, column)
    yield asked("Find the different", gold), list(cell.paraphrases()), list(cell.near_misses())
    right = [str(i + 1) for i in range(rng.randint(2, 6))]
    partners = rng.sample(right, len(right))
    pairs = Matching(tuple("ABCDEF"[: len(right)]), tuple(right), tuple(partners))
    gold = ",".join(map("-".join, zip(pairs.left, partners, strict=True)))
    yield asked("Connect the lines", gold), list(pairs.paraphrases()), list(pairs.near_misses())
    row_of = Sequence(
        tuple(rng.choices(LETTERS, k=4)), {c: (c.lower(),) for c in LETTERS}, "letters"
    )
    question = asked("Recognize numbers and letters", ",".join(row_of.value))
    yield question, list(row_of.paraphrases()), list(row_of.near_misses())
    word = Word(rng.choice(("LION", "APPLE", "RIVER")))
    yield asked("Connect the lines", word.value), list(word.paraphrases()), list(word.near_misses())


def asked(subtype: str, gold: str, options: tuple[str, ...] = ()) -> Question:
    return Question(id=1, subtype=subtype, text="Which?", gold=gold, options=options)


@pytest.mark.parametrize("seed", range(12))
def test_every_form(seed: int) -> None:
    rng = Random(f"matcher/{seed}")
    for question, right, wrong in cases(rng):
        for verdict, answers in ((True, right), (False, wrong)):
            for answer in answers:
                reply = rng.choice(REPLIES) % answer
                decision = decide(question, read_reply(question, reply).words)
                assert decision.right is verdict, (question.gold, reply, decision)


def test_answers_to_other_items_are_wrong() -> None:
    golds = ["A-3,B-1,C-2", "A-1,B-2,C-3", "9,7,5,4,3", "9,7,5,4,2", "AC", "AD", "7", "8", "(4,7)"]
    for gold in golds:
        for other in golds:
            subtype = "3D Cube Unfold" if gold.isalpha() else "Connect the lines"
            decision = decide(asked(subtype, gold), other)
            assert (decision.right is True) == (gold == other), (gold, other, decision)
