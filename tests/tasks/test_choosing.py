"""Options: the right one is not given away by being the most like all others."""

from collections import Counter
from collections.abc import Iterator
from random import Random

from eyechart.tasks.choosing import even_masks, relatives

Place = tuple[float, float]


def test_the_right_one_may_be_anywhere_among_its_relatives() -> None:
    rng, ranks = Random(1), Counter[int]()

    def moved(place: Place) -> Iterator[Place]:
        for _ in range(5):
            yield place[0] + rng.gauss(0, 1), place[1] + rng.gauss(0, 1)

    for _ in range(600):
        wrong = relatives(rng, (0.0, 0.0), 3, moved)
        assert wrong is not None
        shown = [(0.0, 0.0), *wrong]
        assert len(set(shown)) == 4
        far = [sum(abs(a - x) + abs(b - y) for a, b in shown) for x, y in shown]
        ranks[sum(other < far[0] for other in far[1:])] += 1
    assert min(ranks[i] for i in range(4)) > 110 and max(ranks.values()) < 190


def test_no_relatives_where_there_are_no_changes() -> None:
    assert relatives(Random(2), 7, 2, lambda value: iter((value, 8))) is None
    wrong = relatives(Random(2), 7, 2, lambda v: iter((v + 10, v + 1, v + 2)), lambda v: v % 10)
    assert wrong is not None and sorted(v % 10 for v in wrong) in ([8, 9], [0, 8], [0, 9])


def test_masks_share_faults_out() -> None:
    masks = even_masks(Random(3), 2, 3)
    assert sorted(masks) == [(False, True), (True, False), (True, True)]
