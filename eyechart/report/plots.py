"""The page's figures, as inline SVG written with our own builder.

Each is about 340 px wide by design: panels stand side by side on a laptop and one below the other
on a phone, at the same size, so that type stays legible on both.  Colours are classes (`k-told`),
which the style sheet sets for light and for dark.  Each row carries a <title>, for those who hover
and for those who listen.
"""

from collections.abc import Callable, Sequence
from html import escape

from eyechart.diagnose import Cell, Group, LevelRate
from eyechart.diagnose.causes import MEANINGS
from eyechart.diagnose.words import number, percent, span
from eyechart.scene.svg import Svg
from eyechart.stats import Interval

__all__ = ["CURVES", "difference_bar", "dots", "drawn_curves", "kind_of", "level_curves"]

Scale = Callable[[float], float]
"""A share or a level to a place in the figure, px."""

WIDTH = 340
CURVES = ("seen", "told", "blind", "draw", "film", "think")
"""Conditions that are worth a curve, in this order; at most `_MOST` are drawn."""
_MOST = 4
_KINDS = {
    "use of the picture": "blind",
    "perception": "told",
    "orientation": "turned",
    "reasoning in words": "think",
    "answering at once": "think",
    "drawing": "draw",
    "filming": "draw",
}


def kind_of(condition: str) -> str:
    """The colour class of a condition, without its "k-"."""
    if condition in MEANINGS:
        return _KINDS.get(MEANINGS[condition].cause, "other")
    return "seen" if condition == "seen" else "other"


def dots(group: Group, alpha: float = 0.05) -> str:
    """Accuracy under each condition: dot, 95 % whisker, chance tick, a line down from `seen`.

    A dot is filled where the condition differs from its baseline after correction.
    """
    longest = max(len(cell.condition) for cell in group.cells)
    left = min(132.0, max(88.0, 7.0 * longest + 10))
    right, row, top = 296.0, 25.0, 20.0
    height = top + row * len(group.cells) + 4

    def x(share: float) -> float:
        return left + share * (right - left)

    svg = Svg(WIDTH, height, background=None)
    for share in (0, 0.25, 0.5, 0.75, 1):
        svg.line((x(share), top), (x(share), height - 2), class_="grid")
        if share in (0, 0.5, 1):
            svg.text(
                x(share), 8, number(100 * share) + (" %" if share == 1 else ""), 10, class_="axis"
            )
    seen = group.cell("seen")
    if seen is not None and seen.rate.rate is not None and len(group.cells) > 1:
        at = x(seen.rate.rate)
        svg.line((at, top + row / 2), (at, height - 2), class_="guide")
    for i, cell in enumerate(group.cells):
        _dot_row(svg, group, cell, top + row * (i + 0.5), x, alpha)
    return _inline(svg, f"Accuracy by condition: {_spoken(group.cells)}")


def _dot_row(svg: Svg, group: Group, cell: Cell, y: float, x: Scale, alpha: float) -> None:
    rate = cell.rate
    found = group.effect(cell.condition)
    plain = found is not None and found.p_holm > alpha
    with svg.group(class_=f"k-{kind_of(cell.condition)}"):
        svg.raw(f"<title>{escape(_row_title(cell))}</title>")
        svg.rect(0, y - 12, WIDTH, 24, class_="hit")
        name = "label strong" if cell.condition == "seen" else "label"
        svg.text(0, y, _short(cell.condition), 12, anchor="start", class_=name)
        svg.line((x(cell.chance), y - 7), (x(cell.chance), y + 7), class_="chance")
        if rate.rate is None:
            svg.text(x(0.5), y, "no reply", 11, class_="axis")
            return
        _whisker(svg, x(rate.interval.low), x(rate.interval.high), y)
        svg.circle(x(rate.rate), y, 4.5, class_="dot hollow" if plain else "dot")
        svg.text(WIDTH, y, number(100 * rate.rate), 12, anchor="end", class_="value")


def difference_bar(difference: float, interval: Interval, kind: str, *, plain: bool) -> str:
    """One row of a forest plot, −100 to +100 points."""
    width, y = 150, 10.0

    def x(share: float) -> float:
        return 4 + (share + 1) / 2 * (width - 8)

    svg = Svg(width, 20, background=None)
    for share in (-1, -0.5, 0.5, 1):
        svg.line((x(share), 4), (x(share), 16), class_="grid")
    svg.line((x(0), 0), (x(0), 20), class_="zero")
    with svg.group(class_=f"k-{kind}"):
        _whisker(svg, x(interval.low), x(interval.high), y)
        svg.circle(x(difference), y, 4.5, class_="dot hollow" if plain else "dot")
    return _inline(svg, f"{number(100 * difference, sign=True)} points {span(interval)}", "bar")


def level_curves(points: Sequence[LevelRate]) -> str:
    """Accuracy by level, with whiskers; up to four conditions of `CURVES`."""
    drawn = drawn_curves(points)
    levels = sorted({point.level for point in points})
    left, right, top, bottom = 30.0, 330.0, 10.0, 148.0

    def y(share: float) -> float:
        return bottom - share * (bottom - top)

    def x(level: float) -> float:
        if len(levels) == 1:
            return (left + right) / 2
        inner = (level - levels[0]) / (levels[-1] - levels[0])
        return left + 16 + inner * (right - left - 32)

    svg = Svg(WIDTH, 180, background=None)
    for share in (0, 0.25, 0.5, 0.75, 1):
        svg.line((left, y(share)), (right, y(share)), class_="grid")
        if share in (0, 0.5, 1):
            svg.text(left - 6, y(share), number(100 * share), 10, anchor="end", class_="axis")
    for level in levels:
        svg.text(x(level), bottom + 14, str(level), 10, class_="axis")
    svg.text((left + right) / 2, bottom + 27, "level", 10, class_="axis")
    chances = {p.level: p.chance for p in points if p.condition == drawn[0]}
    svg.polyline([(x(level), y(share)) for level, share in chances.items()], class_="chance")
    for i, condition in enumerate(drawn):
        shift = 5 * (i - (len(drawn) - 1) / 2)
        _curve(svg, condition, [p for p in points if p.condition == condition], shift, (x, y))
    return _inline(svg, f"Accuracy by level: {_curves_spoken(points, drawn)}")


def drawn_curves(points: Sequence[LevelRate]) -> list[str]:
    """The conditions that `level_curves` draws."""
    there = list(dict.fromkeys(point.condition for point in points))
    wanted = [name for name in CURVES if name in there]
    return (wanted or there)[:_MOST]


def _curve(
    svg: Svg, condition: str, points: Sequence[LevelRate], shift: float, axes: tuple[Scale, Scale]
) -> None:
    x, y = axes
    known = [(p, p.rate.rate) for p in points if p.rate.rate is not None]
    with svg.group(class_=f"k-{kind_of(condition)}"):
        svg.polyline([(x(p.level) + shift, y(rate)) for p, rate in known], class_="curve")
        for p, rate in known:
            at = x(p.level) + shift
            ends = (at, y(p.rate.interval.low)), (at, y(p.rate.interval.high))
            with svg.group():
                svg.raw(f"<title>{escape(f'level {p.level}, {_row_title(p)}')}</title>")
                svg.line(*ends, class_="whisker thin")
                svg.circle(at, y(rate), 3.5, class_="dot")


def _whisker(svg: Svg, low: float, high: float, y: float) -> None:
    svg.line((low, y), (high, y), class_="whisker")


def _short(name: str) -> str:
    return name if len(name) <= 17 else f"{name[:16]}…"


def _row_title(cell: Cell | LevelRate) -> str:
    rate = cell.rate
    errors = rate.asked - rate.replied
    lost = f", {errors} without a reply" if errors else ""
    return (
        f"{cell.condition}: {percent(rate.rate)} {span(rate.interval)}, "
        f"{rate.correct} of {rate.replied}{lost}; chance {percent(cell.chance)}"
    )


def _spoken(cells: Sequence[Cell]) -> str:
    return "; ".join(f"{cell.condition} {percent(cell.rate.rate)}" for cell in cells)


def _curves_spoken(points: Sequence[LevelRate], drawn: Sequence[str]) -> str:
    return "; ".join(
        f"{name} "
        + ", ".join(f"{p.level}: {percent(p.rate.rate)}" for p in points if p.condition == name)
        for name in drawn
    )


def _inline(svg: Svg, label: str, kind: str = "figure") -> str:
    """As it stands in HTML: sized by the style sheet, named for screen readers."""
    box = f"0 0 {svg.width:g} {svg.height:g}"
    return (
        f'<svg class="{kind}" viewBox="{box}" role="img" aria-label="{escape(label)}">'
        f"{svg.body}</svg>"
    )
