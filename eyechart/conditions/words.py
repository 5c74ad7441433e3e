"""Conditions that change the words or withhold the picture: seen, blind, told, think, no-think."""

from typing import Any

from eyechart.conditions.condition import Ask, Condition
from eyechart.item import Item
from eyechart.task import Task

__all__ = ["Blind", "Seen", "Thinking", "Told"]


class Seen(Condition):
    """Picture and question: the baseline of all others."""

    name = "seen"
    cause = "the baseline"

    def apply(self, task: Task[Any], item: Item) -> Ask:
        return Ask(item, self.name, task.prompt(item), (item.picture.png(),))


class Blind(Condition):
    """The question alone.  What is still answered is guessed from language."""

    name = "blind"
    cause = "seen − blind: what the picture adds; blind above chance is guessing from language"

    def apply(self, task: Task[Any], item: Item) -> Ask:
        note = "The picture is not shown to you. Answer all the same, as well as you can."
        return Ask(item, self.name, f"{task.prompt(item)}\n\n{note}")


class Told(Condition):
    """The scene's exact description instead of the picture: perception is taken off the model."""

    name = "told"
    cause = "told − seen: perception; what is missing even when told is reasoning"

    def apply(self, task: Task[Any], item: Item) -> Ask:
        note = "Instead of the picture you get an exact description of it:"
        description = task.describe(task.scene(item))
        return Ask(item, self.name, f"{note}\n\n{description}\n\n{task.prompt(item)}")


class Thinking(Condition):
    """The same ask with reasoning in words demanded, or forbidden."""

    def __init__(self, think: bool) -> None:
        self.think = think
        self.name = "think" if think else "no-think"
        self.cause = (
            "think − seen: what reasoning in words adds"
            if think
            else "no-think − seen: what is lost without reasoning in words"
        )

    def apply(self, task: Task[Any], item: Item) -> Ask:
        note = (
            "Reason step by step before you give the final answer."
            if self.think
            else "Give the final answer at once, without any reasoning or explanation."
        )
        prompt = f"{task.prompt(item)}\n{note}"
        return Ask(item, self.name, prompt, (item.picture.png(),), thinking=self.think)
