"""A grid of symbols to be walked over one of them only: the scene, how it is grown and drawn.

The walkable cells are grown like a maze: a cell is taken only if it comes near no other
cell that was taken before, so that corridors wind and fork.  Then further cells are taken, some
of which close loops or lie apart; the way that is asked for is measured afterwards.
"""

from collections import deque
from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from eyechart.reading.lattice import Lattice
from eyechart.scene.figures import PALETTES, Palette, family, outline_width
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.tiles import Box, Tiling, stamped
from eyechart.task import Scene

__all__ = [
    "Cell", "Symbols", "boxes", "filled", "gate", "grown", "lattice_of", "middle", "shortest",
    "sketch", "symbol_sets", "tiling", "walkable", "ways_over",
]  # fmt: skip

Cell = tuple[int, int]
STEPS = ((-1, 0), (1, 0), (0, -1), (0, 1))
_MARGIN, _LEAST = 46, 16
"""Px around the cells; the least side of a cell: beyond 26 a side, the picture grows."""

_UNLIKE = ("ABKOSTX", "EGHMPRY", "AHKRSTQ")
_ALIKE = ("EFBPRH", "OQGCSD", "KXYTHA", "PRBFED")
"""None turns into another of its group when the picture is turned or mirrored."""
_ICONS = "fish bird cat turtle butterfly flower mushroom house boat clock cup owl snail car".split()
_COLOURS = ("sea", "meadow", "night", "plum", "moss", "slate")
_DRESSES = (
    # paper, cells, lines, letters, signs
    ("#eaf2f7", "#ffffff", "#b9cbd8", "#20405c", "#1c5f86"),
    ("#eff6ea", "#ffffff", "#c3d5b8", "#2a4a2a", "#2f6b35"),
    ("#f4effa", "#ffffff", "#cfc3de", "#3d2760", "#55307a"),
    ("#ffffff", "#ffffff", "#c8ccd2", "#22252b", "#1f3f77"),
)


class Symbols(Scene, frozen=True):
    """A square grid of symbols."""

    rows: tuple[str, ...]
    """One digit per cell, an index into `names`."""
    names: tuple[str, ...]
    """Capital letters, or families of figures; the first is the one to walk over."""
    start: Cell
    finish: Cell
    """(row, column); both at the border, with a sign outside."""
    dress: int = 0
    plain: bool = False
    """Whether figures are silhouettes, all in one colour."""


def symbol_sets(rng: Random, count: int, *, alike: bool) -> tuple[str, ...]:
    """`count` letters or figures, the one to walk over first."""
    if rng.random() < 0.5:
        return tuple(rng.sample(_ICONS, count))
    return tuple(rng.sample(rng.choice(_ALIKE if alike else _UNLIKE), count))


def grown(rng: Random, size: int, extra: int) -> tuple[set[Cell], Cell]:
    """(cells to walk over, the border cell they were grown from)."""
    border = [
        (r, c) for r in range(size) for c in range(size) if min(r, c) == 0 or max(r, c) == size - 1
    ]
    origin = rng.choice(border)
    taken, stack = {origin}, [origin]
    while stack:
        at = -1 if rng.random() > 0.12 else rng.randrange(len(stack))
        ahead = [cell for cell in _around(stack[at], size) if _clear(cell, stack[at], taken)]
        if not ahead:
            stack.pop(at)
            continue
        cell = rng.choice(ahead)
        taken.add(cell)
        stack.append(cell)
    apart = [(r, c) for r in range(size) for c in range(size) if (r, c) not in taken]
    return taken | set(rng.sample(apart, min(extra, len(apart)))), origin


def _clear(cell: Cell, source: Cell, taken: set[Cell]) -> bool:
    """Whether a cell may be taken from `source`: it touches nothing else that was taken."""
    if cell in taken:
        return False
    r, c = cell
    touching = [
        (r + dr, c + dc) for dr in (-1, 0, 1) for dc in (-1, 0, 1) if (r + dr, c + dc) in taken
    ]
    beside = [n for n in touching if n[0] == r or n[1] == c]
    far = [n for n in touching if max(abs(n[0] - source[0]), abs(n[1] - source[1])) > 1]
    return len(beside) == 1 and not far


def filled(rng: Random, size: int, walk: set[Cell], kinds: int) -> tuple[str, ...]:
    """Rows of digits: 0 where one may walk, any of the others elsewhere."""
    return tuple(
        "".join("0" if (r, c) in walk else str(rng.randrange(1, kinds)) for c in range(size))
        for r in range(size)
    )


def walkable(scene: Symbols) -> set[Cell]:
    return {
        (r, c) for r, row in enumerate(scene.rows) for c, digit in enumerate(row) if digit == "0"
    }


def shortest(cells: set[Cell], start: Cell, finish: Cell) -> list[Cell]:
    """A shortest way over these cells, both ends included; empty if there is none."""
    came = ways_over(cells, finish)
    if start not in came:
        return []
    way = [start]
    while way[-1] != finish:
        way.append(came[way[-1]])
    return way


def ways_over(cells: set[Cell], origin: Cell) -> dict[Cell, Cell]:
    """Every cell that can be reached, and from where: breadth first."""
    came, queue = {origin: origin}, deque([origin])
    while queue:
        r, c = queue.popleft()
        for dr, dc in STEPS:
            ahead = (r + dr, c + dc)
            if ahead in cells and ahead not in came:
                came[ahead] = (r, c)
                queue.append(ahead)
    return came


def _around(cell: Cell, size: int) -> list[Cell]:
    r, c = cell
    return [(r + dr, c + dc) for dr, dc in STEPS if 0 <= r + dr < size and 0 <= c + dc < size]


def tiling(scene: Symbols) -> Tiling:
    size = max(512, _LEAST * len(scene.rows) + 2 * _MARGIN)
    return Tiling(len(scene.rows), len(scene.rows), size, margin=_MARGIN)


def lattice_of(scene: Symbols) -> Lattice:
    """Where the cells lie in the picture."""
    grid = tiling(scene)
    return Lattice(grid.rows, grid.columns, grid.left, grid.top, grid.pitch)


def boxes(scene: Symbols) -> list[Box]:
    return tiling(scene).boxes()


def middle(scene: Symbols, row: float, column: float) -> Point:
    """The middle of a cell, px."""
    grid = tiling(scene)
    return grid.left + (column + 0.5) * grid.pitch, grid.top + (row + 0.5) * grid.pitch


def gate(scene: Symbols, cell: Cell) -> tuple[Point, Point]:
    """(middle of a border cell's outer edge, direction outward)."""
    last = len(scene.rows) - 1
    r, c = cell
    out = (0, -1) if r == 0 else (0, 1) if r == last else (-1, 0) if c == 0 else (1, 0)
    x, y = middle(scene, r, c)
    half = tiling(scene).pitch / 2
    return (x + out[0] * half, y + out[1] * half), out


def sketch(
    scene: Symbols, style: Style = Style(), ink: str = "", *, wiped: Sequence[Cell] = ()
) -> Svg:
    """The picture, with SVG elements `ink` on top; cells in `wiped` are left empty."""
    paper, cells, lines, letters, signs = _DRESSES[scene.dress]
    grid = tiling(scene)
    side = grid.pitch * grid.rows
    size = side + 2 * grid.left
    svg = Svg(size, size, background=paper)
    svg.rect(grid.left, grid.top, side, side, fill=cells)
    x, y, step = grid.left, grid.top, grid.pitch
    ruled = "".join(
        f"M{x} {y + i * step}h{side}M{x + i * step} {y}v{side}" for i in range(grid.rows + 1)
    )
    svg.path(ruled, fill="none", stroke=lines, stroke_width=1.2 * style.stroke)
    for index, name in enumerate(scene.names):
        places = [
            (r, c)
            for r, row in enumerate(scene.rows)
            for c, digit in enumerate(row)
            if digit == str(index) and (r, c) not in wiped
        ]
        if not places:
            continue
        if len(name) == 1:
            glyph = Svg(100, 100, background=None)
            glyph.text(50, 50, name, 84, style=style, fill=letters, font_weight="bold")
            stamped(svg, grid, places, glyph.body, 0.78)
        else:
            palette = _palette(scene, index)
            values = family(name).plain
            width = outline_width(0.84 * grid.pitch) * style.stroke
            stamped(svg, grid, places, family(name).elements(values, palette, width), 0.84)
    _draw_signs(svg, scene, signs, style)
    svg.raw(ink)
    return svg


def _palette(scene: Symbols, index: int) -> Palette:
    if scene.plain:
        return PALETTES[("sea", "meadow", "plum", "slate")[scene.dress]]
    return PALETTES[_COLOURS[(index + scene.dress) % len(_COLOURS)]]


def _draw_signs(svg: Svg, scene: Symbols, colour: str, style: Style) -> None:
    """An arrow that points at the start, a star beside the finish."""
    (x, y), (dx, dy) = gate(scene, scene.start)

    def at(out: float, aside: float) -> Point:
        return x + out * dx - aside * dy, y + out * dy + aside * dx

    svg.line(at(30, 0), at(15, 0), stroke=colour, stroke_width=6 * style.stroke)
    svg.polygon((at(17, -9.5), at(17, 9.5), at(4, 0)), fill=colour)
    (x, y), (dx, dy) = gate(scene, scene.finish)
    middle_ = (x + 18 * dx, y + 18 * dy)
    points = [
        (middle_[0] + r * cos(pi * i / 5 - pi / 2), middle_[1] + r * sin(pi * i / 5 - pi / 2))
        for i in range(10)
        for r in (14.0 if i % 2 == 0 else 6.2,)
    ]
    svg.polygon(points, fill=colour)
