"""Proof that splits and salts share nothing, and how many distinct items each level has.

The rule (`seeds.py`) makes sharing impossible; this measures it all the same on real items: for
every task 100,000 items spread over the twelve pairs of split and salt, most of them at the low
levels, where content is scarce and a clash would show.  Written to docs/SPLITS.md by
`make splits`.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

from eyechart.errors import LevelExhausted
from eyechart.registry import get_task
from eyechart.seeds import SALTS, SPLITS, Key

__all__ = ["LevelCount", "count_items", "count_tasks", "estimated_total", "splits_page"]


class LevelCount(NamedTuple):
    """What was found at one level of one task."""

    task: str
    level: int
    items: int
    distinct: int
    once: int
    """Contents seen exactly once."""
    twice: int
    """Contents seen exactly twice."""
    shared: int
    """Contents seen in two splits or salts: must be 0."""
    exhausted: int
    """Addresses for which the level had no item of that split and salt."""


def count_items(name: str, level: int, count: int) -> LevelCount:
    """Make `count` items of a level (not drawn), round robin over splits and salts."""
    task = get_task(name)
    worlds = [(split, salt) for split in SPLITS for salt in SALTS]
    seen: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    exhausted = 0
    for number in range(count):
        index, world = divmod(number, len(worlds))
        split, salt = worlds[world]
        try:
            _, digest = task.owned_scene(Key(task.id, level, index, split, salt))
        except LevelExhausted:
            exhausted += 1
            continue
        seen[digest][split, salt] += 1
    times = [sum(places.values()) for places in seen.values()]
    return LevelCount(
        task.id,
        level,
        sum(times),
        len(seen),
        times.count(1),
        times.count(2),
        sum(len(places) > 1 for places in seen.values()),
        exhausted,
    )


def estimated_total(count: LevelCount) -> str:
    """How many distinct items the level has: a lower bound by Chao's estimator (1984)."""
    if count.once == 0:
        return f"{count.distinct}"
    if count.twice == 0:
        # No clash among n: with 95 % confidence there are at least n² / (2 ln 20), about n² / 6.
        return f"> {count.distinct**2 / 6:.1e}"
    more = count.once * (count.once - 1) / (2 * (count.twice + 1))
    return f"≥ {count.distinct + more:.3g}"


def count_tasks(names: Sequence[str], total: int = 100_000, workers: int = 2) -> list[LevelCount]:
    """`total` items of each task, three in ten at each of levels 1 to 3, the rest at 4 to 10."""
    shares = {level: 0.3 if level <= 3 else 0.1 / 7 for level in range(1, 11)}
    jobs = [
        (name, level, round(total * share)) for name in names for level, share in shares.items()
    ]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(count_items, *zip(*jobs, strict=True)))


def splits_page(counts: Sequence[LevelCount]) -> str:
    """The Markdown page."""
    lines = [
        "# Splits share nothing",
        "",
        "Written by `make splits`. Items made over 3 splits x 4 salts; *shared* counts contents "
        "found in more than one of these. *There are* estimates how many distinct items the level "
        "has (Chao's lower bound where some were seen once; n²/6, a 95 % bound, where no two met).",
        "",
        "| task | level | items made | distinct | there are | shared | addresses without item |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for c in counts:
        cells = (c.task, c.level, f"{c.items:,}", f"{c.distinct:,}", estimated_total(c), c.shared)
        lines.append(f"| {' | '.join(map(str, cells))} | {c.exhausted} |")
    return "\n".join(lines) + "\n"
