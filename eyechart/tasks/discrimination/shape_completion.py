"""A figure with a hole: which of the pieces fills it exactly?

After BabyVision's "2D Pattern Completion" (2601.06521): tiled figures (squares, hexagons, bricks,
triangles) and cut cards whose hole is notched like a jigsaw's.  Every wrong piece is wrong in one
way, cells too many or too few, one elsewhere, a notch elsewhere or of another kind, and all wrong
ones are wrong at the same spot (`_completion_making`).  At higher levels the pieces lie turned.
The hole's outline is dashed all around, so it is certain also where it opens to the outside, and
the answer is a comparison of sets of whole numbers.
"""

from collections.abc import Mapping, Sequence
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
from eyechart.tasks.discrimination._completion_lattices import LATTICES, Cells
from eyechart.tasks.discrimination._completion_making import Wanted, cut
from eyechart.tasks.discrimination._completion_page import draw_piece, draw_whole, fit_of, look_of
from eyechart.tasks.discrimination._completion_pieces import (
    Notch,
    Piece,
    all_turned,
    canonical,
    mirrored,
    shifted_home,
    turned_by,
)

_SIZES = (3, 4, 5, 6, 7, 8, 9, 11, 13, 15)
_MOST_CELLS = 48
"""Of a hole: more would be tiles of less than 9 px in an option."""
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
    version = 2
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
        made = cut(rng, Wanted(*(knobs[name] for name in Wanted._fields)))
        options = list(map(shifted_home, made.pieces))
        if knobs["turning"]:
            options = [
                rng.choice(list(all_turned(made.tiling, option))[i == 0 :])
                for i, option in enumerate(options)
            ]
        order = rng.sample(range(len(options)), len(options))
        return Gap(
            options=tuple(options[i] for i in order),
            right=order.index(0),
            layout=rng.choice(LAYOUTS),
            tiling=made.tiling,
            whole=made.whole,
            hole=made.pieces[0],
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
