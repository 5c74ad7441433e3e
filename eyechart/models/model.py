"""The contract of a model: pictures and words in; words, pictures and clips out.

A model is opened once per run (`async with model:`) and asked many times at once.  It raises
`AttemptFailed` for anything that went wrong on the way, saying whether another try may help; the
runner retries, journals every attempt, and records what is left as the outcome `provider_error`.
A failed request never becomes an answer.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from eyechart.conditions import Ask
from eyechart.item import FORMS, Form, Response

__all__ = ["AttemptFailed", "Model"]


class AttemptFailed(Exception):
    """One attempt that brought no usable reply."""

    def __init__(
        self, kind: str, message: str, *, transient: bool, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        """"timeout", "rate_limit", "server", "connection", "malformed", "client", ..."""
        self.transient = transient
        """Whether the same call may succeed later."""
        self.retry_after = retry_after
        """Seconds that the provider asks to wait, if it does."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Keyword arguments do not survive the default; a local model fails in another process.
        return _failed, (self.kind, str(self), self.transient, self.retry_after)


def _failed(kind: str, message: str, transient: bool, wait: float | None) -> AttemptFailed:
    return AttemptFailed(kind, message, transient=transient, retry_after=wait)


class Model(ABC):
    """Where answers come from."""

    name: str
    """As given on the command line, as in "openai:gpt-4o"."""
    local: bool = False
    """Computes here, on the CPU: the runner then uses processes instead of connections.  Such a
    model is sent to them as a pickle, and `answer` runs there in an event loop of its own."""
    forms: tuple[Form, ...] = FORMS
    """The forms in which it can answer; what asks for another is left out."""
    settings: Mapping[str, Any] = {}
    """What shapes its answers besides the ask (temperature, ...); kept with the run."""

    @abstractmethod
    async def answer(self, ask: Ask) -> Response:
        """The reply to one ask.  Raises `AttemptFailed`."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None
