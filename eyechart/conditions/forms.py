"""Answering by doing: draw (on the picture, or a new one) and film (a clip).

The same item as in `seen`, so that the gap from understanding to generation is measured per item.
"""

from typing import Any

from eyechart.conditions.condition import Ask, Condition
from eyechart.item import Form, Item
from eyechart.task import Task

__all__ = ["ByForm"]


class ByForm(Condition):
    """Answered in another form, where the task can be."""

    def __init__(self, form: Form) -> None:
        self.name, self.form = form, form
        thing = "drawing" if form == "draw" else "filming"
        self.cause = f"seen − {form}: the gap from understanding to {thing}"

    def apply(self, task: Task[Any], item: Item) -> Ask | None:
        if self.form not in task.forms:
            return None
        prompt = task.prompt(item, self.form)
        return Ask(item, self.name, prompt, (item.picture.png(),), form=self.form)
