"""Answers to multiple choice: by letter, by the option's text, or by both where they agree."""

import re
from functools import lru_cache

from eyechart.answers.choice import labels_in
from eyechart.answers.numbers import right_side
from eyechart.published.babyvision.data import Question
from eyechart.published.babyvision.decision import Decision, read_as
from eyechart.published.babyvision.phrasing import Said, aside, said, said_once

__all__ = ["decide_choice"]

_NOUN = r"(?:options?|choices?|answers?|figures?|pieces?|pictures?|images?|shapes?|letters?|cubes?)"
_SMALL = re.compile(rf"\(?([a-z])\)?|{_NOUN}\s*(?:is )?\(?([a-z])\)?")
_COUNTED = re.compile(rf"\b(\d+) {_NOUN}\b")
_HEADED = re.compile(r"\(?([A-Z])\s*[).:]\s*(?=\S*[^\W\d_]{2})")
_OWN_LABEL = re.compile(r"^\(?[A-H][).:]\s+(?=\S)")
_LONE = re.compile(r"(?<![\w'-])[B-HJ-Z](?![\w'-])")


def decide_choice(question: Question, answer: Said) -> Decision:
    """Whether it is the right option, and no other."""
    letters, gold = question.letters, question.gold
    core = aside(answer.written).strip(" ()[].,:;")
    words = said(core).words
    texts = dict(zip(letters, _told_apart(question.options), strict=True))
    whole = [said_once(text).words for text in question.options]
    exact = {
        name
        for name, text, full in zip(letters, texts.values(), whole, strict=True)
        if full and {text, full} & {words, answer.words}
    }
    letter = core if core in letters else _small(words, letters)
    if letter and exact and exact != {letter}:
        return Decision(None, f"{core!r} is a letter and the text of another option")
    if letter or len(exact) == 1:
        found = letter or exact.pop()
        return read_as(found == gold, found)
    return _in_a_sentence(core, words, texts, gold)


def _in_a_sentence(core: str, words: str, texts: dict[str, str], gold: str) -> Decision:
    letters = tuple(texts)
    named = set(labels_in(core, letters))
    named |= {*re.findall(r"(?<=[a-z] )([AI])\b", core)} & {*letters}  # no article has a capital
    headed = _HEADED.match(core)
    if headed and headed[1] in letters:
        named = {headed[1]}
    elif named:
        named |= set(_LONE.findall(core))  # "B and F", where there is no F
    if len(named) > 1:
        return Decision(False, f"it names several: {', '.join(sorted(named))}")
    told = _told(words, texts)
    if named:
        letter = named.pop()
        if told and letter not in told:
            return Decision(None, f"it names {letter} and says what is {', '.join(sorted(told))}")
        return read_as(letter == gold, letter)
    if told:
        return read_as(told == {gold}, ", ".join(sorted(told)))
    place = _COUNTED.search(words)
    if place and 1 <= int(place[1]) <= len(letters):
        return read_as(letters[int(place[1]) - 1] == gold, place[0])
    described = {word for text in texts.values() for word in re.findall(r"[a-z]{4,}", text)}
    doubt = described & set(re.findall(r"[a-z]{4,}", words)) or re.search(r"\boption \d", words)
    return Decision(None if doubt else False, "it names no option")


@lru_cache(maxsize=2048)
def _told_apart(options: tuple[str, ...]) -> list[str]:
    """The options' words without those that all have: of "Figure 1" and "Figure 2" 1 and 2."""
    words = [said_once(_OWN_LABEL.sub("", text)).words.split() for text in options]
    common = set(words[0]).intersection(*words[1:])
    bare = [" ".join(word for word in one if word not in common) for one in words]
    return bare if all(bare) else [" ".join(one) for one in words]


def _small(words: str, letters: tuple[str, ...]) -> str:
    """The letter that is all that is said, in lower case."""
    found = _SMALL.fullmatch(words)
    letter = (found[1] or found[2]).upper() if found else ""
    return letter if letter in letters else ""


def _told(words: str, texts: dict[str, str]) -> set[str]:
    """Whose texts stand in the words; within "dark blue" no "blue" stands, in "1, 4" no 4."""
    found: set[str] = set()
    words = right_side(words)
    for name, text in sorted(texts.items(), key=lambda item: -len(item[1])):
        pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
        if text and text != name.lower() and pattern.search(words):
            found.add(name)
            words = pattern.sub(" ", words)
    numbers = any(texts[name].isdigit() for name in found)
    return set() if numbers and re.search(r"\d", words) else found
