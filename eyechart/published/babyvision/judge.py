"""The judge at work: what it costs is said first, what it says is kept, its agreement measured."""

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from eyechart.api import blocking
from eyechart.models import get_model
from eyechart.models.model import Model
from eyechart.models.names import slug
from eyechart.published.babyvision import judging
from eyechart.published.babyvision.results import Row
from eyechart.published.babyvision.validity import Agreements, agreements
from eyechart.run import Listed, Record, Settings, Store, run_listing

__all__ = ["Announce", "JudgeReport", "Judged", "judge_all"]

_ENOUGH = 1024
"""Tokens in which a judge that reasons comes to its one word."""

Announce = Callable[[str], None]
"""Told what is about to be spent."""


class JudgeReport(msgspec.Struct, frozen=True):
    """What the judge did."""

    model: str
    asked: int
    no_verdict: int
    """Answers on which it gave none, after all tries."""
    cut_off: int
    """Replies, of all tries, that reached their token limit without one."""
    agreement: Agreements
    """With the rule, where both ruled."""
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
        settled = {_of(record) for record in self.records if _is_verdict(record)}
        missing = self.asked - len(settled)
        agreed = agreements("judge", "rule", judge, rule, subtype)
        cut_off = sum(r.verdict.outcome == "truncated" for r in self.records)
        return JudgeReport(self.model, self.asked, missing, cut_off, agreed, self.cost)


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
    with Store.open(directory / f"judge-{slug(opened.name)}", write=True) as store:
        for tries in range(1, judging.TRIES + 1):
            records = store.records()
            settled = {_of(record) for record in records if _is_verdict(record)}
            replies = Counter(_of(r) for r in records if r.verdict.outcome != "provider_error")
            spent = settled | {name for name, n in replies.items() if n >= judging.TRIES}
            open_asks = [one for one in asks if _name(one) not in spent]
            if not open_asks:
                break
            if tries == 1:
                announce(_expense(opened, open_asks))
            # All are listed each time: what has a reply is not asked again, a failed call is.
            listed = [
                msgspec.structs.replace(one, repeats=_repeats(_name(one), settled, replies))
                for one in asks
            ]
            summary = blocking(
                run_listing("judge", listed, opened, store, settings, None, judging.read_verdict)
            )
            if summary.interrupted:
                break
        return Judged(opened.name, len(asks), store.records(), store.bill(opened.name).cost)


Name = tuple[str, str]
"""Of an ask: item and pass."""


def _repeats(name: Name, settled: set[Name], replies: Counter[Name]) -> int:
    """How many replies it takes: one more where there are only such without a verdict."""
    more = name not in settled
    return min(judging.TRIES, max(1, replies[name] + more))


def _expense(judge: Model, asks: Sequence[Listed]) -> str:
    """What is about to be spent, and at most."""
    pictures = sum(len(one.ask.pictures) for one in asks)
    tokens = sum(len(one.ask.prompt) for one in asks) // 4
    body = judge.settings.get("body", {})
    bound = judge.settings.get("max_tokens") or body.get("max_completion_tokens")
    said = (
        f"{judge.name} will be asked for {len(asks):,} verdicts, at most {judging.TRIES} times each"
        f" where it gives none: about {tokens:,} tokens of text to read a time"
        + (f" and {pictures:,} pictures" if pictures else "")
    )
    if bound is None:
        return said + "; its replies have no bound but the server's"
    said += f"; its replies have at most {bound:,} tokens, {bound * len(asks):,} a time"
    if bound < _ENOUGH:
        said += f" (a judge that reasons may need more than {bound}: raise max_tokens)"
    return said


def _name(one: Listed) -> Name:
    return str(one.ask.item.key), one.ask.condition


def _of(record: Record) -> Name:
    return str(record.key), record.condition


def _is_verdict(record: Record) -> bool:
    return record.verdict.outcome in ("correct", "wrong")
