"""From a reply to its final answer: as the official evaluation finds it, and beyond.

Official rule: the inside of the last `\\boxed{...}`, braces nested; else of the last
`<|begin_of_box|>...<|end_of_box|>`; else there is no answer.  Models that do not box their answers
score near zero by it, so what they plainly state is extracted, too, and marked as such: a report
says how many answers came which way.
"""

from typing import Literal, NamedTuple

from eyechart.answers.text import final_answer, plain

__all__ = ["Extracted", "extracted"]

_SHORT, _LONGEST = 40, 200
"""Characters of a reply that is an answer as a whole, and of one that is stated."""

How = Literal["boxed", "stated", "none"]


class Extracted(NamedTuple):
    """The words of an answer."""

    words: str
    """"" if there are none."""
    how: How
    """"boxed" as the official rule finds it; "stated" only by ours."""


def extracted(reply: str, *, strict: bool = False) -> Extracted:
    """The answer in a reply; `strict` keeps to the official rule."""
    boxed = _boxed(reply)
    if boxed is not None:
        return Extracted(boxed, "boxed")
    stated = "" if strict else final_answer(reply, lines=True) or ""
    # A long reply that nowhere says that it answers is not an answer as a whole.
    whole = len(stated) > _SHORT and stated == plain(reply)
    if whole or len(stated) > _LONGEST or not any(map(str.isalnum, stated)):
        return Extracted("", "none")
    return Extracted(stated, "stated")


def _boxed(reply: str) -> str | None:
    start = reply.rfind("\\boxed{")
    while start >= 0:
        inside = _braced(reply, start + len("\\boxed{"))
        if inside is not None:
            return inside.strip()
        start = reply.rfind("\\boxed{", 0, start)
    end = reply.rfind("<|end_of_box|>")
    start = reply.rfind("<|begin_of_box|>", 0, end) if end >= 0 else -1
    return reply[start + len("<|begin_of_box|>") : end].strip() if start >= 0 else None


def _braced(text: str, start: int) -> str | None:
    """Up to the brace that closes the one before `start`; None if it is never closed."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return text[start:place]
    return None
