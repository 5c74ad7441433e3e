"""Folded outlines: by hand, exactly, by pixels, without dispute; and numbers written."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import cv2
import numpy as np
import pytest

from eyechart.answers import Integer
from eyechart.certify.noise import WEARS, hand_for, worn
from eyechart.check import check_task
from eyechart.registry import get_task
from eyechart.seeds import SPLITS, Key, rng_for
from eyechart.tasks.spatial._sides_making import flaw, moved, sticks_out
from eyechart.tasks.spatial._sides_outline import Crease, Steps, folded, rim
from eyechart.tasks.spatial._sides_page import scale_of
from eyechart.tasks.spatial.folded_sides import Sides

TASK = get_task("folded_sides")
SQUARE = ((8, 8), (88, 8), (88, 88), (8, 88))


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize(
    ("steps", "sides"),
    [
        (((Crease(1, 0, 48),),), 4),  # in half
        (((Crease(1, 1, 96),),), 3),  # along the diagonal
        (((Crease(1, 1, 140),),), 5),  # a corner
        (((Crease(1, 1, 140), Crease(-1, -1, -52)),), 6),  # two corners
        (((Crease(1, 1, 96),), (Crease(1, -1, 0),)), 3),  # the diagonal, twice
        (((Crease(1, 2, 150),),), 9),  # flaps that stick out at both sides
    ],
)
def test_by_hand(steps: Steps, sides: int) -> None:
    assert TASK.solve(Sides(SQUARE, steps)) == [Integer(sides, 3, max(10, sides + 2))]


def test_the_outline_is_exact() -> None:
    corners = rim(folded(SQUARE, ((Crease(1, 2, 150),),), exact=True)[-1])
    assert corners is not None and (Fraction(128, 3)) in [y for _, y in corners]
    assert rim(folded(SQUARE, ((Crease(1, 0, 88),),), exact=True)[-1]) is not None


def test_an_outline_with_a_hole_is_none() -> None:
    """A frame of four strips, each a layer."""
    layers = folded(SQUARE, (), exact=True)[:1] * 4
    strips = [
        ((0, 0), (90, 0), (90, 10), (0, 10)),
        ((0, 80), (90, 80), (90, 90), (0, 90)),
        ((0, 0), (10, 0), (10, 90), (0, 90)),
        ((80, 0), (90, 0), (90, 90), (80, 90)),
    ]
    frame = [
        layer[0]._replace(corners=tuple((Fraction(x), Fraction(y)) for x, y in strip))
        for layer, strip in zip(layers, strips, strict=True)
    ]
    assert rim(frame) is None
    assert len(rim(frame[:3]) or ()) == 8


@pytest.mark.parametrize("level", [1, 3, 5, 7, 10])
def test_the_outline_is_that_of_the_paper_drawn(level: int) -> None:
    """All layers filled in pixels cover what the outline encloses, and no creases interfere."""
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert isinstance(scene, Sides)
        layers = folded(scene.sheet, scene.steps, exact=True)[-1]
        paper, inside = (np.zeros((640, 640), np.uint8) for _ in range(2))
        for layer in layers:
            cv2.fillPoly(paper, [_px(layer.corners)], 255)
        cv2.fillPoly(inside, [_px(rim(layers) or ())], 255)
        assert (paper != inside).mean() < 0.002
        flipped = tuple(step[::-1] for step in scene.steps)
        assert _outline(scene.sheet, flipped) == _outline(scene.sheet, scene.steps)


def _px(corners: tuple[tuple[Fraction | float, Fraction | float], ...]) -> np.ndarray:
    return np.array([[round(5 * (float(x) + 14)), round(5 * (float(y) + 14))] for x, y in corners])


def _outline(sheet: tuple[tuple[int, int], ...], steps: Steps) -> set[object]:
    return set(rim(folded(sheet, steps, exact=True)[-1]) or ())


def test_turned_and_mirrored_foldings_have_as_many_sides() -> None:
    rng = Random(3)
    scene = TASK.scene(TASK.item(6, 1))
    assert isinstance(scene, Sides)
    flaws = []
    for _ in range(40):
        sheet, steps = moved(rng, scene.sheet, scene.steps)
        flaws.append(flaw(sheet, steps, scale_of(len(steps) + 1)))
        if sorted(_spans(steps)) == sorted(_spans(scene.steps)):
            assert flaws[-1] == "" and TASK.solve(Sides(sheet, steps)) == TASK.solve(scene)
    assert 8 < flaws.count("") < 40


def _spans(steps: Steps) -> list[int]:
    """How far each crease is from the middle, which no turn and no mirror changes."""
    return [2 * crease.c - 96 * (crease.a + crease.b) for step in steps for crease in step]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (((Crease(1, 1, 168),),), "a small flap"),
        (((Crease(1, 2, 100),),), "close to a corner"),
        (((Crease(1, 0, 48), Crease(0, 1, 48)),), "in each other's way"),
        (((Crease(0, 1, 54),), (Crease(1, 1, 104),)), "close"),
        (((Crease(1, 0, 20),),), "frame"),
    ],
)
def test_what_one_could_argue_about_is_refused(steps: Steps, why: str) -> None:
    assert why in flaw(SQUARE, steps, 1.7)
    assert flaw(SQUARE, ((Crease(1, 1, 130),),), 1.7) == ""


def test_levels_hold_what_they_say() -> None:
    seen = set()
    for level in (1, 2, 4, 8, 10):
        knobs = TASK.knobs(level)
        for index in range(5):
            scene = TASK.scene(TASK.item(level, index))
            assert isinstance(scene, Sides)
            answer = TASK.answer(scene)
            assert isinstance(answer, Integer)
            assert knobs["least"] <= answer.value <= knobs["most"]
            assert tuple(map(len, scene.steps)) in knobs["steps"]
            assert knobs["sticking_out"] or not sticks_out(scene.sheet, scene.steps)
            seen.add(answer.value)
    assert len(seen) > 4
    loads = [TASK.knobs(level)["contrast"] for level in range(10, 40)]
    assert all(a > b for a, b in pairwise(loads))


def test_answers_are_spread() -> None:
    counts = [0] * 12
    for index in range(60):
        scene = TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2))
        answer = TASK.answer(scene)
        assert isinstance(answer, Integer)
        counts[answer.value] += 1
    assert min(counts[4:7]) > 10


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
