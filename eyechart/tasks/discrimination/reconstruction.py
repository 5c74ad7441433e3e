"""A figure built of flat coloured parts: which set holds exactly these parts?

After BabyVision's "Reconstruction" (2601.06521): houses, trains, animals, robots and more, no two
alike, built of rectangles, triangles, discs and their pieces.  The lettered sets lay the parts out
side by side, at higher levels turned and in any order; every wrong one has one part in another
colour, shape or size, or another part in its place, and all differ in the same respect
(`_building_sets`).  Every part of the figure is seen whole, so the answer is a comparison of
multisets.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import findall
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
from eyechart.tasks.discrimination._building_page import (
    bulk,
    colours_of,
    draw_figure,
    draw_sets,
    part_of,
    scale_of,
    told,
)
from eyechart.tasks.discrimination._building_parts import Part, Placed, figure_box
from eyechart.tasks.discrimination._building_plans import PLANS, built
from eyechart.tasks.discrimination._building_sets import laid_out, same_set, wrong_sets

_COUNTS = (4, 5, 6, 7, 8, 9, 11, 13, 15, 17)
_MOST_PARTS = 26
"""More would be too small in an option."""
_CARD, _EDGE = "#f8f7f3", "#c9c6bc"


class Building(OptionsScene, frozen=True):
    """A figure of parts, and sets of parts."""

    options: tuple[tuple[Part, ...], ...]
    """In the order in which they are laid out, turned as they lie."""
    figure: tuple[Placed, ...]
    """From the lowest to the uppermost."""
    dress: int = 0
    pale: float = 0.0


class Reconstruction(OptionTask[Building]):
    name = "reconstruction"
    version = 2
    title = "find the set of parts that builds the figure"
    skills = ("discrimination", "parts and wholes", "counting")
    scene_type = Building
    load_name = "parts of the figure"
    wanted = "the right set"

    def knobs(self, level: int) -> Mapping[str, Any]:
        options = (2, 3, 3, 4, 4, 4, 4, 4, 5, 5)[level - 1] if level <= 10 else 5 + (level - 8) // 3
        return {
            "parts": _COUNTS[level - 1] if level <= 10 else min(level + 7, _MOST_PARTS),
            "options": min(options, 8),
            "coarse": level <= 3,
            "shuffled": level >= 4,
            "angles": (0,)
            if level <= 3
            else (0, 90, 180, 270)
            if level <= 7
            else tuple(range(0, 360, 45)),
            "pale": round(0.6 * (1 - 0.94 ** max(0, level - 19)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Building:
        while True:
            colours = rng.sample(range(6), 6)
            name = rng.choice(sorted(PLANS))
            figure = built(rng, name, knobs["parts"], colours)
            if figure is None:
                continue
            parts = tuple(sorted((p.part for p in figure), key=bulk))
            wrong = wrong_sets(rng, parts, knobs["options"] - 1, colours, knobs["coarse"])
            if wrong is None:
                continue
            order = rng.sample(range(len(wrong) + 1), len(wrong) + 1)
            sets = [parts, *wrong]
            return Building(
                options=tuple(
                    laid_out(rng, sets[i], knobs["shuffled"], knobs["angles"]) for i in order
                ),
                right=order.index(0),
                layout=_layout(rng, figure),
                figure=figure,
                dress=rng.randrange(1 << 16),
                pale=knobs["pale"],
            )

    def vary(self, rng: Random, scene: Building, **knobs: Any) -> Building:
        """The colours exchanged, the sets in another order and each laid out anew; at times a new
        figure."""
        if rng.random() < 0.1:
            return self.generate(rng, **knobs)
        colours = rng.sample(range(6), 6)
        figure = tuple(
            p._replace(part=p.part._replace(colour=colours[p.part.colour])) for p in scene.figure
        )
        options = tuple(
            laid_out(
                rng,
                tuple(part._replace(colour=colours[part.colour]) for part in parts),
                knobs["shuffled"],
                knobs["angles"],
            )
            for parts in scene.options
        )
        order = rng.sample(range(len(options)), len(options))
        scene = replace(scene, figure=figure, options=options, dress=rng.randrange(1 << 16))
        return self.shuffled(scene, order)

    def well_posed(self, scene: Building) -> bool:
        sets = {tuple(sorted(same_set(parts).items())) for parts in scene.options}
        return len(sets) == len(scene.options) and list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Building) -> object:
        sets = sorted(sorted(same_set(parts).items()) for parts in scene.options)
        return scene.figure, sets

    def load(self, scene: Building) -> float:
        return len(scene.figure)

    def page(self, scene: Building) -> OptionPage:
        count = len(scene.options)
        if scene.layout == "beside" and count > 3:
            return _two_columns(count)
        if scene.layout == "below" and count <= 3:
            return option_page(count, "below", 0.42)
        return option_page(count, "two rows" if count > 3 else scene.layout, 0.32)

    def draw(self, scene: Building, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        page.draw(svg, style)
        colours = colours_of(scene.dress, scene.pale)
        scale = min(26.0, scale_of(scene.figure, page.figure))
        draw_figure(svg, scene.figure, page.figure, scale, colours, style)
        for box in page.options:
            svg.rect(*box, rx=5, fill=_CARD, stroke=_EDGE, stroke_width=1.2 * style.stroke)
        draw_sets(svg, scene.options, page.options, 0.8 * scale, colours, style)
        return svg

    def question(self, scene: Building) -> str:
        return (
            "The figure is built of flat parts. Which of the lettered sets holds exactly the parts "
            "of the figure: none missing, none too many, each of the right shape, size and colour? "
            "In the sets the parts may lie turned, and all are drawn smaller by one scale."
        )

    def describe(self, scene: Building) -> str:
        lines = [
            "Parts are told as kind, width by height in units (the measures before the part is "
            "turned; a rectangle may be told either way), and colour number. A set fits if it "
            "holds the same parts; how they lie does not matter."
        ]
        lines += [f"Figure: {told(p.part)} at ({p.x:g}, {p.y:g})" for p in scene.figure]
        for letter, parts in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Set {letter}: {'; '.join(map(told, parts))}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Building:
        placed = findall(r"(?m)^Figure: (.*) at \((\S+), (\S+)\)$", text)
        sets = findall(r"(?m)^Set [A-H]: (.*)$", text)
        if not (placed and sets):
            raise Unreadable("no figure and sets of parts are described here")
        return Building(
            options=tuple(tuple(map(part_of, parts.split("; "))) for parts in sets),
            right=-1,
            layout=LAYOUTS[0],
            figure=tuple(Placed(part_of(part), float(x), float(y)) for part, x, y in placed),
        )

    def fitting(self, scene: Building) -> Sequence[int]:
        needed = same_set([p.part for p in scene.figure])
        return [i for i, parts in enumerate(scene.options) if same_set(parts) == needed]


def _layout(rng: Random, figure: Sequence[Placed]) -> str:
    """Wide figures above their sets, tall ones beside them."""
    _, _, width, height = figure_box(figure)
    return "beside" if height > 0.95 * width else rng.choice(LAYOUTS[:2])


def _two_columns(count: int) -> OptionPage:
    """Sets in two columns on the right, each as large as there is room for."""
    rows = -(-count // 2)
    side = min(120.0, (460 - 18 * (rows - 1)) / rows)
    left, top = 486 - 2 * side - 38, (512 - rows * side - 18 * (rows - 1)) / 2
    boxes = tuple(
        Box(left + i % 2 * (side + 38), top + i // 2 * (side + 18), side, side)
        for i in range(count)
    )
    letters = tuple((box.x - 15, box.y + side / 2) for box in boxes)
    rule = ((left - 38, 26.0), (left - 38, 486.0))
    return OptionPage(Box(26, 26, left - 80, 460), boxes, letters, rule)
