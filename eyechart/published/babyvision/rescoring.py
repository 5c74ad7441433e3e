"""Score result files that are there: the official ones, another harness's, or those of a run.

    done = score_files(["runs/babyvision-my-model"], ratings="people.csv")
    done.score.overall.mean, done.validity.agreements

What a run of ours knows besides (the model, its judge and the judge's cost) is taken from beside
the files.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from eyechart.errors import BadData
from eyechart.judges import read_ratings
from eyechart.published.babyvision.data import read_drawing_tasks, read_questions
from eyechart.published.babyvision.evaluation import Evaluation
from eyechart.published.babyvision.facts import DRAWING_TOTAL
from eyechart.published.babyvision.results import read_drawing_results, read_results
from eyechart.published.babyvision.scores import score_drawings, score_passes
from eyechart.published.babyvision.validity import hold_together

__all__ = ["result_files", "score_files"]

_NAMES = ("model_results_run_*.json", "round*/eval.jsonl", "eval.jsonl")


def score_files(
    results: Sequence[str | Path],
    *,
    drawing: bool = False,
    data: str | Path | None = None,
    ratings: str | Path | None = None,
) -> Evaluation:
    """Files or folders of them, one file a pass; `ratings` are people's.  Raises `BadData`."""
    files = result_files(results)
    rated = read_ratings(ratings) if ratings else []
    if drawing:
        rounds = [read_drawing_results(file) for file in files]
        total = len(read_drawing_tasks(data)) if data else DRAWING_TOTAL
        score, validity = score_drawings(rounds, total), hold_together(rounds, rated)
    else:
        passes = [read_results(file) for file in files]
        score = score_passes(passes, read_questions(data) if data else None)
        validity = hold_together(passes, rated)
    directory = Path(results[0])
    known = _known(directory)
    return Evaluation(
        model=known.model if known else directory.name,
        track="drawing" if drawing else "understanding",
        directory=str(directory),
        score=score,
        by_rule=known.by_rule if known else None,
        abstained=validity.undecided,
        judge=known.judge if known else None,
        interrupted=False,
        validity=validity,
    )


def result_files(results: Sequence[str | Path]) -> list[Path]:
    """The files themselves, folders looked into.  Raises `BadData` where one holds none."""
    found: list[Path] = []
    for path in map(Path, results):
        inside = [file for name in _NAMES for file in sorted(path.glob(name))]
        if path.is_dir() and not inside:
            raise BadData(f"{path} holds neither model_results_run_*.json nor round*/eval.jsonl")
        found += inside if path.is_dir() else [path]
    return found


def _known(directory: Path) -> Evaluation | None:
    """What a run of ours left beside its files."""
    try:
        return msgspec.json.decode((directory / "evaluation.json").read_bytes(), type=Evaluation)
    except (OSError, msgspec.DecodeError):  # files of others, or of an older version
        return None
