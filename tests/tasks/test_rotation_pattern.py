"""Rotation patterns: rules, uniqueness, distractors, the contract, and circles."""

from collections import Counter

import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.scene.figures.difference import visible_difference
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Svg
from eyechart.seeds import Key, rng_for
from eyechart.tasks.patterns._rotation_figures import BUILDS, HANDED, SINGLE, draw_figure
from eyechart.tasks.patterns._rotation_making import drawn_word
from eyechart.tasks.patterns._rotation_rules import (
    LEFT,
    RIGHT,
    Figure,
    Rule,
    all_rules,
    mirrored,
    missing_figures,
    shifted,
)
from eyechart.tasks.patterns.rotation_pattern import RotationPattern

TASK = RotationPattern()


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10), count=1)
    assert [check for check in checks if not check.passed] == []


def test_words_by_hand() -> None:
    assert shifted((1, 2, 3, 0), 1) == (0, 1, 2, 3)
    assert mirrored((1, 2, 3, 0)) == (1, 0, 3, 2)
    assert mirrored((0, RIGHT, 0, 0)) == (0, 0, 0, LEFT)


def test_rules_by_hand() -> None:
    assert Rule(2, 2, False).turned(4) == [0, 2, 4, 6]
    assert Rule(1, 2, True).turned(5) == [0, 1, 3, 6, 10]
    assert Rule(1, -2, False).turned(5) == [0, 1, -1, 0, -2]
    assert len(set(all_rules(8))) == len(all_rules(8)) == 8 + 8 * 4 + 8 * 7


def test_the_search_finds_the_missing_figure() -> None:
    def figure(*places: int) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(int(i == place % 8) for i in range(8)) for place in places)

    steady = (figure(0, 0), figure(1, 6), figure(2, 4), ())
    assert missing_figures([steady]) == {figure(3, 2)}
    growing = (figure(0), figure(1), figure(3), figure(6), ())
    assert missing_figures([growing]) == {figure(10)}
    middle = (figure(0), (), figure(4), figure(6))
    assert missing_figures([middle]) == {figure(2)}
    # Two figures alone say how far, but not how it goes on: growing or not.
    assert len(missing_figures([(figure(0), figure(1), ())])) > 1
    # A second line that follows the same rule says it.
    assert missing_figures([(figure(2), figure(3), figure(4)), (figure(0), figure(1), ())]) == {
        figure(2)
    }
    assert missing_figures([(((1, 0, 2, 0),), ((1, 2, 0, 0),), ())]) == set()


@pytest.mark.parametrize("level", [1, 2, 4, 6, 8, 10, 13, 18])
def test_one_option_fits_and_all_look_different(level: int) -> None:
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len(set(scene.options)) == len(scene.options) >= min(TASK.knobs(level)["options"], 2)
        for i, word in enumerate(scene.options[0]):
            assert len({shifted(word, k) for k in range(scene.notches)}) == scene.notches, i


def test_knobs_rise_without_end() -> None:
    loads = [
        k["notches"] * k["parts"] / k["contrast"] for k in (TASK.knobs(n) for n in range(1, 30))
    ]
    assert loads == sorted(loads) and loads[0] < loads[9] < loads[19] < loads[28]


def drawn(kind: str, figure: Figure, dress: int) -> RGB:
    svg = Svg(120, 120)
    draw_figure(svg, figure, (kind,), (60, 60), 55, dress=dress, stroke=1, contrast=1)
    return pixels(str(svg))


@pytest.mark.parametrize("kind", HANDED)
def test_shapes_with_two_hands_differ_clearly_from_their_mirror_images(kind: str) -> None:
    for dress in range(0, 200, 7):
        one, other = (drawn(kind, ((hand, 0, 0, 0),), dress) for hand in (RIGHT, LEFT))
        assert visible_difference(one, other) > 14, (kind, dress)


@pytest.mark.parametrize("parts", BUILDS)
def test_every_build_has_its_parts(parts: int) -> None:
    for build in BUILDS[parts]:
        rng = rng_for(Key(TASK.id, 5, 0), *build)
        kinds = [kind for kind in build if kind != "dial"]
        words = [drawn_word(rng, kind, 8) for kind in kinds]
        assert len(words) == parts
        for kind, word in zip(kinds, words, strict=True):
            assert sum(map(bool, word)) == 1 or kind not in SINGLE


def test_answers_are_spread_over_the_options() -> None:
    counts: Counter[str] = Counter()
    for index in range(300):
        scene = TASK.generate(rng_for(Key(TASK.id, 4, index)), **TASK.knobs(4))
        answer = TASK.answer(scene)
        assert isinstance(answer, Choice)
        counts[answer.value] += len(answer.options) == 4
    assert set(counts) == set("ABCD") and min(counts.values()) > 0.18 * sum(counts.values())


def test_what_describes_no_figures_is_refused() -> None:
    with pytest.raises(Unreadable):
        TASK.read_description("Nothing turns here.")
