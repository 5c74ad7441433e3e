"""`eyechart babyvision`: the official benchmark in its own protocol."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from eyechart.cli.app import console, stderr
from eyechart.cli.looking import Json
from eyechart.cli.running import Bar, Concurrency, ModelName, Timeout, print_json
from eyechart.errors import UsageError
from eyechart.published import babyvision as official
from eyechart.run import Settings

__all__ = ["babyvision"]

babyvision = typer.Typer(
    no_args_is_help=True,
    help="The official BabyVision files (2601.06521): ask, score, compare.",
)

Track = Annotated[str, typer.Option(help="understanding or drawing.")]
Data = Annotated[Path, typer.Option(help="The official zip, its folder, JSONL or Parquet.")]
Results = Annotated[
    list[Path], typer.Argument(help="Official result files, one a pass, or a folder of them.")
]


@babyvision.command()
def ask(
    model: ModelName,
    data: Data,
    track: Track = "understanding",
    passes: Annotated[int, typer.Option(min=1, help="Officially 3.")] = 3,
    wording: Annotated[Path | None, typer.Option(help="TOML with other sentences.")] = None,
    strict: Annotated[bool, typer.Option(help="Only boxed answers, as officially.")] = False,
    judge: Annotated[str, typer.Option(help="A model that rules where the rule abstains.")] = "",
    judge_everything: Annotated[bool, typer.Option(help="Let it rule on every answer.")] = False,
    concurrency: Concurrency = 64,
    timeout: Timeout = 1800.0,
    out: Annotated[Path | None, typer.Option(help="Directory of the run.")] = None,
    json: Json = False,
) -> None:
    """Ask a model the whole benchmark; leaves official result files. Resumes like `eval`."""
    if judge_everything and not judge:
        raise UsageError("--judge-everything needs a judge: --judge openai:NAME")
    words = official.read_wording(wording) if wording else official.OURS
    settings = Settings(concurrency=concurrency, timeout=timeout)
    with Bar() as bar:
        if _is_drawing(track):
            done = official.ask_drawing(
                model, data, rounds=passes, wording=words, judge=judge or None, out=out,
                settings=settings, progress=bar, announce=_announced,
            )  # fmt: skip
        else:
            done = official.ask_understanding(
                model, data, passes=passes, wording=words, strict=strict, judge=judge or None,
                judge_everything=judge_everything, out=out, settings=settings, progress=bar,
                announce=_announced,
            )  # fmt: skip
    page = Path(done.directory) / "report.html"
    page.write_text(official.evaluation_page(done, shlex.join(["eyechart", *sys.argv[1:]])))
    if json:
        print_json(done)
    else:
        console.print(official.evaluation_table(done))
        console.print(Text(f"page: {page}; official result files beside it"))
    if done.interrupted:
        stderr.print("stopped; the same command goes on from here", style="bold yellow")
        raise typer.Exit(130)


@babyvision.command()
def score(
    results: Results,
    track: Track = "understanding",
    data: Annotated[Path | None, typer.Option(help="Adds the chance and always-A lines.")] = None,
    ratings: Annotated[
        Path | None, typer.Option(help="People's: CSV or JSONL of task id, pass, rater, right.")
    ] = None,
    page: Annotated[Path | None, typer.Option(help="Also write an HTML page there.")] = None,
    json: Json = False,
) -> None:
    """Score official result files, one for each pass; hold judge, rule and people together."""
    drawing = _is_drawing(track)
    done = official.score_files(results, drawing=drawing, data=data, ratings=ratings)
    if page:
        page.write_text(official.evaluation_page(done, shlex.join(["eyechart", *sys.argv[1:]])))
    if json:
        print_json({**msgspec.to_builtins(done.score), "validity": done.validity})
        return
    console.print(official.score_table(done.score, understanding=not drawing))
    if done.validity:
        console.print(official.validity_table(done.validity))
    if page:
        console.print(Text(f"page: {page}"))


@babyvision.command()
def compare(
    first: Annotated[Path, typer.Argument(help="A folder of official result files, or one file.")],
    second: Annotated[Path, typer.Argument(help="Another one.")],
    track: Track = "understanding",
    json: Json = False,
) -> None:
    """Compare two runs item by item: what did the second change?"""
    read = official.read_drawing_results if _is_drawing(track) else official.read_results
    found = official.compare(
        *([read(p) for p in official.result_files([path])] for path in (first, second))
    )
    if json:
        print_json(found)
    else:
        console.print(official.comparison_table(found))


@babyvision.command()
def granularity(
    passes: Annotated[list[int] | None, typer.Option(help="Numbers of passes to try.")] = None,
    json: Json = False,
) -> None:
    """Which published means are impossible for a number of passes? (the GRIM test)"""
    columns = [official.misfits(k) for k in passes or (1, 2, 3, 4)]
    if json:
        print_json(columns)
    else:
        console.print(official.misfit_table(columns))


def _is_drawing(track: str) -> bool:
    if track not in ("understanding", "drawing"):
        raise UsageError(f"track {track!r} is neither understanding nor drawing")
    return track == "drawing"


def _announced(words: str) -> None:
    stderr.print(Text(words), style="bold")
