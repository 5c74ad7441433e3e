"""A figure with a hole: which of the pieces fills it exactly?

After BabyVision's "2D Pattern Completion" (2601.06521): tiled figures (squares, hexagons, bricks,
triangles) and cut cards whose hole is notched like a jigsaw's.  Every wrong piece is wrong in one
way: a cell more, a cell less, a cell or a notch elsewhere, another notch, or turned over.  At
higher levels the pieces lie turned.  The hole's outline is dashed all around, so it is certain also
where it opens to the outside, and the answer is a comparison of sets of whole numbers.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import chain
from math import ceil, hypot, pi, sqrt
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import (
    LAYOUTS,
    LETTERS,
    OptionPage,
    OptionsScene,
    OptionTask,
    option_page,
)
from eyechart.tasks.discrimination._completion_lattices import LATTICES, Cell, Cells, moved
from eyechart.tasks.discrimination._completion_page import draw_piece, draw_whole, fit_of, look_of
from eyechart.tasks.discrimination._completion_pieces import (
    Notch,
    Piece,
    all_turned,
    altered_pieces,
    canonical,
    connected,
    grown,
    mirrored,
    notched,
    other_pieces,
    shifted_home,
    turned_by,
)
from eyechart.tasks.discrimination._fair_options import fair_choice

_SIZES = (3, 4, 5, 6, 7, 8, 9, 11, 13, 15)
_MOST_CELLS = 48
"""Of a hole: more would be tiles of less than 9 px in an option."""
_MOST_NOTCHED = 20
"""Cells and notches of a card's hole: more would be notches of less than 3 px."""
_CARD, _EDGE = "#f8f7f3", "#c9c6bc"
_TURNING = (
    "The piece may be neither turned nor turned over.",
    "The piece may have to be turned first, but not turned over.",
)


class Gap(OptionsScene, frozen=True):
    """A figure of cells, its hole, and the pieces."""

    options: tuple[Piece, ...]
    tiling: str
    """A name of `LATTICES`."""
    whole: Cells
    """All cells of the figure, the hole's too."""
    hole: Piece
    turning: bool = False
    """Whether a piece may be turned to fit."""
    dress: int = 0
    pale: float = 0.0


class ShapeCompletion(OptionTask[Gap]):
    name = "shape_completion"
    title = "find the piece that fills the hole exactly"
    skills = ("discrimination", "completion", "shape")
    leaning = 0.75  # a notch may be all that differs: exchanged ones came to 0.72
    scene_type = Gap
    load_name = "cells and notches of the hole"
    wanted = "the right piece"

    def knobs(self, level: int) -> Mapping[str, Any]:
        size = _SIZES[level - 1] if level <= 10 else 2 * level - 5
        options = (3, 3, 4, 4, 4, 4, 4, 5, 5, 6)[level - 1] if level <= 10 else 6 + (level - 8) // 3
        return {
            "size": min(size, _MOST_CELLS),
            "options": min(options, 8),
            "near": 0 if level <= 2 else 1 if level <= 4 else 2,
            "turning": level >= 7,
            "pale": round(0.7 * (1 - 0.93 ** max(0, level - 26)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Gap:
        while True:
            card = rng.random() < 0.3 and knobs["size"] <= _MOST_NOTCHED
            tiling = "squares" if card else rng.choice(sorted(LATTICES))
            found = (_card if card else _tiled)(rng, tiling, knobs["size"])
            wrong = found and _wrong_pieces(rng, tiling, found[1], knobs)
            if not found or not wrong:
                continue
            whole, hole = found
            right = shifted_home(hole)
            options = [right, *wrong]
            if knobs["turning"]:
                options = [
                    rng.choice(list(all_turned(tiling, option))[option is right :])
                    for option in options
                ]
            order = rng.sample(range(len(options)), len(options))
            return Gap(
                options=tuple(options[i] for i in order),
                right=order.index(0),
                layout=rng.choice(LAYOUTS),
                tiling=tiling,
                whole=whole,
                hole=hole,
                turning=knobs["turning"],
                dress=rng.randrange(1 << 16),
                pale=knobs["pale"],
            )

    def vary(self, rng: Random, scene: Gap, **knobs: Any) -> Gap:
        """All of it turned and perhaps mirrored, the pieces in another order; a new one at times,
        since few tilings have many symmetries."""
        if rng.random() < 0.15:
            return self.generate(rng, **knobs)
        lattice, over = LATTICES[scene.tiling], rng.random() < 0.5
        turns = rng.randrange(lattice.turns)

        def other(piece: Piece) -> Piece:
            piece = mirrored(scene.tiling, piece) if over else piece
            return turned_by(scene.tiling, piece, turns)

        order = rng.sample(range(len(scene.options)), len(scene.options))
        return replace(
            self.shuffled(
                replace(scene, options=tuple(shifted_home(other(o)) for o in scene.options)), order
            ),
            whole=other(Piece(scene.whole)).cells,
            hole=other(scene.hole),
            layout=rng.choice(LAYOUTS),
            dress=rng.randrange(1 << 16),
        )

    def well_posed(self, scene: Gap) -> bool:
        forms = {canonical(scene.tiling, option, scene.turning) for option in scene.options}
        return len(forms) == len(scene.options) and list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Gap) -> object:
        return scene.tiling, scene.whole, scene.hole, sorted(scene.options)

    def load(self, scene: Gap) -> float:
        return scene.hole.load

    def page(self, scene: Gap) -> OptionPage:
        many = len(scene.options) > 4
        layout = "two rows" if many and scene.layout == "below" else scene.layout
        return option_page(len(scene.options), layout, 0.5 if layout == "below" else 0.4)

    def draw(self, scene: Gap, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        look = look_of(scene.dress, scene.tiling, bool(scene.hole.notches), scene.pale)
        page.draw(svg, style)
        scale = draw_whole(svg, scene.tiling, scene.whole, scene.hole, look, page.figure, style)
        for x, y, w, h in page.options:
            svg.rect(x, y, w, h, rx=5, fill=_CARD, stroke=_EDGE, stroke_width=1.2 * style.stroke)
        boxes = [Box(x + 7, y + 7, w - 14, h - 14) for x, y, w, h in page.options]
        fits = fit_of(scene.tiling, look, scene.options, boxes, scale)
        for option, fit in zip(scene.options, fits, strict=True):
            draw_piece(svg, scene.tiling, option, look, fit, style)
        return svg

    def question(self, scene: Gap) -> str:
        hole = (
            "A piece has been cut out of the card."
            if scene.hole.notches
            else "A piece is missing from the figure; the hole has a dashed outline."
        )
        return (
            f"{hole} Which of the lettered pieces fills the hole exactly? "
            f"{_TURNING[scene.turning]} All pieces are drawn to one scale, which may be smaller "
            "than the figure's."
        )

    def describe(self, scene: Gap) -> str:
        lattice = LATTICES[scene.tiling]
        lines = [
            f"The figure is a tiling of {scene.tiling}: {lattice.words}. {_TURNING[scene.turning]}",
            f"Figure with its hole filled: {_cells(scene.whole)}",
            f"Hole: {_told(scene.hole)}",
        ]
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Piece {letter}: {_told(option)}")
        if scene.hole.notches:
            lines.append(
                "Notches are (column, row, side clockwise from the top, shape, depth outward, "
                "place along the side) on the sides of squares."
            )
        return "\n".join(lines)

    def read_description(self, text: str) -> Gap:
        tiling = search(r"a tiling of (\w+):", text)
        whole, hole = search(r"^Figure.*filled: (.*)$", text, 8), search(r"^Hole: (.*)$", text, 8)
        options = findall(r"(?m)^Piece [A-H]: (.*)$", text)
        if not (tiling and whole and hole and options):
            raise Unreadable("no figure with a hole is described here")
        return Gap(
            options=tuple(map(_piece, options)),
            right=-1,
            layout=LAYOUTS[0],
            tiling=tiling[1],
            whole=_piece(whole[1]).cells,
            hole=_piece(hole[1]),
            turning=_TURNING[1] in text,
        )

    def fitting(self, scene: Gap) -> Sequence[int]:
        gap = shifted_home(scene.hole)
        turns = None if scene.turning else 1
        return [
            i
            for i, option in enumerate(scene.options)
            if gap in list(all_turned(scene.tiling, option))[:turns]
        ]


@cache
def _disc(tiling: str) -> tuple[tuple[Cell, float, float], ...]:
    """(cell, x, y) of all cells whose middle is within 16 units of the origin."""
    lattice = LATTICES[tiling]
    seen, queue, found = {lattice.origin}, [lattice.origin], []
    while queue:
        cell = queue.pop()
        corners = lattice.corners(cell)
        x, y = (sum(values) / len(corners) for values in zip(*corners, strict=True))
        if hypot(x, y) < 16:
            found.append((cell, x, y))
            fresh = [other for other in lattice.neighbours(cell) if other not in seen]
            seen.update(fresh)
            queue += fresh
    return tuple(sorted(found))


def _tiled(rng: Random, tiling: str, size: int) -> tuple[Cells, Piece] | None:
    """A tiled figure with a hole, what is left hanging together; None if the hole got stuck."""
    whole = _region(rng, tiling, round(rng.uniform(3.2, 4.5) * size + 8))
    hole = grown(rng, tiling, size, whole, ragged=rng.uniform(0.2, 0.8))
    rest = set(whole) - set(hole)
    if len(hole) < size or not connected(tiling, sorted(rest)):
        return None
    return whole, Piece(hole)


def _region(rng: Random, tiling: str, area: int) -> Cells:
    """About `area` cells in a plain form, or a blob."""
    form = rng.choice(("box", "disc", "diamond", "wedge", "blob"))
    if form == "blob":
        return grown(rng, tiling, area, ragged=0.15)
    aspect = rng.choice((0.8, 1.0, 1.25))
    sx, sy = rng.uniform(-0.5, 0.5), rng.uniform(-0.5, 0.5)
    side = sqrt(area)

    def inside(x: float, y: float) -> bool:
        x, y = (x - sx) / side * aspect, (y - sy) / side / aspect
        if form == "box":
            return max(abs(x), abs(y)) < 0.5
        if form == "disc":
            return hypot(x, y) < 1 / sqrt(pi)
        if form == "diamond":
            return abs(x) + abs(y) < 0.71
        return -0.5 < y < 0.7 and abs(x) < (y + 0.62) * 0.63

    cells = tuple(cell for cell, x, y in _disc(tiling) if inside(x, y))
    return cells if connected(tiling, cells) else grown(rng, tiling, area, ragged=0.15)


def _card(rng: Random, tiling: str, size: int) -> tuple[Cells, Piece] | None:
    """A rectangle with a notched hole, a cell or more of it left on all sides."""
    count = ceil(size / 3)
    # As many squares as it takes for any piece of them to have enough sides.
    while 2 * ceil(2 * sqrt(count)) < size - count:
        count += 1
    cells = grown(rng, tiling, count, ragged=rng.uniform(0.2, 0.7))
    hole = Piece(cells, notched(rng, cells, size - count))
    if hole.load != size:
        return None
    xs, ys = zip(*cells, strict=True)
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    left, right, up, down = (1 + rng.randrange(2) for _ in range(4))
    whole = tuple(
        (x, y) for x in range(x0 - left, x1 + right + 1) for y in range(y0 - up, y1 + down + 1)
    )
    return whole, hole


def _wrong_pieces(
    rng: Random, tiling: str, hole: Piece, knobs: Mapping[str, Any]
) -> list[Piece] | None:
    """Pieces wrong in one way each, no two alike; None if not enough are found."""
    near, turning = knobs["near"], knobs["turning"]
    far = other_pieces(rng, tiling, hole)
    close = altered_pieces(rng, tiling, hole, coarse=near == 1)
    first = [next(far)] if near == 1 else []
    # Small children turn pieces over: before level 5 no piece is another's turn or mirror image.
    free = near < 2

    def form(piece: Piece) -> Piece:
        same = canonical(tiling, piece, free or turning)
        return min(same, canonical(tiling, mirrored(tiling, piece), True)) if free else same

    taken, kinds, pool = {form(hole)}, Counter[str](), list[Piece]()
    count = knobs["options"] - 1
    for tries, (kind, piece) in enumerate(chain(first, close if near else far)):
        if tries > 120 or len(pool) == 3 * count + 2:
            break
        # Of each way to be wrong two, before any comes a third time.
        if form(piece) in taken or (near and kinds[kind] > 1 and tries < 60):
            continue
        taken.add(form(piece))
        kinds[kind] += 1
        pool.append(shifted_home(piece))
    if len(pool) < count:
        return None
    return fair_choice(rng, shifted_home(hole), pool, count, _apart)


def _apart(a: Piece, b: Piece) -> float:
    """Cells and notches that only one of two pieces has, where they lie on each other best."""
    other = set(b.cells)
    shared = 0
    for cell in b.cells[:3]:
        shift = tuple(v - w for v, w in zip(cell, a.cells[0], strict=True))
        shared = max(shared, sum(moved(c, shift) in other for c in a.cells))
    return len(a.cells) + len(b.cells) - 2 * shared + len(set(a.notches) ^ set(b.notches))


def _cells(cells: Cells) -> str:
    return " ".join(",".join(map(str, cell)) for cell in cells)


def _told(piece: Piece) -> str:
    notches = " ".join(",".join(map(str, notch)) for notch in piece.notches)
    return _cells(piece.cells) + (f"; notches: {notches}" if notches else "")


def _piece(text: str) -> Piece:
    cells, _, notches = text.partition("; notches: ")
    try:
        return Piece(
            tuple(tuple(map(int, cell.split(","))) for cell in cells.split()),
            tuple(Notch(*map(int, notch.split(","))) for notch in notches.split()),
        )
    except (TypeError, ValueError) as error:
        raise Unreadable(f"{text!r} is no piece") from error
