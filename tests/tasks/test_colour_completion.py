"""Colour completion: what regularities imply, every family, what is wrong with wrong patches."""

from collections import Counter
from itertools import combinations
from random import Random

import numpy as np
import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._ornament_making import FAMILIES, made
from eyechart.tasks.discrimination._ornament_patches import wrong_patches
from eyechart.tasks.discrimination._ornament_rules import codes_of, implied, rows_of
from eyechart.tasks.discrimination._ornament_shapes import Shape, sampled
from eyechart.tasks.discrimination.colour_completion import ColourCompletion, Ornamented

TASK = ColourCompletion()


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


def test_rows_and_codes() -> None:
    rows = ("ab?", "c?f")
    assert rows_of(codes_of(rows)) == rows
    assert codes_of(rows).tolist() == [[0, 1, -1], [2, -1, 5]]


def test_what_is_implied_by_hand() -> None:
    mirrored = codes_of(("abccba", "bcaacb", "caaa??", "abcc??"))
    whole = implied(mirrored)
    assert whole is not None and rows_of(whole)[2:] == ("caaaac", "abccba")
    repeated = codes_of(("abcabcabc", "cabcabcab", "abcab??bc", "cabca??ab", "abcabcabc"))
    whole = implied(repeated)
    assert whole is not None and rows_of(whole)[2:4] == ("abcabcabc", "cabcabcab")


def test_without_regularity_nothing_is_implied() -> None:
    codes = np.random.default_rng(5).integers(0, 6, (10, 10)).astype(np.int8)
    codes[2:4, 3:5] = -1
    whole = implied(codes)
    assert whole is not None and (whole == codes).all()


def test_regularities_that_disagree_are_refused() -> None:
    # Each column is as its neighbour as far as one can see: the hidden one cannot be as both.
    assert implied(codes_of(("aaaa?bbbb",) * 4)) is None


def test_shapes_are_sampled_one_above_the_other() -> None:
    shapes = (Shape("square", 2, 2, 2, 1, 0), Shape("disc", 2, 2, 1.2, 2, 1))
    assert sampled(shapes, 0, 0, 5, 4).tolist() == [
        [1, 1, 1, 1, 0],
        [1, 2, 2, 1, 0],
        [1, 2, 2, 1, 0],
        [1, 1, 1, 1, 0],
    ]
    zigzag = sampled((Shape("zigzag", 0, 0, 2, 3, 0),), 0, 0, 8, 2)
    assert zigzag.tolist() == [[0, 0, 0, 0, 0, 0, 0, 0], [3, 0, 0, 3, 3, 0, 0, 3]]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_families_are_regular_and_wrong_patches_are_unlike(family: str) -> None:
    rng, good = Random(7), 0
    for _ in range(8):
        whole = made(rng, family, 4, 4, 1.4)
        x, y, w, h = whole.hole
        codes = whole.ornament.codes.copy()
        right = codes[y : y + h, x : x + w].copy()
        codes[y : y + h, x : x + w] = -1
        filled = implied(codes)
        # A hole across all mirrors is left open, but nothing is implied wrongly.
        if filled is not None:
            hidden = filled[y : y + h, x : x + w]
            assert (hidden == right)[hidden >= 0].all()
            good += bool((hidden >= 0).all())
        patches = [codes_of(patch.rows) for patch in wrong_patches(rng, whole, 3, 0.1, 1.0) or []]
        for one, other in combinations((right, *patches), 2):
            assert (one != other).mean() >= 0.1
    assert good >= 2


def test_the_right_patch_is_like_all_others_no_more_often_than_chance() -> None:
    hits = 0
    for index in range(200):
        scene = TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5))
        codes = [codes_of(option.rows) for option in scene.options]
        far = [sum(float((a != b).mean()) for b in codes) for a in codes]
        hits += min(far) == far[scene.right] and far.count(min(far)) == 1
    assert hits < 75


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 14])
def test_one_patch_fits_and_no_two_are_alike(level: int) -> None:
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert list(TASK.fitting(scene)) == [scene.right]
        assert len({option.rows for option in scene.options}) == TASK.knobs(level)["options"]


def test_a_hand_made_scene_with_no_fitting_patch_has_no_answer() -> None:
    scene = TASK.scene(TASK.item(3, 0))
    options = tuple(option for i, option in enumerate(scene.options) if i != scene.right)
    left = Ornamented(options, -1, "below", scene.family, scene.rows, scene.hole)
    assert TASK.solve(left) == []


def test_answers_are_spread_over_the_options() -> None:
    counts: Counter[str] = Counter()
    for index in range(300):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 5, index)), **TASK.knobs(5)))
        assert isinstance(answer, Choice)
        counts[answer.value] += 1
    assert set(counts) == set("ABCD") and min(counts.values()) > 48


@pytest.mark.parametrize("level", [2, 9])
def test_drawn_answers(level: int) -> None:
    item = TASK.item(level, 1)
    for seed in range(3):
        hand = Hand(wobble=0.4 * seed, seed=seed)
        assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    for mutant in TASK.mutants(item, "draw"):
        assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name
