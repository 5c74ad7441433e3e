"""`eyechart eval`, `diagnose`, `report` and `compare`: runs and what comes of them."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from eyechart import session
from eyechart.cli.app import console, stderr
from eyechart.cli.looking import Json
from eyechart.errors import UsageError
from eyechart.report.table import comparison_table, diagnosis_table
from eyechart.run import Record, Settings
from eyechart.session import Run

__all__ = ["compare", "diagnose", "eval_", "print_json", "report"]

Names = Annotated[list[str] | None, typer.Option(help="May be repeated, or given with commas.")]
ModelName = Annotated[
    str, typer.Argument(help="openai:NAME, openai-images:NAME, or builtin:reader, chance, oracle.")
]
Tasks = Annotated[
    list[str] | None,
    typer.Option("--task", "-t", help="Repeat, or use commas; all: every task (eval's default)."),
]
Conditions = Annotated[
    list[str] | None,
    typer.Option("--condition", "-c", help="seen, blind, told, turned, think, draw, ... or all."),
]
Levels = Annotated[str, typer.Option(help='As in "1-10" or "1,5,10".')]
Items = Annotated[int, typer.Option("--items", "-n", min=1, help="Items per task and level.")]
Split = Annotated[str, typer.Option(help="train, dev or test.")]
Salt = Annotated[str, typer.Option(help='World 0 to 3, with an optional secret: "2:lab".')]
Repeats = Annotated[int, typer.Option(min=1, help="How often each item is asked.")]
Concurrency = Annotated[int, typer.Option(min=1, help="Calls under way at once.")]
Timeout = Annotated[float, typer.Option(min=0.1, help="Seconds for one attempt.")]
Out = Annotated[Path | None, typer.Option(help="Directory of the run (default: under runs/).")]


def eval_(
    model: ModelName,
    task: Tasks = None,
    condition: Conditions = None,
    levels: Levels = "1-10",
    items: Items = 5,
    split: Split = "test",
    salt: Salt = "0",
    repeats: Repeats = 1,
    concurrency: Concurrency = 64,
    timeout: Timeout = 120.0,
    out: Out = None,
    json: Json = False,
) -> None:
    """Ask a model and score it: how good is it, level by level?

    The same command resumes a stopped run; a larger one (more items, tasks, conditions) grows it.
    """
    settings = Settings(concurrency=concurrency, timeout=timeout)
    with Bar() as bar:
        run = session.evaluate(
            model, tasks=_split_names(task), conditions=_split_names(condition) or ["seen"],
            levels=parse_levels(levels), items=items, split=split,  # type: ignore[arg-type]
            salt=salt, repeats=repeats, out=out, settings=settings, progress=bar,
        )  # fmt: skip
    _finish(run, json)


def diagnose(
    model: ModelName = "builtin:reader",
    task: Tasks = None,
    condition: Conditions = None,
    levels: Levels = "1,3,5,7,9",
    items: Items = 2,
    split: Split = "test",
    salt: Salt = "0",
    repeats: Repeats = 1,
    concurrency: Concurrency = 64,
    timeout: Timeout = 120.0,
    out: Out = None,
    json: Json = False,
) -> None:
    """Find out why a model fails: every item under every condition, compared pair by pair.

    Leaves a self-contained page, report.html, in the run's directory. Resumes like `eval`.
    """
    settings = Settings(concurrency=concurrency, timeout=timeout)
    with Bar() as bar:
        run = session.diagnose(
            model, tasks=_split_names(task),
            conditions=_split_names(condition) or session.DIAGNOSTIC,
            levels=parse_levels(levels), items=items, split=split,  # type: ignore[arg-type]
            salt=salt, repeats=repeats, out=out, settings=settings, progress=bar,
        )  # fmt: skip
    _finish(run, json, page=True)


def report(
    run: Annotated[Path, typer.Argument(help="Directory of a run.")],
    out: Annotated[Path | None, typer.Option(help="Where the page goes.")] = None,
    json: Json = False,
) -> None:
    """Write the page of a run, finished or not, and print its table."""
    opened = Run(run)
    path = opened.write_report(out)
    if json:
        print_json(opened.diagnosis)
        return
    console.print(diagnosis_table(opened.diagnosis))
    console.print(Text(f"page: {path}"))


def compare(
    first: Annotated[Path, typer.Argument(help="Directory of a run.")],
    second: Annotated[Path, typer.Argument(help="Directory of another run.")],
    json: Json = False,
) -> None:
    """Compare two runs pair by pair: what did the second change, and where?"""
    comparison = session.compare(first, second)
    if json:
        print_json(comparison)
    else:
        console.print(comparison_table(comparison))


def parse_levels(text: str) -> list[int]:
    """ "1-3,7" to [1, 2, 3, 7].  Raises `UsageError`."""
    levels: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (first.isdigit() and (last or first).isdigit()):
            raise UsageError(f"levels {text!r} are not understood: write 1-10 or 1,5,10")
        levels += range(int(first), int(last or first) + 1)
    return levels


def _split_names(names: list[str] | None) -> list[str] | None:
    """Repeated options and commas, both."""
    return [name.strip() for text in names for name in text.split(",")] if names else None


class Bar:
    """A progress bar on standard error; nothing where that is no terminal."""

    def __init__(self) -> None:
        self._bar = Progress(
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(), console=stderr, transient=True, disable=not stderr.is_terminal,
        )  # fmt: skip
        self._task = self._bar.add_task("asking", total=None)
        self._right = self._scored = 0

    def __enter__(self) -> "Bar":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def begin(self, total: int) -> None:
        self._bar.update(self._task, total=total)

    def passed(self, count: int) -> None:
        self._bar.advance(self._task, count)

    def scored(self, record: Record) -> None:
        self._scored += 1
        self._right += record.verdict.correct
        words = f"{self._right} of {self._scored} right"
        self._bar.update(self._task, advance=1, description=words)


def _finish(run: Run, json: bool, *, page: bool = False) -> None:
    """The table (or JSON) of what was found; exit code 130 if the run was stopped."""
    summary = run.summary
    assert summary is not None
    if summary.total:
        path = run.write_report() if page else None
        if json:
            print_json(run.diagnosis)
        else:
            console.print(diagnosis_table(run.diagnosis))
            for note in summary.notes:
                console.print(Text(f"note: {note}"), style="dim")
            _say(run, path)
    if summary.interrupted:
        stderr.print("stopped; the same command goes on from here", style="bold yellow")
        raise typer.Exit(130)


def _say(run: Run, path: Path | None) -> None:
    assert run.summary is not None
    s = run.summary
    console.print(Text(f"{s.asked} asked now, {s.total} in {run.directory}, {s.seconds:.0f} s"))
    console.print(Text(f"page: {path}" if path else f"page: eyechart report {run.directory}"))


def print_json(value: Any) -> None:
    """A result as indented JSON on standard output."""
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
