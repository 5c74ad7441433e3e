"""Tangles are well made, their answers follow from the picture, and traces are judged right."""

from itertools import pairwise
from random import Random

import cv2
import msgspec
import numpy as np
import pytest

from eyechart.answers import Matching
from eyechart.errors import Unreadable
from eyechart.item import Item, Response
from eyechart.scene.curves import reversed_stations, sampled
from eyechart.scene.pixels import decoded, encoded
from eyechart.scene.raster import pixels
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.tracking._knots import arms_at, flaw, stretches_of, ways_through
from eyechart.tasks.tracking._lines_drawn import LONGEST_GAP
from eyechart.tasks.tracking._lines_scene import BOX, asked, lines_of, stations_of
from eyechart.tasks.tracking.connect_lines import ConnectLines

TASK = ConnectLines()
Curve = tuple[tuple[int, int, int], ...]


def crossings(item: Item) -> int:
    arms = arms_at(TASK.scene(item).stretches)
    return sum(len(here) == 4 for here in arms.values())


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 16])
def test_level_has_its_lines_and_crossings(level: int) -> None:
    knobs, item = TASK.knobs(level), TASK.item(level)
    scene = TASK.scene(item)
    assert crossings(item) in (knobs["crossings"], knobs["crossings"] + 1)
    assert len(scene.tops) == len(scene.bottoms) == knobs["strands"]
    assert (len(set(scene.colours)) > 1) == knobs["coloured"]
    used = [step.stretch for way in lines_of(scene).values() for step in way]
    assert sorted(used) == list(range(len(scene.stretches)))


def test_knobs_rise_with_the_level() -> None:
    for low, high in pairwise(TASK.knobs(level) for level in range(1, 41)):
        assert high["crossings"] >= low["crossings"]
        assert high["strands"] >= low["strands"]
        assert high["width"] <= low["width"]
    assert TASK.knobs(24)["crossings"] > TASK.knobs(20)["crossings"] > TASK.knobs(10)["crossings"]


def test_answer_is_where_each_curve_was_drawn_to() -> None:
    """Curves of known ends are cut into stretches, which do not tell them apart; then followed."""
    rng = Random(5)
    for level in (2, 5, 9):
        scene = TASK.scene(TASK.item(level, 3))
        curves = [stations_of(scene, way) for way in lines_of(scene).values()]
        # Cut again from curves in another order and direction: nothing of that may show.
        rng.shuffle(curves)
        shuffled = [curve if rng.random() < 0.5 else reversed_stations(curve) for curve in curves]
        assert stretches_of(shuffled) == scene.stretches
        for curve in shuffled:
            ((_, end),) = list(ways_through(scene.stretches, curve[0][:2]))
            assert end == curve[-1][:2]


def test_description_is_lossless_and_enough() -> None:
    for level in (1, 6, 10):
        item = TASK.item(level, 1)
        scene = TASK.scene(item)
        again = TASK.read_description(TASK.describe(scene))
        assert again == scene
        assert TASK.solve(again) == [item.answer]
    with pytest.raises(Unreadable):
        TASK.read_description("Nothing to see here.")


def test_description_does_not_say_the_answer() -> None:
    scene = TASK.scene(TASK.item(10))
    text = TASK.describe(scene)
    answer = TASK.answer(scene)
    assert isinstance(answer, Matching)
    for top, bottom in answer.truth:
        assert f"{top} to {bottom}" not in text and f"{bottom} to {top}" not in text


def test_two_ways_on_are_two_answers() -> None:
    """A crossing at which going straight on is not clear is no crossing to ask about."""
    scene = TASK.scene(TASK.item(2, 0))
    place = next(place for place, arms in arms_at(scene.stretches).items() if len(arms) == 4)
    bent = tuple(
        tuple((x, y, 90) if (x, y) == place else (x, y, heading) for x, y, heading in stretch)
        for stretch in scene.stretches
    )
    unclear = msgspec.structs.replace(scene, stretches=bent)
    assert TASK.well_posed(scene)
    assert len(TASK.solve(unclear)) == 2
    assert not TASK.well_posed(unclear)


def _straight(a: tuple[int, int], b: tuple[int, int], parts: int = 2) -> Curve:
    heading = round(np.degrees(np.arctan2(b[1] - a[1], b[0] - a[0]))) % 360
    steps = [i / parts for i in range(parts + 1)]
    return tuple(
        (round(a[0] + t * (b[0] - a[0])), round(a[1] + t * (b[1] - a[1])), heading) for t in steps
    )


@pytest.mark.parametrize(
    ("curves", "what"),
    [
        ([_straight((100, 100), (400, 400)), _straight((400, 100), (100, 400))], ""),
        ([_straight((100, 100), (400, 180)), _straight((100, 180), (400, 100))], "not clear"),
        ([_straight((100, 100), (100, 400)), _straight((112, 100), (112, 400))], "too near"),
        (
            [
                _straight((100, 100), (400, 400)),
                _straight((400, 100), (100, 400)),
                _straight((250, 100), (250, 400)),
            ],
            "not clear",
        ),
        ([(*_straight((200, 100), (200, 300)), (203, 303, 0), (206, 300, 270))], "sharply"),
        ([_straight((200, 100), (200, 500))], "box"),
    ],
)
def test_flaws_are_found(curves: list[Curve], what: str) -> None:
    found = flaw(stretches_of(curves), 5.0, BOX)
    assert what in found if what else not found


def test_crossings_are_wide_open_and_lines_apart() -> None:
    """The proof, once more by other means: angles from stations, gaps by brute force."""
    scene = TASK.scene(TASK.item(9, 2))
    arms = arms_at(scene.stretches)
    for here in arms.values():
        told = sorted(arm.heading for arm in here)
        gaps = [(b - a) % 360 for a, b in zip(told, told[1:] + told[:1], strict=True)]
        assert len(here) == 1 or min(gaps) >= 40
    lines = [sampled(stretch, 2.0)[8:-8] for stretch in scene.stretches]
    lines = [line for line in lines if len(line)]
    for i, a in enumerate(lines):
        for b in lines[i + 1 :]:
            gap = a[:, None] - b[None]
            assert np.hypot(gap[..., 0], gap[..., 1]).min() > 2 * scene.width


def test_turned_pictures_keep_the_answer() -> None:
    item = TASK.item(5)
    for turn in TURNS:
        turned = TASK.turned(item, turn)
        assert turned is not None and turned.answer == item.answer
        for word in ("top", "bottom", "above", "below", "left", "right"):
            assert word not in turned.question.lower()


@pytest.mark.parametrize(("level", "index"), [(1, 0), (5, 1), (10, 2)])
def test_traces_are_judged(level: int, index: int) -> None:
    item = TASK.item(level, index)
    hand = Hand(width=0.8, wobble=0.9, seed=index)
    assert TASK.verify(item, TASK.solution(item, "draw", hand), "draw").correct
    unchanged = Response(pictures=(item.picture.png(),))
    for name, response in (("unchanged", unchanged), *TASK.mutants(item, "draw", hand)):
        verdict = TASK.verify(item, response, "draw")
        assert not verdict.correct, name


def test_failed_checks_are_named() -> None:
    item = TASK.item(6, 1)
    failed = {
        mutant.name: [
            name
            for name, passed in TASK.verify(item, mutant.response, "draw").checks.items()
            if not passed
        ]
        for mutant in TASK.mutants(item, "draw")
    }
    assert failed["first part only"] == ["right_end", "followed"]
    assert failed["last part only"] == ["right_start", "followed"]
    assert failed["gap"] == ["followed"]
    assert failed["two lines"] == ["no_other_strand"]
    assert failed["one stretch of another line"] == ["no_other_strand"]
    assert failed["crossing untied"] == ["picture_unchanged"]
    assert failed["a stretch erased"] == ["picture_unchanged"]
    assert "no_other_strand" in failed["changed lines at a crossing"]
    assert "right_end" in failed["changed lines at a crossing"]


def test_a_trace_survives_a_rough_passage() -> None:
    """Smaller, shifted, tinted, JPEG; and a picture of something else is no answer at all."""
    item = TASK.item(7, 1)
    drawn = decoded(TASK.solution(item, "draw", Hand(wobble=0.5)).pictures[0])
    rough = cv2.resize(np.roll(drawn, 6, axis=1), (330, 345), interpolation=cv2.INTER_AREA)
    rough = np.clip(rough * (0.95, 1.0, 0.9), 0, 255).astype(np.uint8)
    assert TASK.verify(item, Response(pictures=(encoded(rough, "JPEG", 70),)), "draw").correct
    noise = np.random.default_rng(0).integers(0, 255, (512, 512, 3), np.uint8)
    verdict = TASK.verify(item, Response(pictures=(encoded(noise),)), "draw")
    assert verdict.outcome == "layout_changed"


def test_small_gaps_are_tolerated_and_large_ones_not() -> None:
    item = TASK.item(5, 0)
    scene = TASK.scene(item)
    line = sampled(stations_of(scene, lines_of(scene)[asked(scene).name]), 1.0)
    for gap, right in ((LONGEST_GAP - 6, True), (4 * LONGEST_GAP, False)):
        rgb = pixels(item.picture.svg).copy()
        half = gap // 2 + 2
        for part in (line[: 100 - half], line[100 + half :]):
            points = [np.rint(part).astype(np.int32)]
            cv2.polylines(rgb, points, False, (255, 0, 0), 5)
        assert TASK.verify(item, Response(pictures=(encoded(rgb),)), "draw").correct == right


def test_text_answer_is_a_matching_of_all_lines() -> None:
    item = TASK.item(8, 2)
    assert isinstance(item.answer, Matching)
    assert TASK.verify(item, TASK.solution(item)).correct
    for mutant in TASK.mutants(item):
        assert not TASK.verify(item, mutant.response).correct
