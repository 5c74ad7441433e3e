"""Counting: figures, shapes and dots; what counts, what is near it, and circles around each."""

from collections import Counter
from itertools import combinations
from math import hypot

import pytest
from msgspec.structs import replace

from eyechart.answers import Integer
from eyechart.check import check_task
from eyechart.scene.figures.shapes import Shape, shape_of
from eyechart.scene.figures.specimens import Specimen
from eyechart.seeds import Key, rng_for
from eyechart.tasks.discrimination._count_places import APART, drawn_line, gap_to, scattered
from eyechart.tasks.discrimination._count_sheet import DOT, sheet_area
from eyechart.tasks.discrimination.count_same import CountSame, Sheet

TASK = CountSame()
KEY = Specimen("key", (15, 5, 50, 3, 12, 8, 0, 0))
LONG = Specimen("key", (15, 5, 50, 3, 18, 8, 0, 0))
STAR, MOON = Shape("star", "plain", "blue"), Shape("moon", "plain", "blue")


def counted(sheet: Sheet) -> int:
    (found,) = TASK.solve(sheet)
    assert isinstance(found, Integer)
    return found.value


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_the_search_by_hand() -> None:
    places = ((100, 200), (200, 200), (300, 200))
    assert counted(Sheet(places, figures=(KEY, LONG, KEY, KEY))) == 2
    assert counted(Sheet(places, figures=(KEY, LONG, KEY, LONG))) == 1
    assert counted(Sheet(places, shapes=(STAR, replace(STAR, fill="striped"), MOON, STAR))) == 1
    line = tuple((float(x), 203.0) for x in range(50, 260, 6))
    assert counted(Sheet(places, line=line)) == 2
    assert counted(Sheet(((60, 203), (100, 230), (100, 175)), line=line)) == 1


@pytest.mark.parametrize("level", [1, 5, 10, 14])
def test_sheets_of_all_styles(level: int) -> None:
    knobs = TASK.knobs(level)
    seen = set()
    for index in range(9):
        scene = TASK.scene(TASK.item(level, index))
        seen.add(scene.style)
        right = scene.counted
        assert 2 <= len(right) < len(scene.places)
        side = TASK.elements(scene)[0].width
        for (x, y), (u, v) in combinations(scene.places, 2):
            assert hypot(x - u, y - v) > APART * side - 2
        for i, place in enumerate(scene.places):
            if scene.style == "dots" and i not in right:
                assert gap_to(scene.line, place) >= DOT + knobs["clear_px"]
        if scene.style == "shapes" and knobs["near"]:
            *things, sought = scene.shapes
            words = [set(thing.words.split()) & set(sought.words.split()) for thing in things]
            assert sum(len(common) == 2 for common in words) > 0
    assert len(seen) > 1


def test_counts_are_spread() -> None:
    counts: Counter[int] = Counter()
    styles: Counter[str] = Counter()
    for index in range(150):
        scene = TASK.generate(rng_for(Key(TASK.id, 3, index)), **TASK.knobs(3))
        counts[len(scene.counted)] += 1
        styles[scene.style] += 1
    assert set(counts) == {2, 3, 4, 5} and max(counts.values()) < 60
    assert set(styles) == {"figures", "shapes", "dots"} and min(styles.values()) > 15


def test_lines_and_places_stay_on_the_page() -> None:
    rng = rng_for(Key(TASK.id, 1, 0))
    for bends in range(1, 8):
        for x, y in drawn_line(rng, sheet_area("dots", 6), bends):
            assert min(x, y) > 36 and max(x, y) < 476
    for count in (6, 25, 54):
        places = scattered(rng, count, sheet_area("shapes", count))
        assert len(set(places)) == count and all(y > 125 for _, y in places)


def test_words_of_shapes() -> None:
    assert shape_of("striped blue star") == replace(STAR, fill="striped")
    with pytest.raises(ValueError, match="no shape"):
        shape_of("striped red star")


def test_each_one_is_circled_and_no_other() -> None:
    item = TASK.item(5, 3)
    assert "each" in TASK.prompt(item, "draw")
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert not verdict.correct, (mutant.name, verdict.reason)
