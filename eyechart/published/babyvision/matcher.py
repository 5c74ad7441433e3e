"""Does an answer say what the published answer says?  By rule; where that cannot tell, it abstains.

The official protocol asks a model about every answer, which costs a call each and differs between
harnesses.  Nearly all answers can be settled by form: the published answer is recognised
(`golds.py`), the model's words are read in that form, and the two are compared as what they are
(sets as sets, positions as positions).  What the rule will not do: pay for the echo of the
question's example, complete a list, choose between two answers of a model, or judge two-phrase
answers.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from eyechart.answers.choice import labels_in
from eyechart.answers.text import plain
from eyechart.published.babyvision.counts import decide_whole, decide_wholes, numbers_in
from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.golds import (
    Equation,
    Gold,
    Letters,
    Operator,
    Pairs,
    Several,
    Whole,
    Wholes,
    WordPairs,
    Words,
    gold_of,
    tidy,
)
from eyechart.published.babyvision.positions import Position, position_in, row_first
from eyechart.published.babyvision.symbols import (
    bare,
    decide_letters,
    decide_pairs,
    decide_word_pairs,
)

__all__ = ["Decision", "decide"]

_LONGEST = 400
"""Characters of an answer that is still read; a longer one is an essay."""
_NONE = re.compile(
    r"\b(?:cannot|can't|unable|unknown|undetermined|not (?:sure|possible|visible|enough)|"
    r"none|n/a|no answer|unclear)\b"
)
_SIDES = re.compile(r"\b(?:top|left|right|bottom|middle|last|cent(?:re|er)|upper|lower)\b")
_COMPARED = (
    (re.compile(r"\b(?:less|fewer|smaller)(?: than)?\b"), "<"),
    (re.compile(r"\b(?:greater|more|larger|bigger)(?: than)?\b"), ">"),
    (re.compile(r"\b(?:equals?(?: to)?|the same)\b"), "="),
)
_tidy_once = lru_cache(maxsize=2048)(tidy)
"""For questions and options, which come again with every answer."""
_NAMED = re.compile(r"(?:option|choice|answer|figure|letter|picture)s? \(?([a-z])\)?")


def decide(question: Question, answer: str) -> Decision:
    """Whether `answer`, the words taken from a reply, says what `question.gold` says."""
    words = tidy(answer)
    if not words:
        return Decision(False, "there is no answer")
    if question.options:
        return _decide_choice(question, answer)
    if words == _tidy_once(question.gold):
        return Decision(True, "the same words")
    if len(words) > _LONGEST:
        return Decision(None, "the answer is an essay")
    gold = gold_of(question.gold, question.subtype, question.text)
    if _NONE.search(words) and not isinstance(gold, Words):
        return Decision(False, "it says that there is no answer")
    return _decided(gold, words, plain(answer).strip(), row_first(question.text))


def _decided(gold: Gold, words: str, written: str, rows_first: bool) -> Decision:
    match gold:
        case Whole():
            return decide_whole(gold, words)
        case Wholes():
            return decide_wholes(gold, words)
        case Letters():
            return decide_letters(gold, words, written)
        case Pairs():
            return decide_pairs(gold, words, written)
        case WordPairs():
            return decide_word_pairs(gold, words)
        case Position():
            return _decide_position(gold, words, rows_first)
        case Equation():
            return _decide_equation(gold, words)
        case Operator():
            return _decide_operator(gold, words)
        case Several():
            return Decision(None, "the published answer has several phrases")
        case Words():
            return _decide_words(gold, words)


def _decide_choice(question: Question, answer: str) -> Decision:
    """By letter, by the option's text, or by both where they agree."""
    letters = question.letters
    written = " ".join(plain(answer).split()).strip(" .,:;!?()[]\"'")
    texts = dict(zip(letters, map(_tidy_once, question.options), strict=True))
    letter = written.upper() if written.upper() in letters else ""
    by_text = [name for name, text in texts.items() if text == tidy(answer)]
    if letter and by_text and by_text != [letter]:
        return Decision(None, f"{written!r} is a letter and the text of another option")
    if letter or len(by_text) == 1:
        return read_as((letter or by_text[0]) == question.gold, letter or by_text[0])
    headed = re.match(r"\(?([A-Z])\s*[).:,]", written)
    named = {*labels_in(written, letters)}
    if headed and headed[1] in letters and len(named) <= 1:
        return read_as(headed[1] == question.gold, headed[1])
    if len(named) == 1:
        return _decide_named(named.pop(), tidy(answer), texts, question.gold)
    if named:
        return Decision(False, f"it names several: {', '.join(sorted(named))}")
    lower = _NAMED.fullmatch(written.lower())
    if lower and lower[1].upper() in letters:
        return read_as(lower[1].upper() == question.gold, lower[1].upper())
    return Decision(False if len(written) <= 40 else None, "it names no option")


def _decide_named(letter: str, words: str, texts: dict[str, str], gold: str) -> Decision:
    """One letter in running text; a doubt if the text is that of another option."""
    told = [name for name, text in texts.items() if len(text) > 1 and text in words]
    if told and letter not in told:
        return Decision(None, f"it names {letter} and says what is {', '.join(told)}")
    return read_as(letter == gold, letter)


def _decide_position(gold: Position, words: str, rows_first: bool) -> Decision:
    found = position_in(words, rows_first)
    if found is not None:
        return read_as(found == gold, f"row {found.row}, column {found.column}")
    numbers = numbers_in(words)
    told = f"it names {numbers or 'no numbers'}"
    if _SIDES.search(words):
        return Decision(None, f"a position in words; {told}")
    pairs = list(pairwise(numbers))
    doubt = (gold.row, gold.column) in pairs or (gold.column, gold.row) in pairs
    return Decision(None if doubt else False, told)


def _decide_equation(gold: Equation, words: str) -> Decision:
    ours, theirs = (re.sub(r"[×x·]", "*", text.replace(" ", "")) for text in (gold.text, words))
    if ours == theirs:
        return read_as(True, theirs)
    wanted, found = (re.findall(r"\d+", text) for text in (ours, theirs))
    doubt = Counter(wanted) == Counter(found) if "=" in theirs else wanted[-1:] == found[-1:]
    return Decision(None, "nearly the equation") if doubt else read_as(False, theirs)


def _decide_operator(gold: Operator, words: str) -> Decision:
    for pattern, sign in _COMPARED:
        words = pattern.sub(sign, words)
    found = set(re.findall(r"[<>=]", words))
    if not found:
        return Decision(None, "it has no sign")
    return read_as(found == {gold.sign}, " ".join(sorted(found)))


def _decide_words(gold: Words, words: str) -> Decision:
    """One word must be that word, with gaps or not; phrases that share words are a doubt."""
    if re.sub(r"\W", "", gold.text) == re.sub(r"\W", "", words):
        return read_as(True, words)
    ours, theirs = (bare(re.sub(r"\bwords?\b", " ", text)).split() for text in (gold.text, words))
    if ours == theirs or len(ours) == len(theirs) == 1:
        return read_as(ours == theirs, words)
    alike = any(a[:4] == b[:4] for a in ours for b in theirs)
    return Decision(None, "some of the same words") if alike else read_as(False, words)
