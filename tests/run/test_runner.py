"""The runner against a server that misbehaves, and against being stopped and killed."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from eyechart.conditions import CONDITIONS, Ask
from eyechart.errors import EyechartError, UsageError
from eyechart.item import Response
from eyechart.models import AttemptFailed, Model, Options, get_model
from eyechart.run import Plan, Record, Settings, Store, Summary, asking, run
from eyechart.run.gate import Gate
from tests.fake_openai import FAULTS, FakeOpenAI, every

SMALL = Plan(tasks=("maze",), levels=(2, 3), conditions=("blind", "told"), items=10)
QUICK = Settings(processes=0, first_pause=0.01, timeout=2.0, concurrency=16)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("OPENAI_BASE_URL", "")  # `go` sets it; this puts back what was
    monkeypatch.delenv("EYECHART_OPTIONS", raising=False)


class Count:
    """A progress bar's view."""

    def __init__(self) -> None:
        self.total = self.gone = 0

    def begin(self, total: int) -> None:
        self.total = total

    def passed(self, count: int) -> None:
        self.gone += count

    def scored(self, record: Record) -> None:
        self.gone += 1


def go(
    folder: Path,
    plan: Plan = SMALL,
    model: Model | str = "openai:m",
    settings: Settings = QUICK,
    progress: Count | None = None,
    server: FakeOpenAI | None = None,
) -> Summary:
    if server:
        os.environ["OPENAI_BASE_URL"] = server.url
    model = get_model(model) if isinstance(model, str) else model
    progress = progress or Count()
    with Store.open(folder, write=True) as store:
        summary = asyncio.run(run(plan, model, store, settings, progress))
    assert summary.interrupted or progress.gone == progress.total
    return summary


def records_of(folder: Path) -> list[Record]:
    with Store.open(folder) as store:
        return store.records()


# -- faults ------------------------------------------------------------------------------------


def test_faults_that_may_pass_cost_nothing_but_time(tmp_path: Path) -> None:
    plan = Plan(tasks=("maze",), levels=(2, 3, 4), conditions=("told",), items=30)
    with FakeOpenAI(fault=every(10, FAULTS)) as server:
        summary = go(tmp_path, plan, server=server)
        assert summary.total == summary.answered == plan.size == 180
        assert set(server.billed.values()) == {1}, "no reply was paid for twice"
        assert len(server.billed) == 180
        assert all(server.faults[kind] >= 2 for kind in FAULTS)
        made = sum(server.faults.values())
    with Store.open(tmp_path) as store:
        attempts = store.attempts()
        assert sum(record.attempts for record in store.each_record()) == made
    assert len(attempts) == made == summary.attempts
    kinds = {attempt.outcome for attempt in attempts}
    assert kinds == {"reply", "rate_limit", "server", "connection", "malformed", "timeout"}
    assert summary.tokens_in == 180 * 700
    assert summary.cost == pytest.approx(0.18)


def test_a_permanent_refusal_is_an_outcome_and_leaves_the_others_alone(tmp_path: Path) -> None:
    with FakeOpenAI(fault=lambda seen: "client" if seen.number % 7 == 3 else "") as server:
        summary = go(tmp_path, server=server)
        failed = server.faults["client"]
        assert failed > 3
        assert summary.outcomes["provider_error"] == failed
        assert summary.total == SMALL.size
        assert summary.answered == SMALL.size - failed
        assert len(server.requests) == SMALL.size, "what is permanent is not tried again"
        bad = [r for r in records_of(tmp_path) if r.verdict.outcome == "provider_error"]
        assert {r.verdict.reason for r in bad} == {"client: 400: too large a picture"}
        assert {r.response.text for r in bad} == {""}, "a failure is never an answer"
        # They have no answer, so the next run asks them again, and only them.
        server.fault = lambda seen: ""
        again = go(tmp_path, server=server)
        assert (again.asked, again.outcomes.get("provider_error", 0)) == (failed, 0)
        assert len(server.requests) == SMALL.size + failed


def test_denominators() -> None:
    summary = Summary(
        model="m", outcomes={"correct": 6, "wrong": 2, "provider_error": 2}, asked=0, attempts=0,
        tokens_in=0, tokens_out=0, cost=0.0, seconds=0.0, interrupted=False, notes=(),
    )  # fmt: skip
    assert (summary.accuracy_of_all, summary.accuracy_of_answered) == (0.6, 0.75)


def test_retry_after_is_honoured_and_a_wait_too_long_is_not_begun(tmp_path: Path) -> None:
    plan = Plan(tasks=("maze",), items=1)
    with FakeOpenAI(fault=lambda seen: "" if seen.times else "rate_limit", retry_after="0.7") as s:
        assert go(tmp_path / "a", plan, server=s).seconds >= 0.7
    with FakeOpenAI(fault=lambda seen: "rate_limit", retry_after="86400") as s:
        assert go(tmp_path / "b", plan, server=s).outcomes == {"provider_error": 1}
        assert len(s.requests) == 1


def test_tries_are_bounded(tmp_path: Path) -> None:
    settings = Settings(processes=0, first_pause=0.01, retries=3)
    with FakeOpenAI(fault=lambda seen: "server") as server:
        summary = go(tmp_path, Plan(tasks=("maze",), items=2), settings=settings, server=server)
        assert summary.outcomes == {"provider_error": 2}
        assert len(server.requests) == summary.attempts == 8


def test_a_model_that_never_replies_ends_the_run_early(tmp_path: Path) -> None:
    with (
        FakeOpenAI(fault=lambda seen: "echo") as server,
        pytest.raises(UsageError, match=r"no reply to the first 10.*OPENAI_API_KEY") as caught,
    ):
        go(tmp_path, server=server)
    assert "sk-secret" not in str(caught.value)
    assert 10 <= len(records_of(tmp_path)) < SMALL.size


def test_concurrency_is_bounded_and_gives_way_to_a_server_that_says_so(tmp_path: Path) -> None:
    with FakeOpenAI(delay=0.03) as server:
        go(tmp_path / "a", settings=Settings(processes=0, concurrency=7), server=server)
        assert server.most_at_once == 7

        def full(seen: object) -> str:
            return "rate_limit" if server._at_once >= 5 else ""

        server.fault, server.retry_after = full, "0"
        server.faults.clear()
        plan = Plan(tasks=("maze",), levels=(2,), items=100)
        settings = Settings(processes=0, concurrency=40, first_pause=0.02, retries=12)
        assert go(tmp_path / "b", plan, settings=settings, server=server).answered == 100
        assert server.faults["rate_limit"] < 100


def test_the_gate_halves_once_per_burst_and_grows_back() -> None:
    gate = Gate(64)
    burst = time.monotonic()
    for _ in range(64):
        gate.refused(burst)
    assert gate.limit == 32
    gate.refused(time.monotonic())
    assert gate.limit == 16
    for _ in range(10_000):
        gate.succeeded()
    assert gate.limit == 64


# -- resuming ----------------------------------------------------------------------------------


def test_the_same_plan_asks_nothing_twice_and_a_larger_one_only_what_is_new(
    tmp_path: Path,
) -> None:
    with FakeOpenAI() as server:

        def ask(**more: Any) -> int:
            before = len(server.requests)
            plan = Plan(tasks=("maze",), levels=(2,), **more)
            summary = go(tmp_path, plan, server=server)
            assert summary.total == plan.size
            assert summary.asked == len(server.requests) - before
            return summary.asked

        assert ask(items=4) == 4
        assert ask(items=4) == 0
        assert ask(items=6) == 2
        assert ask(items=6, conditions=("told",)) == 6
        assert ask(items=6, conditions=("told",), repeats=2) == 12
        with pytest.raises(UsageError, match="another plan"):
            ask(items=6, conditions=("blind",), repeats=2)
        with pytest.raises(UsageError, match="temperature"):
            other = get_model("openai:m", Options(temperature=0.5))
            plan = Plan(tasks=("maze",), levels=(2,), items=6, conditions=("told",), repeats=2)
            go(tmp_path, plan, other)
        assert go(tmp_path, plan, "openai:another", server=server).total == plan.size
    keys = [(r.model, str(r.key), r.condition, r.repeat) for r in records_of(tmp_path)]
    assert len(keys) == len(set(keys)) == 48


CHILD = """
import asyncio, sys
from eyechart.models import get_model
from eyechart.run import Plan, Settings, Store, run
plan = Plan(tasks=("maze",), levels=(2, 3, 4, 5), conditions=("told",), items=20)
with Store.open(sys.argv[1], write=True) as store:
    print("ready", flush=True)
    settings = Settings(concurrency=16, processes=int(sys.argv[2]))
    summary = asyncio.run(run(plan, get_model("openai:m"), store, settings))
print(summary.interrupted, summary.asked, flush=True)
"""
CHILD_SIZE = 160


def child(folder: Path, server: FakeOpenAI, processes: int = 0) -> subprocess.Popen[str]:
    env = {**os.environ, "OPENAI_BASE_URL": server.url}
    command = [sys.executable, "-c", CHILD, str(folder), str(processes)]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)


def until(server: FakeOpenAI, billed: int) -> None:
    deadline = time.monotonic() + 60
    while sum(server.billed.values()) < billed:
        assert time.monotonic() < deadline, "the child does not get on"
        time.sleep(0.01)


@pytest.mark.parametrize("processes", [0, 2])
def test_kill_9_loses_no_scored_row_and_asks_again_only_what_was_in_flight(
    tmp_path: Path, processes: int
) -> None:
    with FakeOpenAI(delay=0.1) as server:
        killed = child(tmp_path, server, processes)
        until(server, 60)
        killed.kill()
        killed.communicate()
        time.sleep(0.2)  # the server ends what it had begun
        billed = sum(server.billed.values())
        with Store.open(tmp_path) as store:
            before = store.records()
            for record in before:
                for sha in record.pictures:
                    store.media(sha)
        assert billed - 16 <= len(before) <= billed < CHILD_SIZE
        out, _ = child(tmp_path, server, processes).communicate(timeout=60)
        assert out.split() == ["ready", "False", str(CHILD_SIZE - len(before))]
        twice = sum(server.billed.values()) - CHILD_SIZE
        assert twice == billed - len(before) <= 16
        assert max(server.billed.values()) <= 2
    after = records_of(tmp_path)
    assert after[: len(before)] == before
    assert len({(str(r.key), r.condition) for r in after}) == len(after) == CHILD_SIZE


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with FakeOpenAI(delay=0.1) as server:
        stopped = child(tmp_path, server)
        until(server, 60)
        stopped.send_signal(number)
        out, _ = stopped.communicate(timeout=20)
        billed = sum(server.billed.values())
        assert out.split() == ["ready", "True", str(billed)], "all that was paid for is kept"
        assert len(records_of(tmp_path)) == billed < CHILD_SIZE
        if number == signal.SIGTERM:
            return
        out, _ = child(tmp_path, server).communicate(timeout=60)
        assert out.split() == ["ready", "False", str(CHILD_SIZE - billed)]
        assert set(server.billed.values()) == {1}


def test_a_second_signal_gives_up_what_is_in_flight(tmp_path: Path) -> None:
    with FakeOpenAI(fault=lambda seen: "hang" if seen.number > 30 else "") as server:
        stopped = child(tmp_path, server)
        until(server, 31)
        stopped.send_signal(signal.SIGINT)
        time.sleep(0.3)
        start = time.monotonic()
        stopped.send_signal(signal.SIGINT)
        out, _ = stopped.communicate(timeout=20)
        assert time.monotonic() - start < 3
        assert out.split() == ["ready", "True", "31"]


def test_two_processes_do_not_run_in_one_directory(tmp_path: Path) -> None:
    with FakeOpenAI(delay=0.05) as server:
        first = child(tmp_path, server)
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        with pytest.raises(UsageError, match="another process is running"):
            go(tmp_path, server=server)
        first.kill()
        first.communicate()


# -- local models, drawn answers ---------------------------------------------------------------


class Slow(Model):
    """Computes here; used from other processes, where this module is imported by name."""

    name = "slow"
    local = True

    async def answer(self, ask: Ask) -> Response:
        if ask.item.key.index == 1:
            raise AttemptFailed("mood", "not today", transient=False)
        if ask.item.key.index == 2:
            os._exit(9)
        return Response(text=f"\\boxed{{up}} {os.getpid()}")


def test_a_local_model_runs_in_processes_and_may_even_crash(tmp_path: Path) -> None:
    plan = Plan(tasks=("maze",), levels=(3,), items=8)
    summary = go(tmp_path, plan, Slow(), Settings(processes=2))
    assert summary.outcomes == {"wrong": 6, "provider_error": 2}
    records = {r.key.index: r for r in records_of(tmp_path)}
    assert records[1].verdict.reason == "mood: not today"
    assert "ended with code 9" in records[2].verdict.reason
    assert str(os.getpid()) not in {
        r.response.text.split()[-1] for r in records.values() if r.response.text
    }


@pytest.mark.parametrize("processes", [0, 2])
def test_the_oracle_is_right_everywhere(tmp_path: Path, processes: int) -> None:
    names = ("told", "flipped", "draw", "film")
    plan = Plan(tasks=("maze",), levels=(2,), conditions=names, items=1, repeats=2)
    summary = go(tmp_path, plan, "builtin:oracle", Settings(processes=processes))
    assert set(summary.outcomes) == {"correct"}
    assert summary.accuracy_of_all == 1.0
    records = records_of(tmp_path)
    with Store.open(tmp_path) as store:
        for record in records:
            assert store.item(record.item).digest == record.item
            if record.form == "draw":
                (sha,) = record.reply_pictures
                assert store.media(sha).startswith(b"\x89PNG")
                assert record.chance == 0.0
        assert {record.form for record in records} == set(get_forms())


def get_forms() -> tuple[str, ...]:
    from eyechart.registry import get_task

    return get_task("maze").forms


def test_drawn_answers_over_the_wire(tmp_path: Path) -> None:
    plan = Plan(tasks=("maze",), levels=(2,), conditions=("draw",), items=2)
    with FakeOpenAI(fault=lambda seen: "images") as server:
        summary = go(tmp_path / "a", plan, server=server)
        assert summary.total == 4
    drawn = [r for r in records_of(tmp_path / "a") if r.condition == "draw"]
    # The fake sends the picture back unchanged: stored once, and not taken for a solution.
    assert all(r.reply_pictures == r.pictures for r in drawn)
    assert not any(r.verdict.correct for r in drawn)
    with FakeOpenAI() as server:
        summary = go(tmp_path / "b", plan, "openai-images:m", server=server)
        assert summary.total == 2, "an image endpoint is asked to draw only"
        assert {bytes(r["model"]) for r in server.requests} == {b"m"}
    assert {r.condition for r in records_of(tmp_path / "b")} == {"draw"}


class Odd(Model):
    """Replies with half a character, which UTF-8 cannot hold."""

    name = "odd"

    async def answer(self, ask: Ask) -> Response:
        return Response(text="up\ud83d", reasoning="\udc00")


def test_half_a_character_does_not_stop_a_run(tmp_path: Path) -> None:
    assert go(tmp_path, Plan(tasks=("maze",), items=2), Odd()).total == 2
    assert {r.response.text for r in records_of(tmp_path)} == {"up?"}


def test_a_fault_of_the_models_code_is_its_outcome(tmp_path: Path) -> None:
    class Faulty(Odd):
        async def answer(self, ask: Ask) -> Response:
            return await super().answer(ask) if ask.item.key.index else Response(text=1 / 0)  # type: ignore[arg-type]

    summary = go(tmp_path, Plan(tasks=("maze",), items=3), Faulty())
    assert summary.outcomes["provider_error"] == 1
    reasons = {r.verdict.reason for r in records_of(tmp_path)}
    assert "crash: ZeroDivisionError: division by zero" in reasons


def test_a_fault_of_a_verifier_keeps_the_reply(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "judged_by_task", lambda ask, response: 1 / 0)
    go(tmp_path, Plan(tasks=("maze",), items=2), "builtin:oracle")
    for record in records_of(tmp_path):
        assert record.verdict.outcome == "unreadable"
        assert "ZeroDivisionError" in record.verdict.reason
        assert "boxed" in record.response.text


def test_a_full_disk_ends_the_run_with_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(store: Store, rows: Any) -> None:
        if len(store.done()) >= 10:
            raise EyechartError("the run's journal cannot be written: database or disk is full")
        real(store, rows)

    real = Store.write
    monkeypatch.setattr(Store, "write", write)
    with FakeOpenAI(delay=0.02) as server, pytest.raises(EyechartError, match="disk is full"):
        go(tmp_path, server=server)
    monkeypatch.undo()
    assert 10 <= len(records_of(tmp_path)) < SMALL.size


def test_an_item_that_cannot_be_asked_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CONDITIONS["told"], "apply", lambda task, item: 1 / 0)
    words = r"maze@1/test/0/2/0 cannot be asked as 'told': ZeroDivisionError"
    with pytest.raises(EyechartError, match=words):
        go(tmp_path, SMALL, "builtin:oracle")


def test_runs_beside_an_event_loop_of_the_callers(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def elsewhere() -> None:
        try:
            go(tmp_path, Plan(tasks=("maze",), items=2), "builtin:oracle")
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert failures == []
