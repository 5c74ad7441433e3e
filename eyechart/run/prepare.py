"""From a plan to asks, a little ahead of demand.

Items are made and pictures drawn in batches by the workshop, so that memory stays flat over tens of
thousands of asks and the connections never wait for a picture.  Which items a level gives is
`Task.items`' rule: walk the indices, drop what has been seen, until there are enough.  Batches of
one level may be made at the same time; they are merged in order, so the outcome never depends on
timing.  What a former session has answered is neither made nor drawn again.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from typing import Any

import msgspec

from eyechart.conditions import CONDITIONS, Ask
from eyechart.errors import EyechartError, LevelExhausted
from eyechart.item import Form, Item
from eyechart.registry import get_task
from eyechart.run.plan import Plan
from eyechart.run.store import AskKey, Store
from eyechart.run.workshop import Workshop
from eyechart.seeds import Key
from eyechart.task import Task

__all__ = ["Batch", "Made", "Past", "Preparation", "prepare"]

_ASKS_PER_BATCH = 32


class Batch(msgspec.Struct, frozen=True):
    """What one process is told to make."""

    plan: Plan
    task: str
    level: int
    forms: tuple[Form, ...]
    """Those in which the model can answer."""
    wanted: tuple[tuple[int, tuple[str, ...]], ...]
    """Index, and the conditions under which that item is still to be asked."""
    seen: frozenset[str]
    """Digests that need not be drawn again."""


class Made(msgspec.Struct, frozen=True):
    """One item and how it is asked."""

    item: Item
    asks: tuple[Ask, ...]
    left_out: tuple[str, ...]
    """Conditions that have no meaning for this item, or for this model."""


def prepare(batch: Batch) -> tuple[list[Made], bool]:
    """The batch's new items, and whether the level has no more; runs in a worker."""
    task, plan = get_task(batch.task), batch.plan
    made: list[Made] = []
    seen = set(batch.seen)
    for index, names in batch.wanted:
        try:
            item = task.item(
                batch.level,
                index,
                split=plan.split,
                salt=plan.salt,
                **plan.knobs.get(task.name, {}),
            )
        except LevelExhausted:
            return made, True
        if item.digest in seen:
            continue
        seen.add(item.digest)
        asks = [_applied(name, task, item) for name in names]
        kept = tuple(ask for ask in asks if ask is not None and ask.form in batch.forms)
        left_out = tuple(sorted(set(names) - {ask.condition for ask in kept}))
        made.append(Made(item, kept, left_out))
    return made, False


def _applied(name: str, task: Task[Any], item: Item) -> Ask | None:
    try:
        return CONDITIONS[name].apply(task, item)
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        raise EyechartError(f"{item.key} cannot be asked as {name!r}: {words}") from error


class Past(msgspec.Struct):
    """What former sessions have done for a model."""

    model: str
    done: set[AskKey]
    left_out: set[tuple[str, str, str]]
    digests: dict[str, str]
    """By item address."""

    @classmethod
    def of(cls, store: Store, model: str) -> "Past":
        return cls(model, store.done(), store.left_out(), store.digests())

    def missing(self, key: str, plan: Plan) -> tuple[str, ...]:
        """The conditions under which an item is still to be asked, once or more."""
        return tuple(
            name
            for name in plan.conditions
            if (self.model, key, name) not in self.left_out
            and any((self.model, key, name, n) not in self.done for n in range(plan.repeats))
        )


class _Cell:
    """One task at one level, on its way to enough distinct items."""

    def __init__(self, task: str, level: int, count: int) -> None:
        self.task, self.level, self.count = task, level, count
        self.digests: set[str] = set()
        self.next = 0
        self.open = 0
        """Batches under way."""
        self.last = 20 * count + 200
        """Indices walked at most, as in `Task.items`."""

    def indices(self, most: int) -> range:
        """The next ones to try."""
        stop = min(self.next + most, self.last)
        indices = range(self.next, stop)
        self.next = stop
        return indices

    @property
    def walked(self) -> bool:
        """Whether as many indices as items have been tried; more are, where some were the same."""
        return self.next >= min(self.count, self.last)

    @property
    def missing(self) -> int:
        return self.count - len(self.digests)


class Preparation:
    """What `made` yields: every item that is still to be asked, with its asks."""

    def __init__(self, plan: Plan, past: Past, forms: Iterable[Form], shop: Workshop) -> None:
        self.plan, self.past, self.forms, self.shop = plan, past, tuple(forms), shop
        self.short: list[str] = []
        """A line for each level that had fewer distinct items than were asked for."""
        # Without processes a batch blocks the event loop: one item at a time.
        per_item = len(plan.conditions)
        self._batch = max(1, _ASKS_PER_BATCH // per_item) if shop.processes else 1
        self.passed: Callable[[int], None] = lambda count: None
        """Called with the number of asks that need not be made."""

    async def made(self) -> AsyncGenerator[Made, None]:
        pending = self._first_batches()
        more: deque[tuple[_Cell, range]] = deque()
        under_way: deque[tuple[_Cell, range, asyncio.Task[tuple[list[Made], bool]]]] = deque()
        try:
            while True:
                while len(under_way) <= self.shop.processes:
                    if (batch := more.popleft() if more else next(pending, None)) is None:
                        break
                    cell, indices = batch
                    cell.open += 1
                    making = asyncio.create_task(self._make(cell, indices))
                    under_way.append((cell, indices, making))
                if not under_way:
                    return
                cell, indices, making = under_way.popleft()
                items, exhausted = await making
                cell.open -= 1
                if exhausted:
                    cell.last = cell.next
                for one in self._merged(cell, indices, items):
                    yield one
                if cell.walked and not cell.open and cell.missing:
                    if cell.next < cell.last:
                        more.append((cell, cell.indices(min(cell.missing, self._batch))))
                    else:
                        self._fell_short(cell)
        finally:
            for *_, making in under_way:
                making.cancel()

    def _first_batches(self) -> Iterator[tuple[_Cell, range]]:
        """As many indices as items are wanted, every cell in turn."""
        cells = [_Cell(task, level, self.plan.items) for task, level in self.plan.cells]
        while cells := [cell for cell in cells if not cell.walked]:
            for cell in cells:
                yield cell, cell.indices(min(self._batch, cell.count - cell.next))

    async def _make(self, cell: _Cell, indices: range) -> tuple[list[Made], bool]:
        wanted = []
        for index in indices:
            key = self._key(cell, index)
            if key not in self.past.digests:
                wanted.append((index, self.plan.conditions))
            elif names := self.past.missing(key, self.plan):
                wanted.append((index, names))
        if not wanted:
            return [], False
        plan = self.plan
        batch = Batch(
            plan, cell.task, cell.level, self.forms, tuple(wanted), frozenset(cell.digests)
        )
        return await self.shop.call(prepare, batch)

    def _merged(self, cell: _Cell, indices: range, made: list[Made]) -> Iterator[Made]:
        """What is new, in the order of the indices."""
        by_key = {str(one.item.key): one for one in made}
        for index in indices:
            key = self._key(cell, index)
            one = by_key.get(key)
            digest = one.item.digest if one else self.past.digests.get(key)
            if digest is None or digest in cell.digests or not cell.missing:
                continue
            cell.digests.add(digest)
            if one:
                yield one
            else:
                self.passed(self.plan.asks_per_item)

    def _key(self, cell: _Cell, index: int) -> str:
        return str(Key(cell.task, cell.level, index, self.plan.split, self.plan.salt))

    def _fell_short(self, cell: _Cell) -> None:
        self.short.append(
            f"{cell.task} level {cell.level} has only {len(cell.digests)} distinct items of "
            f"{cell.count}"
        )
        self.passed(cell.missing * self.plan.asks_per_item)
