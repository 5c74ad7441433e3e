"""How a box with a gap and the pieces that may fill it are drawn."""

from eyechart.scene.solids import (
    PAINTS,
    SLAB,
    Cube,
    Frame,
    Paint,
    Point3,
    View,
    boxed,
    draw_floor,
    draw_solid,
)
from eyechart.scene.svg import Style, Svg, polyline_path
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import OptionPage
from eyechart.tasks.spatial._blocks_scene import Heights, cubes_of
from eyechart.tasks.spatial._polycubes import Piece

__all__ = ["draw_completion"]

_TEAL = Paint("#0f5661", "#1f8fa3", "#a9dde0", "#08262b")
_SAND = Paint("#8a7431", "#c7ab55", "#efe2b2", "#2b230c")
_DRESSES = (
    # the box's paint, the pieces'
    (_TEAL, _TEAL),
    (PAINTS["blue"], PAINTS["blue"]),
    (PAINTS["purple"], PAINTS["purple"]),
    (PAINTS["green"], PAINTS["green"]),
    (PAINTS["grey"], _TEAL),
    (PAINTS["blue"], _SAND),
    (_SAND, PAINTS["purple"]),
    (PAINTS["green"], PAINTS["grey"]),
)
_CARD, _EDGE, _GHOST = "#faf9f5", "#c9c6bc", "#566072"


def draw_completion(
    heights: Heights,
    tall: int,
    pieces: tuple[Piece, ...],
    view: View,
    dress: int,
    page: OptionPage,
    style: Style,
) -> Svg:
    """The page: the box less its gap, `tall` cubes high where it is whole, and the pieces."""
    svg = Svg()
    page.draw(svg, style)
    of_box, of_pieces = _DRESSES[dress % len(_DRESSES)]
    if dress // len(_DRESSES) % 2:
        of_box, of_pieces = of_box.lit_from_right(), of_pieces.lit_from_right()
    unit = _gapped(svg, heights, tall, view, of_box, page.figure, style)
    cards = [Box(b.x + 7, b.y + 7, b.width - 14, b.height - 14) for b in page.options]
    frames = [boxed(view, _ends(p), card, unit) for p, card in zip(pieces, cards, strict=True)]
    unit = min(frame.unit for frame in frames)
    for piece, box, card in zip(pieces, page.options, cards, strict=True):
        svg.rect(*box, rx=6, fill=_CARD, stroke=_EDGE, stroke_width=1.4 * style.stroke)
        frame = boxed(view, _ends(piece), card, unit)
        width = (1.5 if unit > 16 else 1.2) * style.stroke
        draw_solid(svg, frame, piece, of_pieces, width=width, grounded=False)
    return svg


def _gapped(
    svg: Svg, heights: Heights, tall: int, view: View, paint: Paint, box: Box, style: Style
) -> float:
    """Draws the box with its gap; the length of a cube's edge, px."""
    rows, columns = len(heights), len(heights[0])
    ends = [(x, y, z) for x in (0, columns) for y in (0, rows) for z in (-SLAB, tall)]
    frame = boxed(view, ends, Box(box.x + 4, box.y + 4, box.width - 8, box.height - 8), 54)
    draw_floor(svg, frame, columns, rows, width=1.5 * style.stroke)
    cubes = cubes_of(heights)
    draw_solid(svg, frame, cubes, paint, width=1.8 * style.stroke)
    _ghost(svg, frame, frozenset(cubes), (columns, rows, tall), style)
    return frame.unit


def _ghost(
    svg: Svg, frame: Frame, cubes: frozenset[Cube], size: tuple[int, int, int], style: Style
) -> None:
    """The missing parts of the whole box's visible edges, dashed."""
    a, b, c = size
    # (a corner where the edge starts, the axis along which it runs, the first cube at it)
    edges: list[tuple[Cube, int, Cube]] = [
        ((0, b, c), 0, (0, b - 1, c - 1)), ((0, 0, c), 0, (0, 0, c - 1)),
        ((0, b, 0), 0, (0, b - 1, 0)), ((a, 0, c), 1, (a - 1, 0, c - 1)),
        ((0, 0, c), 1, (0, 0, c - 1)), ((a, 0, 0), 1, (a - 1, 0, 0)),
        ((a, b, 0), 2, (a - 1, b - 1, 0)), ((a, 0, 0), 2, (a - 1, 0, 0)),
        ((0, b, 0), 2, (0, b - 1, 0)),
    ]  # fmt: skip
    lines = ""
    for corner, axis, first in edges:
        run: list[Point3] = []
        for i in range(size[axis] + 1):
            if i < size[axis] and _moved(first, axis, i) not in cubes:
                run = [*(run or [_moved(corner, axis, i)])[:1], _moved(corner, axis, i + 1)]
            elif run:
                lines += polyline_path(map(frame.at, run))
                run = []
    if lines:
        svg.path(
            lines, fill="none", stroke=_GHOST, stroke_width=1.5 * style.stroke,
            stroke_dasharray="5 4",
        )  # fmt: skip


def _moved(cube: Cube, axis: int, by: int) -> Cube:
    x, y, z = cube
    return x + by * (axis == 0), y + by * (axis == 1), z + by * (axis == 2)


def _ends(piece: Piece) -> set[Point3]:
    return {
        (x + i, y + j, z + k) for x, y, z in piece for i in (0, 1) for j in (0, 1) for k in (0, 1)
    }
