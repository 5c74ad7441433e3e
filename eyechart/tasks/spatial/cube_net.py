"""Which of the cubes can be folded from the net?

After BabyVision's "3D Cube Unfold" (2601.06521), where often several can.  All eleven nets are
used, in all their positions; the cubes are seen from one corner.  A wrong cube shows two opposite
faces side by side, is the mirror image of a right corner, has one sign turned, or a face of the
cube where another belongs.  The solver folds the net and looks at the cube in all 24 positions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, ChoiceSet
from eyechart.errors import Unreadable, UsageError
from eyechart.item import Item
from eyechart.scene.solids import VIEWS, View
from eyechart.scene.svg import Style, Svg
from eyechart.scene.turn import Turn
from eyechart.tasks.choosing import LETTERS, OptionPage, OptionsScene, OptionTask, option_page
from eyechart.tasks.marking import MarkingTask
from eyechart.tasks.spatial._cube_faces import NETS, SIGNS, Face, Net, Seen, plain, shown_corners
from eyechart.tasks.spatial._cube_page import COLOURS, draw_cubes

_NONE, _EVEN = ("none",), ("disc", "square", "diamond", "plus")
_TURNING = ("triangle", "arrow", "tee", "half", "cup")
_CHIRAL = ("hook", "flag", "sail", "arrow", "tee", "cup")
_WAYS = ("foreign", "opposite", "exchanged", "turned")
"""A colour that is not in the net; two opposite faces side by side; two faces exchanged, which
makes a mirror image; a sign turned."""
_LEVELS = (
    # nets, options, right ones at most, signs, faces whose turn counts, colours, different signs
    (1, 2, 1, _NONE, 0, 6, 1),
    (6, 3, 1, _NONE, 0, 6, 1),
    (6, 3, 1, _EVEN, 0, 6, 4),
    (11, 4, 1, _EVEN, 0, 6, 4),
    (11, 4, 3, _EVEN, 0, 5, 4),
    (11, 4, 3, _TURNING, 3, 5, 5),
    (11, 5, 3, _TURNING, 5, 4, 5),
    (11, 6, 4, _CHIRAL, 6, 3, 6),
    (11, 6, 4, _CHIRAL, 6, 2, 5),
    (11, 6, 4, _CHIRAL, 6, 1, 4),
)


class Cubes(OptionsScene, frozen=True):
    """A net with faces, and cubes of which some can be folded from it."""

    options: tuple[Seen, ...]
    right: int
    """Unused: there may be several; see `fold`."""
    layout: str
    net: Net
    faces: tuple[Face, ...]
    """In the order of the net's squares."""
    fold: tuple[int, ...] = ()
    """The options that can be folded, rising; empty where they are not known."""
    yaw: int = 36
    pitch: int = 44
    contrast: float = 1.0
    """Of the signs on their faces."""


class CubeNet(OptionTask[Cubes]):
    name = "cube_net"
    version = 2
    title = "find all cubes that can be folded from a net"
    skills = ("spatial", "folding", "mental rotation")
    scene_type = Cubes
    load_name = "cubes times faces whose turn counts, plus one, over contrast"
    wanted = "each cube that can be folded from the net"
    several = True

    def knobs(self, level: int) -> Mapping[str, Any]:
        nets, options, most, signs, turning, colours, different = _LEVELS[
            min(level, len(_LEVELS)) - 1
        ]
        on = max(0, level - len(_LEVELS))
        return {
            "nets": nets,
            "options": min(8, options + (on + 1) // 2),
            "most_right": min(6, most + on // 2),
            "signs": signs,
            "turning": turning,
            "colours": colours,
            "different": max(2, different - (on + 1) // 2),
            "contrast": round(0.4 + 0.6 * 0.93 ** max(0, on - 4), 3),
            "ways": (_WAYS[:1], _WAYS[1:2], _WAYS[1:2], _WAYS[1:3], _WAYS[1:3])[level - 1]
            if level < 6
            else _WAYS[1:],
        }

    def generate(self, rng: Random, **knobs: Any) -> Cubes:
        for _ in range(100):
            layout = rng.choice(("below" if knobs["options"] < 5 else "two rows", "beside"))
            net = _turned_net(rng, NETS[rng.randrange(knobs["nets"])], tall=layout == "beside")
            faces = _faces(rng, knobs)
            view = rng.choice([view for view in VIEWS if view.pitch > 33])
            scene = Cubes((), -1, layout, net, faces, (), *view, knobs["contrast"])
            made = _offered(rng, scene, knobs)
            if made is not None:
                return made
        raise UsageError(f"no net was found with {knobs}: ask for fewer options")

    def vary(self, rng: Random, scene: Cubes, **knobs: Any) -> Cubes:
        """The same net with other cubes."""
        return _offered(rng, scene, knobs) or self.generate(rng, **knobs)

    def essence(self, scene: Cubes) -> object:
        return scene.net, scene.faces, sorted(scene.options)

    def load(self, scene: Cubes) -> float:
        counted = sum(SIGNS[face.sign].alike > 1 for face in scene.faces)
        return len(scene.options) * (1 + counted) / scene.contrast

    def page(self, scene: Cubes) -> OptionPage:
        few = len(scene.options) < 5
        figure = {"below": 0.55, "two rows": 0.42, "beside": 0.52 if few else 0.4}[scene.layout]
        return option_page(len(scene.options), scene.layout, figure)

    def draw(self, scene: Cubes, style: Style = Style()) -> Svg:
        view = View(scene.yaw, scene.pitch)
        return draw_cubes(
            scene.net, scene.faces, scene.options, view, self.page(scene), style, scene.contrast
        )

    def question(self, scene: Cubes) -> str:
        return (
            "The picture shows the net of a cube, its printed side up, and lettered cubes. The net "
            "is folded with the printed side out. Which of the cubes can it become? There may be "
            "one or several."
        )

    def answer(self, scene: Cubes) -> AnyAnswer:
        return self._set(scene, scene.fold)

    def solve(self, scene: Cubes) -> Sequence[AnyAnswer]:
        found = self.fitting(scene)
        return [self._set(scene, found)] if found else []

    def fitting(self, scene: Cubes) -> Sequence[int]:
        corners = shown_corners(scene.net, scene.faces)
        return [i for i, cube in enumerate(scene.options) if _plain(cube) in corners]

    def turned_answer(self, scene: Cubes, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def describe(self, scene: Cubes) -> str:
        lines = [
            "The net of a cube, its printed side up: squares by row and column, from 0, each with "
            "its sign, the number of its colour and how many quarter turns clockwise the sign is "
            "turned."
        ]
        for (r, c), face in zip(scene.net, scene.faces, strict=True):
            lines.append(f"Square ({r}, {c}): {_told(face)}")
        lines.append(
            "Cubes, each with the faces at the lower right, the lower left and the top; turns are "
            "counted from upright, on the top from where up points away from the lower left side."
        )
        for letter, cube in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Cube {letter}: " + "; ".join(map(_told, cube)))
        return "\n".join(lines)

    def read_description(self, text: str) -> Cubes:
        squares = re.findall(r"^Square \((\d+), (\d+)\): (.+)$", text, re.MULTILINE)
        cubes = re.findall(r"^Cube [A-H]: (.+); (.+); (.+)$", text, re.MULTILINE)
        if len(squares) != 6 or not cubes:
            raise Unreadable("no net with cubes is described here")
        net = tuple((int(r), int(c)) for r, c, _ in squares)
        faces = tuple(_read(words) for _, _, words in squares)
        options = tuple((_read(a), _read(b), _read(c)) for a, b, c in cubes)
        return Cubes(options, -1, "below", net, faces)

    def chosen(self, scene: Cubes) -> tuple[int, ...]:
        return scene.fold

    def element_name(self, item: Item, index: int) -> str:
        return f"cube {LETTERS[index]}"

    def shuffled(self, scene: Cubes, order: Sequence[int]) -> Cubes:
        options = tuple(scene.options[i] for i in order)
        fold = tuple(i for i, old in enumerate(order) if old in scene.fold)
        return replace(scene, options=options, fold=fold)

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from MarkingTask.altered_scenes(self, item)
        scene = self.scene(item)
        order = list(range(len(scene.options)))
        one = scene.fold[0]
        other = next(i for i in order if i not in scene.fold)
        order[one], order[other] = other, one
        exchanged = str(self.draw(self.shuffled(scene, order)))
        yield "a right cube exchanged for a wrong one", self.as_shown(item, exchanged)

    def _set(self, scene: Cubes, indices: Sequence[int]) -> ChoiceSet:
        return ChoiceSet(tuple(LETTERS[i] for i in indices), tuple(LETTERS[: len(scene.options)]))


def _plain(cube: Seen) -> Seen:
    a, b, c = map(plain, cube)
    return a, b, c


def _told(face: Face) -> str:
    return f"{face.sign}, colour {face.colour}, turned {face.turn}"


def _read(words: str) -> Face:
    found = re.fullmatch(r"(\w+), colour (\d), turned ([0-3])", words)
    if not found or found[1] not in SIGNS:
        raise Unreadable(f"no face: {words!r}")
    return Face(found[1], int(found[2]), int(found[3]))


def _turned_net(rng: Random, net: Net, *, tall: bool) -> Net:
    """The net in any of the four positions in which it is tall, or wide."""
    down, right = rng.random() < 0.5, rng.random() < 0.5
    # All nets are given as wide ones.
    moved = [(c, r) if tall else (r, c) for r, c in net]
    rows, columns = max(r for r, _ in moved), max(c for _, c in moved)
    return tuple(sorted((rows - r if down else r, columns - c if right else c) for r, c in moved))


def _faces(rng: Random, knobs: Mapping[str, Any]) -> tuple[Face, ...]:
    """Six different faces."""
    turning = rng.sample(range(6), knobs["turning"])
    many = min(knobs["different"], len(knobs["signs"]))
    signs = rng.sample(knobs["signs"], many)
    still = rng.sample(_EVEN, min(many, len(_EVEN))) if knobs["turning"] else signs
    colours = rng.sample(range(len(COLOURS)), knobs["colours"])
    colours += [rng.choice(colours) for _ in range(6 - len(colours))]
    rng.shuffle(colours)
    # Each sign as often as any other.
    deck = [signs[i % len(signs)] for i in range(6)]
    rng.shuffle(deck)
    return tuple(
        plain(
            Face(deck[i] if i in turning or not knobs["turning"] else rng.choice(still),
                 colours[i], rng.randrange(4))
        )
        for i in range(6)
    )  # fmt: skip


def _offered(rng: Random, scene: Cubes, knobs: Mapping[str, Any]) -> Cubes | None:
    """The scene with cubes to choose from, no two showing the same corner."""
    corners = sorted(shown_corners(scene.net, scene.faces))
    many = rng.randint(1, min(knobs["most_right"], knobs["options"] - 1))
    right = rng.sample(corners, many)
    found = list(right)
    for cube in _wrong(rng, corners, knobs["ways"]):
        if cube not in corners and cube not in found:
            found.append(cube)
            if len(found) == knobs["options"]:
                break
    else:
        return None
    order = rng.sample(range(len(found)), len(found))
    fold = tuple(i for i, old in enumerate(order) if old < many)
    return replace(scene, options=tuple(found[i] for i in order), fold=fold)


def _wrong(rng: Random, corners: Sequence[Seen], ways: Sequence[str]) -> Iterator[Seen]:
    """Corners made wrong in one way each."""
    faces = sorted({face for corner in corners for face in corner})
    beside = {(a, b) for corner in corners for a in map(_kind, corner) for b in map(_kind, corner)}
    foreign = [c for c in range(len(COLOURS)) if all(face.colour != c for face in faces)]
    for _ in range(80):
        cube, i = list(rng.choice(corners)), rng.randrange(3)
        face, way = cube[i], rng.choice(ways)
        if way == "exchanged":
            j = (i + rng.choice((1, 2))) % 3
            cube[i], cube[j] = cube[j], face
        elif way == "turned":
            cube[i] = plain(Face(face.sign, face.colour, face.turn + rng.choice((1, 2, 3))))
        elif way == "opposite":
            rest = [_kind(other) for j, other in enumerate(cube) if j != i]
            found = [f for f in faces if any((_kind(f), other) not in beside for other in rest)]
            if found:
                cube[i] = rng.choice(found)
        elif foreign:
            cube[i] = Face(face.sign, rng.choice(foreign), face.turn)
        yield cube[0], cube[1], cube[2]


def _kind(face: Face) -> tuple[str, int]:
    return face.sign, face.colour
