"""Logic patterns: rules by hand, uniqueness, distractors, the contract, and circles."""

from random import Random

import pytest

from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.tasks.patterns._logic_rules import drawn_values, explained, limits
from eyechart.tasks.patterns.logic_pattern import LogicPattern

TASK = LogicPattern()


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10), count=1)
    assert [check for check in checks if not check.passed] == []


@pytest.mark.parametrize(
    ("kind", "rows", "right"),
    [
        ("shape", ((1, 1, 1), (2, 2, 2), (5, 5)), {5}),
        ("shape", ((1, 2, 3), (1, 2, 3), (1, 2)), {3}),
        ("shape", ((1, 2, 3), (2, 3, 1), (3, 1)), {2}),
        ("shape", ((0, 1, 0, 1),), {0}),
        ("shape", ((0, 1, 2, 0, 1),), {2}),
        ("shape", ((0, 1, 2, 3),), set()),
        ("number", ((1, 2, 3), (4, 5, 6), (2, 3)), {4}),
        ("number", ((1, 4, 5), (2, 2, 4), (3, 4)), {7}),
        ("number", ((9, 4, 5), (7, 6, 1), (8, 2)), {6}),
        ("number", ((1, 2, 4, 7),), set()),  # 11 is out of limits
        ("number", ((1, 2, 4),), set()),
        ("spot", ((6, 7, 0, 1),), {2}),
        ("spot", ((0, 1, 3, 6),), {2}),
        ("set", ((0b11, 0b101, 0b110), (0b1, 0b10, 0b11), (0b111, 0b1)), {0b110}),
        ("set", ((0b11, 0b101, 0b111), (0b1, 0b11, 0b11), (0b110, 0b1)), {0b111}),
        # An equal step, a sum, and three values once in each row lead to different numbers.
        ("number", ((1, 2, 3), (1, 2, 3), (2, 3)), {1, 4, 5}),
    ],
)
def test_rules_by_hand(kind: str, rows: tuple[tuple[int, ...], ...], right: set[int]) -> None:
    assert explained(rows, kind, 3) == right


@pytest.mark.parametrize("rule", ["rows", "columns", "three", "still"])
def test_what_is_drawn_by_a_rule_is_explained(rule: str) -> None:
    for seed in range(20):
        for kind in ("shape", "colour", "number", "size", "spot"):
            values = drawn_values(Random(seed), kind, rule, 3, 3, 3)
            low, high = limits(kind, 3)
            assert all(low <= v <= high for row in values for v in row)
            assert values[-1][-1] in explained((*values[:-1], values[-1][:-1]), kind, 3)


@pytest.mark.parametrize("level", [1, 2, 3, 5, 7, 9, 10, 13, 18])
def test_one_option_fits_and_all_differ(level: int) -> None:
    for index in range(6):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len(set(scene.options)) == len(scene.options) == TASK.knobs(level)["options"]
        for option in scene.options:
            for value, kind in zip(option, scene.kinds, strict=True):
                low, high = limits(kind, scene.side)
                assert low <= value <= high
        varied = TASK.vary(Random(index), scene)
        assert list(TASK.fitting(varied)) == [varied.right]


def test_the_right_option_is_not_the_one_most_alike_to_the_others() -> None:
    hits = expected = 0.0
    for index in range(80):
        scene = TASK.scene(TASK.item(6, index))
        shared = [
            sum(x == y for b in scene.options for x, y in zip(a, b, strict=True))
            for a in scene.options
        ]
        best = [i for i, count in enumerate(shared) if count == max(shared)]
        hits += (scene.right in best) / len(best)
        expected += 1 / len(scene.options)
    assert hits < expected + 3 * (expected * 0.8) ** 0.5


def test_what_describes_no_grid_is_refused() -> None:
    with pytest.raises(Unreadable):
        TASK.read_description("Row 1: 1, 2")
