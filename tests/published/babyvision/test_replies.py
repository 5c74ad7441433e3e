"""The rule matcher against replies of many models' habits, written down and judged by hand.

`replies.txt` holds them, by form of answer.  What a person calls right or wrong the rule must call
so, too; where it need not decide (marked "?"), it must not be wrong.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from eyechart.published.babyvision import Decision, Question, decide, read_reply

TABLE = Path(__file__).with_name("replies.txt").read_text("utf-8")
MARKS = {"+": (True,), "-": (False,), "?": (True, False, None)}


def groups() -> Iterator[tuple[Question, list[str]]]:
    for block in TABLE.partition("\n# ")[2].split("\n# "):
        heading, *lines = block.splitlines()
        subtype, gold, text, *options = (part.strip() for part in heading.split("|"))
        several = tuple(options[0].split(";")) if options else ()
        yield Question(id=1, subtype=subtype, gold=gold, text=text, options=several), lines


def ruled(question: Question, reply: str, *, strict: bool = False) -> Decision:
    words, how = read_reply(question, reply, strict=strict)
    return Decision(False, "no answer") if how == "none" else decide(question, words)


@pytest.mark.parametrize(
    ("question", "lines"), list(groups()), ids=lambda x: getattr(x, "gold", "")
)
def test_as_a_person_judges(question: Question, lines: list[str]) -> None:
    for line in lines:
        mark, reply = line[0], line[2:].replace("␤", "\n")
        decision = ruled(question, reply)
        assert decision.right in MARKS[mark], (reply, decision)


def test_the_table_is_large_and_mostly_decided() -> None:
    marks = [line[0] for _, lines in groups() for line in lines]
    assert len(marks) > 1700 and marks.count("?") < 0.005 * len(marks)


def test_strictly_nothing_but_the_last_box_counts() -> None:
    question = Question(id=1, subtype="Count Same Patterns", gold="4,6", text="How many?")
    assert ruled(question, "4: \\boxed{4}, \\boxed{6}").right
    assert not ruled(question, "\\boxed{4}, \\boxed{6}", strict=True).right
    assert not ruled(question, "The answer is 4,6.", strict=True).right
    assert ruled(question, "<think>\\boxed{1,1}</think>The answer is 4,6.").right
    assert not ruled(question, "<think>\\boxed{1,1}</think>The answer is 4,6.", strict=True).right


HOSTILE = ("\\boxed{", "{", "}", "(", "4, ", "and ", "or ", " ", "\n", "1. A\n", "A-1,", "=", "<",
           "不", "\\boxed{7} ", "row ", "not (", "<think>", "?", "1st ", "a->")  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_reply_is_slow_to_read(unit: str) -> None:
    begin = time.process_time()
    for question, _ in list(groups())[::8]:
        for reply in (unit * 2000, f"\\boxed{{{unit * 120}}}", f"Answer: {unit * 60}"):
            ruled(question, reply)
    assert time.process_time() - begin < 3
