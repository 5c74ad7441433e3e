"""One call from a model's name and the official files to scores, official result files and a page.

    done = ask_understanding("openai:my-model", "babyvision_data.zip", judge="openai:some-judge")
    done.score.overall.mean, done.score.overall.interval

The run lives in a directory (default: runs/babyvision-MODEL); the same call resumes it.  What the
rule cannot settle goes to the judge, if there is one, in a run of its own below the first.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from eyechart.api import blocking
from eyechart.errors import UsageError
from eyechart.models import get_model
from eyechart.models.model import Model
from eyechart.models.names import slug
from eyechart.published.babyvision import asking, judging
from eyechart.published.babyvision.data import read_drawing_tasks, read_questions
from eyechart.published.babyvision.judge import Announce, JudgeReport, judge_all
from eyechart.published.babyvision.results import (
    Row,
    write_drawing_results,
    write_results,
)
from eyechart.published.babyvision.scores import Score, score_drawings, score_passes
from eyechart.published.babyvision.validity import Validity
from eyechart.published.babyvision.wording import OURS, Wording
from eyechart.run import Listed, Progress, Record, Settings, Store, Summary, run_listing
from eyechart.run.asking import Judge

__all__ = ["Announce", "Evaluation", "JudgeReport", "ask_drawing", "ask_understanding"]


class Evaluation(msgspec.Struct, frozen=True):
    """A model on one track."""

    model: str
    track: str
    directory: str
    score: Score
    by_rule: Score | None
    """The same answers without the judge's verdicts."""
    abstained: int
    """Answers on which the rule gave none."""
    judge: JudgeReport | None
    interrupted: bool
    validity: Validity | None = None
    """Those who ruled held against each other and against people."""


def ask_understanding(
    model: str | Model,
    data: str | Path,
    *,
    passes: int = 3,
    wording: Wording = OURS,
    strict: bool = False,
    judge: str | Model | None = None,
    judge_everything: bool = False,
    out: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    announce: Announce = lambda words: None,
) -> Evaluation:
    """The understanding track.

    `strict` extracts answers as the official code does (boxed ones only); `judge_everything` lets
    the judge's verdicts stand for all answers, for comparison with numbers that were made so.
    """
    questions = read_questions(data)
    opened, directory = _opened(model, out, asking.UNDERSTANDING)
    listed = asking.understanding_asks(questions, passes, wording)
    ruling = asking.rule(questions, strict=strict)
    summary, records = _run(
        asking.UNDERSTANDING, listed, opened, directory, settings, progress, ruling
    )
    rows = asking.rows_of(records, questions)
    by_rule, report, final = score_passes(rows, questions), None, rows
    if judge is not None and not summary.interrupted:
        asks = judging.answer_asks(rows, questions, everything=judge_everything)
        judged = judge_all(judge, asks, directory, settings, announce)
        verdicts = judging.judged_rows(rows, judged.records)
        report = judged.report(rows, verdicts)
        final = [
            [_ruled(row, said, judge_everything) for row, said in zip(one, voices, strict=True)]
            for one, voices in zip(rows, verdicts, strict=True)
        ]
    for number, one in enumerate(final, 1):
        write_results(one, directory / f"model_results_run_{number}.json")
    score = score_passes(final, questions)
    abstained = sum(row.right is None for one in rows for row in one)
    done = Evaluation(
        opened.name, "understanding", str(directory), score,
        by_rule, abstained, report, summary.interrupted,
    )  # fmt: skip
    (directory / "evaluation.json").write_bytes(msgspec.json.encode(done))
    return done


def ask_drawing(
    model: str | Model,
    data: str | Path,
    *,
    rounds: int = 3,
    wording: Wording = OURS,
    judge: str | Model | None = None,
    out: str | Path | None = None,
    settings: Settings | None = None,
    progress: Progress | None = None,
    announce: Announce = lambda words: None,
) -> Evaluation:
    """The drawing track; without a judge the pictures are made and kept, and nothing is ruled."""
    tasks = read_drawing_tasks(data)
    opened, directory = _opened(model, out, asking.DRAWING)
    listed = asking.drawing_asks(tasks, rounds, wording)
    summary, records = _run(
        asking.DRAWING, listed, opened, directory, settings, progress, asking.undecided
    )
    pictures = _pictures(records, directory, rounds)
    judged = None
    if judge is not None and not summary.interrupted:
        asks = judging.drawing_verdict_asks(pictures, tasks)
        judged = judge_all(judge, asks, directory, settings, announce)
    rows = judging.judged_drawings(rounds, tasks, judged.records if judged else [], pictures)
    for number, one in enumerate(rows, 1):
        folder = directory / f"round{number}"
        folder.mkdir(exist_ok=True)
        write_drawing_results(one, folder / "eval.jsonl")
    done = Evaluation(
        opened.name, "drawing", str(directory), score_drawings(rows, len(tasks)),
        None, 0, judged.report() if judged else None, summary.interrupted,
    )  # fmt: skip
    (directory / "evaluation.json").write_bytes(msgspec.json.encode(done))
    return done


def _opened(model: str | Model, out: str | Path | None, track: str) -> tuple[Model, Path]:
    opened = get_model(model) if isinstance(model, str) else model
    directory = Path(out) if out else Path("runs") / f"{track}-{slug(opened.name)}"
    if directory.exists() and not directory.is_dir():
        raise UsageError(f"{directory} is a file: give a directory for the run")
    return opened, directory


def _run(
    name: str,
    listed: Sequence[Listed],
    model: Model,
    directory: Path,
    settings: Settings | None,
    progress: Progress | None,
    ruling: Judge,
) -> tuple[Summary, list[Record]]:
    with Store.open(directory, write=True) as store:
        going = run_listing(name, listed, model, store, settings, progress, ruling)
        summary = blocking(going)
        return summary, store.records()


def _ruled(row: Row, said: bool | None, everything: bool) -> Row:
    """The row with the judge's verdict, also as the row's where it counts."""
    counts = row.right is None or (everything and said is not None)
    return msgspec.structs.replace(row, judged=said, right=said if counts else row.right)


def _pictures(records: Sequence[Record], directory: Path, rounds: int) -> list[dict[int, bytes]]:
    """Each round's pictures by item, also written out under the official names."""
    found: list[dict[int, bytes]] = [{} for _ in range(rounds)]
    with Store.open(directory) as store:
        for record in records:
            if record.reply_pictures and record.repeat < rounds:
                data = store.media(record.reply_pictures[-1])
                found[record.repeat][record.key.index] = data
                folder = directory / f"round{record.repeat + 1}" / "images"
                folder.mkdir(parents=True, exist_ok=True)
                suffix = "jpg" if data.startswith(b"\xff\xd8") else "png"
                (folder / f"task{record.key.index}.{suffix}").write_bytes(data)
    return found
