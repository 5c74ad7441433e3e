"""A figure built of flat coloured parts: which set holds exactly these parts?

After BabyVision's "Reconstruction" (2601.06521): houses, trains, animals, robots and more, no two
alike, built of rectangles, triangles, discs and their pieces.  The lettered sets lay the parts out
side by side, at higher levels turned and in any order; every wrong one has a part missing, one too
many, or one of another shape, size or colour.  Every part of the figure is seen whole, so the
answer is a comparison of multisets.
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
from eyechart.tasks.discrimination._building_parts import (
    KINDS,
    Part,
    Placed,
    draw_part,
    figure_box,
    packed,
)
from eyechart.tasks.discrimination._building_plans import PLANS, built
from eyechart.tasks.discrimination._building_sets import laid_out, same_set, wrong_sets

_COUNTS = (4, 5, 6, 7, 8, 9, 11, 13, 15, 17)
_MOST_PARTS = 26
"""More would be too small in an option."""
# Six colours each, far apart; none near the red of the answer.
_PALETTES = (
    ("#2f6fb0", "#e6cb4a", "#3c8d5a", "#8a63b8", "#9fdbe0", "#4f585f"),
    ("#1f4e79", "#f0dc7a", "#57b894", "#8d77cc", "#ccd2d6", "#8a9440"),
    ("#2a9d8f", "#d8c23a", "#4b3f8f", "#a8d86a", "#5b9fe0", "#c6cacf"),
)
_CARD, _EDGE = "#f8f7f3", "#c9c6bc"
_INSET = 7.0


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
            parts = tuple(sorted((p.part for p in figure), key=_bulk))
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
        colours = [_mixed(ink, scene.pale) for ink in _PALETTES[scene.dress % len(_PALETTES)]]
        around = figure_box(scene.figure)
        box = page.figure
        scale = min(box.width / around.width, box.height / around.height, 26.0)
        (cx, cy), (fx, fy) = box.centre, around.centre
        for part, x, y in scene.figure:
            draw_part(
                svg, part, (cx + scale * (x - fx), cy + scale * (y - fy)), scale, colours, style
            )
        side = page.options[0].width - 2 * _INSET
        small, places = _packed(scene.options, side, 0.8 * scale)
        for parts, spots, (x, y, w, h) in zip(scene.options, places, page.options, strict=True):
            svg.rect(x, y, w, h, rx=5, fill=_CARD, stroke=_EDGE, stroke_width=1.2 * style.stroke)
            for part, (px, py) in zip(parts, spots, strict=True):
                draw_part(svg, part, (x + w / 2 + px, y + h / 2 + py), small, colours, style)
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
        lines += [f"Figure: {_told(p.part)} at ({p.x:g}, {p.y:g})" for p in scene.figure]
        for letter, parts in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Set {letter}: {'; '.join(map(_told, parts))}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Building:
        placed = findall(r"(?m)^Figure: (.*) at \((\S+), (\S+)\)$", text)
        sets = findall(r"(?m)^Set [A-H]: (.*)$", text)
        if not (placed and sets):
            raise Unreadable("no figure and sets of parts are described here")
        return Building(
            options=tuple(tuple(map(_part, parts.split("; "))) for parts in sets),
            right=-1,
            layout=LAYOUTS[0],
            figure=tuple(Placed(_part(part), float(x), float(y)) for part, x, y in placed),
        )

    def fitting(self, scene: Building) -> Sequence[int]:
        needed = same_set([p.part for p in scene.figure])
        return [i for i, parts in enumerate(scene.options) if same_set(parts) == needed]


def _bulk(part: Part) -> tuple[int, int, str, int]:
    """Large parts first."""
    return -part.height, -part.width, part.kind, part.colour


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


def _packed(
    sets: Sequence[Sequence[Part]], side: float, most: float
) -> tuple[float, list[list[tuple[float, float]]]]:
    """The largest scale, at most `most`, at which all sets fit their squares, and where the parts
    then lie."""
    scale = most
    while True:
        places = [spots for parts in sets if (spots := packed(parts, side, scale)) is not None]
        if len(places) == len(sets):
            return scale, places
        scale *= 0.94


def _told(part: Part) -> str:
    return f"{part.kind} {part.width} by {part.height}, colour {part.colour}, turned {part.turn}"


def _part(text: str) -> Part:
    found = search(r"^(\w+) (\d+) by (\d+), colour (\d+), turned (\d+)$", text)
    if found is None or found[1] not in KINDS:
        raise Unreadable(f"{text!r} is no part")
    return Part(found[1], *map(int, found.groups()[1:]))


def _mixed(colour: str, pale: float) -> str:
    levels = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(v + pale * (150 - v)):02x}" for v in levels)
