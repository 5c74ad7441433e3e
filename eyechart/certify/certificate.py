"""How often a verifier errs: right answers refused, wrong answers accepted, counted and bounded.

For one task and one form of answer, over levels 1 to 10:
- **accepted cases**: reference solutions by many hands, worn (`noise.py`), must be accepted;
- **redrawn cases**: the same with the whole scene drawn anew, must be accepted;
- **rejected cases**: every mutant of an item and every answer without a deed, worn as well, must be
  refused.  Whole items are taken until there are enough, so that the kinds of mutants are even.

For answers in words the reader is held to the paraphrases and near misses of the answer kind, each
in several shapes of reply, and to echoes of the prompt.

The cases are a function of the seed alone, whatever the number of processes.  A failure carries its
seed: `case(task, form, mode, index, seed)` makes it again, to be looked at.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any, Literal, NamedTuple

import msgspec
import numpy as np
from rich.progress import Progress

from eyechart.answers import Grid
from eyechart.certify.fonts import redraw_fonts
from eyechart.certify.noise import STILLS, WEARS, hand_for, worn
from eyechart.certify.replies import right_replies, wrong_replies
from eyechart.check import null_responses
from eyechart.item import Form, Item, Outcome, Response, Verdict
from eyechart.seeds import Key, rng_for
from eyechart.stats.intervals import wilson
from eyechart.task import Hand, Mutant, Task

__all__ = ["Case", "Certificate", "Errors", "Failure", "cases", "certify_task", "write_certificate"]

Mode = Literal["noise", "redrawn", "wrong"]
_MODES: tuple[Mode, ...] = ("noise", "redrawn", "wrong")
_LEVELS = 10
_RAISED = "raised"
_FAR = 5000
"""From an item's index to that of another."""
_REPLIES = 12
"""In words, of one item: few of many items say more than many of few."""


class Case(NamedTuple):
    """One response that must be accepted, or refused."""

    item: Item
    what: str
    """The wear, and what is wrong with the response if anything is."""
    response: Response
    right: bool


class Failure(msgspec.Struct, frozen=True):
    """One case that went wrong, and where to find it again."""

    mode: Mode
    unit: int
    """The unit of work: `cases(task, form, mode, unit, seed)` makes it again."""
    key: str
    what: str
    outcome: Outcome
    reason: str


class Errors(msgspec.Struct, frozen=True):
    """Errors among cases of one mode."""

    n: int
    wrong: int

    @property
    def rate(self) -> float:
        return self.wrong / self.n if self.n else 0.0

    @property
    def upper(self) -> float:
        """Upper end of the 95 % Wilson interval of the rate."""
        return wilson(self.wrong, self.n).high


class Certificate(msgspec.Struct, frozen=True):
    """What was measured for one task and form."""

    task: str
    form: Form
    seed: int
    noise: Errors
    """False rejects of right answers under noise."""
    redrawn: Errors
    """False rejects where the whole picture was redrawn; none are made for answers in words."""
    wrong: Errors
    """False accepts."""
    median_ms: float
    """Of the processor, per verdict on a right answer; decoding included."""
    p95_ms: float
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """At most 1 % false rejects under noise, 5 % redrawn, no false accept."""
        return self.noise.rate <= 0.01 and self.redrawn.rate <= 0.05 and self.wrong.wrong == 0


class _Tally(NamedTuple):
    """What came of one unit of work."""

    cases: int
    milliseconds: list[float]
    failures: list[Failure]


def certify_task(
    task: Task[Any],
    form: Form,
    *,
    accepted: int = 300,
    rejected: int = 400,
    seed: int = 0,
    workers: int = 2,
    progress: Progress | None = None,
) -> Certificate:
    """Measure a task's verifier in one form; `accepted` holds for noise and for redrawn each.

    `workers=0` runs in this process.  `progress`, if given, gets a bar.
    """
    tallies: dict[Mode, list[_Tally]] = {}
    goals: dict[Mode, int] = {"noise": accepted, "redrawn": accepted, "wrong": rejected}
    if form == "text":
        goals["redrawn"] = 0
    bar = progress.add_task(f"{task.id} {form}", total=sum(goals.values())) if progress else None
    with _pool(workers) as pool:
        for mode in _MODES:
            tallies[mode] = []
            work = partial(_examined, task, form, mode, seed)
            for tally in _until(goals[mode], work, pool, max(1, workers)):
                tallies[mode].append(tally)
                if progress and bar is not None:
                    progress.advance(bar, tally.cases)
    errors = {
        mode: Errors(sum(t.cases for t in done), sum(len(t.failures) for t in done))
        for mode, done in tallies.items()
    }
    times = [ms for mode in ("noise", "redrawn") for t in tallies[mode] for ms in t.milliseconds]
    return Certificate(
        task.id,
        form,
        seed,
        errors["noise"],
        errors["redrawn"],
        errors["wrong"],
        float(np.median(times)) if times else 0.0,
        float(np.quantile(times, 0.95)) if times else 0.0,
        tuple(f for mode in _MODES for tally in tallies[mode] for f in tally.failures),
    )


def cases(task: Task[Any], form: Form, mode: Mode, unit: int, seed: int) -> Iterator[Case]:
    """The cases of one unit: one right response, or all wrong ones of an item."""
    key = Key(task.id, 1 + unit % _LEVELS, unit // _LEVELS, "dev")
    item = task.item(key.level, key.index, split=key.split, salt=key.salt)
    rng = rng_for(key, "certificate", form, mode, seed)
    if form == "text":
        replies = list((wrong_replies if mode == "wrong" else right_replies)(task, item))
        for what, reply in rng.sample(replies, min(len(replies), _REPLIES)):
            yield Case(item, what, Response(text=reply), mode != "wrong")
        return
    if mode == "wrong":
        hand = hand_for(rng, redrawn=unit % 3 == 2, families=redraw_fonts())
        sources = (task.mutants(item, form, hand), null_responses(task, item, form))
        for source in (*sources, _another(task, item, form, hand)):
            for mutant in source:
                name = rng.choice(("plain", "jpeg", "standard", "standard", "redrawn"))
                wear = WEARS[name](rng)
                # A clip that loses frames may lose the one frame that is wrong.
                wear = msgspec.structs.replace(wear, rate=max(1.0, wear.rate))
                response = worn(mutant.response, wear, form)
                yield Case(item, f"{mutant.name}, {name}", response, False)
        return
    name = _wear_of(form, mode, unit)
    hand = hand_for(rng, redrawn=mode == "redrawn", families=redraw_fonts())
    yield Case(item, name, worn(task.solution(item, form, hand), WEARS[name](rng), form), True)


def _another(task: Task[Any], item: Item, form: Form, hand: Hand) -> Iterator[Mutant]:
    """Another item's picture with its own answer, which may stand where this one's would.

    A grid that both have is right, wherever it was found.
    """
    key = item.key
    other = task.item(key.level, key.index + _FAR, split=key.split, salt=key.salt)
    same = other.answer == item.answer and isinstance(item.answer, Grid)
    if form == "draw" and other.digest != item.digest and not same:
        yield Mutant("another item, answered", task.solution(other, form, hand))


def _wear_of(form: Form, mode: Mode, unit: int) -> str:
    """Every second case is worn in the standard way, the others by one wear each in turn."""
    if mode == "redrawn":
        return "redrawn"
    left_out = ("standard", "redrawn", *(() if form == "draw" else STILLS))
    singles = [name for name in WEARS if name not in left_out]
    # Counted by tens of units, lest a wear always meet the same level.
    turn = unit + unit // _LEVELS
    return "standard" if turn % 2 else singles[turn // 2 % len(singles)]


def _examined(task: Task[Any], form: Form, mode: Mode, seed: int, unit: int) -> _Tally:
    """Judge the cases of one unit."""
    times: list[float] = []
    failures: list[Failure] = []
    for case in cases(task, form, mode, unit, seed):
        start = process_time()
        try:
            verdict = task.verify(case.item, case.response, form)
        except Exception as error:  # a verifier must never raise: that is a failure, not the end
            verdict = Verdict("unreadable", reason=f"{_RAISED} {type(error).__name__}: {error}")
        times.append(1000 * (process_time() - start))
        if verdict.correct != case.right or verdict.reason.startswith(_RAISED):
            where = str(case.item.key)
            failures.append(Failure(mode, unit, where, case.what, verdict.outcome, verdict.reason))
    return _Tally(len(times), times, failures)


def _until(
    goal: int, work: Callable[[int], _Tally], pool: ProcessPoolExecutor | None, workers: int
) -> Iterator[_Tally]:
    """Units of work in order, until their cases reach the goal."""
    each: Callable[..., Iterator[_Tally]] = pool.map if pool else map
    done, unit, block = 0, 0, 4 * workers
    while done < goal:
        for tally in each(work, range(unit, unit + block)):
            if done < goal:
                done += tally.cases
                yield tally
        unit += block


def _pool(workers: int) -> AbstractContextManager[ProcessPoolExecutor | None]:
    if not workers:
        return nullcontext()
    # Spawned: a forked process would share OpenCV's and resvg's state.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"))


def write_certificate(certificates: list[Certificate], path: Path) -> None:
    """Write docs/CERTIFICATE.md: one row per task and form."""
    fonts = ", ".join(redraw_fonts()) or "none beyond DejaVu Sans"
    head = f"""# Certificate: how often the verifiers err

Written by `eyechart certify`; not by hand. Seeds: {_joined({c.seed for c in certificates})}.
Levels 1 to 10 evenly. The noise suite, the hands and what "redrawn" means:
`eyechart/certify/noise.py`. Fonts in redrawn pictures: {fonts}.
Each cell is errors / cases, then the upper end of the 95 % Wilson interval.
Targets: at most 1 % false rejects under noise, 5 % redrawn, no false accept in 400.
For answers in words a case is one paraphrase or near miss in one shape of reply.

The noise is synthetic. What these verifiers do on a real model's pictures is not measured here.

| task | form | false rejects, noise | redrawn | false accepts | CPU ms, median | p95 | |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
    rows = [
        f"| {c.task} | {c.form} | {_cell(c.noise)} | {_cell(c.redrawn)} | {_cell(c.wrong)} "
        f"| {c.median_ms:.3g} | {c.p95_ms:.3g} | {'pass' if c.passed else '**fail**'} |"
        for c in certificates
    ]
    path.write_text(head + "\n".join(rows) + "\n")


def _cell(errors: Errors) -> str:
    return f"{errors.wrong} / {errors.n} (≤ {100 * errors.upper:.2g} %)" if errors.n else "–"


def _joined(seeds: set[int]) -> str:
    return ", ".join(map(str, sorted(seeds)))
