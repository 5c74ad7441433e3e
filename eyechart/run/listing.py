"""Asks that are listed instead of planned: a published benchmark's, or a judge's.

A plan says which items to make; a listing already has its asks, in their order.  It runs in a
directory of its own by the same rules: it may grow (more passes), never change.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from eyechart.conditions import Ask
from eyechart.errors import UsageError

__all__ = ["Listed", "Listing"]


class Listed(msgspec.Struct, frozen=True):
    """One ask, to be made `repeats` times, from `first` on."""

    ask: Ask
    repeats: int = 1
    first: int = 0


class Listing(msgspec.Struct, frozen=True, kw_only=True, tag="listing"):
    """What is kept of a listing: enough to refuse another one."""

    name: str
    """As in "babyvision"."""
    asks: dict[str, str]
    """By item address and condition: a digest of prompt and pictures, without repeats."""
    size: int
    """Asks in all, repeats included."""

    @classmethod
    def of(cls, name: str, listed: Sequence[Listed]) -> "Listing":
        asks = {f"{one.ask.item.key} {one.ask.condition}": _digest(one.ask) for one in listed}
        return cls(name=name, asks=asks, size=sum(one.repeats for one in listed))

    def require_growth_of(self, held: object) -> None:
        """Raises `UsageError` unless this listing asks all that `held` does, in the same words."""
        if not isinstance(held, Listing) or held.name != self.name:
            raise UsageError("this directory holds another kind of run: give another directory")
        changed = [key for key, digest in held.asks.items() if self.asks.get(key) != digest]
        if changed:
            raise UsageError(
                f"this directory holds {self.name} with other questions, pictures or wording "
                f"({len(changed)} of {len(held.asks)}, first {changed[0]}): use those, or another "
                "directory"
            )


def _digest(ask: Ask) -> str:
    parts: Iterable[bytes] = (ask.prompt.encode(), *ask.pictures)
    return hashlib.sha256(b"".join(hashlib.sha256(p).digest() for p in parts)).hexdigest()[:20]
