"""Which of the lettered shadows belongs to the coloured figure?

After BabyVision's "Find the shadow" (2601.06521).  A shadow shows the outline and nothing else, so
eyes, spots and windows do not help.  The first levels tell a fish from a house; from then on the
shadows are a family: each is another one with one trait changed (a part longer, missing, moved, the
whole mirrored or tilted), and any two differ by at least so many px.  The figure is drawn among
them last: a right shadow with changes all around it would be the one that all others resemble.
"""

from collections.abc import Mapping, Sequence
from random import Random
from re import MULTILINE, findall, search
from typing import Any

from msgspec.structs import replace

from eyechart.errors import Unreadable
from eyechart.scene.figures import FAMILIES
from eyechart.scene.figures.specimens import (
    GLYPHS,
    Specimen,
    distances,
    drawn_specimen,
    look_alikes,
    near_family,
    placed,
    retraited,
    shadow_palette,
    specimen_of,
)
from eyechart.scene.svg import Style, Svg
from eyechart.tasks.choosing import LETTERS, OptionPage, OptionsScene, OptionTask
from eyechart.tasks.discrimination._shadow_page import (
    carded,
    dress_of,
    inset,
    least_fading,
    shadow_page,
)

_FILL = 0.94
_OPTIONS = (2, 3, 3, 4, 4, 5, 5, 6, 7, 8)
_DIFFERENCES = (40.0, 34.0, 25.0, 17.0, 13.0, 11.0, 9.0, 7.6, 6.4, 5.6, 5.0, 4.5, 4.1, 3.8)
_SPAN = 2.4
"""A difference may be this many times the least that is asked for, but of a mirrored figure."""
_BLACK = shadow_palette("#000000")


class Shadows(OptionsScene, frozen=True):
    """The figure, and `options`, the specimens whose shadows are shown."""

    options: tuple[Specimen, ...]
    figure: Specimen
    difference: float = 3.5
    """The least visible difference, in px, that the scene was made for."""
    contrast: float = 1.0
    """Of the shadows: 1 dark, 0 gone."""
    dress: int = 0


class FindShadow(OptionTask[Shadows]):
    name = "find_shadow"
    version = 2
    title = "find the shadow of the figure"
    skills = ("discrimination", "outlines", "fine differences")
    scene_type = Shadows
    load_name = "shadows per px of difference"
    wanted = "the right shadow"

    def knobs(self, level: int) -> Mapping[str, Any]:
        return {
            "options": _OPTIONS[min(level, len(_OPTIONS)) - 1],
            "near": level >= 3,
            "difference_px": _DIFFERENCES[level - 1] if level <= len(_DIFFERENCES) else 3.5,
            "contrast": least_fading(level, 13),
        }

    def generate(self, rng: Random, **knobs: Any) -> Shadows:
        count = knobs["options"]
        layout = rng.choice(_layouts(count))
        least, px = knobs["difference_px"], _figure_px(count, layout)
        options: list[Specimen] = []
        while len(options) < count:
            first = drawn_specimen(rng, tilted=rng.random() < 0.4)
            if knobs["near"]:
                options = near_family(rng, first, count, _BLACK, px, least, _SPAN * least)
            else:
                kinds = rng.sample(sorted(set(FAMILIES) - {*GLYPHS, first.family}), count - 1)
                options = [first, *(drawn_specimen(rng, [kind]) for kind in kinds)]
        # The right one is drawn last, so that no look at the shadows alone can tell it.
        rng.shuffle(options)
        right = rng.randrange(count)
        return Shadows(
            tuple(options),
            right,
            layout,
            options[right],
            least,
            knobs["contrast"],
            rng.randrange(120),
        )

    def vary(self, rng: Random, scene: Shadows, **knobs: Any) -> Shadows:
        """Another value of a trait that tells none of the figures apart; options shuffled."""
        if not knobs["near"]:
            return self.generate(rng, **knobs)
        traits = scene.figure.kind.traits
        shared = [
            i for i, trait in enumerate(traits)
            if trait.name not in ("tilt", "facing")
            and len({option.values[i] for option in scene.options}) == 1
        ]  # fmt: skip
        if not shared:
            return self.generate(rng, **knobs)
        i = rng.choice(shared)
        value = rng.randint(traits[i].low, traits[i].high)
        options = tuple(retraited(option, i, value) for option in scene.options)
        figure = retraited(scene.figure, i, value)
        other = replace(scene, options=options, figure=figure, dress=rng.randrange(120))
        return self.shuffled(other, rng.sample(range(len(options)), len(options)))

    def well_posed(self, scene: Shadows) -> bool:
        """Whether any two shadows differ by as many px as they were asked to, and not by a line of
        one px alone, which is no difference to the solver."""
        px = _figure_px(len(scene.options), scene.layout)
        seen = distances(scene.options, _BLACK, px, scene.difference)
        apart = all(seen[i, j] >= scene.difference for i in range(len(seen)) for j in range(i))
        return apart and list(self.fitting(scene)) == [scene.right]

    def essence(self, scene: Shadows) -> object:
        return scene.figure, sorted(scene.options)

    def load(self, scene: Shadows) -> float:
        return len(scene.options) / (scene.difference * scene.contrast)

    def page(self, scene: Shadows) -> OptionPage:
        return shadow_page(len(scene.options), scene.layout)

    def draw(self, scene: Shadows, style: Style = Style()) -> Svg:
        svg = Svg()
        page, dress = self.page(scene), dress_of(scene.dress, scene.contrast)
        page.draw(svg, style)
        px = page.options[0].width * _FILL
        where = inset(page.figure, 0.8)
        if where.width > 1.5 * px:
            where = inset(where, 1.5 * px / where.width)
        carded(svg, inset(where, 1.16), dress.card, style)
        px /= style.stroke
        placed(svg, where, scene.figure, dress.figure, px)
        for option, box in zip(scene.options, page.options, strict=True):
            placed(svg, inset(box, _FILL), option, dress.shadow, px)
        return svg

    def question(self, scene: Shadows) -> str:
        return (
            "The picture shows a coloured figure and some lettered shadows. Just one of the "
            "shadows has exactly the outline of the figure, in the same position. Which one?"
        )

    def fitting(self, scene: Shadows) -> Sequence[int]:
        """Drawn in black, the figure and these options are alike to the pixel."""
        (alike,) = (g for g in look_alikes([scene.figure, *scene.options], _BLACK) if 0 in g)
        return [i - 1 for i in alike if i]

    def describe(self, scene: Shadows) -> str:
        lines = ["A figure, and shadows, which show the outlines of figures and nothing else."]
        lines.append(f"Figure: {scene.figure.words}")
        for letter, option in zip(LETTERS, scene.options, strict=False):
            lines.append(f"Shadow {letter}: {option.words}")
        return "\n".join(lines)

    def read_description(self, text: str) -> Shadows:
        figure = search(r"^Figure: (.+)$", text, MULTILINE)
        options = findall(r"^Shadow [A-H]: (.+)$", text, MULTILINE)
        if not (figure and options):
            raise Unreadable("no figure with shadows is described here")
        return Shadows(tuple(map(specimen_of, options)), -1, "ring", specimen_of(figure[1]))


def _layouts(count: int) -> tuple[str, ...]:
    """Those in which this many shadows are large enough."""
    if count < 4:
        return "below", "beside"
    return "below" if count == 4 else "two rows", "beside", "ring", "ring"


def _figure_px(count: int, layout: str) -> float:
    """Side of a shadow on the page."""
    return _FILL * shadow_page(count, layout).options[0].width
