"""One call from a model's name to a diagnosis and its page; the command line is a thin layer on it.

    run = diagnose("builtin:reader", tasks=["maze", "sudoku"], items=5)
    run.diagnosis.headline
    run.write_report("report.html")

A run lives in a directory (default: runs/diagnose-MODEL); the same call resumes it.
"""

import shlex
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from eyechart.api import blocking
from eyechart.diagnose import Comparison, Diagnosis
from eyechart.diagnose import compare as compare_records
from eyechart.diagnose import diagnose as diagnose_records
from eyechart.errors import BadData, UsageError
from eyechart.models import get_model
from eyechart.models.model import Model
from eyechart.models.names import slug
from eyechart.registry import all_tasks
from eyechart.report import page
from eyechart.run import Plan, Progress, Record, Settings, Store, Summary, run
from eyechart.seeds import Split

__all__ = ["DIAGNOSTIC", "STARTERS", "Run", "compare", "diagnose", "evaluate"]

DIAGNOSTIC = ("seen", "blind", "told", "turned", "think", "no-think", "draw", "film")
"""The conditions of a diagnosis, unless others are named."""
STARTERS = (
    "arc", "bounce", "connect_lines", "count_blocks", "maze", "odd_one_out", "overlay_pattern",
    "sudoku",
)  # fmt: skip
"""The tasks of a diagnosis, unless others are named: one for each kind of work."""
LEVELS = (1, 3, 5, 7, 9)


class Run:
    """A run that is kept in a directory: its records, its diagnosis, its page."""

    def __init__(self, directory: str | Path, summary: Summary | None = None) -> None:
        self.directory = Path(directory)
        self.summary = summary
        """What the call that made this object did; None where the run was only opened."""

    @cached_property
    def records(self) -> list[Record]:
        """Raises `BadData` if the directory holds no run, or an empty one."""
        with Store.open(self.directory) as store:
            records = store.records()
        if not records:
            raise BadData(f"the run in {self.directory} has no records yet: run it first")
        return records

    @cached_property
    def diagnosis(self) -> Diagnosis:
        return diagnose_records(self.records)

    @property
    def command(self) -> str:
        """The command line that began the run, without the secret of a salt."""
        with Store.open(self.directory) as store:
            return _without_secret(store.sessions()[0][2])

    def write_report(self, path: str | Path | None = None) -> Path:
        """Write the page (default: report.html in the run's directory) and return its path."""
        path = Path(path) if path else self.directory / "report.html"
        title = f"Why {self.diagnosis.model} fails"
        with Store.open(self.directory) as store:
            html = page(self.diagnosis, self.records, store, title, self.command)
        path.write_text(html, encoding="utf-8")
        return path


def diagnose(
    model: str | Model,
    *,
    tasks: Sequence[str] | None = None,
    conditions: Sequence[str] = DIAGNOSTIC,
    levels: Sequence[int] = LEVELS,
    items: int = 2,
    split: Split = "test",
    salt: str = "0",
    repeats: int = 1,
    out: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask a model every item under every condition, and keep it all in `out`.

    `items` is per task and level; `tasks` defaults to `STARTERS`, and "all" means all.  Stopped at
    any moment, the same call goes on where it was.  Raises `UsageError` for what cannot be asked as
    it was said.
    """
    opened = get_model(model) if isinstance(model, str) else model
    plan = Plan(
        tasks=_named(tasks or STARTERS), conditions=tuple(conditions), levels=tuple(levels),
        items=items, split=split, salt=salt, repeats=repeats,
    )  # fmt: skip
    directory = Path(out) if out else Path("runs") / f"diagnose-{slug(opened.name)}"
    return _carried_out(plan, opened, directory, settings, progress)


def evaluate(
    model: str | Model,
    *,
    tasks: Sequence[str] | None = None,
    conditions: Sequence[str] = ("seen",),
    levels: Sequence[int] = tuple(range(1, 11)),
    items: int = 5,
    split: Split = "test",
    salt: str = "0",
    repeats: int = 1,
    out: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Run:
    """How good is a model: a run as for a diagnosis, by default of all tasks, seen only."""
    opened = get_model(model) if isinstance(model, str) else model
    directory = out or Path("runs") / f"eval-{slug(opened.name)}"
    return diagnose(
        opened, tasks=tasks or ["all"], conditions=conditions, levels=levels, items=items,
        split=split, salt=salt, repeats=repeats, out=directory, settings=settings,
        progress=progress,
    )  # fmt: skip


def compare(a: str | Path | Run, b: str | Path | Run) -> Comparison:
    """Two runs (directories or `Run`s), pair by pair: what b changed against a."""
    first, second = (run if isinstance(run, Run) else Run(run) for run in (a, b))
    names = (_label(first), _label(second))
    if names[0] == names[1]:
        names = (f"{names[0]} ({first.directory})", f"{names[1]} ({second.directory})")
    return compare_records(first.records, second.records, names=names)


def _carried_out(
    plan: Plan,
    model: Model,
    directory: Path,
    settings: Settings | None,
    progress: Progress | None,
) -> Run:
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory} is a file: give a directory for the run")
    with Store.open(directory, write=True) as store:
        summary = blocking(run(plan, model, store, settings, progress))
    return Run(directory, summary)


def _named(tasks: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for task in tasks for name in (all_tasks() if task == "all" else [task]))


def _without_secret(command: str) -> str:
    """The command line with a salt's secret struck out: a page is handed on."""
    words = shlex.split(command)
    for i, word in enumerate(words):
        named = word.startswith("--salt=") or (i > 0 and words[i - 1] == "--salt")
        if named and ":" in word:
            words[i] = f"{word.partition(':')[0]}:SECRET"
    return shlex.join(words)


def _label(run: Run) -> str:
    return ", ".join(sorted({record.model for record in run.records}))
