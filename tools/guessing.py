"""Writes docs/GUESSING.md: python tools/guessing.py (about ten minutes), or shows the lines of some
tasks: python tools/guessing.py TASK ...

Can the right option be told without a look at the question?  The options are cut out of the
picture and guessed from alone: the one most like all others, by five measures of likeness, or least
like them, the one with most or least ink, the first.  Options that give themselves away show here
as a hit rate above chance.
"""

import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.registry import all_tasks, get_task
from eyechart.scene.pixels import RGB
from eyechart.scene.raster import pixels
from eyechart.scene.tiles import Box
from eyechart.stats.intervals import wilson
from eyechart.tasks.choosing import OptionTask
from eyechart.tasks.discrimination.match_shadows import MatchShadows
from eyechart.tasks.marking import MarkingTask
from eyechart.tasks.patterns.overlay_pattern import OverlayPattern

Levels = npt.NDArray[np.float32]
"""(N, ...) what is compared of N options."""
LEVELS = range(1, 11)
COUNT = 300
SIDE = 48


def central(options: Levels) -> Levels:
    """(N,) how near each option is to all others together, by the mean difference of numbers."""
    flat = options.reshape(len(options), -1)
    return np.asarray(-np.abs(flat[:, None] - flat[None]).mean(axis=2).sum(axis=1), np.float32)


def blurred(options: Levels) -> Levels:
    """Central after blurring."""
    return central(
        np.stack([cv2.resize(o, (12, 12), interpolation=cv2.INTER_AREA) for o in options])
    )


def moved(options: Levels, turned: bool = False) -> Levels:
    """Central wherever they lie, or however: turned by quarters and mirrored."""
    ground = options[:, :1, :1]
    small = np.stack(
        [cv2.resize(o, (24, 24), interpolation=cv2.INTER_AREA) for o in options - ground]
    )
    waves = np.fft.rfft2(np.pad(small, ((0, 0), (12, 12), (12, 12), (0, 0))), axes=(1, 2))
    power = (small**2).sum(axis=(1, 2, 3))
    ways = product(range(4), (False, True)) if turned else [(0, False)]
    shared = np.full((len(small), len(small)), -np.inf)
    for turns, over in ways:
        other = np.rot90(small[:, :, ::-1] if over else small, turns, axes=(1, 2))
        theirs = np.fft.rfft2(np.pad(other, ((0, 0), (12, 12), (12, 12), (0, 0))), axes=(1, 2))
        spectrum = np.einsum("iyxc,jyxc->ijyx", waves, theirs.conj())
        shared = np.maximum(shared, np.fft.irfft2(spectrum).max(axis=(2, 3)))
    far = power[:, None] + power[None] - 2 * shared
    return np.asarray(-np.sqrt(np.maximum(far, 0)).sum(axis=1), np.float32)


def colours(options: Levels) -> Levels:
    """Central by how much there is of each colour."""
    codes = np.minimum(options // 43, 5).astype(int) @ (36, 6, 1)
    counts = [np.bincount(code.ravel(), minlength=216) for code in codes]
    return central(np.asarray(counts, np.float32))


def ink(options: Levels) -> Levels:
    """How much is not ground."""
    off = np.abs(options - options[:, :1, :1]).max(axis=3)
    return np.asarray((off > 24).mean(axis=(1, 2)), np.float32)


GUESSERS: dict[str, Callable[[Levels], Levels]] = {
    "central": central,
    "blurred": blurred,
    "moved": moved,
    "turned": lambda options: moved(options, turned=True),
    "colours": colours,
    "least central": lambda options: -central(options),
    "most ink": ink,
    "least ink": lambda options: -ink(options),
    "first": lambda options: -np.arange(len(options), dtype=np.float32),
}


class Guessed(NamedTuple):
    """What came of guessing at one task."""

    task: str
    n: int
    chance: float
    hits: dict[str, float]
    """Of each guesser; where it finds several equal, the share of them that is right."""


def option_tasks() -> list[MarkingTask[Any]]:
    """All tasks that ask which of the elements fits something else in the picture."""
    kinds = (OptionTask, MatchShadows, OverlayPattern)
    return [task for task in all_tasks().values() if isinstance(task, kinds)]


def guessed(task: MarkingTask[Any], count: int) -> Guessed:
    """Guess at `count` items spread over levels 1 to 10."""
    hits, chance = dict.fromkeys(GUESSERS, 0.0), 0.0
    for i in range(count):
        scene = task.scene(task.item(LEVELS[i % len(LEVELS)], i // len(LEVELS), split="dev"))
        picture, right = pixels(str(task.draw(scene))), task.chosen(scene)
        options = np.stack([cut(picture, box) for box in task.elements(scene)])
        chance += len(right) / len(options) / count
        for name, guess in GUESSERS.items():
            score = guess(options)
            best = np.flatnonzero(score >= score.max() - 1e-6 * np.abs(score).max())
            hits[name] += sum(int(j) in right for j in best) / len(best)
    return Guessed(task.id, count, chance, hits)


def cut(picture: RGB, box: Box) -> Levels:
    """(SIDE, SIDE, 3) of what is inside the frame of an option."""
    x, y, edge = round(box.x), round(box.y), round(0.04 * box.width)
    inner = picture[y + edge : y + round(box.height) - edge, x + edge : x + round(box.width) - edge]
    small = cv2.resize(inner, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def row(found: Guessed) -> str:
    """One line of the table."""
    cells = []
    for hits in found.hits.values():
        rate, within = hits / found.n, wilson(hits, found.n)
        cell = f"{100 * rate:.0f} ({100 * within.low:.0f}-{100 * within.high:.0f})"
        cells.append(f"**{cell}**" if rate >= found.chance + 0.07 else cell)
    return f"| {found.task} | {100 * found.chance:.0f} | {' | '.join(cells)} |"


HEAD = f"""# Guessing from the options alone

Written by `make guessing`. Whoever never looks at the question, but only at the options, should be
right no more often than chance. Here {len(GUESSERS)} guessers try, who see the options cut out of
the picture: the option most like all others (*central*: by the difference of pixels; *blurred*:
after blurring; *moved*: wherever it lies; *turned*: also turned and mirrored; *colours*: by how
much there is of each), the one least like them, the one with most or least ink, the first. Hits in
percent, with the 95 % Wilson interval; {COUNT} items a task, spread over levels 1 to 10. With so
many guessers at one task, a lone rate that is a few points over chance is no finding. **Bold**: 7
points over chance and more.

| task | chance | {" | ".join(GUESSERS)} |
| --- {"| --: " * (1 + len(GUESSERS))}|
"""

if __name__ == "__main__":
    if sys.argv[1:]:
        for name in sys.argv[1:]:
            print(row(guessed(get_task(name), COUNT)), flush=True)
    else:
        rows = [row(guessed(task, COUNT)) for task in option_tasks()]
        Path("docs/GUESSING.md").write_text(HEAD + "\n".join(rows) + "\n")
