"""The report: one HTML file to be mailed, opened anywhere, printed, and trusted to do nothing.

Jinja templates with autoescape, no script, no network (the page's own Content-Security-Policy has
the browser enforce both).  What is drawn comes from `plots.py`, the pictures from `album.py`; text
of models passes `safe.py`.  Only figures and checked overlays are marked `|safe` in the templates.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from eyechart.diagnose import Diagnosis, Group, PairedEffect
from eyechart.diagnose.causes import meaning_of
from eyechart.diagnose.diagnosis import Layer
from eyechart.diagnose.words import p_value, percent, points, span
from eyechart.diagnose.words import title as title_case
from eyechart.report.album import Album, Media
from eyechart.report.gallery import gallery
from eyechart.report.ledger import OUTCOMES, error_kinds
from eyechart.report.plots import difference_bar, dots, drawn_curves, kind_of, level_curves
from eyechart.report.safe import legible
from eyechart.run.record import Record

__all__ = ["page"]

_BUDGET = 7_000_000
"""Characters of embedded pictures; with the text the page stays under 8 MB."""
_LAYERS: tuple[tuple[Layer, str], ...] = (
    ("family", "By family"),
    ("skill", "By skill"),
    ("task", "By task"),
)
_MARKS = {"correct": "✓", "wrong": "✗"}


def page(
    diagnosis: Diagnosis,
    records: Sequence[Record],
    media: Media,
    title: str,
    command: str = "",
    *,
    failures: int = 2,
    successes: int = 1,
) -> str:
    """The page's HTML.

    `media` gives the bytes of the records' pictures and clips; `command` is what reproduces the
    run; `failures` and `successes` are how many cards each task and condition gets.
    """
    album = Album(media, _BUDGET)
    cards = gallery(records, album, failures=failures, successes=successes)
    curves = _curves(diagnosis)
    shown = {name for group in curves for name in drawn_curves(group.levels)}
    template = _environment().get_template("page.html")
    return template.render(
        title=legible(title),
        command=legible(command),
        diagnosis=diagnosis,
        panels=_panels(diagnosis),
        curves=curves,
        curve_names=[name for name in diagnosis.conditions if name in shown],
        gallery=cards,
        album=album,
        outcomes=[o for o in OUTCOMES if any(o in c.outcomes for c in diagnosis.overall.cells)],
        errors=error_kinds(records),
        layers=_layers(diagnosis),
        day=_moment(diagnosis.bill.first)[:10],
        version=version("eyechart"),
        dots=lambda group: dots(group, diagnosis.alpha),
        bar=_bar,
        level_curves=level_curves,
    )


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("eyechart.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        percent=lambda share: _units(percent(share)),
        points=points,
        span=span,
        p_value=p_value,
        p_bare=lambda p: p_value(p).removeprefix("p ").removeprefix("= "),
        title_case=title_case,
        units=_units,
        count=lambda n: f"{n:,}",
        moment=_moment,
        kind=kind_of,
        cause=lambda condition: meaning_of(condition).cause,
        mark=lambda outcome: _MARKS.get(outcome, "–"),
        problems=lambda group: max(cell.rate.items for cell in group.cells),
    )
    return environment


def _units(text: str) -> str:
    """A number keeps its unit on its line."""
    return text.replace(" %", "\u00a0%").replace("− ", "−\u00a0")


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def _bar(found: PairedEffect, plain: bool) -> str:
    effect = found.effect
    kind = kind_of(found.condition)
    return difference_bar(effect.difference, effect.interval, kind, plain=plain)


def _layers(diagnosis: Diagnosis) -> list[tuple[Layer, str]]:
    """Layers with their headings, without families where each is a single task."""
    single = len(diagnosis.of("family")) == len(diagnosis.tasks)
    return [entry for entry in _LAYERS if not (single and entry[0] == "family")]


def _panels(diagnosis: Diagnosis) -> Sequence[Group]:
    """All problems, then the families, or the tasks where there is but one family."""
    for layer in ("family", "task"):
        groups = diagnosis.of(layer)
        if len(groups) > 1:
            return (diagnosis.overall, *groups)
    return (diagnosis.overall,)


def _curves(diagnosis: Diagnosis) -> Sequence[Group]:
    """Groups with more than one level: all problems, then each task."""
    tasks = diagnosis.of("task")
    groups: tuple[Any, ...] = (diagnosis.overall, *tasks) if len(tasks) > 1 else tasks
    return [group for group in groups if len({point.level for point in group.levels}) > 1]
