"""Sets of parts that come close to a figure's own, all wrong in the same one respect.

If one set had a wrong colour and the next a wrong size, the right one would be the most like all
others, and whoever never looks at the figure would find it.  So the sets differ in one thing only,
any two of them: in the colour, the shape or the size of one part, in what stands in the place of
one, or in which one had to make room for a part too many.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from random import Random

from eyechart.tasks.discrimination._building_parts import ROUND, Part, same_part, span

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
    right = same_set(parts)
    for _ in range(60):
        found: list[Parts] = []
        for other in _line(rng, parts, number, colours, coarse):
            if all(same_set(other) != held for held in (right, *map(same_set, found))):
                found.append(other)
        if len(found) >= number:
            return rng.sample(found, number)
    return None


def _line(
    rng: Random, parts: Parts, number: int, colours: Sequence[int], coarse: bool
) -> list[Parts]:
    """Sets that differ from the right one, and from each other, in one thing."""
    i = rng.randrange(len(parts))
    part, way = parts[i], rng.choice(("colour", "shape", "size", "in its place", "too many"))
    if slight(part, coarse) and (coarse or way in ("shape", "size")):
        return []
    if way == "too many":
        extra = _fresh(rng, parts, colours, coarse)
        return [
            _with(parts, j, extra)
            for j, p in enumerate(parts)
            if not (coarse and slight(p, coarse))
        ]
    if way == "colour":
        others = [part._replace(colour=colour) for colour in colours]
    elif way == "shape":
        kinds = rng.sample(_UNLIKE[part.kind], min(number, len(_UNLIKE[part.kind])))
        others = [_of_kind(part, kind) for kind in kinds]
        if any(b not in _UNLIKE[a] for a, b in combinations(kinds, 2)):
            return []
    elif way == "size":
        others = _rungs(rng, part, number, coarse)
    else:
        others = [_fresh(rng, parts, colours, coarse) for _ in range(2 * number)]
    return [_with(parts, i, other) for other in others]


def _with(parts: Parts, i: int, other: Part) -> Parts:
    return (*parts[:i], other, *parts[i + 1 :])


def _fresh(rng: Random, parts: Parts, colours: Sequence[int], coarse: bool) -> Part:
    """A part that is like one of these, but not quite."""
    large = [part for part in parts if not slight(part, coarse)]
    part = rng.choice(large or parts)
    return unlike(rng, part, rng.choice(("shape", "size", "colour")), colours, coarse)


def _rungs(rng: Random, part: Part, number: int, coarse: bool) -> list[Part]:
    """So many other sizes at equal steps, the part's own anywhere among them; none if the least
    would be too small."""
    measure = max(part.width, part.height)
    by = _step(measure, coarse)
    if measure - number * by < 2:
        return []
    own = rng.randint(0, number)
    return [_of_measure(part, measure + (i - own) * by) for i in range(number + 1) if i != own]


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
    """Longer or shorter by a step."""
    measure = max(part.width, part.height)
    by = _step(measure, coarse)
    shorter = measure - by >= 2 and rng.random() < 0.5
    return _of_measure(part, measure - by if shorter else measure + by)


def _step(measure: int, coarse: bool) -> int:
    """A half and more of a measure (a third and more where not `coarse`), and 2 units."""
    return max(2, round(measure * (0.6 if coarse else 0.4)))


def _of_measure(part: Part, measure: int) -> Part:
    """The part with another longer side; round ones keep their shape."""
    if part.kind in ROUND:
        return part._replace(width=measure, height=measure)
    if part.width >= part.height:
        return part._replace(width=measure)
    return part._replace(height=measure)
