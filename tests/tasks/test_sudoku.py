"""Sudoku: rules and solver against counting, levels, drawn answers and their mutants, looking."""

from itertools import product
from random import Random

import cv2
import numpy as np
import pytest

from eyechart.certify.noise import WEARS, Wear, worn
from eyechart.check import check_task
from eyechart.errors import Unreadable, UsageError
from eyechart.item import Item, Response, Verdict
from eyechart.scene.pixels import RGB, decoded, encoded
from eyechart.scene.raster import pixels
from eyechart.scene.svg import Style
from eyechart.scene.turn import TURNS
from eyechart.task import Hand
from eyechart.tasks.abstract._sudoku_rules import Rows, Rules, make_puzzle, rules, scrambled
from eyechart.tasks.abstract._sudoku_scene import BOXES, Sudoku
from eyechart.tasks.abstract.sudoku import SudokuTask

TASK = SudokuTask()
# Arto Inkala's of 2010: far beyond singles.
HARD = "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4.."


def board(text: str) -> Rows:
    side = round(len(text) ** 0.5)
    digits = [int(sign) for sign in text.replace(".", "0")]
    return tuple(tuple(digits[i : i + side]) for i in range(0, side * side, side))


def brute_force(clues: Rows, height: int, width: int) -> list[Rows]:
    """All solutions, one cell after the other, by nothing but the rules' own words."""
    n = len(clues)
    for r, c in product(range(n), range(n)):
        if clues[r][c]:
            continue
        box = {
            clues[i][j]
            for i in range(r // height * height, r // height * height + height)
            for j in range(c // width * width, c // width * width + width)
        }
        found: list[Rows] = []
        for digit in set(range(1, n + 1)) - box - set(clues[r]) - {row[c] for row in clues}:
            rows = [list(row) for row in clues]
            rows[r][c] = digit
            found += brute_force(tuple(map(tuple, rows)), height, width)
        return found
    return [clues]


def solved(game: Rules, clues: Rows) -> list[Rows]:
    return [game.rows(full) for full in game.solutions(game.state(game.bits(clues)))]


def test_contract() -> None:
    assert [
        check for check in check_task(TASK, levels=(1, 5, 10), count=1) if not check.passed
    ] == []


def test_there_are_288_boards_of_four() -> None:
    game = rules(2, 2)
    assert len(set(game.solutions(game.everything))) == 288


@pytest.mark.parametrize("size", [4, 6])
def test_solver_finds_what_brute_force_finds(size: int) -> None:
    game, rng = rules(*BOXES[size]), Random(3)
    for _ in range(6):
        full = next(game.solutions(game.everything, rng))
        kept = [bit for bit in range(size**3) if full >> bit & 1 and rng.random() < 0.42]
        clues = game.rows(sum(1 << bit for bit in kept))
        assert sorted(solved(game, clues)) == sorted(brute_force(clues, *BOXES[size]))


def test_hard_and_impossible_boards() -> None:
    game = rules(3, 3)
    assert len(solved(game, board(HARD))) == 1
    assert solved(game, board("88" + HARD[2:])) == []
    assert len(TASK.solve(Sudoku(board("." + HARD[1:])))) == 2


def test_a_symmetry_keeps_the_hardness() -> None:
    game = rules(3, 3)
    marks = game.marks(game.bits(board(HARD)))
    others = [scrambled(game, Random(seed), board(HARD)) for seed in range(8)]
    assert len(set(others)) == 8
    assert marks > 100
    assert {game.marks(game.bits(other)) for other in others} == {marks}
    assert all(len(solved(game, other)) == 1 for other in others)


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13])
def test_levels(level: int) -> None:
    knobs = TASK.knobs(level)
    scene = TASK.scene(TASK.item(level, 7))
    assert scene.n == knobs["size"]
    assert knobs["least_empty"] <= len(scene.empty) <= knobs["most_empty"]
    assert len(TASK.solve(scene)) == 1
    assert knobs["least_marks"] <= scene.marks <= knobs["most_marks"]
    assert (scene.marks > 0) is (level >= 10)


def test_marks_go_on_rising() -> None:
    marks = [TASK.knobs(level)["least_marks"] for level in range(10, 22)]
    assert marks == sorted(set(marks))


def test_what_cannot_be_made_is_refused() -> None:
    assert make_puzzle(rules(2, 2), Random(0), (16, 16), (0, 0)) is None
    with pytest.raises(UsageError, match="ask for less"):
        TASK.item(1, 0, least_empty=15, most_empty=16)
    with pytest.raises(UsageError, match="size 5"):
        TASK.item(1, 0, size=5)


@pytest.mark.parametrize("text", ["", "1 2 .\n. . .\n. . .", "1 2 3 4\n" * 3 + "1 2 3 5"])
def test_what_is_no_description(text: str) -> None:
    with pytest.raises(Unreadable):
        TASK.read_description(text)


def judge(item: Item, picture: RGB) -> Verdict:
    return TASK.verify(item, Response(pictures=(encoded(picture),)), "draw")


def answered(item: Item, hand: Hand = Hand()) -> RGB:
    return decoded(TASK.solution(item, "draw", hand).pictures[0])


@pytest.mark.parametrize("wear", ["jpeg", "resize", "letterbox", "standard", "redrawn"])
def test_right_drawings_are_accepted(wear: str) -> None:
    for level in (3, 5, 9, 11):
        rng = Random(f"{wear}/{level}")
        hand = Hand(wobble=0.8, size=rng.uniform(0.85, 1.15), seed=level)
        if wear == "redrawn":
            hand = Hand(wobble=0.5, style=Style(stroke=1.5, weight="bold"), seed=level)
        item = TASK.item(level, 1)
        verdict = TASK.verify(
            item, worn(TASK.solution(item, "draw", hand), WEARS[wear](rng), "draw"), "draw"
        )
        assert verdict.correct, (level, verdict.outcome, verdict.reason)


def test_mutants_fail_the_check_that_they_should() -> None:
    item = TASK.item(10, 2)
    verdicts = {m.name: TASK.verify(item, m.response, "draw") for m in TASK.mutants(item, "draw")}
    assert len(verdicts) > 20
    assert not any(verdict.correct for verdict in verdicts.values())
    failed = {
        name: {check for check, passed in verdict.checks.items() if not passed}
        for name, verdict in verdicts.items()
    }
    assert failed["one digit wrong"] == {"completed", "constraints_satisfied"}
    assert failed["one cell left empty"] == {"completed", "constraints_satisfied"}
    assert failed["two cells swapped"] == {"completed", "constraints_satisfied"}
    assert failed["clue altered"] == {"clues_unchanged", "constraints_satisfied"}
    assert failed["clue erased"] == {"clues_unchanged", "constraints_satisfied"}
    assert verdicts["another sudoku"].outcome == "layout_changed"
    wanted = len(TASK.scene(item).empty)
    assert f"{wanted - 1} of {wanted} empty cells" in verdicts["one digit wrong"].reason


def test_a_digit_written_wrong_throughout_is_no_style() -> None:
    """The exemplars agree with each other there; the clues and the reader must not be fooled."""
    item = TASK.item(8, 3)
    scene = TASK.scene(item)
    truth = np.array(item.answer.truth)
    swapped = np.where(truth == 3, 8, np.where(truth == 8, 3, truth))
    clues = np.array(scene.clues)
    picture = answered(item)
    other = pixels(
        str(TASK.draw(Sudoku(tuple(map(tuple, np.where(clues > 0, clues, swapped).tolist())))))
    )
    assert judge(item, picture).correct
    assert judge(item, other).outcome == "wrong"


def test_another_tint_shaded_cells_and_white_on_black_are_read() -> None:
    item = TASK.item(7, 4)
    picture = answered(item)
    shaded = picture.copy()
    shaded[100:260, 60:300, 2] //= 3
    for rgb in (255 - picture, (picture * np.array([0.5, 0.42, 0.3])).astype(np.uint8), shaded):
        verdict = judge(item, np.asarray(rgb, np.uint8))
        assert verdict.correct, verdict.reason


def test_what_cannot_be_read_is_not_called_wrong() -> None:
    item = TASK.item(9, 5)
    drawn = TASK.solution(item, "draw")
    smeared = worn(drawn, Wear(scale=0.12), "draw")
    assert TASK.verify(item, smeared, "draw").outcome == "unreadable"
    turned = TURNS["90"].pixels(answered(item))
    assert judge(item, turned).outcome == "unreadable"
    noise = np.random.default_rng(0).integers(0, 256, (512, 512, 3)).astype(np.uint8)
    assert judge(item, noise).outcome in ("layout_changed", "unreadable")
    assert TASK.verify(item, Response(pictures=(b"no picture",)), "draw").outcome == "unreadable"


def test_overlay_marks_the_wrong_cell() -> None:
    item = TASK.item(2, 0)
    mutant = next(m for m in TASK.mutants(item, "draw") if m.name == "one digit wrong")
    verdict = TASK.verify(item, mutant.response, "draw")
    assert verdict.overlay.count("<rect") == 1
    assert len(verdict.read.splitlines()) == 4


@pytest.mark.parametrize("turn", [None, *TURNS])
def test_looking_finds_the_board_however_it_is_turned(turn: str | None) -> None:
    for level, size in ((1, 256), (5, 700), (10, 512)):
        item = TASK.item(level, 11)
        shown = (TASK.turned(item, turn) if turn else item) or item
        scene = TASK.look(decoded(shown.picture.png(size)), shown.question)
        assert scene == TASK.scene(item)


def test_looking_at_something_else() -> None:
    rng = np.random.default_rng(1)
    with pytest.raises(Unreadable):
        TASK.look(np.full((300, 300, 3), 255, np.uint8), "")
    with pytest.raises(Unreadable):
        TASK.look(rng.integers(0, 256, (300, 300, 3)).astype(np.uint8), "")
    lines = np.full((300, 300, 3), 255, np.uint8)
    for at in range(50, 251, 40):
        cv2.line(lines, (50, at), (250, at), (0, 0, 0), 2)
        cv2.line(lines, (at, 50), (at, 250), (0, 0, 0), 2)
    with pytest.raises(Unreadable, match="no board"):
        TASK.look(lines, "")
