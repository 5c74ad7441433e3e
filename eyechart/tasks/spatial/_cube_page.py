"""How a net and cubes with signs on their faces are drawn."""

from collections.abc import Callable, Sequence

from eyechart.scene.inks import mixed
from eyechart.scene.solids import Point3, View, boxed
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import OptionPage
from eyechart.tasks.spatial._cube_faces import SHOWN, SIGNS, Face, Net, Seen

__all__ = ["COLOURS", "draw_cubes"]

COLOURS = ("#3f78c9", "#58ad66", "#e6cb45", "#9268bf", "#5cc4d0", "#f2efe6", "#4a5464")
_INK, _LIGHT, _EDGE = "#1c2430", "#ffffff", "#1c222c"
_DARK = (0, 3, 6)
"""Colours on which signs are white."""
_SHADES = (0.8, 0.9, 1.0)
"""Of the sides at the lower right, the lower left and the top."""


def draw_cubes(
    net: Net,
    faces: Sequence[Face],
    cubes: Sequence[Seen],
    view: View,
    page: OptionPage,
    style: Style,
    contrast: float = 1.0,
) -> Svg:
    """The page; `contrast` is the signs' on their faces, 1 at most."""
    svg = Svg()
    page.draw(svg, style)
    rows, columns = (1 + max(cell[i] for cell in net) for i in (0, 1))
    box = page.figure
    side = min(box.width / columns, box.height / rows, 84)
    left, top = box.centre[0] - side * columns / 2, box.centre[1] - side * rows / 2
    for (r, c), face in zip(net, faces, strict=True):
        x, y = left + c * side, top + r * side

        def at(p: Point, x: float = x, y: float = y) -> Point:
            return x + side * (p[0] + 1) / 2, y + side * (1 - p[1]) / 2

        _face(svg, face, at, 1.0, style, contrast)
    for cube, option in zip(cubes, page.options, strict=True):
        _cube(svg, cube, view, option, style, contrast)
    return svg


def _cube(svg: Svg, cube: Seen, view: View, box: Box, style: Style, contrast: float) -> None:
    ends: list[Point3] = [(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
    inner = (box.x + 4, box.y + 4, box.width - 8, box.height - 8)
    frame = boxed(view, ends, inner, 60)
    for face, (normal, up), shade in zip(cube, SHOWN, _SHADES, strict=True):
        (nx, ny, nz), (ux, uy, uz) = normal, up
        rx, ry, rz = uy * nz - uz * ny, uz * nx - ux * nz, ux * ny - uy * nx

        def at(
            p: Point,
            n: Point3 = (nx, ny, nz),
            u: Point3 = (ux, uy, uz),
            r: Point3 = (rx, ry, rz),
        ) -> Point:
            a, b = p
            x, y, z = (n[i] + a * r[i] + b * u[i] for i in range(3))
            # Solids are drawn in a frame whose y points the other way.
            return frame.at((x, -y, z))

        _face(svg, face, at, shade, style, contrast)


def _face(
    svg: Svg,
    face: Face,
    at: Callable[[Point], Point],
    shade: float,
    style: Style,
    contrast: float,
) -> None:
    """A face and its sign; `at` takes (right, up), both within -1 to 1, to the picture."""
    fill = _shaded(COLOURS[face.colour], shade)
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    svg.polygon(
        map(at, corners), fill=fill, stroke=_EDGE, stroke_width=2.0 * style.stroke,
        stroke_linejoin="round",
    )  # fmt: skip
    outline = SIGNS[face.sign].outline
    if outline:
        ink = _shaded(_LIGHT, shade) if face.colour in _DARK else _INK
        shown = (at(_turned(point, face.turn)) for point in outline)
        svg.polygon(shown, fill=mixed(ink, fill, contrast) if contrast < 1 else ink)


def _turned(point: Point, quarters: int) -> Point:
    """Clockwise, y upward."""
    x, y = point
    for _ in range(quarters):
        x, y = y, -x
    return x, y


def _shaded(colour: str, share: float) -> str:
    parts = (round(share * int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)
