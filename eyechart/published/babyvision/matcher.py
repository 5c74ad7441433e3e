"""Does an answer say what the published answer says?  By rule; where that cannot tell, it abstains.

The official protocol asks a model about every answer, which costs a call each and differs between
harnesses.  Nearly all answers can be settled by form: the published answer is recognised
(`golds.py`), the model's words are made alike (`phrasing.py`), read in that form, and the two are
compared as what they are (sets as sets, positions as positions).  What the rule will not do: pay
for the echo of the question's example, complete a list, choose between two answers of a model, or
judge two-phrase answers.
"""

import re

from eyechart.published.babyvision.choices import decide_choice
from eyechart.published.babyvision.counts import (
    decide_equation,
    decide_operator,
    decide_whole,
    decide_wholes,
)
from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.decision import Decision
from eyechart.published.babyvision.extraction import Extracted, extracted
from eyechart.published.babyvision.golds import (
    Equation,
    Gold,
    Letters,
    Operator,
    Pairs,
    Places,
    Several,
    Whole,
    Wholes,
    WordPairs,
    Words,
    gold_of,
    parts_of,
)
from eyechart.published.babyvision.names import decide_word_pairs, decide_words
from eyechart.published.babyvision.phrasing import Said, said, said_once
from eyechart.published.babyvision.positions import (
    Position,
    decide_places,
    decide_position,
    row_first,
)
from eyechart.published.babyvision.symbols import decide_letters, decide_pairs

__all__ = ["Decision", "decide", "read_reply"]

_LONGEST = 400
"""Characters of an answer that is still read; a longer one is an essay."""
_NONE = re.compile(
    r"\b(?:cannot|can't|unable|unknown|undetermined|not (?:sure|possible|visible|enough)|"
    r"n/a|no answer|unclear)\b|^none\b"
)
_NOT = re.compile(r"not\b(?! equal| the same)")


def read_reply(question: Question, reply: str, *, strict: bool = False) -> Extracted:
    """The answer in a reply to this question; `strict` keeps to the official rule."""
    parts = 1 if question.options else parts_of(_gold(question))
    return extracted(reply, strict=strict, parts=parts)


def decide(question: Question, answer: str) -> Decision:
    """Whether `answer`, the words taken from a reply, says what `question.gold` says."""
    if len(answer) > 4 * _LONGEST:
        return Decision(None, "the answer is an essay")
    whole = said(answer)
    if not whole.words:
        return Decision(False, "there is no answer")
    gold = None if question.options else _gold(question)
    if gold and whole.words == said_once(question.gold).words:
        return Decision(True, "the same words")
    if len(whole.words) > _LONGEST:
        return Decision(None, "the answer is an essay")
    found = [_decided(question, gold, one.affirmed) for one in whole.alternatives]
    if len({one.right for one in found}) == 1:
        return found[0]
    if any(one.right is False for one in found):
        return Decision(False, "it names alternatives")
    return Decision(None, "it names alternatives")


def _gold(question: Question) -> Gold:
    return gold_of(question.gold, question.subtype, question.text)


def _decided(question: Question, gold: Gold | None, answer: Said) -> Decision:
    words = answer.words
    if _NOT.match(words) and not isinstance(gold, Words):
        return Decision(False, "it says what it is not")
    if gold is None:
        return decide_choice(question, answer)
    if _NONE.search(words) and not isinstance(gold, Words):
        return Decision(False, "it says that there is no answer")
    match gold:
        case Whole():
            return decide_whole(gold, words)
        case Wholes():
            return decide_wholes(gold, words)
        case Letters():
            return decide_letters(gold, answer)
        case Pairs():
            return decide_pairs(gold, answer, question.text)
        case WordPairs():
            return decide_word_pairs(gold, words)
        case Position():
            return decide_position(gold, words, row_first(question.text))
        case Places():
            return decide_places(gold.values, words, row_first(question.text))
        case Equation():
            return decide_equation(gold, words)
        case Operator():
            return decide_operator(gold, words)
        case Several():
            return Decision(None, "the published answer has several phrases")
        case Words():
            return decide_words(gold, answer)
