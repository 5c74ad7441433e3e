"""Which records are shown, and each as a card: what was seen, answered, read, and ruled why.

Under every condition of a task: failures first (the easiest level first, since those say most, and
every kind of failure before a second of one kind), then successes (the hardest first).
"""

from collections.abc import Sequence
from typing import NamedTuple

from eyechart.diagnose.groups import by_condition, members
from eyechart.report.album import Album, Shown
from eyechart.report.safe import UnsafeOverlay, checked_overlay, shortened
from eyechart.run.record import Record

__all__ = ["Card", "Shelf", "TaskCards", "gallery"]

_PROMPT, _REPLY, _LONG = 5000, 240, 6000
"""Characters of a prompt, of a reply as shown at once, and of one unfolded."""


class Figure(NamedTuple):
    """One picture on a card."""

    caption: str
    shown: Shown
    overlay: str = ""
    """SVG elements, checked; drawn over the picture, which is then faded."""


class Card(NamedTuple):
    """One record."""

    record: Record
    figures: tuple[Figure, ...]
    prompt: str
    reply: str
    whole: str
    """The reply at more length."""
    reasoning: str
    truth: str
    read: str
    reason: str
    notes: tuple[str, ...]


class Shelf(NamedTuple):
    """A condition's cards, and of how many records they are chosen."""

    condition: str
    right: int
    asked: int
    cards: tuple[Card, ...]


class TaskCards(NamedTuple):
    task: str
    shelves: tuple[Shelf, ...]


def gallery(
    records: Sequence[Record], album: Album, *, failures: int = 2, successes: int = 1
) -> tuple[TaskCards, ...]:
    """Cards of every task and condition."""
    chosen = {
        task: {
            condition: (some, _choice(some, failures, successes))
            for condition, some in by_condition(mine).items()
        }
        for task, mine in members(records, "task").items()
    }
    _reserve([picks for shelves in chosen.values() for _, picks in shelves.values()], album)
    return tuple(
        TaskCards(
            task,
            tuple(
                Shelf(
                    condition,
                    sum(record.verdict.correct for record in some),
                    len(some),
                    tuple(_card(record, album) for record in picks),
                )
                for condition, (some, picks) in shelves.items()
            ),
        )
        for task, shelves in chosen.items()
    )


def _reserve(all_picks: Sequence[Sequence[Record]], album: Album) -> None:
    """Asks for the pictures round by round, so that a spent budget leaves no shelf bare."""
    for turn in range(max(map(len, all_picks), default=0)):
        for picks in all_picks:
            if turn < len(picks):
                _figures(picks[turn], album)


def _choice(records: Sequence[Record], failures: int, successes: int) -> list[Record]:
    """A few records, failures first."""
    order = sorted(records, key=lambda r: (r.level, r.key.index, r.repeat))
    wrong = [record for record in order if not record.verdict.correct]
    right = [record for record in reversed(order) if record.verdict.correct]
    seen: dict[str, int] = {}
    rounds = []
    for place, record in enumerate(wrong):
        outcome = record.verdict.outcome
        seen[outcome] = seen.get(outcome, 0) + 1
        # What the model got wrong tells more than what the connection lost.
        rounds.append((outcome == "provider_error", seen[outcome], outcome != "wrong", place))
    best = sorted(range(len(wrong)), key=lambda i: rounds[i])
    return [wrong[i] for i in best[:failures]] + right[:successes]


def _card(record: Record, album: Album) -> Card:
    response, verdict = record.response, record.verdict
    figures, notes = _figures(record, album)
    text = response.text.strip() or response.refusal.strip()
    return Card(
        record=record,
        figures=figures,
        prompt=shortened(record.prompt, _PROMPT),
        reply=shortened(text, _REPLY),
        whole=shortened(text, _LONG),
        reasoning=shortened(response.reasoning.strip(), _LONG),
        truth=shortened(record.truth, _LONG),
        read=shortened(verdict.read, _REPLY),
        reason=_news(record),
        notes=notes,
    )


def _news(record: Record) -> str:
    """The reason, unless it only says again what was answered and what is right."""
    verdict = record.verdict
    rest = verdict.reason
    # The longer first, since one may hold the other.
    for known in sorted((record.truth, verdict.read), key=len, reverse=True):
        rest = rest.replace(known, "") if known else rest
    if verdict.read and rest in ("answered ", "answered ; right is "):
        return ""
    return shortened(verdict.reason, _REPLY)


def _figures(record: Record, album: Album) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """What was sent, what came back, and what the verifier read over what was sent."""
    figures = [Figure("sent", album.sent(sha)) for sha in record.pictures]
    sent = figures[0].shown if figures else None
    figures += [Figure("returned", album.returned(sha)) for sha in record.reply_pictures[-1:]]
    for sha in record.reply_clips[-1:]:
        figures += [Figure("returned clip", shown) for shown in album.frames(sha)]
    notes = []
    if record.verdict.overlay:
        try:
            overlay = checked_overlay(record.verdict.overlay)
        except UnsafeOverlay as error:
            notes.append(f"The verifier's overlay is not drawn: {error}.")
        else:
            figures.append(Figure("as read", sent or Shown("", 512, 512), overlay))
    return tuple(figures), tuple(notes)
