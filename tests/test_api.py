"""The Python face, as the README shows it."""

import asyncio
import re
from pathlib import Path
from types import ModuleType

import pytest

import eyechart as ec

ROOT = Path(__file__).parent.parent


def test_the_public_names_are_these() -> None:
    public = {
        name
        for name, value in vars(ec).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public == set(ec.__all__)


def test_make_shows_itself_and_is_the_same_again() -> None:
    item = ec.make("maze", level=4)
    assert (item._repr_svg_() or "").startswith("<svg") and item == ec.make("maze", level=4)
    assert ec.make("maze", 4, side=5).scene["rows"] == 5


def test_verify_takes_words_bytes_and_files(tmp_path: Path) -> None:
    item, task = ec.make("maze", level=2), ec.get_task("maze")
    words = item.answer.write(item.answer.truth)  # type: ignore[arg-type]
    assert ec.verify(item, f"Final answer: {words}").correct
    drawn = task.solution(item, "draw").pictures[0]
    assert ec.verify(item, drawn).correct
    (tmp_path / "answer.png").write_bytes(drawn)
    assert ec.verify(item, tmp_path / "answer.png").correct
    assert ec.verify(item, item.picture.png()).outcome == "wrong"
    assert ec.verify(item, b"no picture").outcome == "unreadable"


def test_ask_judges_what_a_model_says() -> None:
    item = ec.make("maze", level=2)
    assert ec.ask("builtin:oracle", item, "turned-90").verdict.correct
    assert ec.ask("builtin:reader", item, "blind").verdict.outcome == "unparsed"
    with pytest.raises(ec.UsageError, match="has no meaning"):
        ec.ask("builtin:oracle", ec.make("sudoku"), "film")


def test_ask_works_where_an_event_loop_runs_already() -> None:
    async def notebook() -> ec.Reply:
        return ec.ask("builtin:oracle", ec.make("maze"))

    assert asyncio.run(notebook()).verdict.correct


def test_diagnose_names_causes_resumes_and_leaves_a_page(tmp_path: Path) -> None:
    out = tmp_path / "run"
    plan = {"tasks": ["maze"], "levels": [1, 3], "conditions": ["blind", "told"]}
    run = ec.diagnose("builtin:reader", items=2, out=out, **plan)  # type: ignore[arg-type]
    assert run.summary is not None and run.summary.asked == 12
    assert run.diagnosis.overall.cell("told").rate.rate == 1.0  # type: ignore[union-attr]
    page = run.write_report().read_text()
    assert "builtin:reader" in page and "http://" not in page.replace("http://www.w3.org", "")
    again = ec.diagnose("builtin:reader", items=2, out=out, **plan)  # type: ignore[arg-type]
    assert again.summary is not None and again.summary.asked == 0
    other = ec.diagnose("builtin:chance", items=2, out=tmp_path / "b", **plan)  # type: ignore[arg-type]
    assert ec.compare(run, other).flips


SNIPPETS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("block", SNIPPETS)
def test_the_readme_runs(block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every snippet, with the oracle in the place of a model that would need a network."""
    monkeypatch.chdir(tmp_path)
    item = ec.make("maze", level=5)
    task = ec.get_task("maze")
    Path("answer.png").write_bytes(task.solution(item, "draw").pictures[0])
    Path("answer.mp4").write_bytes(task.solution(item, "film").clips[0])
    assert len(block.splitlines()) < 10
    exec(block.replace("openai:gpt-4o", "builtin:oracle"), {"ec": ec, "item": item})
