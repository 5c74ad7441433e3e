"""The official BabyVision benchmark (2601.06521) in its own protocol: read, ask, score, compare.

    questions = read_questions("babyvision_data.zip")
    decision = decide(questions[0], "(4, 7)")          # right, wrong, or left to a judge
    score = score_passes([read_results("model_results_run_1.json"), ...])

The benchmark's pictures, questions and answers are not ours to give: they are read from the files
that its authors publish.  What is here are facts about it, and our own reading of its rules.
"""

from eyechart.published.babyvision.agreement_tables import validity_table
from eyechart.published.babyvision.data import (
    DrawingTask,
    Question,
    read_drawing_tasks,
    read_questions,
)
from eyechart.published.babyvision.evaluation import Evaluation, ask_drawing, ask_understanding
from eyechart.published.babyvision.extraction import extracted
from eyechart.published.babyvision.granularity import is_possible, misfits
from eyechart.published.babyvision.matcher import Decision, decide, read_reply
from eyechart.published.babyvision.page import evaluation_page
from eyechart.published.babyvision.rescoring import result_files, score_files
from eyechart.published.babyvision.results import (
    DrawingRow,
    Row,
    read_drawing_results,
    read_results,
    write_drawing_results,
    write_results,
)
from eyechart.published.babyvision.scores import (
    Comparison,
    Score,
    compare,
    score_drawings,
    score_passes,
)
from eyechart.published.babyvision.tables import (
    comparison_table,
    evaluation_table,
    misfit_table,
    score_table,
)
from eyechart.published.babyvision.validity import Agreements, Validity, hold_together
from eyechart.published.babyvision.wording import OURS, Wording, read_wording

__all__ = [
    "OURS",
    "Agreements",
    "Comparison",
    "Decision",
    "DrawingRow",
    "DrawingTask",
    "Evaluation",
    "Question",
    "Row",
    "Score",
    "Validity",
    "Wording",
    "ask_drawing",
    "ask_understanding",
    "compare",
    "comparison_table",
    "decide",
    "evaluation_page",
    "evaluation_table",
    "extracted",
    "hold_together",
    "is_possible",
    "misfit_table",
    "misfits",
    "read_drawing_results",
    "read_drawing_tasks",
    "read_questions",
    "read_reply",
    "read_results",
    "read_wording",
    "result_files",
    "score_drawings",
    "score_files",
    "score_passes",
    "score_table",
    "validity_table",
    "write_drawing_results",
    "write_results",
]
