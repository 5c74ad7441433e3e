"""Figures and shadows: one matching, shadows that belong to none, one pair circled."""

from collections import Counter

import pytest
from msgspec.structs import replace

from eyechart.answers import Matching
from eyechart.check import check_task
from eyechart.scene.figures.specimens import Specimen
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._shadow_page import match_page
from eyechart.tasks.discrimination.match_shadows import Gathering, MatchShadows

TASK = MatchShadows()
LONG = Specimen("key", (15, 5, 50, 3, 12, 8, 0, 0))
SHORT = Specimen("key", (15, 5, 42, 3, 12, 8, 0, 0))
OTHER = Specimen("key", (15, 7, 42, 3, 12, 8, 0, 0))
MIRRORED = Specimen("key", (15, 5, 42, 3, 12, 8, 1, 0))


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_the_search_finds_all_matchings() -> None:
    scene = Gathering((LONG, SHORT), (MIRRORED, SHORT, LONG))
    (found,) = TASK.solve(scene)
    assert isinstance(found, Matching) and found.partners == ("C", "B")
    # A hole does not show in the shadow: either shadow will do.
    twice = replace(scene, figures=(OTHER, SHORT), shadows=(OTHER, SHORT))
    assert len(TASK.solve(twice)) == 2
    assert TASK.solve(replace(scene, shadows=(MIRRORED, LONG, LONG))) == []


@pytest.mark.parametrize("level", [1, 4, 7, 10, 13])
def test_each_figure_has_one_shadow_and_some_shadows_no_figure(level: int) -> None:
    knobs = TASK.knobs(level)
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        assert len(scene.figures) == knobs["figures"]
        assert len(scene.shadows) == knobs["figures"] + knobs["extra"]
        assert len({shadow.family for shadow in scene.shadows}) == knobs["families"]
        assert [scene.shadows[i] for i in scene.partners] == list(scene.figures)
        assert len(TASK.solve(scene)) == 1


def test_boxes_keep_apart_and_on_the_page() -> None:
    for layout in ("rows", "columns"):
        for count in range(2, 9):
            page = match_page(count, count, layout)
            boxes = [*page.figures, *page.shadows]
            for i, a in enumerate(boxes):
                assert a.x > 10 and a.x + a.width < 502 and a.y > 10 and a.y + a.height < 502
                for b in boxes[:i]:
                    gap = max(abs(a.x - b.x), abs(a.y - b.y))
                    assert gap > a.width + 4


def test_partners_are_spread() -> None:
    counts: Counter[int] = Counter()
    for index in range(80):
        counts[TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4)).partners[0]] += 1
    assert set(counts) == set(range(4)) and min(counts.values()) > 8


def test_only_the_shadow_of_the_framed_figure_is_right() -> None:
    item = TASK.item(8, 2)
    scene = TASK.scene(item)
    assert "frame" in TASK.prompt(item, "draw") and "frame" not in TASK.prompt(item)
    for framed in range(len(scene.figures)):
        other = TASK.item_of(replace(scene, framed=framed), item.key)
        drawn = TASK.solution(other, "draw", Hand(seed=3))
        assert TASK.verify(other, drawn, "draw").correct
        assert TASK.verify(item, drawn, "draw").correct == (framed == scene.framed)
