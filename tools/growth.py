"""Writes docs/GROWTH.md: python tools/growth.py [task ...] (about ten minutes for all).

Levels have no end, but a sheet of 512 px has.  Of every task: the load, which is its stated
quantity, at rising levels; how large the picture is; how long an item takes to make.  What stops a
task is told in `ENDS`; the numbers beside it show whether it is so.
"""

import signal
import sys
from pathlib import Path
from statistics import mean
from time import process_time
from types import FrameType
from typing import Any, NamedTuple

from eyechart.errors import EyechartError
from eyechart.registry import all_tasks, get_task
from eyechart.scene.svg import number, size_of
from eyechart.task import Task

LEVELS = (1, 10, 20, 50, 100)
ITEMS = 3
PATIENCE = 8
"""CPU seconds for the items of one level."""

OUT = Path("docs/GROWTH.md")
HEAD = f"""# How far levels go

Written by `python tools/growth.py`: mean load of {ITEMS} items of each level, the picture's side at
the highest level in px, the longest time for an item of levels up to 20 and of all levels, CPU ms.
A dash: not made in {PATIENCE} s.

Without end and legible at any level: `count_blocks`, `metro_map` and `solid_views`, whose pictures
grow. Those that name a size grow likewise, and rest when their picture has it. Where a task says
"paler", its load approaches a bound; it rests where no such word stands.

| task | load | {" | ".join(map(str, LEVELS))} | px | ms to 20 | ms | what grows, and how far |
| --- | --- | {" | ".join(["--:"] * (len(LEVELS) + 3))} | --- |
"""

FADES = "then paler, toward a least contrast"
ENDS = {
    "arc": "side of the grids up to 30 cells, as in ARC itself; steps of the rule up to 3",
    "bounce": "one bounce a level; from level 15 on a court takes seconds to find",
    "colour_completion": "places across the hole up to 9 at level 15; then greyer",
    "connect_lines": "crossings, to 2,048 px at level 216; the sheet grows from level 24 on",
    "count_blocks": "cubes, without end: a cube's edge is 12 px at least, the picture grows",
    "count_clusters": f"figures up to 60 at 27; {FADES}",
    "count_kinds": f"figures up to 60 at level 20; {FADES}",
    "count_same": "things, to 2,048 px at level 417; the sheet grows from level 12 on",
    "cube_net": f"cubes up to 8 (letters), of which 6 fit, at 14; {FADES}",
    "find_same": f"figures up to 25, difference down to 4 px at 13; {FADES}",
    "find_shadow": f"shadows up to 8, difference down to 3.5 px at 15; {FADES}",
    "folded_sides": f"creases up to 4 at level 10; {FADES}",
    "logic_pattern": "lattice, to 2,048 px at level 80; the page grows from level 20 on",
    "match_parts": "parts up to 13 a figure at 17; then paler",
    "match_shadows": f"figures up to 7, difference down to 4.5 px at 14; {FADES}",
    "match_views": "cubes, to level 140; the picture grows from level 31 on",
    "maze": "cells, without end; corridors are 5 px at level 50, and the picture does not grow",
    "maze_entrances": "squares a side, to 2,048 px at level 176; the maze grows from level 21 on",
    "metro_map": "stations on the way, without end; the sheet grows from level 20 on",
    "mirror_fill": "cells of the half, to 2,048 px at level 120; the board grows from level 24 on",
    "mirror_half": f"cells up to 8 x 10 at level 14; {FADES}",
    "mirror_pairs": f"boards up to 8 cells wide at level 15; {FADES}",
    "odd_one_out": "figures a side, to 2,028 px at level 122; the picture grows from level 14 on",
    "overlapping_letters": f"characters up to 9 at level 15; {FADES}",
    "overlay_pattern": "places a side, to 2,048 px at level 85; the page grows from level 19 on",
    "paper_folding": "holes up to 48 at level 44, the page growing: one more would not be missed",
    "pick_parts": "parts of the figure up to 24; then paler",
    "pipes": "squares a side, to 2,000 px at level 183; the board grows from level 15 on",
    "reconstruction": "parts up to 26 at level 19; then greyer",
    "rotation_pattern": f"places of a turn up to 16, parts up to 4; {FADES}",
    "shape_completion": "cells and notches of the hole up to 48 at level 26; then paler",
    "solid_completion": "cubes of the piece up to 26 at level 24: the proof then takes seconds",
    "solid_views": "cubes, without end; the page grows from level 40 on",
    "spelled_lines": "crossings, to 2,048 px at level 216; the sheet grows from level 24 on",
    "sudoku": "pencil marks toward 150: a 9 x 9 board has room for about 170",
    "symbol_maze": "cells a side, to 2,048 px at level 118; the picture grows from level 22 on",
}


class Measured(NamedTuple):
    """One level of one task."""

    load: float | None
    """Mean; None if the items were not made in time."""
    side: float
    """Of the picture, px."""
    slowest: float
    """CPU ms."""


def measured(task: Task[Any], level: int) -> Measured:
    loads, side, slowest = [], 0.0, 0.0
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        for index in range(ITEMS):
            start = process_time()
            item = task.item(level, index)
            slowest = max(slowest, 1e3 * (process_time() - start))
            loads.append(task.load(task.scene(item)))
            side = max(side, *size_of(item.picture.svg))
    except (TimeoutError, EyechartError):
        return Measured(None, side, slowest)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return Measured(mean(loads), side, slowest)


def row(task: Task[Any]) -> str:
    found = [measured(task, level) for level in LEVELS]
    loads = ["-" if m.load is None else _told(m.load) for m in found]
    soon = max(m.slowest for m, level in zip(found, LEVELS, strict=True) if level <= 20)
    side = number(found[-1].side) if found[-1].side else "-"
    cells = [
        f"`{task.name}`", task.load_name, *loads, side, f"{soon:,.0f}",
        f"{max(m.slowest for m in found):,.0f}", ENDS.get(task.name, ""),
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |\n"


def _told(load: float) -> str:
    return f"{load:,.0f}" if load >= 100 else f"{load:.3g}"


def _late(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main() -> None:
    signal.signal(signal.SIGPROF, _late)
    names = sys.argv[1:] or sorted(all_tasks())
    rows = []
    for name in names:
        rows.append(row(get_task(name)))
        print(rows[-1], end="", flush=True)
    if not sys.argv[1:]:
        OUT.write_text(HEAD + "".join(rows))


if __name__ == "__main__":
    main()
