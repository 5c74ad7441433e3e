"""Views of a stack of cubes: what shows of it from each of its sides, and near misses of that.

A stack is given by columns of inks, from the floor up.  Its front is one of the two sides that the
picture shows, marked by an arrow; the other sides are named as by someone who stands before the
front and faces it.  A view is a grid of inks, trimmed to what is not empty.  Seen from a side that
the picture does not show, a stack is drawn in one ink only: its outline alone can be known.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from random import Random

from msgspec.structs import replace

from eyechart.scene.solids import Cube
from eyechart.tasks.choosing import OptionsScene
from eyechart.tasks.spatial._blocks_scene import Heights

__all__ = [
    "SIDES",
    "Columns",
    "Views",
    "blob",
    "changed_by_one",
    "mirrored",
    "normal_of",
    "recoloured",
    "trimmed",
    "view_of",
]

SIDES = ("front", "right", "left", "back", "top")
Columns = tuple[tuple[str, ...], ...]
"""Rows of columns: `columns[y][x]` has one digit for each cube, 1 to 9, from the floor up."""
Ink = Callable[[Cube], str]
_FRONTS = ((1, 0), (0, 1))
"""The normals (x, y) of the two sides at which the arrow may be, in the order of `AXES`."""


class Views(OptionsScene, frozen=True):
    """A stack of cubes on a floor, an arrow at its front, and views of it to choose from.

    An option is the rows of a view, from the top, in digits: an ink, or 0 where nothing is.
    """

    options: tuple[tuple[str, ...], ...]
    right: int
    layout: str
    columns: Columns
    front: int
    """The side at which the arrow is: 0 the lower right one, 1 the lower left one."""
    asked: str
    """One of `SIDES`."""
    yaw: int
    pitch: int
    dress: int = 0
    """Chooses the colours; means nothing."""

    @property
    def heights(self) -> Heights:
        return tuple(tuple(map(len, row)) for row in self.columns)

    @property
    def inks(self) -> int:
        """How many colours there are."""
        return len(set("".join("".join(row) for row in self.columns)))

    def painted(self, heights: Heights) -> "Views":
        """The same scene with another stack in the first ink."""
        columns = tuple(tuple("1" * high for high in row) for row in heights)
        return replace(self, columns=columns)

    def ink(self, cube: Cube) -> str:
        x, y, z = cube
        return self.columns[y][x][z]


def normal_of(front: int, side: str) -> tuple[int, int]:
    """The direction (x, y) in which a side of the stack faces."""
    x, y = _FRONTS[front]
    return {"front": (x, y), "back": (-x, -y), "right": (y, -x), "left": (-y, x)}[side]


def view_of(heights: Heights, front: int, side: str, ink: Ink) -> tuple[str, ...]:
    """What is seen from that side, from its top row to its lowest, trimmed.

    From the top, the front is at the bottom.
    """
    cubes = [
        (x, y, z)
        for y, row in enumerate(heights)
        for x, high in enumerate(row)
        for z in range(high)
    ]
    out = normal_of(front, "front" if side == "top" else side)
    right = out[1], -out[0]
    nearest: dict[tuple[int, int], tuple[int, Cube]] = {}
    for cube in cubes:
        x, y, z = cube
        across, near = x * right[0] + y * right[1], x * out[0] + y * out[1]
        # Rows are counted downward: the higher, or from the top the farther, the smaller.
        (row, depth) = (near, z) if side == "top" else (-z, near)
        at = (row, across)
        if at not in nearest or nearest[at][0] < depth:
            nearest[at] = depth, cube
    seen = {at: ink(cube) for at, (_, cube) in nearest.items()}
    rows, across_all = [row for row, _ in seen], [column for _, column in seen]
    return tuple(
        "".join(seen.get((row, c), "0") for c in range(min(across_all), max(across_all) + 1))
        for row in range(min(rows), max(rows) + 1)
    )


def trimmed(view: tuple[str, ...]) -> tuple[str, ...]:
    """Without empty rows and columns at its ends; of an empty view, nothing."""
    rows = [i for i, row in enumerate(view) if row.strip("0")]
    if not rows:
        return ()
    view = view[rows[0] : rows[-1] + 1]
    left = min(len(row) - len(row.lstrip("0")) for row in view)
    right = max(len(row.rstrip("0")) for row in view)
    return tuple(row[left:right] for row in view)


def mirrored(view: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[::-1] for row in view)


def changed_by_one(view: tuple[str, ...], *, standing: bool) -> list[tuple[str, ...]]:
    """Every connected view with one cell more or one less; where `standing`, nothing floats."""
    width = len(view[0])
    empty = "0" * (width + 2)
    wide = [empty, *(f"0{row}0" for row in view), *([] if standing else [empty])]
    found = []
    for r, row in enumerate(wide):
        for c, ink in enumerate(row):
            near = [wide[a][b] for a, b in _around(r, c, len(wide), width + 2)]
            inks = [other for other in near if other != "0"]
            if ink == "0" and not inks:
                continue
            new = inks[0] if ink == "0" else "0"
            rows = list(wide)
            rows[r] = row[:c] + new + row[c + 1 :]
            changed = trimmed(tuple(rows))
            if changed and _connected(changed) and not (standing and _floating(changed)):
                found.append(changed)
    return found


def recoloured(view: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every view in which one cell, or a pair of neighbours, has changed its ink."""
    inks = sorted(set("".join(view)) - {"0"})
    found = []
    for r, row in enumerate(view):
        for c, ink in enumerate(row):
            if ink == "0":
                continue
            for other in inks:
                if other != ink:
                    changed = row[:c] + other + row[c + 1 :]
                    found.append((*view[:r], changed, *view[r + 1 :]))
            after = row[c + 1 : c + 2]
            if after not in ("", "0", ink):
                changed = row[:c] + after + ink + row[c + 2 :]
                found.append((*view[:r], changed, *view[r + 1 :]))
    return found


def blob(rng: Random, rows: int, columns: int, squares: int) -> Heights:
    """A connected footprint of so many squares: 1 on them, 0 elsewhere."""
    chosen = {(rng.randrange(rows), rng.randrange(columns))}
    while len(chosen) < min(squares, rows * columns):
        # Grown from any square as likely as from any other: long arms are as common as lumps.
        r, c = rng.choice(sorted(chosen))
        chosen.add(rng.choice(list(_around(r, c, rows, columns))))
    return tuple(tuple(int((r, c) in chosen) for c in range(columns)) for r in range(rows))


def _around(r: int, c: int, rows: int, columns: int) -> Iterator[tuple[int, int]]:
    for a, b in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
        if 0 <= a < rows and 0 <= b < columns:
            yield a, b


def _connected(view: tuple[str, ...]) -> bool:
    cells = {(r, c) for r, row in enumerate(view) for c, ink in enumerate(row) if ink != "0"}
    reached, ahead = set(), [min(cells)]
    while ahead:
        at = ahead.pop()
        if at in cells and at not in reached:
            reached.add(at)
            ahead += _around(*at, len(view), len(view[0]))
    return reached == cells


def _floating(view: tuple[str, ...]) -> bool:
    """Whether some cell has nothing under it."""
    return (
        any(
            upper != "0" and lower == "0"
            for above, below in pairwise(view)
            for upper, lower in zip(above, below, strict=True)
        )
        or "0" in view[-1]
    )
