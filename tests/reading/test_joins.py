"""Lines between dots: found where they cross and miss their dots, not where none was drawn."""

from collections.abc import Sequence
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from eyechart.reading.joins import Joins, read_joins

LEFT = [(150.0, 70.0 + 90 * i) for i in range(5)]
RIGHT = [(362.0, 50.0 + 80 * i) for i in range(6)]


def drawn(
    pairs: Sequence[tuple[int, int]], miss: float = 0.0, bend: float = 0.0, width: int = 4
) -> npt.NDArray[np.float32]:
    """Evidence with a line for each pair, its ends and its middle off by some px."""
    rng, ink = Random(3), np.zeros((512, 512), np.float32)
    t = np.linspace(0, 1, 30)[:, None]
    for i, j in pairs:
        ends = [np.array(p) + [rng.uniform(-miss, miss) for _ in "xy"] for p in (LEFT[i], RIGHT[j])]
        way = ends[1] - ends[0]
        line = ends[0] + t * way + 4 * bend * t * (1 - t) * np.array([-way[1], way[0]])
        cv2.polylines(ink, [np.rint(line).astype(np.int32)], False, 1.0, width, cv2.LINE_AA)
    return ink


def read(ink: npt.NDArray[np.float32]) -> Joins:
    return read_joins(ink, LEFT, RIGHT)


@pytest.mark.parametrize("width", [2, 5, 9])
@pytest.mark.parametrize("miss", [0.0, 6.0])
def test_lines_that_cross_are_told_apart(miss: float, width: int) -> None:
    rng, right = Random(1), 0
    for n in range(20):
        pairs = list(enumerate(rng.sample(range(6), 5)))
        found = read(drawn(pairs, miss, bend=0.02 * (-1) ** n, width=width))
        right += found.pairs == tuple(pairs) and not found.problem
    assert right >= 19


def test_what_is_no_line_between_dots_joins_nothing() -> None:
    assert not read(np.zeros((512, 512), np.float32)).drawn
    halfway = drawn([(0, 0), (1, 1)])
    halfway[:, 256:] = 0
    assert read(halfway).pairs == () and read(halfway).problem
    # A line that ends between two dots, and one that ends at the edge.
    beside = np.zeros((512, 512), np.float32)
    cv2.line(beside, (150, 70), (362, 90), 1.0, 4)
    assert read(beside).pairs == ()


def test_one_line_too_many_is_seen() -> None:
    right = [(0, 1), (1, 0), (2, 3)]
    assert read(drawn([*right, (2, 4)])).pairs == (*sorted(right), (2, 4))


def test_ink_beside_the_lines_is_named() -> None:
    ink = drawn([(0, 0), (1, 1), (2, 2)])
    cv2.rectangle(ink, (200, 380), (320, 460), 1.0, -1)
    assert read(ink).pairs == ((0, 0), (1, 1), (2, 2)) and read(ink).problem


def test_all_joined_with_all_is_not_taken_for_one_matching() -> None:
    found = read(drawn([(i, j) for i in range(5) for j in range(6)]))
    assert found.problem or len(found.pairs) > 5
