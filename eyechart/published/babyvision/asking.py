"""Ask a model the whole benchmark, three passes by default, and rule on the answers.

The runner is the one of all other runs: every attempt journalled, resumed by the same call, errors
recorded as such.  Records then become rows of the official files.  A drawing is not ruled on here:
that takes a judge (`judging.py`), since these pictures are not ours and hold no truth to test.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from eyechart.answers import AnyAnswer, Choice, Word
from eyechart.conditions import Ask
from eyechart.item import Item, Picture, Response, Verdict
from eyechart.published.babyvision.data import DrawingTask, Question
from eyechart.published.babyvision.matcher import decide, read_reply
from eyechart.published.babyvision.results import Row
from eyechart.published.babyvision.wording import OURS, Wording
from eyechart.run.asking import Judge
from eyechart.run.listing import Listed
from eyechart.run.record import Record
from eyechart.seeds import Key, digest_of

__all__ = [
    "DRAWING",
    "UNDERSTANDING",
    "answer_item",
    "drawing_asks",
    "drawing_item",
    "rows_of",
    "rule",
    "undecided",
    "understanding_asks",
]

UNDERSTANDING, DRAWING = "babyvision", "babyvision-gen"


def understanding_asks(
    questions: Sequence[Question], passes: int = 3, wording: Wording = OURS
) -> list[Listed]:
    """The understanding track, in the official order."""
    return [
        Listed(Ask(answer_item(q), "official", wording.ask(q), (q.picture,)), passes)
        for q in questions
    ]


def drawing_asks(
    tasks: Sequence[DrawingTask], rounds: int = 3, wording: Wording = OURS
) -> list[Listed]:
    """The drawing track, in the official order."""
    return [
        Listed(
            Ask(drawing_item(task), "official", wording.ask_drawing(task), (task.picture,), "draw"),
            rounds,
        )
        for task in tasks
    ]


def rule(questions: Sequence[Question], *, strict: bool = False) -> Judge:
    """What rules on a reply; `strict` extracts as the official code does."""
    return partial(_ruled, {q.id: q for q in questions}, strict)


def undecided(ask: Ask, response: Response) -> Verdict:
    """What the rule says of a drawing: whether there is one."""
    if response.pictures:
        return Verdict("unreadable", reason="no rule for these pictures: left to a judge")
    if response.refusal or response.finish == "content_filter":
        return Verdict("refused", reason=response.refusal or "stopped by a filter")
    return Verdict("unparsed", reason="no picture came back")


def rows_of(records: Sequence[Record], questions: Sequence[Question]) -> list[list[Row]]:
    """One list of rows a pass, in the order of the questions; passes not finished are shorter."""
    passes: dict[int, dict[int, Record]] = defaultdict(dict)
    for record in records:
        passes[record.repeat][record.key.index] = record
    return [
        [_row(q, passes[number][q.id]) for q in questions if q.id in passes[number]]
        for number in sorted(passes)
    ]


def _ruled(questions: dict[int, Question], strict: bool, ask: Ask, response: Response) -> Verdict:
    question = questions[ask.item.key.index]
    words, how = read_reply(question, response.text, strict=strict)
    cut = response.finish == "length"
    if how == "none" or (cut and how == "stated"):  # what was cut off had not come to its answer
        if response.refusal or response.finish == "content_filter":
            return Verdict("refused", reason=response.refusal or "stopped by a filter")
        return Verdict("truncated" if cut else "unparsed", reason="the reply has no answer")
    right, why = decide(question, words)
    if right is None:
        return Verdict("unreadable", reason=f"the rule abstains: {why}", read=words)
    return Verdict.of({"answer": right}, good=why, answer=why, read=words)


def _row(question: Question, record: Record) -> Row:
    verdict = record.verdict
    failed = verdict.outcome == "provider_error"
    return Row(
        id=question.id,
        subtype=question.subtype,
        question=record.prompt,
        reasoning=record.response.reasoning or None,
        reply=record.response.text,
        gold=question.gold,
        answer=verdict.read or None,
        right={"correct": True, "unreadable": None}.get(verdict.outcome, False),
        error=verdict.reason if failed else "",
        truncated=record.response.finish == "length",
    )


def answer_item(question: Question) -> Item:
    """The question as an item of the runner; its answer is judged by `rule`, not by itself."""
    answer: AnyAnswer = Word(question.gold)
    if question.options:
        answer = Choice(question.gold, question.letters)
    return Item(
        task=f"{UNDERSTANDING}@1",
        key=Key(f"{UNDERSTANDING}@1", 1, question.id),
        question=question.text,
        picture=Picture(data=question.picture),
        answer=answer,
        scene={"options": list(question.options), "subtype": question.subtype},
        skills=(question.category, question.subtype),
        digest=digest_of(f"{UNDERSTANDING}@1", (question.id, question.text, question.gold)),
    )


def drawing_item(task: DrawingTask) -> Item:
    """The task as an item of the runner."""
    return Item(
        task=f"{DRAWING}@1",
        key=Key(f"{DRAWING}@1", 1, task.id),
        question=task.prompt,
        picture=Picture(data=task.picture),
        answer=Word(""),
        scene={"subtype": task.subtype},
        skills=(task.category, task.subtype),
        digest=digest_of(f"{DRAWING}@1", (task.id, task.prompt)),
    )
