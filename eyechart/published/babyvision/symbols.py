"""Answers made of letters and numbers that stand for things: sets, sequences, pairs.

A symbol stands by itself: a lone capital, a number, or several run together ("AC", "A3", "NVSZ").
Everything else ("goes to", "cube", "red:") joins symbols and is not read.
"""

import re
from collections import Counter

from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import Letters, Pairs
from eyechart.published.babyvision.phrasing import Said, aside

__all__ = ["decide_letters", "decide_pairs"]

_TOKEN = re.compile(r"(?<![\w'])(?:[A-Z0-9]{1,24}|[a-z]\d{1,2}|\d{1,2}[a-z])(?!\w|'(?!s\b))")
_SMALL = re.compile(r"(?<![\w'])(?:[a-z0-9]|[a-z]\d|\d[a-z])(?![\w'])")
_WORDS = frozenset(
    "AND OR WITH TO IS ARE THE OF IN BOTH ONLY OPTION OPTIONS CUBE CUBES FIGURE FIGURES".split()
)
_EXCEPT = re.compile(r"\b(?:except|all but|other than)\b", re.IGNORECASE)
_COUNTED = re.compile(r"\b\d+ pairs?\b|\bpair \d+\s*[:.)]", re.IGNORECASE)


def decide_letters(gold: Letters, said: Said) -> Decision:
    """ "A, C", "AC", "yellow: N, green: V"; as a sequence or as a set."""
    if _EXCEPT.search(said.written):
        return Decision(None, "it says which are left out")
    k = len(gold.values)
    tokens = _tokens(said.written if k > 1 else said.written.rpartition("→")[2])  # "2 → X"
    if len(tokens) == 2 * k and tokens[::2] == [str(i + 1) for i in range(k)]:
        tokens = tokens[1::2]  # "1-B, 2-A, 3-C"
    if len(tokens) != k:
        tokens = list("".join(tokens))
    if not tokens and re.fullmatch(r"[a-z]{1,8}", said.words):
        tokens = list(said.words)
    found = tuple(token.lower() for token in tokens)
    if found != gold.values and gold.ordered is None and Counter(found) == Counter(gold.values):
        return Decision(None, "another order")
    same = found == gold.values
    return read_as(same or (not gold.ordered and Counter(found) == Counter(gold.values)), found)


def decide_pairs(gold: Pairs, said: Said, question: str) -> Decision:
    """ "A-3, B-1", "(A, 3), (B, 1)", "A3 B1", "A goes with 3", "3, 1"; all of them, and no other.

    The direction counts where one side's names are also the other's.  Of one pair the question may
    name one half: the other is the answer.
    """
    found = _pairs(gold, said.written)
    asked = [x for x in gold.values[0] if re.search(rf"\b{x.upper()}\b", question)]
    if len(gold.values) == len(asked) == 1 and not found:  # "Where does line A end?"
        return read_as({said.words, *asked} == {*gold.values[0]}, said.words)
    ambiguous = {a for a, _ in gold.values} & {b for _, b in gold.values}
    if ambiguous and len(gold.values) > 1:
        return read_as(Counter(found) == Counter(gold.values), found)
    return read_as(Counter(map(frozenset, found)) == Counter(map(frozenset, gold.values)), found)


def _pairs(gold: Pairs, written: str) -> list[tuple[str, str]]:
    """Symbols two by two, numbering dropped; or the partners alone, of 1, 2, 3 or A, B, C."""
    k = len(gold.values)
    symbols = [symbol.lower() for symbol in _tokens(_COUNTED.sub(" ", written))]
    if len(symbols) != 2 * k:
        single = all(len(a) == len(b) == 1 for a, b in gold.values)
        symbols = [part for symbol in symbols for part in _apart(symbol, single)]
    firsts = sorted(a for a, _ in gold.values)
    if len(symbols) == k >= 3 and "".join(firsts) in ("123456789"[:k], "abcdefghi"[:k]):
        return list(zip(firsts, symbols, strict=True))
    thirds = [symbols[i : i + 3] for i in range(0, len(symbols), 3)]
    numbered = [third[0] for third in thirds] == [str(i + 1) for i in range(len(thirds))]
    if numbered and len(symbols) == 3 * k and not symbols[1].isdigit():
        return [(third[1], third[2]) for third in thirds]
    return [] if len(symbols) % 2 else list(zip(symbols[::2], symbols[1::2], strict=True))


def _apart(symbol: str, single: bool) -> list[str]:
    """A run of symbols as its symbols: "a12" is "a", "12"; "ab1" and, if all are `single`, "14"."""
    return list(symbol) if single else re.findall(r"[a-z]|\d+", symbol)


def _tokens(written: str) -> list[str]:
    """Symbols and runs of symbols, in order."""
    text = aside(written).replace("_", " ")
    parts = [part for part in re.split(r"[,;]|\band\b", text) if part.strip()]
    labelled = [re.fullmatch(r"\W*[^\W\d]{2}[^:=→]*[:=→]\s*(\w)\W*", part) for part in parts]
    if all(labelled):
        return [found[1] for found in labelled if found]
    found = [token for token in _TOKEN.findall(text) if token not in _WORDS]
    if any(token.upper() == token and not token.isdigit() for token in found):
        return found
    bare = " ".join(word for word in re.split(r"(\W)", text) if word.upper() not in _WORDS)
    lower = _SMALL.findall(bare)
    return lower if len(lower) > len(found) and not re.search(r"[a-z]{3}", bare) else found
