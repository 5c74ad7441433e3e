"""Nets: folding by hand, wrong cubes, several right ones, and the contract."""

from collections import Counter

import pytest

from eyechart.answers import ChoiceSet
from eyechart.check import check_task
from eyechart.seeds import Key, rng_for
from eyechart.tasks.spatial._cube_faces import NETS, SIGNS, Face, plain, shown_corners
from eyechart.tasks.spatial.cube_net import CubeNet, Cubes

TASK = CubeNet()
CROSS = NETS[0]


def _plain_faces() -> tuple[Face, ...]:
    return tuple(Face("none", i) for i in range(6))


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10))
    assert [check for check in checks if not check.passed] == []


def test_all_nets_fold_to_cubes_with_the_right_corners() -> None:
    assert len(set(NETS)) == 11
    for net in NETS:
        corners = shown_corners(net, _plain_faces())
        # Eight corners, each of which can be held in three ways.
        assert len(corners) == 24
        pairs = Counter(frozenset(f.colour for f in corner) for corner in corners)
        assert set(pairs.values()) == {3} and len(pairs) == 8


def test_the_cross_by_hand() -> None:
    # Squares in order: 0 above; 1, 2, 3, 4 in a row, 0 and 5 above and below 2.
    assert CROSS == ((0, 1), (1, 0), (1, 1), (1, 2), (1, 3), (2, 1))
    corners = {tuple(face.colour for face in c) for c in shown_corners(CROSS, _plain_faces())}
    # 2 in front (lower left), 0 on the top, 3 at the right; and never its mirror image.
    assert (3, 2, 0) in corners and (2, 3, 0) not in corners
    assert not any({1, 3} <= set(c) or {2, 4} <= set(c) or {0, 5} <= set(c) for c in corners)


def test_turned_signs_by_hand() -> None:
    faces = tuple(Face("arrow", i) for i in range(6))
    corners = shown_corners(CROSS, faces)
    upright = (Face("arrow", 3), Face("arrow", 2), Face("arrow", 0))
    assert upright in corners
    assert (Face("arrow", 3), Face("arrow", 2, 2), Face("arrow", 0)) not in corners


def test_turns_that_cannot_be_seen_do_not_count() -> None:
    assert plain(Face("disc", 1, 3)) == Face("disc", 1)
    assert plain(Face("bar", 1, 3)) == Face("bar", 1, 1)
    assert plain(Face("hook", 1, 3)) == Face("hook", 1, 3)
    assert {sign.alike for sign in SIGNS.values()} == {1, 2, 4}


def test_the_solver_finds_all_right_cubes() -> None:
    right = tuple(Face("none", i) for i in (3, 2, 0))
    wrong = tuple(Face("none", i) for i in (2, 3, 0))
    other = tuple(Face("none", i) for i in (0, 3, 2))
    options = ((wrong[0], wrong[1], wrong[2]), (right[0], right[1], right[2]),
               (other[0], other[1], other[2]))  # fmt: skip
    scene = Cubes(options, -1, "below", CROSS, _plain_faces())
    assert TASK.fitting(scene) == [1, 2]
    (answer,) = TASK.solve(scene)
    assert answer.truth == ("B", "C")


@pytest.mark.parametrize("level", [1, 2, 3, 5, 6, 8, 10, 14])
def test_cubes_are_distinct_and_some_are_wrong(level: int) -> None:
    for index in range(4):
        scene = TASK.scene(TASK.item(level, index))
        assert tuple(TASK.fitting(scene)) == scene.fold
        assert 0 < len(scene.fold) < len(scene.options) == len(set(scene.options))
        if level <= 4:
            assert len(scene.fold) == 1


def test_letters_and_numbers_of_right_cubes_are_spread() -> None:
    letters: Counter[str] = Counter()
    sizes: Counter[int] = Counter()
    for index in range(200):
        answer = TASK.answer(TASK.generate(rng_for(Key(TASK.id, 7, index)), **TASK.knobs(7)))
        assert isinstance(answer, ChoiceSet)
        letters.update(answer.values)
        sizes[len(answer.values)] += 1
    assert set(letters) == set("ABCDE") and min(letters.values()) > 50
    assert set(sizes) == {1, 2, 3} and min(sizes.values()) > 40


def test_circles_on_exactly_the_right_cubes() -> None:
    for level in (2, 7):
        item = TASK.item(level, 1)
        assert TASK.verify(item, TASK.solution(item, "draw"), "draw").correct
        for mutant in TASK.mutants(item, "draw"):
            assert not TASK.verify(item, mutant.response, "draw").correct, mutant.name
