"""The contract of an intervention: one item in, what is sent to a model out.

A condition changes one thing.  Run on the same items as `seen`, its paired difference names a
cause; `cause` says which.  It may not apply to an item (a clip cannot be asked of a count): then it
returns None, and the pair is left out by design, not by accident.
"""

from abc import ABC, abstractmethod
from typing import Any

import msgspec

from eyechart.item import Form, Item
from eyechart.task import Task

__all__ = ["Ask", "Condition"]


class Ask(msgspec.Struct, frozen=True):
    """One question as it is sent to a model."""

    item: Item
    """The item as shown (turned, say): the reply is judged against this one.  Models never get it,
    but for `builtin:oracle`, which tests the machine."""
    condition: str
    prompt: str
    pictures: tuple[bytes, ...] = ()
    """Encoded pictures, as sent, before the prompt."""
    form: Form = "text"
    thinking: bool | None = None
    """Whether the model is told to reason first (True), not to (False), or left alone (None)."""


class Condition(ABC):
    """Subclass and list it in `conditions/__init__.py`."""

    name: str
    baseline: str = "seen"
    """The condition with which it is paired."""
    cause: str
    """What a difference from the baseline names, in a few words."""

    @abstractmethod
    def apply(self, task: Task[Any], item: Item) -> Ask | None:
        """What is sent, or None if this condition has no meaning for the item."""
