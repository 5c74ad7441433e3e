"""The diagnosis of one model: every group, every condition, every paired effect, every cause.

The smallest detectable difference is stated at the level of Holm's first step (alpha over the
number of tests in the group): it is what a finding would have needed to survive the correction.
"""

from collections.abc import Mapping, Sequence

import msgspec

from eyechart.diagnose.causes import headline_of, name_causes
from eyechart.diagnose.diagnosis import (
    LAYERS,
    Bill,
    Diagnosis,
    Group,
    Guess,
    Layer,
    PairedEffect,
)
from eyechart.diagnose.groups import (
    ItemId,
    baseline_of,
    by_condition,
    cell,
    level_rates,
    marks,
    members,
)
from eyechart.errors import UsageError
from eyechart.run.record import Record
from eyechart.stats import Effect, at_least, holm, paired_effect

__all__ = ["diagnose"]

ByCondition = Mapping[str, Sequence[Record]]
Marks = dict[ItemId, list[bool]]


def diagnose(records: Sequence[Record], *, alpha: float = 0.05) -> Diagnosis:
    """Why the model of these records fails.

    Raises `UsageError` if there are none, or if they are of several models.
    """
    models = sorted({record.model for record in records})
    if len(models) != 1:
        many = f"records of {len(models)} models ({', '.join(models)})" if models else "no records"
        raise UsageError(f"{many}: a diagnosis is of one model; choose one")
    groups = [group for layer in LAYERS for group in _layer(records, layer, alpha)]
    families = [group for group in groups if group.layer == "family"]
    return Diagnosis(
        model=models[0],
        headline=headline_of(models[0], groups[0], families),
        conditions=tuple(by_condition(records)),
        tasks=tuple(sorted({record.task for record in records})),
        levels=tuple(sorted({record.level for record in records})),
        splits=tuple(sorted({record.key.split for record in records})),
        salts=tuple(sorted({record.key.salt.partition(":")[0] for record in records})),
        items=len({(record.task, record.item) for record in records}),
        groups=tuple(groups),
        bill=_bill(records),
        alpha=alpha,
    )


def _layer(records: Sequence[Record], layer: Layer, alpha: float) -> list[Group]:
    """The groups of one layer."""
    return [
        _group(layer, name, by_condition(some), alpha)
        for name, some in members(records, layer).items()
    ]


def _group(layer: Layer, name: str, conditions: ByCondition, alpha: float) -> Group:
    """One group, its tests corrected together."""
    cells = tuple(cell(condition, some) for condition, some in conditions.items())
    guess = _guess(conditions.get("blind", ()))
    sides = _sides(conditions)
    step = alpha / max(1, len(sides) + (guess is not None))
    found = {condition: paired_effect(*both, alpha=step) for condition, both in sides.items()}
    tests = [effect.p for effect in found.values()] + ([guess.p] if guess else [])
    corrected = holm(tests)
    effects = tuple(
        _effect(condition, effect, p, *sides[condition])
        for (condition, effect), p in zip(found.items(), corrected, strict=False)
    )
    if guess:
        guess = msgspec.structs.replace(guess, p_holm=corrected[-1])
    findings = name_causes(cells, effects, guess, alpha)
    return Group(layer, name, cells, effects, guess, level_rates(conditions), findings)


def _sides(conditions: ByCondition) -> dict[str, tuple[Marks, Marks]]:
    """Condition -> its marks and its baseline's, where they share an item that both answered."""
    sides = {}
    for condition, some in conditions.items():
        baseline = baseline_of(condition)
        if baseline == condition or baseline not in conditions:
            continue
        first, second = marks(some), marks(conditions[baseline])
        if any(mine and second.get(item) for item, mine in first.items()):
            sides[condition] = first, second
    return sides


def _effect(
    condition: str, effect: Effect, p_holm: float, first: Marks, second: Marks
) -> PairedEffect:
    shared = first.keys() & second.keys()
    return PairedEffect(
        condition=condition,
        baseline=baseline_of(condition),
        effect=effect,
        p_holm=p_holm,
        unpaired=len(first) - len(shared),
        errors=len(shared) - effect.pairs,
    )


def _guess(blind: Sequence[Record]) -> Guess | None:
    """Blind replies against chance, each item's first; None if there are none."""
    once: dict[ItemId, Record] = {}
    for record in sorted(blind, key=lambda record: record.repeat):
        if record.verdict.outcome != "provider_error":
            once.setdefault((record.task, record.item), record)
    if not once:
        return None
    chances = [record.chance for record in once.values()]
    right = sum(record.verdict.correct for record in once.values())
    p = at_least(right, chances)
    return Guess(len(once), right, sum(chances), p, p)


def _bill(records: Sequence[Record]) -> Bill:
    responses = [record.response for record in records]
    return Bill(
        records=len(records),
        calls=sum(record.attempts for record in records),
        tokens_in=sum(response.tokens_in for response in responses),
        tokens_out=sum(response.tokens_out for response in responses),
        cost=sum(response.cost for response in responses),
        seconds=sum(response.seconds for response in responses),
        first=min(record.asked_at for record in records),
        last=max(record.asked_at for record in records),
    )
