"""What a difference names, in one plain sentence with its evidence.

A cause is claimed only where the corrected test supports it.  Otherwise the sentence says how large
an effect could have gone unnoticed, out of the interval: "not shown" is not "not there".
"""

from collections.abc import Sequence
from typing import NamedTuple

from eyechart.diagnose.diagnosis import Cell, Finding, Group, Guess, PairedEffect
from eyechart.diagnose.words import number, p_value, percent, points, span, title
from eyechart.stats import Interval, wilson

__all__ = ["MEANINGS", "Meaning", "headline_of", "meaning_of", "name_causes"]

_WORDLESS = ("unparsed", "truncated", "refused")
_NO_FAILURE = ("blind", "no-think")
"""Conditions whose difference says how the model works, not why it fails as seen."""


class Meaning(NamedTuple):
    """How a condition's difference from its baseline is read."""

    cause: str
    sign: int
    """1: condition - baseline is positive where the cause is at work; -1: baseline - condition."""
    present: str
    """What a supported positive difference says."""
    reversed: str
    """What a supported negative difference says."""
    short: str
    """For the headline, after the points: "when told instead of shown"."""


def _turned(how: str) -> Meaning:
    return Meaning(
        "orientation",
        -1,
        f"it leans on the upright picture and fails when it is {how}",
        f"it does better when the picture is {how} than upright",
        f"when the picture is {how}",
    )


MEANINGS: dict[str, Meaning] = {
    "blind": Meaning(
        "use of the picture",
        -1,
        "the picture is used",
        "it does better without the picture than with it",
        "when the picture is withheld",
    ),
    "told": Meaning(
        "perception",
        1,
        "it solves from words what it fails from the picture",
        "the picture serves it better than an exact description",
        "when told instead of shown",
    ),
    "turned-90": _turned("turned by 90°"),
    "turned-180": _turned("turned by 180°"),
    "turned-270": _turned("turned by 270°"),
    "mirrored": _turned("mirrored"),
    "flipped": _turned("upside down"),
    "think": Meaning(
        "reasoning in words",
        1,
        "reasoning in words helps",
        "reasoning in words hurts",
        "when made to reason first",
    ),
    "no-think": Meaning(
        "answering at once",
        -1,
        "without reasoning in words it falls back",
        "it does better without reasoning in words",
        "when forbidden to reason first",
    ),
    "draw": Meaning(
        "drawing",
        -1,
        "what it can say it cannot draw",
        "it draws what it cannot say",
        "when it must draw the answer",
    ),
    "film": Meaning(
        "filming",
        -1,
        "what it can say it cannot show in a clip",
        "it shows in a clip what it cannot say",
        "when it must film the answer",
    ),
}
"""By condition; one that is not here is read as "itself - baseline", under its own name."""


def meaning_of(condition: str) -> Meaning:
    general = Meaning(condition, 1, "it helps", "it hurts", f"under {condition}")
    return MEANINGS.get(condition, general)


def name_causes(
    cells: Sequence[Cell], effects: Sequence[PairedEffect], guess: Guess | None, alpha: float
) -> tuple[Finding, ...]:
    """Every cause that these conditions can speak of, in the order of the conditions."""
    findings = [_paired(effect, alpha) for effect in effects]
    told = next((cell for cell in cells if cell.condition == "told"), None)
    if told is not None and told.rate.replied:
        findings.append(_reasoning(told))
    if guess is not None:
        findings.append(_guessing(guess, alpha))
    return tuple(findings)


def _paired(found: PairedEffect, alpha: float) -> Finding:
    meaning, effect = meaning_of(found.condition), found.effect
    size = meaning.sign * effect.difference
    interval = effect.interval
    if meaning.sign < 0:
        interval = Interval(-interval.high, -interval.low)
    left, right = (found.condition, found.baseline)[:: meaning.sign]
    evidence = (
        f"{left} − {right} = {points(size)} points {span(interval)}, "
        f"{p_value(found.p_holm)} corrected, {effect.pairs} pairs"
    )
    supported = found.p_holm <= alpha
    if supported:
        says = meaning.present if size > 0 else meaning.reversed
        sentence = f"{title(meaning.cause)}: {evidence}: {says}."
    else:
        sentence = (
            f"{title(meaning.cause)}: not shown ({evidence}); no effect larger than "
            f"{number(100 * interval.reach)} points could have been missed."
        )
    return Finding(
        meaning.cause, found.condition, supported, size, interval, interval.reach, sentence
    )


def _reasoning(told: Cell) -> Finding:
    """1 - told: what is missing even when nothing has to be seen."""
    rate = told.rate
    assert rate.rate is not None, "a cell with replies has a rate"
    wrong = rate.replied - rate.correct
    missing = Interval(1 - rate.interval.high, 1 - rate.interval.low)
    wordless = sum(told.outcomes.get(outcome, 0) for outcome in _WORDLESS)
    sentence = (
        f"Reasoning: {percent(1 - rate.rate)} {span(missing)} not right even when told "
        f"({wrong} of {rate.replied}"
        + (f", {wordless} of them without a readable answer" if wordless else "")
        + ")."
    )
    return Finding("reasoning", "told", wrong > 0, 1 - rate.rate, missing, missing.high, sentence)


def _guessing(guess: Guess, alpha: float) -> Finding:
    """Blind above chance: the question gives the answer away."""
    rate, chance = guess.correct / guess.n, guess.expected / guess.n
    interval = wilson(guess.correct, guess.n)
    above = Interval(interval.low - chance, interval.high - chance)
    evidence = (
        f"blind {percent(rate)} {span(interval)} where chance is {percent(chance)}, "
        f"{p_value(guess.p_holm)} corrected, {guess.n} problems"
    )
    reach = max(0.0, above.high)
    supported = guess.p_holm <= alpha
    sentence = (
        f"Guessing: {evidence}: the question alone gives answers away."
        if supported
        else f"Guessing: not shown ({evidence}); none larger than "
        f"{number(100 * reach)} points above chance could have been missed."
    )
    return Finding("guessing", "blind", supported, rate - chance, above, reach, sentence)


def headline_of(model: str, overall: Group, families: Sequence[Group]) -> tuple[str, ...]:
    """What fails and why, in one to three sentences."""
    first = overall.cell("seen") or overall.cells[0]
    rate = first.rate
    if rate.rate is None:
        return (f"{model} gave no reply under {first.condition}: nothing can be said.",)
    how = "as seen" if first.condition == "seen" else f"under {first.condition}"
    sentences = [
        f"{model} gets {percent(rate.rate)} {span(rate.interval)} of {rate.items} problems right "
        f"{how}; chance is {percent(first.chance)}."
    ]
    sentences += [text for text in (_why(overall), _where(families, first.condition)) if text]
    return tuple(sentences)


def _why(overall: Group) -> str:
    """The supported causes that cost points, largest first."""
    if not overall.effects:
        return ""
    named = [
        finding
        for finding in overall.findings
        if finding.supported
        and finding.size > 0
        and finding.cause not in ("reasoning", "guessing")
        and finding.condition not in _NO_FAILURE
    ]
    named.sort(key=lambda finding: -finding.size)
    reasoning = next((f for f in overall.findings if f.cause == "reasoning" and f.supported), None)
    rest = (
        f"; {percent(reasoning.size)} is not right even when told: reasoning" if reasoning else ""
    )
    if not named:
        return f"No cause of failure is shown by a paired test{rest}."
    said = [
        f"{f.cause} ({points(meaning_of(f.condition).sign * f.size)} points "
        f"{meaning_of(f.condition).short})"
        for f in _one_each(named)[:3]
    ]
    return f"Why it fails: {_listed(said)}{rest}."


def _one_each(findings: Sequence[Finding]) -> list[Finding]:
    """The largest finding of each cause (five turns are one: orientation)."""
    largest: dict[str, Finding] = {}
    for finding in findings:
        largest.setdefault(finding.cause, finding)
    return list(largest.values())


def _where(families: Sequence[Group], condition: str) -> str:
    """The weakest and the strongest family, if their intervals are apart."""
    rated = [
        (cell.rate.rate, group.name, cell.rate.interval)
        for group in families
        if (cell := group.cell(condition)) is not None and cell.rate.rate is not None
    ]
    if len(rated) < 2:
        return ""
    (low, weakest, below), (high, strongest, above) = (
        pick(rated, key=lambda entry: entry[0]) for pick in (min, max)
    )
    if below.high >= above.low:
        return ""
    return (
        f"Weakest at {weakest} ({percent(low)} {span(below)}), strongest at {strongest} "
        f"({percent(high)} {span(above)})."
    )


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
