"""A board is symmetric about a line, but one half is empty: which cells of it are filled?

After BabyVision's "Mirroring Patterns" where the other half of a figure is to be drawn
(2601.06521).  The figure is a set of cells of one colour, in pieces that cross the line or keep
away from it.  It is never its own copy: who shifts the half instead of mirroring it is wrong.
"""

from bisect import insort
from collections.abc import Iterator, Mapping
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Grid
from eyechart.errors import Unreadable
from eyechart.item import Item
from eyechart.scene.inks import INK_SETS
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.filling import FillingTask

_SIDES = ("left", "right", "top", "bottom")
_MARGIN = 36.0
_SIZE = 512.0
_LEVELS = (
    # cells along the mirror, cells away from it
    (4, 3),
    (5, 3),
    (5, 4),
    (6, 4),
    (7, 5),
    (8, 5),
    (9, 6),
    (10, 6),
    (11, 7),
    (12, 8),
)
_MOST = (122, 61)
"""Cells along the mirror and away from it, in a picture of 2,048 px."""
_LEAST = 16
"""Side of a cell, px: smaller ones could not be filled by hand, so that the picture grows."""

Rows = tuple[str, ...]
"""Of 1 (filled) and 0."""


class HalfBoard(Scene, frozen=True):
    """The given half, as it stands in the picture."""

    given: Rows
    side: str
    """The side of the mirror on which the given half lies."""
    dress: int = 0
    contrast: float = 1.0

    @property
    def lying(self) -> bool:
        """Whether the mirror runs from left to right."""
        return self.side in ("top", "bottom")

    @property
    def other(self) -> Rows:
        """The half that is asked for, as it stands in the picture."""
        if self.lying:
            return self.given[::-1]
        return tuple(row[::-1] for row in self.given)


class MirrorFill(FillingTask[HalfBoard]):
    name = "mirror_fill"
    title = "fill in the other half of a symmetric figure"
    skills = ("patterns", "symmetry", "drawing")
    scene_type = HalfBoard
    load_name = "cells of the half"
    wanted = "each cell of the empty half that belongs to the figure"

    def knobs(self, level: int) -> Mapping[str, Any]:
        along, away = _LEVELS[min(level, len(_LEVELS)) - 1]
        beyond = max(0, level - len(_LEVELS))
        return {
            "along": min(along + beyond, _MOST[0]),
            "away": min(away + beyond // 2, _MOST[1]),
            "share": 0.35 if level <= 2 else 0.5,
            "sides": _SIDES[:2] if level <= 2 else _SIDES,
            "contrast": round(0.3 + 0.7 * 0.95 ** max(0, level - 25), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> HalfBoard:
        along, away = knobs["along"], knobs["away"]
        while True:
            side = rng.choice(knobs["sides"])
            rows, columns = (away, along) if side in ("top", "bottom") else (along, away)
            wanted = round(rng.uniform(0.3, knobs["share"]) * rows * columns)
            cells = _grown(rng, rows, columns, wanted)
            given = tuple(
                "".join("1" if (r, c) in cells else "0" for c in range(columns))
                for r in range(rows)
            )
            scene = HalfBoard(given, side, rng.randrange(1 << 12), knobs["contrast"])
            if scene.other != given:
                return scene

    def essence(self, scene: HalfBoard) -> object:
        return scene.given, scene.side

    def load(self, scene: HalfBoard) -> float:
        return len(scene.given) * len(scene.given[0])

    def draw(self, scene: HalfBoard, style: Style = Style()) -> Svg:
        svg = Svg(_size(scene), _size(scene))
        inks = INK_SETS[scene.dress % len(INK_SETS)].faded(scene.contrast)
        thin: dict[str, Any] = {"stroke": "#9aa2ae", "stroke_width": 1.2 * style.stroke}
        for box, filled in self.given_cells(scene):
            svg.rect(*box, fill=inks.inks[0] if filled else "#ffffff", **thin)
        for box in self.free_cells(scene):
            svg.rect(*box, fill="#ffffff", **thin)
        # A heavy frame: an empty lattice alone looks the same three cells further on.
        x, y, w, h = _board(scene)
        svg.rect(x, y, w, h, fill="none", stroke=inks.line, stroke_width=3 * style.stroke)
        a, b = _mirror(scene)
        svg.line(a, b, stroke=inks.line, stroke_width=3 * style.stroke, stroke_dasharray="9 6")
        return svg

    def question(self, scene: HalfBoard) -> str:
        return self._asked(scene.side)

    def turned_question(self, scene: HalfBoard, turn: Turn) -> str:
        return self._asked(_turned_side(scene.side, turn))

    def answer(self, scene: HalfBoard) -> AnyAnswer:
        return _grid(scene.other)

    def turned_answer(self, scene: HalfBoard, turn: Turn) -> AnyAnswer | None:
        return _grid(tuple("".join(row) for row in turn.grid(scene.other)))

    def describe(self, scene: HalfBoard) -> str:
        rows = "\n".join(scene.given)
        return (
            "A board is symmetric about a line through its middle. The half on the "
            f"{scene.side} is given, row by row from the top, 1 filled and 0 empty:\n{rows}"
        )

    def read_description(self, text: str) -> HalfBoard:
        side = search(rf"The half on the ({'|'.join(_SIDES)}) is given", text)
        rows = tuple(findall(r"(?m)^([01]+)$", text))
        if not side or not rows or len(set(map(len, rows))) > 1:
            raise Unreadable("no half of a symmetric board is described here")
        return HalfBoard(rows, side[1])

    def solve(self, scene: HalfBoard) -> list[AnyAnswer]:
        """Each cell of the empty half is as its mirror image on the board is."""
        rows, columns = len(scene.given), len(scene.given[0])

        def image(r: int, c: int) -> str:
            return scene.given[rows - 1 - r][c] if scene.lying else scene.given[r][columns - 1 - c]

        found = tuple("".join(image(r, c) for c in range(columns)) for r in range(rows))
        return [_grid(found)]

    def free_cells(self, scene: HalfBoard) -> list[Box]:
        return _half(scene, _opposite(scene.side)).tiles(len(scene.given), len(scene.given[0]))

    def filled(self, scene: HalfBoard) -> tuple[int, ...]:
        return tuple(i for i, cell in enumerate("".join(scene.other)) if cell == "1")

    def given_cells(self, scene: HalfBoard) -> list[tuple[Box, int]]:
        boxes = _half(scene, scene.side).tiles(len(scene.given), len(scene.given[0]))
        return list(zip(boxes, map(int, "".join(scene.given)), strict=True))

    def confusions(self, scene: HalfBoard) -> Iterator[tuple[str, tuple[int, ...]]]:
        for name, rows in (
            ("shifted instead of mirrored", scene.given),
            ("turned instead of mirrored", tuple(row[::-1] for row in scene.given[::-1])),
        ):
            yield name, tuple(i for i, cell in enumerate("".join(rows)) if cell == "1")

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        scene = self.scene(item)
        first = scene.given[0]
        changed = (("0" if first[0] == "1" else "1") + first[1:], *scene.given[1:])
        yield "a given cell changed", self._shown(item, replace(scene, given=changed))
        bare = tuple("0" * len(row) for row in scene.given)
        yield "the given half wiped", self._shown(item, replace(scene, given=bare))

    def _shown(self, item: Item, scene: HalfBoard) -> str:
        return self.as_shown(item, str(self.draw(scene)))

    def _asked(self, side: str) -> str:
        where = {"left": "left", "right": "right", "top": "upper", "bottom": "lower"}
        return (
            "The board holds a figure that is symmetric about the dashed line, but only its "
            f"{where[side]} half is drawn. Which cells of the other, {where[_opposite(side)]} half "
            "belong to the figure? In words: give this half as a grid, 1 for a cell of the figure "
            "and 0 for an empty one."
        )


def _grown(rng: Random, rows: int, columns: int, count: int) -> set[tuple[int, int]]:
    """So many cells, in a few pieces: each either touches an earlier one or starts a piece."""
    cells: set[tuple[int, int]] = set()
    ordered: list[tuple[int, int]] = []
    while len(cells) < count:
        if cells and rng.random() < 0.78:
            r, c = rng.choice(ordered)
            dr, dc = rng.choice(((0, 1), (1, 0), (0, -1), (-1, 0)))
            r, c = r + dr, c + dc
        else:
            r, c = rng.randrange(rows), rng.randrange(columns)
        if 0 <= r < rows and 0 <= c < columns and (r, c) not in cells:
            cells.add((r, c))
            insort(ordered, (r, c))
    return cells


def _longer(scene: HalfBoard) -> int:
    """Cells along the longer side of the board."""
    rows, columns = len(scene.given), len(scene.given[0])
    return max(columns, 2 * rows) if scene.lying else max(2 * columns, rows)


def _size(scene: HalfBoard) -> float:
    """Side of the picture, px."""
    return max(_SIZE, 2 * _MARGIN + _LEAST * _longer(scene))


def _pitch(scene: HalfBoard) -> float:
    return min(96.0, float((_size(scene) - 2 * _MARGIN) // _longer(scene)))


def _half(scene: HalfBoard, side: str) -> Box:
    """Where the half on that side lies."""
    pitch, middle = _pitch(scene), _size(scene) / 2
    w, h = pitch * len(scene.given[0]), pitch * len(scene.given)
    x = {"left": middle - w, "right": middle}.get(side, middle - w / 2)
    y = {"top": middle - h, "bottom": middle}.get(side, middle - h / 2)
    return Box(x, y, w, h)


def _board(scene: HalfBoard) -> Box:
    """Both halves."""
    halves = [_half(scene, side) for side in (scene.side, _opposite(scene.side))]
    x, y = min(half.x for half in halves), min(half.y for half in halves)
    w, h = halves[0].width, halves[0].height
    return Box(x, y, w if scene.lying else 2 * w, 2 * h if scene.lying else h)


def _mirror(scene: HalfBoard) -> tuple[tuple[float, float], tuple[float, float]]:
    """The ends of the dashed line."""
    x, y, w, h = _half(scene, scene.side)
    middle, over = _size(scene) / 2, 18.0
    if scene.lying:
        return (x - over, middle), (x + w + over, middle)
    return (middle, y - over), (middle, y + h + over)


def _opposite(side: str) -> str:
    return {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[side]


def _turned_side(side: str, turn: Turn) -> str:
    """Where that side comes to lie."""
    x, y = {"left": (0, 1), "right": (2, 1), "top": (1, 0), "bottom": (1, 2)}[side]
    row, column = turn.cell(y, x, 3, 3)
    return {(1, 0): "left", (1, 2): "right", (0, 1): "top", (2, 1): "bottom"}[row, column]


def _grid(rows: Rows) -> Grid:
    return Grid(tuple(tuple(map(int, row)) for row in rows), symbols=2)
