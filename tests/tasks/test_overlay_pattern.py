"""Overlay: rules, uniqueness, distractors, and the contract."""

from collections import Counter

import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.errors import UnknownName
from eyechart.registry import get_task
from eyechart.seeds import Key, rng_for
from eyechart.tasks.patterns._overlay_rules import Example, Rule, all_rules, explaining

TASK = get_task("overlay_pattern")


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 6, 10)) if not check.passed] == []


def test_operations_by_hand() -> None:
    a, b = ((1, 1), (0, 2)), ((0, 2), (1, 2))
    made = {
        "first on top": ((1, 1), (1, 2)), "second on top": ((1, 2), (1, 2)),
        "blend": ((1, 3), (1, 2)), "both vanish": ((1, 0), (1, 0)),
        "both stay": ((0, 1), (0, 2)), "second erases": ((1, 0), (0, 0)),
        "first erases": ((0, 0), (1, 0)),
    }  # fmt: skip
    for operation, c in made.items():
        assert Rule(operation)(a, b) == c
    assert Rule("first on top", turn_b="mirrored")(((1, 0), (0, 0)), ((1, 0), (0, 0))) == (
        (1, 1), (0, 0),
    )  # fmt: skip


def test_the_search_finds_the_rule_and_no_rule_for_nonsense() -> None:
    a, b = ((1, 0, 1), (0, 1, 0), (0, 0, 0)), ((1, 1, 0), (0, 0, 0), (0, 0, 1))
    rule = Rule("both vanish", turn_b="90")
    assert rule in explaining([Example(a, b, rule(a, b))], turning=1)
    assert explaining([Example(a, b, ((2, 2, 2),) * 3)], turning=2) == []
    assert len(all_rules(0)) == 7 and len(all_rules(2)) == 252


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 13])
def test_every_explaining_rule_picks_the_right_option(level: int) -> None:
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        rules = explaining([Example(*row) for row in scene.examples], scene.turning)
        assert {rule(scene.a, scene.b) for rule in rules} == {scene.options[scene.right]}
        assert len(set(scene.options)) == len(scene.options) == TASK.knobs(level)["options"]


def test_answers_are_spread_over_the_options() -> None:
    counts: Counter[str] = Counter()
    for index in range(400):
        key = Key(TASK.id, 5, index)
        answer = TASK.answer(TASK.generate(rng_for(key), **TASK.knobs(5)))
        assert isinstance(answer, Choice)
        counts[answer.value] += 1
    assert set(counts) == set("ABCD") and min(counts.values()) > 65


def test_a_knob_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownName, match="knob"):
        TASK.item(3, sides=3)
