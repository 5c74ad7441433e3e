"""Is this better than guessing?  Exact, also where the problems differ in how likely a guess is.

The number of right guesses among problems with chances c1, c2, ... is Poisson-binomial; its
distribution is built up one problem at a time (all terms positive, so that small tails are
accurate).  With equal chances it is the binomial.
"""

from collections.abc import Sequence

import numpy as np

__all__ = ["at_least"]


def at_least(successes: int, chances: Sequence[float]) -> float:
    """P(at least that many right | independent guesses with these chances), each 0 to 1."""
    if successes <= 0:
        return 1.0
    mass = np.zeros(len(chances) + 1)
    mass[0] = 1.0
    for chance in chances:
        mass[1:] = mass[1:] * (1 - chance) + mass[:-1] * chance
        mass[0] *= 1 - chance
    return float(min(1.0, mass[successes:].sum()))
