"""The picture misoriented: five transforms, under each of which the task says how its answer moves.

After CodeVision (2512.03746), which found that a turned picture breaks models that read the upright
one.  The question's words stay; where the answer is about directions, rows or columns, it is about
the picture as it is shown.
"""

from typing import Any

from eyechart.conditions.condition import Ask, Condition
from eyechart.item import Item
from eyechart.scene.turn import TURNS
from eyechart.task import Task

__all__ = ["Turned", "turned_conditions"]


class Turned(Condition):
    """Shown under one transform."""

    def __init__(self, turn: str) -> None:
        self.turn = turn
        self.name = f"turned-{turn}" if turn.isdigit() else turn
        how = {"mirrored": "mirrored", "flipped": "upside down"}.get(turn, f"turned by {turn}°")
        self.cause = f"seen − {self.name}: brittleness to a picture {how}"

    def apply(self, task: Task[Any], item: Item) -> Ask | None:
        shown = task.turned(item, self.turn)
        if shown is None:
            return None
        return Ask(shown, self.name, task.prompt(shown), (shown.picture.png(),))


def turned_conditions() -> list[Turned]:
    """turned-90, turned-180, turned-270, mirrored, flipped."""
    return [Turned(name) for name in TURNS]
