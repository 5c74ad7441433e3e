"""Boards with an outline and marks on a lattice: reflected, drawn at random, changed in one place.

A board is `width` x `height` cells.  Places are counted in half cells from the top left corner, x
to the right and y downward: corners of cells are even, middles of cells odd.  A mark is (x, y,
shape, ink); shapes 0 to 2 look the same in a mirror, the others point to a corner of their
cell.  An outline is a line through corners of cells.  Two boards look alike if they are equal.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise
from math import atan2, hypot
from random import Random
from typing import NamedTuple

__all__ = [
    "AXES", "CORNERED", "CREATURE", "Board", "Change", "Mark", "Place", "applied", "drawn_changes",
    "drawn_outline", "drawn_tiles", "reflected",
]  # fmt: skip

Place = tuple[int, int]
Mark = tuple[int, int, int, int]

CORNERED = 3
"""Shapes from here on point to a corner: 3 to 6 triangles, 7 to 10 quarter discs, each NW, NE, SE,
SW."""
CREATURE = 20
"""Creatures are reflected left to right only."""
_CORNERS = {"x": (1, 0, 3, 2), "y": (3, 2, 1, 0), "diagonal": (0, 3, 2, 1), "other": (2, 1, 0, 3)}
AXES = tuple(_CORNERS)
"""Reflections: left to right, upside down, about the diagonal from the top left, and about the
other diagonal (of square boards)."""


class Board(NamedTuple):
    """What a half or a whole figure shows."""

    width: int
    height: int
    outline: tuple[Place, ...]
    """Empty, or a line through these corners; in the one of its orders that comes first."""
    closed: bool
    """Whether the outline runs back to its start; else both ends lie on the mirror's axis."""
    marks: tuple[Mark, ...]
    """Sorted."""


class Change(NamedTuple):
    """One mark or one corner of the outline that becomes another."""

    old: Mark | Place
    new: Mark | Place


def reflected(board: Board, axis: str) -> Board:
    """The board as in a mirror; `axis` is one of `AXES`."""
    width, height = 2 * board.width, 2 * board.height

    def place(x: int, y: int) -> Place:
        if axis == "x":
            return width - x, y
        if axis == "y":
            return x, height - y
        return (y, x) if axis == "diagonal" else (height - y, width - x)

    swaps = axis in ("diagonal", "other")
    return Board(
        board.height if swaps else board.width,
        board.width if swaps else board.height,
        _ordered([place(x, y) for x, y in board.outline], board.closed),
        board.closed,
        tuple(
            sorted(
                (*place(x, y), _turned_shape(shape, axis), ink) for x, y, shape, ink in board.marks
            )
        ),
    )


def applied(board: Board, changes: Sequence[Change]) -> Board:
    """The board with these changes made."""
    marks, outline = list(board.marks), list(board.outline)
    for old, new in changes:
        if len(old) == 4 and len(new) == 4:
            marks[marks.index(old)] = new
        elif len(old) == 2 and len(new) == 2:
            outline[outline.index(old)] = new
    return board._replace(marks=tuple(sorted(marks)), outline=_ordered(outline, board.closed))


def drawn_tiles(
    rng: Random,
    width: int,
    height: int,
    inks: int,
    shapes: Sequence[int],
    *,
    triangle: bool = False,
) -> Board:
    """Tiles in most or in about half of the cells; if `triangle`, only right of the diagonal."""
    cells = [
        (2 * c + 1, 2 * r + 1) for r in range(height) for c in range(width) if not triangle or c > r
    ]
    full = rng.random() < 0.5
    count = len(cells) if full else max(2, round(rng.uniform(0.45, 0.65) * len(cells)))
    chosen = sorted(rng.sample(cells, count))
    least = 2 if full and len(shapes) == 1 else 1
    used = rng.sample(range(1, 5), max(least, inks))
    marks = tuple((x, y, _tile(rng, shapes), rng.choice(used)) for x, y in chosen)
    return Board(width, height, (), False, marks)


def drawn_outline(
    rng: Random, width: int, height: int, spots: int, *, closed: bool
) -> Board | None:
    """A figure that its middle sees whole; if not `closed`, half of one, its middle on the left.

    None where the spots found no room.
    """
    top, bottom = 2 * rng.randint(0, height // 4), 2 * (height - rng.randint(0, height // 4))
    middle = (float(width), float(height)) if closed else (0.0, (top + bottom) / 2)
    corners = [(2 * c, 2 * r) for c in range(width + 1) for r in range(height + 1)]
    if closed:
        corners = [p for p in corners if hypot(p[0] - middle[0], p[1] - middle[1]) > 1.5]
    else:
        corners = [p for p in corners if p[0] > 0]
    # Corners far out, lest a figure be all spikes.
    far = (width if closed else 2 * width, height)
    corners = [
        p for p in corners
        if max(abs(p[0] - middle[0]) / far[0], abs(p[1] - middle[1]) / far[1]) > 0.45
    ]  # fmt: skip
    count = min(len(corners), (2 * (width + height)) // (2 if closed else 3))
    outline: list[Place] = [] if closed else [(0, top), (0, bottom)]
    for place in rng.sample(corners, len(corners)):
        if len(outline) - 2 * (not closed) < count and _fits(place, outline, middle):
            outline.append(place)
    ordered = _around(outline, middle)
    if closed and not _encircles(ordered, middle):
        return None
    rooms = [
        (2 * c + 1, 2 * r + 1)
        for c in range(width)
        for r in range(height)
        if _inside((2 * c + 1, 2 * r + 1), ordered, 1.1)
    ]
    if len(rooms) < spots:
        return None
    used = rng.sample((2, 3, 4), 2)
    marks = tuple(sorted((x, y, 1, rng.choice(used)) for x, y in rng.sample(rooms, spots)))
    return Board(width, height, _ordered(ordered, closed), closed, marks)


def drawn_changes(rng: Random, board: Board, count: int, *, moves: bool = True) -> list[Change]:
    """Changes of different marks or corners that can be made alone or together; perhaps too few.

    A mark gets another ink or corner or, if `moves`, another cell; half outlines have their middle
    on the left.
    """
    slots: list[Mark | Place] = [*board.marks, *board.outline]
    rng.shuffle(slots)
    found: list[Change] = []
    for slot in slots:
        if len(found) == count:
            break
        others = [some for k in range(len(found) + 1) for some in combinations(found, k)]
        for new in _ways(rng, board, slot, moves):
            change = Change(slot, new)
            if all(_sound(applied(board, (*some, change))) for some in others):
                found.append(change)
                break
    return found


def _ways(rng: Random, board: Board, slot: Mark | Place, moves: bool) -> list[Mark | Place]:
    """What one mark or corner may become, in a random order."""
    if len(slot) == 2:
        x, y = slot
        ends = () if board.closed else (board.outline[0], board.outline[-1])
        steps = [] if slot in ends else [(2, 0), (-2, 0), (0, 2), (0, -2)]
        places: list[Mark | Place] = [(x + dx, y + dy) for dx, dy in steps]
        return rng.sample(places, len(places))
    x, y, shape, ink = slot
    inks = sorted({mark[3] for mark in board.marks} - {ink})
    taken = {mark[:2] for mark in board.marks}
    ways: list[Mark | Place] = [(x, y, shape, other) for other in inks]
    if shape >= CORNERED:
        first = shape - (shape - CORNERED) % 4
        ways += [(x, y, first + k, ink) for k in range(4) if first + k != shape]
    if moves and not board.outline:
        ways += [
            (x + dx, y + dy, shape, ink)
            for dx, dy in ((2, 0), (-2, 0), (0, 2), (0, -2))
            if (x + dx, y + dy) not in taken
        ]
    return rng.sample(ways, len(ways))


def _sound(board: Board) -> bool:
    """Whether all lies on the board, apart, and the outline does not cross itself or a mark."""
    places = [mark[:2] for mark in board.marks]
    width, height = 2 * board.width, 2 * board.height
    on = all(0 <= x <= width and 0 <= y <= height for x, y in board.outline) and all(
        0 < x < width and 0 < y < height for x, y in places
    )
    if not on or len({*places, *board.outline}) < len(places) + len(board.outline):
        return False
    if not board.outline:
        return True
    if board.closed:
        middle = (float(board.width), float(board.height))
    else:
        if any(x == 0 for x, _ in board.outline[1:-1]):
            return False
        (ax, ay), (bx, by) = board.outline[0], board.outline[-1]
        middle = ((ax + bx) / 2, (ay + by) / 2)
    around = _around(list(board.outline), middle)
    apart = all(
        _fits(p, [q for q in board.outline if q != p], middle)
        for p in board.outline
        if board.closed or p not in (board.outline[0], board.outline[-1])
    )
    same = _ordered(around, board.closed) == board.outline
    return same and apart and all(_inside(place, around, 1.1) for place in places)


def _fits(place: Place, outline: Sequence[Place], middle: tuple[float, float]) -> bool:
    """Whether a corner is seen from the middle well beside all others, and is not too near them."""
    angle = _angle(place, middle)
    if hypot(place[0] - middle[0], place[1] - middle[1]) < 1.5:
        return False
    return all(
        abs((angle - _angle(other, middle) + 3.14159) % 6.28318 - 3.14159) > 0.17
        and hypot(place[0] - other[0], place[1] - other[1]) >= 2
        for other in outline
    )


def _angle(place: Place, middle: tuple[float, float]) -> float:
    return atan2(place[1] - middle[1], place[0] - middle[0])


def _around(outline: Sequence[Place], middle: tuple[float, float]) -> list[Place]:
    """In the order of their directions from the middle; half outlines start at their one end."""
    ordered = sorted(outline, key=lambda place: _angle(place, middle))
    # A half outline's directions span half a turn: start after the gap, wherever it lies.
    gaps = [
        (_angle(b, middle) - _angle(a, middle)) % 6.28318
        for a, b in pairwise([*ordered, ordered[0]])
    ]
    start = (max(range(len(gaps)), key=gaps.__getitem__) + 1) % len(ordered)
    return ordered[start:] + ordered[:start]


def _encircles(ordered: Sequence[Place], middle: tuple[float, float]) -> bool:
    angles = [_angle(place, middle) for place in ordered]
    gaps = [(b - a) % 6.28318 for a, b in pairwise([*angles, angles[0]])]
    return len(ordered) > 3 and max(gaps) < 2.2


def _inside(place: Place, outline: Sequence[Place], margin: float) -> bool:
    """Whether a place lies within the closed outline, at least `margin` half cells from it."""
    x, y = place
    inside = False
    for (ax, ay), (bx, by) in pairwise([*outline, outline[0]]):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
        along = (bx - ax) ** 2 + (by - ay) ** 2
        t = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / along))
        if hypot(ax + t * (bx - ax) - x, ay + t * (by - ay) - y) < margin:
            return False
    return inside


def _tile(rng: Random, shapes: Sequence[int]) -> int:
    shape = rng.choice(shapes)
    return shape + rng.randrange(4) if shape >= CORNERED else shape


def _turned_shape(shape: int, axis: str) -> int:
    if shape < CORNERED:
        return shape
    if shape >= CREATURE:
        return shape ^ 1
    kind, corner = divmod(shape - CORNERED, 4)
    return CORNERED + 4 * kind + _CORNERS[axis][corner]


def _ordered(outline: Sequence[Place], closed: bool) -> tuple[Place, ...]:
    """The outline in the one of its equivalent orders that comes first."""
    if not outline:
        return ()
    both: list[Sequence[Place]] = [list(outline), list(outline)[::-1]]
    if not closed:
        return tuple(min(map(tuple, both)))
    starts = [line.index(min(line)) for line in both]
    return min((*line[start:], *line[:start]) for line, start in zip(both, starts, strict=True))
