"""How far those who ruled agree: lines for the terminal and for the page."""

from typing import NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eyechart.diagnose.words import percent, span
from eyechart.judges import Agreement
from eyechart.published.babyvision.plain_table import plain_table
from eyechart.published.babyvision.validity import Agreements, Validity

__all__ = ["Line", "agreement_lines", "agreements_table", "heading", "notes", "validity_table"]

_UNDEFINED = "–"


class Line(NamedTuple):
    """One row, in words."""

    name: str
    n: str
    share: str
    interval: str
    kappa: str
    kappa_interval: str
    counts: tuple[str, str, str, str]
    """True and false positives, false and true negatives."""
    precision: str
    """In percent, as are the next two."""
    recall: str
    f1: str


def heading(found: Agreements) -> str:
    """ "judge against people"."""
    return f"{found.first or 'unnamed'} against {found.second or 'unnamed'}"


def agreement_lines(found: Agreements) -> list[Line]:
    """Overall, then each subtype."""
    return [_line(name, one) for name, one in {"all": found.overall, **found.subtypes}.items()]


def notes(found: Validity) -> list[str]:
    """What the tables leave unsaid."""
    told = [f"the rule abstains on {found.undecided} answers"] if found.undecided else []
    if found.ratings:
        raters = ", ".join(filter(None, found.raters))
        told.append(f"{found.ratings} ratings" + (f" by {raters}" if raters else ""))
    if found.tied:
        told.append(f"people are divided evenly on {found.tied} answers, left out")
    if found.unknown:
        ids = ", ".join(map(str, found.unknown_ids)) + (", ..." if found.unknown > 10 else "")
        told.append(f"{found.unknown} ratings are of answers not in the results (items {ids})")
    if any(x.kappa is None for one in found.agreements for x in one.subtypes.values()):
        told.append(f"{_UNDEFINED}: kappa is not defined where only one verdict was ever given")
    return told


def validity_table(found: Validity) -> RenderableType:
    """Everybody against everybody; by subtype where people's ratings were asked about."""
    rated = found.ratings > 0
    tables = [agreements_table(one, subtypes=rated) for one in found.agreements]
    return Group(*tables, *(Text(note, style="dim") for note in notes(found)))


def agreements_table(found: Agreements, *, subtypes: bool = True) -> Table:
    """One pair of raters; the second is the truth to precision and recall."""
    table = plain_table("n", "agree %", "kappa", "TP/FP/FN/TN", "P/R/F1 %", shrink=True)
    table.title = heading(found)
    for line in agreement_lines(found)[: None if subtypes else 1]:
        table.add_row(
            Text(line.name, no_wrap=True, overflow="ellipsis"), line.n,
            f"{line.share.removesuffix(' %')} {line.interval}",
            f"{line.kappa} {line.kappa_interval}".rstrip(), "/".join(line.counts),
            f"{line.precision}/{line.recall}/{line.f1}",
            style="bold" if line.name == "all" else "",
        )  # fmt: skip
    return table


def _line(name: str, one: Agreement) -> Line:
    kappa = one.kappa_interval
    return Line(
        name, str(one.n), percent(one.share), span(one.interval),
        _decimal(one.kappa),
        f"[{_decimal(kappa.low)}, {_decimal(kappa.high)}]" if kappa else "",
        (str(one.both), str(one.first_only), str(one.second_only), str(one.neither)),
        *(percent(part).removesuffix(" %") for part in (one.precision, one.recall, one.f1)),
    )  # fmt: skip


def _decimal(value: float | None) -> str:
    """ ".90", "1", "−.12": as short as a full table needs."""
    if value is None:
        return _UNDEFINED
    return f"{value:.2f}".replace("0.", ".", 1).replace("-", "−").replace("1.00", "1")
