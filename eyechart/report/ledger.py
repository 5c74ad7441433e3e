"""The failure ledger: every outcome counted apart, with both denominators and examples."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, get_args

from eyechart.item import Outcome
from eyechart.report.safe import legible, shortened
from eyechart.run.record import Record

__all__ = ["OUTCOMES", "ErrorKind", "Example", "error_kinds"]

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_EXAMPLES, _SNIPPET = 2, 300


class Example(NamedTuple):
    record: Record
    reason: str
    snippet: str
    """The end of the reply, where an answer would stand."""


class ErrorKind(NamedTuple):
    """One outcome in which no answer could be judged."""

    outcome: Outcome
    times: int
    reasons: tuple[tuple[str, int], ...]
    """Reasons with how often each was given, commonest first."""
    examples: tuple[Example, ...]


def error_kinds(records: Sequence[Record]) -> tuple[ErrorKind, ...]:
    """Every outcome but correct and wrong that occurred."""
    kinds = []
    for outcome in OUTCOMES[2:]:
        found = [record for record in records if record.verdict.outcome == outcome]
        if not found:
            continue
        reasons = Counter(legible(record.verdict.reason[:_SNIPPET]) for record in found)
        examples: dict[str, Example] = {}
        for record in found:
            examples.setdefault(record.verdict.reason, _example(record))
        kinds.append(
            ErrorKind(
                outcome,
                len(found),
                tuple(reasons.most_common(5)),
                tuple(examples.values())[:_EXAMPLES],
            )
        )
    return tuple(kinds)


def _example(record: Record) -> Example:
    text = (record.response.text or record.response.refusal).strip()
    cut = "… " if len(text) > _SNIPPET else ""
    return Example(
        record, shortened(record.verdict.reason, _SNIPPET), cut + legible(text[-_SNIPPET:])
    )
