"""Which tasks there are: every `Task` subclass in a module under `tasks/`, and every entry point.

A stranger's package adds its own by an entry point in the group `eyechart.tasks`, whose value is
the class; nothing here has to change.  Names may carry a version ("maze@1"); one that the
installed eyechart does not have is refused loudly, never silently replaced.
"""

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from typing import Any

import eyechart.tasks
from eyechart.errors import UnknownName, UsageError
from eyechart.task import Task

__all__ = ["all_tasks", "get_task"]


@cache
def all_tasks() -> dict[str, Task[Any]]:
    """Every known task by its bare name, sorted by family and name."""
    found: list[type[Task[Any]]] = []
    for module in pkgutil.walk_packages(eyechart.tasks.__path__, "eyechart.tasks."):
        if not module.ispkg:
            members = vars(importlib.import_module(module.name)).values()
            found += [
                m
                for m in members
                if isinstance(m, type)
                and issubclass(m, Task)
                and m.__module__ == module.name
                and hasattr(m, "name")
            ]
    found += [point.load() for point in entry_points(group="eyechart.tasks")]
    tasks = [kind() for kind in found]
    tasks.sort(key=lambda task: (task.skills[0], task.name))
    return {task.name: task for task in tasks}


def get_task(name: str) -> Task[Any]:
    """The task of that name, with or without version.  Raises `UnknownName`."""
    bare, _, version = name.partition("@")
    known = all_tasks()
    if bare not in known:
        raise UnknownName("task", name, known)
    task = known[bare]
    if version and version != str(task.version):
        raise UsageError(
            f"task {name!r} is not in this eyechart, which has {task.id!r}: install the release "
            "that has it, or leave the version out"
        )
    return task
