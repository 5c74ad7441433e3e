import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eyechart.errors import UnknownName, Unreadable
from eyechart.models import AttemptFailed
from eyechart.run.workshop import WorkerDied, Workshop


def shout(text: str) -> str:
    print("what a worker prints must not spoil the channel")
    return text.upper()


def fail(error: Exception) -> None:
    raise error


def unknown() -> None:
    raise UnknownName("task", "mase", ["maze"])


def test_calls_come_back_with_their_own_results() -> None:
    async def go() -> list[str]:
        async with Workshop(2) as shop:
            return list(await asyncio.gather(*(shop.call(shout, str(i) * 3) for i in range(20))))

    assert asyncio.run(go()) == [str(i) * 3 for i in range(20)]


def test_errors_cross_over_whole_or_in_words() -> None:
    async def go() -> None:
        async with Workshop(1) as shop:
            with pytest.raises(Unreadable, match="no maze"):
                await shop.call(fail, Unreadable("no maze"))
            with pytest.raises(AttemptFailed) as caught:
                await shop.call(fail, AttemptFailed("x", "y", transient=True, retry_after=3.0))
            assert (caught.value.kind, caught.value.transient, caught.value.retry_after) == (
                "x", True, 3.0,
            )  # fmt: skip
            with pytest.raises(Exception, match="did you mean maze"):
                await shop.call(unknown)

    asyncio.run(go())


def test_a_crash_costs_its_own_call_only() -> None:
    async def go() -> list[object]:
        async with Workshop(2) as shop:
            calls = [shop.call(os._exit, 3), *(shop.call(shout, "a") for _ in range(6))]
            return list(await asyncio.gather(*calls, return_exceptions=True))

    died, *others = asyncio.run(go())
    assert isinstance(died, WorkerDied)
    assert "code 3" in str(died)
    assert others == ["A"] * 6


def test_a_cancelled_call_ends_its_process() -> None:
    async def go() -> str:
        async with Workshop(1) as shop:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(1.5):
                    await shop.call(time.sleep, 600)
            return await shop.call(shout, "free again")

    assert asyncio.run(go()) == "FREE AGAIN"


def test_workers_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    script = (
        "import asyncio, os, pathlib, sys\n"
        "from eyechart.run.workshop import Workshop\n"
        "async def go():\n"
        "    async with Workshop(1) as shop:\n"
        "        pathlib.Path(sys.argv[1]).write_text(str(await shop.call(os.getpid)))\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(go())\n"
    )
    note = tmp_path / "pid"
    parent = subprocess.Popen([sys.executable, "-c", script, str(note)])
    while not (note.exists() and note.read_text()):
        time.sleep(0.05)
    worker = int(note.read_text())
    os.kill(worker, 0)  # it lives
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    for _ in range(100):
        if not _lives(worker):
            return
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the worker outlived its parent")


def _lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"
