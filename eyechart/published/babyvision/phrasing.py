"""The words of an answer, made alike: LaTeX, Markdown, East Asian forms, number words.

Every form of answer is read from the same two strings, so that no form has a dress of its own to
take off: `written` keeps its capitals (a lone capital is a symbol), `words` is lower case with
numbers and ordinals as digits.  Lines become parts of a list.  What an answer adds to itself (a
reason, what it rules out) is dropped; what it offers besides ("7 or 8") is an alternative.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from eyechart.answers.numbers import digits_for_words
from eyechart.answers.text import plain
from eyechart.published.babyvision.east_asian import in_english

__all__ = ["Said", "aside", "said", "said_once"]


class Said(NamedTuple):
    """An answer's words."""

    written: str
    words: str

    @property
    def alternatives(self) -> list["Said"]:
        """What stands between "or": one, as a rule."""
        parts = re.split(r"\bor\b|\beither\b", self.written, flags=re.IGNORECASE)
        return [_of(part) for part in parts if any(map(str.isalnum, part))] or [self]

    @property
    def affirmed(self) -> "Said":
        """Without reasons, conditions and what it rules out: "A, C, not B" affirms A and C."""
        text = _REASON.sub("", _ASIDE.sub(" ", self.written))
        kept = [part for part in re.split(r"(?<=[,;.])\s", text) if not _NEGATED.search(part)]
        return _of(" ".join(kept)) if any(map(str.isalnum, "".join(kept))) else self


_REASON = re.compile(
    r"(?<=\w)[\s,;.(]+(?:because|since|so that|as (?:it|they)|assuming|excluding|not counting)\b.*",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|\w+n't|rather than|instead of|cannot)\b", re.IGNORECASE)
_ASIDE = re.compile(rf"\([^()]*{_NEGATED.pattern}[^()]*\)", re.IGNORECASE)
_ARROW = re.compile(
    r"\\(?:[lL]ong)?(?:[lL]eft)?(?:[rR]ight)?arrow(?![a-z])|\\(?:longmapsto|mapsto|to|iff|implies)\b"
    r"|[→⇒↔⇔⟶⟷⟹➔➜➡↦]\ufe0f?|<?[-–—=]+>"
)
_DRESS = (
    (re.compile(r"\\(?:text)?color\s*\{[^{}]*\}"), ""),
    (re.compile(r"\\underbrace\s*\{([^{}]*)\}\s*_\{[^{}]*\}"), r"\1"),
    (re.compile(r"\\(?:lt|less)\b|&lt;"), " < "),
    (re.compile(r"\\(?:gt|greater)\b|&gt;"), " > "),
    (re.compile(r"\\n(?:eq|e)\b|!="), " ≠ "),
    (re.compile(r"\\l(?:eq|e)(?:slant)?\b"), " ≤ "),
    (re.compile(r"\\g(?:eq|e)(?:slant)?\b"), " ≥ "),
    (re.compile(r"\\(?:cup|sim|mid)\b"), " , "),
    (re.compile(r"(?<=\d)\s*\*\s*(?=\d)"), "×"),
    (re.compile(r"\^\s*\{?\s*(?:\\[a-z]+\s*\{)?\s*(st|nd|rd|th)\b[\s}]*"), r"\1 "),
    (re.compile(r"([①-⑳])"), r" \1 "),
    (re.compile(r"\\,(?=\d{3}\b)"), ","),
)
_LEAD = re.compile(
    r"^(?:(?:so|thus|therefore|hence)[, ]+)?(?:the |my )?"
    r"(?:(?:final|correct|right|missing|odd|different|matching)\s+)*"
    r"(?:answers?|words?|equations?|coordinates?|positions?|order|sequence|result|letters?)\s*"
    r"(?:is|are|=|:):?\s*|^answers?\s*(?=[A-Z\d(])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^[Tt]he [^,;:=\dA-Z]{1,60}? (?:is|are) (?=(?:[a-z]+ ){0,2}[\dA-Z(])")
_BULLET = re.compile(r"^\s*(?:[-•·+]\s+|#+\s*|\|)|\|\s*$")
_NUMBERED = re.compile(r"^\s*(\d+)[.)]\s+(?=\S)")
_ONE = re.compile(
    r"\b(\w+(?:st|nd|rd|th)|different|odd|same|other|this|that|which|the"
    r"|the (?:[\w-]+ ){0,3}?(?!row|col|number|option|figure|piece|entrance|is |are |of )[\w-]+)"
    r" ones?\b"
)
"""In "the odd one", "the third one" and "the dark blue one" nothing is counted."""
_QUOTES = re.compile(r"[\"`]|(?<!\w)'|'(?!\w)")
_EDGES = " \"'`.;:,!"


def said(text: str) -> Said:
    """The words of an answer."""
    text = _ARROW.sub(" → ", text)
    for pattern, plainer in _DRESS:
        text = pattern.sub(plainer, text)
    text = in_english(plain(text))
    text = _QUOTES.sub("", text)
    text = " ".join(_listed(text).split()).strip(_EDGES)
    return _of(_SUBJECT.sub("", _LEAD.sub("", text)))


said_once = lru_cache(maxsize=4096)(said)
"""For what comes again with every answer: published answers and options."""


def aside(text: str) -> str:
    """Without remarks in parentheses, where something else remains."""
    rest = re.sub(r"\([^()]*[^\W\d_]{2}[^()]*\)", " ", text)
    return rest if any(map(str.isalnum, rest)) else text


def _of(text: str) -> Said:
    written = text.strip(_EDGES)
    return Said(written, " ".join(digits_for_words(
        _ONE.sub(r"\1", written.lower()), ordinals=True).split()))  # fmt: skip


def _listed(text: str) -> str:
    """Lines as parts of a list, without bullets, and without numbers that only count them."""
    lines = [_BULLET.sub("", line).strip() for line in text.splitlines()]
    lines = [line for line in lines if line]
    numbers = [_NUMBERED.match(line) for line in lines]
    if len(lines) > 1 and [n and n[1] for n in numbers] == [str(i + 1) for i in range(len(lines))]:
        lines = [_NUMBERED.sub("", line) for line in lines]
    return ", ".join(line.rstrip(" ,;") for line in lines)
