"""What goes with every request besides the ask.  Left alone, the server's own defaults hold.

Servers differ in how reasoning is switched, so nothing is assumed: what is demanded in words by the
conditions think and no-think is sent as a field only where `think` or `no_think` says so, as in
{"reasoning_effort": "high"} or {"chat_template_kwargs": {"enable_thinking": false}}.
"""

import os
from typing import Any

import msgspec

from eyechart.errors import UsageError

__all__ = ["Options"]

_VARIABLE = "EYECHART_OPTIONS"


class Options(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Fields of the request; also read from EYECHART_OPTIONS, a JSON object of these names."""

    temperature: float | None = None
    max_tokens: int | None = None
    """Of the reply.  Servers that call it otherwise take it by `body`."""
    body: dict[str, Any] = {}
    """Any further fields."""
    think: dict[str, Any] = {}
    """Further fields where reasoning is demanded."""
    no_think: dict[str, Any] = {}
    """Further fields where it is forbidden."""

    @classmethod
    def from_environment(cls) -> "Options":
        """Raises `UsageError` if the variable is set to something else."""
        text = os.environ.get(_VARIABLE, "{}")
        try:
            return msgspec.json.decode(text, type=cls)
        except msgspec.DecodeError as error:
            raise UsageError(
                f"{_VARIABLE} is not right ({error}): give a JSON object such as "
                '{"temperature": 0, "think": {"reasoning_effort": "high"}}'
            ) from error

    def fields(self, thinking: bool | None) -> dict[str, Any]:
        """What to merge into a request."""
        named = {"temperature": self.temperature, "max_tokens": self.max_tokens}
        given = {name: value for name, value in named.items() if value is not None}
        extra = {True: self.think, False: self.no_think, None: {}}[thinking]
        return {**given, **self.body, **extra}
