"""Many asks at once, each in a place of its own: attempt, wait, attempt again; judge; commit.

A place is free only once its row is safe.  So a kill at any moment costs no scored row, and asks
again only what was in flight.  What goes wrong with one ask is journalled, becomes its outcome if
no try is left, and never touches its siblings.
"""

import asyncio
import contextlib
import hashlib
import signal
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from random import Random
from typing import Protocol

import msgspec

from eyechart.conditions import Ask
from eyechart.errors import UsageError
from eyechart.item import Response, Verdict
from eyechart.models.model import AttemptFailed, Model
from eyechart.registry import get_task
from eyechart.run.gate import Gate
from eyechart.run.journal import Journal
from eyechart.run.record import Record
from eyechart.run.store import AskKey, Attempt
from eyechart.run.workshop import WorkerDied, Workshop

__all__ = ["Asking", "Job", "Judge", "Progress", "Settings", "judged_by_task"]

Judge = Callable[[Ask, Response], Verdict]
"""Rules on a reply; for drawn and filmed ones it must be importable in another process."""

_GRACE = 5.0
"""Seconds that calls in flight get to end when the run is stopped."""
_GIVE_UP = 10
"""So many asks from the start without one reply: the address, the key or the name is wrong."""
_READING = 120.0
"""Seconds that reading a drawn or filmed answer may take."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How a run is carried out; none of it changes what is asked."""

    concurrency: int = 64
    """Calls under way at once, at most."""
    timeout: float = 120.0
    """Seconds for one attempt."""
    retries: int = 6
    """Further attempts after a failure that may pass."""
    first_pause: float = 1.0
    """Seconds; pauses are drawn from 0 to this, doubled with every attempt (full jitter)."""
    longest_pause: float = 60.0
    """Seconds; a server that asks for a longer wait than this is not asked again in this run."""
    processes: int | None = None
    """For pictures, drawn answers and local models; 0 does all in this one.  None: one per core,
    but 0 for a plan of a few asks."""


class Progress(Protocol):
    """What is told on the way, from the event loop's thread; keep it quick."""

    def begin(self, total: int) -> None:
        """There will be at most so many records."""

    def passed(self, count: int) -> None:
        """So many of them need no asking: had before, or left out by design."""

    def scored(self, record: Record) -> None:
        """One more is safe."""


class Job(msgspec.Struct, frozen=True):
    """One ask, to be made once."""

    ask: Ask
    key: AskKey
    pictures: tuple[str, ...]
    """SHA-256 of each."""


class Asking:
    """The asks under way."""

    def __init__(
        self,
        model: Model,
        journal: Journal,
        shop: Workshop,
        settings: Settings,
        progress: Progress | None = None,
        judge: Judge | None = None,
    ) -> None:
        self.model, self.journal, self.shop = model, journal, shop
        self.judge = judge or judged_by_task
        self.settings, self.progress = settings, progress
        self.asked = 0
        self._in_processes = model.local and shop.processes > 0
        # Two per process: one at work, one on its way.
        self._most = 2 * shop.processes if self._in_processes else settings.concurrency
        self._gate = Gate(self._most)
        self._rng = Random(f"pauses of {model.name}")
        self._stopping = self._replied = False
        self._fatal: BaseException | None = None
        self._running: set[asyncio.Task[None]] = set()

    async def all(self, source: AsyncGenerator[Job, None]) -> bool:
        """Make every ask of the source; returns whether it was stopped before the end."""
        self._feeder = asyncio.create_task(self._feed(source))
        try:
            with _on_signals(self.stop):
                await asyncio.wait([self._feeder])
                if self._running:
                    await asyncio.wait(self._running, timeout=_GRACE if self._stopping else None)
        finally:
            left = [self._feeder, *self._running]
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
        if self._fatal is not None:
            raise self._fatal
        if not self._feeder.cancelled():
            self._feeder.result()
        return self._stopping

    def stop(self) -> None:
        """Ask nothing new; called a second time: give up what is in flight."""
        if self._stopping:
            for task in self._running:
                task.cancel()
        self._stopping = True
        self._feeder.cancel()

    async def _feed(self, source: AsyncGenerator[Job, None]) -> None:
        places = asyncio.Semaphore(self._most)

        def ended(task: asyncio.Task[None]) -> None:
            places.release()
            self._running.discard(task)
            if not task.cancelled() and (error := task.exception()) and self._fatal is None:
                self._fatal = error
                self.stop()

        async with contextlib.aclosing(source):
            async for job in source:
                await places.acquire()
                task = asyncio.create_task(self._one(job))
                self._running.add(task)
                task.add_done_callback(ended)

    async def _one(self, job: Job) -> None:
        """One ask to its record."""
        asked_at = time.time()
        reply, attempt = await self._reply(job)
        if isinstance(reply, AttemptFailed):
            verdict = Verdict("provider_error", reason=f"{reply.kind}: {reply}")
            response = Response(seconds=attempt.seconds)
        else:
            response = _storable(reply, attempt.seconds)
            verdict = await self._judge(job.ask, response)
        record = _record(job, response, verdict, attempt.number, asked_at)
        await self.journal.scored(
            attempt, record, (*job.ask.pictures, *response.pictures, *response.clips)
        )
        self.asked += 1
        if self.progress:
            self.progress.scored(record)
        self._require_replies(record)

    async def _reply(self, job: Job) -> tuple[Response | AttemptFailed, Attempt]:
        """What the last attempt brought; all but the last are in the journal by then."""
        for number in range(1, self.settings.retries + 2):
            reply, attempt = await self._attempt(job, number)
            if not isinstance(reply, AttemptFailed) or not reply.transient:
                break
            wait = reply.retry_after or 0.0
            if number > self.settings.retries or wait > self.settings.longest_pause:
                break
            self.journal.attempt(attempt)
            bound = self.settings.first_pause * 2.0 ** (number - 1)
            jitter = self._rng.uniform(0.0, min(self.settings.longest_pause, bound))
            await asyncio.sleep(wait + jitter)
        return reply, attempt

    async def _attempt(self, job: Job, number: int) -> tuple[Response | AttemptFailed, Attempt]:
        async with self._gate:
            if self._stopping:
                raise asyncio.CancelledError
            at, started = time.time(), time.monotonic()
            reply = await self._answer(job.ask)
            seconds = time.monotonic() - started
        if isinstance(reply, Response):
            self._gate.succeeded()
            spent = (reply.tokens_in, reply.tokens_out, reply.cost)
            return reply, Attempt(job.key, number, "reply", "", seconds, *spent, at)
        if reply.kind == "rate_limit":
            self._gate.refused(started)
        return reply, Attempt(job.key, number, reply.kind, str(reply), seconds, at=at)

    async def _answer(self, ask: Ask) -> Response | AttemptFailed:
        try:
            async with asyncio.timeout(self.settings.timeout):
                if self._in_processes:
                    return await self.shop.call(_answered, self.model, ask)
                return await self.model.answer(ask)
        except TimeoutError:
            why = f"no reply within {self.settings.timeout:g} s"
            return AttemptFailed("timeout", why, transient=True)
        except AttemptFailed as error:
            return error
        except Exception as error:  # a fault of the model's code is its outcome, not ours
            return AttemptFailed("crash", f"{type(error).__name__}: {error}", transient=False)

    async def _judge(self, ask: Ask, response: Response) -> Verdict:
        """Words here, they take microseconds; pictures and clips in a process of their own."""
        try:
            if ask.form == "text":
                return self.judge(ask, response)
            async with asyncio.timeout(_READING):
                return await self.shop.call(self.judge, ask, response)
        except (WorkerDied, TimeoutError) as error:
            why = str(error) or f"it took longer than {_READING:g} s"
            return Verdict("unreadable", reason=f"the reader gave up: {why}")
        except Exception as error:  # a fault of the task's: the reply is kept, the run goes on
            words = f"{type(error).__name__}: {error}"
            return Verdict("unreadable", reason=f"the verifier failed, please report it: {words}")

    def _require_replies(self, record: Record) -> None:
        """Stop early where nothing at all works, instead of failing ten thousand times."""
        self._replied = self._replied or record.verdict.outcome != "provider_error"
        if not self._replied and self.asked == _GIVE_UP:
            remedy = "check its name, OPENAI_BASE_URL and OPENAI_API_KEY"
            if self.model.local:
                remedy = "this is a fault of the model's code, please report it"
            raise UsageError(
                f"{record.model} gave no reply to the first {_GIVE_UP} asks; the last failed with "
                f"{record.verdict.reason!r}: {remedy}"
            )


def _storable(reply: Response, seconds: float) -> Response:
    """With its time, and without half characters, which cannot be written as UTF-8."""
    text, reasoning, refusal = (
        words if words.isascii() else words.encode("utf-8", "replace").decode()
        for words in (reply.text, reply.reasoning, reply.refusal)
    )
    return msgspec.structs.replace(
        reply, text=text, reasoning=reasoning, refusal=refusal, seconds=seconds
    )


def _answered(model: Model, ask: Ask) -> Response:
    return asyncio.run(model.answer(ask))


def judged_by_task(ask: Ask, response: Response) -> Verdict:
    """The verdict of the item's own task."""
    return get_task(ask.item.task).verify(ask.item, response, ask.form)


def _record(
    job: Job, response: Response, verdict: Verdict, attempts: int, asked_at: float
) -> Record:
    ask, item, answer = job.ask, job.ask.item, job.ask.item.answer
    pictures, clips = (
        tuple(hashlib.sha256(data).hexdigest() for data in media)
        for media in (response.pictures, response.clips)
    )
    return Record(
        model=job.key.model,
        condition=ask.condition,
        form=ask.form,
        repeat=job.key.repeat,
        item=item.digest,
        key=item.key,
        skills=item.skills,
        question=item.question,
        prompt=ask.prompt,
        pictures=job.pictures,
        truth=answer.write(answer.truth),  # type: ignore[arg-type]
        # A picture or a clip is not guessed from a list of well-formed answers.
        chance=answer.chance() if ask.form == "text" else 0.0,
        response=msgspec.structs.replace(response, pictures=(), clips=()),
        reply_pictures=pictures,
        reply_clips=clips,
        verdict=verdict,
        attempts=attempts,
        asked_at=asked_at,
    )


@contextlib.contextmanager
def _on_signals(stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C and SIGTERM call `stop`; outside the main thread they are left as they are."""
    loop, caught = asyncio.get_running_loop(), []
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(number, stop)
            caught.append(number)
    try:
        yield
    finally:
        for number in caught:
            loop.remove_signal_handler(number)
