"""A sheet is folded and punched: which sheet is it when it is unfolded?

After BabyVision's "Paper Folding" (2601.06521), its items with a fold and a cut.  Numbered panels
show a square sheet being folded, each crease dashed, each fold with an arrow, and holes punched
through all layers.  Wrong sheets lack a hole, have one moved, forget a fold, shift a copy where it
should be mirrored, or turn a hole's shape.  The geometry is exact (`_folding_sheet.py`), and the
solver only unfolds.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from random import Random
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable, UsageError
from eyechart.item import Item
from eyechart.reading.cells import changed_cells
from eyechart.reading.likeness import Levels
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg
from eyechart.tasks.choosing import (
    LETTERS,
    OptionPage,
    OptionsScene,
    OptionTask,
    option_page,
)
from eyechart.tasks.marking import Change
from eyechart.tasks.spatial._folding_options import ROOM, sheets
from eyechart.tasks.spatial._folding_page import Spot, draw_folding, hole_spots
from eyechart.tasks.spatial._folding_sheet import (
    SHAPES,
    SIDE,
    Fold,
    Hole,
    apart,
    contains,
    edges_of,
    fold_over,
    mirrored_fold,
    outline,
    possible_folds,
    random_hole,
    reflected,
    sheet,
    stays_clear,
    thickness,
    transposed_fold,
    unfolded,
)

_SIMPLE = ("circle", "square", "diamond")
_ROUND = ("circle", "diamond", "triangle", "heart")
_ANY = ("circle", "heart", "sail", "hook")
_HALVES, _WAYS = ("half", "diagonal"), ("half", "diagonal", "part")
_LEVELS = (
    # folds, ways to fold, holes punched at most, holes of the flat sheet at least, shapes, on
    # edges too, radius, options
    (1, ("half",), 1, 2, _SIMPLE, False, 9, 2),
    (1, ("half",), 2, 2, _SIMPLE, False, 9, 3),
    (1, _HALVES, 3, 4, _SIMPLE, False, 8, 3),
    (2, ("half",), 2, 4, _ROUND, False, 8, 4),
    (2, _HALVES, 3, 6, _ROUND, True, 7, 4),
    (2, _WAYS, 3, 7, _ROUND, True, 6, 4),
    (3, _HALVES, 3, 9, _ROUND, True, 6, 5),
    (3, _WAYS, 3, 10, _ANY, True, 6, 5),
    (3, _WAYS, 4, 12, _ANY, True, 6, 6),
    (4, _WAYS, 4, 14, _ANY, True, 5, 6),
)
_SMALLER = ((15, 2), (6, 3), (4, 4))
"""From so many levels beyond those on, radii that make room for more holes."""
_LEAST_RADIUS = 4
"""Where holes are smaller, in units, the page grows, so that they are as large in px."""
_SPAN = 4
"""The flat sheet has at most so many holes more than it has at least."""


class Folding(OptionsScene, frozen=True):
    """Folds, the holes punched into the folded paper, and sheets with holes to choose from."""

    options: tuple[tuple[Hole, ...], ...]
    right: int
    layout: str
    folds: tuple[Fold, ...]
    punched: tuple[Hole, ...]
    radius: int = 6
    """Of the holes, in units of the sheet's geometry."""
    creased: bool = False
    """Whether the options show the creases."""
    dress: int = 0


class PaperFolding(OptionTask[Folding]):
    name = "paper_folding"
    version = 2
    title = "find the unfolded sheet of a paper that was folded and punched"
    skills = ("spatial", "folding", "symmetry")
    scene_type = Folding
    load_name = "holes of the flat sheet"
    wanted = "the right sheet"
    leaning = 0.6  # a hole may be all that differs: most exchanged ones came to 0.53 at most

    def knobs(self, level: int) -> Mapping[str, Any]:
        folds, ways, most, flat, shapes, edges, radius, options = _LEVELS[
            min(level, len(_LEVELS)) - 1
        ]
        on = min(max(0, level - len(_LEVELS)), 34)
        return {
            "folds": folds,
            "ways": ways,
            "most_punched": most + on // 3,
            "least_holes": flat + on,
            "shapes": shapes,
            "edges": edges,
            "radius": next((small for start, small in _SMALLER if on >= start), radius),
            "options": options,
            "creased": level <= 3,
        }

    def generate(self, rng: Random, **knobs: Any) -> Folding:
        for _ in range(600):
            folds = _folds(rng, knobs["folds"], knobs["ways"])
            if folds is None or thickness(folds) * knobs["most_punched"] < knobs["least_holes"]:
                continue
            punched = _punched(rng, folds, knobs)
            if punched is None:
                continue
            layout = rng.choice(("below" if knobs["options"] < 5 else "two rows", "beside"))
            scene = Folding(
                (), 0, layout, folds, punched, knobs["radius"], knobs["creased"],
                rng.randrange(1000),
            )  # fmt: skip
            made = _offered(rng, scene, knobs["options"])
            if made is not None:
                return made
        raise UsageError(f"no folding was found with {knobs}: ask for fewer holes or options")

    def vary(self, rng: Random, scene: Folding, **knobs: Any) -> Folding:
        """The same folds and holes, turned or mirrored, with new sheets to choose from."""
        for across, fold_of in (
            (Fold("x", SIDE // 2, 1), mirrored_fold),
            (Fold("difference", 0, 1), transposed_fold),
        ):
            if rng.random() < 0.5:
                folds = tuple(fold_of(fold) for fold in scene.folds)
                punched = tuple(sorted(reflected(hole, across) for hole in scene.punched))
                scene = replace(scene, folds=folds, punched=punched)
        return _offered(rng, scene, knobs["options"]) or self.generate(rng, **knobs)

    def well_posed(self, scene: Folding) -> bool:
        return list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Folding) -> object:
        return scene.folds, scene.punched, sorted(scene.options)

    def load(self, scene: Folding) -> float:
        return len(unfolded(scene.folds, scene.punched))

    def page(self, scene: Folding) -> OptionPage:
        shares = {"below": 0.5, "two rows": 0.36, "beside": 0.5}
        if len(scene.options) > 4:
            shares["beside"] = 0.42
        side = max(512, 512 * _LEAST_RADIUS // scene.radius)
        return option_page(len(scene.options), scene.layout, shares[scene.layout], side)

    def draw(self, scene: Folding, style: Style = Style()) -> Svg:
        return draw_folding(
            scene.folds, scene.punched, scene.options, scene.radius, scene.creased, scene.dress,
            self.page(scene), style,
        )  # fmt: skip

    def changed(self, item: Item, source: RGB, aligned: RGB, weight: Levels) -> Change | None:
        """Hole by hole, too: two sheets may differ in one of a dozen."""
        scene = self.scene(item)
        spots = hole_spots(scene.options, scene.radius, self.page(scene))
        boxes = self.boxes_shown(item, [spot.box for spot in spots])
        gone = changed_cells(aligned, boxes, [int(spot.bare) for spot in spots]) if spots else []
        pair = _exchanged(spots, set(gone), scene.right)
        if pair:
            one, other = (self.element_name(item, i) for i in pair)
            return Change(f"{one} now has the holes of {other}", certain=True)
        return super().changed(item, source, aligned, weight)

    def question(self, scene: Folding) -> str:
        times = ("once", "twice", "three times", "four times")[len(scene.folds) - 1]
        return (
            f"A square sheet of paper is folded {times}, as the numbered panels show: each time "
            "along the dashed line, in the direction of the arrow. In the last panel it is punched "
            "through all its layers. Which of the lettered sheets is it when it is unfolded again?"
        )

    def describe(self, scene: Folding) -> str:
        lines = [
            f"A square sheet of paper, {SIDE} units wide, lies with its upper left corner at "
            "(0, 0), x to the right, y downward. It is folded, one fold after the other:"
        ]
        for i, fold in enumerate(scene.folds, 1):
            where = "greater" if fold.over > 0 else "less"
            lines.append(
                f"Fold {i}: crease where {_VALUES[fold.kind]} = {fold.at}; the part where it is "
                f"{where} is folded over."
            )
        lines.append(
            "Then holes are punched through all layers. A hole has a centre, a shape and a turn "
            "[a b c d]: x and y of the shape become a x + b y and c x + d y."
        )
        lines.append("Punched: " + _told(scene.punched))
        for letter, holes in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Option {letter}: " + _told(holes))
        return "\n".join(lines)

    def read_description(self, text: str) -> Folding:
        kinds = {words: kind for kind, words in _VALUES.items()}
        folds = tuple(
            Fold(kinds[value], int(at), 1 if where == "greater" else -1)
            for value, at, where in re.findall(
                r"crease where (x|y|x \+ y|x - y) = (-?\d+); the part where it is (greater|less)",
                text,
            )
        )
        punched = re.search(r"^Punched: (.+)$", text, re.MULTILINE)
        options = tuple(_read(line) for line in re.findall(r"^Option [A-H]: (.+)$", text, re.M))
        if not (folds and punched and options):
            raise Unreadable("no folding is described here")
        return Folding(options, -1, "below", folds, _read(punched[1]))

    def fitting(self, scene: Folding) -> Sequence[int]:
        flat = unfolded(scene.folds, scene.punched)
        return [i for i, holes in enumerate(scene.options) if tuple(sorted(holes)) == flat]


def _exchanged(spots: Sequence[Spot], gone: set[int], right: int) -> tuple[int, int] | None:
    """(a sheet, another) of which the one is right, and now looks like the other at most of the
    places where they differ; `gone` are the spots that no longer look as they did."""
    bare = {(spot.sheet, spot.place): spot.bare for spot in spots}
    for other in sorted({spot.sheet for spot in spots} - {right}):
        for one, like in ((right, other), (other, right)):
            telling = [
                i
                for i, spot in enumerate(spots)
                if spot.sheet == one and bare.get((like, spot.place), spot.bare) != spot.bare
            ]
            if 2 * sum(i in gone for i in telling) > len(telling):
                return one, like
    return None


_VALUES = {"x": "x", "y": "y", "sum": "x + y", "difference": "x - y"}


def _told(holes: Sequence[Hole]) -> str:
    return "; ".join(
        f"{hole.shape} at ({hole.x}, {hole.y}) [{' '.join(map(str, hole.turn))}]" for hole in holes
    )


def _read(text: str) -> tuple[Hole, ...]:
    number = r"(-?\d+)"
    return tuple(
        Hole(int(x), int(y), shape, (int(a), int(b), int(c), int(d)))
        for shape, x, y, a, b, c, d in re.findall(
            rf"(\w+) at \({number}, {number}\) \[{number} {number} {number} {number}\]", text
        )
        if shape in SHAPES
    )


def _folds(rng: Random, many: int, ways: tuple[str, ...]) -> tuple[Fold, ...] | None:
    """Random folds, each of a kind as likely as any other; None if the paper gets too small."""
    folds: list[Fold] = []
    for _ in range(many):
        found = possible_folds(tuple(folds), ways)
        if not found:
            return None
        kinds = [list(group) for _, group in groupby(found, key=lambda fold: fold.kind)]
        folds.append(rng.choice(rng.choice(kinds)))
    return tuple(folds)


def _punched(
    rng: Random, folds: tuple[Fold, ...], knobs: Mapping[str, Any]
) -> tuple[Hole, ...] | None:
    """Holes that no crease and no other hole touches; at most one, a circle, on an edge."""
    layers, radius, least = sheet(), knobs["radius"], knobs["least_holes"]
    for fold in folds:
        layers = fold_over(layers, fold)
    edges, paper = edges_of(layers), outline(folds)
    on_edge = knobs["edges"] and rng.random() < 0.5
    holes: list[Hole] = []
    flat: tuple[Hole, ...] = ()
    for _ in range(40):
        shape = "circle" if on_edge else rng.choice(knobs["shapes"])
        hole = random_hole(rng, folds, shape, on_edge)
        if not contains(hole.centre, paper):
            continue
        if not stays_clear(edges, hole, 1.15 * radius + ROOM, on_edge=on_edge):
            continue
        now = (*flat, *unfolded(folds, [hole]))
        # Where few layers lie, the holes would not be enough.
        enough = len(now) * knobs["most_punched"] >= least * (len(holes) + 1)
        if enough and len(now) <= least + _SPAN and apart(now, 2.2 * radius + ROOM):
            holes.append(hole)
            flat, on_edge = now, False
            if len(flat) >= least:
                return tuple(sorted(holes))
            if len(holes) == knobs["most_punched"]:
                return None
    return None


def _offered(rng: Random, scene: Folding, options: int) -> Folding | None:
    """The scene with sheets to choose from; None if there are not enough."""
    found = sheets(rng, scene.folds, scene.punched, scene.radius, options)
    if len(found) < options:
        return None
    order = rng.sample(range(options), options)
    return replace(scene, options=tuple(found[i] for i in order), right=order.index(0))
