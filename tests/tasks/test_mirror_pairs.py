"""Mirror pairs: pairs by hand, uniqueness, the contract, matchings and circles."""

import pytest

from eyechart.answers import ChoiceSet, Matching
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.seeds import Key, rng_for
from eyechart.tasks.patterns._mirror_boards import Board, reflected
from eyechart.tasks.patterns.mirror_pairs import MirrorPairs, Twins

TASK = MirrorPairs()


def board(*marks: tuple[int, int, int, int]) -> Board:
    return Board(2, 2, (), False, tuple(sorted(marks)))


ONE, TWO, THREE = board((1, 1, 0, 1)), board((1, 3, 0, 1)), board((1, 1, 3, 2), (1, 3, 0, 2))


def test_contract() -> None:
    checks = check_task(TASK, levels=(1, 5, 10), count=1)
    assert [check for check in checks if not check.passed] == []


def test_pairs_by_hand() -> None:
    image = reflected(THREE, "x")
    (found,) = TASK.solve(Twins((ONE, image, TWO, THREE), matching=False))
    assert isinstance(found, ChoiceSet) and found.truth == ("B", "D")
    assert TASK.solve(Twins((ONE, TWO, THREE), matching=False)) == []
    images = (reflected(TWO, "x"), image, reflected(ONE, "x"))
    (found,) = TASK.solve(Twins((ONE, TWO, THREE, *images), matching=True))
    assert isinstance(found, Matching) and found.partners == ("C", "A", "B")
    assert TASK.solve(Twins((ONE, TWO, images[0], image), matching=True)) == []


def test_what_is_upside_down_is_no_image_but_makes_a_page_unfit() -> None:
    assert TASK.well_posed(Twins((ONE, reflected(ONE, "x"), THREE), matching=False))
    assert not TASK.well_posed(Twins((ONE, reflected(ONE, "x"), TWO), matching=False))
    assert not TASK.well_posed(Twins((ONE, reflected(ONE, "x"), ONE), matching=False))


@pytest.mark.parametrize("level", [1, 2, 3, 5, 7, 10, 13, 17])
def test_one_answer_and_all_figures_differ(level: int) -> None:
    for index in range(5):
        scene = TASK.scene(TASK.item(level, index))
        assert len(TASK.solve(scene)) == 1
        assert len(set(scene.figures)) == len(scene.figures) == len(scene.names)
        again = TASK.read_description(TASK.describe(scene))
        assert (again.figures, again.matching) == (scene.figures, scene.matching)


def test_both_kinds_of_page_occur_and_twins_lie_anywhere() -> None:
    pages, places = [], set()
    for index in range(150):
        scene = TASK.generate(rng_for(Key(TASK.id, 2, index)), **TASK.knobs(2))
        pages.append(scene.matching)
        if not scene.matching and TASK.well_posed(scene):
            places.add(TASK.chosen(scene))
    assert 60 < sum(pages) < 120
    assert len(places) == 6


def test_matching_pages_ask_for_the_image_of_the_first_figure() -> None:
    items = [TASK.item(3, index) for index in range(12)]
    for item in items:
        matching = TASK.scene(item).matching
        assert ("around figure 1" in TASK.instruction(item, "draw")) == matching


def test_what_describes_no_page_is_refused() -> None:
    for text in ("", "Figure A: nothing\nFigure B: nothing"):
        with pytest.raises(Unreadable):
            TASK.read_description(text)
