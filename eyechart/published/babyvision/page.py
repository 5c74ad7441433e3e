"""The page of an evaluation: one HTML file like the diagnosis's, with the same style sheet.

Autoescaped; the only marked strings are figures drawn here from numbers.
"""

from importlib.metadata import version
from typing import NamedTuple

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from eyechart.diagnose.words import percent, span
from eyechart.published.babyvision.agreement_tables import (
    Line,
    agreement_lines,
    heading,
    notes,
)
from eyechart.published.babyvision.evaluation import Evaluation
from eyechart.published.babyvision.facts import CHILDREN
from eyechart.published.babyvision.scores import ALL, Slice
from eyechart.published.babyvision.tables import adults_and_best, published_overall
from eyechart.report.safe import legible
from eyechart.scene.svg import Svg

__all__ = ["evaluation_page"]

_WIDTH = 260.0


class Row(NamedTuple):
    """One line of the table."""

    name: str
    line: Slice
    figure: Markup
    adults: str
    best: str
    strong: bool


def evaluation_page(done: Evaluation, command: str = "") -> str:
    """The page's HTML."""
    environment = Environment(
        loader=ChoiceLoader(
            [PackageLoader("eyechart.published.babyvision"), PackageLoader("eyechart.report")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(percent=percent, span=span)
    score, understanding = done.score, done.track == "understanding"
    every = (score.overall, *score.categories.values(), *score.subtypes.values())
    strong = 1 + len(score.categories)
    others = published_overall() if understanding else []
    return environment.get_template("evaluation.html").render(
        done=done,
        score=score,
        model=legible(done.model),
        command=legible(command),
        understanding=understanding,
        rows=[_row(line, understanding, i < strong) for i, line in enumerate(every)],
        better=[line for line in others if line.mean > 100 * score.overall.mean],
        worse=[line for line in others if line.mean <= 100 * score.overall.mean],
        children=CHILDREN,
        agreed=_agreed(done),
        notes=notes(done.validity) if done.validity else [],
        version=version("eyechart"),
    )


def _agreed(done: Evaluation) -> list[tuple[str, list[Line]]]:
    """Pairs of raters; those of the scored files, else the judge and the rule of this run."""
    pairs = done.validity.agreements if done.validity else []
    if not done.validity and done.judge and done.judge.agreement.overall.n:
        pairs = [done.judge.agreement]
    return [(legible(heading(pair)), agreement_lines(pair)) for pair in pairs]


def _row(line: Slice, understanding: bool, strong: bool) -> Row:
    adults, best = adults_and_best(line.name) if understanding else ("", "")
    name = "All items" if line.name == ALL else line.name
    return Row(name, line, Markup(_figure(line, adults)), adults, best, strong)


def _figure(line: Slice, adults: str) -> str:
    """Dot and whisker from 0 to 100 %, ticks for guessing (solid) and adults (dotted)."""

    def x(share: float) -> float:
        return 5 + share * (_WIDTH - 10)

    svg = Svg(_WIDTH, 22, background=None)
    for share in (0, 0.25, 0.5, 0.75, 1):
        svg.line((x(share), 3), (x(share), 19), class_="grid")
    if line.chance is not None:
        svg.line((x(line.chance), 4), (x(line.chance), 18), class_="chance")
    if adults:
        svg.line((x(float(adults) / 100), 2), (x(float(adults) / 100), 20), class_="guide")
    with svg.group(class_="k-told"):
        low, high = x(line.interval.low), x(line.interval.high)
        svg.line((low, 11), (high, 11), class_="whisker")
        svg.circle(x(line.mean), 11, 4.5, class_="dot")
    label = f"{percent(line.mean)}, 95 % {span(line.interval)}"
    return (
        f'<svg class="wide-bar" viewBox="0 0 {_WIDTH:g} 22" role="img" aria-label="{label}">'
        f"{svg.body}</svg>"
    )
