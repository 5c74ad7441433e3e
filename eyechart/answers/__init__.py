"""Answer kinds: one small module each (`kind.py` is the contract, `text.py` finds the words)."""

from eyechart.answers.cell import Cell
from eyechart.answers.choice import Choice
from eyechart.answers.choice_set import ChoiceSet
from eyechart.answers.grid import Grid
from eyechart.answers.integer import Integer
from eyechart.answers.integer_list import IntegerList
from eyechart.answers.kind import Kind
from eyechart.answers.matching import Matching
from eyechart.answers.number import Number
from eyechart.answers.sequence import MOVES, Sequence
from eyechart.answers.text import final_answer, plain, without_thinking
from eyechart.answers.word import Word

__all__ = [
    "MOVES",
    "AnyAnswer",
    "Cell",
    "Choice",
    "ChoiceSet",
    "Grid",
    "Integer",
    "IntegerList",
    "Kind",
    "Matching",
    "Number",
    "Sequence",
    "Word",
    "final_answer",
    "plain",
    "without_thinking",
]

AnyAnswer = (
    Integer | IntegerList | Choice | ChoiceSet | Cell | Sequence | Matching | Grid | Word | Number
)
