"""What a rule of `arc` is, and the table in which each enters itself."""

from collections.abc import Callable
from typing import NamedTuple

from eyechart.scene.turn import Turn
from eyechart.tasks.abstract import _arc_parameters as of
from eyechart.tasks.abstract._arc_grids import ONE, Grid
from eyechart.tasks.abstract._arc_parameters import Space

__all__ = ["ENTERED", "Rule", "rule"]


class Rule(NamedTuple):
    """One rule of the family."""

    name: str
    apply: Callable[..., Grid | None]
    """(grid, *parameters) to grid; None where it cannot be applied."""
    parameters: Space
    ways: tuple[Turn, ...]
    """Symmetries under which the rule gives other rules (itself included)."""
    shown_on: tuple[str, ...]
    """Kinds of grid on which the rule does something worth seeing."""
    hard: int
    """1 (a small child sees it) to 4."""
    resizes: bool
    """Whether the output may have another size than the input."""
    needs: str
    """The fact (`Facts`) without which the rule cannot explain demonstrations."""
    growth: int
    """Factor by which the output's side can exceed the input's."""


ENTERED: dict[str, Rule] = {}


def rule(
    *shown_on: str,
    hard: int,
    parameters: Space = of.NOTHING,
    ways: tuple[Turn, ...] = ONE,
    resizes: bool = False,
    needs: str = "anything",
    growth: int = 1,
) -> Callable[[Callable[..., Grid | None]], Callable[..., Grid | None]]:
    """Enter a function into `ENTERED` under its own name."""

    def enter(apply: Callable[..., Grid | None]) -> Callable[..., Grid | None]:
        name = apply.__name__
        ENTERED[name] = Rule(name, apply, parameters, ways, shown_on, hard, resizes, needs, growth)
        return apply

    return enter
