import asyncio
from contextlib import aclosing

import pytest

from eyechart.conditions import CONDITIONS
from eyechart.item import FORMS, Form
from eyechart.registry import get_task
from eyechart.run import Plan
from eyechart.run.prepare import Made, Past, Preparation
from eyechart.run.store import AskKey
from eyechart.run.workshop import Workshop


def prepared(
    plan: Plan, *, past: Past | None = None, forms: tuple[Form, ...] = FORMS, processes: int = 0
) -> tuple[list[Made], list[str], int]:
    passed: list[int] = []

    async def go() -> tuple[list[Made], list[str]]:
        async with Workshop(processes) as shop:
            preparation = Preparation(plan, past or Past("m", set(), set(), {}), forms, shop)
            preparation.passed = passed.append
            async with aclosing(preparation.made()) as stream:
                return [made async for made in stream], preparation.short

    made, short = asyncio.run(go())
    return made, short, sum(passed)


@pytest.mark.parametrize("processes", [0, 2])
def test_items_are_those_of_the_task_also_where_content_repeats(processes: int) -> None:
    count = 30  # of the 3x3 mazes many indices give the same one
    plan = Plan(tasks=("maze",), levels=(1,), items=count)
    made, short, _ = prepared(plan, processes=processes)
    expected = get_task("maze").items(1, count)
    assert expected[-1].key.index > count - 1, "the level is to have repeats, else nothing is shown"
    assert [one.item for one in made] == expected
    assert short == []


def test_asks_are_those_of_the_conditions() -> None:
    plan = Plan(tasks=("maze",), conditions=("turned", "told", "film"), levels=(2,), items=2)
    task = get_task("maze")
    made, _, _ = prepared(plan, forms=("text", "draw"))
    for one in made:
        names = [name for name in plan.conditions if name != "film"]
        assert list(one.asks) == [CONDITIONS[name].apply(task, one.item) for name in names]
        assert one.left_out == ("film",), "the model cannot film"


def test_a_level_with_too_few_items_gives_what_it_has_and_says_so() -> None:
    plan = Plan(tasks=("maze",), items=3, knobs={"maze": {"side": 2, "least_way": 1}})
    plan = Plan(tasks=("maze",), items=60, knobs=plan.knobs)
    made, short, passed = prepared(plan, forms=())
    assert 0 < len(made) < 60
    assert len({one.item.digest for one in made}) == len(made)
    assert short == [f"maze@1 level 1 has only {len(made)} distinct items of 60"]
    assert passed == 60 - len(made)


def test_what_was_answered_is_not_made_again() -> None:
    plan = Plan(tasks=("maze",), conditions=("blind", "told", "film"), items=6, repeats=2)
    first, _, _ = prepared(plan, forms=("text",))
    past = Past("m", set(), set(), {str(one.item.key): one.item.digest for one in first})
    for n, one in enumerate(first):
        key = str(one.item.key)
        past.left_out.add(("m", key, "film"))
        for ask in one.asks if n < 4 else one.asks[:1]:
            past.done |= {AskKey("m", key, ask.condition, repeat) for repeat in range(2)}
    again, _, passed = prepared(plan, past=past, forms=("text",))
    assert [one.item for one in again] == [one.item for one in first[4:]]
    assert [[ask.condition for ask in one.asks] for one in again] == [["blind", "told"]] * 2
    assert passed == 4 * plan.asks_per_item
    larger = Plan(tasks=("maze",), conditions=("blind", "told", "film"), items=8, repeats=2)
    grown, _, _ = prepared(larger, past=past, forms=("text",))
    assert [one.item for one in grown] == get_task("maze").items(1, 8)[4:]
