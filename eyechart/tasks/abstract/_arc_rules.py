"""The rules of `arc`: some forty ways in which one colour grid becomes another.

Each rule is a small function from a grid (and parameters) to a grid, or to None where the rule has
no meaning there (two largest things, colours never seen); its docstring says it in one sentence.
The registration beside it says which parameters the demonstrations suggest, in how many ways it can
be turned, what kind of grid shows it off (`_arc_inputs.py`) and how hard it is to see.
`_arc_family.py` composes them and searches.

The ideas (gravity, enclosure, symmetry, counting, the odd one out) are the core knowledge that
Chollet's "On the Measure of Intelligence" (1911.01547, section III) asks for; the rules are ours.
"""

from eyechart.tasks.abstract import _arc_rules_of_grids as of_grids
from eyechart.tasks.abstract import _arc_rules_of_things as of_things
from eyechart.tasks.abstract._arc_rule import ENTERED, Rule

__all__ = ["RULES", "Rule"]

# In this order, whichever module was imported first: puzzles are drawn from it.
RULES = {
    name: rule
    for module in (of_things, of_grids)
    for name, rule in ENTERED.items()
    if rule.apply.__module__ == module.__name__
}
