"""`builtin:reader`: answers from pixels and words alone, with the library's readers and solvers.

It shows that the pictures hold their answers, and is the embedded default.  What keeps it honest is
its signature: `read_and_solve` gets the prompt and the pictures, and nothing else.  It recognises
the kind of question by its wording, reads the scene back (`Task.look`; where there is no picture,
`Task.read_description`), searches for the answer (`Task.solve`), and draws or films it where the
prompt asks for that.  What it cannot read it says in words, which the verdict then calls unparsed.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from eyechart.conditions import Ask
from eyechart.errors import LevelExhausted, Unreadable
from eyechart.item import Form, Item, Response
from eyechart.models.model import Model
from eyechart.registry import all_tasks
from eyechart.scene.pixels import RGB, decoded, encoded
from eyechart.scene.raster import pixels
from eyechart.task import Scene, Task

__all__ = ["Reader", "read_and_solve"]

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SAME_WORDING = 0.8
"""Share of a question's constant words that must be in the prompt: turned ones differ a little."""


class Reader(Model):
    name = "builtin:reader"
    local = True

    async def answer(self, ask: Ask) -> Response:
        return read_and_solve(ask.prompt, ask.pictures)


def read_and_solve(prompt: str, pictures: Sequence[bytes]) -> Response:
    """The reply to a prompt with encoded pictures, of whichever task it may be."""
    task = _recognised(prompt)
    if task is None:
        return _words("This is not a kind of question that I know.")
    try:
        shown = decoded(pictures[-1]) if pictures else None
        scene = _told(task, prompt) if shown is None else task.look(shown, prompt)
        return _solved(task, scene, prompt, shown)
    except Unreadable as error:
        return _words(f"I cannot tell: {error}.")


def _told(task: Task[Any], prompt: str) -> Scene:
    try:
        scene: Scene = task.read_description(prompt)
    except Unreadable as error:
        raise Unreadable("no picture is shown and nothing is described") from error
    return scene


def _solved(task: Task[Any], scene: Scene, prompt: str, shown: RGB | None) -> Response:
    answers = task.solve(scene)
    if len(answers) != 1:
        raise Unreadable(f"what I read has {'several answers' if answers else 'no answer'}")
    (answer,) = answers
    words = Response(text=f"\\boxed{{{answer.write(answer.truth)}}}")  # type: ignore[arg-type]
    if shown is None:  # a description leaves out the dress, and with it what could be drawn on
        return words
    item = task.item_of(task.completed(scene, answer))
    form = _asked_form(task, item, prompt)
    if form == "draw":
        return _laid_on(shown, pixels(item.picture.svg), task.solution(item, form))
    return task.solution(item, form) if form != "text" else words


def _laid_on(shown: RGB, redrawn: RGB, solution: Response) -> Response:
    """The picture as it was shown with the answer on it: what differs between the scene as read,
    drawn with and without the answer."""
    answered = decoded(solution.pictures[-1])
    if not shown.shape == redrawn.shape == answered.shape:
        return solution
    differs = (answered != redrawn).any(axis=2, keepdims=True)
    picture = np.where(differs, answered, shown)
    return Response(text=solution.text, pictures=(encoded(picture),))


def _asked_form(task: Task[Any], item: Item, prompt: str) -> Form:
    """The form whose instruction stands in the prompt, numbers aside: not all can be seen."""
    asked = _NUMBER.sub("0", prompt)
    for form in task.forms:
        if form != "text" and _NUMBER.sub("0", task.instruction(item, form)) in asked:
            return form
    return "text"


def _recognised(prompt: str) -> Task[Any] | None:
    """The task whose questions' constant words are best met in the prompt."""
    words = _words_of(prompt)
    shares = {
        name: (len(wording & words) / len(wording), len(wording))
        for name in all_tasks()
        if (wording := _wording(name))
    }
    best = max(shares, key=lambda name: shares[name])
    return all_tasks()[best] if shares[best][0] >= _SAME_WORDING else None


@cache
def _wording(name: str) -> frozenset[str]:
    """The words that the questions of a task have in common at its first levels."""
    questions = []
    for level in (1, 2, 3):
        try:
            questions.append(_words_of(all_tasks()[name].item(level).question))
        except LevelExhausted:
            continue
    return frozenset.intersection(*questions) if questions else frozenset()


def _words_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", text.lower()))


def _words(text: str) -> Response:
    """A reply in words; on two lines, lest so short a one be taken for an answer."""
    return Response(text=f"I have looked as well as I can.\n{text}")
