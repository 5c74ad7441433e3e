"""How figures and pieces made of cells are drawn: tiles in several skins, and cut cards.

Outlines are chains of the cells' sides that belong to one cell only, a notch bulging its side.  All
options are drawn at one scale, never larger than the figure's.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import NamedTuple

from eyechart.scene.svg import Point, Style, Svg, polyline_path
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._completion_lattices import LATTICES, Cells
from eyechart.tasks.discrimination._completion_pieces import Notch, Piece

__all__ = ["Fit", "Look", "draw_piece", "draw_whole", "fit_of", "look_of"]

_DEPTH, _HALF, _OFF = 0.12, 0.155, 0.09
"""Of a notch, in sides of a square: so small that no two of one cell meet."""
_LINE, _PAPER = "#2b3140", "#ffffff"
_PALETTES = (
    ("#34495a", "#aebcc6", "#4a6276"),
    ("#2f6f8f", "#d3e6ee", "#4b8eae"),
    ("#3b7a57", "#d9ecdf", "#579a75"),
    ("#5f4b96", "#dfd8f0", "#7c69b3"),
    ("#c6a92c", "#faf3d2", "#dcc456"),
    ("#59636b", "#e3e7ea", "#77828b"),
    ("#2a4f9e", "#d5e0f5", "#4a70c2"),
    ("#6f8f2f", "#ecf3d8", "#8cad4b"),
)
"""(tile, line between tiles, light on a tile)."""
_SKINS = ("lined", "bevelled", "studded", "spaced")
_TILTS = {"squares": (0, 0, 45), "hexagons": (0, 30), "bricks": (0, 90), "triangles": (0, 30, 90)}
# Profiles of notches: (along, outward) of a side whose middle is 0, in halves and depths.
_ROUND = [(-cos(pi * i / 8), sin(pi * i / 8)) for i in range(9)]
_PROFILES: tuple[list[Point], ...] = (
    [(-1, 0), (0, 1), (1, 0)],
    _ROUND,
    [(-1, 0), (-1, 1), (1, 1), (1, 0)],
    [(-0.5, 0), (-1.1, 1), (1.1, 1), (0.5, 0)],
)


class Look(NamedTuple):
    """The dress of a page."""

    tile: str
    seam: str
    light: str
    skin: str
    """One of the skins, or "card": cells are not told apart."""
    tilt: float
    """Degrees by which the whole tiling is turned."""


class Fit(NamedTuple):
    """Where drawn cells come to lie."""

    scale: float
    """px per unit of the tiling."""
    dx: float
    dy: float


def look_of(dress: int, tiling: str, card: bool, pale: float) -> Look:
    """`pale` 0 to 1: how far the colours are mixed with white."""
    dress, palette = divmod(dress, len(_PALETTES))
    dress, skin = divmod(dress, len(_SKINS))
    tile, seam, light = (_mixed(colour, pale) for colour in _PALETTES[palette])
    tilts = _TILTS[tiling]
    tilt = 0 if card else tilts[dress % len(tilts)]
    return Look(tile, seam, light, "card" if card else _SKINS[skin], tilt)


def fit_of(
    tiling: str, look: Look, pieces: Sequence[Piece], boxes: Sequence[Box], most: float
) -> list[Fit]:
    """One scale for all pieces, at most `most`, each in the middle of its box."""
    spans = [_span(list(_corners(tiling, look, piece.cells))) for piece in pieces]
    bulge = 4 * _DEPTH if any(piece.notches for piece in pieces) else 0.0
    scale = most
    for (x0, y0, x1, y1), box in zip(spans, boxes, strict=True):
        scale = min(scale, box.width / (x1 - x0 + bulge), box.height / (y1 - y0 + bulge))
    fits = []
    for (x0, y0, x1, y1), box in zip(spans, boxes, strict=True):
        cx, cy = box.centre
        fits.append(Fit(scale, cx - scale * (x0 + x1) / 2, cy - scale * (y0 + y1) / 2))
    return fits


def draw_piece(svg: Svg, tiling: str, piece: Piece, look: Look, fit: Fit, style: Style) -> None:
    """A piece or a whole figure, tile by tile."""
    outline = "".join(
        polyline_path(loop, closed=True) for loop in _outline(tiling, piece, look, fit)
    )
    edge = {"stroke_linejoin": "round", "stroke_width": 1.4 * style.stroke}
    svg.path(outline, fill=look.tile, fill_rule="evenodd", stroke=_LINE, **edge)
    if look.skin == "card":
        return
    shapes = [_placed(_turned(LATTICES[tiling].corners(cell), look), fit) for cell in piece.cells]
    seam = min(2.4, 0.11 * fit.scale) if look.skin == "spaced" else min(1.3, 0.06 * fit.scale)
    tiles = "".join(polyline_path(shape, closed=True) for shape in shapes)
    svg.path(
        tiles,
        fill="none",
        stroke=look.seam,
        stroke_width=seam * style.stroke,
        stroke_linejoin="round",
    )
    if look.skin in ("bevelled", "studded"):
        size = 0.6 if look.skin == "bevelled" else 0.3
        inner = "".join(polyline_path(_shrunk(shape, size), closed=True) for shape in shapes)
        svg.path(inner, fill=look.light)
    svg.path(outline, fill="none", stroke=_LINE, **edge)


def draw_whole(
    svg: Svg, tiling: str, whole: Cells, hole: Piece, look: Look, box: Box, style: Style
) -> float:
    """The figure with its hole; px per unit."""
    (fit,) = fit_of(tiling, look, [Piece(whole)], [box], 60.0)
    if look.skin == "card":
        loops = _outline(tiling, Piece(whole), look, fit)
        card = "".join(polyline_path(loop, closed=True) for loop in loops)
        svg.path(
            card,
            fill=look.tile,
            stroke=_LINE,
            stroke_width=1.4 * style.stroke,
            stroke_linejoin="round",
        )
    else:
        inside = set(hole.cells)
        rest = Piece(tuple(cell for cell in whole if cell not in inside))
        draw_piece(svg, tiling, rest, look, fit, style)
    # Dashes would hide small notches; a card's hole lies all within it.
    dashes = None if look.skin == "card" else "5 3.5"
    for loop in _outline(tiling, hole, look, fit):
        if dashes:
            svg.polygon(loop, fill=_PAPER, stroke=_PAPER, stroke_width=2.4)
        svg.polygon(
            loop,
            fill=_PAPER,
            stroke=_LINE,
            stroke_width=(1.4 if look.skin == "card" else 1.8) * style.stroke,
            stroke_dasharray=dashes,
            stroke_linejoin="round",
        )
    return fit.scale


def _outline(tiling: str, piece: Piece, look: Look, fit: Fit) -> list[list[Point]]:
    """Closed loops around the piece, notches and all, in px."""
    notches: dict[tuple[int, ...], Notch] = {notch[:3]: notch for notch in piece.notches}
    sides: dict[tuple[int, int], list[tuple[tuple[int, int], list[Point]]]] = {}
    loose: dict[tuple[tuple[int, int], tuple[int, int]], list[Point]] = {}
    for cell in piece.cells:
        corners = LATTICES[tiling].corners(cell)
        for i, (a, b) in enumerate(pairwise([*corners, corners[0]])):
            ka, kb = _key(a), _key(b)
            if (kb, ka) in loose:
                del loose[kb, ka]
            else:
                loose[ka, kb] = [a, *_bulge(a, b, notches.get((*cell[:2], i)))]
    for (ka, kb), points in loose.items():
        sides.setdefault(ka, []).append((kb, points))
    loops = []
    while sides:
        start = key = next(iter(sides))
        loop: list[Point] = []
        while True:
            following, points = sides[key].pop()
            if not sides[key]:
                del sides[key]
            loop += points
            key = following
            if key == start:
                break
        loops.append(_placed(_turned(loop, look), fit))
    return loops


def _bulge(a: Point, b: Point, notch: Notch | None) -> Iterator[Point]:
    """The points of a notch on the side from a to b, whose outside is on the left."""
    if notch is None:
        return
    dx, dy = b[0] - a[0], b[1] - a[1]
    for along, out in _PROFILES[notch.shape]:
        t, d = 0.5 + _OFF * notch.off + _HALF * along, _DEPTH * notch.depth * out
        yield a[0] + t * dx + d * dy, a[1] + t * dy - d * dx


def _corners(tiling: str, look: Look, cells: Cells) -> Iterator[Point]:
    for cell in cells:
        yield from _turned(LATTICES[tiling].corners(cell), look)


def _turned(points: Sequence[Point], look: Look) -> Sequence[Point]:
    if not look.tilt:
        return points
    c, s = cos(radians(look.tilt)), sin(radians(look.tilt))
    return [(c * x - s * y, s * x + c * y) for x, y in points]


def _placed(points: Sequence[Point], fit: Fit) -> list[Point]:
    return [(fit.scale * x + fit.dx, fit.scale * y + fit.dy) for x, y in points]


def _shrunk(points: Sequence[Point], size: float) -> list[Point]:
    """Towards the middle."""
    cx, cy = (sum(values) / len(points) for values in zip(*points, strict=True))
    return [(cx + size * (x - cx), cy + size * (y - cy)) for x, y in points]


def _span(points: Sequence[Point]) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _key(point: Point) -> tuple[int, int]:
    return round(1000 * point[0]), round(1000 * point[1])


def _mixed(colour: str, pale: float) -> str:
    levels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(v + pale * (255 - v)):02x}" for v in levels)
