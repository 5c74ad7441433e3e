"""Read the official data: a zip, its unpacked folder, a JSONL file, or a Parquet file.

Traps of the release that are handled here (and tested on files of the same form that we make): an
absent answer is the word "null" as often as a null; an option list may be a null; WebP and JPEG
bytes stand under other extensions; the zip carries a shadow tree `__MACOSX`; one subtype has an old
name; Parquet holds a picture as bytes, or as a record of bytes and a path.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec

from eyechart.errors import BadData, MissingExtra
from eyechart.published.babyvision.facts import SUBTYPES, canonical

__all__ = ["DrawingTask", "Question", "read_drawing_tasks", "read_questions"]

_LARGEST = 64 * 2**20
"""Bytes of one member; a larger one is no picture of this benchmark."""
_HEADS = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"GIF8")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the understanding track."""

    id: int
    subtype: str
    """By its present name."""
    text: str
    """The question as published."""
    options: tuple[str, ...] = ()
    """Empty where the answer is free."""
    gold: str
    """The right option's letter, or the answer as published."""
    picture: bytes = b""
    """Encoded; of any format, whatever the file was called."""

    @property
    def category(self) -> str:
        return SUBTYPES[self.subtype].category

    @property
    def letters(self) -> tuple[str, ...]:
        """The options' letters."""
        return tuple(chr(65 + i) for i in range(len(self.options)))


class DrawingTask(msgspec.Struct, frozen=True, kw_only=True):
    """One item of the drawing track (BabyVision-Gen)."""

    id: int
    subtype: str
    prompt: str
    """What is to be drawn, as published."""
    picture: bytes = b""
    reference: bytes = b""
    """The picture as it should come out."""

    @property
    def category(self) -> str:
        return SUBTYPES[self.subtype].category


def read_questions(path: str | Path) -> list[Question]:
    """The understanding track, in the file's order.  Raises `BadData`."""
    return _read(Path(path), _question)


def read_drawing_tasks(path: str | Path) -> list[DrawingTask]:
    """The drawing track, in the file's order.  Raises `BadData`."""
    return _read(Path(path), _drawing_task)


T = TypeVar("T", Question, DrawingTask)
Fetch = Callable[[Any], bytes]


def _read(path: Path, make: Callable[[Mapping[str, Any], Fetch], T]) -> list[T]:
    if not path.exists():
        raise BadData(f"there is no file or folder {str(path)!r}")
    found: list[T] = []
    ids: set[int] = set()
    for number, (row, fetch) in enumerate(_rows(path), 1):
        try:
            item = make(row, fetch)
        except (KeyError, TypeError, ValueError, BadData) as error:
            what = f"it has no field {error}" if isinstance(error, KeyError) else str(error)
            raise BadData(f"{path}, item {number}: {what}") from error
        if item.id in ids:
            raise BadData(f"{path}, item {number}: the id {item.id} occurs twice")
        ids.add(item.id)
        found.append(item)
    if not found:
        raise BadData(f"{path} holds no items")
    return found


def _question(row: Mapping[str, Any], fetch: Fetch) -> Question:
    options = _options(row.get("options"))
    kind = str(row["ansType"]).strip().lower()
    if kind not in ("choice", "blank"):
        raise BadData(f"ansType is {row['ansType']!r}, neither 'choice' nor 'blank'")
    if kind == "choice":
        place = _given(row["choiceAns"])
        if place is None or not 0 <= int(place) < len(options):
            raise BadData(f"choiceAns {place!r} is none of its {len(options)} options")
        gold = chr(65 + int(place))
    else:
        gold, options = str(_given(row["blankAns"]) or "").strip(), ()
        if not gold:
            raise BadData("it has no blankAns")
    return Question(
        id=int(row["taskId"]),
        subtype=canonical(str(row["subtype"])),
        text=str(row["question"]),
        options=options,
        gold=gold,
        picture=fetch(row["image"]),
    )


def _drawing_task(row: Mapping[str, Any], fetch: Fetch) -> DrawingTask:
    reference = _given(row.get("answerImage"))
    return DrawingTask(
        id=int(row["taskId"]),
        subtype=canonical(str(row["subtype"])),
        prompt=str(row["generationPrompt"]),
        picture=fetch(row["image"]),
        reference=fetch(reference) if reference is not None else b"",
    )


def _given(value: Any) -> Any:
    """The value, or None where it is absent in any of the ways in which it is."""
    return None if isinstance(value, str) and value.strip().lower() in ("null", "") else value


def _options(value: Any) -> tuple[str, ...]:
    value = _given(value)
    if value is None:
        return ()
    if isinstance(value, str):
        value = msgspec.json.decode(value)
    return tuple(str(option) for option in value)


def _rows(path: Path) -> Iterator[tuple[Mapping[str, Any], Fetch]]:
    """Each row of metadata, with what fetches its pictures."""
    if path.is_dir():
        tables = sorted(path.rglob("*.parquet"))
        if tables and not _metadata(p.relative_to(path).as_posix() for p in path.rglob("*.jsonl")):
            for table in tables:
                yield from _parquet_rows(table)
            return
        files = [p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file()]
        yield from _listed_rows(path, files, lambda name: (path / name).read_bytes())
    elif path.suffix == ".parquet":
        yield from _parquet_rows(path)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}

            def member(name: str) -> bytes:
                if sizes[name] > _LARGEST:
                    raise BadData(f"{name} has {sizes[name]} bytes, more than any of its pictures")
                return archive.read(name)

            yield from _listed_rows(path, list(sizes), member)
    else:
        near = path.parent
        files = [p.relative_to(near).as_posix() for p in near.rglob("*") if p.is_file()]
        yield from _jsonl_rows(path, path.read_bytes(), _fetcher(
            path, "", files, lambda name: (near / name).read_bytes()
        ))  # fmt: skip


def _metadata(files: Any) -> str:
    """The JSONL file nearest to the top, hidden ones and macOS's shadow tree left out."""
    real = sorted((f for f in files if f.endswith(".jsonl") and not _shadow(f)),
                  key=lambda f: (f.count("/"), "meta" not in f, f))  # fmt: skip
    return real[0] if real else ""


def _shadow(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _listed_rows(
    path: Path, files: list[str], read: Callable[[str], bytes]
) -> Iterator[tuple[Mapping[str, Any], Fetch]]:
    metadata = _metadata(files)
    if not metadata:
        raise BadData(f"{path} holds no metadata: expected a .jsonl file in it, or .parquet files")
    fetch = _fetcher(path, str(PurePosixPath(metadata).parent), files, read)
    yield from _jsonl_rows(path, read(metadata), fetch)


def _jsonl_rows(path: Path, text: bytes, fetch: Fetch) -> Iterator[tuple[Mapping[str, Any], Fetch]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=dict[str, Any]), fetch
            except msgspec.DecodeError as error:
                raise BadData(f"{path}, line {number} is no JSON object: {error}") from error


def _fetcher(path: Path, base: str, files: list[str], read: Callable[[str], bytes]) -> Fetch:
    """Finds a picture by its path from the metadata, else by its bare name."""
    real = [name for name in files if not _shadow(name)]
    by_path, by_name = set(real), {PurePosixPath(name).name: name for name in real}

    def fetch(name: Any) -> bytes:
        if not isinstance(name, str) or not name.strip():
            raise BadData(f"its image is {name!r}, not a file's name")
        there = (PurePosixPath(base) / name).as_posix()
        found = there if there in by_path else by_name.get(PurePosixPath(name).name)
        if found is None:
            raise BadData(f"its picture {name!r} is not in {path}")
        return _picture(read(found), name)

    return fetch


def _picture(data: bytes, name: str) -> bytes:
    """The bytes, if they begin as a picture does."""
    if not data.startswith(_HEADS):
        raise BadData(f"{name!r} is no PNG, JPEG, WebP or GIF picture")
    return data


def _parquet_rows(path: Path) -> Iterator[tuple[Mapping[str, Any], Fetch]]:
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("reading Parquet files", "parquet") from error

    def fetch(value: Any) -> bytes:
        data = value.get("bytes") if isinstance(value, Mapping) else value
        if not isinstance(data, bytes):
            raise BadData("its picture is not in the Parquet file")
        return _picture(data, "picture")

    with io.BytesIO(path.read_bytes()) as buffer:
        for batch in parquet.ParquetFile(buffer).iter_batches(batch_size=32):
            for row in batch.to_pylist():
                yield row, fetch
