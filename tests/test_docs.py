"""The documents hold what they say: the ninth task of docs/tasks.md is a task."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from eyechart.check import check_task

ROOT = Path(__file__).parent.parent


@pytest.fixture
def ninth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module of docs/tasks.md, importable by name as a stranger's would be."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs/tasks.md").read_text(), re.DOTALL)
    source = next(block for block in blocks if "class CountDots" in block)
    assert len(source.splitlines()) < 150
    (tmp_path / "count_dots.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "count_dots", raising=False)
    return __import__("count_dots")


def test_the_ninth_task_keeps_the_contract(ninth: ModuleType) -> None:
    assert [check for check in check_task(ninth.CountDots()) if not check.passed] == []
