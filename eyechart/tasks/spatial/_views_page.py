"""How a page of views is drawn: the stack with its arrows, and the views on cards."""

from eyechart.scene.solids import (
    PAINTS,
    SLAB,
    Frame,
    Paint,
    Point3,
    View,
    boxed,
    draw_floor,
    draw_solid,
)
from eyechart.scene.svg import Point, Style, Svg, number
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import OptionPage
from eyechart.tasks.spatial._blocks_scene import cubes_of
from eyechart.tasks.spatial._views_scene import Views, normal_of

__all__ = ["draw_stack", "draw_view", "draw_views"]

_MANY = {
    "1": PAINTS["blue"],
    "2": Paint("#a8871a", "#d8b93c", "#f3e29b", "#2b2306"),
    "3": PAINTS["green"],
    "4": PAINTS["purple"],
}
"""Paints of cubes of several inks."""
_ONE = (
    PAINTS["blue"],
    PAINTS["green"],
    PAINTS["purple"],
    PAINTS["grey"],
    # Sides of unlike colours, as of painted wood.
    Paint("#3d4f7c", "#8a5c9e", "#8ccf9d", "#17203a"),
    Paint("#2f7f86", "#d6bd4e", "#efe9da", "#1d2a2c"),
    Paint("#6d5ba5", "#4fae9b", "#d9e27f", "#231c3d"),
)
_CARD, _EDGE, _ARROW, _WORD = "#faf9f5", "#c9c6bc", "#0f6f7d", "#0b4f59"
_FIRST, _LAST = 0.4, 1.55
"""Distances of the front arrow's tip and its tail from the floor, in edges."""
_BESIDE, _BELOW = 20.0, 16.0
"""Room for the word at the arrow's tail, px."""
_ABOVE = 46.0
"""Room for the word and the arrow above the stack where it is seen from the top, px."""


def draw_views(scene: Views, page: OptionPage, style: Style) -> Svg:
    """The whole page."""
    svg = Svg(page.side, page.side)
    page.draw(svg, style)
    draw_stack(svg, scene, page.figure, style)
    many = max(len(side) for view in scene.options for side in (view, view[0]))
    for view, box in zip(scene.options, page.options, strict=True):
        svg.rect(*box, rx=6, fill=_CARD, stroke=_EDGE, stroke_width=1.4 * style.stroke)
        draw_view(svg, scene, view, box, min(0.84 * box.width / many, 0.3 * box.width), style)
    return svg


def _paint(scene: Views, ink: str) -> Paint:
    if scene.inks > 1:
        return _MANY[ink]
    return _ONE[scene.dress % len(_ONE)]


def draw_view(
    svg: Svg, scene: Views, view: tuple[str, ...], box: Box, cell: float, style: Style
) -> None:
    """One option, its cells in the colours of the side that is asked for."""
    (x, y), width, height = box.centre, len(view[0]), len(view)
    left, top = x - cell * width / 2, y - cell * height / 2
    size = number(cell)
    for ink in sorted(set("".join(view)) - {"0"}):
        cells = "".join(
            f"M{number(left + c * cell)} {number(top + r * cell)}h{size}v{size}h-{size}Z"
            for r, row in enumerate(view)
            for c, own in enumerate(row)
            if own == ink
        )
        fill, edge = _fill(scene, ink), _paint(scene, ink).ink
        svg.path(cells, fill=fill, stroke=edge, stroke_width=1.5 * style.stroke)


def _fill(scene: Views, ink: str) -> str:
    paint = _paint(scene, ink)
    if scene.asked == "top":
        return paint.top
    if scene.inks > 1:
        return paint.left
    # The colour of that side in the picture; of one that is not in it, that of the opposite one.
    across = normal_of(scene.front, scene.asked)[0] != 0
    return paint.right if across else paint.left


def draw_stack(svg: Svg, scene: Views, box: Box, style: Style, *, named: bool = True) -> None:
    """The stack with its arrow or arrows, called by their names only where `named`."""
    rows, columns = len(scene.columns), len(scene.columns[0])
    cubes = cubes_of(scene.heights)
    ends: list[Point3] = [(x, y, z) for x in (0, columns) for y in (0, rows) for z in (0, -SLAB)]
    ends += [(x + i, y + j, z + 1) for x, y, z in cubes for i in (0, 1) for j in (0, 1)]
    front = normal_of(scene.front, "front")
    ends += [_out(columns, rows, front, _LAST, u) for u in (-0.5, 0.5)]
    above = _ABOVE if named and scene.asked == "top" else 0.0
    beside, below = (_BESIDE, _BELOW) if named else (0.0, 0.0)
    x, y, width, height = box
    room = (x + beside, y + above, width - 2 * beside, height - above - below)
    frame = boxed(View(scene.yaw, scene.pitch), ends, room, 56)
    draw_floor(svg, frame, columns, rows)
    paints = {cube: _paint(scene, scene.ink(cube)) for cube in cubes}
    paint = paints if scene.inks > 1 else _paint(scene, "1")
    draw_solid(svg, frame, cubes, paint, width=(1.8 if named else 1.25) * style.stroke)
    _flat_arrow(svg, frame, columns, rows, front)
    if not named:
        return
    x, y = frame.at(_out(columns, rows, front, _LAST, 0))
    svg.text(x + (8 if front[0] else -8), y + 13, "front", 16, style=style, fill=_WORD)
    if above:
        x = frame.at((columns / 2, rows / 2, 0))[0]
        y = min(frame.at(point)[1] for point in ends) - above
        svg.text(x, y + 8, "top", 16, style=style, fill=_WORD)
        _down_arrow(svg, (x, y + 18), above - 22)


def _out(columns: int, rows: int, side: tuple[int, int], far: float, u: float) -> Point3:
    """The point `far` out from the middle of the floor's edge on that side, and `u` along it."""
    if side[0]:
        return columns + far, rows / 2 + u, 0.0
    return columns / 2 + u, rows + far, 0.0


def _flat_arrow(svg: Svg, frame: Frame, columns: int, rows: int, side: tuple[int, int]) -> None:
    """An arrow that lies on the ground and points at the stack."""
    neck = _FIRST + 0.5
    outline = (
        (_FIRST, 0.0), (neck, 0.42), (neck, 0.16), (_LAST, 0.16),
        (_LAST, -0.16), (neck, -0.16), (neck, -0.42),
    )  # fmt: skip
    points = [frame.at(_out(columns, rows, side, far, u)) for far, u in outline]
    svg.polygon(points, fill=_ARROW)


def _down_arrow(svg: Svg, tail: Point, length: float) -> None:
    """An arrow in the plane of the picture that points straight down."""
    (x, y), half = tail, 0.36 * length
    neck, tip = y + 0.5 * length, y + length
    svg.polygon(
        [
            (x, tip), (x + half, neck), (x + 0.4 * half, neck), (x + 0.4 * half, y),
            (x - 0.4 * half, y), (x - 0.4 * half, neck), (x - half, neck),
        ],
        fill=_ARROW,
    )  # fmt: skip
