"""`eyechart check` and `eyechart certify`: that tasks and verifiers may be trusted."""

import importlib
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from eyechart.certify.certificate import Certificate, Errors, certify_task, write_certificate
from eyechart.check import Check, check_task
from eyechart.cli.app import console, stderr
from eyechart.cli.looking import Json
from eyechart.errors import UnknownName, UsageError
from eyechart.item import FORMS
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


def certify(
    tasks: Annotated[list[str] | None, typer.Argument(help="Tasks (default: all).")] = None,
    form: Annotated[str | None, typer.Option(help="text, draw or film (default: all).")] = None,
    accepted: Annotated[
        int, typer.Option(min=1, help="Right answers, worn and redrawn each.")
    ] = 300,
    rejected: Annotated[int, typer.Option(min=1, help="Wrong answers.")] = 400,
    seed: Annotated[int, typer.Option(help="Another seed makes other cases.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Markdown table, as docs/CERTIFICATE.md.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure how often the verifiers err; exit code 1 if a target is missed."""
    if form is not None and form not in FORMS:
        raise UnknownName("form", form, FORMS)
    found = [_find(name) for name in tasks or list(all_tasks())]
    jobs = [(task, f) for task in found for f in task.forms if form in (None, f)]
    with Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as progress:
        certificates = [
            certify_task(
                task, f, accepted=accepted, rejected=rejected, seed=seed, progress=progress
            )
            for task, f in jobs
        ]
    if out:
        write_certificate(certificates, out)
    if json:
        typer.echo(msgspec.json.encode(certificates).decode())
    else:
        _print_certificates(certificates)
    if not all(certificate.passed for certificate in certificates):
        raise typer.Exit(1)


def _print_certificates(certificates: list[Certificate]) -> None:
    table = Table("", "task", "form", "false rejects", "redrawn", "false accepts", "ms")
    for c in certificates:
        rates = [_rate(errors) for errors in (c.noise, c.redrawn, c.wrong)]
        mark = "[green]✓[/]" if c.passed else "[red]✗[/]"
        table.add_row(mark, c.task, c.form, *rates, f"{c.median_ms:.3g}")
    console.print(table)
    for c in certificates:
        for failure in c.failures[:5]:
            words = (
                f"{c.task} {c.form} {failure.mode} {failure.unit}: {failure.key}, {failure.what}"
            )
            console.print(Text(f"{words}: {failure.outcome}, {failure.reason}"), style="dim")


def _rate(errors: Errors) -> str:
    return f"{errors.wrong}/{errors.n}" if errors.n else "–"


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
