"""Words along lines: what the lines spell, what the letters alone cannot say, answers written."""

from itertools import pairwise
from random import Random

import msgspec
import pytest

from eyechart.answers import Word
from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.scene.turn import TURNS
from eyechart.seeds import SPLITS, Key, rng_for
from eyechart.tasks.tracking._knots import arms_at
from eyechart.tasks.tracking._lines_scene import Sign
from eyechart.tasks.tracking._lines_words import LETTERS, TWINS, made_up
from eyechart.tasks.tracking.spelled_lines import Spelling

TASK = get_task("spelled_lines")


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def _two_crossed(*tops: str, bottoms: str = "TAB") -> Spelling:
    """Three lines: the first two cross, the third goes straight down."""
    places = ((100, 70), (200, 70), (300, 70))
    middle, down = (150, 220), 370
    stretches = (
        ((100, 70, 56), (*middle, 56)),
        ((200, 70, 124), (*middle, 124)),
        ((*middle, 56), (200, down, 56)),
        ((*middle, 124), (100, down, 124)),
        ((300, 70, 90), (300, down, 90)),
    )
    starts = tuple(Sign(name, *place) for name, place in zip(tops, places, strict=True))
    ends = tuple(Sign(n, x, down) for n, (x, _) in zip(bottoms, places, strict=True))
    return Spelling(starts, ends, stretches, ("black",) * 5, 6.0)


def test_letters_are_read_in_the_order_of_the_numbers() -> None:
    assert TASK.solve(_two_crossed("1", "2", "3")) == [Word("atb")]
    assert TASK.solve(_two_crossed("3", "2", "1")) == [Word("bta")]
    assert TASK.solve(_two_crossed("blank", "2", "1")) == [Word("bt")]
    assert TASK.solve(_two_crossed("2", "1", "3", bottoms="OOD")) == [Word("ood")]


def test_a_crossing_that_may_be_a_turn_spells_two_words() -> None:
    scene = _two_crossed("1", "2", "3")
    flat = tuple(
        tuple((x, y, 90) if (x, y) == (150, 220) else (x, y, heading) for x, y, heading in stretch)
        for stretch in scene.stretches
    )
    unclear = msgspec.structs.replace(scene, stretches=flat)
    assert sorted(word.truth for word in TASK.solve(unclear)) == ["atb", "tab"]
    assert TASK.well_posed(scene) and not TASK.well_posed(unclear)


def test_words_do_not_follow_from_their_letters() -> None:
    for word, twins in TWINS.items():
        assert twins and all(sorted(twin) == sorted(word) for twin in twins)
        assert set(word.upper()) <= set(LETTERS)
    for length in range(3, 10):
        for seed in range(20):
            word = made_up(Random(seed), length)
            vowels = [letter in "aeou" for letter in word]
            assert len(set(word)) == len(word) == length
            assert all(a != b for a, b in pairwise(vowels))


@pytest.mark.parametrize("level", [1, 3, 6, 10, 25])
def test_level_has_its_letters_and_crossings(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(3):
        item = TASK.item(level, index)
        scene = TASK.scene(item)
        assert isinstance(scene, Spelling) and isinstance(item.answer, Word)
        word = item.answer.value
        assert len(word) == knobs["letters"] and (word in TWINS) != knobs["made_up"]
        assert [sign.name for sign in scene.tops].count("blank") == knobs["others"]
        met = sum(len(arms) == 4 for arms in arms_at(scene.stretches).values())
        assert met in (knobs["crossings"], knobs["crossings"] + 1)
        shown = "".join(sign.name for sign in scene.bottoms if sign.name.lower() in word).lower()
        assert sorted(shown) == sorted(word) and word not in (shown, shown[::-1])
        others = [sign.name for sign in scene.bottoms if sign.name.lower() not in word]
        assert len(others) == len(set(others)) == knobs["others"]


def test_numbers_and_letters_stand_anywhere() -> None:
    first, words = set(), set()
    for index in range(40):
        scene = TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2))
        assert isinstance(scene, Spelling)
        first.add([sign.name for sign in scene.tops].index("1"))
        answer = TASK.answer(scene)
        assert isinstance(answer, Word)
        words.add(answer.value)
    assert first == {0, 1, 2} and len(words) > 15


def test_turned_pictures_keep_the_word() -> None:
    item = TASK.item(7)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer
        for word in ("top", "bottom", "above", "below", "left", "right"):
            assert word not in turned.question.lower()
        assert TASK.verify(turned, TASK.solution(turned, "draw"), "draw").correct


@pytest.mark.parametrize("redrawn", [False, True])
def test_written_by_many_hands(redrawn: bool) -> None:
    wear = WEARS["redrawn" if redrawn else "standard"]
    for seed in range(8):
        item, rng = TASK.item(1 + seed, seed), Random(seed)
        right = TASK.solution(item, "draw", hand_for(rng, redrawn=redrawn))
        verdict = TASK.verify(item, worn(right, wear(rng), "draw"), "draw")
        assert verdict.correct, verdict.reason


def test_failed_checks_are_named() -> None:
    item = TASK.item(6, 1)
    failed = {}
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        failed[mutant.name] = [name for name, passed in verdict.checks.items() if not passed]
    assert failed["boxes in another order"] == ["right"]
    assert failed["one character wrong"] == ["right"]
    assert failed["one character missing"] == ["complete"]
    assert failed["nothing written"][0] == "written"
    assert failed["a second one elsewhere"] == ["inside"]
    assert failed["a part of the picture erased"] == ["unaltered"]


def test_every_level_and_owner_has_items() -> None:
    for level in (1, 2, 9, 12):
        for split in SPLITS:
            assert TASK.item(level, 0, split=split, salt="3").answer
