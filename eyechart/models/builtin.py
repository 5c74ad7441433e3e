"""Two models that know too much to be measured: they measure the machine.

`builtin:chance` guesses uniformly among the well-formed answers; what it scores is what the
verifier gives away for nothing.  `builtin:oracle` has the truth; what it misses is a fault of ours.
"""

from random import Random
from string import ascii_lowercase

from eyechart.answers import (
    AnyAnswer,
    Cell,
    Choice,
    ChoiceSet,
    Grid,
    Integer,
    IntegerList,
    Matching,
    Number,
    Sequence,
    Word,
)
from eyechart.conditions import Ask
from eyechart.item import Response
from eyechart.models.model import Model
from eyechart.registry import get_task
from eyechart.scene.clip import write_clip
from eyechart.scene.pixels import decoded
from eyechart.seeds import rng_for

__all__ = ["Chance", "Oracle", "guess"]

_STILL_FRAMES = 24


class Chance(Model):
    """Answers in words at random; in pictures and clips, with the picture as it came."""

    name = "builtin:chance"

    async def answer(self, ask: Ask) -> Response:
        if ask.form == "draw":
            return Response(pictures=ask.pictures[-1:])
        if ask.form == "film":
            frame = decoded(ask.pictures[-1])
            return Response(clips=(write_clip([frame] * _STILL_FRAMES),))
        rng = rng_for(ask.item.key, "chance", ask.condition)
        return Response(text=f"\\boxed{{{guess(ask.item.answer, rng)}}}")


class Oracle(Model):
    """Answers with the task's own reference solution, even unseen."""

    name = "builtin:oracle"
    local = True

    async def answer(self, ask: Ask) -> Response:
        return get_task(ask.item.task).solution(ask.item, ask.form)


def guess(answer: AnyAnswer, rng: Random) -> str:
    """A uniform guess, written out; it uses the answer's range, never its truth."""
    match answer:
        case Integer():
            return answer.write(rng.randint(answer.low, answer.high))
        case IntegerList():
            return answer.write(tuple(rng.randint(answer.low, answer.high) for _ in answer.value))
        case Choice():
            return answer.write(rng.choice(answer.options))
        case ChoiceSet():
            taken = rng.randrange(1, 2 ** len(answer.options))  # a bit for each option
            return answer.write(
                tuple(option for i, option in enumerate(answer.options) if taken >> i & 1)
            )
        case Number():
            return answer.write(rng.uniform(answer.low, answer.high))
        case Word():
            letters = "".join(rng.choice(ascii_lowercase) for _ in answer.value)
            return rng.choice(answer.vocabulary) if answer.vocabulary else letters
        case Cell():
            return answer.write((rng.randint(1, answer.rows), rng.randint(1, answer.columns)))
        case Sequence():
            tokens = list(answer.alphabet)
            return answer.write(tuple(rng.choice(tokens) for _ in answer.value))
        case Matching():
            partners = rng.sample(answer.right, len(answer.left))
            return answer.write(tuple(zip(answer.left, partners, strict=True)))
        case Grid():
            first = 0 if answer.symbols == 10 else 1  # all digits, or 1 to n as in a sudoku
            last = first + answer.symbols - 1
            return answer.write(
                tuple(tuple(rng.randint(first, last) for _ in row) for row in answer.rows)
            )
