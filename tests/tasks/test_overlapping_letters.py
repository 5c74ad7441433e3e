"""Overlapping characters: forms found again, what hides a foot, orders, and answers written."""

from collections import Counter
from random import Random

import pytest

from eyechart.answers import Sequence
from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.scene.letterforms import FORMS
from eyechart.scene.turn import TURNS
from eyechart.seeds import SPLITS, Key, rng_for
from eyechart.tasks.tracking._letters_scene import (
    DIGITS,
    FACES,
    LETTERS,
    Glyph,
    Pile,
    Pose,
    clear,
    placed,
    readings,
    shown,
)

TASK = get_task("overlapping_letters")


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize("alphabet", [DIGITS, LETTERS])
def test_every_form_is_found_again_in_every_pose(alphabet: str) -> None:
    rng = Random(1)
    for character in alphabet:
        for face in FACES:
            pose = Pose(256, 200, rng.uniform(120, 220), rng.uniform(-180, 180), face)
            found = readings(placed(character, pose), alphabet, upright=False)
            names = [name for name, _ in found]
            assert names == (["6", "9"] if character in "69" else [character])
            found = [read for read in found if read[0] == character]
            assert found[0][1].height == pytest.approx(pose.height, rel=0.03)
    assert [name for name, _ in readings(placed("9", Pose(256, 200, 150, 20)), DIGITS)] == ["9"]
    assert readings((((10, 10), (60, 200), (90, 20)),), LETTERS) == []


def test_orders() -> None:
    glyphs = tuple(
        Glyph(placed(digit, Pose(110 + 140 * i, 200, 150)), hue)
        for i, (digit, hue) in enumerate([("7", "blue"), ("3", "lime"), ("5", "black")])
    )
    assert TASK.answer(Pile(glyphs)).truth == ("3", "5", "7")
    assert TASK.answer(Pile(glyphs, ("black", "blue", "lime"))).truth == ("5", "7", "3")


def test_a_character_that_may_be_another_is_not_clear() -> None:
    """A bar over the foot of an E leaves an F."""
    pose = Pose(256, 200, 200)
    e = Glyph(placed("E", pose), "blue", 26)
    foot = Glyph((((170, 300), (330, 300)),), "black", 44)
    assert clear(Pile((e,), letters=True))
    assert not clear(Pile((e, foot), letters=True))
    assert clear(Pile((foot, e), letters=True)) is False  # a bar is no letter
    assert shown([e, foot])[1] == 1 > shown([e, foot])[0]


@pytest.mark.parametrize("level", [1, 4, 7, 10, 15])
def test_enough_of_each_shows_and_none_is_ambiguous(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert min(shown(scene.glyphs)) >= knobs["least_shown"] and clear(scene)
        assert len({glyph.hue for glyph in scene.glyphs}) == len(scene.glyphs)
        if knobs["turn"] > 45:
            answer = TASK.answer(scene)
            assert isinstance(answer, Sequence) and set("69NZMWCU").isdisjoint(answer.value)


def test_turned_by_its_colours_only() -> None:
    asked: Counter[bool] = Counter()
    for index in range(12):
        item = TASK.item(3, index)
        scene = TASK.scene(item)
        assert TASK.turned(item, "mirrored") is None
        shown_ = TASK.turned(item, "90")
        asked[shown_ is not None] += 1
        if shown_ is not None:
            assert all(hue in shown_.question for hue in scene.boxes)
            assert TASK.verify(shown_, TASK.solution(shown_, "draw"), "draw").correct
            assert TASK.turned_answer(scene, TURNS["90"]) == item.answer
    assert min(asked.values()) > 1


def test_answers_are_spread_over_the_alphabet() -> None:
    counts: Counter[str] = Counter()
    for index in range(150):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2)))
        assert isinstance(answer, Sequence)
        counts.update(answer.value)
    assert set(counts) == set(FORMS) and max(counts.values()) < 30


@pytest.mark.parametrize("redrawn", [False, True])
def test_written_by_many_hands(redrawn: bool) -> None:
    wear = WEARS["redrawn" if redrawn else "standard"]
    for seed in range(8):
        item, rng = TASK.item(1 + seed, seed), Random(seed)
        right = TASK.solution(item, "draw", hand_for(rng, redrawn=redrawn))
        verdict = TASK.verify(item, worn(right, wear(rng), "draw"), "draw")
        assert verdict.correct, verdict.reason


def test_every_level_and_owner_has_items() -> None:
    for level in (1, 2, 9, 12):
        for split in SPLITS:
            assert TASK.item(level, 0, split=split, salt="3").answer
