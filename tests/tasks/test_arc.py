"""ARC: the contract, the search for rules, and answers given as grids, in words and drawn."""

from itertools import pairwise
from random import Random

import cv2
import msgspec
import numpy as np
import pytest

from eyechart.answers import Grid
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Item, Response, Verdict
from eyechart.scene.pixels import RGB, decoded, encoded
from eyechart.scene.raster import pixels, png
from eyechart.scene.svg import Style, Svg, overlaid
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.abstract._arc_family import explained
from eyechart.tasks.abstract._arc_grids import as_grid, as_rows
from eyechart.tasks.abstract._arc_inputs import KINDS
from eyechart.tasks.abstract._arc_picture import Layout
from eyechart.tasks.abstract._arc_rules import RULES
from eyechart.tasks.abstract.arc import Arc, ArcTask

TASK = ArcTask()
ITEMS = {level: TASK.item(level, 5) for level in (1, 4, 7, 10)}


def grid(text: str) -> np.ndarray[tuple[int, int], np.dtype[np.int8]]:
    """ "12/30" is two rows of two cells."""
    return as_grid([[int(cell) for cell in row] for row in text.split("/")])


def applied(rule: str, text: str, *parameters: object) -> str | None:
    out = RULES[rule].apply(grid(text), *parameters)
    return None if out is None else "/".join("".join(map(str, row)) for row in as_rows(out))


def judged(item: Item, picture: RGB) -> Verdict:
    return TASK.verify(item, Response(pictures=(encoded(picture),)), "draw")


def answered(item: Item, hand: Hand = Hand()) -> RGB:
    return decoded(TASK.solution(item, "draw", hand).pictures[0])


def test_contract() -> None:
    failed = [check for check in check_task(TASK, levels=(1, 5, 9), count=1) if not check.passed]
    assert failed == []


@pytest.mark.parametrize(
    ("rule", "before", "after", "parameters"),
    [
        ("fall", "102/010/000", "000/000/112", ()),
        ("drop", "110/010/300/000", "000/000/110/310", ()),
        ("approach", "10022/00022", "00122/00022", ()),
        ("approach", "0110/0102/0002/0002/0002", "0011/0012/0002/0002/0002", ()),
        ("fill", "1110/1010/1110", "1110/1410/1110", (4,)),
        ("join", "2002/0000/3000", "2222/0000/3000", ()),
        ("beam", "10/00/02/00", "10/10/12/12", ()),
        ("complete", "1200/3000", "1221/3003", ()),
        ("complete", "1200/3004", None, ()),
        ("repair", "1212/2101/1212/2121", "1212/2121/1212/2121", ()),
        ("sort", "010/210/213", "001/021/321", ()),
        ("sort", "01/21/20", None, ()),
        ("overlay", "1001/1101", "00/03", ("both", 3)),
        ("keep", "1102/1100/0003", "1100/1100/0000", ("largest", 0)),
        ("keep", "1102/0000/3304", None, ("largest", 0)),
        ("crop", "1000/0055/0050", "55/50", ("largest", 0)),
        ("count", "102/000/304", "8888", (8,)),
        ("rank", "11103/22000", "123", ()),
        ("squeeze", "1122/1122/3344", "12/34", ()),
        ("nest", "10/11", "1000/1100/1010/1111", ()),
    ],
)
def test_rules_do_what_their_sentences_say(
    rule: str, before: str, after: str | None, parameters: tuple[object, ...]
) -> None:
    assert applied(rule, before, *parameters) == after


def test_every_rule_is_documented_shown_and_reachable() -> None:
    assert len(RULES) >= 30
    used = {TASK.generate(Random(i), **TASK.knobs(7)).steps[0] for i in range(120)}
    used |= {TASK.generate(Random(i), **TASK.knobs(4)).steps[0] for i in range(120)}
    for rule in RULES.values():
        assert rule.apply.__doc__ and set(rule.shown_on) <= KINDS.keys()
    # A draw of 240 misses a few; most rules must come up.
    assert len(used) > 0.7 * len(RULES)


def test_ambiguous_demonstrations_have_two_answers() -> None:
    # Mirrored or turned upside down?  The demonstrations are symmetric top to bottom.
    pairs = [(grid("12/12"), grid("21/21")), (grid("30/30"), grid("03/03"))]
    found = explained(pairs, grid("12/34"))
    assert found.steps == 1 and len(found.outputs) == 2
    pairs.append((grid("12/00"), grid("21/00")))
    assert [as_rows(out) for out in explained(pairs, grid("12/34")).outputs] == [((2, 1), (4, 3))]


@pytest.mark.parametrize("level", [2, 5, 9])
def test_variations_stay_unique_and_are_other_content(level: int) -> None:
    scene = TASK.generate(Random(level), **TASK.knobs(level))
    for seed in range(3):
        other = TASK.vary(Random(seed), scene, **TASK.knobs(level))
        assert [answer.truth for answer in TASK.solve(other)] == [other.output]
        assert TASK.essence(other) != TASK.essence(scene)


def test_knobs_rise_without_end() -> None:
    knobs = [TASK.knobs(level) for level in range(1, 31)]
    for a, b in pairwise(knobs):
        assert b["steps"] >= a["steps"] and b["things"] >= a["things"]
        assert all(y >= x for x, y in zip(a["sides"], b["sides"], strict=True))
    assert knobs[11]["steps"] == 2 and knobs[12]["steps"] == 3
    assert knobs[29]["sides"] == (26, 30) and knobs[29]["things"] > knobs[25]["things"]


def test_the_picture_does_not_tell_the_size_of_the_answer() -> None:
    scene = TASK.scene(ITEMS[7])
    other = msgspec.structs.replace(scene, output=((1, 2, 3),) * 9)
    assert str(TASK.draw(scene)) == str(TASK.draw(other))
    assert TASK.describe(scene) == TASK.describe(other)


def test_large_puzzles_keep_legible_cells() -> None:
    full = as_rows(np.arange(900).reshape(30, 30) % 10)
    layout = Layout([(full, full)] * 4, full)
    assert layout.cell >= 6 and layout.canvas == 1024
    assert layout.answer(30, 30).x >= layout.area.x
    small = Layout([(((1, 2),), ((3,),))] * 3, ((2, 1),))
    assert small.canvas == 512
    assert small.answer(20, 20).width < small.area.width


@pytest.mark.parametrize("level", [1, 4, 7, 10])
def test_the_picture_is_read_back_and_solved(level: int) -> None:
    item = ITEMS[level]
    scene = TASK.scene(item)
    for size in (None, 700):
        read = TASK.look(decoded(item.picture.png(size)), item.question)
        assert (read.pairs, read.test) == (scene.pairs, scene.test)
    found = TASK.solve(read)
    assert [answer.truth for answer in found] == [item.answer.truth]
    assert TASK.completed(read, found[0]).output == item.answer.truth


@pytest.mark.parametrize("turn", TURNS)
def test_a_turned_puzzle_has_the_turned_answer(turn: str) -> None:
    item = TASK.item(3, 1)
    shown = TASK.turned(item, turn)
    assert shown is not None
    assert isinstance(item.answer, Grid) and isinstance(shown.answer, Grid)
    assert shown.answer.truth == TURNS[turn].grid(item.answer.truth)
    read = TASK.look(pixels(shown.picture.svg), shown.question)
    assert [answer.truth for answer in TASK.solve(read)] == [shown.answer.truth]
    assert TASK.verify(shown, TASK.solution(shown, "draw"), "draw").correct


def test_other_pictures_are_not_read() -> None:
    for picture in (np.full((512, 512, 3), 255, np.uint8), np.zeros((64, 300, 3), np.uint8)):
        with pytest.raises(Unreadable):
            TASK.look(picture, "")
    with pytest.raises(Unreadable):
        TASK.read_description("a cat")


@pytest.mark.parametrize("level", ITEMS)
def test_drawn_answers_of_many_hands(level: int) -> None:
    for seed in range(3):
        hand = Hand(0.6 + 0.4 * seed, 0.9, 0.85 + 0.15 * seed, Style(0.7 + 0.4 * seed), seed)
        verdict = judged(ITEMS[level], answered(ITEMS[level], hand))
        assert verdict.correct, verdict


@pytest.mark.parametrize("level", ITEMS)
def test_drawn_answers_that_came_back_worn(level: int) -> None:
    picture = answered(ITEMS[level])
    height, width = picture.shape[:2]
    small = np.asarray(
        cv2.resize(
            picture, (round(0.7 * width), round(0.68 * height)), interpolation=cv2.INTER_AREA
        )
    )
    tinted = np.clip(small * np.array([0.95, 1.0, 0.88]) + 6, 0, 255).astype(np.uint8)
    jpeg = decoded(encoded(tinted, "JPEG", 70))
    padded = np.pad(jpeg, ((0, 0), (60, 60), (0, 0)), constant_values=0)
    assert judged(ITEMS[level], jpeg).correct
    assert judged(ITEMS[level], padded).correct


def test_each_failure_is_named() -> None:
    item = ITEMS[7]
    found = {
        mutant.name: TASK.verify(item, mutant.response, "draw")
        for mutant in TASK.mutants(item, "draw")
    }
    assert all(
        verdict.outcome in ("wrong", "layout_changed", "unreadable") for verdict in found.values()
    )
    cells = found["one cell wrong"]
    assert cells.checks == {"demonstrations_unchanged": True, "size": True, "cells": False}
    assert cells.reason.startswith("one cell is wrong, in row") and "<line" in cells.overlay
    for name in ("one row dropped", "one column added", "every cell split in four"):
        assert not found[name].checks["size"], (name, found[name])
    tampered = found["an example's output altered"]
    assert not tampered.checks["demonstrations_unchanged"] and tampered.checks["cells"]


def test_null_pictures() -> None:
    item = ITEMS[4]
    unchanged = judged(item, pixels(item.picture.svg))
    assert unchanged.outcome == "wrong" and "nothing was drawn" in unchanged.reason
    assert judged(item, np.full((512, 512, 3), 255, np.uint8)).outcome == "layout_changed"
    other = judged(item, answered(TASK.item(4, 9)))
    assert not other.correct
    assert TASK.verify(item, Response(text="no"), "draw").outcome == "unparsed"


def test_a_scribble_cannot_be_read() -> None:
    item = ITEMS[4]
    area = Layout(TASK.scene(item).pairs, TASK.scene(item).test).area
    svg = Svg(background=None)
    x, y = area.middle
    side = 0.4 * area.width
    svg.polyline(
        [(x - side, y - side), (x + side, y - 0.5 * side), (x - side, y), (x + side, y + side)],
        stroke="#000000",
        stroke_width=8,
    )
    assert judged(item, decoded(png(overlaid(item.picture.svg, svg.body)))).outcome == "unreadable"


@pytest.mark.parametrize("level", ITEMS)
def test_the_grid_alone_is_an_answer_too(level: int) -> None:
    item = ITEMS[level]
    assert isinstance(item.answer, Grid)
    rows = item.answer.truth
    right, wrong = (
        decoded(TASK._alone(item, grid_rows, Hand()).pictures[0])
        for grid_rows in (rows, (*rows, rows[0]))
    )
    assert judged(item, right).correct
    verdict = judged(item, wrong)
    assert verdict.outcome == "wrong" and not verdict.checks["size"]


def test_a_grid_of_another_size_in_words_is_said_to_be_wrong() -> None:
    item = ITEMS[1]
    assert isinstance(item.answer, Grid)
    wide = "\n".join(" ".join(map(str, (*row, 0))) for row in item.answer.truth)
    assert TASK.verify(item, Response(text=f"\\boxed{{{wide}}}")).outcome == "wrong"


def test_a_puzzle_that_the_family_does_not_explain_has_no_solution() -> None:
    scene = Arc(((((1, 2),), ((7, 7, 7, 5),)), (((2, 1),), ((4,), (0,)))), ((1, 1),), ((3,),))
    assert TASK.solve(scene) == []
    assert TASK.answer(scene) == Grid(((3,),))
