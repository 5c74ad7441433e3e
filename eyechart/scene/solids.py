"""Solids of unit cubes, drawn as a draughtsman would: three shades, crisp edges, no perspective.

A view looks down on the corner where x, y and z are greatest, so each cube shows at most three of
its faces, and painting cubes in the order of x + y + z is exact: whatever hides a cube has no
coordinate smaller.  In a true isometric view the cube (1, 1, 1) hides (0, 0, 0) and lines of
distant cubes run into each other, so that depth cannot be told from height; `VIEWS` are those, of
all whole degrees, in which no two nearby corners meet (least distances are in the tests).  Edges
behind which something lies farther away are drawn thicker, as in technical drawing.

Cubes of equal x + y + z hide nothing of each other and are painted together.  Edges are what shows
of a larger face in ink under the faces themselves: to the rasteriser a stroke costs several fills.

x runs down to the right of the picture, y down to the left, z up; the edge of a cube is 1.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from math import cos, radians, sin
from typing import NamedTuple

import msgspec

from eyechart.scene.svg import Point, Svg, number, polyline_path

__all__ = [
    "AXES",
    "FLOOR",
    "PAINTS",
    "SLAB",
    "VIEWS",
    "Cube",
    "Face",
    "Frame",
    "Paint",
    "Point3",
    "View",
    "boxed",
    "draw_floor",
    "draw_solid",
    "faces",
    "fitted",
    "quad",
]

Cube = tuple[int, int, int]
"""The corner of a unit cube where x, y and z are least."""
Point3 = tuple[float, float, float]
AXES: tuple[Cube, ...] = ((1, 0, 0), (0, 1, 0), (0, 0, 1))
"""The normals of the three sides that can be seen: 0 to the right, 1 to the left, 2 the top."""
_ALONG = ((AXES[1], AXES[2]), (AXES[0], AXES[2]), (AXES[0], AXES[1]))
"""The two axes in which each side extends."""


class View(NamedTuple):
    """Where an orthographic picture is taken from, in degrees."""

    yaw: int
    """0 looks along y, at the side whose normal is y; 90 along x."""
    pitch: int
    """0 looks level, 90 straight down."""

    def project(self, point: Point3) -> Point:
        """The point in the picture, in edges; the picture's y runs downward."""
        x, y, z = point
        cos_yaw, sin_yaw, cos_pitch, sin_pitch = _bearings(self)
        depth = x * sin_yaw + y * cos_yaw
        return x * cos_yaw - y * sin_yaw, depth * sin_pitch - z * cos_pitch

    @property
    def toward(self) -> Point3:
        """The unit vector to the viewer."""
        cos_yaw, sin_yaw, cos_pitch, sin_pitch = _bearings(self)
        return sin_yaw * cos_pitch, cos_yaw * cos_pitch, sin_pitch


@lru_cache(maxsize=256)
def _bearings(view: View) -> tuple[float, float, float, float]:
    """Cosine and sine of the yaw, then of the pitch: thousands of points share them."""
    yaw, pitch = radians(view.yaw), radians(view.pitch)
    return cos(yaw), sin(yaw), cos(pitch), sin(pitch)


_ONE_SIDE = ((22, 37), (23, 36), (30, 34), (31, 35), (32, 34), (35, 44), (36, 44), (37, 45))
VIEWS = tuple(View(yaw, pitch) for a, pitch in _ONE_SIDE for yaw in (a, 90 - a))
"""Views in which depth and height cannot be mistaken for each other."""


class Paint(msgspec.Struct, frozen=True):
    """The colours of a solid's three visible sides, and of its edges."""

    right: str
    left: str
    top: str
    ink: str

    def lit_from_right(self) -> "Paint":
        return msgspec.structs.replace(self, right=self.left, left=self.right)

    @property
    def sides(self) -> tuple[str, str, str]:
        """In the order of `AXES`."""
        return self.right, self.left, self.top


PAINTS = {
    "blue": Paint("#3a62a0", "#6394d1", "#b3d3f5", "#14233b"),
    "green": Paint("#33734f", "#62a97d", "#b5e2bf", "#10291b"),
    "orange": Paint("#b0591b", "#e08f3e", "#fbd29a", "#3a1d08"),
    "purple": Paint("#5f4a96", "#9179c9", "#d3c6f2", "#221838"),
    "red": Paint("#9c3a3f", "#d0706f", "#f6bfb6", "#371114"),
    "grey": Paint("#5f6873", "#98a2ad", "#dfe4e9", "#1b2026"),
}
_INK = "#1c222c"
SLAB = 0.2
"""The thickness of a floor, in edges."""
FLOOR = Paint("#b9ae98", "#cdc4b1", "#f4f0e6", "#a39881")


class Face(NamedTuple):
    """A face with nothing right in front of it."""

    cube: Cube
    side: int
    """Index into `AXES`."""
    corners: tuple[Point3, Point3, Point3, Point3]
    contours: tuple[tuple[Point3, Point3], ...]
    """Edges beyond which nothing of the solid continues this face: what shows there is farther."""


class Frame(NamedTuple):
    """A view at a scale and place in a picture, px."""

    view: View
    unit: float
    left: float
    top: float

    def at(self, point: Point3) -> Point:
        x, y = self.view.project(point)
        return self.left + self.unit * x, self.top + self.unit * y


def fitted(
    view: View, points: Iterable[Point3], *, size: float = 512, margin: float, largest: float
) -> Frame:
    """The frame that centres these points in a square picture, an edge being at most `largest`."""
    shown = [view.project(point) for point in points]
    (x0, x1), (y0, y1) = ((min(axis), max(axis)) for axis in zip(*shown, strict=True))
    unit = min(largest, (size - 2 * margin) / max(x1 - x0, y1 - y0))
    return Frame(view, unit, (size - unit * (x0 + x1)) / 2, (size - unit * (y0 + y1)) / 2)


def boxed(
    view: View, points: Iterable[Point3], box: tuple[float, float, float, float], largest: float
) -> Frame:
    """The frame that centres these points in a box (x, y, width, height) of the picture."""
    shown = [view.project(point) for point in points]
    (x0, x1), (y0, y1) = ((min(axis), max(axis)) for axis in zip(*shown, strict=True))
    x, y, width, height = box
    unit = min(largest, width / (x1 - x0), height / (y1 - y0))
    left, top = x + (width - unit * (x0 + x1)) / 2, y + (height - unit * (y0 + y1)) / 2
    return Frame(view, unit, left, top)


def quad(cube: Cube, side: int) -> tuple[Point3, Point3, Point3, Point3]:
    """The corners of a face, in order; the first has the least coordinates."""
    (a, b), out = _ALONG[side], AXES[side]
    first = _plus(cube, out)
    return first, _plus(first, a), _plus(_plus(first, a), b), _plus(first, b)


def faces(cubes: Collection[Cube], *, grounded: bool = True) -> Iterator[Face]:
    """All faces that could be seen, from back to front.

    Where `grounded`, the solid stands on a floor at z = 0, and its foot is no contour.
    """
    filled = frozenset(cubes)

    def empty(cube: Cube) -> bool:
        return cube not in filled and not (grounded and cube[2] < 0)

    for cube in sorted(filled, key=lambda cube: (sum(cube), cube)):
        for side, out in enumerate(AXES):
            ahead = _plus(cube, out)
            if ahead in filled:
                continue
            corners, (a, b) = quad(cube, side), _ALONG[side]
            contours = tuple(
                edge
                for edge, back in (((corners[0], corners[1]), b), ((corners[3], corners[0]), a))
                if empty(_minus(cube, back)) and empty(_minus(ahead, back))
            )
            yield Face(cube, side, corners, contours)


def draw_solid(
    svg: Svg,
    frame: Frame,
    cubes: Collection[Cube],
    paint: Paint | Mapping[Cube, Paint],
    *,
    width: float = 2.0,
    grounded: bool = True,
) -> None:
    """The solid, with edges `width` px wide and contours half as wide again.

    Where each cube has a paint of its own, the edges are nearly black.
    """
    ink = paint.ink if isinstance(paint, Paint) else _INK
    stamps = [_stamps(frame.view, frame.unit, side, width / 2) for side in range(3)]
    with svg.group(fill=ink, stroke=ink, stroke_width=1.7 * width, stroke_linecap="round"):
        for _, layer in groupby(faces(cubes, grounded=grounded), key=lambda face: sum(face.cube)):
            outer, inner, contours = "", dict[str, str](), ""
            for face in layer:
                fill = (paint if isinstance(paint, Paint) else paint[face.cube]).sides[face.side]
                edged, bare = stamps[face.side]
                place = frame.at(face.corners[0])
                outer += edged.at(place)
                inner[fill] = inner.get(fill, "") + bare.at(place)
                contours += "".join(polyline_path(map(frame.at, edge)) for edge in face.contours)
            svg.path(outer, stroke="none")
            for fill, outlines in inner.items():
                svg.path(outlines, fill=fill, stroke="none")
            if contours:
                svg.path(contours)


class _Stamp(NamedTuple):
    """An outline that is drawn at many places."""

    start: complex
    """Its first corner, in px from the place where it is put."""
    rest: str
    """The others, each from the one before: the end of a path's `d`."""

    @staticmethod
    def of(corners: Sequence[complex]) -> "_Stamp":
        steps = (b - a for a, b in pairwise(corners))
        rest = " ".join(f"{number(step.real)} {number(step.imag)}" for step in steps)
        return _Stamp(corners[0], f"l{rest}z")

    def at(self, place: Point) -> str:
        x, y = place[0] + self.start.real, place[1] + self.start.imag
        return f"M{number(x)} {number(y)}{self.rest}"


@lru_cache(maxsize=256)
def _stamps(view: View, unit: float, side: int, half: float) -> tuple[_Stamp, _Stamp]:
    """A face with its edges, which reach `half` px out and in, bevelled; and what is within them.

    All run the same way round: where faces overlap in one path, none cuts a hole into another.
    """
    a, b = (unit * complex(*view.project(axis)) for axis in _ALONG[side])
    area = (a.conjugate() * b).imag
    if area < 0:
        a, b, area = b, a, -area
    sides = ((0j, a), (a, a + b), (a + b, b), (b, 0j))
    outer = [end - 1j * half * (q - p) / abs(q - p) for p, q in sides for end in (p, q)]
    s, t = (min(0.5, half * abs(side) / area) for side in (b, a))
    inner = [i * a + j * b for i, j in ((s, t), (1 - s, t), (1 - s, 1 - t), (s, 1 - t))]
    return _Stamp.of(outer), _Stamp.of(inner)


def draw_floor(
    svg: Svg,
    frame: Frame,
    columns: int,
    rows: int,
    *,
    paint: Paint = FLOOR,
    thickness: float = SLAB,
    width: float = 1.5,
) -> None:
    """A slab below z = 0, its top divided into columns (along x) by rows (along y) squares."""
    x, y, low = columns, rows, -thickness
    with svg.group(stroke=paint.ink, stroke_width=width, stroke_linejoin="round"):
        for corners, fill in (
            (((x, 0, 0), (x, y, 0), (x, y, low), (x, 0, low)), paint.right),
            (((0, y, 0), (x, y, 0), (x, y, low), (0, y, low)), paint.left),
            (((0, 0, 0), (x, 0, 0), (x, y, 0), (0, y, 0)), paint.top),
        ):
            svg.polygon(map(frame.at, corners), fill=fill)
        lines = [((i, 0, 0), (i, y, 0)) for i in range(1, x)]
        lines += [((0, i, 0), (x, i, 0)) for i in range(1, y)]
        svg.path("".join(polyline_path(map(frame.at, line)) for line in lines), fill="none")


def _plus(a: Cube, b: Cube) -> Cube:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _minus(a: Cube, b: Cube) -> Cube:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]
