"""A way by metro traced in black: does it join the two stations, by the fewest others?

Any way with the fewest stations counts.  Lines and stations are the item's; the ink must lie on or
beside every stretch of one such way, and along no other stretch.  Names that are drawn anew in a
bolder hand are black, too, so that ink is not looked for where a name stands.
"""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.ink import Cast, black_ink
from eyechart.reading.likeness import altered, under_ink
from eyechart.reading.strokes import (
    Network,
    Traced,
    followed,
    longest_run,
    missed,
    network,
    read_stroke,
    runs,
)
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._metro_scene import (
    Metro,
    Way,
    label_boxes,
    stretches_of,
    ways_between,
)

__all__ = ["INK", "LONGEST_GAP", "gap_of", "instruction", "judge"]

Levels = npt.NDArray[np.float32]
Steps = list[tuple[int, bool]]

INK = "#000000"
LONGEST_GAP = 14
"""Longest gap in the trace that is tolerated, in px of the source."""
_END = 20
"""Length of track at either end that must be traced, in px."""
_FOLLOWED = 0.6
"""Another stretch is followed where more than this share of it has black beside it."""
_STRAY = 0.25
"""Share of the black that may lie beside no line."""
_LOST = 14
"""Longest piece of a line that may be missing from the picture, in px."""
_ADDED = 90
"""Largest blot of colour that may be new in the picture, in square px."""


def instruction(metro: Metro) -> str:
    a, b = (metro.stations[i].name for i in metro.asked)
    return (
        f"Answer by drawing: give the same picture back with that way, from {a} to {b}, traced in "
        f"black ({INK}): one continuous stroke along the lines, about as wide as they are, and "
        "along no others. Leave everything else in the picture exactly as it is."
    )


def gap_of(metro: Metro) -> float:
    """How far beside its line ink may lie, roughly, px."""
    return min(16.0, 0.2 * metro.pitch)


@lru_cache(maxsize=64)
def network_of(metro: Metro) -> Network:
    return network([s.points for s in stretches_of(metro)], (metro.size, metro.size), gap_of(metro))


def judge(metro: Metro, source: RGB, registration: Registration) -> Verdict:
    """The verdict on a drawn answer under one registration."""
    lines, picture = network_of(metro), registration.picture
    cast = Cast.between(source, picture)
    ink = black_ink(source, picture, cast)
    plain = ink * _beside_names(metro)
    traced = read_stroke(plain, lines)
    what = _changed(metro, source, cast.undone(picture), ink, traced)
    way = max(
        (_steps(metro, way) for way in ways_between(metro, *metro.asked)),
        key=lambda steps: -int(missed(lines, traced, steps).sum()),
    )
    gaps = missed(lines, traced, way)
    others = sorted(followed(lines, traced, _FOLLOWED) - {stretch for stretch, _ in way})
    stray = int(traced.stray.sum()) > _STRAY * int(traced.mask.sum())
    a, b = (metro.stations[i].name for i in metro.asked)
    checks = {
        "line_drawn": bool(traced.mask.any()),
        "start_reached": longest_run(gaps[:_END]) < min(_END, len(gaps)),
        "end_reached": longest_run(gaps[-_END:]) < min(_END, len(gaps)),
        "followed": longest_run(gaps) <= LONGEST_GAP,
        "no_other_stretch": not others and not stray,
        "picture_unchanged": not what,
    }
    return Verdict.of(
        checks,
        good=f"the black follows a way from {a} to {b} with the fewest stations",
        read=f"{100 * (1 - gaps.mean()):.0f} % of a way from {a} to {b}",
        overlay=_overlay(lines, traced, way, others),
        line_drawn="nothing black was drawn",
        start_reached=f"the black does not begin at {a}",
        end_reached=f"the black does not end at {b}",
        followed=f"the black leaves the shortest way for {longest_run(gaps)} px",
        no_other_stretch=f"the black also follows {len(others)} stretches off the way"
        if others
        else "much of the black lies beside no line",
        picture_unchanged=what,
    )


def _steps(metro: Metro, way: Way) -> Steps:
    """Stretches along a way, each with whether it is gone through forward."""
    here, out = metro.asked[0], []
    for i in way:
        a, b = stretches_of(metro)[i].ends
        out.append((i, a == here))
        here = b if a == here else a
    return out


@lru_cache(maxsize=64)
def _beside_names(metro: Metro) -> Levels:
    """(H, W) 0 where a name stands, in the bundled font or in a wider one; 1 elsewhere."""
    mask = np.ones((metro.size, metro.size), np.float32)
    for box in label_boxes(metro):
        x, y, right = box.x - 3 - 0.08 * box.width, box.y - 3, box.x + 1.08 * box.width + 3
        mask[round(y) : round(y + box.height + 6), round(x) : round(right)] = 0
    column, row = np.clip(network_of(metro).points.astype(int), 0, metro.size - 1).T
    track = np.zeros(mask.shape, np.uint8)
    track[row, column] = 1
    near = cv2.dilate(track, np.ones((7, 7), np.uint8)) > 0
    mask[near] = 1
    return mask


def _changed(metro: Metro, source: RGB, aligned: RGB, ink: Levels, traced: Traced) -> str:
    """What is no longer as it was in the picture, untinted, beside the trace; "" if nothing."""
    lines = network_of(metro)
    bare = cv2.dilate(traced.mask.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0
    ours, theirs = _colourful(source), _colourful(aligned)
    column, row = np.clip(lines.points.astype(int), 0, metro.size - 1).T
    wide = np.ones((7, 7), np.uint8)
    due, found = (cv2.dilate(c, wide)[row, column].astype(np.float32) for c in (ours, theirs))
    seen = bare[row, column] & lines.free
    if not seen.any():
        return ""  # all under ink: other checks see that
    level = float(np.median(found[seen] / np.maximum(due[seen], 1)))
    if level < 0.3:
        return "the lines are gone"
    lost = seen & (found < 0.45 * level * due)
    if any(longest_run(lost[lines.stretch == i]) > _LOST for i in np.unique(lines.stretch[lost])):
        return "a line was erased"
    high = 0.5 * level * float(np.median(due))
    around = cv2.dilate(ours, np.ones((11, 11), np.uint8))
    new = ((theirs > high) & (around < 0.5 * high) & bare).astype(np.uint8)
    _, _, blots, _ = cv2.connectedComponentsWithStats(new)
    if blots[1:, cv2.CC_STAT_AREA].max(initial=0) > _ADDED:
        return "a line was added"
    boxes = [Box(b.x - 2, b.y - 2, b.width + 4, b.height + 4) for b in label_boxes(metro)]
    gone = altered(source, aligned, under_ink(np.where(_joined(ink, traced), ink, 0)), boxes)
    if gone:
        return f"the name {metro.stations[gone[0]].name} no longer looks as it did"
    return ""


def _joined(ink: Levels, traced: Traced) -> npt.NDArray[np.bool_]:
    """(H, W) the trace and what it is joined to: a wide one runs over names."""
    mask = (ink > 0.4 * max(traced.strength, 0.25)) | traced.mask
    _, labels = cv2.connectedComponents(mask.astype(np.uint8))
    return np.isin(labels, np.unique(labels[traced.mask])) & mask


def _colourful(picture: RGB) -> npt.NDArray[np.uint8]:
    """(H, W) largest less smallest channel."""
    red, green, blue = cv2.split(picture)
    high = cv2.max(cv2.max(red, green), blue)
    return np.asarray(cv2.subtract(high, cv2.min(cv2.min(red, green), blue)), np.uint8)


def _overlay(lines: Network, traced: Traced, way: Steps, others: list[int]) -> str:
    """The way white where it was traced, violet where not; other stretches traced in cyan."""
    svg = Svg(background=None)
    along, gaps = lines.along(way), missed(lines, traced, way)
    paths = [(along[a:b], "#ffffff") for a, b in runs(~gaps)]
    paths += [(along[a:b], "#a020f0") for a, b in runs(gaps)]
    paths += [(np.flatnonzero(lines.stretch == i), "#00d0e0") for i in others]
    for samples, colour in paths:
        points = [(float(x), float(y)) for x, y in lines.points[samples[::4]]]
        svg.polyline(points, stroke=colour, stroke_width=2)
    return svg.body
