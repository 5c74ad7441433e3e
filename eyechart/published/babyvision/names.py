"""Answers in words: a word that lines spell, things that go together by their names."""

import re
from collections import Counter

from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import WordPairs, Words
from eyechart.published.babyvision.phrasing import Said, said_once

__all__ = ["decide_word_pairs", "decide_words"]

_FILLERS = frozenset("the an word words and letters color colour".split())
_COPULA = re.compile(r"^.*\b(?:is|are|spells?|says?|reads?)\b")


def decide_words(gold: Words, answer: Said) -> Decision:
    """The same words, with gaps or not; a phrase in other words is a doubt."""
    words = _COPULA.sub("", answer.words)
    ours, theirs = _content(said_once(gold.text).words), _content(words)
    capitals = re.findall(r"\b[A-Z]{2,}\b", answer.written) if gold.text.isupper() else []
    if capitals:  # "The animal is a LION"
        theirs = _content(" ".join(capitals).lower())
    if "".join(ours) == "".join(theirs) or _letters(gold.text.lower()) == _letters(words):
        return read_as(True, words)
    # Words that are spelled out can be told apart; a description can be put otherwise.
    symbols = all(len(word) <= 2 for word in ours)
    if symbols and Counter("".join(ours)) == Counter("".join(theirs)):
        wanted, found = _groups(gold.text.lower()), _groups(words)
        if wanted == found or len(wanted) == len(found):
            return read_as(wanted == found, words)
        return Decision(None, "the same symbols in another order")
    if len(ours) > 1 and Counter(ours) == Counter(theirs):
        return Decision(None, "the same words in another order")
    spelled = symbols or gold.text.isupper() or len(ours) == 1 or "," in gold.text
    listed = capitals or re.search(r",|;|\band\b", words)
    beside = spelled and not listed and set(ours) < set(theirs)
    alike = not spelled and any(a[:4] == b[:4] for a in ours for b in theirs)
    return Decision(None, "some of the same words") if beside or alike else read_as(False, words)


def decide_word_pairs(gold: WordPairs, words: str) -> Decision:
    """ "cat - fish, dog - bone", in any order, however joined; other names are a doubt."""
    if _letters(words) == _letters(" ".join(" ".join(pair) for pair in gold.values)):
        return read_as(True, words)
    names = [name for pair in gold.values for name in pair]
    known = [re.escape(name) for name in sorted(names, key=len, reverse=True)]
    pattern = "|".join([*known, r"\d+"] if any(map(str.isdigit, names)) else known)
    found = re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", words)
    if len(found) == len(names):
        pairs = zip(found[::2], found[1::2], strict=True)
        same = Counter(map(frozenset, pairs)) == Counter(map(frozenset, gold.values))
        return read_as(same, found)
    partners = [partner for _, partner in gold.values]
    if len(names) > 2 and Counter(found) == Counter(partners):
        return read_as(found == partners, found)
    parts = [part for part in re.split(r"[,;]|\band\b", words) if part.strip()]
    named = any(len(name) > 3 for name in names)  # letters have no other names
    doubt = named and (len(parts) >= len(gold.values) or len(found) > len(names))
    return Decision(None if doubt else False, f"{len(found)} of {len(names)} names")


def _letters(words: str) -> str:
    return re.sub(r"\W", "", words)


def _groups(words: str) -> set[tuple[str, ...]]:
    """ "a-1,3; b-2,4": each group of symbols, in any order, as in itself."""
    parts = re.split(r";|[,\s]\s*(?=\w\s*[-:→=])", words)
    return {tuple(sorted(re.findall(r"[a-z]|\d+", part))) for part in parts if part.strip()}


def _content(words: str) -> list[str]:
    return [word for word in re.findall(r"\w+", words) if word not in _FILLERS]
