"""Every task that is answered by drawing, in many hands and turned.

Right answers are accepted, each near miss is refused, and those that all tasks of a kind share are
refused for their own reason.
"""

import pytest

from eyechart.registry import all_tasks
from eyechart.task import Hand
from eyechart.tasks.marking import MarkingTask
from eyechart.tasks.shown import ShownTask

TASKS = {name: task for name, task in all_tasks().items() if "draw" in task.forms}
REASONS = {
    "a neighbour circled": ("right",),
    "nothing circled": ("marked",),
    "one too many circled": ("count", "clear"),
    "only one circled": ("count", "clear"),
    "the right option exchanged for another": ("unaltered", "clear"),
    "nothing joined": ("drawn",),
    "two partners exchanged": ("right",),
}
"""The checks of which one fails first, by the mutant's name."""


@pytest.mark.parametrize("name", sorted(TASKS))
@pytest.mark.parametrize(("level", "turn"), [(2, ""), (5, "90"), (9, "mirrored")])
def test_right_answers_of_many_hands_are_accepted(name: str, level: int, turn: str) -> None:
    task = TASKS[name]
    item = task.item(level, 3)
    turned = task.turned(item, turn) if turn and isinstance(task, ShownTask) else None
    shown = turned or item
    for seed in (1, 2):
        hand = Hand(width=1.3, wobble=0.7, size=1.1, seed=seed)
        verdict = task.verify(shown, task.solution(shown, "draw", hand), "draw")
        assert verdict.correct, verdict


@pytest.mark.parametrize("name", sorted(TASKS))
@pytest.mark.parametrize("level", [1, 8])
def test_near_misses_are_refused(name: str, level: int) -> None:
    task = TASKS[name]
    item = task.item(level, 4)
    seen = 0
    for mutant in task.mutants(item, "draw", Hand(seed=2, wobble=0.3)):
        verdict = task.verify(item, mutant.response, "draw")
        assert not verdict.correct, mutant.name
        failed = next((check for check, good in verdict.checks.items() if not good), "")
        if mutant.name in REASONS and verdict.checks:
            assert failed in REASONS[mutant.name], (mutant.name, verdict)
        seen += 1
    assert seen >= (4 if isinstance(task, MarkingTask) else 2)
