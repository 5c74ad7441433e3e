"""Records put into groups, and what is counted in each: rates, outcomes, curves, pairs.

A record is paired by (task, digest): equal digests are the same problem, whatever their key.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from eyechart.conditions import CONDITIONS
from eyechart.diagnose.diagnosis import Cell, Layer, LevelRate, Rate
from eyechart.run.record import Record
from eyechart.stats import clustered_rate

__all__ = [
    "MEMBERSHIP",
    "ItemId",
    "baseline_of",
    "by_condition",
    "cell",
    "level_rates",
    "marks",
    "members",
    "rate_of",
]

ItemId = tuple[str, str]
"""(task id, digest)."""

MEMBERSHIP: dict[Layer, Callable[[Record], Sequence[str]]] = {
    "overall": lambda record: ("overall",),
    "family": lambda record: record.skills[:1],
    "skill": lambda record: record.skills[1:],
    "task": lambda record: (record.task,),
}
"""The groups of each layer to which a record belongs."""


def members(records: Iterable[Record], layer: Layer) -> dict[str, list[Record]]:
    """Group name -> its records, sorted by name."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        for name in MEMBERSHIP[layer](record):
            found[name].append(record)
    return dict(sorted(found.items()))


def by_condition(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Condition -> its records, in the order of `CONDITIONS`, unknown ones last by name."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.condition].append(record)
    known = list(CONDITIONS)
    rank = {name: (known.index(name) if name in CONDITIONS else len(known), name) for name in found}
    return {name: found[name] for name in sorted(found, key=lambda name: rank[name])}


def baseline_of(condition: str) -> str:
    """The condition with which this one is paired; "seen" for one that is not installed here."""
    return CONDITIONS[condition].baseline if condition in CONDITIONS else "seen"


def marks(records: Iterable[Record]) -> dict[ItemId, list[bool]]:
    """Item -> whether each reply is right; an item that only met provider errors has no marks."""
    found: dict[ItemId, list[bool]] = {}
    for record in records:
        item = found.setdefault((record.task, record.item), [])
        if record.verdict.outcome != "provider_error":
            item.append(record.verdict.correct)
    return found


def rate_of(records: Sequence[Record]) -> Rate:
    """Both denominators, each with the interval that its repeats call for."""
    replied = [item for item in marks(records).values() if item]
    everything: dict[ItemId, list[bool]] = defaultdict(list)
    for record in records:
        everything[record.task, record.item].append(record.verdict.correct)
    n, correct = sum(map(len, replied)), sum(map(sum, replied))
    return Rate(
        asked=len(records),
        replied=n,
        correct=correct,
        items=len(replied),
        rate=correct / n if n else None,
        interval=clustered_rate(replied),
        rate_asked=correct / len(records),
        interval_asked=clustered_rate(everything.values()),
    )


def cell(condition: str, records: Sequence[Record]) -> Cell:
    counts = Counter(record.verdict.outcome for record in records)
    return Cell(condition, rate_of(records), _chance(records), dict(counts.most_common()))


def level_rates(conditions: Mapping[str, Sequence[Record]]) -> tuple[LevelRate, ...]:
    """Rate by level, condition by condition, levels rising."""
    points = []
    for condition, records in conditions.items():
        for level in sorted({record.level for record in records}):
            here = [record for record in records if record.level == level]
            points.append(LevelRate(condition, level, rate_of(here), _chance(here)))
    return tuple(points)


def _chance(records: Sequence[Record]) -> float:
    return sum(record.chance for record in records) / len(records)
