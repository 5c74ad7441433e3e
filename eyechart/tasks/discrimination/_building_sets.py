"""Sets of parts that come close to a figure's own, each wrong in one way."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random

from eyechart.tasks.discrimination._building_parts import ROUND, Part, same_part, span

__all__ = ["laid_out", "same_set", "wrong_sets"]

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
    rng: Random, parts: Parts, count: int, colours: Sequence[int], coarse: bool
) -> list[Parts] | None:
    """Sets wrong in exactly one way each, no two alike; None if not enough are found.

    `coarse` changes large parts only, and their sizes by more.
    """
    found: list[tuple[str, Parts]] = []
    for tries, (kind, wrong) in enumerate(_wrong(rng, parts, colours, coarse)):
        if tries > 200:
            return None
        # Of each way to be wrong one, before any comes a second time.
        if tries < 60 and any(kind == other for other, _ in found):
            continue
        if all(same_set(wrong) != same_set(other) for other in (parts, *(s for _, s in found))):
            found.append((kind, wrong))
            if len(found) == count:
                return [other for _, other in found]
    return None


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
    while True:
        kind = rng.choice(("missing", "extra", "shape", "size", "colour"))
        i = rng.randrange(len(parts))
        part = parts[i]
        if kind in ("shape", "size") or coarse:
            least = 9 if coarse else 6
            if part.width * part.height < least or min(part.width, part.height) < 2:
                continue
        if kind == "missing":
            yield kind, (*parts[:i], *parts[i + 1 :])
            continue
        if kind == "extra":
            yield kind, (*parts[: i + 1], part, *parts[i + 1 :])
            continue
        if kind == "shape":
            other = _of_kind(part, rng.choice(_UNLIKE[part.kind]))
        elif kind == "size":
            other = _of_size(rng, part, coarse)
        else:
            other = part._replace(colour=rng.choice([c for c in colours if c != part.colour]))
        yield kind, (*parts[:i], other, *parts[i + 1 :])


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
