"""A coloured ornament with a hole: which patch continues it?

After BabyVision's "Pattern and Color Completion" (2601.06521): mosaics, wallpapers and plaids on a
grid; lobes, rings, scales and zigzags of nested bands.  Each is symmetric or repeats itself.  The
patch is right that follows from all regularities which the visible part obeys (`_ornament_rules`);
scenes in which these leave a doubt are thrown away.  Every wrong patch is wrong in one way: other
colours somewhere, a band wider or narrower, or cut a little aside; and all patches of a scene
differ in the same respect (`_ornament_patches`).
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
from eyechart.tasks.discrimination._ornament_making import COLOURS, FAMILIES, made
from eyechart.tasks.discrimination._ornament_page import (
    colours_of,
    draw_hole,
    draw_ornament,
    laid,
)
from eyechart.tasks.discrimination._ornament_patches import Patch, right_patch, wrong_patches
from eyechart.tasks.discrimination._ornament_rules import Codes, codes_of, implied, rows_of
from eyechart.tasks.discrimination._ornament_shapes import Shape

_LEAST = (0.3, 0.25, 0.18, 0.14, 0.11, 0.09, 0.07, 0.055, 0.045, 0.035)
_DETERMINED = 0.97
"""Share of the hole that must be implied: places at the very edge of shapes may be left open."""


class Ornamented(OptionsScene, frozen=True):
    """An ornament, its hole, and the patches."""

    options: tuple[Patch, ...]
    family: str
    rows: tuple[str, ...]
    """Colours of the ornament's grid, row by row, a letter each; "?" in the hole."""
    hole: tuple[int, int, int, int]
    """Column, row, width and height, in places of the grid."""
    shapes: tuple[Shape, ...] = ()
    """What the ornament is drawn of; empty: of its grid."""
    detail: int = 1
    dress: int = 0
    pale: float = 0.0


class ColourCompletion(OptionTask[Ornamented]):
    name = "colour_completion"
    version = 2
    title = "find the patch that continues a coloured ornament"
    skills = ("discrimination", "completion", "colour")
    scene_type = Ornamented
    load_name = "places or bands across the hole"
    wanted = "the right patch"

    def knobs(self, level: int) -> Mapping[str, Any]:
        options = (3, 3, 4, 4, 4, 4, 4, 5, 5, 6)[level - 1] if level <= 10 else 6 + (level - 8) // 3
        return {
            "detail": min(2 + (level - 1) // 2, 9),
            "colours": (2, 3, 3, 4, 4, 4, 5, 5, 6, 6)[min(level, 10) - 1],
            "options": min(options, 8),
            "least": _LEAST[level - 1] if level <= 10 else 0.03,
            "most": 1.0 if level <= 4 else 0.5 if level <= 7 else 0.3,
            "coarse": level <= 3,
            "pale": round(0.7 * (1 - 0.94 ** max(0, level - 15)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Ornamented:
        while True:
            layout, family = rng.choice(LAYOUTS), rng.choice(sorted(FAMILIES))
            aspect = rng.choice((0.75, 1.0) if layout == "beside" else (1.0, 1.4, 1.6))
            whole = made(rng, family, knobs["detail"], knobs["colours"], aspect)
            count = knobs["options"] - 1
            wrong = wrong_patches(rng, whole, count, knobs["least"], knobs["most"], knobs["coarse"])
            if not wrong:
                continue
            options = [right_patch(whole), *wrong]
            order = rng.sample(range(len(options)), len(options))
            x, y, w, h = whole.hole
            codes = whole.ornament.codes.copy()
            codes[y : y + h, x : x + w] = -1
            return Ornamented(
                options=tuple(options[i] for i in order),
                right=order.index(0),
                layout=layout,
                family=family,
                rows=rows_of(codes),
                hole=whole.hole,
                shapes=whole.ornament.shapes,
                detail=knobs["detail"],
                dress=rng.randrange(1 << 16),
                pale=knobs["pale"],
            )

    def vary(self, rng: Random, scene: Ornamented, **knobs: Any) -> Ornamented:
        """Its colours exchanged, the patches in another order; at times a new one."""
        if rng.random() < 0.1:
            return self.generate(rng, **knobs)
        if scene.family == "plaid":
            a, b = rng.sample(range(3), 3), rng.sample(range(3), 3)
            codes = [3 * b[code // 3] + a[code % 3] for code in range(9)]
        else:
            codes = rng.sample(range(COLOURS), COLOURS)
        table = str.maketrans({chr(97 + i): chr(97 + code) for i, code in enumerate(codes)})

        def dyed(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
            return tuple(shape._replace(code=codes[shape.code]) for shape in shapes)

        options = tuple(
            Patch(tuple(row.translate(table) for row in rows), dyed(shapes))
            for rows, shapes in scene.options
        )
        rows = tuple(row.translate(table) for row in scene.rows)
        order = rng.sample(range(len(options)), len(options))
        scene = replace(scene, options=options, rows=rows, shapes=dyed(scene.shapes))
        return self.shuffled(scene, order)

    def well_posed(self, scene: Ornamented) -> bool:
        wanted = _wanted(scene)
        return (
            wanted is not None
            and (wanted >= 0).mean() >= _DETERMINED
            and _agreeing(scene, wanted) == [scene.right]
        )

    def essence(self, scene: Ornamented) -> object:
        return scene.rows, sorted(option.rows for option in scene.options)

    def load(self, scene: Ornamented) -> float:
        return scene.detail

    def page(self, scene: Ornamented) -> OptionPage:
        many = len(scene.options) > 4
        layout = "two rows" if many and scene.layout == "below" else scene.layout
        return option_page(len(scene.options), layout, 0.5 if layout == "below" else 0.4)

    def draw(self, scene: Ornamented, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        page.draw(svg, style)
        colours = colours_of(scene.dress, scene.family == "plaid", scene.pale)
        tiles = 0 if scene.family == "plaid" else 1 + scene.dress // 8
        height, width = len(scene.rows), len(scene.rows[0])
        field = laid(width, height, page.figure, 40.0)
        window = (0, 0, width, height)
        draw_ornament(svg, scene.rows, scene.shapes, window, colours, tiles, field, style)
        x, y, w, h = scene.hole
        scale = field.width / width
        hole = Box(field.x + scale * x, field.y + scale * y, scale * w, scale * h)
        draw_hole(svg, hole, style)
        for patch, box in zip(scene.options, page.options, strict=True):
            on = laid(w, h, Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4), 1.5 * scale)
            draw_ornament(svg, patch.rows, patch.shapes, scene.hole, colours, tiles, on, style)
        return svg

    def question(self, scene: Ornamented) -> str:
        return (
            "A part of the ornament is missing: the white field with the question mark. The whole "
            "ornament is symmetric or repeats itself. Which of the lettered patches completes it? "
            "The patches are not turned; all are drawn to one scale, which may be larger than the "
            "ornament's."
        )

    def describe(self, scene: Ornamented) -> str:
        lines = [
            "The ornament as a grid, row by row from the top; each letter is a colour, ? is "
            "hidden. The whole is symmetric or repeats itself.",
            f"Ornament: {'/'.join(scene.rows)}",
        ]
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Patch {letter}: {'/'.join(option.rows)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Ornamented:
        found = search(r"(?m)^Ornament: ([a-z?/]+)$", text)
        options = findall(r"(?m)^Patch [A-H]: ([a-z/]+)$", text)
        if not (found and options):
            raise Unreadable("no ornament is described here")
        rows = tuple(found[1].split("/"))
        hidden = [(r, row.index("?")) for r, row in enumerate(rows) if "?" in row]
        if not hidden or len({len(row) for row in rows}) != 1:
            raise Unreadable("the ornament has no hole, or its rows are not equally long")
        top, left = hidden[0]
        return Ornamented(
            options=tuple(Patch(tuple(option.split("/"))) for option in options),
            right=-1,
            layout=LAYOUTS[0],
            family="mosaic",
            rows=rows,
            hole=(left, top, rows[top].count("?"), len(hidden)),
        )

    def fitting(self, scene: Ornamented) -> Sequence[int]:
        wanted = _wanted(scene)
        return [] if wanted is None else _agreeing(scene, wanted)


def _wanted(scene: Ornamented) -> Codes | None:
    """What the visible part implies of the hole, -1 where it is silent; None if it contradicts
    itself."""
    x, y, w, h = scene.hole
    whole = implied(codes_of(scene.rows))
    return None if whole is None else whole[y : y + h, x : x + w]


def _agreeing(scene: Ornamented, wanted: Codes) -> list[int]:
    """The options that are as is wanted."""
    patches = [codes_of(option.rows) for option in scene.options]
    return [
        i
        for i, patch in enumerate(patches)
        if patch.shape == wanted.shape and not ((wanted >= 0) & (patch != wanted)).any()
    ]
