"""Sets of parts that come close to a figure's own, each wrong in one way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random

from eyechart.tasks.discrimination._building_parts import ROUND, Part, same_part, span
from eyechart.tasks.discrimination._fair_options import fair_choice

__all__ = ["laid_out", "same_set", "slight", "unlike", "wrong_sets"]

Parts = tuple[Part, ...]

_UNLIKE = {
    "rectangle": ("triangle", "trapezium", "diamond"),
    "triangle": ("rectangle", "diamond"),
    "trapezium": ("rectangle", "triangle"),
    "diamond": ("rectangle", "triangle"),
    "disc": ("rectangle", "quarter", "half"),
    "half": ("disc", "corner"),
    "quarter": ("disc", "rectangle"),
    "corner": ("quarter", "rectangle"),
}
"""Kinds that are not taken for each other, of the same measures."""


def same_set(parts: Sequence[Part]) -> Counter[Part]:
    """Equal for sets of which the same figure can be built."""
    return Counter(map(same_part, parts))


def wrong_sets(
    rng: Random, parts: Parts, number: int, colours: Sequence[int], coarse: bool
) -> list[Parts] | None:
    """Sets wrong in exactly one way each, no two alike; None if not enough are found.

    `coarse` changes large parts only, and their sizes by more.
    """
    pool: list[tuple[str, Parts]] = []
    for tries, (kind, wrong) in enumerate(_wrong(rng, parts, colours, coarse)):
        if tries > 150 or len(pool) == 2 * number + 3:
            break
        # Of each way to be wrong two, before any comes a third time.
        if tries < 80 and sum(kind == other for other, _ in pool) > 1:
            continue
        if all(same_set(wrong) != same_set(other) for other in (parts, *(s for _, s in pool))):
            pool.append((kind, wrong))
    if len(pool) < number:
        return None
    return fair_choice(rng, parts, [wrong for _, wrong in pool], number, _apart)


def _apart(a: Parts, b: Parts) -> float:
    """Parts that only one of two sets holds."""
    ours, theirs = same_set(a), same_set(b)
    return float((ours - theirs).total() + (theirs - ours).total())


def laid_out(rng: Random, parts: Parts, shuffled: bool, angles: Sequence[int]) -> Parts:
    """The parts as they lie in an option: turned by any of the angles, large ones first."""

    def turned(part: Part) -> Part:
        # Long parts aslant would take the room of all others.
        long = max(part.width, part.height) > 1.6 * min(part.width, part.height)
        fit = [angle for angle in angles if angle % 90 == 0 or not long]
        return part._replace(turn=(part.turn + rng.choice(fit)) % 360)

    if not shuffled:
        return tuple(map(turned, parts))
    # Rows of parts of about one height need the least room.
    return tuple(sorted(map(turned, parts), key=lambda part: -_high(part) * rng.uniform(0.8, 1.2)))


def _high(part: Part) -> float:
    _, top, _, bottom = span(part)
    return bottom - top


def _wrong(
    rng: Random, parts: Parts, colours: Sequence[int], coarse: bool
) -> Iterator[tuple[str, Parts]]:
    """(what is wrong, set), without end."""
    # Few of the parts, so that some wrong sets are alike.
    few = rng.sample(range(len(parts)), min(2, len(parts)))
    for turn in count():
        kind = rng.choice(("missing", "extra", "shape", "size", "colour"))
        i = rng.choice(few if turn < 100 else range(len(parts)))
        part = parts[i]
        if (kind in ("shape", "size") or coarse) and slight(part, coarse):
            continue
        if kind == "missing":
            yield kind, (*parts[:i], *parts[i + 1 :])
            continue
        if kind == "extra":
            yield kind, (*parts[: i + 1], part, *parts[i + 1 :])
            continue
        other = unlike(rng, part, kind, colours, coarse)
        yield kind, (*parts[:i], other, *parts[i + 1 :])


def slight(part: Part, coarse: bool) -> bool:
    """Whether the part is too small for another shape or size of it to be plainly another."""
    small = part.width * part.height < (9 if coarse else 6)
    return small or min(part.width, part.height) < 2


def unlike(rng: Random, part: Part, way: str, colours: Sequence[int], coarse: bool) -> Part:
    """The part in another "shape", "size" or "colour"."""
    if way == "shape":
        return _of_kind(part, rng.choice(_UNLIKE[part.kind]))
    if way == "size":
        return _of_size(rng, part, coarse)
    return part._replace(colour=rng.choice([c for c in colours if c != part.colour]))


def _of_kind(part: Part, kind: str) -> Part:
    height = part.width if kind in ROUND else part.height
    return part._replace(kind=kind, height=height)


def _of_size(rng: Random, part: Part, coarse: bool) -> Part:
    """Longer or shorter by a half or more (a third or more where not `coarse`), and by 2 units."""

    def changed(measure: int) -> int:
        by = max(2, round(measure * (0.6 if coarse else 0.4)))
        return measure - by if measure - by >= 2 and rng.random() < 0.5 else measure + by

    if part.kind in ROUND:
        size = changed(part.width)
        return part._replace(width=size, height=size)
    if part.width >= part.height:
        return part._replace(width=changed(part.width))
    return part._replace(height=changed(part.height))
