"""Two runs, or two models, on the same items under the same conditions: what changed, and where.

Pairs are made by (task, digest, condition).  The families of tests are as in a diagnosis: those of
one group, over its conditions.
"""

from collections.abc import Sequence

import msgspec

from eyechart.diagnose.diagnosis import LAYERS, Comparison, Flip, Layer, Shift
from eyechart.diagnose.groups import by_condition, marks, members, rate_of
from eyechart.diagnose.words import p_value, percent, points, span
from eyechart.errors import UsageError
from eyechart.run.record import Record
from eyechart.stats import holm, paired_effect

__all__ = ["compare"]


def compare(
    a: Sequence[Record],
    b: Sequence[Record],
    *,
    names: tuple[str, str] | None = None,
    alpha: float = 0.05,
) -> Comparison:
    """b against a; `names` label the two (default: their models).

    Raises `UsageError` if they share no item under the same condition.
    """
    label_a, label_b = names or (_models(a), _models(b))
    shifts = [shift for layer in LAYERS for shift in _layer(a, b, layer, alpha)]
    if not shifts:
        raise UsageError(
            f"{label_a} and {label_b} share no item under the same condition: run both with the "
            "same tasks, levels, split, salt and conditions"
        )
    return Comparison(
        label_a, label_b, _summary(label_a, label_b, shifts, alpha), tuple(shifts), _flips(a, b),
        alpha,
    )  # fmt: skip


def _models(records: Sequence[Record]) -> str:
    return ", ".join(sorted({record.model for record in records})) or "an empty run"


def _layer(a: Sequence[Record], b: Sequence[Record], layer: Layer, alpha: float) -> list[Shift]:
    groups_a, groups_b = members(a, layer), members(b, layer)
    return [
        shift
        for name in groups_a
        if name in groups_b
        for shift in _group(layer, name, groups_a[name], groups_b[name], alpha)
    ]


def _group(
    layer: Layer, name: str, a: Sequence[Record], b: Sequence[Record], alpha: float
) -> list[Shift]:
    """One group under every condition that both runs asked of a common item."""
    before, after = by_condition(a), by_condition(b)
    shared = [
        condition
        for condition in before
        if condition in after and marks(before[condition]).keys() & marks(after[condition]).keys()
    ]
    step = alpha / max(1, len(shared))
    shifts = [_shift(layer, name, c, before[c], after[c], step) for c in shared]
    corrected = holm([shift.effect.p for shift in shifts])
    return [
        msgspec.structs.replace(shift, p_holm=p) for shift, p in zip(shifts, corrected, strict=True)
    ]


def _shift(
    layer: Layer, name: str, condition: str, a: list[Record], b: list[Record], alpha: float
) -> Shift:
    marks_a, marks_b = marks(a), marks(b)
    shared = marks_a.keys() & marks_b.keys()
    effect = paired_effect(marks_b, marks_a, alpha=alpha)
    return Shift(
        layer=layer,
        name=name,
        condition=condition,
        a=rate_of([record for record in a if (record.task, record.item) in shared]),
        b=rate_of([record for record in b if (record.task, record.item) in shared]),
        effect=effect,
        p_holm=effect.p,
        only_a=len(marks_a) - len(shared),
        only_b=len(marks_b) - len(shared),
        errors=len(shared) - effect.pairs,
    )


def _flips(a: Sequence[Record], b: Sequence[Record]) -> tuple[Flip, ...]:
    """Records that are right in one run alone, lost ones first."""
    before = {(r.task, r.item, r.condition, r.repeat): r for r in a}
    flips = []
    for after in b:
        old = before.get((after.task, after.item, after.condition, after.repeat))
        if old is None or old.verdict.correct == after.verdict.correct:
            continue
        if "provider_error" in (old.verdict.outcome, after.verdict.outcome):
            continue
        flips.append(
            Flip(
                task=after.task,
                level=after.level,
                index=after.key.index,
                condition=after.condition,
                repeat=after.repeat,
                item=after.item,
                gained=after.verdict.correct,
                outcome_a=old.verdict.outcome,
                outcome_b=after.verdict.outcome,
                read_a=old.verdict.read,
                read_b=after.verdict.read,
                truth=after.truth,
            )
        )
    flips.sort(key=lambda f: (f.gained, f.condition, f.task, f.level, f.index, f.repeat))
    return tuple(flips)


def _summary(a: str, b: str, shifts: Sequence[Shift], alpha: float) -> tuple[str, ...]:
    """One sentence for each condition overall."""
    sentences = []
    for shift in shifts:
        if shift.layer != "overall":
            continue
        effect = shift.effect
        evidence = (
            f"{b} {percent(shift.b.rate)}, {a} {percent(shift.a.rate)}: "
            f"{points(effect.difference)} points {span(effect.interval)}, "
            f"{p_value(shift.p_holm)} corrected, {effect.pairs} pairs"
        )
        if shift.p_holm <= alpha:
            verdict = "better" if effect.difference > 0 else "worse"
        else:
            reach = round(100 * effect.interval.reach)
            verdict = f"no change shown; none larger than {reach} points could have been missed"
        sentences.append(f"{shift.condition}: {evidence}: {verdict}.")
    return tuple(sentences)
