"""Read a judge's verdict: one word, or nothing.

Judges are asked for True or False.  Looking for "true" anywhere in the reply, as is common, takes
"that is not true" for a yes and an essay for a verdict.  Here the reply, its thinking removed and
its dress off, must be the one word; anything else is no verdict, and the judge is asked again.
"""

from eyechart.answers.text import plain, without_thinking

__all__ = ["verdict_word"]


def verdict_word(reply: str, words: tuple[str, str] = ("true", "false")) -> bool | None:
    """True or False, or None where the reply is not exactly one of the two words."""
    said = " ".join(plain(without_thinking(reply)).split()).strip(" .,:;!\"'`[]()").lower()
    said = said.removeprefix("verdict:").removeprefix("answer:").strip()
    return {words[0]: True, words[1]: False}.get(said)
