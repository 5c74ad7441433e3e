"""The diagnosis of one model: every group, every condition, every paired effect, every cause.

The smallest detectable difference is stated at the level of Holm's first step (alpha over the
number of tests in the layer): it is what a finding would have needed to survive the correction.
"""

from collections.abc import Mapping, Sequence

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
from eyechart.diagnose.groups import baseline_of, by_condition, cell, level_rates, marks, members
from eyechart.errors import UsageError
from eyechart.run.record import Record
from eyechart.stats import at_least, holm, paired_effect

__all__ = ["diagnose"]

ByCondition = Mapping[str, Sequence[Record]]


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
    """The groups of one layer; their tests are corrected together."""
    grouped = {name: by_condition(some) for name, some in members(records, layer).items()}
    effects = _effects(grouped, alpha)
    guesses = _guesses(grouped)
    groups = []
    for name, conditions in grouped.items():
        cells = tuple(cell(condition, some) for condition, some in conditions.items())
        findings = name_causes(cells, effects[name], guesses.get(name), alpha)
        levels = level_rates(conditions)
        guess = guesses.get(name)
        groups.append(Group(layer, name, cells, effects[name], guess, levels, findings))
    return groups


def _effects(
    grouped: Mapping[str, ByCondition], alpha: float
) -> dict[str, tuple[PairedEffect, ...]]:
    """Group -> its paired effects, Holm over all groups and conditions at hand."""
    sides = {
        (name, condition): (marks(some), marks(conditions[baseline]))
        for name, conditions in grouped.items()
        for condition, some in conditions.items()
        if (baseline := baseline_of(condition)) in conditions and baseline != condition
    }
    sides = {
        where: (first, second)
        for where, (first, second) in sides.items()
        if any(first[item] and second.get(item) for item in first)
    }
    step = alpha / max(1, len(sides))
    effects = {where: paired_effect(*both, alpha=step) for where, both in sides.items()}
    corrected = holm([effect.p for effect in effects.values()])
    found: dict[str, list[PairedEffect]] = {name: [] for name in grouped}
    for ((name, condition), effect), p in zip(effects.items(), corrected, strict=True):
        first, second = sides[name, condition]
        shared = first.keys() & second.keys()
        found[name].append(
            PairedEffect(
                condition=condition,
                baseline=baseline_of(condition),
                effect=effect,
                p_holm=p,
                unpaired=len(first) - len(shared),
                errors=len(shared) - effect.pairs,
            )
        )
    return {name: tuple(effects) for name, effects in found.items()}


def _guesses(grouped: Mapping[str, ByCondition]) -> dict[str, Guess]:
    """Group -> its blind replies against chance, Holm over the groups."""
    found: dict[str, Guess] = {}
    for name, conditions in grouped.items():
        once: dict[tuple[str, str], Record] = {}
        for record in sorted(conditions.get("blind", ()), key=lambda record: record.repeat):
            if record.verdict.outcome != "provider_error":
                once.setdefault((record.task, record.item), record)
        if once:
            chances = [record.chance for record in once.values()]
            right = sum(record.verdict.correct for record in once.values())
            p = at_least(right, chances)
            found[name] = Guess(len(once), right, sum(chances), p, p)
    corrected = holm([guess.p for guess in found.values()])
    return {
        name: Guess(guess.n, guess.correct, guess.expected, guess.p, p)
        for (name, guess), p in zip(found.items(), corrected, strict=True)
    }


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
