"""The interventions: each changes one thing in how an item is asked."""

from eyechart.conditions.condition import Ask, Condition
from eyechart.conditions.forms import ByForm
from eyechart.conditions.turned import Turned, turned_conditions
from eyechart.conditions.words import Blind, Seen, Thinking, Told
from eyechart.errors import UnknownName

__all__ = ["CONDITIONS", "Ask", "ByForm", "Condition", "Turned", "get_conditions"]

CONDITIONS: dict[str, Condition] = {
    condition.name: condition
    for condition in (
        Seen(),
        Blind(),
        Told(),
        *turned_conditions(),
        Thinking(True),
        Thinking(False),
        ByForm("draw"),
        ByForm("film"),
    )
}
_GROUPS = {"turned": [condition.name for condition in turned_conditions()], "all": list(CONDITIONS)}


def get_conditions(names: list[str]) -> list[Condition]:
    """Conditions by name, in order, without repeats; "turned" and "all" are groups."""
    wanted = [name for group in names for name in _GROUPS.get(group, [group])]
    for name in wanted:
        if name not in CONDITIONS:
            raise UnknownName("condition", name, [*CONDITIONS, *_GROUPS])
    return [CONDITIONS[name] for name in dict.fromkeys(wanted)]
