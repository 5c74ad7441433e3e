"""From a model's reply to the few words that are its final answer.

In order of authority: the last `\\boxed{...}`, `<|begin_of_box|>...<|end_of_box|>`, `<answer>` tag
or JSON `"answer":`; else the last sentence that says it is the answer; else a reply so short that
it can be nothing else.  What stands inside thinking tags never counts, nor does what follows a tag
that was not closed.  A reply with none of these has no answer: nothing is guessed.  The kinds in
this package then read the words; what they cannot read is *unparsed*.

Replies are hostile in length and form, so every step is linear in the reply's length.
"""

import json
import re
import unicodedata
from collections import deque

__all__ = ["final_answer", "plain", "without_thinking"]

_TAG = re.compile(
    r"[<◁](/?)(?:seed:)?(?:think|thinking|thoughts?|reasoning|reflection|scratchpad)[>▷]",
    re.IGNORECASE,
)
_BOX = re.compile(r"\\(?:boxed|fbox)\s*\{")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_JOINT = re.compile(r"[\s$,;&]*(?:(?:and|or)[\s$]*)?")
"""Between boxes that make one answer together."""
_JSON = re.compile(r"[\"'](?:final[_ ])?answer[\"']\s*:\s*", re.IGNORECASE)
_STATED = re.compile(
    r"\banswers?\b[\s*_\"']*(?:\bis\b|\bare\b|[:：=→])[\s*_:]*"
    r"|^[ \t*_#]*(?:the |my )?(?:final |correct )?answer[ \t*_#]*$",
    re.IGNORECASE | re.MULTILINE,
)
_BOXES = 40
"""So many boxes side by side are read together."""
_DECODER = json.JSONDecoder()


def without_thinking(text: str) -> str:
    """The reply after its thinking: closed blocks removed, an unclosed one to the end removed.

    A closing tag without an opening one ends thinking that began in the prompt.
    """
    kept: list[str] = []
    start, thinking = 0, False
    for tag in _TAG.finditer(text) if "<" in text or "◁" in text else ():
        if tag[1]:
            kept = kept if thinking else []
            start, thinking = tag.end(), False
        elif not thinking:
            kept.append(text[start : tag.start()])
            thinking = True
    if not thinking:
        kept.append(text[start:])
    return " ".join(kept)


def final_answer(reply: str, *, lines: bool = False, longest: int = 80) -> str | None:
    """The words of the final answer, or None.

    `lines=True` lets an answer that is stated, or is all of the reply, run over several lines
    (grids, matchings); otherwise a reply of one line and up to `longest` characters is an answer.
    """
    text = without_thinking(reply)
    for marked in (_boxed, _token_boxed, _tagged, _keyed):
        words = marked(text)
        if words is not None:
            return plain(words) or None
    stated = _last(_STATED, text)
    rest = (text[stated.end() :] if stated else text).strip()
    if stated and not lines:
        rest = rest.partition("\n")[0]
    if stated or lines or ("\n" not in rest and len(rest) <= longest):
        return plain(_BOX.sub("{", rest)) or None
    return None


_SPACES = re.compile(r"\\[,;:!> ]|\\q?quad\b|\\hspace\{[^{}]*\}|~")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_LINES = re.compile(r"\\(?:begin|end)\s*\{[^{}]*\}(?:\{[lcr|]*\})?|\\hline\b|\\n(?![A-Za-z])")
_SYMBOL = re.compile(
    r"\\(rightarrow|to|longrightarrow|leftarrow|uparrow|downarrow|times|cdot|circ|approx|pm)"
    r"(?![A-Za-z])"
)
_SYMBOLS = {
    "rightarrow": "→", "longrightarrow": "→", "to": "→", "leftarrow": "←", "uparrow": "↑",
    "downarrow": "↓", "times": "×", "cdot": "·", "circ": "°", "approx": "≈", "pm": "±",
}  # fmt: skip
_COMMAND = re.compile(r"\\[A-Za-z]+|\\")
_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", "")
    | dict.fromkeys("“”„‟", '"')
    | dict.fromkeys("‘’‚‛", "'")
    # Compatibility forms that would fuse with what stands before them: 5² is not 52.
    | {digit: f"^{n}" for n, digit in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")}
    | {"、": ",", "。": "."}
    | {"½": " 1/2", "¼": " 1/4", "¾": " 3/4"}
)
_DRESS = str.maketrans("", "", "$`*{}")
_FENCE = re.compile(r"```\w*")


def plain(text: str) -> str:
    """Without LaTeX and Markdown dress; unicode minus, spaces and full-width forms made plain."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    if "\\" in text:
        text = _SPACES.sub(" ", text.replace("\\\\", "\n").replace("{,}", ","))
        text = _FRACTION.sub(r"\1/\2", _LINES.sub("\n", text))
        text = _SYMBOL.sub(lambda found: _SYMBOLS[found[1]], text)
        text = _COMMAND.sub("", text)
    if "```" in text:
        text = _FENCE.sub("", text)
    return text.translate(_DRESS).strip()


def _boxed(text: str) -> str | None:
    """What stands in the last box and in boxes right before it; "" if the last was cut off."""
    parts: list[str] = []
    stop = len(text)
    for _ in range(_BOXES):
        start = max(text.rfind("\\boxed", 0, stop), text.rfind("\\fbox", 0, stop))
        opened = _BOX.match(text, start) if start >= 0 else None
        end = _closing(text, opened.end()) if opened else None
        if opened is None or end is None:
            return " ".join(parts) or ("" if opened else None)
        joint = text[end + 1 : stop].strip("$ ")
        if parts and (end >= stop or not _JOINT.fullmatch(joint)):
            break
        inside = text[opened.end() : end].strip()
        if not parts and not inside:  # as in an echo of the instruction
            return None
        if [inside] != parts[:1]:
            parts = [inside, joint, *parts] if parts else [inside]
        stop = start
    return " ".join(parts)


def _closing(text: str, start: int) -> int | None:
    """Where the brace that was opened before `start` is closed."""
    depth = 1
    for brace in _BRACE.finditer(text, start):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth == 0:
            return brace.start()
    return None


def _token_boxed(text: str) -> str | None:
    return _between(text, "<|begin_of_box|>", "<|end_of_box|>")


def _tagged(text: str) -> str | None:
    return _between(text, "<answer>", "</answer>")


def _between(text: str, opening: str, closing: str) -> str | None:
    """What stands in the last pair of these marks."""
    end = text.rfind(closing)
    start = text.rfind(opening, 0, end) if end >= 0 else -1
    return text[start + len(opening) : end] if start >= 0 else None


def _keyed(text: str) -> str | None:
    """The value of the last JSON key "answer"."""
    key = _last(_JSON, text) if "nswer" in text or "NSWER" in text else None
    if key is None:
        return None
    try:
        value, _ = _DECODER.raw_decode(text, key.end())
    except (ValueError, RecursionError):
        return text[key.end() :].partition("\n")[0].strip(" ,}\"'")
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = deque(pattern.finditer(text), maxlen=1)
    return found[0] if found else None
