"""What a diagnosis and a comparison are made of: frozen, numbers and words only, JSON as is.

Two denominators are kept apart everywhere.  *Asked* counts every record; *replied* leaves out those
whose provider gave no reply, since a failed connection says nothing about what a model can see.
Rates, tests and causes are about the replied; the rate of all asked stands beside each.

Tests come in families.  All tests of one group (all problems, one task, ...), over its conditions
and its guessing, are one family under Holm's correction: any false finding in the group is no
likelier than `alpha`.  Over many groups together it is.  Intervals are not corrected.
"""

from typing import Literal

import msgspec

from eyechart.stats import Effect, Interval

__all__ = [
    "LAYERS",
    "Bill",
    "Cell",
    "Comparison",
    "Diagnosis",
    "Finding",
    "Flip",
    "Group",
    "Guess",
    "Layer",
    "LevelRate",
    "PairedEffect",
    "Rate",
    "Shift",
]

Layer = Literal["overall", "family", "skill", "task"]
LAYERS: tuple[Layer, ...] = ("overall", "family", "skill", "task")


class Rate(msgspec.Struct, frozen=True):
    """A share of right answers, with both denominators."""

    asked: int
    replied: int
    """Asked, less provider errors."""
    correct: int
    items: int
    """Distinct problems among the replied: the unit of the intervals."""
    rate: float | None
    """correct / replied; None where no reply was had."""
    interval: Interval
    rate_asked: float
    """correct / asked."""
    interval_asked: Interval


class Cell(msgspec.Struct, frozen=True):
    """One group of records under one condition."""

    condition: str
    rate: Rate
    chance: float
    """Expected rate of a blind guess, the mean over the records asked."""
    outcomes: dict[str, int]
    """How many of each outcome; they add up to the asked."""


class PairedEffect(msgspec.Struct, frozen=True):
    """A condition against its baseline on the same items: `effect` is condition - baseline."""

    condition: str
    baseline: str
    effect: Effect
    p_holm: float
    unpaired: int
    """Items asked under the condition, but never under the baseline."""
    errors: int
    """Items left out because one of the two got no reply."""


class Guess(msgspec.Struct, frozen=True):
    """Blind answers against chance; one record per item, one-sided and exact."""

    n: int
    correct: int
    expected: float
    """Right answers that guessing would give."""
    p: float
    p_holm: float


class LevelRate(msgspec.Struct, frozen=True):
    """One point of a level curve."""

    condition: str
    level: int
    rate: Rate
    chance: float


class Finding(msgspec.Struct, frozen=True):
    """A cause, named, with its evidence."""

    cause: str
    """ "perception", "reasoning", "guessing", "orientation", ..."""
    condition: str
    supported: bool
    """Whether the corrected test supports it (for reasoning: whether anything failed when told)."""
    size: float
    """In the direction in which it names the cause, as a share."""
    interval: Interval
    reach: float
    """The largest effect, either way, that the interval leaves open."""
    sentence: str


class Group(msgspec.Struct, frozen=True):
    """All that is known of one group of records."""

    layer: Layer
    name: str
    cells: tuple[Cell, ...]
    effects: tuple[PairedEffect, ...]
    guess: Guess | None
    levels: tuple[LevelRate, ...]
    findings: tuple[Finding, ...]

    def cell(self, condition: str) -> Cell | None:
        return next((cell for cell in self.cells if cell.condition == condition), None)

    def effect(self, condition: str) -> PairedEffect | None:
        return next((effect for effect in self.effects if effect.condition == condition), None)


class Bill(msgspec.Struct, frozen=True):
    """What was spent."""

    records: int
    calls: int
    """Attempts, failed ones included."""
    tokens_in: int
    tokens_out: int
    cost: float
    """US dollars, where the provider says."""
    seconds: float
    """Waited for replies, added up over calls that ran side by side."""
    first: float
    """Seconds since the epoch, UTC."""
    last: float


class Diagnosis(msgspec.Struct, frozen=True):
    """Why a model fails, with the evidence."""

    model: str
    headline: tuple[str, ...]
    """One to three sentences."""
    conditions: tuple[str, ...]
    """In the order in which they are shown."""
    tasks: tuple[str, ...]
    """Ids, with versions."""
    levels: tuple[int, ...]
    splits: tuple[str, ...]
    salts: tuple[str, ...]
    """Worlds only: what follows the colon is a secret and is left out."""
    items: int
    groups: tuple[Group, ...]
    bill: Bill
    alpha: float

    @property
    def overall(self) -> Group:
        return self.of("overall")[0]

    def of(self, layer: Layer) -> tuple[Group, ...]:
        """The groups of one layer, in order."""
        return tuple(group for group in self.groups if group.layer == layer)


class Shift(msgspec.Struct, frozen=True):
    """One group under one condition in two runs: `effect` is b - a, on the items of both."""

    layer: Layer
    name: str
    condition: str
    a: Rate
    b: Rate
    """Both over the shared items alone."""
    effect: Effect
    p_holm: float
    only_a: int
    only_b: int
    """Items that the other run did not ask."""
    errors: int
    """Shared items left out because one of the two got no reply."""


class Flip(msgspec.Struct, frozen=True):
    """One record whose verdict differs between the runs."""

    task: str
    level: int
    index: int
    condition: str
    repeat: int
    item: str
    gained: bool
    """Right in b and not in a."""
    outcome_a: str
    outcome_b: str
    read_a: str
    read_b: str
    truth: str


class Comparison(msgspec.Struct, frozen=True):
    """Two runs or two models, pair by pair."""

    a: str
    b: str
    summary: tuple[str, ...]
    shifts: tuple[Shift, ...]
    flips: tuple[Flip, ...]
    alpha: float

    def of(self, layer: Layer) -> tuple[Shift, ...]:
        return tuple(shift for shift in self.shifts if shift.layer == layer)
