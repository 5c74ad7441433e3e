"""How many on the sheet are like the one in the frame?

After BabyVision's "Count Same Patterns" (2601.06521), in three of its styles: figures (whatever
their colour, size and turn), plain shapes that must agree in outline, filling and colour, and dots
that a line runs through.  On the harder sheets what is not to be counted differs from what is in
one trait only: by at least so many px, in one of its three words, or by lying beside the line.
Where 512 px are full (level 12), the sheet grows with the things on it, to 2,048 px at level 417.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import MULTILINE, findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable
from eyechart.item import Form, Item
from eyechart.scene.figures.shapes import Shape, shape_of
from eyechart.scene.figures.specimens import Specimen, retraited, specimen_of
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.discrimination._count_places import (
    APART,
    Line,
    dots_beside,
    dots_on,
    drawn_line,
    gap_to,
    scattered,
    spacing,
)
from eyechart.tasks.discrimination._count_sheet import (
    DOT,
    FULL,
    Pose,
    draw_dots,
    draw_things,
    figure_px,
    sheet_area,
    sheet_side,
)
from eyechart.tasks.discrimination._count_things import near_apart, sheet_figures, sheet_shapes
from eyechart.tasks.discrimination._shadow_page import least_fading
from eyechart.tasks.marking import MarkingTask

_STYLES = ("figures", "figures", "shapes", "shapes", "dots")
_COUNTS = (6, 9, 12, 15, 18, 22, 26, 31, 36, 42, 48, 54)
_WIDEST = (90.0, 60.0)
"""Side, px, of the box of a thing, and of a dot, that has much room."""
_DIFFERENCES = (0.0, 0.0, 0.0, 17.0, 14.0, 12.0, 10.0, 8.6, 7.5, 6.6, 6.0, 5.5)
_CLEAR = (34.0, 30.0, 26.0, 22.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 8.0, 7.0)
"""Px between the rims of a dot and of the line beside it."""
_TURNS = (1, 1, 20, 20, 45, 90, 180)
"""Things are turned by at most so many degrees, each way."""
_ASKED = {
    "figures": "How many figures on the sheet below are the same as the one in the frame? Those "
    "that are turned, of another colour, or a little larger or smaller count, too; any that differ "
    "in a detail do not.",
    "shapes": "How many shapes on the sheet below have the same outline, filling and colour as the "
    "one in the frame? They may be turned.",
    "dots": "How many of the dots does the line run through? Dots that only lie near it do not "
    "count.",
}
_WANTED = {
    "figures": "each figure on the sheet that is the same as the one in the frame",
    "shapes": "each shape on the sheet that has the same outline, filling and colour as the one in "
    "the frame",
    "dots": "each dot that the line runs through",
}


class Sheet(Scene, frozen=True):
    """Things on a sheet: figures, or shapes, or else dots and a line."""

    places: tuple[tuple[int, int], ...]
    """Middles, px."""
    figures: tuple[Specimen, ...] = ()
    """One per place, and the one in the frame after them."""
    shapes: tuple[Shape, ...] = ()
    """The same."""
    line: Line = ()
    poses: tuple[Pose, ...] = ()
    """Of the things; they mean nothing."""
    difference: float = 0.0
    """The least visible difference, in px, of figures that are not the same."""
    contrast: float = 1.0
    dress: int = 0

    @property
    def style(self) -> str:
        return "figures" if self.figures else "shapes" if self.shapes else "dots"

    @property
    def counted(self) -> tuple[int, ...]:
        """The indices of all that are to be counted."""
        if self.style == "dots":
            return tuple(i for i, p in enumerate(self.places) if gap_to(self.line, p) < DOT)
        *things, sought = self.figures or self.shapes
        return tuple(i for i, thing in enumerate(things) if thing == sought)


class CountSame(MarkingTask[Sheet]):
    name = "count_same"
    version = 2
    title = "count all that are like the one in the frame"
    skills = ("discrimination", "counting", "visual search")
    scene_type = Sheet
    load_name = "things on the sheet, the paler the more"
    several = True
    crowded = True
    leaning = 0.25
    """Of many small things half hidden by their loops some lean to others by chance."""

    def knobs(self, level: int) -> Mapping[str, Any]:
        last = len(_COUNTS)
        return {
            "things": _COUNTS[min(level, last) - 1] + 2 * min(max(0, level - last), 405),
            "difference_px": _DIFFERENCES[min(level, last) - 1],
            "clear_px": _CLEAR[min(level, last) - 1],
            "turn": _TURNS[min(level, len(_TURNS)) - 1],
            "near": min(0.7, 0.1 * max(0, level - 3)),
            "colours": 1 if level < 3 else 2 if level < 6 else 4,
            "bends": min(7, 1 + level // 2),
            "contrast": least_fading(min(level, last + 3), last),
        }

    def generate(self, rng: Random, **knobs: Any) -> Sheet:
        return _made(rng, rng.choice(_STYLES), knobs)

    def vary(self, rng: Random, scene: Sheet, **knobs: Any) -> Sheet:
        """Figures are put elsewhere, with another value of a trait that tells none of one family
        apart: the dear part is finding near ones."""
        if scene.style != "figures" or not scene.difference:
            return _made(rng, scene.style, knobs)
        sought = scene.figures[-1]
        kin = {figure for figure in scene.figures if figure.family == sought.family}
        i, trait = rng.choice([
            (i, trait) for i, trait in enumerate(sought.kind.traits)
            if trait.name not in ("tilt", "facing") and len({k.values[i] for k in kin}) == 1
        ])  # fmt: skip
        value = rng.randint(trait.low, trait.high)
        figures = [retraited(f, i, value) if f in kin else f for f in scene.figures[:-1]]
        rng.shuffle(figures)
        return replace(
            scene,
            places=tuple(scattered(rng, len(figures), _area(scene))),
            figures=(*figures, retraited(sought, i, value)),
            poses=_poses(rng, len(figures), knobs),
        )

    def well_posed(self, scene: Sheet) -> bool:
        """Whether near figures differ by as many px as they were asked to."""
        if scene.style != "figures" or not scene.difference:
            return True
        px = figure_px(_apart(scene))
        return near_apart(scene.figures, px, scene.difference)

    def essence(self, scene: Sheet) -> object:
        return scene.places, scene.figures, scene.shapes, scene.line

    def load(self, scene: Sheet) -> float:
        return len(scene.places) / scene.contrast

    def draw(self, scene: Sheet, style: Style = Style()) -> Svg:
        side = sheet_side(scene.style, len(scene.places))
        svg = Svg(side, side)
        if scene.style == "dots":
            draw_dots(svg, scene.places, scene.line, scene.dress, scene.contrast, style)
            return svg
        px = figure_px(_apart(scene))
        things = scene.figures or scene.shapes
        draw_things(svg, things, scene.places, scene.poses, px, scene.contrast, style)
        return svg

    def question(self, scene: Sheet) -> str:
        return _ASKED[scene.style]

    def answer(self, scene: Sheet) -> AnyAnswer:
        return Integer(len(scene.counted), low=0, high=len(scene.places))

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            "Answer by drawing: give back the same picture with a red circle around "
            f"{_WANTED[self.scene(item).style]}, no two circles touching, and nothing else changed."
        )

    def turned_answer(self, scene: Sheet, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def describe(self, scene: Sheet) -> str:
        lines = [_ASKED[scene.style]]
        if scene.style == "dots":
            corners = " ".join(f"({x:g}, {y:g})" for x, y in scene.line)
            lines += [f"Line through: {corners}", f"Dots have a radius of {DOT:g}."]
            return "\n".join([*lines, *(f"Dot at ({x}, {y})" for x, y in scene.places)])
        *things, sought = [thing.words for thing in (scene.figures or scene.shapes)]
        lines.append(f"In the frame: {sought}")
        for (x, y), thing in zip(scene.places, things, strict=True):
            lines.append(f"At ({x}, {y}): {thing}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Sheet:
        style = next((name for name, words in _ASKED.items() if words in text), None)
        if style == "dots":
            dots = findall(r"^Dot at \((\d+), (\d+)\)", text, MULTILINE)
            line = findall(r"\(([\d.]+), ([\d.]+)\)", text[: text.find("Dots have")])
            return Sheet(
                tuple((int(x), int(y)) for x, y in dots),
                line=tuple((float(x), float(y)) for x, y in line),
            )
        things = findall(r"^At \((\d+), (\d+)\): (.+)$", text, MULTILINE)
        sought = search(r"^In the frame: (.+)$", text, MULTILINE)
        if style is None or sought is None or not things:
            raise Unreadable("no sheet of things to count is described here")
        words = [*(thing for *_, thing in things), sought[1]]
        sheet = Sheet(tuple((int(x), int(y)) for x, y, _ in things))
        if style == "figures":
            return replace(sheet, figures=tuple(map(specimen_of, words)))
        return replace(sheet, shapes=tuple(map(shape_of, words)))

    def solve(self, scene: Sheet) -> Sequence[AnyAnswer]:
        return [self.answer(scene)]

    def elements(self, scene: Sheet) -> list[Box]:
        side = min(_apart(scene) / APART, _WIDEST[scene.style == "dots"])
        return [Box(x - side / 2, y - side / 2, side, side) for x, y in scene.places]

    def chosen(self, scene: Sheet) -> tuple[int, ...]:
        return scene.counted

    def element_name(self, item: Item, index: int) -> str:
        x, y = self._boxes(item)[index].centre
        return f"the one at ({x:.0f}, {y:.0f})"


def _made(rng: Random, style: str, knobs: Mapping[str, Any]) -> Sheet:
    """A sheet in this style."""
    if style == "dots":
        return _dotted(rng, knobs)
    count = knobs["things"]
    area = sheet_area(style, count)
    places = scattered(rng, count, area)
    counted = set(rng.sample(range(count), _how_many(rng, count)))
    make = sheet_figures if style == "figures" else sheet_shapes
    px = figure_px(spacing(count, area))
    sought, others = make(rng, count - len(counted), px, knobs)
    rest = iter(others)
    things = tuple(sought if i in counted else next(rest) for i in range(count))
    sheet = Sheet(
        tuple(places),
        poses=_poses(rng, count, knobs),
        difference=knobs["difference_px"],
        contrast=knobs["contrast"],
        dress=rng.randrange(60),
    )
    return replace(sheet, **{style: (*things, sought)})


def _area(scene: Sheet) -> Box:
    return sheet_area(scene.style, len(scene.places))


def _apart(scene: Sheet) -> float:
    """Px that the middles of things keep from one another."""
    return spacing(len(scene.places), _area(scene))


def _how_many(rng: Random, count: int) -> int:
    """Of so many things, that are to be counted."""
    return rng.randint(max(2, count // 6), max(4, round(0.45 * count)))


def _poses(rng: Random, count: int, knobs: Mapping[str, Any]) -> tuple[Pose, ...]:
    """For the things and the one in the frame, which stands upright."""
    most = knobs["turn"]
    first = rng.randrange(60)
    loose = [
        Pose(
            rng.randint(-most, most) if most > 1 else 0,
            rng.choice((94, 100, 106)) if most > 20 else 100,
            first + rng.randrange(knobs["colours"]),
        )
        for _ in range(count)
    ]
    return (*loose, Pose(0, 100, first))


def _dotted(rng: Random, knobs: Mapping[str, Any]) -> Sheet:
    """Dots on a line and beside it."""
    most, full = FULL["dots"], FULL["things"]
    count = max(min(knobs["things"], most), round(knobs["things"] * most / full))
    area = sheet_area("dots", count)
    clear = DOT + 2 + knobs["clear_px"]
    while True:
        line = drawn_line(rng, area, knobs["bends"])
        through = _how_many(rng, count)
        apart = spacing(count, area)
        on = dots_on(rng, line, through, apart)
        beside = on and dots_beside(rng, line, area, on, count - through, apart, clear)
        if on and beside:
            places = rng.sample([*on, *beside], count)
            return Sheet(
                tuple(places), line=line, contrast=knobs["contrast"], dress=rng.randrange(60)
            )
