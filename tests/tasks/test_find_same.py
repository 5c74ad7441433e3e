"""Twins: the pair, the one without a twin, the one like the model; all others differ enough."""

from collections import Counter

import pytest
from msgspec.structs import replace

from eyechart.answers import Choice, ChoiceSet
from eyechart.check import check_task
from eyechart.scene.figures import PALETTES
from eyechart.scene.figures.specimens import Specimen, distances
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._same_page import same_page
from eyechart.tasks.discrimination.find_same import Figures, FindSame

TASK = FindSame()
A = Specimen("key", (15, 5, 50, 3, 12, 8, 0, 0))
B = Specimen("key", (15, 5, 42, 3, 12, 8, 0, 0))
C = Specimen("key", (15, 7, 42, 3, 12, 8, 0, 0))


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_the_search_by_hand() -> None:
    pair = Figures("pair", (A, B, C, B))
    (found,) = TASK.solve(pair)
    assert isinstance(found, ChoiceSet) and found.truth == ("B", "D")
    assert TASK.chosen(pair) == (1, 3)
    assert TASK.solve(replace(pair, figures=(A, B, C))) == []
    assert len(TASK.solve(replace(pair, figures=(A, B, A, B)))) == 2
    (lonely,) = TASK.solve(Figures("lonely", (A, B, C, B, A)))
    assert isinstance(lonely, Choice) and lonely.value == "C"
    (like,) = TASK.solve(Figures("model", (A, B, C), model=A))
    assert isinstance(like, Choice) and like.value == "A"


@pytest.mark.parametrize("level", [3, 6, 10, 14])
def test_figures_differ_as_they_should(level: int) -> None:
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        distinct = list(dict.fromkeys(scene.figures))
        page = same_page(
            len(scene.figures), model=scene.model is not None, staggered=scene.staggered
        )
        px = 0.96 * page.figures[0].width
        seen = distances(distinct, PALETTES[scene.palette], px, scene.difference)
        for i, one in enumerate(distinct):
            others = [j for j in range(len(distinct)) if j != i]
            assert min(seen[i, others]) >= TASK.knobs(level)["difference_px"]
            # Each is a near miss of another.
            apart = [
                sum(a != b for a, b in zip(one.values, distinct[j].values, strict=True))
                for j in others
            ]
            assert min(apart) == 1


def test_boxes_keep_apart_and_on_the_page() -> None:
    for count in range(3, 26):
        for model, staggered in ((False, False), (True, False), (False, True), (True, True)):
            page = same_page(count, model=model, staggered=staggered)
            boxes = [*page.figures, *([page.model] if page.model else [])]
            for i, a in enumerate(boxes):
                assert min(a.x, a.y) > 10 and max(a.x, a.y) + a.width < 502
                for b in boxes[:i]:
                    assert max(abs(a.x - b.x), abs(a.y - b.y)) > a.width + 6


def test_what_is_asked_and_the_answers_are_spread() -> None:
    asked: Counter[str] = Counter()
    right: Counter[int] = Counter()
    for index in range(120):
        scene = TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2))
        asked[scene.asked] += 1
        right.update(i for i in TASK.chosen(scene) if len(scene.figures) == 4)
    assert set(asked) == {"pair", "lonely", "model"} and min(asked.values()) > 15
    assert set(right) == set(range(4)) and min(right.values()) > 20


def test_both_twins_are_circled_and_nothing_else() -> None:
    item = next(i for i in TASK.items(6, 8) if isinstance(i.answer, ChoiceSet))
    scene, hand = TASK.scene(item), Hand(seed=2)
    right = TASK.chosen(scene)
    assert "each of the two" in TASK.prompt(item, "draw")
    assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    names = {mutant.name for mutant in TASK.mutants(item, "draw", hand)}
    assert {"only one circled", "one neighbour too many circled"} <= names
    for mutant in TASK.mutants(item, "draw", hand):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert not verdict.correct, (mutant.name, right, verdict.reason)
