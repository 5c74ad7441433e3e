"""A page of figures: which two are mirror images, or which goes with which?

After BabyVision's "Mirroring Patterns" (2601.06521), most of whose items are pages of figures.
Here a page has either one pair of mirror images among figures that all differ (lettered), or a
numbered and a lettered half that are to be matched.  Figures are groups of creatures, mosaics, or
outlines with spots.  From level 3 on all figures of a page are alike but for a few changes, which
about half of them have each, and they are mirrored or not by chance: so neither the looks of one
figure nor the way it faces says anything.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random
from re import findall, search
from string import ascii_uppercase
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, ChoiceSet, Matching
from eyechart.errors import Unreadable
from eyechart.item import Form, Item
from eyechart.scene.inks import INK_SETS
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.task import Scene
from eyechart.tasks.marking import MarkingTask
from eyechart.tasks.patterns._mirror_boards import CREATURE, Board, reflected
from eyechart.tasks.patterns._mirror_drawing import draw_board, fitted
from eyechart.tasks.patterns._mirror_pages import drawn_figures
from eyechart.tasks.patterns._mirror_words import board_of, words_of

_SIDES = (2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7, 8)
_GRIDS = {4: (2, 2), 6: (2, 3), 8: (2, 4), 9: (3, 3), 12: (3, 4)}
_HALVES = {2: (2, 1), 3: (3, 1), 4: (2, 2), 5: (3, 2), 6: (3, 2)}
"""Rows and columns of one half of a matching page, when halves stand side by side."""


class Twins(Scene, frozen=True):
    """All figures of a page in reading order; of a matching page, first all numbered ones."""

    figures: tuple[Board, ...]
    matching: bool
    stacked: bool = False
    """Whether the halves of a matching page, at most four figures each, lie one above the other."""
    contrast: float = 1.0
    dress: int = 0
    """Chooses colours and looks; means nothing."""

    @property
    def names(self) -> tuple[str, ...]:
        """What the figures are called."""
        half = len(self.figures) // 2 if self.matching else 0
        letters = ascii_uppercase[: len(self.figures) - half]
        return (*(str(i + 1) for i in range(half)), *letters)


class MirrorPairs(MarkingTask[Twins]):
    name = "mirror_pairs"
    title = "find figures that are mirror images of each other"
    skills = ("patterns", "mirror images", "comparison")
    scene_type = Twins
    load_name = "figures times parts of one, over contrast"
    several = True
    wanted = "each of the two figures that are mirror images of each other"

    def knobs(self, level: int) -> Mapping[str, Any]:
        step = min(level, 10) - 1
        return {
            "side": _SIDES[min(level, len(_SIDES)) - 1],
            "figures": (4, 4, 6, 6, 6, 8, 8, 9, 12, 12)[step],
            "pairs": (2, 2, 3, 3, 4, 4, 5, 5, 6, 6)[step],
            "creatures": (1, 1, 3, 3, 3, 3, 4, 4, 5, 6)[step],
            "styles": ("creatures",) if level <= 2 else ("creatures", "tiles", "outline"),
            "alike": level >= 3,
            "contrast": round(0.4 + 0.6 * 0.93 ** max(0, level - len(_SIDES)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Twins:
        matching = rng.random() < 0.6
        kinds = knobs["pairs"] if matching else knobs["figures"] - 1
        while True:
            style = rng.choice(knobs["styles"])
            found = drawn_figures(
                rng, style, kinds, side=knobs["side"], creatures=knobs["creatures"],
                alike=knobs["alike"],
            )  # fmt: skip
            if found:
                break
        stacked = matching and kinds <= 4 and rng.random() < 0.5
        scene = Twins(tuple(found), matching, stacked, knobs["contrast"], rng.randrange(1000))
        return self._paired(rng, scene, found)

    def _paired(self, rng: Random, scene: Twins, kinds: Sequence[Board]) -> Twins:
        """The page of these kinds of figure: each with its image, or only the first."""
        facing = [reflected(kind, "x") if rng.random() < 0.5 else kind for kind in kinds]
        images = [reflected(figure, "x") for figure in facing]
        if scene.matching:
            figures = [*facing, *rng.sample(images, len(images))]
        else:
            figures = rng.sample([*facing, images[0]], len(facing) + 1)
        return replace(scene, figures=tuple(figures))

    def vary(self, rng: Random, scene: Twins, **knobs: Any) -> Twins:
        """The same kinds of figure in other inks, facing other ways, in another order."""
        pairs = self._pairs(scene.figures, scene.matching)
        twins = [scene.figures[i] for i, _ in pairs]
        alone = set(range(len(scene.figures))) - {i for pair in pairs for i in pair}
        body = (1,) if scene.figures[0].outline else ()
        others = [ink for ink in (1, 2, 3, 4) if ink not in body]
        inks = (0, *body, *rng.sample(others, len(others)))

        def dyed(board: Board) -> Board:
            marks = ((x, y, shape, inks[ink]) for x, y, shape, ink in board.marks)
            return board._replace(marks=tuple(sorted(marks)))

        kinds = [dyed(board) for board in [*twins, *(scene.figures[i] for i in sorted(alone))]]
        fresh = replace(scene, dress=rng.randrange(1000))
        return self._paired(rng, fresh, kinds)

    def well_posed(self, scene: Twins) -> bool:
        """Whether all figures differ, none is its own image, and no two are upside-down images."""
        figures = scene.figures
        if len(set(figures)) < len(figures) or len(self.solve(scene)) != 1:
            return False
        if any(reflected(figure, "x") == figure for figure in figures):
            return False
        if any(mark[2] >= CREATURE for mark in figures[0].marks):
            return True
        about = [reflected(figure, "y") for figure in figures]
        whole = [reflected(figure, "x") for figure in about]
        return not (set(about) | set(whole)) & set(figures)

    def essence(self, scene: Twins) -> object:
        return sorted(scene.figures), scene.matching

    def load(self, scene: Twins) -> float:
        figure = scene.figures[0]
        return len(scene.figures) * len((*figure.marks, *figure.outline)) / scene.contrast

    def draw(self, scene: Twins, style: Style = Style()) -> Svg:
        svg = Svg()
        inks = INK_SETS[scene.dress % len(INK_SETS)].faded(scene.contrast)
        for figure, name, box in zip(scene.figures, scene.names, self.elements(scene), strict=True):
            x, y, w, h = box
            svg.rect(x, y, w, h, rx=6, fill=inks.ground, stroke=inks.empty,
                     stroke_width=1.5 * style.stroke)  # fmt: skip
            inner = Box(x + 0.05 * w, y + 0.05 * h, 0.9 * w, 0.9 * h)
            place = fitted(inner, figure.width, figure.height)
            draw_board(svg, figure, place, inks, dress=scene.dress, stroke=style.stroke)
            svg.text(x + w / 2, y + h + 14, name, 20, style=style, fill=inks.line)
        if scene.matching:
            ends = ((24, 256), (488, 256)) if scene.stacked else ((256, 24), (256, 488))
            svg.line(*ends, stroke=inks.empty, stroke_width=2 * style.stroke)
        return svg

    def question(self, scene: Twins) -> str:
        if scene.matching:
            return (
                "Each of the numbered figures has its mirror image among the lettered ones, "
                "beyond the line. Which goes with which?"
            )
        return (
            "Exactly two of the lettered figures are mirror images of each other. Which two? "
            "Take care: the others differ from them in more than a mirror would change."
        )

    def answer(self, scene: Twins) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        if form == "draw" and self.scene(item).matching:
            return (
                "Answer by drawing: give back the same picture with a red circle around figure 1, "
                "a red circle around its mirror image, and nothing else changed."
            )
        return super().instruction(item, form)

    def describe(self, scene: Twins) -> str:
        lines = [
            "Figures on boards. Places are counted in half cells from the top left corner of each "
            "board, x to the right and y downward. Shapes 3 to 6 are triangles and 7 to 10 quarter "
            "discs in the top left, top right, bottom right, bottom left corner of their cell; "
            "from 20 on they are creatures, an even number and the next odd one being mirror "
            "images; the others look the same in a mirror."
        ]
        for name, figure in zip(scene.names, scene.figures, strict=True):
            lines.append(f"Figure {name}: {words_of(figure)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Twins:
        found = findall(r"(?m)^Figure (\w+): (.+)$", text)
        if len(found) < 2:
            raise Unreadable("no figures are described here")
        matching = search(r"Figure 1:", text) is not None
        return Twins(tuple(board_of(words) for _, words in found), matching)

    def solve(self, scene: Twins) -> Sequence[AnyAnswer]:
        pairs = self._pairs(scene.figures, scene.matching)
        names, half = scene.names, len(scene.figures) // 2
        if not scene.matching:
            letters = scene.names
            return [ChoiceSet((names[i], names[j]), letters) for i, j in pairs]
        partners = dict(pairs)
        if len(pairs) != half or len(set(partners.values())) != half:
            return []
        numbers, letters = names[:half], names[half:]
        return [Matching(numbers, letters, tuple(names[partners[i]] for i in range(half)))]

    @staticmethod
    def _pairs(figures: Sequence[Board], matching: bool) -> list[tuple[int, int]]:
        """All pairs of mirror images; on a matching page, across the line."""
        half, images = len(figures) // 2, [reflected(figure, "x") for figure in figures]
        return [
            (i, j)
            for i, j in combinations(range(len(figures)), 2)
            if (not matching or i < half <= j) and figures[j] == images[i]
        ]

    def elements(self, scene: Twins) -> list[Box]:
        count = len(scene.figures)
        if not scene.matching:
            return _grid(_GRIDS[count], count, Box(14, 14, 484, 484))
        if scene.stacked:
            halves, shape = (Box(14, 14, 484, 236), Box(14, 262, 484, 236)), (1, count // 2)
        else:
            halves, shape = (Box(14, 14, 236, 484), Box(262, 14, 236, 484)), _HALVES[count // 2]
        return [box for half in halves for box in _grid(shape, count // 2, half)]

    def chosen(self, scene: Twins) -> tuple[int, ...]:
        return self._pairs(scene.figures, scene.matching)[0]

    def element_name(self, item: Item, index: int) -> str:
        return f"figure {self.scene(item).names[index]}"

    def altered_scenes(self, item: Item) -> Any:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        one = self.chosen(scene)[-1]
        other = next(i for i in range(len(scene.figures)) if i not in self.chosen(scene))
        figures = list(scene.figures)
        figures[one], figures[other] = figures[other], figures[one]
        exchanged = str(self.draw(replace(scene, figures=tuple(figures))))
        yield "one of the two exchanged for another", self.as_shown(item, exchanged)


def _grid(shape: tuple[int, int], count: int, room: Box) -> list[Box]:
    """Square boxes in rows and columns, in the middle of a room, with space for names below."""
    rows, columns = shape
    side = min((room.width - 20 * columns) / columns, room.height / rows - 40, 170.0)
    pitch_x = min(room.width / columns, side + 44)
    pitch_y = min(room.height / rows, side + 62)
    x0 = room.centre[0] - pitch_x * columns / 2 + (pitch_x - side) / 2
    y0 = room.centre[1] - pitch_y * rows / 2 + (pitch_y - side - 24) / 2
    return [
        Box(x0 + i % columns * pitch_x, y0 + i // columns * pitch_y, side, side)
        for i in range(count)
    ]
