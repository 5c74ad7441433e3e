"""Aggregate as published, and with what a published table leaves out.

Accuracy is right over all items (micro average), per pass; missing answers count as wrong.  The
official code labels both of these "std": the population deviation over passes in the understanding
track, the sample deviation in the drawing track; here each has its name.  An interval is Wilson's
over items, widened for what passes have in common: asking again does not make more items.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, pstdev, stdev

import msgspec

from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.facts import CATEGORIES, DRAWING_TOTAL, SUBTYPES
from eyechart.published.babyvision.results import DrawingRow, Row
from eyechart.stats.clusters import clustered_rate
from eyechart.stats.effect import Effect, paired_effect
from eyechart.stats.intervals import Interval
from eyechart.stats.multiplicity import holm

__all__ = ["ALL", "Comparison", "Score", "Slice", "compare", "score_drawings", "score_passes"]

ALL = "ALL"


class Slice(msgspec.Struct, frozen=True):
    """All items, a category's, or a subtype's."""

    name: str
    items: int
    right: tuple[int, ...]
    """In each pass."""
    mean: float
    """Of the passes' accuracies, 0 to 1."""
    std_population: float
    std_sample: float
    """Over passes; 0 where there is one."""
    interval: Interval
    """95 %, over items."""
    chance: float | None = None
    """What uniform guessing scores (free answers: nothing); None where the questions are not at
    hand."""
    always_a: float | None = None
    """What answering "A" to every choice scores."""


class Score(msgspec.Struct, frozen=True):
    """Some passes over the benchmark."""

    passes: int
    overall: Slice
    categories: dict[str, Slice]
    subtypes: dict[str, Slice]
    macro: float
    """Mean of the subtypes' means: not the published figure."""
    answers: int
    """Records of all passes; the counts below are among these."""
    unanswered: int
    """Replies without an answer; counted as wrong."""
    truncated: int
    """Replies that reached their token limit."""
    failed: int
    """Asks without a reply (or, drawing, without a picture); counted as wrong."""
    undecided: int
    """Answers on which nobody has ruled; counted as wrong."""


def score_passes(
    passes: Sequence[Sequence[Row]], questions: Sequence[Question] | None = None
) -> Score:
    """The understanding track; `questions` (all that were asked) give chance and fix the items."""
    rows = [row for one in passes for row in one]
    ids = {q.id: q.subtype for q in questions} if questions else {r.id: r.subtype for r in rows}
    guesses = {q.id: 1 / len(q.options) if q.options else 0.0 for q in questions or ()}
    firsts = {q.id: float(q.gold == "A" and bool(q.options)) for q in questions or ()}
    marks = [{row.id: bool(row.right) for row in one} for one in passes]

    def line(name: str, among: Sequence[int]) -> Slice:
        part = _slice(name, among, marks)
        if not questions:
            return part
        chance, always = (fmean(table[i] for i in among) for table in (guesses, firsts))
        return msgspec.structs.replace(part, chance=chance, always_a=always)

    return Score(
        len(passes),
        *_slices(ids, line),
        answers=len(rows),
        unanswered=sum(not row.error and not row.answer for row in rows),
        truncated=sum(row.truncated for row in rows),
        failed=sum(bool(row.error) for row in rows),
        undecided=sum(row.right is None and bool(row.answer) for row in rows),
    )


def score_drawings(rounds: Sequence[Sequence[DrawingRow]], total: int = DRAWING_TOTAL) -> Score:
    """The drawing track; items that a round lacks are wrong, up to `total` items."""
    rows = [row for one in rounds for row in one]
    ids = {row.id: row.subtype for row in rows}
    marks = [{row.id: row.right is True for row in one} for one in rounds]

    def line(name: str, among: Sequence[int]) -> Slice:
        absent = max(0, total - len(among)) if name == ALL else 0
        return _slice(name, [*among, *range(-absent, 0)], marks)

    return Score(
        len(rounds),
        *_slices(ids, line),
        answers=len(rows),
        unanswered=0,
        truncated=0,
        failed=sum(row.missing for row in rows),
        undecided=sum(row.right is None for row in rows),
    )


def _slices(
    ids: Mapping[int, str], line: Callable[[str, Sequence[int]], Slice]
) -> tuple[Slice, dict[str, Slice], dict[str, Slice], float]:
    by_subtype, by_category = defaultdict(list), defaultdict(list)
    for number, subtype in ids.items():
        by_subtype[subtype].append(number)
        by_category[SUBTYPES[subtype].category].append(number)
    subtypes = {name: line(name, by_subtype[name]) for name in SUBTYPES if name in by_subtype}
    categories = {name: line(name, by_category[name]) for name in CATEGORIES if name in by_category}
    return line(ALL, list(ids)), categories, subtypes, fmean(s.mean for s in subtypes.values())


def _slice(name: str, ids: Sequence[int], marks: Sequence[Mapping[int, bool]]) -> Slice:
    right = tuple(sum(one.get(i, False) for i in ids) for one in marks)
    rates = [count / len(ids) for count in right]
    return Slice(
        name,
        len(ids),
        right,
        fmean(rates),
        pstdev(rates),
        stdev(rates) if len(rates) > 1 else 0.0,
        clustered_rate([[one.get(i, False) for one in marks] for i in ids]),
    )


class Comparison(msgspec.Struct, frozen=True):
    """The second run against the first, item by item."""

    overall: Effect
    categories: dict[str, Effect]
    subtypes: dict[str, Effect]
    corrected: dict[str, float]
    """Holm's p over all the categories and subtypes, by name."""


def compare(
    first: Sequence[Sequence[Row | DrawingRow]], second: Sequence[Sequence[Row | DrawingRow]]
) -> Comparison:
    """Second minus first; items that one of them lacks are left out."""
    sides = [_by_item(second), _by_item(first)]
    names = {row.id: row.subtype for one in (*first, *second) for row in one}

    def effect(keep: Callable[[str], bool]) -> Effect:
        return paired_effect(*({i: m for i, m in side.items() if keep(names[i])} for side in sides))

    found = set(names.values())
    categories = {
        c: effect(lambda name, c=c: SUBTYPES[name].category == c)  # type: ignore[misc]
        for c in CATEGORIES
        if any(SUBTYPES[name].category == c for name in found)
    }
    subtypes = {s: effect(lambda name, s=s: name == s) for s in SUBTYPES if s in found}  # type: ignore[misc]
    both = {**categories, **subtypes}
    corrected = dict(zip(both, holm([e.p for e in both.values()]), strict=True))
    return Comparison(effect(lambda name: True), categories, subtypes, corrected)


def _by_item(passes: Sequence[Sequence[Row | DrawingRow]]) -> dict[int, list[bool]]:
    found: dict[int, list[bool]] = defaultdict(list)
    for one in passes:
        for row in one:
            found[row.id].append(row.right is True)
    return found
