"""How lines of turning figures and their wrong options are drawn at random."""

from collections.abc import Callable, Sequence
from random import Random

from eyechart.tasks.choosing import even_masks
from eyechart.tasks.patterns._rotation_figures import HANDED, SINGLE
from eyechart.tasks.patterns._rotation_rules import (
    RIGHT,
    Figure,
    Line,
    Rule,
    Word,
    mirrored,
    shifted,
    shifts_between,
)

__all__ = ["drawn_rule", "drawn_word", "turned_line", "wrong_figures"]


def drawn_word(rng: Random, kind: str, notches: int) -> Word:
    """A word for this kind of part that tells all its turns apart."""
    if kind in SINGLE:
        place = rng.randrange(notches)
        symbol = RIGHT if kind in HANDED else 1
        return tuple(symbol if i == place else 0 for i in range(notches))
    while True:
        word = _beads(rng, notches) if kind == "beads" else _runs(rng, kind, notches)
        if len({shifted(word, i) for i in range(notches)}) == notches:
            return word


def _beads(rng: Random, notches: int) -> Word:
    count = min(rng.randint(1, 3), notches // 2)
    inks = [*rng.sample((1, 2, 3, 4), count)]
    taken = dict(zip(rng.sample(range(notches), count), inks, strict=True))
    return tuple(taken.get(i, 0) for i in range(notches))


def _runs(rng: Random, kind: str, notches: int) -> Word:
    """Runs of equal symbols, as a child's puzzle has them."""
    symbols = (0, 1, 2) if kind == "rays" else rng.choice(((1, 2), (1, 2, 3), (1, 2, 3, 4)))
    runs = rng.randint(2, min(notches, 4 + notches // 6))
    cuts = sorted(rng.sample(range(1, notches), runs - 1))
    word: list[int] = []
    for a, b in zip([0, *cuts], [*cuts, notches], strict=True):
        word += [rng.choice([s for s in symbols if not word or s != word[-1]])] * (b - a)
    return shifted(tuple(word), rng.randrange(notches))


def drawn_rule(rng: Random, notches: int, manners: Sequence[str], largest: int) -> Rule:
    """A rule whose shifts are 1 to `largest` places either way; never half a turn."""
    most = min(largest, (notches - 1) // 2)
    step = rng.choice((1, -1)) * rng.randint(1, most)
    manner = rng.choice(manners)
    if manner == "growing":
        sign = 1 if step > 0 else -1
        return Rule(sign, sign * rng.choice((2, 2, 3) if notches >= 12 else (2,)), True)
    if manner == "alternating":
        others = [s for s in range(-most, most + 1) if s not in (0, step, -step)]
        return Rule(step, rng.choice(others), False)
    return Rule(step, step, False)


def turned_line(start: Figure, rules: Sequence[Rule], figures: int) -> Line:
    """The figures of a line, the first being `start`."""
    turned = [rule.turned(figures) for rule in rules]
    return tuple(
        tuple(shifted(word, turned[part][i]) for part, word in enumerate(start))
        for i in range(figures)
    )


def wrong_figures(
    rng: Random, right: Figure, before: Figure, count: int, *, near: bool, mirrors: bool
) -> list[Figure]:
    """At most `count` figures that are wrong in one way each, all distinct.

    `before` is the figure before the gap.  A figure of one part is not turned, turned too far or
    back, off by one place, or mirrored.  Of several parts, some are so, all in the same way: and
    over all options each part is wrong about as often as it is right, lest the right option be the
    one that has most in common with the others.  `near` prefers to be off by one place.
    """
    faults = [_too_far, _not_turned, _turned_back]
    if mirrors:
        faults.append(_handed_over)
    rng.shuffle(faults)
    close = rng.sample((_one_on, _one_back), 2)
    mixed = [*close, *faults] if near and rng.random() < 0.5 else [*faults, *close]
    spoilt = [tuple(map(fault, right, before)) for fault in mixed]
    if len(right) == 1:
        found = dict.fromkeys(figure for figure in spoilt if figure != right)
        return list(found)[:count]
    wrong = next(f for f in spoilt if all(a != b for a, b in zip(f, right, strict=True)))
    return [
        tuple(b if bad else a for a, b, bad in zip(right, wrong, mask, strict=True))
        for mask in even_masks(rng, len(right), count)
    ]


Fault = Callable[[Word, Word], Word]


def _step(right: Word, before: Word) -> int:
    return shifts_between(before, right)[0]


def _too_far(right: Word, before: Word) -> Word:
    return shifted(right, _step(right, before))


def _not_turned(right: Word, before: Word) -> Word:
    return before


def _turned_back(right: Word, before: Word) -> Word:
    return shifted(before, -_step(right, before))


def _one_on(right: Word, before: Word) -> Word:
    return shifted(right, 1)


def _one_back(right: Word, before: Word) -> Word:
    return shifted(right, -1)


def _handed_over(right: Word, before: Word) -> Word:
    """Its mirror image, turned so that it looks as alike as it can; itself if it has none."""
    image = mirrored(right)
    images = [shifted(image, i) for i in range(len(image))]
    if right in images:
        return right
    return max(images, key=lambda word: sum(bool(a) == bool(b) and (a == b or a > 4)
                                            for a, b in zip(word, right, strict=True)))  # fmt: skip
