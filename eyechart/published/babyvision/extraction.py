"""From a reply to its final answer: as the official evaluation finds it, and beyond.

Official rule: the inside of the last `\\boxed{...}`, braces nested; else of the last
`<|begin_of_box|>...<|end_of_box|>`; else there is no answer.  Four things go beyond it, none of
them in strict mode: what follows the thinking goes before what was thought; the question's own
box, not filled in, is none; an answer of several parts may stand in as many boxes side by side;
and models that do not box their answers, which score near zero by the rule, have what they plainly
state extracted, and marked as such: a report says how many answers came which way.
"""

import re
from itertools import pairwise
from typing import Literal, NamedTuple

from eyechart.answers.text import final_answer, plain, without_thinking

__all__ = ["Extracted", "extracted"]

_SHORT, _SENTENCE, _LONGEST = 40, 120, 200
"""Characters of a reply that is an answer as a whole, of a sentence that is, of what is stated."""
_TELLS = re.compile(r"\d|\b[B-HJ-Z]\b|\b(?:row|column|[Oo]ption)\b")
_THE_ANSWER_IS = re.compile("(?:答案|正解|答え|정답)(?:[是为為は은]|：|:)+")
_SYMBOL = re.compile(r"\W*(?:[A-Z]|\d+)\W*")
_NEARLY_BOXED = re.compile(r"(?:(?<![\\\w])b|\x08)oxed\s*\{")
_ECHO = re.compile(r"\\boxed\s*\{(?:\\text\{)?\s*(?:Your )?Answer\s*\}{1,2}", re.IGNORECASE)
"""The box of the question, not filled in."""
_CONCLUDES = re.compile(
    r"(?:so|thus|therefore|hence|in conclusion|finally|overall|(?:in )?total|altogether"
    r"|(?:this|that|it)(?:'s| is| means| gives| matches| corresponds| must be))\b",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"(?:\s[a-z]{3,12}(?=\s+and\b))?[\s$\\,;&*|()\[\].-]*(?:and\b)?"
    r"[\s$\\*|(\[-]*(?:[^\W\d_][\w ]{0,24}[:=])?[\s$\\*(\[]*"
)
"""Between boxes that make one answer together: commas, "and", the label of the next."""

_OPENING = "\\boxed{"
_BRACE = re.compile(r"\\boxed\{|[{}]")

How = Literal["boxed", "stated", "none"]


class Extracted(NamedTuple):
    """The words of an answer."""

    words: str
    """"" if there are none."""
    how: How
    """"boxed" as the official rule finds it; "stated" only by ours."""


def extracted(reply: str, *, strict: bool = False, parts: int | None = None) -> Extracted:
    """The answer in a reply; `strict` keeps to the official rule.

    `parts`: of how many the right answer consists, if it is known (`read_reply` knows it); so many
    boxes are read together, and of what is stated in one part only the first line.
    """
    if strict:
        boxed = _boxed(reply)
        return Extracted(boxed, "boxed") if boxed is not None else Extracted("", "none")
    reply = _ECHO.sub("", reply)
    after = without_thinking(reply)
    boxed = _together(after, parts)
    if boxed is None:
        boxed = _boxed(after)
    if boxed is not None:
        return Extracted(boxed, "boxed")
    stated = _stated(after, parts)
    if stated:
        return Extracted(stated, "stated")
    boxed = _boxed(reply)
    return Extracted(boxed, "boxed") if boxed is not None else Extracted("", "none")


def _stated(text: str, parts: int | None) -> str:
    """What the text states as its answer, or all of it if it can be nothing else; else ""."""
    text = text.rpartition("<|begin_of_box|>")[2]  # servers may take its end for the reply's
    text = _NEARLY_BOXED.sub(r"\\boxed{", _THE_ANSWER_IS.sub("answer: ", text))
    found = final_answer(text, lines=True) or ""
    if not found:
        return ""
    lines = [line.strip() for line in found.splitlines()]
    if found == plain(text):
        found = _whole(lines, parts)
    elif parts == 1:
        found = lines[0]
    else:
        found = found.partition("\n\n")[0]
    says = any(letter.isalnum() or letter in "<>=" for letter in found)
    return found if says and len(found) <= _LONGEST else ""


def _whole(lines: list[str], parts: int | None) -> str:
    """A reply that nowhere says that it answers: short, or it begins or ends with an answer."""
    last, apart = lines[-1], not any(lines[-2:-1])
    lines = [line for line in lines if line]
    if _SYMBOL.fullmatch(lines[0]):
        return lines[0]
    if parts != 1 and len(lines) >= (parts or 2) and all(len(line) <= _SHORT for line in lines):
        return "\n".join(lines)
    if len(last) <= _SHORT:
        return last
    *before, sentence = re.split(r"(?<=[.!?])(?<!i\.e\.)(?<!e\.g\.)\s+", last)
    ends = (apart and not before) or _CONCLUDES.match(sentence)
    told = (_TELLS.search(sentence) and ends) or _SYMBOL.fullmatch(sentence)
    return sentence if told and len(sentence) <= _SENTENCE else ""


def _together(text: str, parts: int | None) -> str | None:
    """What the last boxes say together with what joins them, if they are one a part."""
    if parts is None or parts == 1:
        return None
    spans = _boxes(text)[-parts:]
    inside = [text[start:end].strip() for start, end in spans]
    joints = [text[a + 1 : b - len(_OPENING)] for (_, a), (b, _) in pairwise(spans)]
    joined = all(len(joint) <= _SHORT and _JOINT.fullmatch(joint) for joint in joints)
    if len(set(inside)) < parts or not joined:
        return None
    return "".join(joint + one for joint, one in zip(["", *joints], inside, strict=True))


def _boxed(text: str) -> str | None:
    """By the official rule."""
    if boxes := _boxes(text):
        start, end = boxes[-1]
        return text[start:end].strip()
    end = text.rfind("<|end_of_box|>")
    start = text.rfind("<|begin_of_box|>", 0, end) if end >= 0 else -1
    return text[start + len("<|begin_of_box|>") : end].strip() if start >= 0 else None


def _boxes(text: str) -> list[tuple[int, int]]:
    """From where to where each closed box reaches inside, boxes around boxes left out."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, bool]] = []
    for brace in _BRACE.finditer(text):
        if brace[0] != "}":
            opened.append((brace.end(), brace[0] == _OPENING))
        elif opened:
            start, is_box = opened.pop()
            if is_box and not (found and found[-1][0] > start):
                found.append((start, brace.start()))
    return found
