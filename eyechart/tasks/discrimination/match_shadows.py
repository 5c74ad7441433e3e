"""Which shadow belongs to which figure?

After BabyVision's "Find the shadow" where it asks for a full matching (2601.06521).  Numbered
figures in many colours, lettered shadows: the colours and all that lies within the outline say
nothing.  From level 3 on some figures are of one family and differ in one trait, and from level 6
on there are shadows that belong to none, so that the last pair is not had for nothing.

Drawn, one pair is asked for: one figure stands in a thick blue frame, and its shadow is circled.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from random import Random
from re import MULTILINE, findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Matching
from eyechart.errors import Unreadable
from eyechart.item import Form, Item
from eyechart.scene.figures import FAMILIES
from eyechart.scene.figures.specimens import (
    GLYPHS,
    Specimen,
    distances,
    drawn_specimen,
    look_alikes,
    near_specimens,
    placed,
    retraited,
    shadow_palette,
    specimen_of,
)
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.choosing import LETTERS
from eyechart.tasks.discrimination._shadow_page import (
    MatchPage,
    carded,
    dress_of,
    inset,
    least_fading,
    match_page,
)
from eyechart.tasks.marking import MarkingTask

_FILL = 0.92
_FIGURES = (2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 7, 7)
_FAMILIES = (2, 3, 2, 2, 2, 3, 2, 3, 2, 2)
_DIFFERENCES = (34.0, 30.0, 23.0, 18.0, 14.0, 11.0, 9.0, 7.6, 6.6, 6.0, 5.4, 5.0, 4.7)
_SPAN = 2.4
"""A difference may be this many times the least that is asked for, but of a mirrored figure."""
_BLACK = shadow_palette("#000000")


class Gathering(Scene, frozen=True):
    """Figures and shadows."""

    figures: tuple[Specimen, ...]
    shadows: tuple[Specimen, ...]
    partners: tuple[int, ...] = ()
    """The shadow of each figure; empty where it was read from a description and is not known."""
    framed: int = 0
    """The figure in the frame: its shadow is circled."""
    layout: str = "rows"
    difference: float = 4.5
    """The least visible difference, in px, that the scene was made for."""
    contrast: float = 1.0
    """Of the shadows: 1 dark, 0 gone."""
    dresses: tuple[int, ...] = (0,)
    """Of the figures, in turn; they mean nothing."""


class MatchShadows(MarkingTask[Gathering]):
    name = "match_shadows"
    version = 2
    title = "say which shadow belongs to which figure"
    skills = ("discrimination", "outlines", "fine differences", "matching")
    scene_type = Gathering
    load_name = "shadows per px of difference"
    wanted = "the shadow of the one figure that stands in a thick blue frame"

    def knobs(self, level: int) -> Mapping[str, Any]:
        return {
            "figures": _FIGURES[min(level, len(_FIGURES)) - 1],
            "families": _FAMILIES[min(level, len(_FAMILIES)) - 1],
            "extra": 0 if level < 6 else 1 if level < 9 or level > 10 else 2,
            "difference_px": _DIFFERENCES[level - 1] if level <= len(_DIFFERENCES) else 4.5,
            "contrast": least_fading(level, 12),
        }

    def generate(self, rng: Random, **knobs: Any) -> Gathering:
        count, least = knobs["figures"] + knobs["extra"], knobs["difference_px"]
        layout = rng.choice(("rows", "columns"))
        px = _figure_px(knobs["figures"], count, layout)
        kinds = rng.sample(sorted(set(FAMILIES) - {*GLYPHS}), len(FAMILIES) - len(GLYPHS))
        sizes = _shared_out(count, knobs["families"])
        found: list[Specimen] = []
        while sizes:
            # A family that offers too little is replaced by the next, or comes again.
            kinds.append(kinds.pop(0))
            first = drawn_specimen(rng, [kinds[-1]], tilted=rng.random() < 0.3)
            near = near_specimens(
                rng, first, sizes[0] - 1, _BLACK, px, least, _SPAN * least
            ) if sizes[0] > 1 else []  # fmt: skip
            if len(near) == sizes[0] - 1 and first.family not in {s.family for s in found}:
                found += [first, *near]
                del sizes[0]
        rng.shuffle(found)
        partners = tuple(rng.sample(range(count), knobs["figures"]))
        return Gathering(
            tuple(found[i] for i in partners),
            tuple(found),
            partners,
            rng.randrange(knobs["figures"]),
            layout,
            least,
            knobs["contrast"],
            tuple(rng.randrange(120) for _ in partners),
        )

    def vary(self, rng: Random, scene: Gathering, **knobs: Any) -> Gathering:
        """Another value of a trait that tells no figures apart, in one of the families."""
        name = rng.choice(sorted({shadow.family for shadow in scene.shadows}))
        members = [shadow for shadow in scene.shadows if shadow.family == name]
        shared = [
            (i, trait) for i, trait in enumerate(members[0].kind.traits)
            if trait.name not in ("tilt", "facing")
            and len({member.values[i] for member in members}) == 1
        ]  # fmt: skip
        i, trait = rng.choice(shared)
        value = rng.randint(trait.low, trait.high)
        figures, shadows = (
            tuple(retraited(s, i, value) if s.family == name else s for s in group)
            for group in (scene.figures, scene.shadows)
        )
        return replace(scene, figures=figures, shadows=shadows, framed=rng.randrange(len(figures)))

    def well_posed(self, scene: Gathering) -> bool:
        """Whether any two shadows differ by as many px as they were asked to."""
        px = _figure_px(len(scene.figures), len(scene.shadows), scene.layout)
        seen = distances(scene.shadows, _BLACK, px, scene.difference)
        apart = all(seen[i, j] >= scene.difference for i in range(len(seen)) for j in range(i))
        return apart and len(self.solve(scene)) == 1

    def essence(self, scene: Gathering) -> object:
        return sorted(scene.figures), sorted(scene.shadows)

    def load(self, scene: Gathering) -> float:
        return len(scene.shadows) / (scene.difference * scene.contrast)

    def draw(self, scene: Gathering, style: Style = Style()) -> Svg:
        svg = Svg()
        page = _page(scene)
        page.draw(svg, style)
        px = page.shadows[0].width * _FILL / style.stroke
        for i, (figure, box) in enumerate(zip(scene.figures, page.figures, strict=True)):
            dress = dress_of(scene.dresses[i % len(scene.dresses)])
            carded(svg, box, dress.card, style, framed=i == scene.framed)
            placed(svg, inset(box, _FILL), figure, dress.figure, px)
        dark = dress_of(scene.dresses[0], scene.contrast).shadow
        for shadow, box in zip(scene.shadows, page.shadows, strict=True):
            placed(svg, inset(box, _FILL), shadow, dark, px)
        return svg

    def question(self, scene: Gathering) -> str:
        more = len(scene.shadows) - len(scene.figures)
        rest = ("", " One shadow belongs to none of them.", " Two shadows belong to none of them.")
        return (
            "The picture shows numbered figures and lettered shadows. The shadow of a figure has "
            f"exactly its outline, in the same position.{rest[more]} Which shadow belongs to which "
            "figure?"
        )

    def answer(self, scene: Gathering) -> AnyAnswer:
        return _matching(scene, scene.partners)

    def instruction(self, item: Item, form: Form) -> str:
        words = super().instruction(item, form)
        return f"Only one pair is asked for here. {words}" if form == "draw" else words

    def turned_answer(self, scene: Gathering, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def describe(self, scene: Gathering) -> str:
        lines = [
            "Figures, and shadows, which show the outlines of figures and nothing else. "
            f"Figure {scene.framed + 1} stands in a frame."
        ]
        lines += [f"Figure {i}: {figure.words}" for i, figure in enumerate(scene.figures, 1)]
        lines += [
            f"Shadow {letter}: {shadow.words}"
            for letter, shadow in zip(LETTERS, scene.shadows, strict=False)
        ]
        return "\n".join(lines)

    def read_description(self, text: str) -> Gathering:
        figures = findall(r"^Figure \d: (.+)$", text, MULTILINE)
        shadows = findall(r"^Shadow [A-H]: (.+)$", text, MULTILINE)
        framed = search(r"Figure (\d) stands in a frame", text)
        if not (figures and shadows and framed):
            raise Unreadable("no figures with shadows are described here")
        return Gathering(
            tuple(map(specimen_of, figures)),
            tuple(map(specimen_of, shadows)),
            framed=int(framed[1]) - 1,
        )

    def solve(self, scene: Gathering) -> Sequence[AnyAnswer]:
        """Drawn in black, a figure and its shadow are alike; all ways to choose, at most two."""
        count = len(scene.figures)
        choices: list[list[int]] = [[] for _ in scene.figures]
        for group in look_alikes([*scene.figures, *scene.shadows], _BLACK):
            for i in group:
                if i < count:
                    choices[i] = [j - count for j in group if j >= count]
        found = (way for way in product(*choices) if len(set(way)) == count)
        return [_matching(scene, way) for way, _ in zip(found, range(2), strict=False)]

    def elements(self, scene: Gathering) -> list[Box]:
        return list(_page(scene).shadows)

    def chosen(self, scene: Gathering) -> tuple[int, ...]:
        return (scene.partners[scene.framed],)

    def element_name(self, item: Item, index: int) -> str:
        return f"shadow {LETTERS[index]}"

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        shadows = list(scene.shadows)
        (right,) = self.chosen(scene)
        other = (right + 1) % len(shadows)
        shadows[right], shadows[other] = shadows[other], shadows[right]
        exchanged = str(self.draw(replace(scene, shadows=tuple(shadows))))
        yield "the right shadow exchanged for another", self.as_shown(item, exchanged)


def _matching(scene: Gathering, partners: Sequence[int]) -> Matching:
    return Matching(
        tuple(str(i + 1) for i in range(len(scene.figures))),
        tuple(LETTERS[: len(scene.shadows)]),
        tuple(LETTERS[i] for i in partners),
    )


def _page(scene: Gathering) -> MatchPage:
    return match_page(len(scene.figures), len(scene.shadows), scene.layout)


def _figure_px(figures: int, shadows: int, layout: str) -> float:
    """Side of a shadow on the page."""
    return _FILL * match_page(figures, shadows, layout).shadows[0].width


def _shared_out(count: int, families: int) -> list[int]:
    """How many members each family has, as even as can be, the larger first."""
    return [count // families + (i < count % families) for i in range(families)]
