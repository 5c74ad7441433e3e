"""The family of rules of `arc` as a whole: composing, searching, and what is well posed.

A *programme* is one, two or three steps.  The last step is any rule with any parameters; the steps
before it need no parameters (they tidy up, move, turn, complete), which keeps the family small
enough to be searched from end to end: a puzzle's answer is what the programmes say that explain
every demonstration with the fewest steps.  Where those disagree on the test, the puzzle is
ambiguous and is not used; where they agree, the answer is proved unique within the family.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from eyechart.scene.turn import Turn
from eyechart.tasks.abstract._arc_grids import ONE, Grid, same, seen
from eyechart.tasks.abstract._arc_parameters import Facts, Pair, Parameters
from eyechart.tasks.abstract._arc_rules import RULES, Rule

__all__ = [
    "MOST_STEPS",
    "Explained",
    "Programme",
    "Step",
    "explained",
    "programmes",
    "run",
    "tidying",
    "unaided",
]

MOST_STEPS = 3
_LARGEST = 30
"""Cells a side that a grid may have, as in the official puzzles."""


class Step(NamedTuple):
    """One rule with its parameters, applied to the grid as seen after a turn."""

    rule: Rule
    way: Turn
    parameters: Parameters

    def __call__(self, grid: Grid) -> Grid | None:
        if self.way is ONE[0]:
            return self.rule.apply(grid, *self.parameters)
        out = self.rule.apply(seen(grid, self.way), *self.parameters)
        return None if out is None else seen(out, self.way.inverse)

    def __str__(self) -> str:
        told = [str(value) for value in self.parameters]
        told += [f"way {self.way.name}"] if len(self.rule.ways) > 1 else []
        return f"{self.rule.name}({', '.join(told)})"


Programme = tuple[Step, ...]


class Explained(NamedTuple):
    """What a search found."""

    steps: int
    """Steps of the shortest programmes that explain all demonstrations; 0 if there are none."""
    outputs: list[Grid]
    """The different outputs that these give for the test."""


def _steps(name: str, *parameters: Parameters) -> list[Step]:
    rule = RULES[name]
    return [Step(rule, way, chosen) for way in rule.ways for chosen in parameters or ((),)]


_TIDYING: list[Step] = [
    *_steps("erase", ("single cells", 0), ("largest", 0), ("at the border", 0)),
    *_steps("keep", ("largest", 0), ("of the odd colour", 0)),
    *_steps("trim"),
    *_steps("cut"),
    *_steps("squeeze"),
]
_MOVING: list[Step] = [
    *_steps("turn", *((which,) for which in range(7))),
    *_steps("fall"),
    *_steps("drop"),
    *_steps("complete"),
    *_steps("hollow"),
    *_steps("beam"),
    *_steps("sort"),
    *_steps("join"),
    *_steps("repair"),
    *_steps("majority"),
    *_steps("exchange"),
    *_steps("keep", ("smallest", 0), ("at the border", 0), ("with a hole", 0)),
    *_steps("crop", ("largest", 0), ("smallest", 0), ("of the odd colour", 0), ("with a hole", 0)),
]


def tidying() -> list[Step]:
    """Steps that may come first of three: they take away what does not matter."""
    return _TIDYING


def unaided() -> list[Step]:
    """Steps that may come before the last: they need no parameters."""
    return _TIDYING + _MOVING


def run(programme: Programme, grid: Grid) -> Grid | None:
    """What becomes of the grid; None where a step cannot be applied or the result is too large."""
    out: Grid | None = grid
    for step in programme:
        out = None if out is None else step(out)
        if out is None or not 0 < min(out.shape) <= max(out.shape) <= _LARGEST:
            return None
    return out


def programmes(pairs: Sequence[Pair], steps: int) -> Iterator[Programme]:
    """All programmes of so many steps that turn every input into its output.

    Several beginnings may lead to the same grids: only the first is followed further.
    """
    pairs = sorted(pairs, key=lambda pair: pair[0].size)
    first: list[tuple[Programme, list[Grid]]] = [((), [a for a, _ in pairs])]
    reached = {_names(first[0][1])}
    for place in range(steps - 1):
        first = list(_one_further(first, tidying() if steps - place > 2 else unaided(), reached))
    for begun, grids in first:
        remaining = [(grid, b) for grid, (_, b) in zip(grids, pairs, strict=True)]
        for step in _last_steps(remaining):
            yield (*begun, step)


def explained(pairs: Sequence[Pair], test: Grid, most_steps: int = MOST_STEPS) -> Explained:
    """What the shortest explaining programmes make of the test; stops at two different grids."""
    for steps in range(1, most_steps + 1):
        any_explains, found = False, list[Grid]()
        for programme in programmes(pairs, steps):
            any_explains = True
            out = run(programme, test)
            if out is not None and not any(same(out, other) for other in found):
                found.append(out)
            if len(found) == 2:
                break
        if any_explains:
            return Explained(steps, found)
    return Explained(0, [])


def _one_further(
    begun: Sequence[tuple[Programme, list[Grid]]], steps: Sequence[Step], reached: set[bytes]
) -> Iterator[tuple[Programme, list[Grid]]]:
    """Every beginning, one step longer, that leads to grids not reached before."""
    for programme, grids in begun:
        for step in steps:
            after = _all(step, grids)
            if after is not None and (name := _names(after)) not in reached:
                reached.add(name)
                yield (*programme, step), after


def _all(step: Step, grids: Sequence[Grid]) -> list[Grid] | None:
    after = []
    for grid in grids:
        out = run((step,), grid)
        if out is None:
            return None
        after.append(out)
    return after


def _names(grids: Sequence[Grid]) -> bytes:
    return b"|".join(bytes(grid.shape) + grid.tobytes() for grid in grids)


def _last_steps(pairs: Sequence[Pair]) -> Iterator[Step]:
    """Every rule, way and choice of parameters that turns every input into its output."""
    facts = Facts(pairs)
    for rule in RULES.values():
        if not (facts.same_size or rule.resizes) or not getattr(facts, rule.needs):
            continue
        choices = list(rule.parameters.suggested(facts))
        for way in rule.ways if choices else ():
            for parameters in choices:
                step = Step(rule, way, parameters)
                if all(same(step(a), b) for a, b in pairs):
                    yield step
