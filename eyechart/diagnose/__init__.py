"""From records to causes: rates, paired effects and what they name; and two runs side by side."""

from eyechart.diagnose.compare import compare
from eyechart.diagnose.diagnose import diagnose
from eyechart.diagnose.diagnosis import (
    Bill,
    Cell,
    Comparison,
    Diagnosis,
    Finding,
    Flip,
    Group,
    Guess,
    LevelRate,
    PairedEffect,
    Rate,
    Shift,
)

__all__ = [
    "Bill",
    "Cell",
    "Comparison",
    "Diagnosis",
    "Finding",
    "Flip",
    "Group",
    "Guess",
    "LevelRate",
    "PairedEffect",
    "Rate",
    "Shift",
    "compare",
    "diagnose",
]
