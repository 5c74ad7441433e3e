"""The contract of a model: pictures and words in; words, pictures and clips out.

A model is opened once per run (`async with model:`) and asked many times at once.  It raises
`Attempt` for anything that went wrong on the way, saying whether another try may help; the runner
retries, journals every attempt, and records what is left as the outcome `provider_error`.  A failed
request never becomes an answer.
"""

from abc import ABC, abstractmethod
from types import TracebackType
from typing import Self

from eyechart.conditions import Ask
from eyechart.item import Response

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


class Model(ABC):
    """Where answers come from."""

    name: str
    """As given on the command line, as in "openai:gpt-4o"."""
    local: bool = False
    """Computes here, on the CPU: the runner then uses processes instead of connections."""

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
