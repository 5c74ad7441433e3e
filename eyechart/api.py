"""The Python face: make an item, ask a model, verify an answer.  Runs are in `eyechart.session`.

import eyechart as ec
item = ec.make("maze", level=4)              # in a notebook, shows its picture
reply = ec.ask("openai:gpt-4o", item)        # reply.verdict.outcome, .reason
ec.verify(item, "right, right, down")        # any answer of yours
"""

import asyncio
import threading
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from eyechart.conditions import Ask, get_conditions
from eyechart.errors import UsageError
from eyechart.item import Form, Item, Response, Verdict
from eyechart.models import get_model
from eyechart.models.model import Model
from eyechart.registry import get_task
from eyechart.seeds import Split

__all__ = ["Reply", "ask", "blocking", "make", "prompt", "verify"]

T = TypeVar("T")


class Reply(NamedTuple):
    """What was sent, what came back, what the rule says."""

    ask: Ask
    response: Response
    verdict: Verdict


def make(
    task: str,
    level: int = 1,
    index: int = 0,
    *,
    split: Split = "test",
    salt: str = "0",
    **knobs: Any,
) -> Item:
    """The item at an address; keywords set single knobs of the level (`eyechart tasks --json`)."""
    return get_task(task).item(level, index, split=split, salt=salt, **knobs)


def prompt(item: Item, form: Form = "text") -> str:
    """Question and instruction, as they are sent."""
    return get_task(item.task).prompt(item, form)


def verify(item: Item, answer: Response | str | bytes | Path, form: Form | None = None) -> Verdict:
    """The verdict on an answer: words, or the bytes or file of a picture or clip.

    `form` is "draw" for bytes and files unless they are said to be a "film".
    """
    if isinstance(answer, Path):
        answer = answer.read_bytes()
    if isinstance(answer, str):
        answer = Response(text=answer)
    elif isinstance(answer, bytes):
        form = form or "draw"
        answer = Response(clips=(answer,)) if form == "film" else Response(pictures=(answer,))
    return get_task(item.task).verify(item, answer, form or "text")


def ask(model: str | Model, item: Item, condition: str = "seen") -> Reply:
    """Ask one model one item under one condition, and judge the reply."""
    task = get_task(item.task)
    asked = get_conditions([condition])[0].apply(task, item)
    if asked is None:
        raise UsageError(f"condition {condition!r} has no meaning for {item.task}; try seen")
    opened = get_model(model) if isinstance(model, str) else model

    async def go() -> Response:
        async with opened:
            return await opened.answer(asked)

    response = blocking(go())
    return Reply(asked, response, task.verify(asked.item, response, asked.form))


def blocking(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, also where an event loop is running already (a notebook)."""
    if not _in_event_loop():
        return asyncio.run(work)
    result: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            result.append(asyncio.run(work))
        except BaseException as error:  # handed to the caller's thread
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return result[0]


def _in_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
