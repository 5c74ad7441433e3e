"""From a plan to asks, a little ahead of demand.

Items are made and pictures drawn in batches by the workshop, so that memory stays flat over tens of
thousands of asks and the connections never wait for a picture.  Tasks and levels take turns, a
batch each, so a run that is stopped has seen something of all.  Which items a level gives is
`Task.items`' rule: walk the indices, drop what has been seen, until there are enough.  What a
former session has answered is neither made nor drawn again.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable
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

    def __init__(self, task: str, level: int, plan: Plan) -> None:
        self.task, self.level, self.plan = task, level, plan
        self.digests: set[str] = set()
        self.exhausted = False
        """Whether trying on is of no use."""
        self._next, self._last = 0, 20 * plan.items + 200  # as far as `Task.items` walks

    @property
    def missing(self) -> int:
        return self.plan.items - len(self.digests)

    def keys(self, most: int) -> list[Key]:
        """The next addresses to try: never more than items are missing; none at the end."""
        stop = min(self._next + min(most, self.missing), self._last)
        indices, self._next = range(self._next, stop), stop
        self.exhausted = stop == self._last
        split, salt = self.plan.split, self.plan.salt
        return [Key(self.task, self.level, index, split, salt) for index in indices]


class Preparation:
    """What `made` yields: every item that is still to be asked, with its asks."""

    def __init__(self, plan: Plan, past: Past, forms: Iterable[Form], shop: Workshop) -> None:
        self.plan, self.past, self.forms, self.shop = plan, past, tuple(forms), shop
        self.short: list[str] = []
        """A line for each level that had fewer distinct items than were asked for."""
        self.passed: Callable[[int], None] = lambda count: None
        """Called with the number of asks that need not be made."""
        # Without processes a batch blocks the event loop: one item at a time.
        self._at_once = max(1, _ASKS_PER_BATCH // len(plan.conditions)) if shop.processes else 1

    async def made(self) -> AsyncGenerator[Made, None]:
        cells = deque(_Cell(task, level, self.plan) for task, level in self.plan.cells)
        under_way: deque[tuple[_Cell, asyncio.Task[list[Made]]]] = deque()
        try:
            while cells or under_way:
                while cells and len(under_way) <= self.shop.processes:
                    cell = cells.popleft()
                    under_way.append((cell, asyncio.create_task(self._make(cell))))
                cell, making = under_way.popleft()
                for one in await making:
                    cell.digests.add(one.item.digest)
                    yield one
                if cell.missing and not cell.exhausted:
                    cells.append(cell)
                elif cell.missing:
                    self._fell_short(cell)
        finally:
            for _, making in under_way:
                making.cancel()

    async def _make(self, cell: _Cell) -> list[Made]:
        """The next few items of a cell, but those that have been asked everything."""
        wanted = []
        for key in cell.keys(self._at_once):
            digest = self.past.digests.get(str(key))
            names = self.past.missing(str(key), self.plan) if digest else self.plan.conditions
            if names:
                wanted.append((key.index, names))
            elif digest:
                cell.digests.add(digest)
                self.passed(self.plan.asks_per_item)
        if not wanted:
            return []
        seen = frozenset(cell.digests)
        batch = Batch(self.plan, cell.task, cell.level, self.forms, tuple(wanted), seen)
        made, exhausted = await self.shop.call(prepare, batch)
        cell.exhausted |= exhausted
        return made

    def _fell_short(self, cell: _Cell) -> None:
        self.short.append(
            f"{cell.task} level {cell.level} has only {len(cell.digests)} distinct items of "
            f"{cell.plan.items}"
        )
        self.passed(cell.missing * self.plan.asks_per_item)
