"""Who may be trusted to rule: the judge, the rule and people, held against each other.

Three sources rule on the same answers: the verdicts in the result files (a judge's), the rule, and
people's ratings.  Each pair is compared overall and by subtype, people with each other, too, since
no judge can agree with people better than they do.  Where several people rated one answer, their
majority counts, and ties are left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import msgspec

from eyechart.errors import BadData
from eyechart.judges import Agreement, Rating, agreement
from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.facts import SUBTYPES
from eyechart.published.babyvision.matcher import decide
from eyechart.published.babyvision.results import DrawingRow, Row

__all__ = ["Agreements", "Validity", "agreements", "hold_together"]

Answer = tuple[int, int]
"""Pass, from 1, and item."""
_OPTION = re.compile(r"^\(([A-Z])\) (.*)$", re.MULTILINE)


class Agreements(msgspec.Struct, frozen=True):
    """Of two raters, the second taken as the truth."""

    first: str
    second: str
    overall: Agreement
    subtypes: dict[str, Agreement]


class Validity(msgspec.Struct, frozen=True):
    """How far those who ruled agree."""

    agreements: list[Agreements]
    """Judge and rule, then each of them and people, then people pair by pair."""
    undecided: int
    """Answers on which the rule abstains."""
    ratings: int
    raters: list[str]
    tied: int
    """Answers on which people are divided evenly."""
    unknown: int
    """Ratings of answers that the results do not hold."""
    unknown_ids: list[int]
    """The first ten items among them."""


def hold_together(
    passes: Sequence[Sequence[Row | DrawingRow]], ratings: Sequence[Rating] = ()
) -> Validity:
    """Compare all who ruled.  Raises `BadData` where a rating does not say of which pass it is."""
    rows = {(k, row.id): row for k, one in enumerate(passes, 1) for row in one}
    bare = [one.id for one in ratings if one.number is None]
    if bare and len(passes) > 1:
        raise BadData(
            f"there are {len(passes)} passes, and the rating of item {bare[0]} does not say which: "
            "add a column `pass`, or score one pass alone"
        )
    known = [one for one in ratings if (one.number or 1, one.id) in rows]
    unknown = [one.id for one in ratings if (one.number or 1, one.id) not in rows]
    by_rater: defaultdict[str, dict[Answer, bool]] = defaultdict(dict)
    for one in known:
        by_rater[one.rater][one.number or 1, one.id] = one.right
    votes: defaultdict[Answer, list[bool]] = defaultdict(list)
    for each in by_rater.values():
        for key, right in each.items():
            votes[key].append(right)
    people = {k: 2 * sum(v) > len(v) for k, v in votes.items() if 2 * sum(v) != len(v)}
    subtype = {key: row.subtype for key, row in rows.items()}
    rule = {key: said for key, row in rows.items() if (said := _by_rule(row)) is not None}
    judge = {key: said for key, row in rows.items() if (said := _by_judge(row)) is not None}
    pairs = [("judge", judge, "rule", rule), ("judge", judge, "people", people),
             ("rule", rule, "people", people)]  # fmt: skip
    pairs += [(a, by_rater[a], b, by_rater[b]) for a, b in combinations(sorted(by_rater), 2)]
    found = [agreements(a, b, first, second, subtype) for a, first, b, second in pairs]
    answered = [row for row in rows.values() if isinstance(row, Row) and row.answer]
    return Validity(
        [one for one in found if one.overall.n],
        sum(_by_rule(row) is None for row in answered),
        len(ratings), sorted(by_rater), len(votes) - len(people), len(unknown), unknown[:10],
    )  # fmt: skip


def agreements(
    first: str,
    second: str,
    by_first: Mapping[Answer, bool],
    by_second: Mapping[Answer, bool],
    subtype: Mapping[Answer, str],
) -> Agreements:
    """Overall and by subtype, in the official order; passes of one item are not independent."""
    both = {subtype[key] for key in by_first if key in by_second}
    parts = {
        name: agreement({k: v for k, v in by_first.items() if subtype[k] == name}, by_second, _item)
        for name in SUBTYPES
        if name in both
    }
    return Agreements(first, second, agreement(by_first, by_second, _item), parts)


def _item(key: Answer) -> int:
    return key[1]


def _by_judge(row: Row | DrawingRow) -> bool | None:
    """What stands in the file; nobody judges what did not come."""
    if isinstance(row, Row):
        return None if row.error else row.judged
    return None if row.missing else row.right


def _by_rule(row: Row | DrawingRow) -> bool | None:
    """The rule on the answer in the file; official drawings have none."""
    if isinstance(row, DrawingRow) or row.error or not row.gold:
        return None
    if not row.answer:
        return False
    options = dict(_OPTION.findall(row.question)) if re.fullmatch("[A-Z]", row.gold) else {}
    question = Question(
        id=row.id, subtype=row.subtype, text=row.question, gold=row.gold,
        options=tuple(options.values()) if row.gold in options else (),
    )  # fmt: skip
    return decide(question, row.answer).right
