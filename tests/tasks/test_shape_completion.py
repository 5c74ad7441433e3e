"""Shape completion: tilings, exact comparison of pieces, what is wrong with wrong ones."""

from collections import Counter
from random import Random

import pytest

from eyechart.answers import Choice
from eyechart.check import check_task
from eyechart.seeds import Key, rng_for
from eyechart.task import Hand
from eyechart.tasks.discrimination._completion_lattices import LATTICES, normal
from eyechart.tasks.discrimination._completion_making import Wanted, cut
from eyechart.tasks.discrimination._completion_pieces import (
    Notch,
    Piece,
    all_turned,
    canonical,
    connected,
    mirrored,
)
from eyechart.tasks.discrimination.shape_completion import Gap, ShapeCompletion

TASK = ShapeCompletion()


def test_contract() -> None:
    assert [check for check in check_task(TASK, levels=(1, 5, 10)) if not check.passed] == []


@pytest.mark.parametrize("tiling", sorted(LATTICES))
def test_turns_close_and_keep_neighbours(tiling: str) -> None:
    lattice = LATTICES[tiling]
    cell = turned = lattice.neighbours(lattice.neighbours(lattice.origin)[0])[1]
    for _ in range(lattice.turns):
        around = {lattice.turned(other) for other in lattice.neighbours(turned)}
        turned = lattice.turned(turned)
        assert around == set(lattice.neighbours(turned))
        assert {lattice.mirrored(other) for other in lattice.neighbours(turned)} == set(
            lattice.neighbours(lattice.mirrored(turned))
        )
    assert turned == cell and lattice.mirrored(lattice.mirrored(cell)) == cell


@pytest.mark.parametrize("tiling", sorted(LATTICES))
def test_neighbours_share_a_side(tiling: str) -> None:
    lattice = LATTICES[tiling]
    mine = {(round(x, 6), round(y, 6)) for x, y in lattice.corners(lattice.origin)}
    for other in lattice.neighbours(lattice.origin):
        theirs = {(round(x, 6), round(y, 6)) for x, y in lattice.corners(other)}
        assert len(mine & theirs) == 2


def test_pieces_by_hand() -> None:
    ell = Piece(((0, 0), (0, 1), (1, 1)))
    assert normal(((5, 7), (5, 8), (6, 8))) == ell.cells
    assert len(set(all_turned("squares", ell))) == 4
    # The corner of three squares is its own mirror image, the crooked row of four is not.
    crooked = Piece(((0, 0), (1, 0), (1, 1), (2, 1)))
    for piece, same in ((ell, True), (crooked, False)):
        other = canonical("squares", mirrored("squares", piece), True)
        assert (other == canonical("squares", piece, True)) == same
    tab = Piece(((0, 0),), (Notch(0, 0, 0, 1, 2, 1),))
    assert list(all_turned("squares", tab))[1].notches == (Notch(0, 0, 1, 1, 2, 1),)
    assert mirrored("squares", tab).notches == (Notch(0, 0, 0, 1, 2, -1),)


def test_the_solver_on_a_hand_made_scene() -> None:
    ell, row = Piece(((0, 0), (0, 1), (1, 1))), Piece(((0, 0), (1, 0), (2, 0)))
    turned = list(all_turned("squares", ell))[1]
    whole = tuple((x, y) for x in range(5) for y in range(5))
    hole = Piece(((2, 2), (2, 3), (3, 3)))
    scene = Gap((row, turned, ell), 2, "below", "squares", whole, hole)
    assert TASK.fitting(scene) == [2]
    assert TASK.fitting(Gap((row, turned), 1, "below", "squares", whole, hole, turning=True)) == [1]


@pytest.mark.parametrize("near", [1, 2])
def test_pieces_differ_at_one_spot_and_any_could_be_the_hole(near: int) -> None:
    rng, sizes = Random(3), Counter[int]()
    for _ in range(60):
        tiling, whole, pieces = cut(rng, Wanted(7, 4, near, turning=False))
        assert len(pieces) == 4
        shared = set.intersection(*(set(piece.cells) | set(piece.notches) for piece in pieces))
        spots = [set(piece.cells) | set(piece.notches) for piece in pieces]
        assert all(len(spot - shared) <= 2 for spot in spots)
        for piece in pieces:
            assert set(piece.cells) < set(whole) and connected(tiling, piece.cells)
            assert connected(tiling, sorted(set(whole) - set(piece.cells)))
        assert pieces[0].load == 7
        sizes[sum(piece.load > 7 for piece in pieces) - sum(p.load < 7 for p in pieces)] += 1
    assert len(sizes) > 1


@pytest.mark.parametrize("level", [1, 3, 5, 8, 10, 14])
def test_one_piece_fits_and_no_two_are_alike(level: int) -> None:
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        assert TASK.fitting(scene) == [scene.right]
        assert set(scene.hole.cells) < set(scene.whole)
        forms = {canonical(scene.tiling, option, scene.turning) for option in scene.options}
        assert len(forms) == TASK.knobs(level)["options"]


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
