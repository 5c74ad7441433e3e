"""How the boards of mirror puzzles are drawn: mosaics, and figures with corners or all round."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from eyechart.scene.figures import Palette, family, outline_width
from eyechart.scene.inks import InkSet
from eyechart.scene.svg import Point, Svg, number, polyline_path
from eyechart.scene.tiles import Box
from eyechart.tasks.patterns._mirror_boards import CREATURE, Board
from eyechart.tasks.patterns._rotation_figures import CREATURES

__all__ = ["draw_board", "fitted"]


def fitted(box: Box, width: int, height: int, most: float = 64.0) -> Box:
    """The largest board of so many cells in the middle of a box; cells of at most `most` px."""
    cell = min(box.width / width, box.height / height, most)
    x, y = box.centre
    return Box(x - cell * width / 2, y - cell * height / 2, cell * width, cell * height)


def draw_board(
    svg: Svg,
    board: Board,
    place: Box,
    inks: InkSet,
    *,
    dress: int,
    stroke: float,
) -> None:
    """The board at a place of its own shape (`fitted`)."""
    half = place.width / (2 * board.width)
    if board.outline:
        _draw_outline(svg, board, place, inks, dress, stroke)
    elif not any(mark[2] >= CREATURE for mark in board.marks):
        _draw_lattice(svg, board, place, inks, stroke)
    for x, y, shape, ink in board.marks:
        middle = place.x + x * half, place.y + y * half
        colour = inks.inks[ink - 1]
        edge = inks.ground if dress // 12 % 2 and not board.outline else inks.line
        attributes = {"fill": colour, "stroke": edge, "stroke_width": 1.0 * stroke}
        if shape >= CREATURE:
            _draw_creature(svg, shape, middle, 4 * half, colour, inks, dress, stroke)
        elif board.outline:
            svg.circle(middle[0], middle[1], 0.74 * half, **attributes)
        else:
            svg.path(_tile_path(shape, middle, half), **attributes)


def _draw_lattice(svg: Svg, board: Board, place: Box, inks: InkSet, stroke: float) -> None:
    cell = place.width / board.width
    lines = [
        f"M{number(place.x + i * cell)} {number(place.y)}v{number(place.height)}"
        for i in range(board.width + 1)
    ] + [
        f"M{number(place.x)} {number(place.y + i * cell)}h{number(place.width)}"
        for i in range(board.height + 1)
    ]
    svg.path("".join(lines), stroke=inks.empty, stroke_width=1.0 * stroke, fill="none")


def _draw_creature(
    svg: Svg,
    shape: int,
    middle: Point,
    side: float,
    colour: str,
    inks: InkSet,
    dress: int,
    stroke: float,
) -> None:
    kind, rng = family(CREATURES[(shape - CREATURE) // 2]), Random(dress)
    named = {trait.name: rng.randint(trait.low, trait.high) for trait in kind.traits}
    named |= {"tilt": 0, "facing": shape % 2}
    palette = Palette(inks.line, colour, inks.ground)
    x, y = (number(value - side / 2) for value in middle)
    with svg.group(transform=f"translate({x} {y}) scale({side / 100:.4f})"):
        values = tuple(named[trait.name] for trait in kind.traits)
        svg.raw(kind.elements(values, palette, stroke * outline_width(side)))


def _draw_outline(
    svg: Svg, board: Board, place: Box, inks: InkSet, dress: int, stroke: float
) -> None:
    half = place.width / (2 * board.width)
    points = [(place.x + x * half, place.y + y * half) for x, y in board.outline]
    smooth = dress // 6 % 2
    path = _rounded(points, board.closed) if smooth else polyline_path(points, closed=board.closed)
    colour = inks.inks[0] if dress // 12 % 2 else inks.faded(0.4).inks[0]
    svg.path(
        path, fill=colour, stroke=inks.line, stroke_width=2.2 * stroke,
        stroke_linejoin="round", stroke_linecap="round",
    )  # fmt: skip


def _rounded(points: Sequence[Point], closed: bool) -> str:
    """A smooth curve through the points (Catmull and Rom), with gentle handles."""
    n = len(points)
    path = f"M{number(points[0][0])} {number(points[0][1])}"
    for i in range(n if closed else n - 1):
        a, b = points[i], points[(i + 1) % n]
        before = points[i - 1] if closed or i else a
        after = points[(i + 2) % n] if closed or i + 2 < n else b
        handles = (
            (a[0] + (b[0] - before[0]) / 7, a[1] + (b[1] - before[1]) / 7),
            (b[0] - (after[0] - a[0]) / 7, b[1] - (after[1] - a[1]) / 7),
            b,
        )
        path += "C" + " ".join(f"{number(x)} {number(y)}" for x, y in handles)
    return path + ("Z" if closed else "")


def _tile_path(shape: int, middle: Point, half: float) -> str:
    """Squares, dots and diamonds; triangles and quarter discs that fill a corner."""
    x, y = middle
    if shape == 1:
        r = number(0.72 * half)
        return f"M{number(x - 0.72 * half)} {number(y)}a{r} {r} 0 1 0 {number(1.44 * half)} 0" + (
            f"a{r} {r} 0 1 0 {number(-1.44 * half)} 0Z"
        )
    if shape == 2:
        d = 0.86 * half
        return polyline_path([(x - d, y), (x, y - d), (x + d, y), (x, y + d)], closed=True)
    square = [
        (x - half, y - half),
        (x + half, y - half),
        (x + half, y + half),
        (x - half, y + half),
    ]
    if shape == 0:
        return polyline_path(square, closed=True)
    kind, corner = divmod(shape - 3, 4)
    at = square[corner]
    if kind == 0:
        return polyline_path([square[corner - 1], at, square[(corner + 1) % 4]], closed=True)
    start = pi / 2 * corner
    arc = [
        (
            at[0] + 1.9 * half * cos(start + k * pi / 16),
            at[1] + 1.9 * half * sin(start + k * pi / 16),
        )
        for k in range(9)
    ]
    return polyline_path([at, *arc], closed=True)
