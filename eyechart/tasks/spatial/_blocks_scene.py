"""Stacks of cubes on a floor: the scene, what of it can be seen, and how stacks are made.

A stack can be counted only if no column may be hidden, so one is made from front to back: each
column is as high as a random relief asks for, but at least so high that part of its top shows above
the columns before it (of a bare square: part of the floor).  What shows is found by looking from
points spread over a face along the ray to the viewer.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from math import floor
from random import Random

from eyechart.scene.solids import Cube, View
from eyechart.task import Scene

__all__ = [
    "HIGHEST",
    "Blocks",
    "Heights",
    "Square",
    "by_square",
    "cubes_of",
    "grown",
    "hidden",
    "in_sight",
    "made",
    "moved",
    "shown",
]

Heights = tuple[tuple[int, ...], ...]
"""Rows of column heights: `heights[y][x]`; (0, 0) is the square at the back."""
Square = tuple[int, int]
"""(x, y) on the floor."""
_ACROSS = 4
"""A face is looked at in so many points along each side."""
_LEAST_POINTS = 6
"""Of the 16 points of each column's top, and of each bare square, so many show at least."""
HIGHEST = 12
"""No column is higher: where a ray is above that, it is free."""

Ray = tuple[tuple[int, int, int], ...]
"""Squares (dx, dy) over which a ray passes, and how far their columns may rise above the cube's
foot (of a top: above the top) without stopping it."""


class Blocks(Scene, frozen=True):
    """Columns of cubes on the squares of a floor, seen from above the front corner."""

    heights: Heights
    yaw: int
    pitch: int
    paint: str = "blue"
    lit_from_right: bool = False

    @property
    def rows(self) -> int:
        return len(self.heights)

    @property
    def columns(self) -> int:
        return len(self.heights[0])

    @property
    def view(self) -> View:
        return View(self.yaw, self.pitch)

    @property
    def count(self) -> int:
        """How many cubes there are."""
        return sum(map(sum, self.heights))


def by_square(heights: Heights) -> dict[Square, int]:
    """The height of the column on each square."""
    return {(x, y): high for y, row in enumerate(heights) for x, high in enumerate(row)}


def cubes_of(heights: Heights) -> list[Cube]:
    """All cubes of the stack."""
    return [(x, y, z) for (x, y), high in by_square(heights).items() for z in range(high)]


def hidden(heights: Heights, view: View) -> int:
    """How many cubes show none of their faces."""
    high = by_square(heights)
    rays = [ray for side in (0, 1) for ray, _ in _rays(view, side)]
    covered = [(x, y, z) for x, y, z in cubes_of(heights) if z < high[x, y] - 1]
    return sum(not any(_free(high, cube, ray) for ray in rays) for cube in covered)


def in_sight(heights: Heights, view: View) -> bool:
    """Whether enough shows of each column's top, and of each bare square."""
    flat = [high for row in heights for high in row]
    sight = _Sight.of(view, len(heights), len(heights[0]))
    return all(sight.free(flat, square) for square in range(len(flat)))


def shown(heights: Heights, view: View, points: int = _LEAST_POINTS) -> set[Cube]:
    """The cubes that show at least so many of the 16 points of one face."""
    high = by_square(heights)

    def seen(cube: Cube, side: int) -> int:
        x, y, z = cube
        if side == 2:
            # A top is looked at from its own height.
            cube = x, y, z + 1
        return sum(n for ray, n in _rays(view, side) if _free(high, cube, ray))

    return {
        (x, y, z)
        for x, y, z in cubes_of(heights)
        if any(
            seen((x, y, z), side) >= points
            for side in ((0, 1, 2) if z == high[x, y] - 1 else (0, 1))
        )
    }


def _free(high: dict[Square, int], cube: Cube, ray: Ray) -> bool:
    """Whether nothing stops this ray from this cube."""
    x, y, z = cube
    return all(high.get((x + dx, y + dy), 0) - z <= most for dx, dy, most in ray)


def made(
    rng: Random, view: View, *, rows: int, columns: int, cubes: int, tallest: int
) -> Heights | None:
    """A stack of so many cubes with no column hidden; None if this relief makes none."""
    sight = _Sight.of(view, rows, columns)
    relief = _relief(rng, rows, columns)
    low, high, flat = 0.0, 1.5 * cubes / sum(relief), [0] * (rows * columns)
    for _ in range(8):
        middle = (low + high) / 2
        found = sight.risen([min(tallest, round(middle * part)) for part in relief])
        if sum(found) <= cubes:
            low, flat = middle, found
            if sum(found) == cubes:
                break
        else:
            high = middle
    if not sight.add(rng, flat, cubes - sum(flat), tallest):
        return None
    return _in_rows(flat, columns)


def grown(
    rng: Random, view: View, footprint: Heights, *, cubes: int, tallest: int
) -> Heights | None:
    """So many cubes on the squares that are 1 and on no other, with no column hidden; or None."""
    flat, columns = [high for row in footprint for high in row], len(footprint[0])
    sight = _Sight.of(view, len(footprint), columns)
    squares = [square for square, high in enumerate(flat) if high]
    if not all(sight.free(flat, square) for square in range(len(flat))):
        return None
    if not sight.add(rng, flat, cubes - sum(flat), tallest, squares):
        return None
    return _in_rows(flat, columns)


def moved(rng: Random, heights: Heights, view: View, *, cubes: int, tallest: int) -> Heights | None:
    """The stack with some of its cubes put elsewhere; None if they find no place."""
    flat, columns = [high for row in heights for high in row], len(heights[0])
    sight, count = _Sight.of(view, len(heights), columns), sum(flat)
    for _ in range(min(cubes, count)):
        square = rng.choices(range(len(flat)), flat)[0]
        flat[square] -= 1
        if not sight.free(flat, square):
            flat[square] += 1
    if not sight.add(rng, flat, count - sum(flat), tallest):
        return None
    return _in_rows(flat, columns)


class _Sight:
    """Which squares stand in the way of which, on one floor in one view.

    Squares are numbered row by row; heights are lists in that order.
    """

    def __init__(self, view: View, rows: int, columns: int) -> None:
        self._ways: list[list[tuple[tuple[tuple[int, int], ...], int]]] = []
        self._behind: list[set[int]] = [set() for _ in range(rows * columns)]
        for y, x in product(range(rows), range(columns)):
            ways: Counter[tuple[tuple[int, int], ...]] = Counter()
            for ray, points in _rays(view, 2):
                way = tuple(_on_floor(ray, x, y, rows, columns))
                ways[way] += points
                for square, _ in way:
                    self._behind[square].add(y * columns + x)
            # Points far from the viewer are hidden last; looked at first, they settle most cases.
            self._ways.append(
                sorted(ways.items(), key=lambda item: -sum(m for _, m in item[0][:2]))
            )

    @staticmethod
    @lru_cache(maxsize=256)
    def of(view: View, rows: int, columns: int) -> "_Sight":
        return _Sight(view, rows, columns)

    def free(self, heights: Sequence[int], square: int) -> bool:
        """Whether enough of this square's top shows."""
        top, shown = heights[square], 0
        for way, points in self._ways[square]:
            for other, most in way:
                if heights[other] - top > most:
                    break
            else:
                shown += points
                if shown >= _LEAST_POINTS:
                    return True
        return False

    def risen(self, wanted: Sequence[int]) -> list[int]:
        """The columns, raised where they would be hidden."""
        heights = list(wanted)
        for square in reversed(range(len(heights))):  # all that can hide a square come after it
            while not self.free(heights, square):
                heights[square] += 1
        return heights

    def add(
        self,
        rng: Random,
        heights: list[int],
        cubes: int,
        tallest: int,
        squares: Sequence[int] | None = None,
    ) -> bool:
        """Put cubes on top of random columns (of these squares), hiding none; whether all found a
        place."""
        squares = list(range(len(heights)) if squares is None else squares)
        while cubes > 0:
            rng.shuffle(squares)
            for square in squares:
                if heights[square] >= tallest:
                    continue
                heights[square] += 1
                if all(self.free(heights, other) for other in self._behind[square]):
                    cubes -= 1
                    break
                heights[square] -= 1
            else:
                return False
        return True


def _relief(rng: Random, rows: int, columns: int) -> list[float]:
    """How high each square would be, in no unit: ridges along rows and columns, and roughness."""
    along = [rng.random() for _ in range(rows)], [rng.random() for _ in range(columns)]
    rough, steep = rng.uniform(0.3, 1.5), rng.uniform(1.0, 3.0)
    return [0.02 + (a + b + rough * rng.random()) ** steep for a, b in product(*along)]


def _in_rows(flat: Sequence[int], columns: int) -> Heights:
    return tuple(tuple(flat[at : at + columns]) for at in range(0, len(flat), columns))


@lru_cache(maxsize=256)
def _rays(view: View, side: int) -> list[tuple[Ray, int]]:
    """The rays from the points of a cube's side (index into `AXES`), each with how many have it."""
    steps = [(i + 0.5) / _ACROSS for i in range(_ACROSS)]
    rays = Counter(
        tuple(_passed(view, side, point))
        for u, v in product(steps, steps)
        for point in [((1.0, u, v), (u, 1.0, v), (u, v, 0.0))[side]]
    )
    return list(rays.items())


def _on_floor(ray: Ray, x: int, y: int, rows: int, columns: int) -> Iterator[tuple[int, int]]:
    """The squares over which the ray passes from (x, y), by number, until it leaves the floor."""
    for dx, dy, most in ray:
        if x + dx >= columns or y + dy >= rows:
            return
        yield (y + dy) * columns + x + dx, most


def _passed(
    view: View, side: int, start: tuple[float, float, float]
) -> Iterator[tuple[int, int, int]]:
    """The squares over which the ray from a point of a cube to the viewer passes."""
    (x, y, z), (a, b, rise) = start, view.toward
    dx, dy = ((1, 0), (0, 1), (0, 0))[side]
    if side != 2:
        yield dx, dy, floor(z)
    while True:
        to_x, to_y = (dx + 1 - x) / a, (dy + 1 - y) / b
        dx, dy = (dx + 1, dy) if to_x < to_y else (dx, dy + 1)
        most = floor(z + min(to_x, to_y) * rise)
        if most >= HIGHEST:
            return
        yield dx, dy, most
