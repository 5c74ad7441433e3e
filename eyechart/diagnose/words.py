"""How numbers are written for people: percent, points, p-values; one way everywhere.

A proper minus sign, no decimals that the data cannot carry, and never "p = 0.000".
"""

from eyechart.stats import Interval

__all__ = ["number", "p_value", "percent", "points", "span", "title"]


def percent(share: float | None) -> str:
    """ "62 %", "under 1 %" for what is not nothing, an en dash for None."""
    if share is None:
        return "–"
    if 0 < share < 0.005:
        return "< 1 %"
    return f"{100 * share:.0f} %"


def points(difference: float) -> str:
    """ "+42", "−7", "0" percentage points."""
    return number(100 * difference, sign=True)


def span(interval: Interval) -> str:
    """ "[30, 53]" in percent or points."""
    return f"[{number(100 * interval.low)}, {number(100 * interval.high)}]"


def number(value: float, *, sign: bool = False) -> str:
    """A whole number with a proper minus sign."""
    whole = round(value)
    if whole == 0:
        return "0"
    return f"{whole:+d}".replace("-", "−") if sign else str(whole).replace("-", "−")


def p_value(p: float) -> str:
    """ "p < 0.001" or "p = 0.012"."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def title(name: str) -> str:
    """ "path_finding" or "path finding" to "Path finding"; a task's version is dropped."""
    words = name.partition("@")[0].replace("_", " ")
    return words[:1].upper() + words[1:]
