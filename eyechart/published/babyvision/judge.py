"""The judge at work: what it costs is said first, what it says is kept, its agreement measured."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from eyechart.api import blocking
from eyechart.judges import Agreement, agreement
from eyechart.models import get_model
from eyechart.models.model import Model
from eyechart.models.names import slug
from eyechart.published.babyvision import judging
from eyechart.published.babyvision.results import Row
from eyechart.run import Listed, Record, Settings, Store, run_listing

__all__ = ["Announce", "JudgeReport", "Judged", "judge_all"]

Announce = Callable[[str], None]
"""Told what is about to be spent."""


class JudgeReport(msgspec.Struct, frozen=True):
    """What the judge did."""

    model: str
    asked: int
    no_verdict: int
    """Answers on which it gave none, after all tries."""
    overall: Agreement
    """With the rule, where both ruled; the rule is the first rater."""
    subtypes: dict[str, Agreement]
    cost: float
    """US dollars, as far as the provider said."""


class Judged(NamedTuple):
    """A judge's verdicts on one run."""

    model: str
    asked: int
    records: list[Record]
    cost: float

    def report(
        self,
        rows: Sequence[Sequence[Row]] = (),
        verdicts: Sequence[Sequence[bool | None]] = (),
    ) -> JudgeReport:
        """How the verdicts agree with the rule's (drawings have none: there nothing is given)."""
        rule, judge, subtype = {}, {}, {}
        for number, (one, voices) in enumerate(zip(rows, verdicts, strict=True)):
            for row, said in zip(one, voices, strict=True):
                subtype[number, row.id] = row.subtype
                if row.right is not None:
                    rule[number, row.id] = row.right
                if said is not None:
                    judge[number, row.id] = said
        by_subtype = {
            name: agreement({k: v for k, v in rule.items() if subtype[k] == name}, judge)
            for name in dict.fromkeys(subtype[k] for k in rule if k in judge)
        }
        settled = {(str(r.key), r.condition) for r in self.records if _is_verdict(r)}
        missing = self.asked - len(settled)
        return JudgeReport(
            self.model, self.asked, missing, agreement(rule, judge), by_subtype, self.cost
        )


def judge_all(
    judge: str | Model,
    asks: Sequence[Listed],
    directory: Path,
    settings: Settings | None,
    announce: Announce,
) -> "Judged":
    """Ask for every verdict, again where none was given; its run is kept below `directory`."""
    opened = get_model(judge) if isinstance(judge, str) else judge
    if not asks:
        return Judged(opened.name, 0, [], 0.0)
    pictures = sum(len(one.ask.pictures) for one in asks)
    tokens = sum(len(one.ask.prompt) for one in asks) // 4
    announce(
        f"{opened.name} will be asked for {len(asks):,} verdicts: about {tokens:,} tokens of text"
        + (f" and {pictures:,} pictures" if pictures else "")
        + ", and up to twice as much again where it gives none"
    )
    with Store.open(directory / f"judge-{slug(opened.name)}", write=True) as store:
        for tries in range(1, judging.TRIES + 1):
            # All are listed each time; those that have a verdict are not asked again.
            settled = {(str(r.key), r.condition) for r in store.records() if _is_verdict(r)}
            listed = [
                msgspec.structs.replace(
                    one,
                    repeats=1 if (str(one.ask.item.key), one.ask.condition) in settled else tries,
                )
                for one in asks
            ]
            blocking(
                run_listing("judge", listed, opened, store, settings, None, judging.read_verdict)
            )
        return Judged(opened.name, len(asks), store.records(), store.bill(opened.name).cost)


def _name(one: Listed) -> tuple[str, str]:
    return str(one.ask.item.key), one.ask.condition


def _is_verdict(record: Record) -> bool:
    return record.verdict.outcome in ("correct", "wrong")
