"""`eyechart check` and `eyechart certify`: that tasks and verifiers may be trusted."""

import importlib
from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from eyechart.check import Check, check_task
from eyechart.cli.app import console
from eyechart.cli.looking import Json
from eyechart.errors import UsageError
from eyechart.registry import all_tasks, get_task
from eyechart.task import Task

__all__ = ["certify", "check"]


def check(
    tasks: Annotated[
        list[str] | None,
        typer.Argument(help="Tasks, or `package.module:Class` for one of yours (default: all)."),
    ] = None,
    json: Json = False,
) -> None:
    """Examine whether a task keeps the contract; exit code 1 if it does not."""
    results = {task.id: check_task(task) for task in map(_find, tasks or list(all_tasks()))}
    if json:
        rows = {name: [c._asdict() for c in checks] for name, checks in results.items()}
        typer.echo(msgspec.json.encode(rows).decode())
    else:
        for name, checks in results.items():
            console.print(_table(name, checks))
    if not all(c.passed for checks in results.values() for c in checks):
        raise typer.Exit(1)


def _find(name: str) -> Task[Any]:
    """A registered task, or a class named as package.module:Class."""
    module, _, kind = name.partition(":")
    if not kind:
        return get_task(name)
    try:
        found = getattr(importlib.import_module(module), kind)
    except (ImportError, AttributeError) as error:
        raise UsageError(f"{name!r} cannot be imported: {error}") from error
    if not (isinstance(found, type) and issubclass(found, Task)):
        raise UsageError(f"{name!r} is not a subclass of eyechart.Task")
    task: Task[Any] = found()
    return task


def _table(name: str, checks: list[Check]) -> Table:
    table = Table("", "check", "found", title=name, title_justify="left")
    for c in checks:
        table.add_row("[green]✓[/]" if c.passed else "[red]✗[/]", c.name, Text(c.detail))
    return table
