"""Replies in words that a reader must understand, and such that it must refuse."""

from collections.abc import Iterator
from typing import Any

from eyechart.item import Item
from eyechart.task import Task

__all__ = ["right_replies", "wrong_replies"]

SHAPES = {
    "boxed": "\\boxed{%s}",
    "boxed text": "So the answer is \\boxed{\\text{%s}}.",
    "token box": "<|begin_of_box|>%s<|end_of_box|>",
    "prose, boxed": "I went through the picture part by part.\n\nFinal answer: \\boxed{%s}",
    "thinking, boxed": "<think>Perhaps \\boxed{42}? No, look again.</think>\n\\boxed{%s}",
    "open thinking": "Perhaps it is \\boxed{7}...</think>The answer is \\boxed{%s}",
    "stated": "I looked closely.\nThe final answer is %s",
    "bold": "I looked closely.\n\n**Final answer:** %s",
    "thinking, stated": "<think>The answer is 42, or not.</think>\nAnswer: %s",
    "two boxes": "First I thought \\boxed{42}. On a second look: \\boxed{%s}",
}
"""How models wrap their final words; "%s" stands for these."""


def right_replies(task: Task[Any], item: Item) -> Iterator[tuple[str, str]]:
    """(what, reply) for every paraphrase of the truth in every shape."""
    for words in item.answer.paraphrases():
        yield from _shaped(words, words)


def wrong_replies(task: Task[Any], item: Item) -> Iterator[tuple[str, str]]:
    """(what, reply) for every near miss in every shape, and for replies that state nothing."""
    for words in item.answer.near_misses():
        yield from _shaped(words, words)
    right = item.answer.paraphrases()[0]
    instruction = item.answer.instruction
    yield "empty", ""
    yield "echo of the prompt", task.prompt(item)
    yield "echo of the instruction", instruction
    yield "echo, then thinking", f"{instruction}\n<think>"
    yield "answer in thinking only", f"<think>It must be \\boxed{{{right}}}.</think>"
    yield "answer in open thinking", f"<think>It must be \\boxed{{{right}}}. Or not? Let me see"
    yield "refusal", "I'm sorry, but I can't help with pictures."
    yield "empty box", "The final answer is \\boxed{}."


def _shaped(name: str, words: str) -> Iterator[tuple[str, str]]:
    for shape, form in SHAPES.items():
        # Words of several lines are not the rest of a sentence, nor one LaTeX text.
        if "\n" not in words or shape not in ("stated", "bold", "thinking, stated", "boxed text"):
            yield f"{name!r} {shape}", form.replace("%s", words)
