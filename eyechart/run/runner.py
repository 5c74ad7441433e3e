"""One plan, one model, one directory: ask what is missing, and sum up.

    with Store.open("runs/first", write=True) as store:
        summary = asyncio.run(run(Plan(tasks=("maze",)), get_model("builtin:reader"), store))

The first Ctrl-C (or SIGTERM) stops asking and gives what is in flight a few seconds; the second
stops at once.  The same plan in the same directory goes on from there.
"""

import contextlib
import hashlib
import os
import shlex
import sys
import time
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from eyechart.conditions import Ask
from eyechart.models.model import Model
from eyechart.run.asking import Asking, Job, Judge, Progress, Settings
from eyechart.run.journal import Journal
from eyechart.run.listing import Listed, Listing
from eyechart.run.plan import Plan
from eyechart.run.prepare import Made, Past, Preparation
from eyechart.run.store import AskKey, Store
from eyechart.run.workshop import Workshop

__all__ = ["Summary", "run", "run_listing"]

_SMALL = 24
"""Plans of so few asks are not worth starting processes for."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the directory holds of a model after a run."""

    model: str
    outcomes: dict[str, int]
    """Records by outcome."""
    asked: int
    """Records made by this run."""
    attempts: int
    """Calls ever made in this directory, failed ones included; so the next three."""
    tokens_in: int
    tokens_out: int
    cost: float
    """US dollars, as far as the provider said."""
    seconds: float
    """That this run took."""
    interrupted: bool
    """Stopped before the end; the same call goes on."""
    notes: tuple[str, ...]
    """Levels that had fewer items than were asked for."""

    @property
    def total(self) -> int:
        return sum(self.outcomes.values())

    @property
    def answered(self) -> int:
        """Records that hold a reply, good or bad."""
        return self.total - self.outcomes.get("provider_error", 0)

    @property
    def accuracy_of_all(self) -> float:
        """Right answers among all asks; nan if there are none."""
        return self.outcomes.get("correct", 0) / self.total if self.total else float("nan")

    @property
    def accuracy_of_answered(self) -> float:
        """Right answers among the replies; nan if there are none."""
        return self.outcomes.get("correct", 0) / self.answered if self.answered else float("nan")


async def run(
    plan: Plan,
    model: Model,
    store: Store,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Carry out what is missing of the plan; `store` must be open for writing.

    Raises `UsageError` if the store holds another plan, or if the model gives no reply at all.
    """

    def source(past: Past, shop: Workshop, journal: Journal) -> _Source:
        preparation = Preparation(plan, past, model.forms, shop)
        if progress:
            preparation.passed = progress.passed
        return _Source(_jobs(preparation, journal), preparation.short)

    return await _carried_out(plan, source, model, store, settings, progress, None)


async def run_listing(
    name: str,
    listed: Sequence[Listed],
    model: Model,
    store: Store,
    settings: Settings | None = None,
    progress: Progress | None = None,
    judge: Judge | None = None,
) -> Summary:
    """Ask what is missing of a list, in its order; as `run` otherwise."""

    def source(past: Past, shop: Workshop, journal: Journal) -> _Source:
        return _Source(_listed_jobs(listed, past, journal, progress), [])

    listing = Listing.of(name, listed)
    return await _carried_out(listing, source, model, store, settings, progress, judge)


class _Source(NamedTuple):
    """Where a run's jobs come from."""

    jobs: AsyncGenerator[Job, None]
    notes: list[str]
    """Filled while the jobs are drawn."""


async def _carried_out(
    plan: Plan | Listing,
    source: Callable[[Past, Workshop, Journal], _Source],
    model: Model,
    store: Store,
    settings: Settings | None,
    progress: Progress | None,
    judge: Judge | None,
) -> Summary:
    started, settings = time.perf_counter(), settings or Settings()
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    store.begin(plan, model.name, model.settings, command)
    if progress:
        progress.begin(plan.size)
    processes = settings.processes
    if processes is None:
        processes = 0 if plan.size <= _SMALL else os.cpu_count() or 1
    past = Past.of(store, model.name)
    async with Workshop(processes) as shop, Journal(store) as journal, model:
        jobs, notes = source(past, shop, journal)
        asking = Asking(model, journal, shop, settings, progress, judge)
        interrupted = await asking.all(jobs)
    attempts, tokens_in, tokens_out, cost = store.bill(model.name)
    return Summary(
        model=model.name,
        outcomes=store.outcomes(model.name),
        asked=asking.asked,
        attempts=attempts,
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        cost=cost,
        seconds=time.perf_counter() - started,
        interrupted=interrupted,
        notes=tuple(notes),
    )


async def _listed_jobs(
    listed: Sequence[Listed], past: Past, journal: Journal, progress: Progress | None
) -> AsyncGenerator[Job, None]:
    """Every listed ask that has no answer yet; the first repeat of all before the second."""
    noted: set[str] = set()
    for turn in range(max((one.repeats for one in listed), default=0)):
        for one in listed:
            if turn >= one.repeats:
                continue
            address = str(one.ask.item.key)
            key = AskKey(past.model, address, one.ask.condition, one.first + turn)
            if key in past.done:
                if progress:
                    progress.passed(1)
                continue
            if address not in noted:
                noted.add(address)
                journal.item(past.model, one.ask.item, ())
            yield Job(one.ask, key, _hashes(one.ask))


async def _jobs(preparation: Preparation, journal: Journal) -> AsyncGenerator[Job, None]:
    """Every ask that is still to be made, in the plan's order; items are noted on the way."""
    plan, past = preparation.plan, preparation.past
    async with contextlib.aclosing(preparation.made()) as stream:
        async for made in stream:
            journal.item(past.model, made.item, made.left_out)
            wanted = _jobs_of(made, past, plan)
            preparation.passed(plan.asks_per_item - len(wanted))
            for job in wanted:
                yield job


def _jobs_of(made: Made, past: Past, plan: Plan) -> list[Job]:
    found = []
    for ask in made.asks:
        pictures = _hashes(ask)
        for repeat in range(plan.repeats):
            key = AskKey(past.model, str(made.item.key), ask.condition, repeat)
            if key not in past.done:
                found.append(Job(ask, key, pictures))
    return found


def _hashes(ask: Ask) -> tuple[str, ...]:
    return tuple(hashlib.sha256(picture).hexdigest() for picture in ask.pictures)
