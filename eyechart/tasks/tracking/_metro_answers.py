"""Ways traced on a metro map: right ones by many hands, and wrong ones that come close."""

from collections.abc import Iterator, Sequence
from random import Random

import msgspec
import numpy as np

from eyechart.item import Response
from eyechart.scene.curves import Points
from eyechart.scene.raster import png
from eyechart.scene.strokes import beside, evenly
from eyechart.scene.svg import Svg, number
from eyechart.task import Hand, Mutant
from eyechart.tasks.tracking._metro_drawn import INK, LONGEST_GAP, gap_of
from eyechart.tasks.tracking._metro_scene import (
    COLOURS,
    Metro,
    Way,
    fewest,
    line_width,
    sketch,
    stretches_of,
    ways_between,
)

__all__ = ["mutants", "solution"]

_BESIDE = 0.35
"""How far beside its line a stroke may run, in units of `gap_of`."""


def solution(metro: Metro, hand: Hand) -> Response:
    """Any of the shortest ways, chosen by the hand."""
    return _answer(metro, [_right(metro, hand)], hand)


def mutants(metro: Metro, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a map has no room for are left out."""
    rng = Random(f"{hand.seed}/{metro.asked}")
    for name, strokes in _wrong_strokes(metro, rng, hand):
        yield Mutant(name, _answer(metro, strokes, hand))
    yield from _other_maps(metro, rng, hand)


def _right(metro: Metro, hand: Hand) -> Points:
    ways = ways_between(metro, *metro.asked)
    return _line(metro, metro.asked[0], ways[hand.seed % len(ways)])


def _line(metro: Metro, start: int, way: Way) -> Points:
    """Points 3 px apart along stretches, from a station on."""
    here, parts = start, []
    for i in way:
        stretch = stretches_of(metro)[i]
        on = stretch.ends[0] == here
        parts.append(stretch.points if on else stretch.points[::-1])
        here = stretch.ends[1 if on else 0]
    return evenly(np.concatenate(parts))


def _answer(
    metro: Metro,
    strokes: Sequence[Points],
    hand: Hand,
    shown: Metro | None = None,
    *,
    gone: frozenset[int] = frozenset(),
    under: str = "",
) -> Response:
    """Strokes on the picture of `shown` (default: the map itself), over SVG elements `under`."""
    ink, rng = Svg(background=None), Random(hand.seed)
    ink.raw(under)
    for stroke in strokes:
        points = beside(stroke, _BESIDE * hand.wobble * gap_of(metro), rng)
        ink.polyline(
            [(float(x), float(y)) for x, y in points],
            stroke=INK,
            stroke_width=0.85 * line_width(metro) * hand.width,
        )
    drawing = sketch(shown or metro, hand.style, ink.body, gone=gone)
    return Response(pictures=(png(str(drawing)),))


def _wrong_strokes(metro: Metro, rng: Random, hand: Hand) -> Iterator[tuple[str, list[Points]]]:
    """(name, strokes) of wrong traces on the right map."""
    right, (a, b) = _right(metro, hand), metro.asked
    stretches, ways = stretches_of(metro), ways_between(metro, *metro.asked)
    way = ways[hand.seed % len(ways)]
    share = rng.uniform(0.3, 0.75)
    yield "first part only", [right[: round(share * len(right))]]
    yield "last part only", [right[round(share * len(right)) :]]
    yield "one stop short", [_line(metro, a, way[:-1])]
    half = round((rng.uniform(2.5, 4.0) * LONGEST_GAP + 7 * hand.width) / 6)
    middle = round(rng.uniform(0.35, 0.65) * len(right))
    if len(right) > 2 * half + 20:
        yield "gap", [right[: middle - half], right[middle + half :]]
    longer = _longer(metro, ways, rng)
    if longer:
        yield "a longer way", [_line(metro, a, longer)]
    far = fewest(metro, a)
    wrong = [i for i in far if i not in (a, b) and 0 < far[i] <= far[b] + 1]
    to = rng.choice(wrong)
    yield "to another station", [_line(metro, a, ways_between(metro, a, to)[0])]
    passed = {station for i in way for station in stretches[i].ends}
    branches = [i for i, s in enumerate(stretches) if i not in way and len({*s.ends} & passed) == 1]
    if branches:
        i = rng.choice(branches)
        yield "one stretch off the way", [right, _line(metro, stretches[i].ends[0], (i,))]
    every = [_line(metro, s.ends[0], (i,)) for i, s in enumerate(stretches)]
    yield "all lines", every
    straight = evenly(np.array([right[0], right[-1]]))
    apart = np.hypot(*(straight[:, None] - right).transpose(2, 0, 1)).min(1).max()
    if apart > 30:
        yield "straight between the two", [straight]
    corners = [
        (rng.uniform(50, metro.size - 52), rng.uniform(50, metro.size - 52)) for _ in range(14)
    ]
    yield "scribble", [evenly(corners)]
    yield "scribble over the right way", [right, evenly(corners)]
    yield "dots at the two", [right[:3], right[-3:]]


def _longer(metro: Metro, ways: list[Way], rng: Random) -> Way | None:
    """A way with more stations, around one stretch that all shortest ways need."""
    for i in rng.sample(ways[0], len(ways[0])):
        if all(i in way for way in ways):
            found = _around(metro, i)
            if found and len(found) > len(ways[0]):
                return found
    return None


def _around(metro: Metro, closed: int) -> Way | None:
    """The shortest way that does without one stretch."""
    a, b = metro.asked
    came: dict[int, Way] = {a: ()}
    queue = [a]
    for here in queue:
        for i, stretch in enumerate(stretches_of(metro)):
            if i != closed and here in stretch.ends:
                there = stretch.ends[1] if stretch.ends[0] == here else stretch.ends[0]
                if there not in came:
                    came[there] = (*came[here], i)
                    queue.append(there)
    return came.get(b)


def _other_maps(metro: Metro, rng: Random, hand: Hand) -> Iterator[Mutant]:
    """Answers under which the map itself was changed."""
    right, (a, b) = _right(metro, hand), metro.asked
    ways = ways_between(metro, a, b)
    way = ways[hand.seed % len(ways)]
    off = [i for i, s in enumerate(stretches_of(metro)) if i not in way and len(s.points) > 40]
    if off:
        gone = frozenset((rng.choice(off),))
        yield Mutant("a stretch erased", _answer(metro, [right], hand, gone=gone))
    places = [(metro.stations[i].x, metro.stations[i].y) for i in (a, b)]
    straight = evenly(places)
    if np.hypot(*(straight[:, None] - right).transpose(2, 0, 1)).min(1).max() > 30:
        bow = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in places)
        line = (
            f'<path d="{bow}" fill="none" stroke="{COLOURS["green"]}" '
            f'stroke-width="{number(line_width(metro))}"/>'
        )
        drawn = _answer(metro, [straight], hand, under=line)
        yield Mutant("a line added and followed", drawn)
    to = rng.choice([i for i in range(len(metro.stations)) if i not in (a, b)])
    stations = list(metro.stations)
    for i, j in ((b, to), (to, b)):
        stations[i] = msgspec.structs.replace(stations[i], name=metro.stations[j].name)
    swapped = msgspec.structs.replace(metro, stations=tuple(stations))
    there = _line(metro, a, ways_between(metro, a, to)[0])
    yield Mutant("a name exchanged and gone to", _answer(metro, [there], hand, swapped))
    yield Mutant("on an empty sheet", _answer(metro, [right], hand, _bare(metro)))
    if len(metro.stations) > 12:
        yield Mutant("on the mirrored map", _answer(metro, [right], hand, _mirrored(metro)))


def _bare(metro: Metro) -> Metro:
    """The map without its lines but for a stub."""
    line = metro.lines[0]
    ends = [i for i, w in enumerate(line.way) if w[2] >= 0][:2]
    stub = msgspec.structs.replace(line, way=line.way[ends[0] : ends[1] + 1])
    kept = {stub.way[0][2]: 0, stub.way[-1][2]: 1}
    stub = msgspec.structs.replace(stub, way=tuple((x, y, kept.get(s, -1)) for x, y, s in stub.way))
    stations = tuple(metro.stations[i] for i in kept)
    return msgspec.structs.replace(metro, lines=(stub,), stations=stations, asked=(0, 1))


def _mirrored(metro: Metro) -> Metro:
    """Left and right exchanged, but for the letters."""
    stations = tuple(msgspec.structs.replace(s, x=metro.size - s.x) for s in metro.stations)
    lines = tuple(
        msgspec.structs.replace(line, way=tuple((metro.size - x, y, s) for x, y, s in line.way))
        for line in metro.lines
    )
    return msgspec.structs.replace(metro, stations=stations, lines=lines)
