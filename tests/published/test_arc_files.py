"""Official ARC files: read, drawn, asked and judged; skipped where the data is not there."""

import json
import os
from pathlib import Path

import pytest

from eyechart.errors import BadData
from eyechart.published.arc import read_arc
from eyechart.registry import get_task

DATA = os.environ.get("EYECHART_DATA")
needs_data = pytest.mark.skipif(
    not (DATA and (Path(DATA) / "arc").is_dir()), reason="EYECHART_DATA names no folder with arc/"
)
PUZZLE = {
    "train": [{"input": [[1, 0]], "output": [[2, 0]]}, {"input": [[0, 1]], "output": [[0, 2]]}],
    "test": [{"input": [[1, 1]], "output": [[2, 2]]}],
}


def test_a_file_becomes_items_that_are_asked_and_judged(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(PUZZLE))
    (item,) = read_arc(tmp_path)
    task = get_task("arc")
    assert item.answer.truth == ((2, 2),)
    assert task.verify(item, task.solution(item)).correct
    assert task.verify(item, task.solution(item, "draw"), "draw").correct


@pytest.mark.parametrize(
    "text", ["", "[]", '{"train": []}', '{"train": [], "test": [{"input": [[11]]}]}']
)
def test_another_file_is_refused_by_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(text)
    with pytest.raises(BadData, match=r"bad\.json"):
        read_arc(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="nowhere"):
        read_arc(tmp_path / "nowhere")


@needs_data
@pytest.mark.parametrize("edition", ["arc-agi-1", "arc-agi-2"])
def test_official_files_keep_the_contract(edition: str) -> None:
    assert DATA is not None
    items = read_arc(Path(DATA) / "arc" / edition / "data" / "evaluation")
    assert len(items) >= 120 and len({str(item.key) for item in items}) == len(items)
    task = get_task("arc")
    for item in items[::97]:
        assert task.verify(item, task.solution(item)).correct
        assert task.verify(item, task.solution(item, "draw"), "draw").correct
