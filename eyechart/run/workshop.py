"""Processes for what needs the CPU: drawing pictures, reading drawn answers, local models.

Rasterising holds Python's lock (6 ms a picture), so done in the event loop it would starve the
connections.  The workers are plain children that speak pickle over their pipes, started when first
needed.  `concurrent.futures` was turned down for reasons that matter here: its workers outlive a
parent that is killed (ours see their pipe end), one that crashes on a hostile clip takes all other
calls along (ours only its own), and one that hangs cannot be stopped (ours is killed when its call
is cancelled).  Nor do ours import the caller's `__main__`: scripts without a guard work, and
notebooks.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from eyechart.errors import EyechartError
from eyechart.run.memory import keep_memory

__all__ = ["WorkerDied", "Workshop"]

P = ParamSpec("P")
R = TypeVar("R")

_KILL = 9
_LENGTH = 8
"""Bytes that give the length of a message, big-endian."""


class WorkerDied(EyechartError):
    """The process that carried out a call ended: it crashed, or the system killed it."""


class Workshop:
    """At most `processes` children; with 0, every call is carried out here and now."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._slots = asyncio.Semaphore(max(1, processes))
        self._idle: list[Process] = []

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`function(*args, **kwargs)` in a child; function and arguments must be importable there.

        Raises what the function raises, or `WorkerDied`.
        """
        if not self.processes:
            await asyncio.sleep(0)  # let the connections breathe between two calls
            return function(*args, **kwargs)
        async with self._slots:
            worker = self._idle.pop() if self._idle else await _started()
            try:
                good, value = await _exchanged(worker, pickle.dumps((function, args, kwargs)))
            except BaseException as error:
                # Also on cancellation: its late reply would be taken for that of the next call.
                await _ended(worker)
                if isinstance(error, (asyncio.IncompleteReadError, ConnectionError)):
                    raise WorkerDied(f"the process ended with code {worker.returncode}") from error
                raise
            self._idle.append(worker)
        if not good:
            raise value
        result: R = value
        return result

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        while self._idle:
            await _ended(self._idle.pop())


async def _started() -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from eyechart.run.workshop import serve; serve()",
        stdin=PIPE,
        stdout=PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path or "." for path in sys.path)},
        limit=1 << 20,
        start_new_session=True,  # Ctrl-C in the terminal is for the parent alone
    )


async def _exchanged(worker: Process, message: bytes) -> tuple[bool, Any]:
    assert worker.stdin is not None and worker.stdout is not None
    worker.stdin.write(len(message).to_bytes(_LENGTH, "big") + message)
    await worker.stdin.drain()
    length = int.from_bytes(await worker.stdout.readexactly(_LENGTH), "big")
    reply: tuple[bool, Any] = pickle.loads(await worker.stdout.readexactly(length))
    return reply


async def _ended(worker: Process) -> None:
    if worker.returncode is None:
        # Not `worker.kill()`: that polls first, and may reap the child before asyncio's watcher.
        with suppress(ProcessLookupError):
            os.kill(worker.pid, _KILL)
    await asyncio.shield(worker.wait())


def serve() -> None:
    """The child's life: until the pipe ends, carry out one call after another."""
    calls, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints must not end up among the replies
    keep_memory()
    with suppress(BrokenPipeError):  # the parent was killed while we were at work
        while head := calls.read(_LENGTH):
            reply = _reply(calls.read(int.from_bytes(head, "big")))
            replies.write(len(reply).to_bytes(_LENGTH, "big") + reply)
            replies.flush()


def _reply(message: bytes) -> bytes:
    try:
        function, args, kwargs = pickle.loads(message)
        return pickle.dumps((True, function(*args, **kwargs)))
    except Exception as error:
        return pickle.dumps((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error itself if it survives the journey, else its words."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return EyechartError(f"{type(error).__name__}: {error}")
    return error
