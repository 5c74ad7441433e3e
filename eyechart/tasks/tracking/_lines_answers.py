"""Traced lines to judge: the right one by many hands, and wrong ones that come close."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from random import Random

import msgspec
import numpy as np

from eyechart.item import Response
from eyechart.scene.curves import Points, sampled
from eyechart.scene.raster import png
from eyechart.scene.strokes import beside
from eyechart.scene.svg import Svg
from eyechart.task import Hand, Mutant
from eyechart.tasks.tracking._knots import Place, Step, Way, arms_at, least_gap, ways_through
from eyechart.tasks.tracking._lines_drawn import INK, LONGEST_GAP
from eyechart.tasks.tracking._lines_scene import (
    Lines,
    asked,
    lines_of,
    sketch,
    stations_of,
    untyings,
)

__all__ = ["mutants", "solution"]

_BESIDE = 0.35
"""How far beside its line a stroke may run, in units of the least gap between lines."""


def solution(scene: Lines, hand: Hand) -> Response:
    return _answer(scene, [_line(scene, _right(scene))], hand)


def mutants(scene: Lines, hand: Hand) -> Iterator[Mutant]:
    """Each wrong in one way; those that a scene has no room for are left out."""
    rng = Random(f"{hand.seed}/{scene.tops[0]}")
    right = _line(scene, _right(scene))
    for name, strokes in _wrong_strokes(scene, right, rng, hand):
        yield Mutant(name, _answer(scene, strokes, hand))
    yield from _other_pictures(scene, right, rng, hand)


def _right(scene: Lines) -> Way:
    return lines_of(scene)[asked(scene).name]


def _line(scene: Lines, way: Way) -> Points:
    return sampled(stations_of(scene, way), 3.0)


def _answer(
    scene: Lines, strokes: Sequence[Points], hand: Hand, shown: Lines | None = None
) -> Response:
    """Strokes on the picture of `shown` (default: the scene itself)."""
    ink, rng = Svg(background=None), Random(hand.seed)
    for stroke in strokes:
        points = beside(stroke, _BESIDE * hand.wobble * least_gap(scene.width), rng)
        ink.polyline(
            [(float(x), float(y)) for x, y in points],
            stroke=INK,
            stroke_width=max(5.0, scene.width) * hand.width,
        )
    drawing = sketch(shown or scene, hand.style, ink.body)
    return Response(pictures=(png(str(drawing)),))


def _wrong_strokes(
    scene: Lines, right: Points, rng: Random, hand: Hand
) -> Iterator[tuple[str, list[Points]]]:
    """(name, strokes) of wrong traces on the right picture."""
    way = _right(scene)
    others = [line for line in lines_of(scene).values() if line != way]
    yield "another line", [_line(scene, rng.choice(others))]
    yield "two lines", [right, _line(scene, rng.choice(others))]
    yield "all lines", [right, *(_line(scene, line) for line in others)]
    share = rng.uniform(0.3, 0.75)
    cut = round(share * len(right))
    yield "first part only", [right[:cut]]
    yield "last part only", [right[cut:]]
    gap = rng.uniform(3.0, 5.0) * LONGEST_GAP + max(5.0, scene.width) * hand.width
    half = round(gap / 6)
    middle = round(rng.uniform(0.3, 0.7) * len(right))
    yield "gap", [right[: middle - half], right[middle + half :]]
    straight = np.linspace(right[0], right[-1], 150)
    if _far(straight, right) > 2.5 * least_gap(scene.width):
        yield "straight from end to end", [straight]
    swaps = list(_swaps(scene, way))
    if swaps:
        yield "changed lines at a crossing", [_line(scene, rng.choice(swaps))]
    branches = list(_branches(scene, way))
    if branches:
        yield "one stretch of another line", [right, _line(scene, (rng.choice(branches),))]
    yield "scribble", [_scribble(scene, rng)]
    yield "scribble over the right line", [right, _scribble(scene, rng)]
    yield "no line, a dot at each end", [right[:3], right[-3:]]


def _swaps(scene: Lines, way: Way) -> Iterator[Way]:
    """Ways that turn off at one crossing: along the line that is met, or past a loop."""
    lines = list(lines_of(scene).values())
    for i, step in enumerate(way[:-1]):
        place = _end(scene, step)
        for line in lines:
            for j, other in enumerate(line[:-1]):
                if _end(scene, other) == place and (line != way or j > i):
                    yield (*way[: i + 1], *line[j + 1 :])


def _end(scene: Lines, step: Step) -> Place:
    return scene.stretches[step.stretch][-1 if step.forward else 0][:2]


def _branches(scene: Lines, way: Way) -> Iterator[Step]:
    """Stretches of other lines that begin at a crossing of this one, long enough to be seen."""
    arms = arms_at(scene.stretches)
    own = {step.stretch for step in way}
    for step in way[:-1]:
        for arm in arms[_end(scene, step)]:
            branch = Step(arm.stretch, not arm.last)
            length = 3 * len(_line(scene, (branch,)))
            if arm.stretch not in own and length > 3.5 * least_gap(scene.width):
                yield branch


def _far(line: Points, other: Points) -> float:
    """Greatest distance of a point of `other` from the line, in px."""
    gap = other[:, None] - line[None]
    return float(np.hypot(gap[..., 0], gap[..., 1]).min(1).max())


def _scribble(scene: Lines, rng: Random) -> Points:
    """A polyline to and fro over the lines' box."""
    left, top, right, bottom = scene.box
    corners = [(rng.uniform(left, right), rng.uniform(top, bottom)) for _ in range(14)]
    return np.concatenate([np.linspace(a, b, 60) for a, b in pairwise(corners)])


def _other_pictures(scene: Lines, right: Points, rng: Random, hand: Hand) -> Iterator[Mutant]:
    """Answers under which the picture itself was changed."""
    way, start = _right(scene), asked(scene)
    own = {step.stretch for step in way}
    ties = [step for step in way[:-1] if not _tied_to_itself(scene, way, step)]
    if ties:
        place = _end(scene, rng.choice(ties))
        ways = untyings(scene, place, arms_at(scene.stretches)[place])
        untied = msgspec.structs.replace(scene, stretches=rng.choice(ways))
        there = next(ways_through(untied.stretches, (start.x, start.y)))[0]
        line = _line(untied, there)
        yield Mutant("crossing untied and followed", _answer(scene, [line], hand, untied))
        yield Mutant("crossing untied", _answer(scene, [right], hand, untied))
    erased = [i for i in range(len(scene.stretches)) if i not in own]
    long = [i for i in erased if len(sampled(scene.stretches[i], 1.0)) > 60]
    if long:
        less = _without(scene, {rng.choice(long)})
        yield Mutant("a stretch erased", _answer(scene, [right], hand, less))
    bare = _without(scene, set(range(len(scene.stretches))))
    yield Mutant("on an empty sheet", _answer(scene, [right], hand, bare))
    if len(scene.stretches) > 10:
        yield Mutant("on another tangle", _answer(scene, [right], hand, _mirrored(scene)))


def _tied_to_itself(scene: Lines, way: Way, step: Step) -> bool:
    return sum(_end(scene, other) == _end(scene, step) for other in way) > 1


def _without(scene: Lines, gone: set[int]) -> Lines:
    kept = [i for i in range(len(scene.stretches)) if i not in gone]
    return msgspec.structs.replace(
        scene,
        stretches=tuple(scene.stretches[i] for i in kept),
        colours=tuple(scene.colours[i] for i in kept),
    )


def _mirrored(scene: Lines) -> Lines:
    """The picture, left and right exchanged but for the signs."""
    stretches = tuple(
        tuple((scene.size - x, y, (180 - heading) % 360) for x, y, heading in stretch)
        for stretch in scene.stretches
    )
    return msgspec.structs.replace(scene, stretches=stretches)
