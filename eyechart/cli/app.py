"""The application: its commands stand in `looking`, `running`, `proving`, `published`."""

import sys
from collections.abc import Callable

import typer
from rich.console import Console

from eyechart.errors import EyechartError

__all__ = ["app", "console", "main", "stderr"]

console = Console()
stderr = Console(stderr=True)
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help=(
        "Finds out **why** a multimodal model fails at seeing, drawing and acting on pictures: one "
        "seeded problem, one thing changed, compared pair by pair."
    ),
    epilog="Start with `eyechart tasks`, `eyechart show maze`, `eyechart diagnose builtin:reader`.",
)


def main() -> None:
    """Run the command line; the entry point of the installed script."""
    from eyechart.cli import (  # the commands register themselves
        looking,
        proving,
        published,
        running,
    )

    commands: list[Callable[..., None]] = [
        looking.tasks, looking.show, running.eval_, running.diagnose, running.report,
        running.compare, proving.check, proving.certify,
    ]  # fmt: skip
    for command in commands:
        app.command(command.__name__.rstrip("_"))(command)
    app.add_typer(published.babyvision, name="babyvision")
    try:
        app(standalone_mode=True)
    except EyechartError as error:
        stderr.print(f"[bold red]error:[/] {_escaped(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(2)


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(" ".join(text.split()))
