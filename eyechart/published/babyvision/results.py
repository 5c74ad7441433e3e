"""The official result files of both tracks, read and written.

Understanding: `model_results_run_K.json`, one JSON list of records a pass.  Drawing: `eval.jsonl`,
one record a line and round.  What is read is kept apart as it is: right, wrong, without an answer,
without a verdict; the official scores then count the latter as wrong, and a report may not.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from eyechart.errors import BadData
from eyechart.published.babyvision.facts import SUBTYPES, canonical

__all__ = [
    "DrawingRow",
    "Row",
    "read_drawing_results",
    "read_results",
    "write_drawing_results",
    "write_results",
]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of the understanding track."""

    id: int
    subtype: str
    question: str = ""
    """As sent."""
    reasoning: Any = None
    reply: str = ""
    gold: str = ""
    answer: str | None = None
    """The words extracted; None if the reply has no answer."""
    right: bool | None = None
    """None: nobody has ruled yet."""
    judged: bool | None = None
    """What a judge said; None if it was not asked, or gave no verdict."""
    error: str = ""
    """Why there is no reply."""
    truncated: bool = False
    """The reply reached its token limit; official files do not say."""

    @property
    def category(self) -> str:
        return SUBTYPES[self.subtype].category


class DrawingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One verdict of the drawing track."""

    id: int
    subtype: str
    right: bool | None
    """None: the judge gave no verdict."""
    error: str | None = None
    response: str | None = None
    missing: bool = False
    """There was no picture to judge."""
    old_name: str = ""
    """The subtype as it stands in the file, where that is not its present name."""

    @property
    def category(self) -> str:
        return SUBTYPES[self.subtype].category


R = TypeVar("R", Row, DrawingRow)


def read_results(path: str | Path) -> list[Row]:
    """One pass of the understanding track.  Raises `BadData`."""
    rows = _decoded(Path(path), list[dict[str, Any]])
    return _unique(path, [_row(path, n, row) for n, row in enumerate(rows, 1)])


def write_results(rows: Iterable[Row], path: str | Path) -> None:
    """One pass, as the official code writes it."""
    body = []
    for row in rows:
        record = {
            "Id": row.id,
            "Question": row.question,
            "ModelReasoning": row.reasoning,
            "ModelResult": row.reply,
            "GroundTruth": row.gold,
            "ExtractedAnswer": row.answer,
            "LLMJudgeResult": bool(row.right),
            "Type": row.category,
            "Subtype": row.subtype,
        }
        if row.judged is not bool(row.right):  # not official: a rule, not the judge, has ruled
            record["JudgeVerdict"] = row.judged
        body.append(record | ({"Error": row.error} if row.error else {}))
    text = msgspec.json.format(msgspec.json.encode(body), indent=2)
    Path(path).write_bytes(text)


def read_drawing_results(path: str | Path) -> list[DrawingRow]:
    """One round of the drawing track.  Raises `BadData`."""
    path = Path(path)
    found = []
    for number, line in enumerate(_bytes(path).splitlines(), 1):
        if line.strip():
            try:
                row = msgspec.json.decode(line, type=dict[str, Any])
                found.append(_drawing_row(row))
            except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
                raise BadData(f"{path}, line {number}: {_words(error)}") from error
    return _unique(path, found)


def write_drawing_results(rows: Iterable[DrawingRow], path: str | Path) -> None:
    """One round, as the official code writes it."""
    lines = []
    for row in rows:
        record: dict[str, Any] = {
            "taskId": row.id,
            "type": row.category,
            "subtype": row.old_name or row.subtype,
            "autoEval": row.right,
            "error": row.error,
            "response": row.response,
        }
        lines.append(
            msgspec.json.encode(record | ({"missing_generation": True} if row.missing else {}))
        )
    Path(path).write_bytes(b"\n".join(lines) + b"\n")


def _row(path: str | Path, number: int, row: dict[str, Any]) -> Row:
    try:
        right = row.get("LLMJudgeResult")
        if right is not None and not isinstance(right, bool):
            raise ValueError(f"LLMJudgeResult is {right!r}, not true or false")
        return Row(
            id=int(row["Id"]),
            subtype=canonical(str(row["Subtype"])),
            question=str(row.get("Question") or ""),
            reasoning=row.get("ModelReasoning"),
            reply=str(row.get("ModelResult") or ""),
            gold=str(row.get("GroundTruth") or ""),
            answer=None if row.get("ExtractedAnswer") is None else str(row["ExtractedAnswer"]),
            right=right,
            judged=row.get("JudgeVerdict", right),
            error=str(row.get("Error") or ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadData(f"{path}, record {number}: {_words(error)}") from error


def _drawing_row(row: dict[str, Any]) -> DrawingRow:
    right, name = row["autoEval"], str(row["subtype"])
    if right is not None and not isinstance(right, bool):
        raise ValueError(f"autoEval is {right!r}, not true, false or null")
    subtype = canonical(name)
    return DrawingRow(
        id=int(row["taskId"]),
        subtype=subtype,
        right=right,
        error=row.get("error"),
        response=row.get("response"),
        missing=bool(row.get("missing_generation")),
        old_name=name if name != subtype else "",
    )


def _words(error: Exception) -> str:
    return f"it has no field {error}" if isinstance(error, KeyError) else str(error)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}") from error


def _decoded(path: Path, kind: Any) -> Any:
    try:
        return msgspec.json.decode(_bytes(path), type=kind)
    except msgspec.DecodeError as error:
        raise BadData(f"{path} is no list of result records: {error}") from error


def _unique(path: str | Path, rows: list[R]) -> list[R]:
    ids = [row.id for row in rows]
    if len(set(ids)) < len(ids):
        twice = next(i for i in ids if ids.count(i) > 1)
        raise BadData(f"{path} holds the item {twice} twice")
    if not rows:
        raise BadData(f"{path} holds no records")
    return rows
