"""Model judges: optional, strictly read, and measured against the rule and against people."""

from eyechart.judges.agreement import Agreement, agreement
from eyechart.judges.verdict_word import verdict_word

__all__ = ["Agreement", "agreement", "verdict_word"]
