"""Shadows: the outline alone decides, wrong ones differ in one trait and by enough px."""

from collections import Counter

import numpy as np
import pytest
from msgspec.structs import replace

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.reading.likeness import mistaken, under_ink
from eyechart.scene.figures.specimens import (
    Specimen,
    distances,
    drawn_specimen,
    look_alikes,
    near_specimens,
    shadow_palette,
    specimen_of,
)
from eyechart.scene.raster import pixels
from eyechart.seeds import Key, rng_for
from eyechart.tasks.discrimination.find_shadow import FindShadow, Shadows

TASK = FindShadow()
BLACK = shadow_palette("#000000")


def fish(**changed: int) -> Specimen:
    plain = Specimen("fish", (20, 18, 16, 50, 5, 2, 10, 0, 0))
    values = {**plain.kind.named(plain.values), **changed}
    return Specimen("fish", tuple(values.values()))


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_what_lies_within_the_outline_does_not_count() -> None:
    options = (fish(facing=1), fish(stripes=0), fish(**{"tail height": 25}))
    scene = Shadows(options, 1, "below", fish())
    assert TASK.fitting(scene) == [1]
    assert TASK.fitting(replace(scene, figure=fish(**{"tail height": 25}))) == [2]
    assert TASK.fitting(replace(scene, figure=fish(tilt=5))) == []


@pytest.mark.parametrize("level", [3, 6, 10, 14])
def test_shadows_are_a_family_and_differ_enough(level: int) -> None:
    for index in range(3):
        scene = TASK.scene(TASK.item(level, index))
        together, apart = {scene.options[0]}, set(scene.options[1:])
        while apart:
            near = {a for a in apart for b in together if _steps(a, b) == 1}
            assert near, "a shadow of which no other is a near one"
            together, apart = together | near, apart - near
        assert scene.figure == scene.options[scene.right]
        px = 0.94 * TASK.page(scene).options[0].width
        seen = distances(scene.options, BLACK, px, scene.difference)
        assert sorted(seen.ravel())[len(seen)] >= TASK.knobs(level)["difference_px"]


def _steps(one: Specimen, other: Specimen) -> int:
    return sum(a != b for a, b in zip(one.values, other.values, strict=True))


def test_the_first_levels_show_other_things() -> None:
    for level in (1, 2):
        scene = TASK.scene(TASK.item(level))
        assert len({option.family for option in scene.options}) == len(scene.options)


def test_answers_are_spread_over_the_options() -> None:
    counts: Counter[str] = Counter()
    for index in range(150):
        scene = TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4))
        answer = TASK.answer(scene)
        assert isinstance(answer, Choice)
        counts[answer.value] += 1
    assert set(counts) == set("ABCD") and min(counts.values()) > 20


def test_an_exchanged_shadow_is_seen() -> None:
    item = TASK.item(8, 1)
    scene = TASK.scene(item)
    order = list(range(len(scene.options)))
    other = (scene.right + 2) % len(order)
    order[scene.right], order[other] = other, scene.right
    exchanged = pixels(str(TASK.draw(TASK.shuffled(scene, order))))
    source, boxes = pixels(item.picture.svg), TASK.elements(scene)
    everywhere = under_ink(np.zeros(source.shape[:2], np.float32))
    assert mistaken(source, source, everywhere, boxes, scene.right) is None
    assert mistaken(source, exchanged, everywhere, boxes, scene.right) == other


def test_specimens_in_words_and_near_ones() -> None:
    rng = rng_for(Key(TASK.id, 1, 0))
    for _ in range(20):
        specimen = drawn_specimen(rng, tilted=True)
        assert specimen_of(specimen.words) == specimen
    near = near_specimens(rng, fish(), 4, BLACK, 100, 9, 25)
    gaps = distances([fish(), *near], BLACK, 100, 9)
    assert len(near) == 4 and gaps[np.triu_indices(5, 1)].min() >= 9
    assert look_alikes([fish(), fish(tilt=3), fish(stripes=0)], BLACK) == [[0, 2], [1]]
