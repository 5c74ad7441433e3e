"""Several figures of building blocks, several sets of parts: which set builds which figure?

After BabyVision's "Reconstruction" where it asks for a full matching, and is answered by lines
between printed dots (2601.06521).  The figures and parts are those of `reconstruction`; from level
4 on all figures follow one plan in the same colours, so that their sets differ by few parts, and
some sets build none of them.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random
from re import findall
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.tasks.choosing import LETTERS
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
from eyechart.tasks.joining import JOIN_LAYOUTS, JoiningTask, JoinScene

_FIGURES = (2, 2, 3, 3, 3, 4, 4, 4, 4, 4)
_SPARE = (0, 0, 0, 0, 1, 0, 0, 1, 1, 1)
_PARTS = (4, 5, 5, 6, 6, 6, 7, 7, 8, 9)
_MOST_PARTS = 13
"""More would be too small on a card."""
_LONGEST = 1.9
"""Sides of a figure, the longer by the shorter: a train would be a thin line on its card."""
_INSET = 7.0
_LARGEST = 11.0
"""Px a unit, at most, of figures: parts are drawn smaller."""


class Workshop(JoinScene, frozen=True):
    """Figures of parts, and sets of parts."""

    figures: tuple[tuple[Placed, ...], ...]
    """Each from its lowest part to its uppermost."""
    sets: tuple[tuple[Part, ...], ...]
    """Each in the order in which it is laid out, turned as the parts lie."""
    dress: int = 0
    pale: float = 0.0


class MatchParts(JoiningTask[Workshop]):
    name = "match_parts"
    title = "say which set of parts builds which figure"
    skills = ("discrimination", "parts and wholes", "matching")
    scene_type = Workshop
    load_name = "parts of all figures"

    def knobs(self, level: int) -> Mapping[str, Any]:
        step = min(level, 10) - 1
        beyond = max(0, level - 10)
        return {
            "figures": _FIGURES[step],
            "spare": _SPARE[step],
            "parts": min(_PARTS[step] + (beyond + 1) // 2, _MOST_PARTS),
            "alike": level >= 4,
            "least_apart": 3 if level <= 3 else 2 if level <= 6 else 1,
            "coarse": level <= 3,
            "shuffled": level >= 4,
            "angles": (0,) if level <= 3 else (0, 90, 180, 270),
            "pale": round(0.6 * (1 - 0.94 ** max(0, level - 16)), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Workshop:
        while True:
            colours = rng.sample(range(6), 6)
            figures = _figures(rng, knobs, colours)
            if len(figures) < knobs["figures"]:
                continue
            own = [tuple(sorted((p.part for p in figure), key=bulk)) for figure in figures]
            spare = wrong_sets(rng, own[0], knobs["spare"], colours, knobs["coarse"])
            if spare is None:
                continue
            if not all(_apart(a, b) for a, b in combinations(own + spare, 2)):
                continue
            sets = [laid_out(rng, s, knobs["shuffled"], knobs["angles"]) for s in own + spare]
            order = rng.sample(range(len(sets)), len(sets))
            return Workshop(
                partners=tuple(order.index(i) for i in range(len(figures))),
                layout=rng.choice(JOIN_LAYOUTS),
                figures=tuple(figures),
                sets=tuple(sets[i] for i in order),
                dress=rng.randrange(1 << 16),
                pale=knobs["pale"],
            )

    def vary(self, rng: Random, scene: Workshop, **knobs: Any) -> Workshop:
        """The colours exchanged and the sets in another order; at times all is made anew."""
        if rng.random() < 0.1:
            return self.generate(rng, **knobs)
        colours = rng.sample(range(6), 6)
        order = rng.sample(range(len(scene.sets)), len(scene.sets))

        def dyed(part: Part) -> Part:
            return part._replace(colour=colours[part.colour])

        return replace(
            scene,
            partners=tuple(order.index(i) for i in scene.partners),
            figures=tuple(
                tuple(p._replace(part=dyed(p.part)) for p in figure) for figure in scene.figures
            ),
            sets=tuple(tuple(map(dyed, scene.sets[i])) for i in order),
            dress=rng.randrange(1 << 16),
        )

    def essence(self, scene: Workshop) -> object:
        return sorted(scene.figures), sorted(sorted(same_set(s).items()) for s in scene.sets)

    def load(self, scene: Workshop) -> float:
        return sum(map(len, scene.figures))

    def counts(self, scene: Workshop) -> tuple[int, int]:
        return len(scene.figures), len(scene.sets)

    def fits(self, scene: Workshop) -> Sequence[Sequence[int]]:
        needed = [same_set([p.part for p in figure]) for figure in scene.figures]
        return [[i for i, s in enumerate(scene.sets) if same_set(s) == own] for own in needed]

    def exchanged(self, scene: Workshop, one: int, other: int) -> Workshop:
        sets = list(scene.sets)
        sets[one], sets[other] = sets[other], sets[one]
        return replace(scene, sets=tuple(sets))

    def draw(self, scene: Workshop, style: Style = Style()) -> Svg:
        svg, page = Svg(), self.page(scene)
        page.draw(svg, style)
        colours = colours_of(scene.dress, scene.pale)
        boxes = [_within(box) for box in page.numbered]
        scale = min(
            _LARGEST, *(scale_of(f, box) for f, box in zip(scene.figures, boxes, strict=True))
        )
        for figure, box in zip(scene.figures, boxes, strict=True):
            draw_figure(svg, figure, box, scale, colours, style)
        draw_sets(svg, scene.sets, page.lettered, 0.85 * scale, colours, style)
        return svg

    def question(self, scene: Workshop) -> str:
        more = len(scene.sets) - len(scene.figures)
        rest = ("", " One set builds none of them.", " Two sets build none of them.")[more]
        return (
            "The picture shows numbered figures built of flat parts, and lettered sets of parts. "
            "A set builds a figure if it holds exactly its parts: none missing, none too many, "
            "each of the right shape, size and colour. In the sets the parts may lie turned, and "
            f"all are drawn smaller by one scale.{rest} Which set builds which figure?"
        )

    def describe(self, scene: Workshop) -> str:
        lines = [
            "Parts are told as kind, width by height in units (the measures before the part is "
            "turned; a rectangle may be told either way), and colour number. A set fits if it "
            "holds the same parts; how they lie does not matter."
        ]
        for i, figure in enumerate(scene.figures, 1):
            lines += [f"Figure {i}: {told(p.part)} at ({p.x:g}, {p.y:g})" for p in figure]
        for letter, parts in zip(LETTERS, scene.sets, strict=False):
            lines.append(f"Set {letter}: {'; '.join(map(told, parts))}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Workshop:
        figures: dict[str, list[Placed]] = {}
        for number, part, x, y in findall(r"(?m)^Figure (\d): (.*) at \((\S+), (\S+)\)$", text):
            figures.setdefault(number, []).append(Placed(part_of(part), float(x), float(y)))
        sets = findall(r"(?m)^Set [A-H]: (.*)$", text)
        if not (figures and sets):
            raise Unreadable("no figures and sets of parts are described here")
        return Workshop(
            partners=(),
            layout=JOIN_LAYOUTS[0],
            figures=tuple(tuple(figure) for figure in figures.values()),
            sets=tuple(tuple(map(part_of, parts.split("; "))) for parts in sets),
        )


def _figures(rng: Random, knobs: Mapping[str, Any], colours: list[int]) -> list[tuple[Placed, ...]]:
    """As many figures as are asked for, or fewer where a plan does not allow them."""
    names = rng.sample(sorted(PLANS), min(knobs["figures"], len(PLANS)))
    found: list[tuple[Placed, ...]] = []
    for i in range(knobs["figures"]):
        for _ in range(12):
            # The same colours in all: a plan draws its own from them by their places.
            ready = list(colours)
            figure = built(rng, names[0] if knobs["alike"] else names[i], knobs["parts"], ready)
            if figure is None or _long(figure):
                continue
            own = [p.part for p in figure]
            if all(_apart(own, [p.part for p in f]) >= knobs["least_apart"] for f in found):
                found.append(figure)
                break
    return found


def _long(figure: Sequence[Placed]) -> bool:
    _, _, width, height = figure_box(figure)
    return max(width, height) > _LONGEST * min(width, height)


def _apart(a: Sequence[Part], b: Sequence[Part]) -> int:
    """Parts of the one that the other has not, at most."""
    ours, theirs = same_set(a), same_set(b)
    return max((ours - theirs).total(), (theirs - ours).total())


def _within(box: Box) -> Box:
    return Box(box.x + _INSET, box.y + _INSET, box.width - 2 * _INSET, box.height - 2 * _INSET)
