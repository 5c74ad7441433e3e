"""Official ARC files, ARC-1 and ARC-2 alike, as items of the task `arc`.

One JSON file holds the demonstrations and the tests of one puzzle ("train" and "test", each a list
of {"input": grid, "output": grid}); each test becomes one item.  They are drawn, asked and judged
as generated puzzles are; only the proof of uniqueness is missing, since their rules are not of our
family (`solve` often finds none).

The level is MMGR's computable difficulty (2512.14691, section 7): easy, medium and hard are levels
3, 6 and 9 where the output is as large as the input ("match"), 4, 7 and 10 where it is not.  Our
reading of it: all features are those of the test, things are cells of one colour that touch, black
is the ground.  These files are for evaluation, so every item is of the split "test", its salt names
the folder, and its index counts within the level, in the order of the file names.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from eyechart.errors import BadData
from eyechart.item import Item
from eyechart.seeds import Key
from eyechart.tasks.abstract._arc_grids import Grid, Rows, as_grid, things
from eyechart.tasks.abstract.arc import Arc, ArcTask

__all__ = ["difficulty", "read_arc"]

_MOST = 30
"""Cells a side in an official grid."""


def read_arc(path: str | Path) -> list[Item]:
    """The items of one file, or of all files in a folder and below it.

    Raises `BadData` for a file that is not there or not of this form.
    """
    root = Path(path)
    if not root.exists():
        raise BadData(f"there is no file or folder {str(path)!r}")
    files = sorted(root.rglob("*.json")) if root.is_dir() else [root]
    if not files:
        raise BadData(f"the folder {str(path)!r} holds no .json file")
    task, counts, items = ArcTask(), Counter[tuple[str, int]](), []
    for file in files:
        folder = file.parent.relative_to(root.parent) if root.is_dir() else Path(root.parent.name)
        for scene in _scenes(file, f"{folder.as_posix()}/{file.name}"):
            level = _level(scene)
            salt = f"0:{folder.as_posix()}"
            index = counts[salt, level]
            counts[salt, level] += 1
            items.append(task.item_of(scene, Key(task.id, level, index, "test", salt)))
    return items


def difficulty(test: Grid, output: Grid) -> int:
    """0 easy, 1 medium, 2 hard: the sum of MMGR's scores against its bounds."""
    match = test.shape == output.shape
    occupied = float((test > 0).mean())
    scores = [
        _band(min(test.shape), 8, 16),
        _band(len(np.unique(test)), 4, 7),
        _band(len(things(test)), 5, 11),
        (occupied > 0.25) + (occupied > 0.55),
    ]
    if match:
        changed = float((test != output).mean())
        scores.append((changed > 0.2) + (changed > 0.5))
    return _band(sum(scores), 4, 7) if match else _band(sum(scores), 3, 5)


def _level(scene: Arc) -> int:
    test, output = as_grid(scene.test), as_grid(scene.output)
    return 3 + 3 * difficulty(test, output) + (test.shape != output.shape)


def _band(value: int, medium: int, hard: int) -> int:
    """0, 1 or 2: below `medium`, from there on, from `hard` on."""
    return (value >= medium) + (value >= hard)


def _scenes(file: Path, source: str) -> list[Arc]:
    try:
        data = msgspec.json.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError) as error:
        raise BadData(f"{file} is not a JSON file: {error}") from error
    if not isinstance(data, dict) or not {"train", "test"} <= data.keys():
        raise BadData(f'{file} is not an ARC puzzle: it has no "train" and "test"')
    pairs = _pairs(file, "train", data["train"])
    return [
        Arc(tuple(pairs), test, output, source=f"{source}#{number}")
        for number, (test, output) in enumerate(_pairs(file, "test", data["test"]))
    ]


def _pairs(file: Path, part: str, data: Any) -> list[tuple[Rows, Rows]]:
    if not isinstance(data, list) or not data:
        raise BadData(f'{file}: "{part}" must be a list of pairs, and not an empty one')
    found = []
    for number, pair in enumerate(data):
        if not isinstance(pair, dict) or not {"input", "output"} <= pair.keys():
            raise BadData(f'{file}: pair {number} of "{part}" has no "input" and "output"')
        found.append(tuple(_rows(file, part, number, pair[side]) for side in ("input", "output")))
    return [(before, after) for before, after in found]


def _rows(file: Path, part: str, number: int, data: Any) -> Rows:
    try:
        rows = msgspec.convert(data, Rows)
    except msgspec.ValidationError as error:
        raise BadData(f'{file}: pair {number} of "{part}" is no grid: {error}') from error
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 0 < max(len(rows), *widths) <= _MOST or widths == {0}:
        raise BadData(
            f'{file}: pair {number} of "{part}" has {len(rows)} rows of {sorted(widths)} cells; '
            f"a grid has 1 to {_MOST} rows of one length"
        )
    if any(not 0 <= cell <= 9 for row in rows for cell in row):
        raise BadData(f'{file}: pair {number} of "{part}" has a cell that is not 0 to 9')
    return rows
