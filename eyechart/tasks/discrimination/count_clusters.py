"""Count figures that overlap each other, or groups of dots.

After BabyVision's "Count Clusters" (2601.06521): tell apart what lies on one another or beside one
another, and count it.  Figures are painted, mere outlines, or shadows; all of them are asked for,
or the animals, or one kind.  Harder is more of them, less of each in sight, more kinds, groups that
are less far apart and, where the page is full, paler ones.  A stated share of each figure shows,
and the number of groups follows from the distances alone (`_herds.py`).
"""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from random import Random
from typing import Any

import msgspec

from eyechart.answers import AnyAnswer, Integer
from eyechart.errors import Unreadable
from eyechart.scene.figures.figure import faded
from eyechart.scene.hands import answer_box
from eyechart.scene.svg import Style, Svg, number
from eyechart.scene.tiles import Box
from eyechart.tasks.discrimination._herd_page import (
    HUES,
    STYLES,
    centred,
    draw_figures,
    dressed,
    fitting,
    read_figures,
    side_for,
    told_figures,
    varied,
)
from eyechart.tasks.discrimination._herds import (
    ANIMALS,
    NAMES,
    Herd,
    crowded,
    flocked,
    groups_of,
    in_sight,
    leap_of,
    shortest_link,
)
from eyechart.tasks.writing import NUMBER_BOX, NUMBER_STAGE, Slot, WritingTask

_LEVELS = (
    # figures, least share in sight, mean share covered, kinds, groups' distance
    (2, 3, 0.88, 0.02, 1, 3.4),
    (3, 5, 0.82, 0.05, 2, 3.0),
    (4, 6, 0.76, 0.08, 2, 2.7),
    (5, 8, 0.70, 0.11, 3, 2.5),
    (7, 10, 0.66, 0.14, 3, 2.3),
    (8, 12, 0.62, 0.17, 4, 2.2),
    (10, 15, 0.58, 0.19, 4, 2.1),
    (12, 18, 0.55, 0.21, 5, 2.05),
    (15, 22, 0.52, 0.23, 5, 2.0),
    (18, 26, 0.50, 0.24, 6, 1.95),
)
_WINGS = "M-8 -3Q-3 -7 0 2Q3 -7 8 -3"
_MARKS = ("dots", "grains", "birds")


class CountClusters(WritingTask[Herd]):
    name = "count_clusters"
    version = 2
    title = "count figures that overlap, or groups of dots"
    skills = ("discrimination", "counting", "overlap")
    scene_type = Herd
    load_name = "figures (or dots, four for one), over contrast"
    wanted = "the number written into the answer box"

    def knobs(self, level: int) -> Mapping[str, Any]:
        least, most, shown, hidden, kinds, gap = _LEVELS[min(level, len(_LEVELS)) - 1]
        on = max(0, level - len(_LEVELS))
        return {
            "least": min(48, least + 3 * on),
            "most": min(60, most + 4 * on),
            "least_shown": shown,
            "hidden": hidden,
            "kinds": kinds,
            "gap": gap,
            "dots": min(14, 4 + level // 2),
            "styles": min(3, 1 + level // 2),
            "contrast": round(0.35 + 0.65 * 0.9 ** max(0, on - 9), 3),
        }

    def generate(self, rng: Random, **knobs: Any) -> Herd:
        if rng.random() < 0.25:
            return self._flock(rng, knobs)
        kinds = rng.randint(1, knobs["kinds"])
        wanted = rng.randint(knobs["least"], knobs["most"])
        style = STYLES[rng.randrange(knobs["styles"])]
        for trial in count():
            names, asked = _families(rng, wanted, kinds, style)
            size, least = round(side_for(wanted, NUMBER_STAGE) * 0.99**trial), knobs["least_shown"]
            figures = crowded(rng, names, NUMBER_STAGE, size, least, knobs["hidden"])
            if figures is not None:
                figures = dressed(rng, centred(figures, NUMBER_STAGE), style)
                return Herd(figures, size, asked, (), style, knobs["contrast"], least)
        raise AssertionError

    def vary(self, rng: Random, scene: Herd, **knobs: Any) -> Herd:
        """A dot moved by a px, or one trait of a figure by one; `well_posed` looks again."""
        if scene.dots:
            i, dots = rng.randrange(len(scene.dots)), list(scene.dots)
            x, y = dots[i]
            dots[i] = (x + rng.randint(-1, 1), y + rng.randint(-1, 1))
            return msgspec.structs.replace(scene, dots=tuple(sorted(dots)))
        figures = dressed(rng, varied(rng, scene.figures), scene.style)
        return msgspec.structs.replace(scene, figures=figures)

    def well_posed(self, scene: Herd) -> bool:
        if scene.dots:
            return len(groups_of(scene.dots)) == 1
        return min(in_sight(scene)) > scene.least_shown - 0.05

    def essence(self, scene: Herd) -> object:
        return [(f.family, f.values, f.x, f.y) for f in scene.figures], scene.asked, scene.dots

    def load(self, scene: Herd) -> float:
        return (len(scene.figures) + len(scene.dots) / 4) / scene.contrast

    def draw(self, scene: Herd, style: Style = Style()) -> Svg:
        svg = Svg()
        draw_figures(svg, scene, style)
        _draw_marks(svg, scene)
        answer_box(svg, NUMBER_BOX, style, label="answer")
        return svg

    def question(self, scene: Herd) -> str:
        head = "Some things in this picture overlap or lie close together."
        if scene.dots:
            return (
                f"{head} The dots lie in groups, with gaps between the groups. How many groups "
                "are there?"
            )
        only = len({figure.family for figure in scene.figures}) == 1
        what = NAMES[scene.figures[0].family] if only else NAMES.get(scene.asked, scene.asked)
        return (
            f"{head} How many {what or 'figures'} are there? Count those, too, of which others "
            "cover a part."
        )

    def answer(self, scene: Herd) -> AnyAnswer:
        return self.solve(scene)[0]

    def describe(self, scene: Herd) -> str:
        if scene.dots:
            listed = " ".join(f"{x},{y}" for x, y in scene.dots)
            return (
                "Dots lie in groups. Two dots belong together where steps from dot to dot lead "
                "from one to the other that are all clearly shorter than the gaps between groups. "
                f"Places of the dots, in px:\n{listed}"
            )
        return f"Asked for: {scene.asked or 'all'}. {told_figures(scene)}"

    def read_description(self, text: str) -> Herd:
        dots = re.search(r"Places of the dots, in px:\n([\d, ]+)", text)
        if dots:
            places = re.findall(r"(\d+),(\d+)", dots[1])
            return Herd(dots=tuple((int(x), int(y)) for x, y in places))
        asked = re.search(r"Asked for: ([a-z ]+)\.", text)
        size, figures = read_figures(text)
        if not asked or not figures:
            raise Unreadable("neither figures nor dots are described here")
        return Herd(figures, size, "" if asked[1] == "all" else asked[1])

    def solve(self, scene: Herd) -> Sequence[AnyAnswer]:
        """Figures are counted one by one; dots are joined by their shortest links until these
        leap, which they may do at one place only."""
        if scene.dots:
            return [_counted(groups) for groups in groups_of(scene.dots)]
        return [_counted(sum(_is_asked(f.family, scene.asked) for f in scene.figures))]

    def slots(self, scene: Herd) -> list[Slot]:
        answer = self.answer(scene)
        return [Slot(NUMBER_BOX, str(answer.truth))]

    def parts(self, scene: Herd) -> list[Box]:
        return NUMBER_STAGE.tiles(4, 4)

    def _flock(self, rng: Random, knobs: Mapping[str, Any]) -> Herd:
        """Dots in groups; somewhat fewer groups than there would be figures."""
        most = min(16, max(3, round(0.8 * knobs["most"])))
        least = min(most - 1, max(2, round(0.6 * knobs["least"])))
        for trial in count():
            groups, gap = rng.randint(least, most), knobs["gap"] - 0.002 * trial
            dots = flocked(rng, NUMBER_STAGE, groups, (3, knobs["dots"]), max(1.8, gap))
            if dots and groups_of(dots) == [groups] and leap_of(dots) > 1.55:
                return Herd(dots=dots, style=rng.choice(_MARKS), contrast=knobs["contrast"])
        raise AssertionError


def _families(rng: Random, total: int, kinds: int, style: str) -> tuple[list[str], str]:
    """(the family of each figure, what is asked for)."""
    fit = fitting(style)
    if kinds == 1 or total < 3:
        return [rng.choice(fit)] * total, ""
    kinds = min(kinds, total)
    asked = rng.choice(("", "animals", "one kind"))
    if asked == "one kind":
        chosen = rng.sample(fit, kinds)
        wanted, others, asked = chosen[:1], chosen[1:], chosen[0]
    elif asked == "animals":
        animals = [name for name in fit if name in ANIMALS]
        wanted = rng.sample(animals, min(len(animals), (kinds + 1) // 2))
        others = rng.sample([name for name in fit if name not in ANIMALS], max(1, kinds // 2))
    else:
        wanted, others = rng.sample(fit, kinds), []
    right = rng.randint(max(1, total // 3), total - 1) if others else total
    names = [rng.choice(wanted) for _ in range(right)]
    names += [rng.choice(others) for _ in range(total - right)]
    rng.shuffle(names)
    return names, asked


def _is_asked(name: str, asked: str) -> bool:
    return not asked or name == asked or (asked == "animals" and name in ANIMALS)


def _draw_marks(svg: Svg, herd: Herd) -> None:
    """Dots, small birds on the wing, or grains, as large as their distances allow."""
    size = min(11.0, 0.36 * shortest_link(herd.dots)) if herd.dots else 0.0
    for i, (x, y) in enumerate(herd.dots):
        colour = faded(HUES[(x * 7 + y) % len(HUES)], herd.contrast)
        if herd.style == "dots":
            svg.circle(x, y, 0.85 * size, fill=colour)
        elif herd.style == "grains":
            turn = f"rotate({(37 * i + x) % 180} {x} {y})"
            svg.add("ellipse", cx=x, cy=y, rx=size, ry=0.55 * size, fill=colour, transform=turn)
        else:
            with svg.group(transform=f"translate({x} {y}) scale({number(size / 8)})"):
                svg.path(_WINGS, fill="none", stroke=colour, stroke_width=2.8)


def _counted(things: int) -> Integer:
    spread = 1 + things // 5
    low = max(1, things - spread)
    return Integer(things, low, low + 2 * spread)
