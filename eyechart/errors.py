"""Everything that eyechart raises on purpose.

    EyechartError
      + UsageError            the caller named something that does not exist or cannot be
        - UnknownName         no task, condition, model or answer form of that name
        - BadKey              a split, salt, level or index out of range
        - LevelExhausted      a level has fewer distinct items than were asked for
        - MissingExtra        an optional package is not installed
        - BadData             a file that was given cannot be read as what it should be
      + Unreadable            a picture, clip or description could not be read (never a crash:
                              verifiers turn it into the outcome `unreadable`)

A `UsageError` says the value and the remedy; the command line prints it on one line and exits
with code 2.  What goes wrong *inside* a run (a timeout, a bad reply) is never raised to the
caller: it is recorded as an outcome, and its siblings go on.
"""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = [
    "BadData",
    "BadKey",
    "EyechartError",
    "LevelExhausted",
    "MissingExtra",
    "UnknownName",
    "Unreadable",
    "UsageError",
]


class EyechartError(Exception):
    """The root: `except EyechartError` catches all that eyechart raises on purpose."""


class UsageError(EyechartError):
    """The call cannot be carried out as it was made; the message says how to mend it."""


class UnknownName(UsageError):
    """No such task, condition, model or form; the message offers the nearest names."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"choose from {', '.join(names)}"
        super().__init__(f"no {kind} named {name!r}: {hint}")


class BadKey(UsageError):
    """A split, salt, level or index outside its range."""


class LevelExhausted(UsageError):
    """A level has fewer distinct items than were asked for."""


class BadData(UsageError):
    """A file is not what it was said to be."""


class MissingExtra(UsageError):
    """An optional package is needed; the message is the line that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an extra: pip install 'eyechart[{extra}]'")


class Unreadable(EyechartError):
    """A picture, clip or text could not be read as what it should show; the reason is said."""
