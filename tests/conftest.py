"""A pretend run: real items and real asks, answered by a model whose eyesight is made up.

Whether it is right depends on the condition, the level and the item (so that conditions are
paired as in life); its replies are the task's own solutions and mutants, judged by the task's own
verifier.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from math import exp
from random import Random
from typing import Any, NamedTuple

import msgspec
import pytest

from eyechart.conditions import Ask, get_conditions
from eyechart.item import Item, Response, Verdict
from eyechart.registry import get_task
from eyechart.run.record import Record
from eyechart.task import Task

EASE = {"seen": 0.6, "blind": -5.0, "told": 3.0, "think": 0.9, "no-think": 0.2, "draw": -1.0}
"""Log-odds at level 3; anything else (a turned picture) is at -0.8."""


class Shelf(dict[str, bytes]):
    """Media by hash, as the store has them."""

    def media(self, sha: str) -> bytes:
        return self[sha]

    def put(self, data: bytes) -> str:
        sha = sha256(data).hexdigest()
        self[sha] = data
        return sha


class Run(NamedTuple):
    records: list[Record]
    shelf: Shelf


class Pretend:
    """Call it to make a run."""

    def __call__(
        self,
        tasks: Sequence[str] = ("maze",),
        conditions: Sequence[str] = ("seen", "blind", "told", "turned-180", "think"),
        levels: Sequence[int] = (1, 3, 5),
        n: int = 8,
        *,
        model: str = "pretend:near-sighted",
        seed: str = "0",
        repeats: int = 1,
        better: float = 0.0,
        faults: float = 0.06,
    ) -> Run:
        """`better` is added to the log-odds; `faults` is the share of replies without an answer."""
        shelf, records = Shelf(), []
        for name in tasks:
            task = get_task(name)
            for level in levels:
                for item in task.items(level, n):
                    gift = Random(f"gift/{item.digest}").gauss(0, 1.2)
                    for condition in get_conditions(list(conditions)):
                        ask = condition.apply(task, item)
                        for repeat in range(repeats if ask else 0):
                            assert ask is not None
                            rng = Random(f"{seed}/{item.digest}/{ask.condition}/{repeat}")
                            odds = EASE.get(ask.condition, -0.8) - 0.5 * (level - 3) + gift
                            right = rng.random() < 1 / (1 + exp(-odds - better))
                            reply = _reply(task, ask, rng, right, faults)
                            records.append(_record(model, item, task, ask, repeat, reply, shelf))
        return Run(records, shelf)


def _reply(
    task: Task[Any], ask: Ask, rng: Random, right: bool, faults: float
) -> Response | Verdict:
    """A response, or the verdict that the provider failed."""
    if rng.random() < faults:
        kind = rng.choice(["unparsed", "truncated", "refused", "provider_error"])
        if kind == "provider_error":
            return Verdict("provider_error", reason="timeout: no reply within 60 s, 8 tries")
        if kind == "refused":
            return Response(refusal="I cannot help with pictures of this kind.")
        stop = "length" if kind == "truncated" else "stop"
        return Response(
            text="Let me look closely. " + "The wall turns left here. " * 60, finish=stop
        )
    if right:
        return task.solution(ask.item, ask.form)
    return rng.choice(list(task.mutants(ask.item, ask.form))).response


def _record(
    model: str,
    item: Item,
    task: Task[Any],
    ask: Ask,
    repeat: int,
    reply: Response | Verdict,
    shelf: Shelf,
) -> Record:
    if isinstance(reply, Verdict):
        response, verdict = Response(), reply
    else:
        response, verdict = reply, task.verify(ask.item, reply, ask.form)
    truth = ask.item.answer
    rng = Random(f"bill/{item.digest}/{ask.condition}")
    return Record(
        model=model,
        condition=ask.condition,
        form=ask.form,
        repeat=repeat,
        item=item.digest,
        key=item.key,
        skills=item.skills,
        question=ask.item.question,
        prompt=ask.prompt,
        pictures=tuple(shelf.put(picture) for picture in ask.pictures),
        truth=truth.write(truth.truth),  # type: ignore[arg-type]
        chance=truth.chance() if ask.form == "text" else 0.0,
        response=msgspec.structs.replace(
            response, pictures=(), clips=(), tokens_in=rng.randint(300, 900),
            tokens_out=rng.randint(20, 800), seconds=rng.uniform(0.5, 9), cost=0.0004,
        ),
        reply_pictures=tuple(shelf.put(picture) for picture in response.pictures),
        reply_clips=tuple(shelf.put(clip) for clip in response.clips),
        verdict=verdict,
        attempts=8 if verdict.outcome == "provider_error" else 1,
        asked_at=1.7636e9 + 40 * rng.random(),
    )  # fmt: skip


@pytest.fixture(scope="session")
def pretend() -> Pretend:
    return Pretend()


@pytest.fixture(scope="session")
def pretend_run(pretend: Callable[..., Run]) -> Run:
    """24 mazes under five conditions."""
    return pretend()
