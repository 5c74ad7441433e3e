"""Answers that are whole numbers: one, or a list of them; and equations and signs between them."""

import re
from collections import Counter

from eyechart.answers.numbers import right_side, whole_numbers
from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import Equation, Operator, Whole, Wholes

__all__ = ["decide_equation", "decide_operator", "decide_whole", "decide_wholes"]

_RANGE = re.compile(
    r"\b(?:between|from|maybe|perhaps|possibly|or|at least .* at most)\b|\d\s*(?:-|~|to)\s*\d"
)
_OTHER = re.compile(r"[<>≠]|\b(?:more|less|fewer|over|under) than\b")
_FAR_SIDE = re.compile(r"\d from (?:the )?(?:right|bottom)\b")
_OF = re.compile(r"(?:(?<=\d )|\bout )of (?:the |all )?\d+|^of (?:the |all )?\d+")
"""What is counted from: in "11 of 16" and "of the 16 tiles, 11"."""
_TOTAL = re.compile(
    r"\b(?:total|altogether|in all|sum)[\s:=]*(?:is|of)?[\s:=]*(\d+)\b(?!\s*[-+×])"
    r"|(\d+)[^\d,;]{0,16}\b(?:total|altogether|in all)\b"
)
_SIGNS = (
    (re.compile(r"\bminus\b"), "-"),
    (re.compile(r"\bplus\b"), "+"),
    (re.compile(r"\btimes\b|[x·](?=\s*\d)"), "×"),
    (re.compile(r"\bequals?\b|\bis\b"), "="),
)
_EQUATION = re.compile(r"\d+(?:[-+×÷/]\d+)*=\d+(?:[-+×÷/]\d+)*")
_COMPARED = (
    (re.compile(r"\b(?:not (?:equal|the same)|unequal|different)\b"), "≠"),
    (re.compile(r"\b(?:less|fewer|smaller)(?: than)?\b"), "<"),
    (re.compile(r"\b(?:greater|more|larger|bigger)(?: than)?\b"), ">"),
    (re.compile(r"\b(?:equals?(?: to)?|the same)\b"), "="),
)


def decide_whole(gold: Whole, words: str) -> Decision:
    """ "7", "7 animals", "3 + 4 = 7", "4 red and 3 blue, 7 in all"; "7, 8" and "6-7" are wrong."""
    if _OTHER.search(words):
        return Decision(False, "it says more or less than a number")
    if _FAR_SIDE.search(words):
        return Decision(None, "it is counted otherwise")
    equal, first = right_side(words), words.partition("=")[0]
    if re.search(r"[-+×]", equal) and not re.search(r"[-+×]", first):  # "7 = 3 + 4"
        equal = first
    bare = re.sub(r"\([^()]*\)", " ", words)
    for text in (words, equal, bare, _OF.sub(" ", bare), words.rpartition("→")[2]):
        if len(set(numbers := _numbers(text, grouped=True))) == 1:
            return read_as(numbers[0] == gold.value, numbers[0])
    numbers = _numbers(words, grouped=True)
    told = f"it names {', '.join(map(str, numbers)) or 'no number'}"
    listed = not re.search(r"[^\W\d]{2}", re.sub(r"\band\b", "", words))
    if gold.value not in numbers or listed or _RANGE.search(words):
        return Decision(False, told)
    total = _TOTAL.search(words)
    if total:
        return read_as(int(total[1] or total[2]) == gold.value, total[0])
    if 2 * max(numbers) == sum(numbers) and max(numbers) in (numbers[0], numbers[-1]):
        return read_as(max(numbers) == gold.value, numbers)
    return Decision(None, told)


def decide_wholes(gold: Wholes, words: str) -> Decision:
    """ "4, 6, 2", "hearts: 4, stars: 6, moons: 2", "1: 4, 2: 6, 3: 2", "462"."""
    k, found = len(gold.values), _numbers(_values(words))
    if len(found) == 2 * k and found[::2] == list(range(1, k + 1)):
        found = found[1::2]
    bare = _numbers(re.sub(r"\([^()]*\)", " ", words))
    if len(found) > k == len(bare):  # "4 (red), 12 (blue)", "4 (1), 12 (2)"
        found = bare
    if words.isdigit() and len(words) == k and max(gold.values) < 10:
        found = [int(digit) for digit in words]
    if tuple(found) == gold.values:
        return read_as(True, found)
    if gold.ordered is not True and Counter(found) == Counter(gold.values):
        return read_as(True, found) if gold.ordered is False else Decision(None, "another order")
    within = any(tuple(found[i : i + k]) == gold.values for i in range(len(found) - k + 1))
    if within and re.search(r"[^\W\d]{2}", words):
        return Decision(None, f"{len(found)} numbers for {k}")
    return read_as(False, found)


def decide_equation(gold: Equation, words: str) -> Decision:
    """The same equation; with summands or factors exchanged, or its bare numbers, a doubt."""
    ours, theirs = _equations(gold.text), _equations(words)
    if len(theirs) == 1:
        if theirs == ours:
            return read_as(True, words)
        wanted, found = (_sides(next(iter(one))) for one in (ours, theirs))
        return Decision(None, "its sides exchanged") if wanted == found else read_as(False, words)
    numbers = re.findall(r"\d+", words)
    doubt = ours <= theirs or numbers == re.findall(r"\d+", gold.text)
    return Decision(None if doubt else False, f"it names {len(theirs)} equations")


def decide_operator(gold: Operator, words: str) -> Decision:
    """ "<", "12 < 15", "less than"; of what it is said ("the right one") is a doubt."""
    found = set(re.findall("[<>=≠≤≥]", words))
    if not found:
        for pattern, sign in _COMPARED:
            words = pattern.sub(sign, words)
        found = set(re.findall("[<>=≠]", words))
        sided = re.search(r"\b(?:right|second|bottom|than)\b", words)
        if sided or not found:
            return Decision(None if sided else False, "it has no sign")
    return read_as(found == {gold.sign}, " ".join(sorted(found)))


def _numbers(words: str, *, grouped: bool = False) -> list[int]:
    """Whole numbers in order; a dash between two is a separator, a comma but before thousands."""
    comma = r",(?!\d{3}(?!\d))" if grouped else ","
    return whole_numbers(
        re.sub(comma, " , ", re.sub(r"(?<=\d)\s*[-→]\s*(?=\d)", " , ", words)).replace("^", " ^ ")
    )


def _values(words: str) -> str:
    """ "red: 5, blue: 7" without its labels, where every part has one."""
    parts = [part for part in re.split(r"[,;]|\band\b", words) if part.strip()]
    labelled = [re.fullmatch(r"[^:=→]*[:=→]\s*(\d+)\D*", part) for part in parts]
    if len(parts) > 1 and all(labelled):
        return " , ".join(found[1] for found in labelled if found)
    return words


def _equations(words: str) -> set[str]:
    for pattern, sign in _SIGNS:
        words = pattern.sub(sign, words)
    return set(_EQUATION.findall(re.sub(r"[\s()]|[a-z]{2,}", "", words)))


def _sides(equation: str) -> frozenset[tuple[str, ...]]:
    """Both sides, summands and factors in any order, differences as they are."""
    return frozenset(
        tuple(re.findall(r"\d+|-", side) if "-" in side else sorted(re.findall(r"\d+|[^\d]", side)))
        for side in equation.split("=")
    )
