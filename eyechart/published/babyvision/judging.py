"""Let a model rule where the rule abstains, or on everything for the sake of comparison.

One call an answer (or drawing), in words of our own; the reply must be the one word True or False.
Anything else is recorded as no verdict and asked again, a few times; what still has none is counted
apart and, as the official scores have it, wrong.  Calls and their cost are known before they start.
"""

from collections.abc import Mapping, Sequence

from eyechart.conditions import Ask
from eyechart.item import Response, Verdict
from eyechart.judges.verdict_word import verdict_word
from eyechart.published.babyvision.asking import answer_item, drawing_item
from eyechart.published.babyvision.data import DrawingTask, Question
from eyechart.published.babyvision.results import DrawingRow, Row
from eyechart.run.listing import Listed
from eyechart.run.record import Record

__all__ = [
    "TRIES",
    "answer_asks",
    "drawing_verdict_asks",
    "judged_drawings",
    "judged_rows",
    "read_verdict",
]

TRIES = 3
"""How often a judge is asked for one verdict, until it gives one."""

_ANSWER = """\
You compare an answer with the known right answer to the same question.

Question:
{question}

Known right answer: {gold}
Answer to be judged: {answer}

Judge the meaning, not the form: other notation, order of a set, units or wording do not matter.
It must say everything that the right answer says and nothing that contradicts it. Do not solve the
question yourself. Reply with one word: True if the answer says the same as the right answer, False
if not."""

_DRAWING = """\
You are shown three pictures: first a puzzle, second the puzzle with the right solution drawn on
it, third somebody's attempt. The task was:
{prompt}

What counts: {criterion}
The attempt may be scaled, padded or drawn in another stroke. It is wrong if anything that counts
is missing, extra or elsewhere, or if the puzzle itself was altered. Reply with one word: True if
the attempt solves the task as the second picture does, False if not."""

_CRITERIA: dict[str, str] = {
    "Find the different": "the same position of the grid is marked",
    "Find the same": "all figures that are marked in the solution are marked, and no other",
    "Count Clusters": "the same number or sign is written, or the same marks are made",
    "Count Same Patterns": "exactly the same elements are marked, or the same number is written",
    "Maze": "the route is the same from beginning to end and crosses no wall",
    "Metro map": "the route runs along the same stations from beginning to end",
    "Connect the lines": "the same line is followed from end to end",
    "Recognize numbers and letters": "exactly the same characters are written, in the same places",
    "Count 3D blocks": "exactly the same number is written",
    "Reconstruction": "the same things are joined or marked",
}
_OPTION = "the same option is marked, and no other"


def answer_asks(
    passes: Sequence[Sequence[Row]], questions: Sequence[Question], *, everything: bool = False
) -> list[Listed]:
    """What a judge of answers is to be asked: where the rule abstained, or every answer."""
    known = {q.id: q for q in questions}
    return [
        Listed(
            Ask(answer_item(known[row.id]), f"pass {number}", _ANSWER.format(
                question=_with_options(known[row.id]), gold=_told(known[row.id]), answer=row.answer
            )),
        )
        for number, rows in enumerate(passes, 1)
        for row in rows
        if row.answer and (everything or row.right is None)
    ]  # fmt: skip


def drawing_verdict_asks(
    rounds: Sequence[Mapping[int, bytes]], tasks: Sequence[DrawingTask]
) -> list[Listed]:
    """What a judge of drawings is to be asked; `rounds` holds each round's pictures by item."""
    return [
        Listed(
            Ask(
                drawing_item(task),
                f"round {number}",
                _DRAWING.format(prompt=task.prompt, criterion=_CRITERIA.get(task.subtype, _OPTION)),
                (task.picture, task.reference, pictures[task.id]),
            ),
        )
        for number, pictures in enumerate(rounds, 1)
        for task in tasks
        if task.id in pictures and task.reference
    ]


def read_verdict(ask: Ask, response: Response) -> Verdict:
    """ "correct" and "wrong" are the judge's True and False; anything else is unparsed."""
    said = verdict_word(response.text)
    if said is None and response.finish == "length":
        return Verdict("truncated", reason="the judge was cut off before it gave a verdict")
    if said is None:
        return Verdict("unparsed", reason="the judge did not reply with True or False alone")
    return Verdict("correct" if said else "wrong", reason="the judge says so", read=str(said))


def judged_rows(
    passes: Sequence[Sequence[Row]], records: Sequence[Record]
) -> list[list[bool | None]]:
    """The judge's verdict for each row; None where it gave none or was not asked."""
    found = _verdicts(records, "pass")
    return [[found.get((number, row.id)) for row in rows] for number, rows in enumerate(passes, 1)]


def judged_drawings(
    rounds: int, tasks: Sequence[DrawingTask], records: Sequence[Record],
    pictures: Sequence[Mapping[int, bytes]],
) -> list[list[DrawingRow]]:  # fmt: skip
    """Rows of the official files: a missing picture is wrong, a missing verdict is None."""
    found = _verdicts(records, "round")
    return [
        [
            DrawingRow(
                id=task.id,
                subtype=task.subtype,
                right=found.get((number, task.id)) if task.id in pictures[number - 1] else False,
                error=None if task.id in pictures[number - 1] else "no picture came back",
                missing=task.id not in pictures[number - 1],
            )
            for task in tasks
        ]
        for number in range(1, rounds + 1)
    ]


def _verdicts(records: Sequence[Record], what: str) -> dict[tuple[int, int], bool]:
    """By pass and item; the first try that gave a verdict counts."""
    found: dict[tuple[int, int], bool] = {}
    for record in sorted(records, key=lambda record: record.repeat):
        if record.verdict.outcome in ("correct", "wrong") and record.condition.startswith(what):
            key = int(record.condition.rpartition(" ")[2]), record.key.index
            found.setdefault(key, record.verdict.correct)
    return found


def _with_options(question: Question) -> str:
    options = zip(question.letters, question.options, strict=True)
    return "\n".join([question.text, *(f"({letter}) {text}" for letter, text in options)])


def _told(question: Question) -> str:
    if not question.options:
        return question.gold
    text = question.options[question.letters.index(question.gold)]
    return f"{question.gold} ({text})"
