"""Fair options: the right one is not given away by being the most like all others."""

from math import dist
from random import Random

from eyechart.tasks.discrimination._fair_options import fair_choice


def test_the_right_option_is_the_most_central_no_more_often_than_others() -> None:
    rng, ranks = Random(1), [0, 0, 0, 0]
    for _ in range(400):
        pool = [(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(9)]
        shown = [(0.0, 0.0), *fair_choice(rng, (0.0, 0.0), pool, 3, dist)]
        far = [sum(dist(a, b) for b in shown) for a in shown]
        ranks[sum(other < far[0] for other in far[1:])] += 1
        assert len(set(shown)) == 4
    assert min(ranks) > 40 and max(ranks) < 160


def test_where_all_are_alike_any_will_do() -> None:
    chosen = fair_choice(Random(2), "right", ["a", "b", "c"], 2, lambda a, b: float(a != b))
    assert len(set(chosen)) == 2 and set(chosen) < {"a", "b", "c"}
