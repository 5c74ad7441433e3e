"""Figures and sets of parts: one matching, lines between dots."""

from collections import Counter

import pytest
from msgspec.structs import replace

from eyechart.answers import Matching
from eyechart.check import check_task
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._building_parts import Part, Placed
from eyechart.tasks.discrimination.match_parts import MatchParts, Workshop
from eyechart.tasks.joining import join_page

TASK = MatchParts()
WALL, ROOF, DOOR = Part("rectangle", 6, 4, 0), Part("triangle", 6, 3, 1), Part("rectangle", 1, 2, 2)


def figure(*parts: Part) -> tuple[Placed, ...]:
    return tuple(Placed(part, 0.0, float(i)) for i, part in enumerate(parts))


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_the_search_compares_multisets_however_the_parts_lie() -> None:
    turned = WALL._replace(turn=90)
    scene = Workshop(
        partners=(),
        layout="rows",
        figures=(figure(WALL, ROOF), figure(WALL, DOOR, DOOR)),
        sets=((DOOR, turned, DOOR), (ROOF, WALL), (WALL, DOOR)),
    )
    (found,) = TASK.solve(scene)
    assert isinstance(found, Matching) and found.partners == ("B", "A")
    assert TASK.solve(replace(scene, sets=((DOOR, WALL), (ROOF, WALL)))) == []
    twice = replace(scene, sets=((DOOR, WALL, DOOR), (ROOF, WALL), (WALL, ROOF)))
    assert len(TASK.solve(twice)) == 2


@pytest.mark.parametrize("level", [1, 4, 8, 10, 14])
def test_each_figure_has_one_set(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert len(scene.figures) == knobs["figures"]
        assert len(scene.sets) == knobs["figures"] + knobs["spare"]
        assert {len(f) for f in scene.figures} == {knobs["parts"]}
        assert len(TASK.solve(scene)) == 1


def test_cards_keep_apart_and_on_the_page() -> None:
    for layout in ("rows", "columns"):
        for count in range(2, 8):
            page = join_page(count, count, layout)
            for boxes in (page.numbered, page.lettered):
                for i, a in enumerate(boxes):
                    assert a.x > 10 and a.x + a.width < 502 and a.y > 10 and a.y + a.height < 502
                    for b in boxes[:i]:
                        assert max(abs(a.x - b.x), abs(a.y - b.y)) > a.width + 4


def test_partners_are_spread() -> None:
    counts: Counter[int] = Counter()
    for index in range(90):
        counts[TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5)).partners[0]] += 1
    assert set(counts) == set(range(4)) and min(counts.values()) > 8


def test_lines_of_many_hands_count_and_wrong_ones_do_not() -> None:
    item = TASK.item(8, 2)
    for seed in range(6):
        hand = Hand(seed=seed, wobble=0.8, width=0.6 + 0.3 * seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    reasons = {}
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert not verdict.correct, mutant.name
        reasons[mutant.name] = verdict.reason
    assert "right is" in reasons["two partners exchanged"]
    assert "now looks like" in reasons["two lettered things exchanged"]
    assert "no red line" in reasons["nothing joined"]


def test_turned_pages_are_read_too() -> None:
    for turn in ("90", "mirrored"):
        item = TASK.turned(TASK.item(6, 2), turn)
        assert item is not None
        assert TASK.verify(item, TASK.solution(item, "draw", Hand(seed=2)), "draw").correct
