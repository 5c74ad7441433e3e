"""Figures turn from one to the next: which comes next, or is missing?

After BabyVision's "Rotation Patterns" (2601.06521).  A line of figures, or two or three lines that
follow one rule, with one figure missing.  At first the figure turns as a whole and by equal steps;
later it has parts that turn each at a speed of its own, and steps that grow or alternate.  Every
wrong option is wrong in one way: not turned, turned too far or back, mirrored, or only some of its
parts so.  All rules of the family that explain the shown figures must lead to the same figure, else
the scene is thrown away.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.inks import INK_SETS
from eyechart.scene.svg import Point, Style, Svg
from eyechart.scene.turn import Turn
from eyechart.tasks.choosing import LETTERS, OptionPage, OptionsScene, OptionTask, option_page
from eyechart.tasks.patterns._rotation_figures import BUILDS, draw_figure
from eyechart.tasks.patterns._rotation_making import (
    drawn_rule,
    drawn_word,
    turned_line,
    wrong_figures,
)
from eyechart.tasks.patterns._rotation_rules import (
    Figure,
    Line,
    mirrored,
    missing_figures,
    shifted,
)

_NOTCHES = (4, 4, 6, 6, 8, 8, 8, 12, 12, 12, 12, 12, 16)
_PARTS = (1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 4)
_OPTIONS = (2, 3, 3, 4, 4, 4, 4, 5, 6, 6)


class Turning(OptionsScene, frozen=True):
    """Lines of figures, one of which is missing, and options for it."""

    options: tuple[Figure, ...]
    lines: tuple[Line, ...]
    build: tuple[str, ...]
    """The kinds of part, outside in; "dial" is no part."""
    contrast: float = 1.0
    dress: int = 0
    """Chooses colours and outlines; means nothing."""

    @property
    def notches(self) -> int:
        return len(self.options[0][0])


class RotationPattern(OptionTask[Turning]):
    name = "rotation_pattern"
    title = "see how figures turn, and find the missing one"
    skills = ("patterns", "rotation", "rule induction")
    scene_type = Turning
    load_name = "places of a turn times parts that turn, over contrast"

    def knobs(self, level: int) -> Mapping[str, Any]:
        manners = ("steady", "steady", "growing", "alternating")
        return {
            "notches": _NOTCHES[min(level, len(_NOTCHES)) - 1],
            "parts": _PARTS[min(level, len(_PARTS)) - 1],
            "options": _OPTIONS[min(level, len(_OPTIONS)) - 1],
            "largest": 1 if level <= 2 else 2 if level <= 4 else 3 if level <= 7 else 5,
            "manners": manners[: 1 if level <= 4 else 3 if level <= 6 else 4],
            "middle": level >= 3,
            "grids": level >= 4,
            "near": level >= 6,
            "mirrors": level >= 3,
            "contrast": round(0.4 + 0.6 * 0.93 ** max(0, level - 13), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Turning:
        notches = knobs["notches"]
        build = rng.choice(BUILDS[knobs["parts"]])
        kinds = [kind for kind in build if kind != "dial"]
        grid = knobs["grids"] and rng.random() < 0.4
        while True:
            rules = [
                drawn_rule(rng, notches, ("steady",) if grid else knobs["manners"],
                           knobs["largest"])
                for _ in kinds
            ]  # fmt: skip
            steady = all(rule.first == rule.second for rule in rules)
            across = 3 if grid else 4 if steady else rng.choice((5, 6))
            rows = rng.choice((2, 3)) if grid else 1
            lines = []
            for _ in range(rows):
                start = tuple(drawn_word(rng, kind, notches) for kind in kinds)
                lines.append(turned_line(start, rules, across))
            row = rng.randrange(rows) if knobs["middle"] else rows - 1
            column = across - 1
            if knobs["middle"] and rng.random() < 0.4:
                column = rng.randrange(1, across)
            scene = _asked(rng, lines, (row, column), build, knobs)
            differs = len({rule.first % notches for rule in rules}) > 1 or len(rules) == 1
            if differs and len(scene.options) > 1 and len(self.fitting(scene)) == 1:
                return scene

    def vary(self, rng: Random, scene: Turning, **knobs: Any) -> Turning:
        """All turned or mirrored alike, part by part; options shuffled, another dress."""
        places = [rng.randrange(scene.notches) for _ in scene.options[0]]
        mirror = rng.random() < 0.5

        def moved(figure: Figure) -> Figure:
            words = map(mirrored, figure) if mirror else iter(figure)
            return tuple(shifted(word, place) for word, place in zip(words, places, strict=False))

        order = rng.sample(range(len(scene.options)), len(scene.options))
        return replace(
            self.shuffled(scene, order),
            lines=tuple(tuple(map(moved, line)) for line in scene.lines),
            options=tuple(moved(scene.options[i]) for i in order),
            dress=rng.randrange(1000),
        )

    def essence(self, scene: Turning) -> object:
        return scene.lines, scene.build, sorted(scene.options)

    def load(self, scene: Turning) -> float:
        return scene.notches * len(scene.options[0]) / scene.contrast

    def page(self, scene: Turning) -> OptionPage:
        if len(scene.lines) == 1:
            return option_page(len(scene.options), scene.layout, 0.36)
        share = 0.62 if scene.layout == "beside" or len(scene.lines) == 3 else 0.5
        return option_page(len(scene.options), scene.layout, share)

    def draw(self, scene: Turning, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        box, across = page.figure, len(scene.lines[0])
        pitch = min(box.width / across, box.height / len(scene.lines), 132.0)
        side = min(0.94 * pitch, page.options[0].width)
        x0 = box.centre[0] - pitch * (across - 1) / 2
        y0 = box.centre[1] - pitch * (len(scene.lines) - 1) / 2
        page.draw(svg, style)
        for r, line in enumerate(scene.lines):
            for c, figure in enumerate(line):
                self._cell(svg, scene, figure, (x0 + c * pitch, y0 + r * pitch), side, style)
        for figure, place in zip(scene.options, page.options, strict=True):
            self._cell(svg, scene, figure, place.centre, min(place.width, 1.4 * side), style)
        return svg

    def _cell(
        self, svg: Svg, scene: Turning, figure: Figure, centre: Point, side: float, style: Style
    ) -> None:
        """A figure, or the question mark, on its card."""
        inks = INK_SETS[scene.dress % len(INK_SETS)]
        x, y = centre
        if scene.dress // 48 % 2:
            edge = {"stroke": inks.empty, "stroke_width": 1.5 * style.stroke}
            svg.rect(x - side / 2, y - side / 2, side, side, rx=8, fill=inks.ground, **edge)
        if figure:
            draw_figure(
                svg, figure, scene.build, centre, 0.46 * side,
                dress=scene.dress, stroke=style.stroke, contrast=scene.contrast,
            )  # fmt: skip
            return
        svg.circle(x, y, 0.42 * side, fill=inks.empty)
        svg.text(x, y, "?", 0.46 * side, style=style, fill=inks.line)

    def question(self, scene: Turning) -> str:
        return _question(scene, "row")

    def turned_question(self, scene: Turning, turn: Turn) -> str:
        return _question(scene, "column" if turn.transpose else "row")

    def describe(self, scene: Turning) -> str:
        lines = [
            f"Figures of these parts, from the outside in: {', '.join(scene.build)}. A dial never "
            "turns; every other part is written as a word, the words parted by slashes. A word is "
            f"read clockwise from the top and has {scene.notches} places: 0 is empty, 1 to 4 are "
            "colours or lengths, 8 is a shape and 9 its mirror image. Along a line each part turns "
            "by a rule of its own, the same in every line: by equal steps, or steps that grow, or "
            "two steps in turn."
        ]
        for i, line in enumerate(scene.lines, 1):
            lines.append(f"Line {i}: {' '.join(_written(figure) for figure in line)}")
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: {_written(option)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Turning:
        build = search(r"from the outside in: ([\w ,]+)\.", text)
        lines = findall(r"Line \d+: ([\d/? ]+)", text)
        options = findall(r"Option [A-H]: ([\d/]+)", text)
        if not (build and lines and options):
            raise Unreadable("no lines of figures are described here")
        return Turning(
            options=tuple(map(_figure, options)),
            right=-1,
            layout="below",
            lines=tuple(tuple(map(_figure, line.split())) for line in lines),
            build=tuple(build[1].split(", ")),
        )

    def fitting(self, scene: Turning) -> Sequence[int]:
        found = missing_figures(scene.lines)
        return [i for i, option in enumerate(scene.options) if option in found]


def _asked(
    rng: Random,
    lines: Sequence[Line],
    gap: tuple[int, int],
    build: tuple[str, ...],
    knobs: Mapping[str, Any],
) -> Turning:
    """The page with the figure at `gap` (line, place) taken out and put among the options."""
    row, column = gap
    right, before = lines[row][column], lines[row][column - 1]
    count = min(knobs["options"], 4) if len(lines) > 1 else knobs["options"]
    options = [right, *wrong_figures(
        rng, right, before, count - 1, near=knobs["near"], mirrors=knobs["mirrors"]
    )]  # fmt: skip
    rng.shuffle(options)
    shown = [list(line) for line in lines]
    shown[row][column] = ()
    if len(lines) > 1:
        layouts = ("below", "beside") if len(lines) == 3 else ("below",)
    else:
        layouts = ("two rows",) if count > 4 else ("below", "two rows")
    return Turning(
        options=tuple(options),
        right=options.index(right),
        layout=rng.choice(layouts),
        lines=tuple(map(tuple, shown)),
        build=build,
        contrast=knobs["contrast"],
        dress=rng.randrange(1000),
    )


def _question(scene: Turning, line: str) -> str:
    what = "The figures turn" if len(scene.options[0]) == 1 else "The parts of the figures turn"
    where = (
        "from one to the next along the line"
        if len(scene.lines) == 1
        else f"from one to the next along each {line}, in every {line} by the same rule"
    )
    return f"{what} {where}. Which of the lettered figures belongs in place of the question mark?"


def _written(figure: Figure) -> str:
    return "/".join("".join(map(str, word)) for word in figure) or "?"


def _figure(text: str) -> Figure:
    return () if text == "?" else tuple(tuple(map(int, word)) for word in text.split("/"))
