"""Whole numbers in running text: digits, words ("twenty-one", "two hundred"), ordinals ("3rd")."""

import re

__all__ = ["digits_for_words", "right_side", "whole_numbers"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

_SMALL = {word: value for value, word in enumerate(_ONES)}
_SMALL |= {ten: 20 + 10 * place for place, ten in enumerate(_TENS)}
_SMALL |= {
    f"{ten}{gap}{one}": _SMALL[ten] + _SMALL[one]
    for ten in _TENS
    for one in _ONES[1:10]
    for gap in ("-", " ", "")
}
_VALUES = _SMALL | {word: value for value, word in enumerate(_ORDINALS, 1)}

_KNOWN = {*_ONES, *_TENS, *_ORDINALS, "hundred", "st", "nd", "rd", "th"} | {
    word for word in _SMALL if word.isalpha()
}
_LETTERS = re.compile(r"[a-z]+")


def _any_of(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_SMALLS = _any_of([word for word in _SMALL if word != "one"])
_WORDS = re.compile(
    rf"\b(?:(?P<hundreds>{_any_of(_ONES[1:10])}|a)[ -]hundred"
    rf"(?:(?: and)? (?P<rest>{_any_of(list(_SMALL))}))?"
    # "the one on the left" and "one of them" count nothing.
    rf"|(?P<small>{_SMALLS}|(?<!the )one(?! of\b)))\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(rf"\b(?:(\d{{1,4}})(?:st|nd|rd|th)|({_any_of(_ORDINALS)}))\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,])[-+]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.0{1,9})?(?![\w%])(?![.,]\d)"
)

_EQUATION = re.compile(r"[^=,;]*=\s*([^=,;]+)")


def whole_numbers(text: str) -> list[int]:
    """All whole numbers written in digits, signs kept; "1,234" is one, "1.5" and "40%" are none."""
    return [int(found.partition(".")[0].replace(",", "")) for found in _NUMBER.findall(text)]


def right_side(text: str) -> str:
    """What one equation says: "3 + 4 = 7" says 7.  Anything else is returned as it is."""
    equation = _EQUATION.fullmatch(text) if "=" in text else None
    return equation[1] if equation else text


def digits_for_words(text: str, *, ordinals: bool = False) -> str:
    """The text with number words, and ordinals if asked, replaced by digits."""
    if _KNOWN.isdisjoint(_LETTERS.findall(text.lower())):
        return text
    if ordinals:
        text = _ORDINAL.sub(lambda found: found[1] or str(_VALUES[found[2].lower()]), text)
    return _WORDS.sub(_in_digits, text)


def _in_digits(found: re.Match[str]) -> str:
    if found["small"]:
        return str(_SMALL[found["small"].lower()])
    hundreds = _SMALL.get(found["hundreds"].lower(), 1)
    rest = _SMALL[found["rest"].lower()] if found["rest"] else 0
    return str(100 * hundreds + rest)
