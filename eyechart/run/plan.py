"""What a run is to ask: tasks, levels, items and the conditions under which each is asked.

A plan is data: the same plan in the same directory resumes.  A larger one (more tasks, conditions,
levels, items or repeats) adds to what is there, asking only what is new; anything else is refused.
The baseline of every condition, `seen` above all, is always part of the plan, because an effect is
a paired difference from it.
"""

from typing import Any

import msgspec
from msgspec.structs import force_setattr

from eyechart.conditions import get_conditions
from eyechart.errors import UnknownName, UsageError
from eyechart.registry import get_task
from eyechart.seeds import Key, Split

__all__ = ["Plan"]


class Plan(msgspec.Struct, frozen=True, kw_only=True, tag="plan", forbid_unknown_fields=True):
    """Names are checked and put into their full form when it is made.

    Raises `UnknownName`, `BadKey` or `UsageError`.
    """

    tasks: tuple[str, ...]
    """With or without version; kept as ids, as in "maze@1"."""
    conditions: tuple[str, ...] = ("seen",)
    """Names or groups ("turned", "all"); baselines are added."""
    levels: tuple[int, ...] = (1,)
    items: int = 10
    """Items per task and level, all of distinct content; fewer where a level has not so many."""
    split: Split = "test"
    salt: str = "0"
    repeats: int = 1
    """How often each item is asked under each condition."""
    knobs: dict[str, dict[str, Any]] = {}
    """Single settings of a task in place of its levels' own, by the task's bare name."""

    def __post_init__(self) -> None:
        tasks = [get_task(name) for name in self.tasks]
        if not tasks or not self.levels or self.items < 1 or self.repeats < 1:
            raise UsageError("a plan needs a task and a level, and at least 1 item and 1 repeat")
        conditions = get_conditions(list(self.conditions))
        baselines = ["seen", *(condition.baseline for condition in conditions)]
        names = dict.fromkeys([*baselines, *(condition.name for condition in conditions)])
        force_setattr(self, "tasks", tuple(dict.fromkeys(task.id for task in tasks)))
        force_setattr(self, "conditions", tuple(names))
        force_setattr(self, "levels", tuple(sorted(set(self.levels))))
        for level in self.levels:
            Key(tasks[0].id, level, 0, self.split, self.salt)  # raises BadKey
        for name, settings in self.knobs.items():
            if name not in {task.name for task in tasks}:
                raise UnknownName("task with knobs", name, [task.name for task in tasks])
            for knob in settings:
                if knob not in (known := get_task(name).knobs(self.levels[0])):
                    raise UnknownName("knob", knob, known)

    @property
    def cells(self) -> list[tuple[str, int]]:
        """(task id, level), levels outermost: a run that is stopped has seen every task."""
        return [(task, level) for level in self.levels for task in self.tasks]

    @property
    def asks_per_item(self) -> int:
        return len(self.conditions) * self.repeats

    @property
    def size(self) -> int:
        """The most asks that it can come to; conditions that have no meaning for an item, and
        items that a level does not have, are left out."""
        return len(self.cells) * self.items * self.asks_per_item

    def require_growth_of(self, held: object) -> None:
        """Raises `UsageError` unless this plan asks all that `held` does, of the same items."""
        if not isinstance(held, Plan):
            raise UsageError("this directory holds another kind of run: give another directory")
        for what in ("split", "salt", "knobs"):
            ours, theirs = (msgspec.json.encode(getattr(plan, what)) for plan in (self, held))
            if ours != theirs:
                raise _another(what, theirs.decode(), ours.decode())
        for what in ("tasks", "conditions", "levels"):
            if missing := set(getattr(held, what)) - set(getattr(self, what)):
                raise _another(what, f"also {', '.join(map(str, sorted(missing)))}", "not")
        for what in ("items", "repeats"):
            if getattr(self, what) < getattr(held, what):
                raise _another(what, str(getattr(held, what)), str(getattr(self, what)))


def _another(what: str, held: str, asked: str) -> UsageError:
    return UsageError(
        f"this directory holds another plan ({what}: there {held}, asked now {asked}): a plan may "
        "grow, not change; give another directory, or at least what this one holds"
    )
