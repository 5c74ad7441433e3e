"""Does the picture under a trace still show the lines as they were?

`changed` asks whether a line is gone, anything is new, or a crossing looks otherwise.  `untied`
looks at the crossings under the trace, of which the ink hides most: do they look more like
crossings, or more like two lines that were redrawn to turn away from each other?  It compares looks
that are drawn here, so that it needs no threshold on pixels.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from eyechart.reading.likeness import altered
from eyechart.reading.strokes import Network, Traced, longest_run, network
from eyechart.scene.curves import Points, samples
from eyechart.scene.pixels import RGB
from eyechart.scene.tiles import Box
from eyechart.tasks.tracking._knots import Arm, Place, arms_at, least_gap
from eyechart.tasks.tracking._lines_scene import Lines, asked, lines_of, untyings

Levels = npt.NDArray[np.float32]

__all__ = ["changed", "network_of", "untied"]

_LOST = 12
"""Longest piece of a line that may be missing from the picture, in px."""
_ADDED = 60
"""Largest blot that may be new in the picture, in square px."""
_SHIFT, _MARGIN = 2, 0.04
"""A crossing is tried at shifts of so many px; by so much must another look correlate better."""


@lru_cache(maxsize=64)
def network_of(scene: Lines) -> Network:
    return network(samples(scene.stretches, 1.0), (scene.size, scene.size), least_gap(scene.width))


def changed(scene: Lines, source: RGB, aligned: RGB, traced: Traced) -> str:
    """What is no longer as it was in the picture beside the trace; "" if nothing."""
    lines = network_of(scene)
    bare, dark = _bare(traced, 5), _dark(aligned)
    column, row = np.clip(lines.points.astype(int), 0, scene.size - 1).T
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


def untied(scene: Lines, aligned: RGB, traced: Traced) -> bool:
    """Whether some crossing under the trace looks more like one that was pulled apart."""
    bare, dark, radius = _bare(traced, 3), _dark(aligned), _radius(scene)
    for x, y, looks in _crossings(scene):
        here = (slice(y - radius, y + radius + 1), slice(x - radius, x + radius + 1))
        likeness = _likeness(looks, dark[here].ravel(), bare[here].ravel().astype(np.float32))
        tied, *others = likeness.reshape(3, -1).max(1)
        if max(others) > tied + _MARGIN:
            return True
    return False


def _likeness(looks: Levels, patch: Levels, weight: Levels) -> Levels:
    """(K,) weighted correlation of a patch, (n,), with each of the looks, (K, n)."""
    total = max(float(weight.sum()), 1.0)
    centred = (patch - float(patch @ weight) / total) * weight
    sums = looks @ weight
    spread = (looks * looks) @ weight - sums * sums / total
    norm = np.sqrt(np.maximum(spread * float(centred @ centred), 1.0))
    return np.asarray(looks @ centred / norm, np.float32)


def _bare(traced: Traced, fringe: int) -> npt.NDArray[np.uint8]:
    """0 on the ink and `fringe` // 2 px around it, 1 elsewhere."""
    # Not `under_ink`: where a blue line was wiped away, white is a little redder than expected.
    inked = cv2.dilate(traced.mask.astype(np.uint8), np.ones((fringe, fringe), np.uint8))
    return np.asarray(1 - inked, np.uint8)


def _dark(picture: RGB) -> Levels:
    """How much darker than the paper, -255 to 255."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    soft = cv2.GaussianBlur(grey, (0, 0), 0.7).astype(np.float32)
    return np.asarray(np.float32(np.median(grey)) - soft, np.float32)


class _Crossing(NamedTuple):
    """A crossing as it should look, and as it would if its lines turned away from each other."""

    x: int
    y: int
    looks: Levels
    """(3 k, n): the crossing, then each way to untie it, at k small shifts; n px each."""


@lru_cache(maxsize=64)
def _crossings(scene: Lines) -> tuple[_Crossing, ...]:
    """Those that the asked line passes once: where it meets another line."""
    way = lines_of(scene)[asked(scene).name]
    places = [scene.stretches[i][-1 if forward else 0][:2] for i, forward in way[:-1]]
    edge, arms = _radius(scene), arms_at(scene.stretches)
    return tuple(
        _Crossing(*place, _looks(scene, place, arms[place]))
        for place in places
        if places.count(place) == 1 and edge <= min(place) and max(place) < scene.size - edge
    )


def _looks(scene: Lines, place: Place, arms: Sequence[Arm]) -> Levels:
    """See `_Crossing.looks`: lines 255 on 0."""
    lines, radius = network_of(scene), _radius(scene) + _SHIFT
    near = np.abs(lines.points - place).max(1) <= radius + scene.width
    own = {arm.stretch for arm in arms}
    ground = np.zeros((2 * radius + 1, 2 * radius + 1), np.float32)

    def draw(image: Levels, points: Points) -> None:
        fine = [np.rint(16 * (points - place + radius)).astype(np.int32)]
        cv2.polylines(image, fine, False, 255, round(scene.width), shift=4)

    for i in set(lines.stretch[near].tolist()) - own:
        draw(ground, lines.points[lines.stretch == i])
    ways = (scene.stretches, *untyings(scene, place, arms))
    drawn = samples([stretches[i] for stretches in ways for i in own], 2.0)
    looks = []
    for way in range(3):
        image = ground.copy()
        for points in drawn[way * len(own) : (way + 1) * len(own)]:
            draw(image, points)
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), 1.0), np.float32)
        size = 2 * _radius(scene) + 1
        looks.append(np.lib.stride_tricks.sliding_window_view(image, (size, size)))
    return np.stack(looks).reshape(-1, size * size)


def _radius(scene: Lines) -> int:
    return round(least_gap(scene.width))
