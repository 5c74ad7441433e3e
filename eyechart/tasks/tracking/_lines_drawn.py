"""One line traced in red on the picture: is it the right line, from end to end, and no other?

The lines and their crossings are the item's.  The red must lie on or beside every stretch of the
line that was asked for and along no other stretch; the picture under it is only asked whether it
still shows the lines.  A trace that changes to another line at a crossing misses what comes after
and follows what it should not: both are seen on the stretches between crossings.
"""

from functools import lru_cache

import cv2
import numpy as np

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.ink import ink_of
from eyechart.reading.likeness import altered
from eyechart.reading.strokes import (
    Network,
    Traced,
    longest_run,
    missed,
    network,
    read_stroke,
    runs,
)
from eyechart.scene.curves import sampled
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._knots import Way, arms_at, least_gap
from eyechart.tasks.tracking._lines_scene import Lines, asked, end_of, lines_of

__all__ = ["INK", "LONGEST_GAP", "instruction", "judge"]

INK = "#ff0000"
LONGEST_GAP = 14
"""Longest gap in the trace that is tolerated, in px of the source."""
_END = 24
"""Length of line at either end that must be traced, in px."""
_FOLLOWED = 0.4
"""Another stretch is followed where more than this share of it has red beside it."""
_STRAY = 0.2
"""Share of the red that may lie beside no line."""
_LOST = 12
"""Longest piece of a line that may be missing from the picture, in px."""
_ADDED = 60
"""Largest blot that may be new in the picture, in square px."""


def instruction(scene: Lines) -> str:
    start = asked(scene).name
    return (
        f"Answer for {start} alone, by drawing: give the same picture back with the line that "
        f"starts at {start} traced in red ({INK}) from end to end. Draw one continuous stroke, "
        "about as wide as the line, on it or right beside it, and follow no other line. Gaps "
        "under a fortieth of the picture's width are tolerated. Leave everything else in the "
        "picture exactly as it is."
    )


def judge(scene: Lines, source: RGB, registration: Registration) -> Verdict:
    """The verdict on a traced line under one registration."""
    lines, start = network_of(scene), asked(scene)
    way = lines_of(scene)[start.name]
    end = end_of(scene, way)
    traced = read_stroke(ink_of(source, registration.picture, INK), lines)
    gaps = missed(lines, traced, way)
    others = sorted(_followed(lines, traced) - {step.stretch for step in way})
    stray = int(traced.stray.sum()) > _STRAY * int(traced.mask.sum())
    changed = _changed(scene, source, registration.picture, traced)
    checks = {
        "line_drawn": bool(traced.mask.any()),
        "right_start": longest_run(gaps[:_END]) < _END,
        "right_end": longest_run(gaps[-_END:]) < _END,
        "followed": longest_run(gaps) <= LONGEST_GAP,
        "no_other_strand": not others and not stray,
        "picture_unchanged": not changed,
    }
    return Verdict.of(
        checks,
        good=f"the red follows the line from {start.name} to {end.name}",
        read=f"{100 * (1 - gaps.mean()):.0f} % of the line from {start.name} to {end.name}",
        overlay=_overlay(lines, traced, way, others),
        line_drawn="nothing red was drawn",
        right_start=f"the red does not begin at {start.name}",
        right_end=f"the red does not end where the line from {start.name} ends",
        followed=f"the red leaves the line from {start.name} for {longest_run(gaps)} px",
        no_other_strand=f"the red also follows {len(others)} stretches of other lines"
        if others
        else "much of the red lies beside no line",
        picture_unchanged=changed,
    )


@lru_cache(maxsize=64)
def network_of(scene: Lines) -> Network:
    lines = [sampled(stretch, 1.0) for stretch in scene.stretches]
    return network(lines, (512, 512), least_gap(scene.width))


def _followed(lines: Network, traced: Traced) -> set[int]:
    """Stretches with red beside most of what lies away from crossings."""
    count = int(lines.stretch.max()) + 1
    free = np.bincount(lines.stretch[lines.free], minlength=count)
    inked = np.bincount(lines.stretch[lines.free & traced.covered], minlength=count)
    return set(np.flatnonzero(inked > np.maximum(_FOLLOWED * free, 0.5 * lines.gap)).tolist())


def _changed(scene: Lines, source: RGB, aligned: RGB, traced: Traced) -> str:
    """What is no longer as it was in the picture beside the trace; "" if nothing."""
    lines = network_of(scene)
    # Not `under_ink`: where a blue line was wiped away, white is a little redder than expected.
    bare = 1 - cv2.dilate(traced.mask.astype(np.uint8), np.ones((5, 5), np.uint8))
    grey = cv2.cvtColor(aligned, cv2.COLOR_RGB2GRAY)
    dark = np.float32(np.median(grey)) - cv2.GaussianBlur(grey, (0, 0), 0.7).astype(np.float32)
    column, row = np.clip(lines.points.astype(int), 0, 511).T
    found = cv2.dilate(dark, np.ones((7, 7), np.uint8))[row, column]
    seen = bare[row, column] > 0
    level = float(np.median(found[seen])) if seen.any() else 0.0
    if level < 20:
        return "the lines are gone"
    lost = (found < 0.45 * level) & seen
    if any(longest_run(lost[lines.stretch == i]) > _LOST for i in range(len(scene.stretches))):
        return "a line was erased"
    new = (dark > 0.5 * level) & (bare > 0) & (lines.distance > 0.8 * scene.width + 5)
    new[: scene.tops[0].y - 8] = new[scene.bottoms[0].y + 8 :] = False
    if int(new.sum()) > _ADDED:
        _, _, blots, _ = cv2.connectedComponentsWithStats(new.astype(np.uint8))
        if blots[1:, cv2.CC_STAT_AREA].max(initial=0) > _ADDED:
            return "something was added to the picture"
    half = 0.8 * lines.gap
    crossings = [place for place, arms in arms_at(scene.stretches).items() if len(arms) > 1]
    boxes = [Box(x - half, y - half, 2 * half, 2 * half) for x, y in crossings]
    if boxes and altered(source, aligned, bare.astype(np.float32), boxes):
        return "a crossing was redrawn"
    return ""


def _overlay(lines: Network, traced: Traced, way: Way, others: list[int]) -> str:
    """The asked line green where it was traced, orange where not; other lines traced violet."""
    svg = Svg(background=None)
    along = lines.along(way)
    gaps = missed(lines, traced, way)
    paths = [(along[a:b], "#00b050") for a, b in runs(~gaps)]
    paths += [(along[a:b], "#ff9020") for a, b in runs(gaps)]
    paths += [(np.flatnonzero(lines.stretch == i), "#a020f0") for i in others]
    for samples, colour in paths:
        points = [(float(x), float(y)) for x, y in lines.points[samples[::4]]]
        svg.polyline(points, stroke=colour, stroke_width=3)
    return svg.body
