"""Records as files for other tools: JSON lines, whole; or a flat Parquet table for data frames."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from eyechart.errors import MissingExtra
from eyechart.run.record import Record

__all__ = ["write_jsonl", "write_parquet"]

_ROWS_AT_ONCE = 1000


def write_jsonl(records: Iterable[Record], path: Path) -> None:
    """One record a line, as `msgspec.json` encodes it; media stay behind, named by SHA-256."""
    with path.open("wb") as file:
        file.writelines(msgspec.json.encode(record) + b"\n" for record in records)


def write_parquet(records: Iterable[Record], path: Path) -> None:
    """One record a row; nested fields are joined by underscores, as in `verdict_outcome`.

    Raises `MissingExtra` without pyarrow.
    """
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise MissingExtra("Parquet export", "parquet") from error
    schema = pyarrow.schema([(name, _arrow_type(pyarrow, kind)) for name, kind in _columns(Record)])
    rows = (_flat(record) for record in records)
    with ParquetWriter(path, schema) as writer:
        while chunk := list(islice(rows, _ROWS_AT_ONCE)):
            writer.write_table(pyarrow.Table.from_pylist(chunk, schema))


def _columns(struct: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """(name, type) of every leaf; media bytes are left out, they are never in a record."""
    for field in msgspec.structs.fields(struct):
        kind = field.type
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            yield from _columns(kind, f"{prefix}{field.name}_")
        elif kind != tuple[bytes, ...]:
            yield prefix + field.name, kind


def _arrow_type(pyarrow: Any, kind: Any) -> Any:
    if kind == tuple[str, ...]:
        return pyarrow.list_(pyarrow.string())
    names = {int: pyarrow.int64, float: pyarrow.float64}
    return names.get(kind, pyarrow.string)()  # the named checks go in as JSON


def _flat(struct: msgspec.Struct, prefix: str = "") -> dict[str, Any]:
    row: dict[str, Any] = {}
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if isinstance(value, msgspec.Struct):
            row |= _flat(value, f"{prefix}{name}_")
        else:
            as_json = isinstance(value, dict)
            row[prefix + name] = msgspec.json.encode(value).decode() if as_json else value
    return row
