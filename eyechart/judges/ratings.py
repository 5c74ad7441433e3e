"""People's ratings of answers, from a file: CSV with a heading, or JSON lines.

    task id,pass,rater,right
    17,1,anna,yes
    17,1,ben,no

`pass` (or round) counts from 1 and may be left out where there is one; so may `rater`.  A file that
cannot be read as this is refused with the line and the remedy: half-read ratings would be worse
than none.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from eyechart.errors import BadData

__all__ = ["Rating", "read_ratings"]

_NAMES = {
    "id": ("taskid", "id", "item", "task"),
    "number": ("pass", "round", "run"),
    "rater": ("rater", "annotator", "person", "who"),
    "right": ("right", "correct", "rating", "verdict"),
}
_YES, _NO = ("true", "1", "yes", "y"), ("false", "0", "no", "n")


class Rating(msgspec.Struct, frozen=True):
    """What one person says of one answer."""

    id: int
    """The item's."""
    number: int | None
    """Of the pass or round, from 1; None: not given."""
    rater: str
    """"" if not given."""
    right: bool


def read_ratings(path: str | Path) -> list[Rating]:
    """All ratings in the file.  Raises `BadData`."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadData(f"{path} cannot be read as text: {error}") from error
    found: dict[tuple[int, int | None, str], Rating] = {}
    for line, fields in _json_lines(path, text) if text.lstrip()[:1] == "{" else _csv(path, text):
        try:
            one = _rating(fields)
        except ValueError as error:
            raise BadData(f"{path}, line {line}: {error}") from error
        key = one.id, one.number, one.rater
        if key in found:
            who = f" by {one.rater}" if one.rater else ""
            raise BadData(f"{path}, line {line}: item {one.id} is rated twice{who}; keep one, or "
                          "tell them apart by a column `rater` or `pass`")  # fmt: skip
        found[key] = one
    if not found:
        raise BadData(f"{path} holds no ratings: give one a line, as in `task id,right`")
    return list(found.values())


def _rating(fields: Mapping[str, Any]) -> Rating:
    given: dict[str, Any] = {}
    for name, value in fields.items():
        plain = "".join(filter(str.isalnum, str(name))).lower()
        given |= {field: value for field, names in _NAMES.items() if plain in names}
    for field, column in (("id", "task id"), ("right", "right")):
        if given.get(field) in (None, ""):
            raise ValueError(f"it has no {column}; the columns `task id` and `right` are needed")
    said = str(given["right"]).strip().lower()
    if said not in _YES + _NO:
        raise ValueError(f"right is {given['right']!r}; write true or false, 1 or 0, yes or no")
    number = str(given.get("number") or "").strip()
    return Rating(
        _whole("the task id", str(given["id"])),
        _whole("the pass", number) if number else None,
        str(given.get("rater") or "").strip(),
        said in _YES,
    )


def _whole(what: str, text: str) -> int:
    if not text.strip().isdecimal() or int(text) < 1:
        raise ValueError(f"{what} is {text!r}; write a whole number from 1 on")
    return int(text)


def _json_lines(path: str | Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield number, msgspec.json.decode(line, type=dict[str, Any])
            except msgspec.DecodeError as error:
                raise BadData(f"{path}, line {number} is no JSON object: {error}") from error


def _csv(path: str | Path, text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    heading, _, _ = text.partition("\n")
    mark = max(",;\t", key=heading.count)
    rows = csv.DictReader(io.StringIO(text), delimiter=mark, restkey="more")
    for row in rows:
        if "more" in row:
            raise BadData(f"{path}, line {rows.line_num} has more fields than the heading names")
        yield rows.line_num, {name or "": value for name, value in row.items()}
