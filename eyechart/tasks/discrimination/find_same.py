"""Which two of many near-identical figures are exactly alike?

After BabyVision's "Find the same" (2601.06521), in its three ways to ask: find the one pair; find
the one figure that has no twin; find the figure that is like the model.  No figure is the odd one:
each differs from some other in one trait only, and from all that are not its twin by at least so
many px, so that no short cut through "the most usual look" leads to the answer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from random import Random
from re import MULTILINE, findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.answers import AnyAnswer, Choice, ChoiceSet
from eyechart.errors import Unreadable
from eyechart.item import Form, Item
from eyechart.scene.figures import FAMILIES, PALETTES
from eyechart.scene.figures.specimens import (
    GLYPHS,
    Specimen,
    distances,
    drawn_specimen,
    near_family,
    placed,
    retraited,
    specimen_of,
)
from eyechart.scene.svg import Style, Svg
from eyechart.scene.tiles import Box
from eyechart.scene.turn import Turn
from eyechart.task import Scene
from eyechart.tasks.discrimination._same_page import LETTERS, SamePage, same_page
from eyechart.tasks.discrimination._shadow_page import inset, least_fading
from eyechart.tasks.marking import MarkingTask

_FILL = 0.96
_FIGURES = (3, 4, 5, 6, 7, 9, 11, 13, 16, 19, 22, 25)
_DIFFERENCES = (34.0, 30.0, 22.0, 17.0, 13.5, 11.0, 9.0, 7.6, 6.6, 5.8, 5.2, 4.7, 4.3)
_SPAN = 2.6
"""Neighbours in trait differ by at most this many times the least that is asked for."""
_ASKED = {
    "pair": "Two of them are exactly alike; every other one differs from all the rest. Which two "
    "are alike?",
    "lonely": "Each of them has a twin that is exactly like it, except one. Which one has no twin?",
    "model": "One of them is exactly like the figure in the frame at the top. Which one?",
}
_WANTED = {
    "pair": "a red circle around each of the two figures that are exactly alike, the circles not "
    "touching",
    "lonely": "one red circle around the figure that has no twin",
    "model": "one red circle around the figure that is exactly like the one in the frame",
}


class Figures(Scene, frozen=True):
    """Lettered figures in reading order."""

    asked: str
    """"pair", "lonely" or "model"."""
    figures: tuple[Specimen, ...]
    model: Specimen | None = None
    palette: str = "outline"
    staggered: bool = False
    difference: float = 4.0
    """The least visible difference, in px, that the scene was made for."""
    contrast: float = 1.0


class FindSame(MarkingTask[Figures]):
    name = "find_same"
    version = 2
    title = "find the two that are alike, or the one without a twin"
    skills = ("discrimination", "fine differences", "comparison")
    scene_type = Figures
    load_name = "figures per px of difference"
    several = True

    def knobs(self, level: int) -> Mapping[str, Any]:
        return {
            "figures": _FIGURES[min(level, len(_FIGURES)) - 1],
            "near": level >= 3,
            "difference_px": _DIFFERENCES[level - 1] if level <= len(_DIFFERENCES) else 4.0,
            "contrast": least_fading(level, 13),
        }

    def generate(self, rng: Random, **knobs: Any) -> Figures:
        asked, least = rng.choice(("pair", "pair", "lonely", "model")), knobs["difference_px"]
        count = _count(asked, knobs["figures"])
        scene = Figures(
            asked,
            (),
            palette=rng.choice(sorted(PALETTES)),
            staggered=rng.random() < 0.5,
            difference=least,
            contrast=knobs["contrast"],
        )
        distinct = {"pair": count - 1, "lonely": (count + 1) // 2, "model": count}[asked]
        px = (
            _FILL
            * same_page(count, model=asked == "model", staggered=scene.staggered).figures[0].width
        )
        found: list[Specimen] = []
        while len(found) < distinct:
            if knobs["near"]:
                first = drawn_specimen(rng, sorted(FAMILIES))
                palette = PALETTES[scene.palette]
                found = near_family(rng, first, distinct, palette, px, least, _SPAN * least)
            else:
                kinds = rng.sample(sorted(set(FAMILIES) - {*GLYPHS}), distinct)
                found = [drawn_specimen(rng, [kind]) for kind in kinds]
        return _arranged(rng, scene, found)

    def vary(self, rng: Random, scene: Figures, **knobs: Any) -> Figures:
        """Another one is doubled, or lonely, or the model; and another value of a trait that tells
        none of the figures apart, if there is one."""
        if not knobs["near"]:
            return self.generate(rng, **knobs)
        distinct = list(dict.fromkeys(scene.figures))
        shared = [
            (i, trait) for i, trait in enumerate(distinct[0].kind.traits)
            if trait.name != "tilt" and len({figure.values[i] for figure in distinct}) == 1
        ]  # fmt: skip
        if shared:
            i, trait = rng.choice(shared)
            value = rng.randint(trait.low, trait.high)
            distinct = [retraited(figure, i, value) for figure in distinct]
        return _arranged(rng, scene, distinct)

    def well_posed(self, scene: Figures) -> bool:
        """Whether any two that are no twins differ by as many px as they were asked to."""
        distinct = list(dict.fromkeys(scene.figures))
        px = _FILL * _page(scene).figures[0].width
        seen = distances(distinct, PALETTES[scene.palette], px, scene.difference)
        apart = all(seen[i, j] >= scene.difference for i in range(len(seen)) for j in range(i))
        return apart and len(self.solve(scene)) == 1

    def essence(self, scene: Figures) -> object:
        return scene.asked, sorted(scene.figures), scene.model

    def load(self, scene: Figures) -> float:
        return len(scene.figures) / (scene.difference * scene.contrast)

    def draw(self, scene: Figures, style: Style = Style()) -> Svg:
        svg = Svg()
        page, palette = _page(scene), PALETTES[scene.palette].faded(scene.contrast)
        page.draw(svg, style)
        px = _FILL * page.figures[0].width / style.stroke
        for figure, box in zip(scene.figures, page.figures, strict=True):
            placed(svg, inset(box, _FILL), figure, palette, px)
        if scene.model is not None and page.model is not None:
            placed(svg, inset(page.model, _FILL), scene.model, palette, px)
        return svg

    def question(self, scene: Figures) -> str:
        return f"The picture shows {len(scene.figures)} lettered figures. {_ASKED[scene.asked]}"

    def answer(self, scene: Figures) -> AnyAnswer:
        return self.solve(scene)[0]

    def instruction(self, item: Item, form: Form) -> str:
        if form != "draw":
            return super().instruction(item, form)
        return (
            "Answer by drawing: give back the same picture with "
            f"{_WANTED[self.scene(item).asked]}, and nothing else changed."
        )

    def turned_answer(self, scene: Figures, turn: Turn) -> AnyAnswer | None:
        return self.answer(scene)

    def describe(self, scene: Figures) -> str:
        lines = [_ASKED[scene.asked]]
        if scene.model is not None:
            lines.append(f"In the frame: {scene.model.words}")
        for letter, figure in zip(LETTERS, scene.figures, strict=False):
            lines.append(f"Figure {letter}: {figure.words}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Figures:
        asked = next((name for name, words in _ASKED.items() if words in text), None)
        figures = findall(r"^Figure [A-Z]: (.+)$", text, MULTILINE)
        model = search(r"^In the frame: (.+)$", text, MULTILINE)
        if asked is None or not figures:
            raise Unreadable("no lettered figures are described here")
        shown = specimen_of(model[1]) if model else None
        return Figures(asked, tuple(map(specimen_of, figures)), shown)

    def solve(self, scene: Figures) -> Sequence[AnyAnswer]:
        """Every pair of equals, or every figure without an equal, or every one like the model."""
        letters = tuple(LETTERS[: len(scene.figures)])
        named = list(zip(letters, scene.figures, strict=True))
        if scene.asked == "pair":
            pairs = combinations(named, 2)
            return [ChoiceSet((a, b), letters) for (a, one), (b, other) in pairs if one == other]
        counts = Counter(scene.figures)
        right = (
            a for a, figure in named
            if (figure == scene.model if scene.asked == "model" else counts[figure] == 1)
        )  # fmt: skip
        return [Choice(a, letters) for a in right]

    def elements(self, scene: Figures) -> list[Box]:
        return list(_page(scene).figures)

    def chosen(self, scene: Figures) -> tuple[int, ...]:
        found = self.answer(scene)
        assert isinstance(found, (Choice, ChoiceSet))
        values = (found.value,) if isinstance(found, Choice) else found.values
        return tuple(sorted(map(LETTERS.index, values)))

    def element_name(self, item: Item, index: int) -> str:
        return f"figure {LETTERS[index]}"

    def altered_scenes(self, item: Item) -> Iterator[tuple[str, str]]:
        yield from super().altered_scenes(item)
        scene = self.scene(item)
        figures, right = list(scene.figures), self.chosen(scene)[0]
        other = next(i for i, f in enumerate(figures) if f != figures[right])
        figures[right], figures[other] = figures[other], figures[right]
        exchanged = str(self.draw(replace(scene, figures=tuple(figures))))
        yield "a right figure exchanged for another", self.as_shown(item, exchanged)


def _arranged(rng: Random, scene: Figures, distinct: Sequence[Specimen]) -> Figures:
    """These figures, some of them twice as the question says, in any order."""
    chosen = rng.choice(distinct)
    figures = list(distinct)
    if scene.asked == "pair":
        figures.append(chosen)
    elif scene.asked == "lonely":
        figures += [figure for figure in distinct if figure != chosen]
    rng.shuffle(figures)
    model = chosen if scene.asked == "model" else None
    return replace(scene, figures=tuple(figures), model=model)


def _count(asked: str, figures: int) -> int:
    """How many figures a page has: an odd number where all but one have twins."""
    if asked == "lonely":
        return figures | 1
    return min(figures, 16) if asked == "model" else figures


def _page(scene: Figures) -> SamePage:
    shown = scene.model is not None
    return same_page(len(scene.figures), model=shown, staggered=scene.staggered)
