"""Where a run is kept: one SQLite file in the run's directory.

Write-ahead log with synchronous=NORMAL: what is committed survives the death of the process at any
moment (a power cut may cost the last seconds, never the file).  A record and its media go in by one
transaction, so a row is there whole or not at all.  Every attempt is kept, failed ones by kind:
that is the true bill.  Pictures and clips are named by their SHA-256 and stored once, however many
conditions and repeats show them.

One process at a time may run in a directory; any number may read, also while it runs.  A record
without an answer (`provider_error`) does not count as done: the next run asks again and replaces
it, while its attempts stay in the journal.
"""

import hashlib
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import msgspec

from eyechart.errors import BadData, EyechartError, UsageError
from eyechart.item import Item
from eyechart.run.export import write_jsonl, write_parquet
from eyechart.run.listing import Listing
from eyechart.run.plan import Plan
from eyechart.run.record import Record

__all__ = ["AskKey", "Attempt", "Bill", "Store"]

_FILE, _LOCK = "run.sqlite", "lock.sqlite"
_SCHEMA = 1
_TABLES = """
CREATE TABLE sessions (started REAL, version TEXT, command TEXT, plan TEXT);
CREATE TABLE models (name TEXT PRIMARY KEY, settings TEXT);
CREATE TABLE items (key TEXT PRIMARY KEY, digest TEXT, body BLOB);
CREATE INDEX items_by_digest ON items (digest);
CREATE TABLE left_out (model TEXT, key TEXT, condition TEXT, PRIMARY KEY (model, key, condition));
CREATE TABLE media (sha TEXT PRIMARY KEY, kind TEXT, bytes BLOB);
CREATE TABLE attempts (model TEXT, key TEXT, condition TEXT, repeat INTEGER, number INTEGER,
    outcome TEXT, message TEXT, seconds REAL, tokens_in INTEGER, tokens_out INTEGER, cost REAL,
    at REAL);
CREATE TABLE records (model TEXT, key TEXT, condition TEXT, repeat INTEGER, prompt TEXT,
    task TEXT, level INTEGER, digest TEXT, outcome TEXT, body BLOB,
    UNIQUE (model, key, condition, repeat, prompt));
"""


class AskKey(NamedTuple):
    """Names one ask of a run."""

    model: str
    key: str
    """The item's address, `str(item.key)`."""
    condition: str
    repeat: int


class Attempt(msgspec.Struct, frozen=True):
    """One call to a model, whatever came of it."""

    ask: AskKey
    number: int
    """1, 2, ... within its ask."""
    outcome: str
    """"reply", or the kind of failure: "timeout", "rate_limit", "server", ..."""
    message: str = ""
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    """US dollars."""
    at: float = 0.0
    """When it was made, seconds since the epoch."""


class Bill(NamedTuple):
    """What a model's attempts came to, failed ones included."""

    attempts: int
    tokens_in: int
    tokens_out: int
    cost: float


class Store:
    """A run's directory; make one with `Store.open`.  For one thread at a time."""

    def __init__(self, database: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self._database, self._lock = database, lock

    @classmethod
    def open(cls, folder: str | Path, *, write: bool = False) -> "Store":
        """The store in this directory; `write=True` makes it if need be and keeps others out.

        Raises `UsageError` if there is none, if it is of another eyechart's making, or if another
        process is running in it.
        """
        folder = Path(folder)
        if not write and not (folder / _FILE).exists():
            raise UsageError(
                f"no run in {folder}: give a directory that `eyechart eval` has filled"
            )
        folder.mkdir(parents=True, exist_ok=True)
        lock = _locked(folder) if write else None
        # Autocommit: transactions are begun and ended by `transaction` alone.
        database = sqlite3.connect(folder / _FILE, isolation_level=None, check_same_thread=False)
        try:
            _prepare(database, folder, write)
        except BaseException as error:
            for connection in (database, lock):
                if connection is not None:
                    connection.close()
            if isinstance(error, sqlite3.DatabaseError):
                raise BadData(f"{folder / _FILE} is not a run of eyechart: {error}") from error
            raise
        return cls(database, lock)

    def close(self) -> None:
        self._database.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- writing ------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another one, part of it."""
        if self._database.in_transaction:
            yield
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
            yield
            self._database.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite3.OperationalError):  # there may be none left to roll back
                self._database.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise EyechartError(f"the run's journal cannot be written: {error}") from error
            raise

    def write(self, calls: Iterable[Callable[[], object]]) -> None:
        """Many of the calls below in one transaction."""
        with self.transaction():
            for call in calls:
                call()

    def begin(
        self, plan: Plan | Listing, model: str, settings: Mapping[str, Any], command: str
    ) -> None:
        """Enter a session; raises `UsageError` if the directory holds another plan, or answers of
        this model under other settings."""
        if (held := self.plan()) is not None:
            plan.require_growth_of(held)
        body = msgspec.json.encode(settings, order="sorted").decode()
        known = self._one("SELECT settings FROM models WHERE name = ?", model)
        if known is not None and known != body:
            raise UsageError(
                f"this directory holds answers of {model} with the settings {known}, not {body}: "
                "use those, or another directory"
            )
        with self.transaction():
            self._run("INSERT OR IGNORE INTO models VALUES (?, ?)", model, body)
            row = (time.time(), version("eyechart"), command, msgspec.json.encode(plan).decode())
            self._run("INSERT INTO sessions VALUES (?, ?, ?, ?)", *row)

    def add_item(self, item: Item) -> None:
        row = (str(item.key), item.digest, msgspec.json.encode(item))
        self._run("INSERT OR IGNORE INTO items VALUES (?, ?, ?)", *row)

    def add_left_out(self, model: str, key: str, condition: str) -> None:
        """This condition has no meaning for this item or model: by design, no record will come."""
        self._run("INSERT OR IGNORE INTO left_out VALUES (?, ?, ?)", model, key, condition)

    def add_media(self, data: bytes) -> str:
        """Keep a picture or clip; returns its SHA-256 in hex."""
        sha = hashlib.sha256(data).hexdigest()
        self._run("INSERT OR IGNORE INTO media VALUES (?, ?, ?)", sha, _kind(data), data)
        return sha

    def add_attempt(self, attempt: Attempt) -> None:
        row = msgspec.structs.astuple(attempt)
        self._run("INSERT INTO attempts VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", *row[0], *row[1:])

    def add_record(self, record: Record, media: Iterable[bytes] = ()) -> None:
        """A record and the media that it names, in one transaction."""
        ask = (record.model, str(record.key), record.condition, record.repeat)
        prompt = hashlib.sha256(record.prompt.encode()).hexdigest()[:32]
        columns = (record.task, record.level, record.item, record.verdict.outcome)
        with self.transaction():
            for data in media:
                self.add_media(data)
            self._run(
                "DELETE FROM records WHERE model = ? AND key = ? AND condition = ? AND repeat = ? "
                "AND outcome = 'provider_error'",
                *ask,
            )
            body = msgspec.json.encode(record)
            self._run(
                "INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?)", *ask, prompt, *columns, body
            )

    # -- reading ------------------------------------------------------------------------------

    def plan(self) -> Plan | Listing | None:
        """The plan as last given; None before the first session."""
        text = self._one("SELECT plan FROM sessions ORDER BY rowid DESC LIMIT 1")
        return None if text is None else msgspec.json.decode(text, type=Plan | Listing)

    def sessions(self) -> list[tuple[float, str, str]]:
        """(started, eyechart's version, command line) of each time the run was begun or resumed."""
        return list(self._database.execute("SELECT started, version, command FROM sessions"))

    def models(self) -> dict[str, dict[str, Any]]:
        """Each model asked, with its settings."""
        rows = self._database.execute("SELECT name, settings FROM models ORDER BY rowid")
        return {name: msgspec.json.decode(settings) for name, settings in rows}

    def done(self) -> set[AskKey]:
        """Every ask that has an answer."""
        query = (
            "SELECT model, key, condition, repeat FROM records WHERE outcome != 'provider_error'"
        )
        return {AskKey(*row) for row in self._database.execute(query)}

    def left_out(self) -> set[tuple[str, str, str]]:
        """(model, item address, condition) of all that is left out by design."""
        return set(self._database.execute("SELECT model, key, condition FROM left_out"))

    def digests(self) -> dict[str, str]:
        """The digest of each item in the run, by its address."""
        return dict(self._database.execute("SELECT key, digest FROM items"))

    def item(self, digest: str) -> Item:
        """The item as generated (upright); raises `KeyError`."""
        body = self._one("SELECT body FROM items WHERE digest = ?", digest)
        if body is None:
            raise KeyError(digest)
        return msgspec.json.decode(body, type=Item)

    def media(self, sha: str) -> bytes:
        """The picture or clip of that SHA-256; raises `KeyError`."""
        data = self._one("SELECT bytes FROM media WHERE sha = ?", sha)
        if data is None:
            raise KeyError(sha)
        return bytes(data)

    def each_record(self) -> Iterator[Record]:
        """The records in the order in which they were scored, one at a time."""
        decoder = msgspec.json.Decoder(Record)
        for (body,) in self._database.execute("SELECT body FROM records ORDER BY rowid"):
            yield decoder.decode(body)

    def records(self) -> list[Record]:
        return list(self.each_record())

    def attempts(self) -> list[Attempt]:
        """Every attempt ever made, in order."""
        rows = self._database.execute("SELECT * FROM attempts ORDER BY rowid")
        return [Attempt(AskKey(*row[:4]), *row[4:]) for row in rows]

    def outcomes(self, model: str) -> dict[str, int]:
        """How many of a model's records came to which outcome."""
        query = "SELECT outcome, count(*) FROM records WHERE model = ? GROUP BY outcome"
        return dict(self._database.execute(query, (model,)))

    def bill(self, model: str) -> Bill:
        query = (
            "SELECT count(*), total(tokens_in), total(tokens_out), total(cost) FROM attempts "
            "WHERE model = ?"
        )
        number, tokens_in, tokens_out, cost = self._database.execute(query, (model,)).fetchone()
        return Bill(number, int(tokens_in), int(tokens_out), cost)

    def export_jsonl(self, path: str | Path) -> None:
        write_jsonl(self.each_record(), Path(path))

    def export_parquet(self, path: str | Path) -> None:
        """Raises `MissingExtra` where pyarrow is not installed."""
        write_parquet(self.each_record(), Path(path))

    def _run(self, statement: str, *values: object) -> None:
        self._database.execute(statement, values)

    def _one(self, query: str, *values: object) -> Any:
        """The first column of the first row, or None."""
        row = self._database.execute(query, values).fetchone()
        return None if row is None else row[0]


def _locked(folder: Path) -> sqlite3.Connection:
    """Hold the directory until closed, or until this process ends, however it ends.

    SQLite's own file lock, on a file of its own so that readers of the run are not kept out.
    """
    lock = sqlite3.connect(folder / _LOCK, timeout=0, isolation_level=None, check_same_thread=False)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        raise UsageError(
            f"another process is running in {folder}: wait for it, or give another directory"
        ) from error
    return lock


def _prepare(database: sqlite3.Connection, folder: Path, write: bool) -> None:
    """Check the schema, or make it in an empty file."""
    found = database.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, _SCHEMA) or (found == 0 and not write):
        raise UsageError(
            f"the run in {folder} is of schema {found}, this eyechart reads schema {_SCHEMA}: "
            "use the release that made it, or another directory"
        )
    if not write:
        return
    database.execute("PRAGMA page_size = 8192")  # fewer overflow pages for a picture of 30 KB
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    if found == 0:
        database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_SCHEMA}; COMMIT;")


def _kind(data: bytes) -> str:
    """ "png", "jpeg", ... by content; "other" where it is none that we know."""
    heads = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp", b"GIF8": "gif"}
    kind = next((kind for head, kind in heads.items() if data.startswith(head)), "")
    return kind or ("mp4" if data[4:8] == b"ftyp" else "other")
