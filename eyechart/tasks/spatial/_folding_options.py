"""The sheets to choose from: the right one, and others, each of them another one changed.

A sheet lacks a hole, has one too many or one moved, forgets a fold, has a half mirrored about
another line, or shapes that are not mirrored; no two sheets differ so little that it would be
overlooked.
"""

from collections.abc import Iterator, Sequence
from math import hypot
from random import Random

from eyechart.tasks.choosing import relatives
from eyechart.tasks.spatial._folding_sheet import SIDE, Fold, Hole, apart, reflected, unfolded

__all__ = ["ROOM", "sheets"]

Sheet = tuple[Hole, ...]
_MANY = 6
"""Sheets of so many holes differ by two at least: one would be easy to overlook."""
ROOM = 2
"""Units between holes, creases and edges, at least."""


def sheets(
    rng: Random, folds: tuple[Fold, ...], punched: Sheet, radius: float, most: int
) -> list[Sheet]:
    """The unfolded sheet, and at most so many in all that are plainly unlike it and each other."""
    right, clear = unfolded(folds, punched), 2.2 * radius + ROOM
    shown = [right]

    def changes(sheet: Sheet) -> Iterator[Sheet]:
        for holes in _changed(rng, folds, punched, sheet, clear):
            if all(_unlike(holes, other, 1.5 * radius) for other in shown):
                shown.append(holes)
                yield holes

    return [right, *(relatives(rng, right, most - 1, changes) or ())]


def _changed(
    rng: Random, folds: tuple[Fold, ...], punched: Sheet, sheet: Sheet, clear: float
) -> Iterator[Sheet]:
    """Sheets that differ from one in one way each, the ways in random order and in turn."""
    ways = [
        _mismirrored(folds, sheet), _lacking(rng, sheet), _added(rng, folds, sheet, clear),
        _shifted(rng, sheet, clear),
    ]  # fmt: skip
    if sheet == unfolded(folds, punched):
        ways += [_forgotten(folds, punched), _misturned(folds, sheet)]
    # Each way to its end: else those that are seldom had would come seldom.
    for way in rng.sample(ways, len(ways)):
        for holes in way:
            if holes and apart(holes, clear) and all(_whole(h, clear / 2) for h in holes):
                yield tuple(sorted(holes))


def _whole(hole: Hole, clear: float) -> bool:
    """Whether the hole is clear of the sheet's edges, or a circle with its centre on one."""
    away = min(hole.x, hole.y, SIDE - hole.x, SIDE - hole.y)
    return away >= clear or (away == 0 and hole.shape == "circle")


def _lacking(rng: Random, right: Sheet) -> Iterator[Sheet]:
    """A hole less; of many, two."""
    gone = 1 if len(right) < _MANY else 2
    if len(right) > gone:
        for _ in range(4):
            missing = rng.sample(right, gone)
            yield tuple(other for other in right if other not in missing)


def _added(rng: Random, folds: tuple[Fold, ...], sheet: Sheet, clear: float) -> Iterator[Sheet]:
    """A hole more, of many two: mirror images of others, or anywhere where there is room."""
    middles = [Fold("x", SIDE // 2, 1), Fold("y", SIDE // 2, 1)]
    middles += [Fold("sum", SIDE, 1), Fold("difference", 0, 1), *folds]
    images = {reflected(hole, fold) for hole in sheet for fold in middles}
    images |= {
        Hole(rng.randrange(SIDE), rng.randrange(SIDE), hole.shape, hole.turn) for hole in sheet
    }
    room = sorted(
        image
        for image in images - set(sheet)
        if _whole(image, clear / 2) and apart((*sheet, image), clear)
    )
    many = 1 if len(sheet) < _MANY else 2
    for _ in range(4):
        if len(room) >= many:
            yield (*sheet, *rng.sample(room, many))


def _shifted(rng: Random, right: Sheet, clear: float) -> Iterator[Sheet]:
    """One hole a little elsewhere."""
    inner = [h for h in right if min(h.x, h.y, SIDE - h.x, SIDE - h.y) >= clear / 2]
    for hole in rng.sample(inner, min(4, len(inner))):
        for _ in range(6):
            dx, dy = rng.choice(((1, 0), (-1, 0), (0, 1), (0, -1)))
            far = rng.randint(round(clear / 2), round(clear))
            x, y = hole.x + far * dx, hole.y + far * dy
            if clear / 2 <= min(x, y, SIDE - x, SIDE - y):
                moved = Hole(x, y, hole.shape, hole.turn)
                yield (*(other for other in right if other != hole), moved)


def _misturned(folds: Sequence[Fold], right: Sheet) -> Iterator[Sheet]:
    """What one fold mirrored is in its place, but its shapes are not mirrored."""
    for fold in folds:
        other = []
        for hole in right:
            moved = fold.beyond(hole.centre) > 0
            turn = reflected(hole, fold).turn if moved else hole.turn
            other.append(Hole(hole.x, hole.y, hole.shape, turn))
        yield tuple(other)


def _forgotten(folds: tuple[Fold, ...], punched: Sheet) -> Iterator[Sheet]:
    """What there would be without one of the folds."""
    for i in range(len(folds)):
        yield unfolded((*folds[:i], *folds[i + 1 :]), punched)


def _mismirrored(folds: Sequence[Fold], right: Sheet) -> Iterator[Sheet]:
    """One half of the sheet mirrored about another line, or all of it."""
    middle = SIDE // 2
    others = [Fold("x", middle, 1), Fold("y", middle, 1), Fold("sum", SIDE, 1)]
    others.append(Fold("difference", 0, 1))
    for fold in folds[::-1]:
        for across in others:
            if across.kind == fold.kind:
                continue
            kept = [hole for hole in right if fold.beyond(hole.centre) <= 0]
            moved = [hole for hole in right if fold.beyond(hole.centre) > 0]
            # The half that was folded over, mirrored within itself.
            images = [reflected(hole, _through_middle(moved, across)) for hole in moved]
            if images:
                yield (*kept, *images)
    for across in others:
        yield tuple(reflected(hole, across) for hole in right)


def _through_middle(holes: Sequence[Hole], like: Fold) -> Fold:
    """The crease of that kind that halves where these holes lie."""
    values = [round(like.value(hole.centre)) for hole in holes]
    return Fold(like.kind, (min(values) + max(values)) // 2, 1)


def _unlike(one: Sequence[Hole], other: Sequence[Hole], least: float) -> bool:
    """Whether the sheets differ plainly by holes that are not in their corners, where a circle
    drawn around a sheet runs: by one (of many: two) in its place or shape, or by more in turn."""
    score = 0.0
    for ours, theirs in ((one, other), (other, one)):
        for a in ours:
            if hypot(a.x - SIDE / 2, a.y - SIDE / 2) > SIDE / 2:
                continue
            near = [b for b in theirs if hypot(a.x - b.x, a.y - b.y) < least]
            if not any(a.shape == b.shape for b in near):
                score += 1
            elif not any((a.shape, a.turn) == (b.shape, b.turn) for b in near):
                score += 0.17
    return score > (0.99 if len(one) < _MANY else 1.99)
