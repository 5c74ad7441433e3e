"""Verdicts per second for text, milliseconds for each drawn and filmed form.

The limit beside text is one JSON decoding of the reply, which any scorer has to pay; beside
drawings and clips it is decoding them.
"""

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import msgspec

from bench.clock import row, timed
from eyechart.item import Form, Item, Response
from eyechart.registry import all_tasks
from eyechart.scene.clip import read_clip
from eyechart.scene.pixels import decoded
from eyechart.task import Hand, Task, verify_text

__all__ = ["measure"]

LEVELS = (1, 3, 5, 8, 10)


def measure(count: int = 4) -> list[str]:
    """The section's Markdown lines."""
    lines = [
        "## Verdicts", "",
        "Text: verdicts a second on one core, and as a share of bare JSON decodings of the same "
        "replies. Drawn and filmed: CPU ms per verdict on right answers of levels "
        f"{', '.join(map(str, LEVELS))} at 512 px, and the part of it that is decoding.", "",
        row("task", "form", "verdicts/s", "of decoding", "median ms", "p95 ms", "decoding ms", "n"),
        row("---", "---", *["--:"] * 6),
    ]  # fmt: skip
    for task in all_tasks().values():
        items = [task.item(level, i) for level in LEVELS for i in range(count)]
        lines.append(_text_row(task, items))
        lines += [_media_row(task, items, form) for form in task.forms if form != "text"]
    return lines


def _text_row(task: Task[Any], items: Sequence[Item]) -> str:
    replies = []
    for item in items:
        said = item.answer.write(item.answer.truth)  # type: ignore[arg-type]
        replies.append(Response(text=f"The picture is clear.\n\nFinal answer: \\boxed{{{said}}}"))
    bodies = [msgspec.json.encode(reply) for reply in replies]
    pairs = zip(items, replies, strict=True)
    ours = _per_second([partial(verify_text, item.answer, reply) for item, reply in pairs])
    bare = _per_second([partial(msgspec.json.decode, body, type=Response) for body in bodies])
    return row(task.id, "text", f"{ours:,.0f}", f"{ours / bare:.3f}", "", "", "", len(items))


def _media_row(task: Task[Any], items: Sequence[Item], form: Form) -> str:
    hand = Hand(width=1.1, wobble=0.5)
    replies = [task.solution(item, form, hand) for item in items]
    pairs = zip(items, replies, strict=True)
    full = timed([partial(task.verify, item, reply, form) for item, reply in pairs])
    decode = [partial(decoded, r.pictures[0]) if form == "draw" else partial(read_clip, r.clips[0])
              for r in replies]  # fmt: skip
    bare = timed(decode).median
    times = (f"{full.median:.0f}", f"{full.p95:.0f}", f"{bare:.1f}")
    return row(task.id, form, "", "", *times, full.n)


def _per_second(jobs: Sequence[Callable[[], object]], seconds: float = 0.5) -> float:
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for job in jobs:
            job()
        done += len(jobs)
    return done / (time.process_time() - start)
