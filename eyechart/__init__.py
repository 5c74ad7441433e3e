"""eyechart finds out why a multimodal model fails at seeing, drawing and acting on pictures.

import eyechart as ec
item = ec.make("maze", level=4)                     # one seeded problem
ec.verify(item, "right, right, down").reason        # any answer, judged by rule
ec.ask("openai:gpt-4o", item).verdict               # any model
ec.diagnose("builtin:reader").write_report()        # many conditions, pair by pair
"""

from eyechart.api import Reply, ask, make, prompt, verify
from eyechart.check import check_task
from eyechart.conditions import CONDITIONS, Ask, Condition
from eyechart.errors import EyechartError, UsageError
from eyechart.item import Form, Item, Outcome, Picture, Response, Verdict
from eyechart.models import Model, get_model
from eyechart.registry import all_tasks, get_task
from eyechart.seeds import Key
from eyechart.session import Run, compare, diagnose, evaluate
from eyechart.task import Hand, Mutant, Scene, Task

__all__ = [
    "CONDITIONS",
    "Ask",
    "Condition",
    "EyechartError",
    "Form",
    "Hand",
    "Item",
    "Key",
    "Model",
    "Mutant",
    "Outcome",
    "Picture",
    "Reply",
    "Response",
    "Run",
    "Scene",
    "Task",
    "UsageError",
    "Verdict",
    "all_tasks",
    "ask",
    "check_task",
    "compare",
    "diagnose",
    "evaluate",
    "get_model",
    "get_task",
    "make",
    "prompt",
    "verify",
]
