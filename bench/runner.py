"""Requests a second through the runner, and through a bare aiohttp loop on the same local server.

Both send the same asks, each with a distinct picture of 27 KB, over as many connections, to a
server in a process of its own that replies after 0 or 50 ms; they take turns within one run, and
the ratio of medians counts.  The bare loop builds each request, posts it and decodes the reply, as
any client must.  The runner also journals every attempt, keeps every picture once by hash, judges
the reply and commits the row before the place is free.  Each measurement has a process of its own,
so that memory can be told.
"""

import asyncio
import base64
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from statistics import median
from zlib import crc32

import aiohttp
import msgspec
import numpy as np

from bench.clock import row
from eyechart.conditions import Ask
from eyechart.item import Item
from eyechart.models import get_model
from eyechart.registry import get_task
from eyechart.run import Plan, Settings, Store
from eyechart.run.asking import Asking, Job
from eyechart.run.journal import Journal
from eyechart.run.store import AskKey
from eyechart.run.workshop import Workshop
from eyechart.scene.pixels import encoded

__all__ = ["measure"]

ASKS, CONNECTIONS, TIMES = 2000, 64, 3
DELAYS = (0.0, 0.05)
_SIDE = 94
"""Pixels; noise of this size makes a PNG of 27 KB."""


class Rate(msgspec.Struct):
    """One measurement."""

    per_second: float
    cpu_ms: float
    """Per ask, of the client's process."""
    peak_mb: float
    """Largest resident size of the client's process."""


def measure() -> list[str]:
    """The section's Markdown lines."""
    lines = [
        "## Runner", "",
        f"{ASKS} asks with distinct 27 KB PNGs, {CONNECTIONS} connections, median of {TIMES}, "
        "taking turns. CPU and memory are the client's.", "",
        row("reply after", "bare/s", "runner/s", "runner/bare", "bare CPU ms", "runner CPU ms",
            "bare MB", "runner MB"),
        row(*["--:"] * 8),
    ]  # fmt: skip
    for delay in DELAYS:
        rates: dict[str, list[Rate]] = {"bare": [], "runner": []}
        with _server(delay) as url:
            for turn in range(TIMES):
                for kind in ("bare", "runner") if turn % 2 == 0 else ("runner", "bare"):
                    rates[kind].append(_in_a_process(kind, url))
        bare, ours = (_medians(rates[kind]) for kind in ("bare", "runner"))
        lines.append(
            row(
                f"{1000 * delay:.0f} ms", f"{bare.per_second:,.0f}", f"{ours.per_second:,.0f}",
                f"{ours.per_second / bare.per_second:.2f}", f"{bare.cpu_ms:.2f}",
                f"{ours.cpu_ms:.2f}", f"{bare.peak_mb:.0f}", f"{ours.peak_mb:.0f}",
            )
        )  # fmt: skip
    return lines


def _medians(rates: list[Rate]) -> Rate:
    columns = zip(*(msgspec.structs.astuple(rate) for rate in rates), strict=True)
    return Rate(*(median(column) for column in columns))


@contextmanager
def _server(delay: float) -> Iterator[str]:
    command = [sys.executable, "-m", "tests.fake_openai", str(delay)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None and server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


def _in_a_process(kind: str, url: str) -> Rate:
    command = [sys.executable, "-m", "bench.runner", kind]
    env = {**os.environ, "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "none"}
    out = subprocess.run(command, env=env, stdout=subprocess.PIPE, check=True).stdout
    return msgspec.json.decode(out, type=Rate)


def _asks() -> Iterator[Ask]:
    """Made one by one, as in life: 2,000 held at once would hide what the client holds."""
    task = get_task("maze")
    pattern = task.item(3)
    noise = np.random.default_rng(7).integers(0, 256, (_SIDE, _SIDE, 3), dtype=np.uint8)
    png = encoded(noise)
    for index in range(ASKS):
        picture = _noted(png, str(index))
        key = msgspec.structs.replace(pattern.key, index=index)
        item: Item = msgspec.structs.replace(pattern, key=key, digest=f"{index:032x}")
        yield Ask(item, "seen", task.prompt(item), (picture,))


def _noted(png: bytes, text: str) -> bytes:
    """The PNG with a text chunk before its end: another picture by hash, at no cost."""
    chunk = b"tEXtComment\0" + text.encode()
    end = png.rindex(b"IEND") - 4
    framed = (len(chunk) - 4).to_bytes(4, "big") + chunk + crc32(chunk).to_bytes(4, "big")
    return png[:end] + framed + png[end:]


async def _bare() -> None:
    url = f"{os.environ['OPENAI_BASE_URL']}/chat/completions"
    headers = {"Content-Type": "application/json"}
    asks = _asks()

    async def ask(session: aiohttp.ClientSession) -> None:
        for one in asks:
            picture = base64.b64encode(one.pictures[0]).decode()
            parts = [
                {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}},
                {"type": "text", "text": one.prompt},
            ]
            body = {"model": "m", "messages": [{"role": "user", "content": parts}]}
            async with session.post(url, data=msgspec.json.encode(body), headers=headers) as reply:
                msgspec.json.decode(await reply.read())

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        await asyncio.gather(*(ask(session) for _ in range(CONNECTIONS)))


async def _jobs(journal: Journal, model: str) -> AsyncGenerator[Job, None]:
    for ask in _asks():
        journal.item(model, ask.item, ())
        key = AskKey(model, str(ask.item.key), ask.condition, 0)
        yield Job(ask, key, (sha256(ask.pictures[0]).hexdigest(),))


async def _runner() -> None:
    settings = Settings(concurrency=CONNECTIONS, processes=0)
    model = get_model("openai:m")
    with tempfile.TemporaryDirectory() as folder, Store.open(folder, write=True) as store:
        store.begin(Plan(tasks=("maze",)), model.name, model.settings, "bench")
        async with Workshop(0) as shop, Journal(store) as journal, model:
            asking = Asking(model, journal, shop, settings)
            await asking.all(_jobs(journal, model.name))
        assert asking.asked == len(store.done()) == ASKS


def main() -> None:
    """One measurement, in this process."""
    get_task("maze").item(3)  # imports are not what is measured
    started, cpu = time.perf_counter(), time.process_time()
    asyncio.run(_bare() if sys.argv[1] == "bare" else _runner())
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.buffer.write(msgspec.json.encode(Rate(ASKS / seconds, 1e3 * cpu / ASKS, peak)))


if __name__ == "__main__":
    main()
