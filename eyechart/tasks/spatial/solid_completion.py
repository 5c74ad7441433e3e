"""Which piece fills the gap in a box of cubes?

After BabyVision's "3D Pattern Completion" (2601.06521).  A box has lost a piece that could be
lifted out: what is left is columns on a floor, and `_blocks_proof.py` tries all columns that would
look the same.  The pieces stand beside it, first as they would be set in, then turned about the
vertical, then turned freely; every cube of a piece shows, so that its drawing says what it is.
Wrong ones have a cube more, a cube less or a cube moved, or are the mirror image, of the right one
or of another, and cannot be turned into the right one by any of the 24 turns of a cube.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable, UsageError
from eyechart.scene.solids import VIEWS, Cube, View
from eyechart.scene.svg import Style, Svg
from eyechart.tasks.choosing import (
    LETTERS,
    OptionPage,
    OptionsScene,
    OptionTask,
    option_page,
    relatives,
)
from eyechart.tasks.spatial._blocks_proof import Raster, lookalikes
from eyechart.tasks.spatial._blocks_scene import Heights, by_square, in_sight
from eyechart.tasks.spatial._completion_page import draw_completion
from eyechart.tasks.spatial._polycubes import (
    TURNED,
    UPRIGHT,
    Piece,
    all_seen,
    around,
    canonical,
    changed_by_one,
    mirrored,
    placed,
    turned,
)

_LEVELS = (
    # the box's sides, cubes of the piece from, to, options, how the pieces are turned
    ((3, 3, 2), 2, 3, 2, "not"),
    ((3, 3, 2), 2, 4, 3, "not"),
    ((4, 3, 2), 3, 4, 3, "not"),
    ((3, 3, 3), 4, 5, 4, "upright"),
    ((3, 3, 3), 4, 6, 4, "upright"),
    ((4, 3, 3), 5, 7, 4, "freely"),
    ((4, 4, 3), 6, 8, 5, "freely"),
    ((4, 4, 4), 7, 9, 5, "freely"),
    ((5, 4, 4), 8, 10, 6, "freely"),
    ((5, 5, 4), 9, 12, 6, "freely"),
)
_TURNINGS = {"not": TURNED[:0], "upright": UPRIGHT, "freely": TURNED}
_HOW = {
    "not": "The pieces are shown as they would be set in.",
    "upright": "The pieces may be turned about the vertical.",
    "freely": "The pieces may be turned in any way.",
}


class Completion(OptionsScene, frozen=True):
    """A box of cubes with a gap that is open at the top, and pieces, as they are shown."""

    options: tuple[Piece, ...]
    right: int
    layout: str
    heights: Heights
    """Of what is left; `heights[y][x]`."""
    tall: int
    """Height of the whole box, in cubes."""
    yaw: int
    pitch: int
    turning: str = "freely"
    """How pieces are turned: "not", "upright" or "freely"."""
    dress: int = 0

    @property
    def view(self) -> View:
        return View(self.yaw, self.pitch)


class SolidCompletion(OptionTask[Completion]):
    name = "solid_completion"
    version = 2
    title = "find the piece that fills the gap in a box of cubes"
    skills = ("spatial", "completion", "mental rotation")
    scene_type = Completion
    load_name = "cubes of the missing piece"
    wanted = "the right piece"

    def knobs(self, level: int) -> Mapping[str, Any]:
        sides, least, most, options, turning = _LEVELS[min(level, len(_LEVELS)) - 1]
        # In a larger box the search for what else would look the same takes too long.
        on = min(max(0, level - len(_LEVELS)), 14)
        a, b, c = sides
        return {
            "sides": (a + (on + 2) // 6, b + on // 6, c + on // 5),
            "least_cubes": least + on,
            "most_cubes": most + on,
            "options": options,
            "turning": turning,
        }

    def generate(self, rng: Random, **knobs: Any) -> Completion:
        for _ in range(400):
            view, (a, b, c) = rng.choice(VIEWS), rng.sample(knobs["sides"], 3)
            cubes = rng.randint(knobs["least_cubes"], knobs["most_cubes"])
            gap = _gap(rng, view, (a, b, c), cubes)
            layout = rng.choice(("below" if knobs["options"] < 5 else "two rows", "beside"))
            if gap is None:
                continue
            dress = rng.randrange(1000)
            heights = _left(gap, (a, b, c))
            scene = Completion((), 0, layout, heights, c, *view, knobs["turning"], dress)
            made = _offered(rng, scene, placed(gap), knobs["options"])
            if made is not None:
                return made
        raise UsageError(f"no gap was found with {knobs}: ask for fewer cubes or fewer options")

    def vary(self, rng: Random, scene: Completion, **knobs: Any) -> Completion:
        """Other pieces to choose from."""
        piece = scene.options[scene.right]
        made = _offered(rng, replace(scene, dress=rng.randrange(1000)), piece, knobs["options"])
        return made or self.generate(rng, **knobs)

    def well_posed(self, scene: Completion) -> bool:
        return list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Completion) -> object:
        return scene.heights, scene.tall, scene.turning, sorted(map(canonical, scene.options))

    def load(self, scene: Completion) -> float:
        return len(_missing(by_square(scene.heights), scene.tall))

    def page(self, scene: Completion) -> OptionPage:
        figure = {"below": 0.52, "two rows": 0.43, "beside": 0.5}[scene.layout]
        return option_page(len(scene.options), scene.layout, figure)

    def draw(self, scene: Completion, style: Style = Style()) -> Svg:
        page = self.page(scene)
        return draw_completion(
            scene.heights, scene.tall, scene.options, scene.view, scene.dress, page, style
        )

    def question(self, scene: Completion) -> str:
        return (
            "A box made of small cubes has lost a piece. Dashed lines show where the box was "
            "whole. Below each cube that is left there is another cube, or the floor. Which of the "
            f"lettered pieces fills the gap exactly, so that the box is whole again? "
            f"{_HOW[scene.turning]} No piece has a cube that is wholly hidden."
        )

    def describe(self, scene: Completion) -> str:
        head = (
            f"A box of {len(scene.heights)} rows by {len(scene.heights[0])} columns by "
            f"{scene.tall} layers of cubes has lost a piece. No cube that is left floats. It is "
            f"seen from above its front corner, at a yaw of {scene.yaw} and a pitch of "
            f"{scene.pitch} degrees. {_HOW[scene.turning]}\n"
            "How many cubes are left on each square of the floor, row by row:"
        )
        lines = [" ".join(map(str, row)) for row in scene.heights]
        lines.append(
            "Pieces, each as the cubes that it is made of: (column, row, layer), from 0. A piece "
            "fits if it fills the gap after a turn."
        )
        for letter, piece in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: " + " ".join(f"({x}, {y}, {z})" for x, y, z in piece))
        return "\n".join([head, *lines])

    def read_description(self, text: str) -> Completion:
        size = re.search(r"by (\d+) layers of cubes", text)
        view = re.search(r"a yaw of (\d+) and a pitch of (\d+) degrees", text)
        lines = re.findall(r"^\d+(?: \d+)*$", text, re.MULTILINE)
        options = tuple(
            tuple(
                (int(x), int(y), int(z)) for x, y, z in re.findall(r"\((\d+), (\d+), (\d+)\)", line)
            )
            for line in re.findall(r"Option [A-H]: (.+)", text)
        )
        if not (size and view and lines and options):
            raise Unreadable("no box with a gap is described here")
        turning = next((name for name, words in _HOW.items() if words in text), "freely")
        heights = tuple(tuple(map(int, line.split())) for line in lines)
        return Completion(
            options, -1, "below", heights, int(size[1]), int(view[1]), int(view[2]), turning
        )

    def fitting(self, scene: Completion) -> Sequence[int]:
        """The pieces that fill the gap of some box that looks the same.

        A piece with a cube that cannot be seen might be any other: it fits, too, as far as one
        can know.
        """
        rows, columns = len(scene.heights), len(scene.heights[0])
        raster = Raster.of(scene.view, rows, columns, scene.tall)
        fits = {i for i, piece in enumerate(scene.options) if not all_seen(piece, scene.view)}
        for stack in lookalikes(raster, raster.picture(by_square(scene.heights))):
            gap = _missing(stack, scene.tall)
            if gap:
                wanted = canonical(placed(gap))
                fits |= {i for i, p in enumerate(scene.options) if canonical(p) == wanted}
        return sorted(fits)


def _missing(stack: Mapping[tuple[int, int], int], tall: int) -> list[Cube]:
    return [(x, y, z) for (x, y), high in stack.items() for z in range(high, tall)]


def _left(gap: Sequence[Cube], sides: tuple[int, int, int]) -> Heights:
    a, b, c = sides
    return tuple(
        tuple(c - sum((x, y, z) in gap for z in range(c)) for x in range(a)) for y in range(b)
    )


def _gap(
    rng: Random, view: View, sides: tuple[int, int, int], cubes: int
) -> tuple[Cube, ...] | None:
    """Cubes that can be lifted out together, the columns under them in sight; None if unlucky."""
    a, b, c = sides
    # Most gaps begin at the near corner or one of the near edges.
    start = (a - 1 - rng.choice((0, 0, 1)) % a, b - 1 - rng.choice((0, 0, 1)) % b, c - 1)
    gap = {start}
    for _ in range(6 * cubes):
        if len(gap) == cubes:
            break
        x, y, z = rng.choice(sorted(near for cube in gap for near in around(cube)))
        inside = 0 <= x < a and 0 <= y < b and 0 <= z < c
        if not inside or (x, y, z) in gap or (z < c - 1 and (x, y, z + 1) not in gap):
            continue
        grown = gap | {(x, y, z)}
        if in_sight(_left(tuple(grown), sides), view):
            gap = grown
    return tuple(sorted(gap)) if len(gap) == cubes < a * b * c else None


def _offered(rng: Random, scene: Completion, piece: Piece, options: int) -> Completion | None:
    """The scene with pieces to choose from; None if there are not enough."""
    turnings = _TURNINGS[scene.turning]

    def changes(old: Piece) -> Iterator[Piece]:
        more, less, moved = changed_by_one(rng, old, 8)
        ways = [[mirrored(old)], moved, more, less]
        # A cube less as often as one more, though fewer such pieces hold together and are seen.
        for way in rng.sample(ways, len(ways)):
            for new in way:
                near = abs(len(new) - len(piece)) < 3
                if near and _seen_whole(rng, new, scene.view, turnings):
                    yield new

    wrong = relatives(rng, piece, options - 1, changes, canonical)
    shown = [_seen_whole(rng, other, scene.view, turnings) for other in (piece, *(wrong or ()))]
    found = [other for other in shown if other is not None]
    if len(found) < options:
        return None
    order = rng.sample(range(options), options)
    return replace(scene, options=tuple(found[i] for i in order), right=order.index(0))


def _seen_whole(
    rng: Random, piece: Piece, view: View, turnings: Sequence[tuple[Cube, Cube, Cube]]
) -> Piece | None:
    """The piece in a random one of these positions in which all its cubes show; None if none."""
    if not turnings:
        return piece if all_seen(piece, view) else None
    for by in rng.sample(turnings, len(turnings)):
        shown = turned(piece, by)
        if all_seen(shown, view):
            return shown
    return None
