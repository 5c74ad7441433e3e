"""The checker finds what is wrong: each broken task fails the check that is meant for it."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import pytest

from eyechart.answers import AnyAnswer, Choice, Integer
from eyechart.check import check_task
from eyechart.errors import Unreadable
from eyechart.item import Form, Item, Response, Verdict
from eyechart.scene.pixels import RGB
from eyechart.scene.svg import Style, Svg
from eyechart.scene.turn import Turn
from eyechart.task import Hand, Mutant, Scene, Task


class Squares(Scene, frozen=True):
    count: int
    shift: int


class Good(Task[Squares]):
    """Count squares in a row; small, but whole."""

    name = "good"
    title = "count"
    skills = ("test",)
    scene_type = Squares
    load_name = "squares"

    def knobs(self, level: int) -> dict[str, Any]:
        return {"most": level}

    def generate(self, rng: Random, **knobs: Any) -> Squares:
        return Squares(rng.randint(knobs["most"], knobs["most"] + 2), rng.randint(0, 200))

    def load(self, scene: Squares) -> float:
        return scene.count

    def draw(self, scene: Squares, style: Style = Style()) -> Svg:
        svg = Svg()
        for i in range(scene.count):
            svg.rect(20 + 24 * i, 20 + scene.shift, 16, 16, fill="#000000")
        return svg

    def question(self, scene: Squares) -> str:
        return "How many squares are there?"

    def answer(self, scene: Squares) -> AnyAnswer:
        return Integer(scene.count, 0, 20)

    def describe(self, scene: Squares) -> str:
        return f"{scene.count} squares in a row, {scene.shift} px down"

    def read_description(self, text: str) -> Squares:
        count, _, rest = text.partition(" squares in a row, ")
        return Squares(int(count), int(rest.split()[0]))

    def solve(self, scene: Squares) -> Sequence[AnyAnswer]:
        return [self.answer(scene)]


class Moody(Good):
    """Depends on the order of a set of strings, which the hash seed decides."""

    def question(self, scene: Squares) -> str:
        return "Squares? " + " ".join({f"word{i}" for i in range(20)})


class CutOff(Good):
    def draw(self, scene: Squares, style: Style = Style()) -> Svg:
        svg = super().draw(scene, style)
        svg.rect(500, 100, 30, 30, fill="#000000")
        return svg


class TwoAnswers(Good):
    def solve(self, scene: Squares) -> Sequence[AnyAnswer]:
        return [self.answer(scene), Integer(scene.count + 1, 0, 20)]


class Vague(Good):
    def describe(self, scene: Squares) -> str:
        return f"3 squares in a row, {scene.shift} px down"


class NoLadder(Good):
    def knobs(self, level: int) -> dict[str, Any]:
        return {"most": max(1, 12 - level)}


class TurnedWrongly(Good):
    def turned_answer(self, scene: Squares, turn: Turn) -> AnyAnswer:
        return Integer(-1, -1, 20)

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        return Response(text=f"\\boxed{{{self.scene(item).count}}}")


class Biased(Good):
    def answer(self, scene: Squares) -> AnyAnswer:
        return Choice("A", ("A", "B", "C", "D"))


class Trusting(Good):
    """Its drawing verifier accepts whatever comes."""

    forms = ("text", "draw")

    def instruction(self, item: Item, form: Form) -> str:
        return item.answer.instruction if form == "text" else "Draw one more."

    def solution(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Response:
        if form == "text":
            return super().solution(item)
        return Response(pictures=(item.picture.png(),))

    def mutants(self, item: Item, form: Form = "text", hand: Hand = Hand()) -> Iterator[Mutant]:
        yield Mutant("nothing", Response())

    def verify_drawing(self, item: Item, picture: RGB) -> Verdict:
        return Verdict("correct")


class Raising(Good):
    def describe(self, scene: Squares) -> str:
        raise Unreadable("no words")


def failed(task: Task[Any]) -> set[str]:
    return {check.name for check in check_task(task, levels=(1, 5), count=2) if not check.passed}


def test_a_whole_task_passes() -> None:
    assert failed(Good()) == set()


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        (Moody, "deterministic"),
        (CutOff, "legible"),
        (TwoAnswers, "unique"),
        (Vague, "description sufficient"),
        (NoLadder, "levels"),
        (TurnedWrongly, "turned"),
        (Biased, "balanced"),
        (Trusting, "null answers rejected"),
        (Raising, "description sufficient"),
    ],
)
def test_a_broken_task_fails_its_check(kind: type[Good], check: str) -> None:
    assert check in failed(kind())
