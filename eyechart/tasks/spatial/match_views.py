"""Several stacks of cubes, several drawings: which drawing is the view of which stack?

After BabyVision's "3D Views" where it asks for a full matching, and is answered by lines between
printed dots (2601.06521).  The stacks and views are those of `solid_views`, in one colour; from
level 5 on the stacks differ from one another by a cube or two that stand elsewhere, and some
drawings show none of them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.solids import VIEWS, View
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import LETTERS
from eyechart.tasks.joining import JOIN_LAYOUTS, JoiningTask, JoinPage, JoinScene, join_page
from eyechart.tasks.spatial._blocks_scene import Heights, moved
from eyechart.tasks.spatial._views_making import possible_views, stacked
from eyechart.tasks.spatial._views_page import draw_stack, draw_view
from eyechart.tasks.spatial._views_scene import Columns, Views, changed_by_one, view_of

_LEVELS = (
    # stacks, spare views, side of the floor, cubes from, to, tallest column, sides asked for
    (2, 0, 2, 3, 4, 2, ("front",)),
    (2, 0, 2, 3, 5, 3, ("front", "top")),
    (3, 0, 2, 4, 6, 3, ("front", "top")),
    (3, 1, 3, 5, 8, 3, ("front", "top")),
    (3, 1, 3, 6, 9, 3, ("front", "top")),
    (4, 0, 3, 8, 10, 3, ("front", "top")),
    (4, 1, 3, 9, 12, 4, ("front", "top")),
    (4, 1, 3, 11, 14, 4, ("front", "top", "right", "left")),
    (4, 1, 4, 13, 17, 4, ("front", "top", "right", "left")),
    (4, 1, 4, 15, 19, 4, ("front", "top", "right", "left")),
)
_WORDS = {
    "front": "from the front, along the arrow",
    "right": "from its right side, for someone who stands in front of it",
    "left": "from its left side, for someone who stands in front of it",
    "top": "from straight above, its front being at the bottom",
}
_INSET = 5.0
_FULL = 6
"""Squares along a floor from which on the picture grows with them."""
_WIDEST = 0.8
"""Share of a card that the widest view fills."""


class ViewPairs(JoinScene, frozen=True):
    """Stacks of cubes, all seen in one way, and drawings of one of their sides."""

    stacks: tuple[Columns, ...]
    views: tuple[tuple[str, ...], ...]
    front: int
    """The side at which the arrows are: 0 the lower right one, 1 the lower left one."""
    asked: str
    """"front", "right", "left" or "top"."""
    yaw: int
    pitch: int
    dress: int = 0

    def stack(self, columns: Columns) -> Views:
        """One of the stacks by itself."""
        return Views(
            (), -1, "below", columns, self.front, self.asked, self.yaw, self.pitch, self.dress
        )


class MatchViews(JoiningTask[ViewPairs]):
    name = "match_views"
    title = "say which drawing is the view of which stack of cubes"
    skills = ("spatial", "views", "matching")
    scene_type = ViewPairs
    load_name = "cubes of all stacks"

    def knobs(self, level: int) -> Mapping[str, Any]:
        stacks, spare, side, least, most, tallest, sides = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = min(max(0, level - len(_LEVELS)), 130)
        return {
            "stacks": stacks,
            "spare": spare,
            "side": side + on // 7,
            "least_cubes": least + 2 * on,
            "most_cubes": most + 2 * on,
            "tallest": min(6, tallest + on // 5),
            "sides": sides,
            "near": level >= 5,
        }

    def generate(self, rng: Random, **knobs: Any) -> ViewPairs:
        while True:
            view, front = rng.choice(VIEWS), rng.randrange(2)
            asked = rng.choice(knobs["sides"])
            found: dict[tuple[str, ...], Heights] = {}
            for heights in _tried(rng, view, knobs):
                own = _seen(heights, front, asked)
                if not knobs["near"] and not all(_plainly_apart(own, other) for other in found):
                    continue
                if min(len(own), len(own[0])) > 1:
                    found.setdefault(own, heights)
                if len(found) == knobs["stacks"]:
                    break
            spare = _spare(rng, found, asked, knobs["spare"])
            if len(found) < knobs["stacks"] or len(spare) < knobs["spare"]:
                continue
            stacks, views = list(found.values()), [*found, *spare]
            order = rng.sample(range(len(views)), len(views))
            return ViewPairs(
                partners=tuple(order.index(i) for i in range(len(stacks))),
                layout=rng.choice(JOIN_LAYOUTS),
                stacks=tuple(map(_columns, stacks)),
                views=tuple(views[i] for i in order),
                front=front,
                asked=asked,
                yaw=view.yaw,
                pitch=view.pitch,
                dress=rng.randrange(1000),
            )

    def vary(self, rng: Random, scene: ViewPairs, **knobs: Any) -> ViewPairs:
        """The same views in another order, and the stacks; at times all is made anew."""
        if rng.random() < 0.2:
            return self.generate(rng, **knobs)
        stacks = rng.sample(range(len(scene.stacks)), len(scene.stacks))
        order = rng.sample(range(len(scene.views)), len(scene.views))
        return replace(
            scene,
            partners=tuple(order.index(scene.partners[i]) for i in stacks),
            stacks=tuple(scene.stacks[i] for i in stacks),
            views=tuple(scene.views[i] for i in order),
            dress=rng.randrange(1000),
        )

    def essence(self, scene: ViewPairs) -> object:
        return scene.stacks, scene.views, scene.front, scene.asked

    def load(self, scene: ViewPairs) -> float:
        return sum(len(column) for stack in scene.stacks for row in stack for column in row)

    def counts(self, scene: ViewPairs) -> tuple[int, int]:
        return len(scene.stacks), len(scene.views)

    def fits(self, scene: ViewPairs) -> Sequence[Sequence[int]]:
        found = []
        for columns in scene.stacks:
            seen = set(possible_views(scene.stack(columns)))
            found.append([i for i, view in enumerate(scene.views) if view in seen])
        return found

    def exchanged(self, scene: ViewPairs, one: int, other: int) -> ViewPairs:
        views = list(scene.views)
        views[one], views[other] = views[other], views[one]
        return replace(scene, views=tuple(views))

    def page(self, scene: ViewPairs) -> JoinPage:
        squares = max(len(side) for stack in scene.stacks for side in (stack, stack[0]))
        size = max(512.0, float(ceil(512 * squares / _FULL)))
        return join_page(*self.counts(scene), scene.layout, size)

    def draw(self, scene: ViewPairs, style: Style = Style()) -> Svg:
        page = self.page(scene)
        svg = Svg(page.side, page.side)
        page.draw(svg, style)
        for columns, (x, y, w, h) in zip(scene.stacks, page.numbered, strict=True):
            room = Box(x + _INSET, y + _INSET, w - 2 * _INSET, h - 2 * _INSET)
            draw_stack(svg, scene.stack(columns), room, style, named=False)
        most = max(len(side) for view in scene.views for side in (view, view[0]))
        one = scene.stack(scene.stacks[0])
        for view, box in zip(scene.views, page.lettered, strict=True):
            draw_view(svg, one, view, box, min(_WIDEST / most, 0.26) * box.width, style)
        return svg

    def question(self, scene: ViewPairs) -> str:
        more = len(scene.views) - len(scene.stacks)
        rest = "" if not more else " One drawing shows none of them."
        return (
            "The picture shows numbered stacks of cubes, each on a floor of squares, and lettered "
            "drawings. No cube floats: under each cube there is another cube, or the floor. The "
            "arrow at a stack points at its front. Each stack looks like one of the drawings "
            f"{_WORDS[scene.asked]}.{rest} Which drawing belongs to which stack?"
        )

    def turned_question(self, scene: ViewPairs, turn: Any) -> str:
        """In a mirrored picture, right and left have changed places."""
        mirrored_picture = (turn.transpose + turn.mirror_x + turn.mirror_y) % 2
        if not mirrored_picture or scene.asked not in ("right", "left"):
            return self.question(scene)
        other = "left" if scene.asked == "right" else "right"
        return self.question(replace(scene, asked=other))

    def describe(self, scene: ViewPairs) -> str:
        front = ("right", "left")[scene.front]
        lines = [
            "Stacks of cubes of one size. No cube floats. They are seen from above the front "
            f"corner of the floor, at a yaw of {scene.yaw} and a pitch of {scene.pitch} degrees. "
            "Row 1 runs from the back corner of the floor to its right corner, column 1 from the "
            "back corner to its left corner. The lower right side of the floor is beside its last "
            f"column, the lower left side beside its last row. The front is at the lower {front} "
            f"side. Asked for is the view: {scene.asked}. (Right and left are those of someone who "
            "faces the front; the view from the top has the front at its bottom.)",
            "How many cubes stand on each square, row by row, rows parted by slashes:",
        ]
        for i, columns in enumerate(scene.stacks, 1):
            rows = "/".join("".join(str(len(column)) for column in row) for row in columns)
            lines.append(f"Stack {i}: {rows}")
        lines.append("Drawings, row by row from the top, 1 where a cube is seen:")
        for letter, view in zip(LETTERS, scene.views, strict=False):
            lines.append(f"Drawing {letter}: {'/'.join(view)}")
        return "\n".join(lines)

    def read_description(self, text: str) -> ViewPairs:
        stacks = re.findall(r"(?m)^Stack \d: ([\d/]+)$", text)
        views = re.findall(r"(?m)^Drawing [A-H]: ([\d/]+)$", text)
        view = re.search(r"a yaw of (\d+) and a pitch of (\d+) degrees", text)
        front = re.search(r"The front is at the lower (right|left) side", text)
        asked = re.search(rf"Asked for is the view: ({'|'.join(_WORDS)})\.", text)
        if not (stacks and views and view and front and asked):
            raise Unreadable("no stacks of cubes with their views are described here")
        return ViewPairs(
            partners=(),
            layout=JOIN_LAYOUTS[0],
            stacks=tuple(
                tuple(tuple("1" * int(high) for high in row) for row in stack.split("/"))
                for stack in stacks
            ),
            views=tuple(tuple(own.split("/")) for own in views),
            front=("right", "left").index(front[1]),
            asked=asked[1],
            yaw=int(view[1]),
            pitch=int(view[2]),
        )


def _tried(rng: Random, view: View, knobs: Mapping[str, Any]) -> Iterator[Heights]:
    """Stacks to choose from: where they are near ones, of the first with cubes moved."""
    first = stacked(rng, view, knobs)
    if first is None:
        return
    yield first
    for _ in range(30):
        heights = (
            moved(rng, first, view, cubes=rng.choice((1, 2)), tallest=knobs["tallest"])
            if knobs["near"]
            else stacked(rng, view, knobs)
        )
        if heights is not None:
            yield heights


def _seen(heights: Heights, front: int, asked: str) -> tuple[str, ...]:
    return view_of(heights, front, asked, lambda cube: "1")


def _columns(heights: Heights) -> Columns:
    return tuple(tuple("1" * high for high in row) for row in heights)


def _plainly_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two views differ in their measures, or in two cells and more."""
    if len(one) != len(other) or len(one[0]) != len(other[0]):
        return True
    return sum(a != b for a, b in zip("".join(one), "".join(other), strict=True)) > 1


def _spare(
    rng: Random, views: Mapping[tuple[str, ...], Heights], asked: str, count: int
) -> list[tuple[str, ...]]:
    """Views of none of the stacks, each a cell off one of them."""
    near = {
        other
        for view in views
        for other in changed_by_one(view, standing=asked != "top")
        if other not in views
    }
    return rng.sample(sorted(near), min(count, len(near)))
