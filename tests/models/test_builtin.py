import asyncio
import inspect
import math
from random import Random
from typing import Any

import pytest

from eyechart.answers import (
    MOVES,
    AnyAnswer,
    Cell,
    Choice,
    ChoiceSet,
    Grid,
    Integer,
    IntegerList,
    Matching,
    Number,
    Sequence,
    Word,
)
from eyechart.conditions import CONDITIONS, Ask
from eyechart.item import Verdict
from eyechart.models import get_model
from eyechart.models.builtin import guess
from eyechart.models.reader import Reader, read_and_solve
from eyechart.registry import all_tasks, get_task
from eyechart.task import Task

KINDS: list[AnyAnswer] = [
    Integer(4, 1, 9),
    IntegerList((3, 2), 1, 6),
    IntegerList((4, 3), 1, 6, any_order=True),
    Choice("B", ("A", "B", "C", "D")),
    Cell(2, 3, 3, 4),
    Sequence(("up", "left"), MOVES),
    Matching(("A", "B", "C"), ("1", "2", "3"), ("2", "3", "1")),
    Grid(((1, 2), (2, 1)), symbols=2),
    ChoiceSet(("A", "C"), ("A", "B", "C")),
    Number(3.0, 0.5, 0.0, 10.0),
    Word("cat", ("cat", "dog", "cow")),
    Word("a"),
]


@pytest.mark.parametrize("answer", KINDS, ids=lambda answer: type(answer).__name__)
def test_guesses_are_well_formed_and_right_as_often_as_chance_says(answer: AnyAnswer) -> None:
    rng, n, p = Random(1), 4000, answer.chance()
    values = [answer.read(f"\\boxed{{{guess(answer, rng)}}}") for _ in range(n)]
    assert None not in values
    right = sum(answer.matches(value) for value in values)  # type: ignore[arg-type]
    assert abs(right - n * p) < 4 * math.sqrt(n * p * (1 - p))
    assert len(set(values)) > 2


def verdict_of(model: str, task: Task[Any], ask: Ask) -> Verdict:
    response = asyncio.run(get_model(model).answer(ask))
    return task.verify(ask.item, response, ask.form)


def asks(task: Task[Any], level: int) -> dict[str, Ask]:
    item = task.item(level)
    made = {name: condition.apply(task, item) for name, condition in CONDITIONS.items()}
    return {name: ask for name, ask in made.items() if ask is not None}


def test_the_oracle_is_right_under_every_condition() -> None:
    task = get_task("maze")
    for name, ask in asks(task, 3).items():
        assert verdict_of("builtin:oracle", task, ask).correct, name


def test_chance_answers_alike_when_asked_alike_and_is_never_paid_for_a_copy() -> None:
    task = get_task("maze")
    for name, ask in asks(task, 6).items():
        first, second = (asyncio.run(get_model("builtin:chance").answer(ask)) for _ in range(2))
        assert first == second
        assert not task.verify(ask.item, first, ask.form).correct, name


def test_the_reader_gets_words_and_pixels_and_nothing_else() -> None:
    assert list(inspect.signature(read_and_solve).parameters) == ["prompt", "pictures"]
    ask = asks(get_task("maze"), 3)["told"]
    blank = Ask(get_task("maze").item(1, 7), "told", ask.prompt)  # another item altogether
    response = asyncio.run(Reader().answer(blank))
    assert get_task("maze").verify(ask.item, response).correct


def test_the_reader_answers_from_a_description_and_says_that_it_is_blind() -> None:
    for task in all_tasks().values():
        made = asks(task, 2)
        told = verdict_of("builtin:reader", task, made["told"])
        assert told.correct, f"{task.id}: {told}"
        blind = verdict_of("builtin:reader", task, made["blind"])
        assert blind.outcome == "unparsed", f"{task.id}: {blind}"


READ = ("arc", "bounce", "maze", "odd_one_out", "sudoku")
"""Tasks whose pictures it reads; more are welcome."""


@pytest.mark.parametrize("name", all_tasks())
def test_the_reader_is_right_or_says_that_it_cannot_tell(name: str) -> None:
    task = get_task(name)
    for condition, ask in asks(task, 3).items():
        if condition == "blind":
            continue
        verdict = verdict_of("builtin:reader", task, ask)
        allowed = {"correct"} if name in READ or condition == "told" else {"correct", "unparsed"}
        assert verdict.outcome in allowed, f"{name} {condition}: {verdict}"


def test_the_reader_says_when_it_cannot_read() -> None:
    task = get_task("maze")
    ask = asks(task, 3)["seen"]
    other = asks(get_task("maze"), 3)["seen"]
    noise = read_and_solve(ask.prompt, [b"no picture at all"])
    assert task.verify(other.item, noise).outcome == "unparsed"
    assert "cannot tell" in noise.text
    stranger = read_and_solve("What is the capital of France?", ask.pictures)
    assert task.verify(other.item, stranger).outcome == "unparsed"
