import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from eyechart.errors import BadData, EyechartError, MissingExtra, UsageError
from eyechart.item import Verdict
from eyechart.run import Plan, Record, Store
from eyechart.run.store import AskKey, Attempt


@pytest.fixture
def record(pretend_run: Any) -> Record:
    found: Record = next(r for r in pretend_run.records if r.verdict.correct and r.pictures)
    return found


def test_rows_come_back_as_they_went_in(tmp_path: Path, pretend_run: Any) -> None:
    item_of = {record.item: record.key for record in pretend_run.records}
    with Store.open(tmp_path / "a" / "run", write=True) as store:
        for record in pretend_run.records:
            media = [pretend_run.shelf[sha] for sha in (*record.pictures, *record.reply_pictures)]
            store.add_record(record, media)
    with Store.open(tmp_path / "a" / "run") as store:
        assert store.records() == pretend_run.records
        # Other tests put things of theirs on the same shelf.
        kept = {sha for r in pretend_run.records for sha in (*r.pictures, *r.reply_pictures)}
        assert kept and all(store.media(sha) == pretend_run.shelf[sha] for sha in kept)
        assert len(item_of) == 24
        answered = [r for r in pretend_run.records if r.verdict.outcome != "provider_error"]
        assert 0 < len(answered) < len(pretend_run.records)
        assert store.done() == {
            AskKey(r.model, str(r.key), r.condition, r.repeat) for r in answered
        }


def test_a_picture_is_stored_once(tmp_path: Path) -> None:
    with Store.open(tmp_path, write=True) as store:
        assert len({store.add_media(b"\x89PNG and so on") for _ in range(5)}) == 1
    rows = sqlite3.connect(tmp_path / "run.sqlite").execute("SELECT kind FROM media").fetchall()
    assert rows == [("png",)]


def test_a_record_and_its_media_go_in_together_or_not_at_all(
    tmp_path: Path, record: Record
) -> None:
    with Store.open(tmp_path, write=True) as store:
        store.add_record(record)
        other = msgspec.structs.replace(record, truth="something else")
        with pytest.raises(sqlite3.IntegrityError):
            store.add_record(other, [b"its picture"])  # the same ask, answered already
        assert store.records() == [record]
    rows = sqlite3.connect(tmp_path / "run.sqlite").execute("SELECT * FROM media").fetchall()
    assert rows == []


def test_an_ask_without_a_reply_is_not_done_and_gives_way_to_its_answer(
    tmp_path: Path, record: Record
) -> None:
    failed = msgspec.structs.replace(record, verdict=Verdict("provider_error", reason="timeout"))
    with Store.open(tmp_path, write=True) as store:
        store.add_record(failed)
        assert store.done() == set()
        assert store.outcomes(record.model) == {"provider_error": 1}
        store.add_record(record)
        assert store.records() == [record]
        assert len(store.done()) == 1


def test_every_attempt_is_on_the_bill(tmp_path: Path) -> None:
    ask = AskKey("m", "maze@1/test/0/1/0", "seen", 0)
    attempts = [
        Attempt(ask, 1, "timeout", "no reply", 10.0, at=5.0),
        Attempt(ask, 2, "reply", "", 1.5, 700, 30, 0.002, 16.0),
    ]
    with Store.open(tmp_path, write=True) as store:
        for attempt in attempts:
            store.add_attempt(attempt)
        assert store.attempts() == attempts
        assert store.bill("m") == (2, 700, 30, 0.002)
        assert store.bill("another") == (0, 0, 0, 0.0)


def test_the_item_is_kept(tmp_path: Path) -> None:
    from eyechart.registry import get_task

    item = get_task("maze").item(2)
    with Store.open(tmp_path, write=True) as store:
        store.add_item(item)
        store.add_item(item)
        assert store.item(item.digest) == item
        assert store.digests() == {str(item.key): item.digest}
        for missing in (lambda: store.item("x"), lambda: store.media("x")):
            with pytest.raises(KeyError):
                missing()


def test_one_process_writes_and_others_may_read(tmp_path: Path) -> None:
    opening = (
        "import sys; from eyechart.errors import UsageError; from eyechart.run import Store\n"
        "try: Store.open(sys.argv[1], write=bool(sys.argv[2])).close()\n"
        "except UsageError as error: print(error); sys.exit(2)\n"
    )

    def from_another_process(write: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", opening, str(tmp_path), write]
        return subprocess.run(command, capture_output=True, text=True)

    with Store.open(tmp_path, write=True):
        refused = from_another_process("write")
        assert refused.returncode == 2
        assert "another process is running in" in refused.stdout
        with pytest.raises(UsageError, match="another process"):
            Store.open(tmp_path, write=True)
        assert from_another_process("").returncode == 0
    assert from_another_process("write").returncode == 0


def test_what_is_no_run_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no run in"):
        Store.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    Store.open(tmp_path / "old", write=True).close()
    with sqlite3.connect(tmp_path / "old" / "run.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    for write in (True, False):
        with pytest.raises(UsageError, match="schema 99, this eyechart reads schema 1"):
            Store.open(tmp_path / "old", write=write)
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "run.sqlite").write_bytes(b"not a database, but long enough" * 100)
    with pytest.raises(BadData, match="not a run of eyechart"):
        Store.open(tmp_path / "bad", write=True)


def test_sessions_and_settings(tmp_path: Path) -> None:
    plan = Plan(tasks=("maze",))
    with Store.open(tmp_path, write=True) as store:
        assert store.plan() is None
        store.begin(plan, "m", {"temperature": 0}, "eyechart eval m")
        store.begin(plan, "m", {"temperature": 0}, "eyechart eval m")
        assert store.plan() == plan
        assert [command for _, _, command in store.sessions()] == ["eyechart eval m"] * 2
        with pytest.raises(UsageError, match="temperature"):
            store.begin(plan, "m", {"temperature": 1}, "eyechart eval m")
        store.begin(plan, "n", {}, "eyechart eval n")
        assert store.models() == {"m": {"temperature": 0}, "n": {}}


def test_exports(tmp_path: Path, pretend_run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import parquet

    with Store.open(tmp_path, write=True) as store:
        for record in pretend_run.records:
            store.add_record(record)
        store.export_jsonl(tmp_path / "r.jsonl")
        store.export_parquet(tmp_path / "r.parquet")
        with monkeypatch.context() as patch, pytest.raises(MissingExtra, match="parquet"):
            patch.setitem(sys.modules, "pyarrow", None)
            store.export_parquet(tmp_path / "no.parquet")
    lines = (tmp_path / "r.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=Record) for line in lines] == pretend_run.records
    rows = parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert len(rows) == len(pretend_run.records)
    for row, record in zip(rows, pretend_run.records, strict=True):
        assert row["verdict_outcome"] == record.verdict.outcome
        assert row["key_level"] == record.level
        assert row["response_text"] == record.response.text
        assert tuple(row["pictures"]) == record.pictures
        assert msgspec.json.decode(row["verdict_checks"]) == record.verdict.checks


def test_a_journal_that_cannot_be_written_is_a_clear_error(tmp_path: Path, record: Record) -> None:
    with Store.open(tmp_path, write=True) as store:
        other = sqlite3.connect(tmp_path / "run.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        store._run("PRAGMA busy_timeout = 50")
        with pytest.raises(EyechartError, match="cannot be written: database is locked"):
            store.add_record(record)
        other.close()
