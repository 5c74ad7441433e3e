"""One line traced in red on the picture: is it the right line, from end to end, and no other?

The lines and their crossings are the item's.  The red must lie on or beside every stretch of the
line that was asked for and along no other stretch; the picture under it is only asked whether it
still shows the lines.  A trace that changes to another line at a crossing misses what comes after
and follows what it should not: both are seen on the stretches between crossings.
"""

import numpy as np

from eyechart.item import Verdict
from eyechart.reading.align import Registration
from eyechart.reading.ink import ink_of
from eyechart.reading.strokes import (
    Network,
    Traced,
    followed,
    longest_run,
    missed,
    read_stroke,
    runs,
)
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Svg
from eyechart.tasks.tracking._knots import Way
from eyechart.tasks.tracking._lines_kept import changed, network_of, untied
from eyechart.tasks.tracking._lines_scene import Lines, asked, end_of, lines_of

__all__ = ["INK", "LONGEST_GAP", "Judge", "instruction"]

INK = "#ff0000"
LONGEST_GAP = 14
"""Longest gap in the trace that is tolerated, in px of the source."""
_END = 24
"""Length of line at either end that must be traced, in px."""
_FOLLOWED = 0.4
"""Another stretch is followed where more than this share of it has red beside it."""
_STRAY = 0.2
"""Share of the red that may lie beside no line."""


def instruction(scene: Lines) -> str:
    start = asked(scene).name
    share = "a fortieth" if scene.size == 512 else f"1/{round(40 * scene.size / 512)}"
    return (
        f"Answer for {start} alone, by drawing: give the same picture back with the line that "
        f"starts at {start} traced in red ({INK}) from end to end. Draw one continuous stroke, "
        "about as wide as the line, on it or right beside it, and follow no other line. Gaps "
        f"under {share} of the picture's width are tolerated. Leave everything else in the "
        "picture exactly as it is."
    )


class Judge:
    """Judges one candidate under one registration after another."""

    def __init__(self, scene: Lines, source: RGB) -> None:
        self.scene, self.source = scene, source
        self._untied: bool | None = None
        """Found under the first registration: a flow would bend lines back into a crossing."""

    def __call__(self, registration: Registration) -> Verdict:
        lines, picture = network_of(self.scene), registration.picture
        traced = read_stroke(ink_of(self.source, picture, INK), lines)
        if self._untied is None:
            self._untied = untied(self.scene, picture, traced)
        what = "a crossing was untied" if self._untied else ""
        return _verdict(
            self.scene, traced, what or changed(self.scene, self.source, picture, traced)
        )


def _verdict(scene: Lines, traced: Traced, what: str) -> Verdict:
    """The verdict on what was read; `what` was changed in the picture, if anything."""
    lines, start = network_of(scene), asked(scene)
    way = lines_of(scene)[start.name]
    end = end_of(scene, way)
    gaps = missed(lines, traced, way)
    others = sorted(followed(lines, traced, _FOLLOWED) - {step.stretch for step in way})
    stray = int(traced.stray.sum()) > _STRAY * int(traced.mask.sum())
    checks = {
        "line_drawn": bool(traced.mask.any()),
        "right_start": longest_run(gaps[:_END]) < _END,
        "right_end": longest_run(gaps[-_END:]) < _END,
        "followed": longest_run(gaps) <= LONGEST_GAP,
        "no_other_strand": not others and not stray,
        "picture_unchanged": not what,
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
        picture_unchanged=what,
    )


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
