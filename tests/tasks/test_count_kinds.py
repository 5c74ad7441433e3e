"""Counts of several kinds: by hand, whatever the colours and the order; numbers written."""

from collections import Counter
from random import Random

import msgspec
import pytest

from eyechart.answers import IntegerList
from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.scene.figures import family
from eyechart.scene.turn import TURNS
from eyechart.seeds import SPLITS, Key, rng_for
from eyechart.tasks.discrimination._herds import ANIMALS, NAMES, Figure, in_sight
from eyechart.tasks.discrimination.count_kinds import CountKinds, Heap

TASK = CountKinds()


def heap(*names: str, kinds: tuple[str, ...]) -> Heap:
    figures = tuple(
        Figure(name, family(name).plain, 100 + 90 * (i % 4), 100 + 110 * (i // 4), i % 6)
        for i, name in enumerate(names)
    )
    return Heap(figures, 80, kinds=kinds)


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_counts_in_the_order_of_the_row() -> None:
    names = ("cat", "dog", "cat", "fish", "cat", "dog")
    for kinds, counts in ((("cat", "dog"), (3, 2)), (("fish", "dog", "cat"), (1, 2, 3))):
        scene = heap(*names, kinds=kinds)
        assert TASK.answer(scene).truth == counts
        assert [slot.text for slot in TASK.slots(scene)] == list(map(str, counts))
        assert ("do not count" in TASK.question(scene)) == (len(kinds) == 2)
        again = TASK.read_description(TASK.describe(scene))
        assert isinstance(again, Heap)
        assert again.kinds == kinds and TASK.solve(again) == TASK.solve(scene)


def test_colours_do_not_tell_the_kinds() -> None:
    """Of two figures of one hue as often as not the kinds differ."""
    same = Counter[bool]()
    for index in range(40):
        scene = TASK.scene(TASK.item(3, index))
        hues = {figure.hue for figure in scene.figures}
        for a, b in zip(scene.figures, scene.figures[1:], strict=False):
            if len(hues) > 1 and a.hue == b.hue:
                same[a.family == b.family] += 1
    assert min(same.values()) > 5


@pytest.mark.parametrize("level", [1, 4, 7, 10, 13])
def test_scenes_keep_what_their_level_promises(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(5):
        item = TASK.item(level, index)
        scene = TASK.scene(item)
        assert isinstance(scene, Heap) and isinstance(item.answer, IntegerList)
        assert knobs["least"] <= len(scene.figures) <= knobs["most"]
        assert min(in_sight(scene)) > knobs["least_shown"] - 0.05
        assert len(scene.kinds) == knobs["kinds"] and min(item.answer.value) >= 1
        there = {figure.family for figure in scene.figures}
        assert len(there - set(scene.kinds)) == knobs["unasked"]
        if knobs["akin"]:
            assert len({name in ANIMALS for name in there}) == 1
        if scene.style == "shadows":
            assert "owl" not in there


def test_answers_are_spread() -> None:
    counts: Counter[int] = Counter()
    first: Counter[bool] = Counter()
    for index in range(120):
        scene = TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5))
        answer = TASK.answer(scene)
        assert isinstance(answer, IntegerList)
        counts.update(answer.value)
        first[answer.value[0] == max(answer.value)] += 1
    assert len(counts) >= 6 and max(counts.values()) < 130
    assert 30 < first[True] < 75


def test_turned_the_kinds_are_named() -> None:
    item = TASK.item(4, 2)
    scene = TASK.scene(item)
    assert isinstance(scene, Heap)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer
        assert ", ".join(NAMES[kind] for kind in scene.kinds) in turned.question
        for word in ("left", "right", "below"):
            assert word not in turned.question
    other = msgspec.structs.replace(scene, kinds=scene.kinds[::-1])
    answer = TASK.answer(other)
    assert isinstance(answer, IntegerList) and isinstance(item.answer, IntegerList)
    assert answer.value == item.answer.value[::-1]


@pytest.mark.parametrize("redrawn", [False, True])
def test_written_by_many_hands(redrawn: bool) -> None:
    wear = WEARS["redrawn" if redrawn else "standard"]
    for seed in range(8):
        item, rng = TASK.item(1 + seed, seed), Random(seed)
        right = TASK.solution(item, "draw", hand_for(rng, redrawn=redrawn))
        verdict = TASK.verify(item, worn(right, wear(rng), "draw"), "draw")
        assert verdict.correct, verdict.reason


def test_a_box_that_holds_another_kinds_number_is_named() -> None:
    item = TASK.item(4, 0)
    assert isinstance(item.answer, IntegerList) and len(set(item.answer.value)) > 1
    mutants = {mutant.name: mutant.response for mutant in TASK.mutants(item, "draw")}
    verdict = TASK.verify(item, mutants["boxes in another order"], "draw")
    assert [name for name, passed in verdict.checks.items() if not passed] == ["right"]
    assert "the box of the " in verdict.reason


def test_every_level_and_owner_has_items() -> None:
    for level in (1, 2, 9, 12):
        for split in SPLITS:
            assert TASK.item(level, 0, split=split, salt="3").answer
