"""Scores beside what others scored: rows for the terminal and for the page."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from eyechart.diagnose.words import number, p_value, percent, points, span
from eyechart.published.babyvision.agreement_tables import agreements_table
from eyechart.published.babyvision.evaluation import Evaluation
from eyechart.published.babyvision.facts import CHILDREN, OTHERS, SUBTYPES, published
from eyechart.published.babyvision.granularity import Misfits
from eyechart.published.babyvision.plain_table import plain_table
from eyechart.published.babyvision.scores import ALL, Comparison, Score, Slice

__all__ = [
    "adults_and_best",
    "comparison_table",
    "evaluation_table",
    "misfit_table",
    "published_overall",
    "score_table",
]


class Line(NamedTuple):
    """One published overall score, in percent."""

    who: str
    mean: float
    std: float | None
    note: str


def published_overall() -> list[Line]:
    """Everybody's understanding track, best first; people, models, later vendors' tables."""
    paper = [
        Line(row.model, row.mean, row.std, f"paper, table {row.table}")
        for row in published()
        if row.category == ALL
    ]
    later = [Line(name, plain, None, "vendor, no tools") for name, plain, _ in OTHERS if plain]
    return sorted([*paper, *later], key=lambda line: -line.mean)


def evaluation_table(done: Evaluation) -> RenderableType:
    """The score, and who ruled."""
    parts: list[RenderableType] = [Text(f"{done.model} on BabyVision, {done.track} track")]
    parts.append(score_table(done.score, understanding=done.track == "understanding"))
    if done.judge is not None:
        words = (
            f"{done.judge.model}: {done.judge.asked} verdicts, {done.judge.no_verdict} not given"
            f" ({done.judge.cut_off} replies cut off); {done.judge.cost:.2f} US dollars"
        )
        if done.judge.agreement.overall.n:
            parts.append(agreements_table(done.judge.agreement))
        parts.append(Text(words))
    elif done.abstained:
        parts.append(Text(f"the rule abstained on {done.abstained} answers: wrong so far"))
    return Group(*parts)


def score_table(score: Score, *, understanding: bool = True) -> RenderableType:
    """All, categories, subtypes; with chance, the always-A line, adults, the best model."""
    heads = ["n", "right", "95 %", "std"]
    table = plain_table(*heads, *(["guess", "A", "adult", "best"] if understanding else []))
    for line in (score.overall, *score.categories.values()):
        table.add_row(*_cells(line, understanding), style="bold")
    table.add_section()
    for line in score.subtypes.values():
        table.add_row(*_cells(line, understanding))
    counts = (
        f"{score.passes} pass{'es' * (score.passes > 1)}, {score.answers:,} answers: "
        f"{_share(score.unanswered, score)} without an answer, "
        f"{_share(score.truncated, score)} cut off, {_share(score.failed, score)} failed, "
        f"{_share(score.undecided, score)} undecided; "
        f"mean of the subtypes {percent(score.macro)}"
    )
    people = ", ".join(f"age {age}: {mean:g} %" for age, (mean, _) in CHILDREN.items())
    which = "population" if understanding else "sample"
    notes = [Text(counts), Text(f"std: {which} deviation over passes, as published", style="dim")]
    if understanding:
        notes.append(Text(f"children, on 20 items that are not released: {people}", style="dim"))
    return Group(table, *notes)


def comparison_table(found: Comparison) -> RenderableType:
    """Second minus first, in points."""
    table = plain_table("n", "won", "lost", "points", "95 %", "p", "Holm")
    every = {"all": found.overall, **found.categories, **found.subtypes}
    for name, e in every.items():
        corrected = found.corrected.get(name)
        table.add_row(
            name, str(e.pairs), str(e.n10), str(e.n01), points(e.difference), span(e.interval),
            _bare(e.p), "" if corrected is None else _bare(corrected),
            style="bold" if (corrected if corrected is not None else e.p) <= e.alpha else "",
        )  # fmt: skip
    least = found.overall.detectable
    note = f"smallest difference that these items show: {points(least)} points" if least else ""
    return Group(table, Text(note, style="dim"))


def misfit_table(columns: Sequence[Sequence[Misfits]]) -> RenderableType:
    """How many subtype means of each model are impossible, by number of passes."""
    table = plain_table(*(f"{column[0].passes} passes" for column in columns))
    table.title = "Published means that so many passes cannot give"
    for cells in zip(*columns, strict=True):
        shown = [f"{len(cell.impossible)} of {cell.cells}" for cell in cells]
        table.add_row(Text(cells[0].model), *shown)
    return table


def _bare(p: float) -> str:
    return p_value(p).removeprefix("p ").removeprefix("= ")


def _cells(line: Slice, understanding: bool) -> list[str]:
    name = "all" if line.name == ALL else line.name
    cells = [
        name, str(line.items), percent(line.mean), span(line.interval),
        f"{100 * (line.std_population if understanding else line.std_sample):.1f}",
    ]  # fmt: skip
    if not understanding:
        return cells
    adults, best = adults_and_best(line.name)
    return [*cells, percent(line.chance), percent(line.always_a), adults, best]


def adults_and_best(name: str) -> tuple[str, str]:
    """What 16 adults scored, and the best model of the paper's first table, in percent.

    A category's figure is the average of its items, not the printed cell: two are exchanged.
    """
    models: dict[str, list[tuple[float, int]]] = {}
    for row in published():
        whole = name == ALL and row.category == ALL
        within = row.subtype in SUBTYPES and name in (row.subtype, row.category)
        if row.table == "1" and (whole or within):
            items = SUBTYPES[row.subtype].items if within else 1
            models.setdefault(row.model, []).append((row.mean, items))
    means = {
        model: sum(mean * n for mean, n in cells) / sum(n for _, n in cells)
        for model, cells in models.items()
    }
    people = [mean for model, mean in means.items() if "Human" in model]
    others = [mean for model, mean in means.items() if "Human" not in model]
    return (number(people[0]) if people else "", number(max(others)) if others else "")


def _share(count: int, score: Score) -> str:
    return percent(count / score.answers) if score.answers else "–"
