"""One half of a symmetric figure is drawn: which option is the other half?

After BabyVision's "Mirroring Patterns" (2601.06521), those items that show a half.  Halves are
mosaics of tiles, or figures with an outline and spots; the mirror's line runs upright, across, or
(mosaics) from corner to corner.  Wrong options are the half itself instead of its mirror image, the
image upside down, or the image with a tile, a corner or a spot changed; each of these faults is in
half of all options, lest the right one be that which has most in common with the others.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.inks import INK_SETS, InkSet
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import (
    LETTERS,
    OptionPage,
    OptionsScene,
    OptionTask,
    even_masks,
    option_page,
)
from eyechart.tasks.patterns._mirror_boards import (
    Board,
    applied,
    drawn_changes,
    drawn_outline,
    drawn_tiles,
    reflected,
)
from eyechart.tasks.patterns._mirror_drawing import draw_board, fitted
from eyechart.tasks.patterns._mirror_words import board_of, words_of

_WIDTHS = (2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8)
_HEIGHTS = (3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9, 9, 10, 10)
_SIDES = ("left", "right", "top", "bottom", "below", "above")
"""Where the half that is drawn lies; the last two, of the diagonal from the top left."""
_AXES = {"left": "x", "right": "x", "top": "y", "bottom": "y", "below": "diagonal",
         "above": "diagonal"}  # fmt: skip


class Halved(OptionsScene, frozen=True):
    """A half, and options for the other."""

    options: tuple[Board, ...]
    half: Board
    """As drawn."""
    side: str
    """One of `_SIDES`."""
    contrast: float = 1.0
    dress: int = 0
    """Chooses colours and roundness; means nothing."""


class MirrorHalf(OptionTask[Halved]):
    name = "mirror_half"
    title = "find the other half of a symmetric figure"
    skills = ("patterns", "mirror images", "symmetry")
    scene_type = Halved
    load_name = "cells of a half, over contrast"

    def knobs(self, level: int) -> Mapping[str, Any]:
        step = min(level, len(_WIDTHS)) - 1
        return {
            "width": _WIDTHS[step],
            "height": _HEIGHTS[step],
            "options": (2, 2, 3, 4, 4, 4, 5, 6, 6, 6)[min(level, 10) - 1],
            "flips": 2 if level <= 4 else 1 if level <= 8 else 0,
            "sides": _SIDES[: 1 if level == 1 else 2 if level <= 3 else 4 if level <= 5 else 6],
            "outlines": level >= 3,
            "inks": 2 if level <= 3 else 3 if level <= 6 else 4,
            "shapes": (0, 1) if level <= 2 else (0, 1, 2, 3) if level <= 5 else (0, 2, 3, 7),
            "contrast": round(0.4 + 0.6 * 0.93 ** max(0, level - len(_WIDTHS)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Halved:
        side = rng.choice(knobs["sides"])
        slanted = _AXES[side] == "diagonal"
        width, height = knobs["width"], knobs["height"]
        if slanted:
            # As many cells above the diagonal as an upright half has.
            width = height = round((2 * width * height) ** 0.5 + 0.5)
        mosaic = slanted or not knobs["outlines"] or rng.random() < 0.4
        while True:
            half = self._half(rng, width, height, knobs, mosaic=mosaic, slanted=slanted)
            scene = half and self._asked(rng, half, side, knobs)
            if scene:
                return scene

    def _half(
        self, rng: Random, width: int, height: int, knobs: Mapping[str, Any], *,
        mosaic: bool, slanted: bool,
    ) -> Board | None:  # fmt: skip
        """A half right of its axis (or above the diagonal)."""
        if not mosaic:
            return drawn_outline(rng, width, height, max(1, width * height // 7), closed=False)
        count = 1 if rng.random() < 0.4 else rng.randint(1, min(3, len(knobs["shapes"])))
        shapes = rng.sample(knobs["shapes"], count)
        return drawn_tiles(rng, width, height, knobs["inks"], shapes, triangle=slanted)

    def _asked(
        self, rng: Random, right: Board, side: str, knobs: Mapping[str, Any]
    ) -> Halved | None:
        """The page; None if the half is symmetric itself or options would look alike."""
        slanted = _AXES[side] == "diagonal"
        if right in [reflected(right, axis) for axis in (("other",) if slanted else ("x", "y"))]:
            return None
        flips = ["other"] if slanted else ["x", "y"] if not right.outline else ["y"]
        rng.shuffle(flips)
        count = knobs["options"] - 1
        flips = flips[: knobs["flips"]]
        faults = {1: 1, 2: 2, 3: 2}.get(count, 3)
        changes = drawn_changes(rng, right, max(0, faults - len(flips)), moves=not slanted)
        if len(flips) + len(changes) < faults:
            return None
        flips = flips[:faults]
        options = [right]
        for mask in even_masks(rng, faults, count):
            made = [c for c, on in zip(changes, mask[len(flips) :], strict=True) if on]
            board = applied(right, made)
            for axis, on in zip(flips, mask, strict=False):
                board = reflected(board, axis) if on else board
            options.append(board)
        if len(set(options)) < len(options):
            return None
        order = rng.sample(range(len(options)), len(options))
        shown = [_facing(options[i], side) for i in order]
        answer = order.index(0)
        return Halved(
            options=tuple(shown),
            right=answer,
            layout=rng.choice(_layouts(shown[0], len(shown))),
            half=reflected(shown[answer], _AXES[side]),
            side=side,
            contrast=knobs["contrast"],
            dress=rng.randrange(1000),
        )

    def vary(self, rng: Random, scene: Halved, **knobs: Any) -> Halved:
        """The same, along the line turned round; inks exchanged; options shuffled; redressed."""
        axis = {"x": "y", "y": "x", "diagonal": "other"}[_AXES[scene.side]]
        flip, body = rng.random() < 0.5, (1,) if scene.half.outline else ()
        others = [ink for ink in (1, 2, 3, 4) if ink not in body]
        inks = (0, *body, *rng.sample(others, len(others)))
        order = rng.sample(range(len(scene.options)), len(scene.options))

        def moved(board: Board) -> Board:
            marks = tuple(sorted((x, y, shape, inks[ink]) for x, y, shape, ink in board.marks))
            board = board._replace(marks=marks)
            return reflected(board, axis) if flip else board

        return replace(
            self.shuffled(scene, order),
            options=tuple(moved(scene.options[i]) for i in order),
            half=moved(scene.half),
            dress=rng.randrange(1000),
        )

    def well_posed(self, scene: Halved) -> bool:
        return len(self.fitting(scene)) == 1

    def essence(self, scene: Halved) -> object:
        return scene.half, scene.side, sorted(scene.options)

    def load(self, scene: Halved) -> float:
        board = scene.half
        whole = board.width * board.height
        cells = (whole - board.width) / 2 if _AXES[scene.side] == "diagonal" else whole
        return cells / scene.contrast

    def page(self, scene: Halved) -> OptionPage:
        share = 0.4 if scene.layout == "two rows" else 0.46
        return option_page(len(scene.options), scene.layout, share)

    def draw(self, scene: Halved, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        inks = INK_SETS[scene.dress % len(INK_SETS)].faded(scene.contrast)
        page.draw(svg, style)
        self._draw_figure(svg, scene, page.figure, inks, style)
        for board, box in zip(scene.options, page.options, strict=True):
            place = fitted(box, board.width, board.height)
            _card(svg, scene, place, inks, style)
            draw_board(svg, board, place, inks, dress=scene.dress, stroke=style.stroke)
        return svg

    def _draw_figure(self, svg: Svg, scene: Halved, box: Box, inks: InkSet, style: Style) -> None:
        """The half, a question mark where the other belongs, and the mirror's line."""
        half, axis = scene.half, _AXES[scene.side]
        wide = half.width * (2 if axis == "x" else 1)
        tall = half.height * (2 if axis == "y" else 1)
        inner = Box(box.x + 12, box.y + 12, box.width - 24, box.height - 24)
        whole = fitted(inner, wide, tall)
        x, y, w, h = whole
        first = axis == "diagonal" or scene.side in ("left", "top")
        places = [
            Box(x + (w / 2 if axis == "x" and i else 0), y + (h / 2 if axis == "y" and i else 0),
                w / 2 if axis == "x" else w, h / 2 if axis == "y" else h)
            for i in range(2)
        ]  # fmt: skip
        mine, other = (places[0], places[1]) if first else (places[1], places[0])
        svg.rect(x, y, w, h, fill=inks.ground)
        draw_board(svg, half, mine, inks, dress=scene.dress, stroke=style.stroke)
        middle = other.centre
        if axis == "diagonal":
            sign = 1 if scene.side == "below" else -1
            middle = (x + w / 2 + sign * w / 5, y + h / 2 - sign * h / 5)
        svg.text(*middle, "?", min(54.0, 0.5 * min(other.width, other.height)), style=style,
                 fill=inks.line)  # fmt: skip
        ends = {
            "x": ((x + w / 2, y - 10), (x + w / 2, y + h + 10)),
            "y": ((x - 10, y + h / 2), (x + w + 10, y + h / 2)),
            "diagonal": ((x - 8, y - 8), (x + w + 8, y + h + 8)),
        }[axis]
        svg.line(*ends, stroke=inks.line, stroke_width=2 * style.stroke, stroke_dasharray="7 5")

    def question(self, scene: Halved) -> str:
        return (
            "Only one half of a symmetric figure is drawn: the dashed line is the mirror in which "
            "the other half would be seen. Which of the lettered options is the other half, just "
            "as it would stand beyond the line?"
        )

    def describe(self, scene: Halved) -> str:
        lines = [
            "Places are counted in half cells from the top left corner of each board, x to the "
            "right and y downward. Shapes 3 to 6 are triangles and 7 to 10 quarter discs in the "
            "top left, top right, bottom right, bottom left corner of their cell; the others look "
            "the same in a mirror.",
            f"The half that is drawn lies {scene.side} of the mirror's line"
            + (", a diagonal from the top left." if _AXES[scene.side] == "diagonal" else "."),
            f"Half: {words_of(scene.half)}",
        ]
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: {words_of(option)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Halved:
        side = search(rf"lies ({'|'.join(_SIDES)}) of the mirror's line", text)
        half = search(r"^Half: (.+)$", text, 8)
        options = findall(r"(?m)^Option [A-H]: (.+)$", text)
        if not (side and half and options):
            raise Unreadable("no half of a figure is described here")
        boards = tuple(map(board_of, options))
        return Halved(
            options=boards, right=-1, layout="below", half=board_of(half[1]), side=side[1]
        )

    def fitting(self, scene: Halved) -> Sequence[int]:
        image = reflected(scene.half, _AXES[scene.side])
        return [i for i, option in enumerate(scene.options) if option == image]


def _facing(board: Board, side: str) -> Board:
    """A half right of its axis (or above the diagonal), as the half opposite to `side`."""
    if side == "left" or side == "below":
        return board
    if side == "right":
        return reflected(board, "x")
    if side == "above":
        return reflected(board, "diagonal")
    # Transposed by two reflections that any board allows: about the diagonal, then as it lies.
    below = reflected(board, "diagonal")
    return below if side == "top" else reflected(below, "y")


def _layouts(board: Board, count: int) -> Sequence[str]:
    """Pages on which boards of this shape are large."""
    if count > 4:
        return ("two rows",)
    if count > 2 and board.width > board.height:
        return ("beside", "two rows") if count == 4 else ("beside",)
    return ("below",)


def _card(svg: Svg, scene: Halved, place: Box, inks: InkSet, style: Style) -> None:
    """The ground on which an option lies; of a slanted one, with the mirror's line."""
    x, y, w, h = place
    svg.rect(x - 3, y - 3, w + 6, h + 6, rx=4, fill=inks.ground, stroke=inks.empty,
             stroke_width=1.4 * style.stroke)  # fmt: skip
    if _AXES[scene.side] == "diagonal":
        svg.line((x, y), (x + w, y + h), stroke=inks.line, stroke_width=1.2 * style.stroke,
                 stroke_dasharray="5 4")  # fmt: skip
