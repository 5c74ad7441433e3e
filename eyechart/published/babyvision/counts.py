"""Answers that are whole numbers: one, or a list of them."""

import re
from collections import Counter
from collections.abc import Sequence

from eyechart.answers.numbers import right_side, whole_numbers
from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import Whole, Wholes

__all__ = ["decide_whole", "decide_wholes", "numbers_in"]

_HEDGED = re.compile(r"\b(?:or|either|maybe|perhaps|possibly)\b")


def numbers_in(words: str) -> list[int]:
    """Whole numbers in order; a dash between two is a separator."""
    return whole_numbers(re.sub(r"(?<=\d)\s*-\s*(?=\d)", " , ", words).replace(",", " , "))


def decide_whole(gold: Whole, words: str) -> Decision:
    """ "7", "7 animals", "3 + 4 = 7", "7 (4 red and 3 blue)"; "6 or 7" and "7, 8" are wrong."""
    said = right_side(words)
    found = numbers_in(said)
    for numbers in (found, numbers_in(re.sub(r"\([^()]*\)", " ", said))):
        if len(set(numbers)) == 1:
            return read_as(numbers[0] == gold.value, numbers[0])
    told = ", ".join(map(str, found)) or "no number"
    if gold.value not in found or _HEDGED.search(words) or re.fullmatch(r"[\d\s,;+-]+", words):
        return Decision(False, f"it names {told}")
    return Decision(None, f"it names {told}")


def decide_wholes(gold: Wholes, words: str) -> Decision:
    """ "4, 6, 2", "hearts: 4, stars: 6, moons: 2", "1: 4, 2: 6, 3: 2", "462"."""
    k, found = len(gold.values), numbers_in(_values(words))
    if len(found) == 2 * k and found[::2] == list(range(1, k + 1)):
        found = found[1::2]
    if words.isdigit() and len(words) == k and max(gold.values) < 10:
        found = [int(digit) for digit in words]
    if tuple(found) == gold.values:
        return read_as(True, found)
    if len(found) > k and _within(gold.values, found):
        return Decision(None, f"{len(found)} numbers for {k}")
    same = not gold.ordered and Counter(found) == Counter(gold.values)
    return read_as(same, found)


def _values(words: str) -> str:
    """ "red: 5, blue: 7" without its labels, where every part has one."""
    parts = [part for part in re.split(r"[,;]|\band\b", words) if part.strip()]
    labelled = [re.fullmatch(r"[^:=→]*[:=→]\s*(\d+)\D*", part) for part in parts]
    if len(parts) > 1 and all(labelled):
        return " , ".join(found[1] for found in labelled if found)
    return words


def _within(values: Sequence[int], found: Sequence[int]) -> bool:
    k = len(values)
    return any(tuple(found[i : i + k]) == tuple(values) for i in range(len(found) - k + 1))
