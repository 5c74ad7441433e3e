"""Odd one out keeps its contract in words and circled."""

from itertools import pairwise
from random import Random

import msgspec
import numpy as np
import pytest

from eyechart.answers import Cell
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Response
from eyechart.scene.pixels import decoded
from eyechart.scene.raster import png
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.discrimination.odd_one_out import OddOneOut

TASK = OddOneOut()


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 6), count=1)
    assert [check for check in checks if not check.passed] == []


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 14, 20])
def test_one_figure_differs_in_one_trait_by_at_least_3_px(level: int) -> None:
    knobs = TASK.knobs(level)
    assert knobs["difference_px"] >= 3
    for seed in range(3):
        scene = TASK.generate(Random(seed), **knobs)
        flat = [values for row in scene.cells for values in row]
        common = max(set(flat), key=flat.count)
        (odd,) = [values for values in flat if values != common]
        assert sum(a != b for a, b in zip(common, odd, strict=True)) == 1
        assert TASK.well_posed(scene)
        varied = TASK.vary(Random(seed), scene, **knobs)
        assert len(TASK.solve(varied)) == 1
        assert varied.cells != scene.cells


def test_knobs_rise_without_end() -> None:
    knobs = [TASK.knobs(level) for level in range(1, 25)]
    for a, b in pairwise(knobs):
        assert b["side"] >= a["side"]
        assert b["difference_px"] <= a["difference_px"]
        assert b["contrast"] <= a["contrast"]
        assert a != b
    assert knobs[9]["side"] ** 2 >= 165


def test_an_indistinct_pair_is_not_well_posed() -> None:
    scene = TASK.generate(Random(0), **TASK.knobs(4))
    assert not TASK.well_posed(msgspec.structs.replace(scene, difference=400.0))


def test_common_cells_are_equal_to_the_pixel() -> None:
    item = TASK.item(8, 0)
    scene, rgb = TASK.scene(item), decoded(item.picture.png())
    assert isinstance(item.answer, Cell)
    truth = item.answer.row - 1, item.answer.column - 1
    cells = {
        rgb[round(b.y) : round(b.y + b.height), round(b.x) : round(b.x + b.width)].tobytes()
        for i, b in enumerate(TASK.elements(scene))
        if divmod(i, scene.columns) != truth
    }
    assert len(cells) == 1


def test_positions_are_even() -> None:
    rng, knobs = Random(5), TASK.knobs(2)
    scene = TASK.generate(rng, **knobs)
    places = [TASK.chosen(TASK.vary(rng, scene, **knobs))[0] for _ in range(600)]
    counts = np.bincount(places, minlength=scene.rows * scene.columns)
    assert counts.min() > 0.5 * counts.mean()


@pytest.mark.parametrize("level", [1, 2, 4, 6, 8, 10, 12])
def test_it_is_read_from_pixels_upright_and_turned(level: int) -> None:
    item = TASK.item(level, 1)
    turned = TASK.turned(item, list(TURNS)[level % 5])
    for shown, size in ((item, 512), (turned, 700)):
        assert shown is not None
        scene = TASK.look(decoded(shown.picture.png(size)), shown.question)
        assert [answer.truth for answer in TASK.solve(scene)] == [shown.answer.truth]
        TASK.item_of(scene)


def test_what_is_no_grid_is_not_read() -> None:
    with pytest.raises(Unreadable):
        TASK.look(np.full((300, 300, 3), 255, np.uint8), "")
    with pytest.raises(Unreadable):
        TASK.look(decoded(png(TASK._alike(TASK.item(5, 0)))), "")
    for text in ("", "A grid of 2 rows and 2 columns of figures. Figure: fish. Each ..."):
        with pytest.raises(Unreadable):
            TASK.read_description(text)


@pytest.mark.parametrize(("level", "turn"), [(1, ""), (4, "90"), (7, "mirrored"), (10, "")])
def test_circles_are_judged_in_many_hands(level: int, turn: str) -> None:
    item = TASK.item(level, 2)
    shown = TASK.turned(item, turn) if turn else item
    assert shown is not None
    for seed in range(5):
        hand = Hand(width=1.4, wobble=0.8, size=1.1, seed=seed)
        verdict = TASK.verify(shown, TASK.solution(shown, "draw", hand), "draw")
        assert verdict.correct, verdict
        assert isinstance(shown.answer, Cell)
        assert verdict.read == f"row {shown.answer.row}, column {shown.answer.column}"
        assert "<circle" in verdict.overlay


@pytest.mark.parametrize("level", [1, 5, 10])
def test_near_misses_are_refused_for_their_own_reason(level: int) -> None:
    item = TASK.item(level, 4)
    failed = {}
    for mutant in TASK.mutants(item, "draw"):
        verdict = TASK.verify(item, mutant.response, "draw")
        assert verdict.outcome in ("wrong", "layout_changed"), (mutant.name, verdict)
        passed = [name for name, good in verdict.checks.items() if not good]
        failed[mutant.name] = passed[0] if passed else verdict.outcome
    assert failed["a neighbour circled"] == "right"
    assert failed["nothing circled"] == "marked"
    assert failed["one too many circled"] == "count"
    assert failed["a scribble over all"] in ("clear", "layout_changed")
    assert failed["the right figure made like all others"] == "unaltered"


def test_a_picture_of_another_item_is_another_scene() -> None:
    item = TASK.item(3, 0)
    other = TASK.solution(TASK.item(9, 1), "draw")
    assert TASK.verify(item, other, "draw").outcome in ("layout_changed", "wrong")
    assert TASK.verify(item, Response(text="There."), "draw").outcome == "unparsed"
