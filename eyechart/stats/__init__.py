"""Intervals, exact paired tests, clusters and multiplicity, in numpy and the standard library."""

from eyechart.stats.chance import at_least
from eyechart.stats.clusters import clustered_rate, sign_flip, spread_interval
from eyechart.stats.effect import Effect, paired_effect
from eyechart.stats.intervals import Interval, wilson
from eyechart.stats.multiplicity import holm
from eyechart.stats.paired import mcnemar, mcnemar_power, smallest_detectable, tango

__all__ = [
    "Effect",
    "Interval",
    "at_least",
    "clustered_rate",
    "holm",
    "mcnemar",
    "mcnemar_power",
    "paired_effect",
    "sign_flip",
    "smallest_detectable",
    "spread_interval",
    "tango",
    "wilson",
]
