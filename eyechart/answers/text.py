"""From a model's reply to the few words that are its final answer.

In order of authority: the last `\\boxed{...}` (or `<|begin_of_box|>...<|end_of_box|>`), else the
last sentence that says it is the final answer, else a reply so short that it can be nothing else.
What stands inside thinking tags never counts.  A reply with none of these has no answer: nothing is
guessed.  The kinds in this package then read the words; what they cannot read is *unparsed*.
"""

import re
import unicodedata

__all__ = ["final_answer", "plain", "without_thinking"]

_OPEN = re.compile(r"<(think|thinking|thought|reasoning)>", re.IGNORECASE)
_CLOSED = re.compile(r"<(think|thinking|thought|reasoning)>.*?</\1>", re.IGNORECASE | re.DOTALL)
_CLOSE = re.compile(r"</(?:think|thinking|thought|reasoning)>", re.IGNORECASE)
_TOKEN_BOX = re.compile(r"<\|begin_of_box\|>(.*?)<\|end_of_box\|>", re.DOTALL)
_BOXED = re.compile(r"\\(?:boxed|fbox)\s*\{")
_STATED = re.compile(
    r"(?:\bfinal\s+answer|\bcorrect\s+answer|\bthe\s+answer|\banswer)\b[\s*_]*(?:is|:|=|are)[\s*_:]*",
    re.IGNORECASE,
)
_WRAPPER = re.compile(r"\\(?:text|textbf|mathrm|mathbf|mathit|operatorname|mbox)\s*\{([^{}]*)\}")
_SHORT = 80
"""Characters up to which a one-line reply is taken as the answer itself."""


def without_thinking(text: str) -> str:
    """The reply after its thinking: closed blocks removed, an unclosed one to the end removed."""
    if "<" not in text:
        return text
    text = _CLOSED.sub(" ", text)
    if close := list(_CLOSE.finditer(text)):  # templates often put the opening tag in the prompt
        text = text[close[-1].end() :]
    if opened := _OPEN.search(text):
        text = text[: opened.start()]
    return text


def final_answer(reply: str, *, lines: bool = False) -> str | None:
    """The words of the final answer, or None.

    `lines=True` lets a stated or short answer run over several lines (grids, matchings).
    """
    text = without_thinking(reply)
    boxed = _last_boxed(text)
    if boxed is not None:
        return plain(boxed)
    stated = list(_STATED.finditer(text))
    if stated:
        rest = text[stated[-1].end() :]
        return plain(rest if lines else _first_line(rest)) or None
    rest = text.strip()
    if rest and (lines or ("\n" not in rest and len(rest) <= _SHORT)):
        return plain(rest)
    return None


def plain(text: str) -> str:
    """Without LaTeX and Markdown dress; unicode minus, spaces and full-width forms made plain."""
    while (bare := _WRAPPER.sub(r"\1", text)) != text:
        text = bare
    text = text.replace("\\,", " ").replace("\\ ", " ").replace("\\;", " ").replace("\\\\", "\n")
    text = unicodedata.normalize("NFKC", text).replace("\u2212", "-")
    text = re.sub("[\u2010-\u2015]", "-", text)
    return re.sub(r"[$`*]|\\[()\[\]]", "", text).strip()


def _last_boxed(text: str) -> str | None:
    """The inside of the last complete box, nested braces kept."""
    for match in reversed(list(_BOXED.finditer(text))):
        depth, start = 1, match.end()
        for position in range(start, len(text)):
            depth += (text[position] == "{") - (text[position] == "}")
            if depth == 0:
                return text[start:position]
    tokens = _TOKEN_BOX.findall(text)
    return tokens[-1] if tokens else None


def _first_line(text: str) -> str:
    """The first line that has words on it."""
    return next((line for line in text.splitlines() if line.strip()), "")
