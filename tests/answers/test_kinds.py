"""What holds for every kind: right in every dress, wrong in none, and silence is no answer."""

from typing import Any, cast

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eyechart.answers import AnyAnswer, Kind
from eyechart.item import Response
from eyechart.task import verify_text
from tests.answers.samples import ANSWERS, SHAPES, answers, shaped

PROSE = (
    "The picture shows several shapes, and I will go through them one after the other.",
    "I'm sorry, but I can't help with pictures of this kind, whatever they may show.",
    "I cannot determine the answer from the picture.",
    "Let me look at it once more. The upper part is darker than the lower part.\nThen there is",
    "Hmm.",
    "...",
    "?",
    "",
    "   \n\n  ",
    "\\boxed{}",
    "\\boxed{",
    "The final answer is \\boxed{}.",
    "<think>",
    "</think>",
    "<|begin_of_box|><|end_of_box|>",
    "<answer></answer>",
    '{"answer": null}',
    '{"answer": }',
    "Answer:",
    "**Final answer:**",
)


def outcome(answer: AnyAnswer, reply: str) -> str:
    return verify_text(answer, Response(text=reply)).outcome


def named(answer: AnyAnswer) -> str:
    return f"{type(answer).__name__}-{answer.write(cast(Any, answer.truth))[:12]!r}"


every_answer = pytest.mark.parametrize("answer", ANSWERS, ids=named)


@every_answer
@pytest.mark.parametrize("shape", SHAPES)
def test_right_in_every_dress(answer: AnyAnswer, shape: str) -> None:
    for words in answer.paraphrases():
        reply = shaped(shape, words)
        assert reply is None or outcome(answer, reply) == "correct", reply


@every_answer
@pytest.mark.parametrize("shape", SHAPES)
def test_wrong_in_no_dress(answer: AnyAnswer, shape: str) -> None:
    assert answer.near_misses()
    for words in answer.near_misses():
        reply = shaped(shape, words)
        assert reply is None or outcome(answer, reply) != "correct", reply


@given(answers(), st.sampled_from(sorted(SHAPES)))
@settings(max_examples=400, deadline=None)
def test_any_answer_in_any_dress(answer: AnyAnswer, shape: str) -> None:
    for words in answer.paraphrases():
        reply = shaped(shape, words)
        assert reply is None or outcome(answer, reply) == "correct", reply
    for words in answer.near_misses():
        reply = shaped(shape, words)
        assert reply is None or outcome(answer, reply) != "correct", reply


@every_answer
def test_near_misses_are_read_as_something_else(answer: AnyAnswer) -> None:
    """They test the comparison, not only the reader: most of them are well formed."""
    outcomes = [outcome(answer, f"\\boxed{{{words}}}") for words in answer.near_misses()]
    assert "wrong" in outcomes


@every_answer
@pytest.mark.parametrize("reply", PROSE)
def test_what_states_nothing_is_unparsed(answer: AnyAnswer, reply: str) -> None:
    if reply == "Hmm." and type(answer).__name__ == "Word":
        pytest.skip("a single word is a word")
    assert outcome(answer, reply) == "unparsed"


@every_answer
def test_an_echo_of_the_instruction_is_no_answer(answer: AnyAnswer) -> None:
    said = answer.instruction
    for reply in (said, said.replace("\\boxed{}", ""), f"Sure! {said}", f"{said}\n<think>"):
        assert outcome(answer, reply) == "unparsed", reply
    for part in said.split(". "):
        assert outcome(answer, part) == "unparsed", part
    right = answer.paraphrases()[0]
    assert outcome(answer, f"{said}\n\n\\boxed{{{right}}}") == "correct"


@every_answer
def test_thinking_is_not_answering(answer: AnyAnswer) -> None:
    right = answer.paraphrases()[0]
    for reply in (
        f"<think>It must be \\boxed{{{right}}}.</think>",
        f"<think>It must be \\boxed{{{right}}}. Or not? Let me see",
        f"<think>The answer is {right}",
        f"<thinking>{right}</thinking>",
        f"◁think▷\\boxed{{{right}}}◁/think▷",
    ):
        assert outcome(answer, reply) == "unparsed", reply


@every_answer
def test_denying_is_not_stating(answer: AnyAnswer) -> None:
    right = answer.paraphrases()[0].replace("\n", " / ")
    for reply in (
        f"The answer is not {right}",
        f"\\boxed{{\\text{{not }} {right}}}",
        f"I am not sure that the answer is right. Answer: not {right}",
        f"It isn't {right}.",
    ):
        assert outcome(answer, reply) == "unparsed", reply


@every_answer
def test_json_is_read(answer: AnyAnswer) -> None:
    right = answer.write(cast(Any, answer.truth))
    body = msgspec.json.encode({"why": "seen", "answer": right}).decode()
    assert outcome(answer, body) == "correct"
    assert outcome(answer, f"```json\n{body}\n```") == "correct"


@every_answer
def test_full_width_and_unicode_signs_are_read(answer: AnyAnswer) -> None:
    right = answer.write(cast(Any, answer.truth))
    wide = right.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)})
    assert outcome(answer, f"\\boxed{{{wide}}}") == "correct"
    assert outcome(answer, f"答え\nAnswer：{wide}") == "correct" or "\n" in right
    spaced = right.replace(" ", "\u00a0").replace("-", "\u2212")
    assert outcome(answer, f"\\boxed{{\u200b{spaced}\u200b}}") == "correct"


@every_answer
def test_a_kind_travels(answer: AnyAnswer) -> None:
    again = msgspec.json.decode(msgspec.json.encode(answer), type=AnyAnswer)
    assert again == answer
    assert 0.0 <= answer.chance() <= 1.0
    value = cast(Kind[Any], answer).parse(answer.write(cast(Any, answer.truth)))
    assert value is not None and answer.matches(value)


FRAGMENTS = (
    "\\boxed{", "}", "{", "<think>", "</think>", "answer", "is", ":", "=", "A", "B", "-", "3", "12",
    "one", "hundred", "row", "column", "not", ",", "(", ")", "[", "]", "\n", " ", "\\", "\\frac{",
    "up", "r", "→", "²", "½", "٣", "Ⅷ", "\u200b", "'", '"', "|", "/", "1e9", ".5", "±", "%", "\x00",
    "<|begin_of_box|>", "<|end_of_box|>", '{"answer": ', "final answer", "$", "*", "and", "or",
    "9" * 40, "💡", "\ud800",
)  # fmt: skip


@given(answers(), st.lists(st.sampled_from(FRAGMENTS), max_size=40))
@settings(max_examples=1500, deadline=None)
def test_no_reply_breaks_the_reader(answer: AnyAnswer, parts: list[str]) -> None:
    verdict = verify_text(answer, Response(text="".join(parts)))
    assert verdict.outcome in ("correct", "wrong", "unparsed")


@given(answers(), st.text(max_size=300))
@settings(max_examples=500, deadline=None)
def test_no_text_breaks_the_reader(answer: AnyAnswer, text: str) -> None:
    assert verify_text(answer, Response(text=text)).outcome in ("correct", "wrong", "unparsed")


WORDS = (
    "the line seems to go from there toward another place while several shapes below look quite "
    "alike which makes it hard to see where each of them would end so we should look once more"
).split()


@given(answers(), st.lists(st.sampled_from(WORDS), min_size=20, max_size=80))
@settings(max_examples=500, deadline=None)
def test_prose_without_an_answer_is_unparsed(answer: AnyAnswer, words: list[str]) -> None:
    assert outcome(answer, " ".join(words).capitalize() + ".") == "unparsed"
