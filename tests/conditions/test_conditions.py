"""Each intervention changes what it says and nothing else."""

import pytest

from eyechart.conditions import CONDITIONS, get_conditions
from eyechart.errors import UnknownName
from eyechart.item import Response
from eyechart.registry import get_task
from eyechart.scene.pixels import decoded
from eyechart.scene.turn import TURNS

TASK = get_task("maze")
ITEM = TASK.item(3)
SEEN = CONDITIONS["seen"].apply(TASK, ITEM)


def test_seen_is_picture_and_prompt() -> None:
    assert SEEN is not None
    assert SEEN.pictures == (ITEM.picture.png(),) and SEEN.prompt == TASK.prompt(ITEM)


def test_blind_withholds_the_picture_and_says_so() -> None:
    ask = CONDITIONS["blind"].apply(TASK, ITEM)
    assert ask is not None and ask.pictures == ()
    assert ask.prompt.startswith(TASK.prompt(ITEM)) and "not shown" in ask.prompt


def test_told_gives_the_description_instead() -> None:
    ask = CONDITIONS["told"].apply(TASK, ITEM)
    assert ask is not None and ask.pictures == ()
    assert TASK.describe(TASK.scene(ITEM)) in ask.prompt
    assert TASK.solve(TASK.read_description(ask.prompt))[0] == ITEM.answer


@pytest.mark.parametrize("name", [c.name for c in get_conditions(["turned"])])
def test_turned_moves_picture_and_answer_together(name: str) -> None:
    ask = CONDITIONS[name].apply(TASK, ITEM)
    assert ask is not None and ask.item.answer != ITEM.answer
    turn = TURNS[name.removeprefix("turned-")]
    turned, straight = decoded(ask.pictures[0]), turn.pixels(decoded(ITEM.picture.png()))
    assert abs(turned.astype(int) - straight).mean() < 2
    read = TASK.look(turned, ask.prompt)
    assert TASK.solve(read)[0].truth == ask.item.answer.truth


def test_a_turned_item_refuses_the_upright_answer() -> None:
    ask = CONDITIONS["turned-180"].apply(TASK, ITEM)
    assert ask is not None
    upright = Response(text=f"\\boxed{{{ITEM.answer.write(ITEM.answer.truth)}}}")  # type: ignore[arg-type]
    assert TASK.verify(ask.item, upright).outcome == "wrong"


def test_thinking_is_demanded_or_forbidden() -> None:
    think, quick = (CONDITIONS[name].apply(TASK, ITEM) for name in ("think", "no-think"))
    assert think is not None and quick is not None and SEEN is not None
    assert (think.thinking, quick.thinking, SEEN.thinking) == (True, False, None)
    assert len({think.prompt, quick.prompt, SEEN.prompt}) == 3


def test_a_form_that_a_task_has_not_is_left_out() -> None:
    assert CONDITIONS["film"].apply(get_task("sudoku"), get_task("sudoku").item(1)) is None
    drawn = CONDITIONS["draw"].apply(TASK, ITEM)
    assert drawn is not None and drawn.form == "draw"


def test_names_groups_and_mistakes() -> None:
    assert [c.name for c in get_conditions(["seen", "turned", "seen"])] == [
        "seen", "turned-90", "turned-180", "turned-270", "mirrored", "flipped",
    ]  # fmt: skip
    with pytest.raises(UnknownName, match="did you mean blind"):
        get_conditions(["blnd"])
