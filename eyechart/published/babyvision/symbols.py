"""Answers made of letters and numbers that stand for things: sets, sequences, pairs."""

import re
from collections import Counter

from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import Letters, Pairs, WordPairs

__all__ = ["bare", "decide_letters", "decide_pairs", "decide_word_pairs"]

_JOINERS = re.compile(
    r"\b(?:and|with|to|joined|connected|linked|leads?|meets?|matches|match|matched|corresponds?|goes|pairs?|is|are|the|option|options|"
    r"figures?|shapes?|letters?|numbers?|pictures?|images?|cubes?|shadows?|silhouettes?|patterns?|"
    r"items?|parts?|of|in|order|from|left|right|same|identical|characters?|digits?|lines?)\b"
)
_ALONE = re.compile(r"(?<![\w'])[A-Z0-9](?![\w'])")
"""A symbol by itself, in the words as they were written."""


def decide_letters(gold: Letters, words: str, written: str) -> Decision:
    """ "A, C", "AC", "yellow: N, green: V"; as a sequence or as a set."""
    found = _characters(words, written)
    if found is None:
        return Decision(None, "single characters were expected among other words")
    same = tuple(found) == gold.values
    return read_as(same or (not gold.ordered and Counter(found) == Counter(gold.values)), found)


def decide_pairs(gold: Pairs, words: str, written: str) -> Decision:
    """ "A-3, B-1", "(A, 3), (B, 1)", "A3 B1", "A goes with 3"; all of them, and no other.

    The direction counts where one side's names are also the other's.
    """
    found = _pairs(words, written)
    if found is None:
        return Decision(None, "pairs were expected among other words")
    ambiguous = {a for a, _ in gold.values} & {b for _, b in gold.values}
    if ambiguous and len(gold.values) > 1:
        return read_as(Counter(found) == Counter(gold.values), found)
    return read_as(Counter(map(frozenset, found)) == Counter(map(frozenset, gold.values)), found)


def decide_word_pairs(gold: WordPairs, words: str) -> Decision:
    """ "cat - fish, dog - bone", in any order; other names for the same things are a doubt."""
    parts = [part for part in re.split(r"[,;]", words) if part.strip()]
    split = [re.split(r"\s*(?:->|→|[-:=]|\bto\b|\bwith\b|\bmatches\b)\s*", part) for part in parts]
    found = [frozenset(map(bare, pair)) for pair in split if len(pair) == 2]
    wanted = [frozenset((bare(a), bare(b))) for a, b in gold.values]
    if len(found) < len(wanted):
        told = f"{len(found)} pairs for {len(wanted)}"
        return Decision(None if len(parts) >= len(wanted) else False, told)
    if Counter(found) == Counter(wanted):
        return read_as(True, words)
    ours, theirs = (frozenset[str]().union(*pairs) for pairs in (wanted, found))
    return read_as(False, words) if ours == theirs else Decision(None, "pairs of other names")


def bare(words: str) -> str:
    """Words without articles and punctuation."""
    return " ".join(re.sub(r"\b(?:the|a|an)\b|[^\w ]", " ", words).split())


def _characters(words: str, written: str) -> list[str] | None:
    """The single characters stated; None if there are words among them."""
    parts = [part.strip() for part in re.split(r"[,;、/]|\band\b|&", words) if part.strip()]
    labelled = [re.fullmatch(r"[^:=→]{2,}[:=→]\s*(\w)", part) for part in parts]
    if all(labelled):
        return [found[1] for found in labelled if found]
    pieces = _pieces(words)
    if all(len(piece) == 1 or piece.isdigit() for piece in pieces):
        return [character for piece in pieces for character in piece]
    together = re.sub(r"[\W_]+", "", written)
    if len(pieces) == 1 and (together.isupper() or len(together) <= 4):
        return list(pieces[0])
    return None if _ALONE.search(written) else []


def _pairs(words: str, written: str) -> list[tuple[str, str]] | None:
    """Symbols two by two, numbering dropped; None if there are words among them."""
    symbols: list[str] = []
    for piece in _pieces(words):
        if len(piece) == 1 or piece.isdigit():
            symbols.append(piece)
        elif joined := re.fullmatch(r"([a-z])(\d{1,2})|(\d{1,2})([a-z])", piece):
            symbols += [part for part in joined.groups() if part]
        elif re.fullmatch(r"(?:[a-z]\d)+|(?:\d[a-z])+", piece) or (
            len(piece) == 2 and piece.upper() in written
        ):
            symbols += list(piece)
        else:
            return None if _ALONE.search(written) else []
    thirds = [symbols[i : i + 3] for i in range(0, len(symbols), 3)]
    numbered = [third[0] for third in thirds] == [str(i + 1) for i in range(len(thirds))]
    if numbered and len(symbols) % 3 == 0 and not symbols[1].isdigit():
        return [(third[1], third[2]) for third in thirds]
    return [] if len(symbols) % 2 else list(zip(symbols[::2], symbols[1::2], strict=True))


def _pieces(words: str) -> list[str]:
    return [piece for piece in re.split(r"[\W_]+", _JOINERS.sub(" ", words)) if piece]
