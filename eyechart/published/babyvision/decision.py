"""What the rule says of an answer: right, wrong, or that it cannot tell."""

from typing import NamedTuple

__all__ = ["Decision", "read_as"]


class Decision(NamedTuple):
    """Right, wrong, or a doubt."""

    right: bool | None
    """None: the rule abstains; a judge or a person decides."""
    why: str


def read_as(right: bool, said: object) -> Decision:
    """A decision on what was read."""
    return Decision(right, f"read as {said}")
