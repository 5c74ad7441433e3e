"""Random grids on which a rule of `arc` does something worth seeing, one function per kind.

Each takes `rng`, the size, the colours that the puzzle uses (1..9, no two alike) and `many`, about
how many things to put; things keep a cell of ground between them, corners included, so that nobody
can disagree on what one thing is.
"""

from collections.abc import Callable, Sequence
from random import Random

import numpy as np
import numpy.typing as npt

from eyechart.tasks.abstract._arc_grids import Grid

__all__ = ["KINDS"]

Kind = Callable[[Random, int, int, Sequence[int], int], Grid]
Shape = npt.NDArray[np.bool_]
_FEW_CELLS = 49


def _mosaic(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Every cell coloured, black being one of the colours; patches, where cells would be noise."""
    palette = [0, *colours[: min(3, many)]]
    if rows * columns <= _FEW_CELLS:
        return _cells(rows, columns, lambda: rng.choice(palette))
    grid = np.zeros((rows, columns), np.int8)
    for _ in range(3 * many):
        top, left = rng.randrange(rows), rng.randrange(columns)
        tall, wide = rng.randint(1, max(2, rows // 2)), rng.randint(1, max(2, columns // 2))
        grid[top : top + tall, left : left + wide] = rng.choice(palette)
    return grid


def _speckle(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Coloured cells strewn over the ground."""
    share = rng.uniform(0.25, 0.45)
    return _cells(rows, columns, lambda: rng.choice(colours[:3]) if rng.random() < share else 0)


def _small(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A few cells of one or two colours on a grid of at most 4 x 4."""
    palette, share = colours[: rng.choice((1, 2))], rng.uniform(0.35, 0.6)
    side = min(4, max(2, min(rows, columns) // 2))
    return _cells(side, side, lambda: rng.choice(palette) if rng.random() < share else 0)


def _stretched(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A small mosaic whose rows and columns are repeated."""
    core = _mosaic(rng, max(2, rows // 3), max(2, columns // 3), colours, many)
    down = [rng.randint(1, 3) for _ in range(core.shape[0])]
    across = [rng.randint(1, 3) for _ in range(core.shape[1])]
    return np.repeat(np.repeat(core, down, axis=0), across, axis=1)


def _blobs(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Things of one to five cells."""
    shapes = (_polyomino(rng, rng.randint(1, 5), 3) for _ in range(many + rng.randint(0, 2)))
    return _placed(rng, rows, columns, [(shape, rng.choice(colours[:2])) for shape in shapes])


def _crowd(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Things of many sizes, forms and colours."""
    most = max(2, min(rows, columns) // 2)
    palette = colours[: rng.randint(2, 4)]
    stock = []
    for _ in range(many + rng.randint(0, 1)):
        side = rng.randint(1, most)
        shape = (
            np.ones((side, rng.randint(1, most)), bool)
            if rng.random() < 0.4
            else _polyomino(rng, rng.randint(2, max(2, side * most // 2)), most)
        )
        stock.append((shape, rng.choice(palette)))
    return _placed(rng, rows, columns, stock)


def _lone(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """One patch of mosaic on empty ground."""
    grid = np.zeros((rows, columns), np.int8)
    tall, wide = rng.randint(2, max(2, rows - 2)), rng.randint(2, max(2, columns - 2))
    top, left = rng.randint(0, rows - tall), rng.randint(0, columns - wide)
    patch = _cells(tall, wide, lambda: rng.choice([0, *colours[:3], *colours[:3]]))
    grid[top : top + tall, left : left + wide] = patch
    return grid


def _holed(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Rectangles, some of them hollow, and some with a gap in the wall."""
    most = max(3, min(rows, columns) // 2 + 1)
    stock = []
    for _ in range(many):
        shape = np.ones((rng.randint(3, most), rng.randint(3, most)), bool)
        kind = rng.random()
        if kind < 0.7:
            shape[1:-1, 1:-1] = False
        if kind < 0.2:
            shape[0, rng.randint(1, shape.shape[1] - 2)] = False
        stock.append((shape, rng.choice(colours[:2])))
    return _placed(rng, rows, columns, stock)


def _rings(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Closed lines of one colour, not all of them rectangles."""
    most = max(3, min(rows, columns) // 2 + 1)
    stock = []
    for _ in range(many):
        shape = np.ones((rng.randint(3, most), rng.randint(3, most)), bool)
        shape[1:-1, 1:-1] = False
        if rng.random() < 0.4:  # corners cut off still shut in, side by side
            shape[0, 0] = shape[-1, -1] = False
        stock.append((shape, colours[0]))
    return _placed(rng, rows, columns, stock)


def _slabs(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Solid rectangles, large enough to have an inside."""
    most = max(3, min(rows, columns) // 2 + 1)
    shapes = (np.ones((rng.randint(2, most), rng.randint(3, most)), bool) for _ in range(many))
    return _placed(rng, rows, columns, [(shape, rng.choice(colours[:3])) for shape in shapes])


def _specks(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A few large rectangles among single cells."""
    most = max(2, min(rows, columns) // 2)
    slabs = [np.ones((rng.randint(2, most), rng.randint(2, most)), bool) for _ in range(2)]
    dots = [np.ones((1, 1), bool) for _ in range(many)]
    stock = [(slab, colour) for slab, colour in zip(slabs, colours, strict=False)]
    dot = rng.choice(colours[:3])
    return _placed(rng, rows, columns, stock + [(shape, dot) for shape in dots])


def _seeds(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A few single cells."""
    dots = [(np.ones((1, 1), bool), rng.choice(colours[:3])) for _ in range(max(2, many - 1))]
    return _placed(rng, rows, columns, dots)


def _twins(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Pairs of cells of one colour in one row or one column, and some cells alone."""
    grid = np.zeros((rows, columns), np.int8)
    for colour in colours[: max(1, min(many - 1, 4))]:
        across = rng.random() < 0.5
        line = rng.randrange(rows if across else columns)
        a, b = sorted(rng.sample(range(columns if across else rows), 2))
        if b - a > 1:
            for at in (a, b):
                grid[(line, at) if across else (at, line)] = colour
    if rng.random() < 0.5:
        grid[rng.randrange(rows), rng.randrange(columns)] = rng.choice(colours)
    return grid


def _pair(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A large thing and a small one that face each other."""
    most = max(2, min(rows, columns) // 3)
    large = np.ones((rng.randint(2, most + 1), rng.randint(2, most + 1)), bool)
    small = _polyomino(rng, rng.randint(1, 3), 2)
    return _placed(rng, rows, columns, [(large, colours[0]), (small, colours[1])])


def _bars(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Bars of different heights that stand on the ground."""
    grid = np.zeros((rows, columns), np.int8)
    heights = rng.sample(range(rows + 1), min(columns, rows + 1))
    for column, height in enumerate(heights):
        if height:
            grid[rows - height :, column] = rng.choice(colours[:3])
    return grid


def _half(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A symmetric picture of which one half, or some cells, are missing."""
    grid = _speckle(rng, rows, columns, colours, many)
    if rng.random() < 0.5:
        grid[:, (columns + 1) // 2 :] = 0
        return grid
    whole = np.maximum(grid[:, ::-1], np.where(grid[:, ::-1] > 0, 0, grid)).astype(np.int8)
    whole = np.where(np.arange(columns) < columns / 2, whole, whole[:, ::-1]).astype(np.int8)
    lost = _cells(rows, columns, lambda: int(rng.random() < 0.2))
    return np.where(lost > 0, 0, whole).astype(np.int8)


def _wallpaper(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """A repeated pattern with a black patch."""
    p, q = rng.randint(1, max(1, rows // 3)), rng.randint(2, max(2, columns // 3))
    tile = _cells(p, q, lambda: rng.choice(colours[:3]))
    grid = np.tile(tile, (-(-rows // p), -(-columns // q)))[:rows, :columns].copy()
    tall, wide = rng.randint(1, max(1, rows // 2)), rng.randint(1, max(1, columns // 2))
    top, left = rng.randint(0, rows - tall), rng.randint(0, columns - wide)
    grid[top : top + tall, left : left + wide] = 0
    return grid


def _halves(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Two halves of one colour each, side by side."""
    half = max(2, columns // 2)
    dots = _cells(rows, 2 * half, lambda: int(rng.random() < 0.5))
    return dots * np.repeat(np.array(colours[:2], np.int8), half)


def _split(rng: Random, rows: int, columns: int, colours: Sequence[int], many: int) -> Grid:
    """Two halves with a wall between them."""
    grid = _halves(rng, rows, columns - 1, colours, many)
    half = grid.shape[1] // 2
    wall = np.full((rows, 1), colours[2], np.int8)
    return np.hstack([grid[:, :half], wall, grid[:, half:]])


KINDS: dict[str, Kind] = {
    name.removeprefix("_"): kind
    for name, kind in list(globals().items())
    if name.startswith("_") and getattr(kind, "__annotations__", {}).get("many") is int
}


def _cells(rows: int, columns: int, draw: Callable[[], int]) -> Grid:
    return np.array([[draw() for _ in range(columns)] for _ in range(rows)], np.int8)


def _polyomino(rng: Random, size: int, side: int) -> Shape:
    """`size` cells that hang together side by side, within a square of that side if they can."""
    cells = {(0, 0)}
    for _ in range(8 * size):
        if len(cells) >= size:
            break
        r, c = rng.choice(sorted(cells))
        dr, dc = rng.choice(((0, 1), (1, 0), (0, -1), (-1, 0)))
        grown = cells | {(r + dr, c + dc)}
        if all(max(at) - min(at) < side for at in zip(*grown, strict=True)):
            cells = grown
    top, left = (min(at) for at in zip(*cells, strict=True))
    shape = np.zeros((side, side), bool)
    for r, c in cells:
        shape[r - top, c - left] = True
    return shape[shape.any(1)][:, shape.any(0)]


def _placed(rng: Random, rows: int, columns: int, stock: Sequence[tuple[Shape, int]]) -> Grid:
    """The things where there is room for them; one that finds none is left out."""
    grid = np.zeros((rows + 2, columns + 2), np.int8)
    for shape, colour in stock:
        tall, wide = shape.shape
        for _ in range(12 if tall <= rows and wide <= columns else 0):
            r, c = rng.randint(0, rows - tall), rng.randint(0, columns - wide)
            if not grid[r : r + tall + 2, c : c + wide + 2].any():
                grid[r + 1 : r + 1 + tall, c + 1 : c + 1 + wide][shape] = colour
                break
    return grid[1:-1, 1:-1].copy()
