"""Which drawing is the view of a stack of cubes from the side that is asked for?

After BabyVision's "3D Views" (2601.06521).  The stack is shown obliquely from above, an arrow at
its front; the options are its view from the front, the right, the left, the back or the top, and
others that are wrong: mirrored, of another side, a cell more or less, of a stack with a cube moved,
with a colour changed, or one of these changed again.  With one rule, no cube floats, the picture
decides: the solver tries all stacks that look the same (`_blocks_proof.py`) and keeps the views
that they have.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable, UsageError
from eyechart.scene.solids import VIEWS, View
from eyechart.scene.svg import Style, Svg
from eyechart.scene.turn import Turn
from eyechart.tasks.choosing import (
    LAYOUTS,
    LETTERS,
    OptionPage,
    OptionTask,
    option_page,
    relatives,
)
from eyechart.tasks.spatial._blocks_scene import Heights, by_square, moved, shown
from eyechart.tasks.spatial._views_making import possible_views, stacked
from eyechart.tasks.spatial._views_page import draw_views
from eyechart.tasks.spatial._views_scene import (
    SIDES,
    Columns,
    Views,
    changed_by_one,
    mirrored,
    normal_of,
    recoloured,
    view_of,
)

_LEVELS = (
    # side of the floor, cubes from, to, tallest column, options, inks, sides that are asked for
    (2, 3, 4, 2, 2, 1, ("front",)),
    (3, 4, 6, 2, 3, 1, ("front", "top")),
    (3, 5, 8, 3, 3, 1, ("front", "top")),
    (3, 7, 10, 3, 4, 1, ("front", "top", "right", "left")),
    (3, 9, 12, 3, 4, 2, ("front", "top", "right", "left")),
    (4, 11, 15, 3, 4, 2, ("top", "right", "left", "back")),
    (4, 13, 18, 4, 5, 2, ("top", "right", "left", "back")),
    (4, 16, 21, 4, 5, 3, ("top", "right", "left", "back")),
    (5, 19, 25, 4, 6, 3, ("top", "right", "left", "back")),
    (5, 23, 30, 5, 6, 3, ("top", "right", "left", "back")),
)
_WORDS = {
    "front": "How does it look from the front, along the arrow?",
    "right": "How does it look from its right side, for someone who stands in front of it?",
    "left": "How does it look from its left side, for someone who stands in front of it?",
    "back": "How does it look from the back, on the side away from the arrow?",
    "top": "How does it look from straight above, its front being at the bottom?",
}


class SolidViews(OptionTask[Views]):
    name = "solid_views"
    version = 2
    title = "find the view of a stack of cubes from a named side"
    skills = ("spatial", "views", "mental rotation")
    scene_type = Views
    load_name = "cubes"
    wanted = "the right view"

    def knobs(self, level: int) -> Mapping[str, Any]:
        side, least, most, tallest, options, inks, sides = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        return {
            "side": side + (on + 3) // 9,
            "least_cubes": least + 3 * on,
            "most_cubes": most + 3 * on,
            "tallest": min(6, tallest + on // 4),
            "options": options,
            "inks": inks + (level > 20),
            "sides": sides,
            "near": level > 2,
        }

    def generate(self, rng: Random, **knobs: Any) -> Views:
        for _ in range(200):
            view, front = rng.choice(VIEWS), rng.randrange(2)
            heights = stacked(rng, view, knobs)
            asked = rng.choice(knobs["sides"])
            # A side that cannot be seen is asked for by its outline alone.
            seen = asked == "top" or min(normal_of(front, asked)) >= 0
            if heights is None:
                continue
            columns = _painted(rng, heights, knobs["inks"] if seen else 1)
            dress = rng.randrange(1000)
            # Few options stand best in one row, many in two.
            layout = rng.choice(("below" if knobs["options"] < 5 else "two rows", "beside"))
            scene = Views((), 0, layout, columns, front, asked, *view, dress)
            made = self._offered(rng, scene, knobs)
            if made is not None:
                return made
        raise UsageError(f"no stack was found with {knobs}: ask for fewer cubes or fewer options")

    def vary(self, rng: Random, scene: Views, **knobs: Any) -> Views:
        """The same stack with two of its cubes put elsewhere, and new options."""
        view = View(scene.yaw, scene.pitch)
        heights = moved(rng, scene.heights, view, cubes=2, tallest=knobs["tallest"])
        if heights is None or not _in_one_piece(heights):
            return self.generate(rng, **knobs)
        columns = _painted(rng, heights, scene.inks)
        made = self._offered(rng, replace(scene, columns=columns), knobs)
        return made or self.generate(rng, **knobs)

    def _offered(self, rng: Random, scene: Views, knobs: Mapping[str, Any]) -> Views | None:
        """The scene with options; None if there are not enough, or the view is too plain."""
        right = _seen(scene, scene.asked)
        if len(right) == 1 or len(right[0]) == 1:
            return None
        if scene.inks > 1 and not _colours_show(scene):
            return None
        wrong = _wrong(rng, scene, right, knobs)
        options = [right, *wrong]
        if len(options) < knobs["options"]:
            return None
        rng.shuffle(options)
        return replace(scene, options=tuple(options), right=options.index(right))

    def well_posed(self, scene: Views) -> bool:
        return list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Views) -> object:
        return scene.columns, scene.front, scene.asked, sorted(scene.options)

    def load(self, scene: Views) -> float:
        return sum(map(sum, scene.heights))

    def page(self, scene: Views) -> OptionPage:
        figure = {"below": 0.54, "two rows": 0.5, "beside": 0.55}[scene.layout]
        squares = max(len(scene.columns), len(scene.columns[0]))
        return option_page(len(scene.options), scene.layout, figure, max(512, 64 * squares))

    def draw(self, scene: Views, style: Style = Style()) -> Svg:
        return draw_views(scene, self.page(scene), style)

    def question(self, scene: Views) -> str:
        return (
            "The picture shows cubes of one size, stacked on a floor of squares. No cube floats: "
            "under each cube there is another cube, or the floor. The arrow with the word front "
            f"points at the front of the stack. {_WORDS[scene.asked]} "
            "Which of the lettered drawings shows that?"
        )

    def turned_question(self, scene: Views, turn: Turn) -> str:
        """In a mirrored picture, right and left have changed places."""
        mirrored_picture = (turn.transpose + turn.mirror_x + turn.mirror_y) % 2
        if not mirrored_picture or scene.asked not in ("right", "left"):
            return self.question(scene)
        other = "left" if scene.asked == "right" else "right"
        return self.question(replace(scene, asked=other))

    def describe(self, scene: Views) -> str:
        front = ("right", "left")[scene.front]
        head = (
            f"Cubes of one size are stacked on a floor of {len(scene.columns)} rows and "
            f"{len(scene.columns[0])} columns of squares. No cube floats. They are seen from above "
            f"the front corner of the floor, at a yaw of {scene.yaw} and a pitch of {scene.pitch} "
            "degrees. Row 1 runs from the back corner of the floor to its right corner, column 1 "
            "from the back corner to its left corner. The lower right side of the floor is beside "
            "its last column, the lower left side beside its last row.\n"
            "The column on each square, row by row: a digit for the colour of each cube, from the "
            "floor up, or a hyphen for a bare square."
        )
        lines = [" ".join(column or "-" for column in row) for row in scene.columns]
        asked = (
            f"The front is at the lower {front} side of the floor. "
            f"Asked for is the view: {scene.asked}. (Right and left are those of someone who faces "
            "the front; the view from the top has the front at its bottom.)\n"
            "Options, row by row from the top, in digits of colours, 0 where nothing is, rows "
            "parted by slashes:"
        )
        options = [
            f"Option {letter}: {'/'.join(view)}"
            for letter, view in zip(LETTERS, scene.options, strict=False)
        ]
        return "\n".join([head, *lines, asked, *options])

    def read_description(self, text: str) -> Views:
        lines = re.findall(r"^(?:\d+|-)(?: (?:\d+|-))*$", text, re.MULTILINE)
        view = re.search(r"a yaw of (\d+) and a pitch of (\d+) degrees", text)
        front = re.search(r"The front is at the lower (right|left) side", text)
        asked = re.search(rf"Asked for is the view: ({'|'.join(SIDES)})\.", text)
        options = tuple(tuple(o.split("/")) for o in re.findall(r"Option [A-H]: ([\d/]+)", text))
        if not (lines and view and front and asked and options):
            raise Unreadable("no stack of cubes with its views is described here")
        columns = tuple(tuple(column.replace("-", "") for column in line.split()) for line in lines)
        side = ("right", "left").index(front[1])
        return Views(options, -1, LAYOUTS[0], columns, side, asked[1], int(view[1]), int(view[2]))

    def fitting(self, scene: Views) -> Sequence[int]:
        """The options that show the view, as some stack has it that looks the same."""
        fits: set[int] = set()
        for seen in possible_views(scene):
            fits |= {i for i, option in enumerate(scene.options) if _agree(seen, option)}
            if len(fits) > 1:
                break
        return sorted(fits)


def _agree(seen: tuple[str, ...], option: tuple[str, ...]) -> bool:
    """Whether the option could be this view, some of whose colours may be unknown."""
    pattern = re.escape("/".join(seen)).replace(r"\?", "[1-9]")
    return re.fullmatch(pattern, "/".join(option)) is not None


def _seen(scene: Views, side: str) -> tuple[str, ...]:
    return view_of(scene.heights, scene.front, side, scene.ink)


def _in_one_piece(heights: Heights) -> bool:
    squares = {square for square, high in by_square(heights).items() if high}
    reached: set[tuple[int, int]] = set()
    ahead = [min(squares)]
    while ahead:
        x, y = ahead.pop()
        if (x, y) in squares and (x, y) not in reached:
            reached.add((x, y))
            ahead += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return reached == squares


def _painted(rng: Random, heights: Heights, inks: int) -> Columns:
    """Inks cube by cube, column by column or layer by layer."""
    if inks == 1:
        return tuple(tuple("1" * high for high in row) for row in heights)
    way, shift = rng.choice(("cubes", "cubes", "columns", "layers", "checker")), rng.randrange(9)

    def ink(x: int, y: int, z: int, own: int) -> str:
        at = {"cubes": rng.randrange(inks), "columns": own, "layers": z, "checker": x + y + z}[way]
        return str(1 + (at + shift) % inks)

    columns = []
    for y, row in enumerate(heights):
        own = [rng.randrange(inks) for _ in row]
        columns.append(
            tuple("".join(ink(x, y, z, own[x]) for z in range(high)) for x, high in enumerate(row))
        )
    return tuple(columns)


def _colours_show(scene: Views) -> bool:
    """Whether each cube that the view shows is seen in the picture, and in several colours."""
    known = shown(scene.heights, View(scene.yaw, scene.pitch))
    view = view_of(
        scene.heights, scene.front, scene.asked, lambda c: scene.ink(c) if c in known else "?"
    )
    return not any("?" in row for row in view) and len(set("".join(view)) - {"0"}) > 1


def _wrong(
    rng: Random, scene: Views, right: tuple[str, ...], knobs: Mapping[str, Any]
) -> list[tuple[str, ...]]:
    """Wrong views, each another of the options with one change; none if there are not enough."""
    near, others = knobs["near"], _others(rng, scene, right, knobs)
    # One large view would make all others small.
    most = max(len(right), len(right[0])) + 1

    def changes(view: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        by_one = changed_by_one(view, standing=scene.asked != "top") if near else []
        tints = recoloured(view) if scene.inks > 1 else []
        ways = [way for way in ([mirrored(view)], others, tints, by_one) if way]
        for _ in range(30):
            other = rng.choice(rng.choice(ways))
            far = near or (_far(other, view) and _far(other, right))
            if far and max(len(other), len(other[0])) <= most:
                yield other

    return relatives(rng, right, knobs["options"] - 1, changes) or []


def _others(
    rng: Random, scene: Views, right: tuple[str, ...], knobs: Mapping[str, Any]
) -> list[tuple[str, ...]]:
    """Views of the other sides, and of other stacks."""
    view = View(scene.yaw, scene.pitch)
    others = [_seen(scene, side) for side in SIDES if side != scene.asked]
    if scene.asked == "top":
        others += [tuple(row) for row in _turned(right)]
    for _ in range(3 if knobs["near"] else 6):
        heights = (
            moved(rng, scene.heights, view, cubes=1, tallest=knobs["tallest"])
            if knobs["near"]
            else stacked(rng, view, knobs)
        )
        if heights and scene.inks == 1:
            others.append(_seen(scene.painted(heights), scene.asked))
    return others


def _turned(view: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A view from above by a quarter, a half and three quarters of a turn."""
    turned = [view]
    for _ in range(3):
        turned.append(tuple("".join(column) for column in zip(*turned[-1][::-1], strict=True)))
    return turned[1:]


def _far(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two views differ in size or in more than one cell, however they are laid."""
    if len(one) != len(other) or len(one[0]) != len(other[0]):
        return True
    return sum(a != b for a, b in zip("".join(one), "".join(other), strict=True)) > 1
