"""What is handed over: one HTML page, tables for the terminal, JSON."""

from eyechart.report.album import Media
from eyechart.report.page import page
from eyechart.report.table import comparison_table, diagnosis_table, to_json

__all__ = ["Media", "comparison_table", "diagnosis_table", "page", "to_json"]
