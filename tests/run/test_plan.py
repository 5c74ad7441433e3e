import msgspec
import pytest

from eyechart.errors import BadKey, UnknownName, UsageError
from eyechart.run import Plan


def test_names_are_put_into_their_full_form_with_the_baseline_first() -> None:
    plan = Plan(tasks=("maze", "maze@1"), conditions=("turned", "blind"), levels=(3, 1, 3))
    assert plan.tasks == ("maze@1",)
    assert plan.conditions[0] == "seen"
    assert set(plan.conditions) == {
        "seen", "blind", "turned-90", "turned-180", "turned-270", "mirrored", "flipped",
    }  # fmt: skip
    assert plan.levels == (1, 3)
    assert plan.size == 2 * 10 * 7


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"tasks": ("mase",)}, UnknownName),
        ({"tasks": ("maze@99",)}, UsageError),
        ({"tasks": ()}, UsageError),
        ({"conditions": ("sean",)}, UnknownName),
        ({"levels": (0,)}, BadKey),
        ({"salt": "9"}, BadKey),
        ({"items": 0}, UsageError),
        ({"repeats": 0}, UsageError),
        ({"knobs": {"maze": {"sides": 3}}}, UnknownName),
        ({"knobs": {"sudoku": {"side": 3}}}, UnknownName),
    ],
)
def test_mistakes_are_refused(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        Plan(**{"tasks": ("maze",), **change})  # type: ignore[arg-type]


def test_survives_json() -> None:
    plan = Plan(tasks=("maze",), conditions=("all",), knobs={"maze": {"side": 4}})
    assert msgspec.json.decode(msgspec.json.encode(plan), type=Plan) == plan


HELD = Plan(tasks=("maze",), conditions=("blind",), levels=(1, 2), items=4, repeats=2)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"conditions": ("told", "blind")},
        {"levels": (1, 2, 5)},
        {"items": 9},
        {"repeats": 3},
    ],
)
def test_may_grow(change: dict[str, object]) -> None:
    msgspec.structs.replace(HELD, **change).require_growth_of(HELD)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"conditions": ("told",)}, "blind"),
        ({"levels": (1,)}, "levels"),
        ({"items": 3}, "items"),
        ({"repeats": 1}, "repeats"),
        ({"split": "dev"}, "split"),
        ({"salt": "1"}, "salt"),
        ({"knobs": {"maze": {"side": 3}}}, "knobs"),
    ],
)
def test_may_not_change_or_shrink(change: dict[str, object], word: str) -> None:
    with pytest.raises(UsageError, match=f"{word}.*another directory"):
        msgspec.structs.replace(HELD, **change).require_growth_of(HELD)
