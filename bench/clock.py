"""How the benchmarks measure: CPU time of this process, median and 95th percentile."""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

__all__ = ["Times", "row", "timed"]


class Times(NamedTuple):
    """Milliseconds of CPU time."""

    median: float
    p95: float
    n: int


def timed(jobs: Iterable[Callable[[], object]]) -> Times:
    """Run each job once."""
    spent = []
    for job in jobs:
        start = time.process_time()
        job()
        spent.append((time.process_time() - start) * 1e3)
    spent.sort()
    return Times(spent[len(spent) // 2], spent[int(0.95 * (len(spent) - 1))], len(spent))


def row(*cells: object) -> str:
    """One line of a Markdown table."""
    return f"| {' | '.join(map(str, cells))} |"
