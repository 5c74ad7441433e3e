"""The diagnosis and the comparison in a terminal, 80 columns wide, and as JSON.

All names go in as `Text`, never as markup: a model's name may hold brackets.
"""

from collections.abc import Sequence

import msgspec
from rich import box
from rich.console import Group as Stack
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from eyechart.diagnose import Cell, Comparison, Diagnosis, Group, PairedEffect, Shift
from eyechart.diagnose.words import number, p_value, percent, points, span, title

__all__ = ["comparison_table", "diagnosis_table", "to_json"]

_SHORT = {
    "turned-90": "90°",
    "turned-180": "180°",
    "turned-270": "270°",
    "mirrored": "mirr",
    "flipped": "flip",
    "no-think": "no-th",
}
"""Column heads of conditions, so that all fit."""
_FLIPS = 10


def to_json(result: Diagnosis | Comparison) -> str:
    """Indented JSON; `msgspec.json.decode(text, type=Diagnosis)` brings it back."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2).decode()


def diagnosis_table(diagnosis: Diagnosis) -> RenderableType:
    """What fails and why; the conditions overall; each task under each condition."""
    parts: list[RenderableType] = [Text(sentence, style="bold") for sentence in diagnosis.headline]
    parts += [Text(), _overall(diagnosis)]
    tasks, families = diagnosis.of("task"), diagnosis.of("family")
    if len(tasks) > 1:
        coarser = 1 < len(families) < len(tasks)
        parts.append(_rates(diagnosis, [families, tasks] if coarser else [tasks]))
    return Stack(*parts)


def _overall(diagnosis: Diagnosis) -> Table:
    table = _table("condition", "right", "95 %", "chance", "− seen", "95 %", "p", "errors")
    for cell in diagnosis.overall.cells:
        found = diagnosis.overall.effect(cell.condition)
        named = found is not None and found.p_holm <= diagnosis.alpha
        table.add_row(
            Text(cell.condition),
            percent(cell.rate.rate),
            span(cell.rate.interval),
            percent(cell.chance),
            *_difference(found),
            _errors(cell),
            style="bold" if named else "",
        )
    table.caption = (
        "right: of those that got a reply; p: exact, paired, corrected (Holm); bold: p ≤ "
        f"{diagnosis.alpha}; errors: without an answer that could be judged (of them no reply)"
    )
    return table


def _difference(found: PairedEffect | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    return points(found.effect.difference), span(found.effect.interval), _p(found.p_holm)


def _errors(cell: Cell) -> str:
    judged = cell.outcomes.get("correct", 0) + cell.outcomes.get("wrong", 0)
    lost = cell.rate.asked - judged
    silent = cell.rate.asked - cell.rate.replied
    return f"{lost} ({silent})" if silent else str(lost)


def _rates(diagnosis: Diagnosis, layers: Sequence[Sequence[Group]]) -> Table:
    """Percent right: families, then tasks, under every condition."""
    table = _matrix("percent right", diagnosis.conditions)
    for groups in layers:
        table.add_section()
        for group in groups:
            marks = [_mark(group, name, diagnosis.alpha) for name in diagnosis.conditions]
            table.add_row(Text(title(group.name)), *marks)
    table.caption = "bold: differs from its baseline, corrected within this row"
    return table


def _mark(group: Group, condition: str, alpha: float) -> Text:
    cell, found = group.cell(condition), group.effect(condition)
    if cell is None or cell.rate.rate is None:
        return Text("–" if cell else "", style="dim")
    named = found is not None and found.p_holm <= alpha
    return Text(number(100 * cell.rate.rate), style="bold" if named else "")


def comparison_table(comparison: Comparison) -> RenderableType:
    """What changed from a to b: overall by condition, each task, some flips."""
    heading = Text(f"{comparison.b} against {comparison.a}", style="bold")
    parts: list[RenderableType] = [heading, _shifts(comparison)]
    if len({shift.name for shift in comparison.of("task")}) > 1:
        parts.append(_changes(comparison))
    if comparison.flips:
        parts.append(_flips(comparison))
    return Stack(*parts)


def _shifts(comparison: Comparison) -> Table:
    table = _table("condition", "a", "b", "b − a", "95 %", "p", "pairs", "gained", "lost")
    for shift in comparison.of("overall"):
        effect = shift.effect
        table.add_row(
            Text(shift.condition),
            percent(shift.a.rate),
            percent(shift.b.rate),
            points(effect.difference),
            span(effect.interval),
            _p(shift.p_holm),
            str(effect.pairs),
            str(effect.n10),
            str(effect.n01),
            style="bold" if shift.p_holm <= comparison.alpha else "",
        )
    table.caption = "p: exact, paired, corrected (Holm); gained: right in b alone"
    return table


def _changes(comparison: Comparison) -> Table:
    """b - a in points: every task under every condition."""
    shifts = {(shift.name, shift.condition): shift for shift in comparison.of("task")}
    conditions = list(dict.fromkeys(shift.condition for shift in comparison.of("overall")))
    table = _matrix("b − a, points", conditions)
    for task in dict.fromkeys(name for name, _ in shifts):
        row = [_change(shifts.get((task, name)), comparison.alpha) for name in conditions]
        table.add_row(Text(title(task)), *row)
    table.caption = "bold: corrected within this row, p ≤ " + str(comparison.alpha)
    return table


def _change(shift: Shift | None, alpha: float) -> Text:
    if shift is None:
        return Text("")
    return Text(points(shift.effect.difference), style="bold" if shift.p_holm <= alpha else "")


def _flips(comparison: Comparison) -> Table:
    table = _table("flipped", "level", "no.", "condition", "a", "b")
    for flip in comparison.flips[:_FLIPS]:
        table.add_row(
            Text(title(flip.task)),
            str(flip.level),
            str(flip.index),
            Text(flip.condition),
            flip.outcome_a.replace("_", " "),
            flip.outcome_b.replace("_", " "),
        )
    rest = len(comparison.flips) - _FLIPS
    if rest > 0:
        table.caption = f"and {rest} more (--json lists all)"
    return table


def _matrix(corner: str, conditions: Sequence[str]) -> Table:
    return _table(corner, *(_SHORT.get(name, name) for name in conditions), gap=0)


def _table(first: str, *heads: str, gap: int = 1) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, gap, 0, 0))
    table.caption_justify = "left"
    table.add_column(first, no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right", no_wrap=True)
    return table


def _p(p: float) -> str:
    return p_value(p).removeprefix("p ").removeprefix("= ")
