"""Model judges: optional, strictly read, and measured against the rule and against people."""

from eyechart.judges.agreement import Agreement, agreement
from eyechart.judges.ratings import Rating, read_ratings
from eyechart.judges.verdict_word import verdict_word

__all__ = ["Agreement", "Rating", "agreement", "read_ratings", "verdict_word"]
