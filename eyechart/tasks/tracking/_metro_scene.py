"""A metro map: stations with names, coloured lines between them; how it is told and drawn.

Lines are given by way points, of which some are stations.  Between way points they run straight,
with rounded bends (an octilinear map), or swing through them (a curved one).
"""

from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from PIL import ImageFont

from eyechart.scene.curves import Points
from eyechart.scene.strokes import evenly
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.task import Scene

__all__ = [
    "COLOURS", "SIDES", "Line", "Metro", "Station", "Stretch", "Way", "fewest", "interchanges",
    "label_box", "label_boxes", "line_width", "radius_of", "sketch", "stretches_of", "ways_between",
]  # fmt: skip

COLOURS = {
    "blue": "#2a7de1", "green": "#2fb85c", "orange": "#f2922a", "purple": "#a45ad6",
    "red": "#e2453f", "teal": "#1fb6bd", "pink": "#ee78b4", "yellow": "#e8bd14",
    "brown": "#c59263",
}  # fmt: skip
"""Each light in some channel: what is dark in all three is the black of the answer's ink."""
_TEXT, _RING = "#37415a", "#4b5364"
_PAPERS = ("#f8fbfd", "#fbfaf4", "#f3f8fa", "#f7f5fa")
_EDGES = ("#c9d8e4", "#d4cfba", "#bfd3da", "#cfc8dc")
_RIVERS = ("#dceaf5", "#e0ecdf", "#d8ecee", "#e6e3f2")

SIDES = (
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1), (0.5, -1), (0.5, 1),
    (-0.5, -1), (-0.5, 1), (1, -0.5), (1, 0.5), (-1, -0.5), (-1, 0.5),
)  # fmt: skip
"""Where a label stands as seen from its station: right, left, above, below, and in between."""


class Station(Scene, frozen=True):
    name: str
    x: int
    y: int
    side: int = 0
    """Of its label, an index into SIDES."""


class Line(Scene, frozen=True):
    colour: str
    way: tuple[tuple[int, int, int], ...]
    """Way points x, y in px and the station there, -1 for none.  Both ends are stations; a ring
    ends where it begins."""


class Metro(Scene, frozen=True):
    """A map and the two stations that are asked about."""

    stations: tuple[Station, ...]
    lines: tuple[Line, ...]
    asked: tuple[int, int]
    """Indices of two stations."""
    curved: bool = False
    font: int = 12
    """Size of names, px."""
    pitch: int = 60
    """About the least distance between stations, px."""
    dress: int = 0
    river: tuple[tuple[int, int], ...] = ()
    """Points that a pale band in the background swings through."""
    size: int = 512
    """Side of the sheet, px: large maps are not drawn finer, but on a larger sheet."""


class Stretch(NamedTuple):
    """A line between two neighbouring stations."""

    line: int
    ends: tuple[int, int]
    points: Points
    """(n, 2), 1 px apart."""


Way = tuple[int, ...]
"""Stretches, by index, in order."""


@lru_cache(maxsize=64)
def stretches_of(metro: Metro) -> tuple[Stretch, ...]:
    """All stretches, line by line."""
    out = []
    for index, line in enumerate(metro.lines):
        corners, cuts = _corners(line, curved=metro.curved)
        for (i, a), (j, b) in pairwise(cuts):
            out.append(Stretch(index, (a, b), evenly(corners[i : j + 1], 1.0)))
    return tuple(out)


def _corners(line: Line, *, curved: bool) -> tuple[list[Point], list[tuple[int, int]]]:
    """(corners of the polyline that is drawn, (index of a corner, station there))."""
    places = np.array([w[:2] for w in line.way], float)
    ring = line.way[0] == line.way[-1]
    corners: list[Point] = []
    cuts: list[tuple[int, int]] = []
    for i, (x, y, station) in enumerate(line.way):
        if station >= 0:
            cuts.append((len(corners), station))
        if curved or station >= 0:
            corners.append((float(x), float(y)))
        else:
            corners += _rounded(*places[i - 1 : i + 2])
        if curved and i + 1 < len(places):
            before = places[i - 1] if i else places[-2] if ring else 2 * places[0] - places[1]
            after = (
                places[i + 2]
                if i + 2 < len(places)
                else places[1]
                if ring
                else 2 * places[-1] - places[-2]
            )
            corners += _swung(before, places[i], places[i + 1], after)
    return corners, cuts


def _rounded(before: Points, corner: Points, after: Points) -> list[Point]:
    """A bend in place of a corner."""
    a, b = (
        corner + min(16.0, 0.45 * float(np.hypot(*(end - corner)))) * _unit(end - corner)
        for end in (before, after)
    )
    t = np.linspace(0, 1, 6)[:, None]
    bend = (1 - t) ** 2 * a + 2 * t * (1 - t) * corner + t**2 * b
    return [(float(x), float(y)) for x, y in bend]


def _swung(before: Points, a: Points, b: Points, after: Points) -> list[Point]:
    """Points strictly between `a` and `b` of the Catmull-Rom curve through the four."""
    t = np.linspace(0, 1, 12)[1:-1, None]
    curve = 0.5 * (
        2 * a
        + (b - before) * t
        + (2 * before - 5 * a + 4 * b - after) * t**2
        + (3 * a - before - 3 * b + after) * t**3
    )
    return [(float(x), float(y)) for x, y in curve]


def _unit(v: Points) -> Points:
    return v / max(float(np.hypot(*v)), 1e-9)


def interchanges(metro: Metro) -> set[int]:
    """Stations on more than one line."""
    lines: dict[int, set[int]] = {}
    for index, line in enumerate(metro.lines):
        for _, _, station in line.way:
            lines.setdefault(station, set()).add(index)
    return {station for station, own in lines.items() if station >= 0 and len(own) > 1}


def _beyond(metro: Metro) -> dict[int, list[tuple[int, int]]]:
    """(station, stretch to it) next to each station."""
    out: dict[int, list[tuple[int, int]]] = {i: [] for i in range(len(metro.stations))}
    pairs = [
        (a, b)
        for line in metro.lines
        for stops in [[w[2] for w in line.way if w[2] >= 0]]
        for a, b in pairwise(stops)
    ]
    for i, (a, b) in enumerate(pairs):
        out[a].append((b, i))
        out[b].append((a, i))
    return out


def fewest(metro: Metro, origin: int) -> dict[int, int]:
    """How many stretches away each station is that can be reached."""
    beyond = _beyond(metro)
    far, queue = {origin: 0}, deque([origin])
    while queue:
        here = queue.popleft()
        for station, _ in beyond[here]:
            if station not in far:
                far[station] = far[here] + 1
                queue.append(station)
    return far


def ways_between(metro: Metro, a: int, b: int, most: int = 64) -> list[Way]:
    """The ways with the fewest stations from `a` to `b`, as stretches; at most so many."""
    beyond, far = _beyond(metro), fewest(metro, b)

    def onward(here: int) -> Iterator[Way]:
        if here == b:
            yield ()
            return
        for station, stretch in beyond[here]:
            if far[station] == far[here] - 1:
                for rest in onward(station):
                    yield (stretch, *rest)

    return [way for way, _ in zip(onward(a), range(most), strict=False)] if a in far else []


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(files("eyechart.scene") / "fonts" / "DejaVuSans.ttf"), size)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float) -> float:
    """Of a line of text in the bundled font, px."""
    return float(_font(100).getlength(text)) * size / 100


def line_width(metro: Metro) -> float:
    return 8.0 if metro.pitch > 70 else 7.0 if metro.pitch > 52 else 6.0


def radius_of(metro: Metro, *, interchange: bool) -> float:
    """Of a station's disc, px, its ring included."""
    width = line_width(metro)
    return 1.35 * width if interchange else 0.95 * width


def label_box(x: float, y: float, name: str, side: int, font: int, away: float) -> Box:
    """Where a label's letters lie whose station's disc has radius `away`."""
    dx, dy = SIDES[side]
    width, height = text_width(name, font), 0.95 * font
    gap = 3.5 if not (dx and dy) else -0.5 if abs(dx) == abs(dy) else 2.5
    cx = x + dx * (away + gap + width / 2)
    cy = y + dy * (away + gap + height / 2)
    return Box(cx - width / 2, cy - height / 2, width, height)


def label_boxes(metro: Metro) -> list[Box]:
    """Of all stations, in order."""
    changes = interchanges(metro)
    return [
        label_box(s.x, s.y, s.name, s.side, metro.font, radius_of(metro, interchange=i in changes))
        for i, s in enumerate(metro.stations)
    ]


def sketch(
    metro: Metro, style: Style = Style(), ink: str = "", *, gone: frozenset[int] = frozenset()
) -> Svg:
    """The picture, with SVG elements `ink` on top; stretches in `gone` are left out."""
    svg, width = Svg(metro.size, metro.size), line_width(metro)
    inside = metro.size - 16
    sheet = {"x": 8, "y": 8, "width": inside, "height": inside, "rx": 14}
    svg.add("rect", **sheet, fill=_PAPERS[metro.dress], stroke=_EDGES[metro.dress])
    if metro.river:
        said = " ".join(f'{name}="{value}"' for name, value in sheet.items())
        svg.raw(f'<clipPath id="sheet"><rect {said}/></clipPath>')
        course = Line("", tuple((x, y, -1) for x, y in metro.river))
        corners, _ = _corners(course, curved=True)
        with svg.group(clip_path="url(#sheet)"):
            svg.polyline(corners, stroke=_RIVERS[metro.dress], stroke_width=26)
    first = 0
    for line in metro.lines:
        corners, cuts = _corners(line, curved=metro.curved)
        lost = [n for n in range(len(cuts) - 1) if first + n in gone]
        parts = _without(corners, [(cuts[n][0], cuts[n + 1][0]) for n in lost])
        for part in parts:
            svg.polyline(part, stroke=COLOURS[line.colour], stroke_width=width * style.stroke)
        first += len(cuts) - 1
    changes = interchanges(metro)
    colour_at = {
        station: COLOURS[line.colour] for line in metro.lines for _, _, station in line.way
    }
    for i, station in enumerate(metro.stations):
        ring = 0.32 * width * style.stroke
        radius = radius_of(metro, interchange=i in changes) - ring / 2
        colour = _RING if i in changes else colour_at[i]
        svg.circle(station.x, station.y, radius, fill="#ffffff", stroke=colour, stroke_width=ring)
    for station, box in zip(metro.stations, label_boxes(metro), strict=True):
        x, y = box.centre
        svg.text(x, y, station.name, metro.font, style=style, fill=_TEXT)
    svg.raw(ink)
    return svg


def _without(corners: list[Point], spans: list[tuple[int, int]]) -> list[list[Point]]:
    """The polyline less what lies between these corners."""
    parts, start = [], 0
    for a, b in spans:
        parts.append(corners[start : a + 1])
        start = b
    parts.append(corners[start:])
    return [part for part in parts if len(part) > 1]
