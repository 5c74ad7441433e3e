"""The rules by which two layers make a third, and the search for those that explain examples.

A layer is a square grid of inks: 0 empty, 1 and 2 two colours, 3 the colour of their blend.  A rule
may first turn the second layer (or the first), then lays them on each other by an operation.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from eyechart.scene.turn import TURNS

__all__ = ["OPERATIONS", "Example", "Layer", "Rule", "all_rules", "explaining", "turned_layer"]

Layer = tuple[tuple[int, ...], ...]
UPRIGHT = ""

OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "first on top": lambda a, b: a or b,
    "second on top": lambda a, b: b or a,
    "blend": lambda a, b: 3 if a and b and a != b else a or b,
    "both vanish": lambda a, b: 0 if a and b else a or b,
    "both stay": lambda a, b: a if b else 0,
    "second erases": lambda a, b: 0 if b else a,
    "first erases": lambda a, b: 0 if a else b,
}
"""What becomes of a cell with ink a in the first layer and b in the second."""


class Rule(NamedTuple):
    """How A and B make C."""

    operation: str
    turn_b: str = UPRIGHT
    """A name of `TURNS`, or "" for none."""
    turn_a: str = UPRIGHT

    def __call__(self, a: Layer, b: Layer) -> Layer:
        meet = OPERATIONS[self.operation]
        a, b = turned_layer(a, self.turn_a), turned_layer(b, self.turn_b)
        return tuple(
            tuple(meet(x, y) for x, y in zip(row_a, row_b, strict=True))
            for row_a, row_b in zip(a, b, strict=True)
        )

    @property
    def steps(self) -> int:
        return 1 + bool(self.turn_a) + bool(self.turn_b)


class Example(NamedTuple):
    """One row of the picture that is shown whole."""

    a: Layer
    b: Layer
    c: Layer


def turned_layer(layer: Layer, turn: str) -> Layer:
    return TURNS[turn].grid(layer) if turn else layer


@cache
def all_rules(turning: int) -> tuple[Rule, ...]:
    """Every rule that turns at most the last `turning` (0, 1 or 2) layers, simple ones first."""
    turns = (UPRIGHT, *TURNS)
    return tuple(
        Rule(operation, turn_b, turn_a)
        for turn_a in (turns if turning > 1 else turns[:1])
        for turn_b in (turns if turning > 0 else turns[:1])
        for operation in OPERATIONS
    )


def explaining(examples: Sequence[Example], turning: int) -> list[Rule]:
    """The rules of that family under which every example holds."""
    return [rule for rule in all_rules(turning) if all(rule(e.a, e.b) == e.c for e in examples)]
