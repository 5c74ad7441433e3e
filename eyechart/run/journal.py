"""Group commit: the store's writes, in a thread of their own, many to a transaction.

While one batch is being written the next gathers, so a busy run pays for few transactions and the
event loop for none.  `scored` returns when the row is safe; the runner holds the ask's place until
then, which is why a kill can cost no more than what was in flight.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from eyechart.item import Item
from eyechart.run.record import Record
from eyechart.run.store import Attempt, Store

__all__ = ["Journal"]


class Journal:
    """Open it (`async with`) inside the event loop; leaving it writes what is left."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._calls: list[Callable[[], object]] = []
        self._waiting: list[asyncio.Future[None]] = []
        self._ready = asyncio.Event()
        self._closing = False
        self._failed: Exception | None = None

    def item(self, model: str, item: Item, left_out: Iterable[str]) -> None:
        """An item that is going to be asked, and the conditions that have no meaning for it."""
        self._note(partial(self._store.add_item, item))
        for condition in left_out:
            self._note(partial(self._store.add_left_out, model, str(item.key), condition))

    def attempt(self, attempt: Attempt) -> None:
        """A failed attempt, after which another will be made."""
        self._note(partial(self._store.add_attempt, attempt))

    async def scored(self, attempt: Attempt, record: Record, media: Sequence[bytes]) -> None:
        """The last attempt of an ask and its record: both are safe when this returns."""
        self.attempt(attempt)
        self._note(partial(self._store.add_record, record, media))
        done = asyncio.get_running_loop().create_future()
        self._waiting.append(done)
        await done

    async def __aenter__(self) -> Self:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="journal")
        self._task = asyncio.create_task(self._write())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing = True
        self._ready.set()
        await self._task
        self._thread.shutdown()
        if self._failed is not None and error is None:
            raise self._failed

    def _note(self, call: Callable[[], object]) -> None:
        if self._failed is not None:
            raise self._failed
        self._calls.append(call)
        self._ready.set()

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        while self._calls or not self._closing:
            await self._ready.wait()
            self._ready.clear()
            calls, self._calls = self._calls, []
            waiting, self._waiting = self._waiting, []
            try:
                await loop.run_in_executor(self._thread, self._store.write, calls)
            except Exception as error:  # a full disk: nothing that follows could be kept
                self._failed = error
            for done in waiting:
                if done.done():  # its ask was cancelled; the row is written all the same
                    continue
                if self._failed is None:
                    done.set_result(None)
                else:
                    done.set_exception(self._failed)
            if self._failed is not None:
                return
