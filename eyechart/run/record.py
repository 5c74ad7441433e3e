"""One row of a run: who was asked what, how, what came back, and what the rule found."""

import msgspec

from eyechart.item import Form, Response, Verdict
from eyechart.seeds import Key

__all__ = ["Record"]


class Record(msgspec.Struct, frozen=True):
    """Append-only; media are named by their SHA-256 and stand in the store once."""

    model: str
    condition: str
    form: Form
    repeat: int
    """0, 1, ... where an item is asked several times."""
    item: str
    """The item's digest: records with the same one are the same problem, and are paired by it."""
    key: Key
    skills: tuple[str, ...]
    question: str
    prompt: str
    """As sent."""
    pictures: tuple[str, ...]
    """SHA-256 of each picture sent."""
    truth: str
    """The right answer, written out, for this condition (a turned item's has moved)."""
    chance: float
    """Probability that a blind guess is right."""
    response: Response
    """Without bytes: its pictures and clips stand in the next two fields."""
    reply_pictures: tuple[str, ...]
    reply_clips: tuple[str, ...]
    verdict: Verdict
    attempts: int
    """Calls made for this record, failed ones included."""
    asked_at: float
    """Seconds since the epoch, UTC."""

    @property
    def task(self) -> str:
        """Task id with its version."""
        return self.key.task

    @property
    def level(self) -> int:
        return self.key.level
