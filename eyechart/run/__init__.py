"""Running a plan against a model, and where the rows are kept."""

from eyechart.run.asking import Progress, Settings
from eyechart.run.listing import Listed, Listing
from eyechart.run.plan import Plan
from eyechart.run.record import Record
from eyechart.run.runner import Summary, run, run_listing
from eyechart.run.store import Store

__all__ = [
    "Listed",
    "Listing",
    "Plan",
    "Progress",
    "Record",
    "Settings",
    "Store",
    "Summary",
    "run",
    "run_listing",
]
