"""The final words are found where they stand, and only there."""

import time

import pytest

from eyechart.answers import final_answer, plain, without_thinking
from eyechart.item import Response
from eyechart.task import verify_text
from tests.answers.samples import ANSWERS


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ("\\boxed{5}", "5"),
        ("\\boxed{5} \\boxed{5}", "5"),
        ("\\boxed{5} or \\boxed{6}", "5 or 6"),
        ("$\\boxed{A}$, $\\boxed{C}$ and $\\boxed{D}$.", "A , C and D"),
        ("\\boxed{5}. No: \\boxed{6}", "6"),
        ("\\boxed{\\boxed{5}", "5"),
        ("\\boxed{5} and then \\boxed{6", None),
        ("\\boxed{\\{1, 2\\}}", "1, 2"),
        ("\\boxed{\\frac{1}{2}}", "1/2"),
        ("\\boxed{1{,}234}", "1,234"),
        ("\\boxed{1 2\\n3 4}", "1 2\n3 4"),
        ("\\boxed{\\left(3,\\,5\\right)}", "(3, 5)"),
        ("\\boxed{\\begin{array}{cc}1 & 2\\\\3 & 4\\end{array}}", "1 & 2\n3 & 4"),
        ("the final answer is B", "B"),
        ("The answer is A. So: the answer is B", "B"),
        ("**Answer:** (B)", "(B)"),
        ("Answer: **B**\n\nBecause it fits.", "B"),
        ("# Final Answer\n\n B", "B"),
        ("Answer：５", "5"),
        ('{"answer": ["A", 3]}', '["A", 3]'),
        ("{'answer': 'B'}", "B"),
        ("<answer>B</answer> or so", "B"),
        ("B", "B"),
        ("x" * 81, None),
        ("two\nlines", None),
        ("", None),
        ("The answers are A and C", "A and C"),
        ("an answer that is long in coming, " + "x" * 80, None),
    ],
)
def test_where_the_answer_stands(reply: str, words: str | None) -> None:
    assert final_answer(reply) == words


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("<think>a</think>b", " b"),
        ("a</think>b", "b"),
        ("a<think>b", "a"),
        ("<think>a<think>b</think>c</think>d", "d"),
        ("x<reasoning>a</reasoning>y<think>b</think>z", "x y z"),
        ("◁think▷a◁/think▷b", " b"),
        ("<seed:think>a</seed:think>b", " b"),
        ("a < b > c", "a < b > c"),
    ],
)
def test_thinking_is_left_out(text: str, rest: str) -> None:
    assert without_thinking(text) == rest


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("\\textbf{B}", "B"),
        ("\\(x\\)", "(x)"),
        ("−3", "-3"),
        ("５０", "50"),
        ("5²", "5^2"),
        ("1½", "1 1/2"),
        ("A \\rightarrow 3", "A → 3"),
        ("50\\%", "50%"),
        ("```python\n1 2\n```", "1 2"),
        ("a\u200bb", "ab"),
        ("“B”", '"B"'),
    ],
)
def test_dress_is_taken_off(text: str, bare: str) -> None:
    assert plain(text) == bare


LONG = {
    "open boxes": "\\boxed{" * 2900,
    "nested boxes": "\\boxed{" * 1500 + "}" * 1500,
    "many boxes": "\\boxed{A} " * 2000,
    "empty boxes": "\\boxed{}" * 2500,
    "open thinking": "<think>" * 2900,
    "closed thinking": "</think>" * 2500,
    "token boxes": "<|begin_of_box|>" * 1250,
    "keys": '{"answer": ' * 1800,
    "statements": "the answer is 5 " * 1250,
    "headings": "answer\n" * 2900,
    "spaces": "answer: [1" + " " * 20_000,
    "newlines": "\n" * 20_000 + "answer",
    "digits": "answer: " + "1" * 20_000,
    "letters": "answer: " + "A B C D " * 2500,
    "pairs": "answer: " + "A-3, " * 4000,
    "brackets": "answer: " + "[" * 20_000,
    "fractions": "answer: " + "\\frac{" * 3300,
    "wrappers": "\\boxed{" + "\\text{" * 3300 + "}" * 3301,
    "hundreds": "answer: " + "one hundred " * 1600,
    "prose": "The line goes on and turns left there. " * 512,
}


@pytest.mark.parametrize("name", LONG)
def test_long_replies_are_read_in_linear_time(name: str) -> None:
    """20,000 characters of the worst; a quadratic reader takes seconds for any of these."""
    for answer in ANSWERS:
        start = time.process_time()
        verify_text(answer, Response(text=LONG[name]))
        assert time.process_time() - start < 0.5, type(answer).__name__
