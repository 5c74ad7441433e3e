"""`eyechart tasks` and `eyechart show`: what there is to ask, and what one item looks like."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from eyechart.cli.app import console
from eyechart.conditions import Ask, get_conditions
from eyechart.errors import UsageError
from eyechart.registry import all_tasks, get_task
from eyechart.seeds import Split

__all__ = ["show", "tasks"]

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]


def tasks(json: Json = False) -> None:
    """List the tasks: what each asks, how it may be answered, what a level counts."""
    rows = [
        {
            "id": task.id, "title": task.title, "skills": task.skills, "forms": task.forms,
            "load": task.load_name, "knobs": dict(task.knobs(5)),
        }
        for task in all_tasks().values()
    ]  # fmt: skip
    if json:
        _print_json(rows)
        return
    table = Table("task", "what the model has to do", "family", "answered in")
    for task in all_tasks().values():
        table.add_row(task.id, task.title, task.skills[0], ", ".join(task.forms))
    console.print(table)
    console.print("Look at one: [bold]eyechart show maze --level 5[/]")


def show(
    task: Annotated[str, typer.Argument(help="A task, as in `maze` or `maze@1`.")],
    level: Annotated[int, typer.Option(help="1 (a three-year-old's) to 10 and beyond.")] = 3,
    index: Annotated[int, typer.Option(help="Which item of the level.")] = 0,
    split: Annotated[str, typer.Option(help="train, dev or test.")] = "test",
    salt: Annotated[str, typer.Option(help="World 0 to 3, with an optional :secret.")] = "0",
    condition: Annotated[str, typer.Option(help="Show it as under this condition.")] = "seen",
    out: Annotated[
        Path | None, typer.Option(help="Where the picture goes (default: TASK-LEVEL-INDEX.png).")
    ] = None,
    answer: Annotated[bool, typer.Option(help="Print the right answer too.")] = True,
    json: Json = False,
) -> None:
    """Make one item, write its picture to a file, print what a model would be asked."""
    kind = get_task(task)
    item = kind.item(level, index, split=_split(split), salt=salt)
    ask = get_conditions([condition])[0].apply(kind, item)
    if ask is None:
        raise UsageError(f"condition {condition!r} has no meaning for {kind.id}; try seen")
    path = out or Path(f"{kind.name}-{level}-{index}.png")
    if ask.pictures:
        path.write_bytes(ask.pictures[0])
    truth = ask.item.answer.write(ask.item.answer.truth)  # type: ignore[arg-type]
    if json:
        _print_json(_as_json(ask, path, truth if answer else None))
        return
    console.print(Panel(Text(ask.prompt), title=f"{item.key}  ({condition})"))
    if ask.pictures:
        console.print(Text(f"picture: {path}"))
    if answer:
        console.print(Text(f"answer:  {truth}"))


def _as_json(ask: Ask, path: Path, truth: str | None) -> dict[str, Any]:
    return {
        "item": msgspec.to_builtins(ask.item.key), "digest": ask.item.digest,
        "condition": ask.condition, "prompt": ask.prompt,
        "picture": str(path) if ask.pictures else None, "answer": truth,
    }  # fmt: skip


def _split(name: str) -> Split:
    return name  # type: ignore[return-value]  # Key refuses a wrong one with a clear error


def _print_json(value: object) -> None:
    typer.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())
