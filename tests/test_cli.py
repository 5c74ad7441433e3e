"""The command line: what it prints, where it leaves files, how it fails."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from eyechart.cli.running import parse_levels
from eyechart.errors import UsageError


def eyechart(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user would."""
    return subprocess.run(
        [sys.executable, "-c", "from eyechart.cli import main; main()", *args],
        cwd=cwd, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_tasks_and_show(tmp_path: Path) -> None:
    listed = json.loads(eyechart("tasks", "--json", cwd=tmp_path).stdout)
    assert "maze@1" in {row["id"] for row in listed}
    shown = eyechart("show", "maze", "--level", "2", "--json", cwd=tmp_path)
    found = json.loads(shown.stdout)
    assert (tmp_path / found["picture"]).read_bytes().startswith(b"\x89PNG")
    assert found["prompt"] and found["answer"]
    plain = eyechart("show", "maze", "--level", "2", cwd=tmp_path).stdout
    assert "Black lines are walls" in plain and "maze-2-0.png" in plain


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["show", "mze"], "did you mean maze"),
        (["show", "maze", "--level", "0"], "below 1"),
        (["show", "maze", "--split", "holdout"], "'holdout'"),
        (["diagnose", "gpt-4o"], "no model named"),
        (["eval", "builtin:oracle", "--levels", "one"], "write 1-10"),
        (["eval", "builtin:oracle", "-c", "blnd"], "blind"),
        (["report", "nowhere"], "nowhere"),
        (["check", "no.module:Task"], "cannot be imported"),
        (["certify", "maze", "--form", "song"], "choose from"),
    ],
)
def test_a_mistake_is_one_line_and_code_2(args: list[str], says: str, tmp_path: Path) -> None:
    done = eyechart(*args, cwd=tmp_path)
    assert done.returncode == 2 and says in done.stderr
    assert "Traceback" not in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_diagnose_report_and_compare(tmp_path: Path) -> None:
    size = ["--levels", "1,2", "-n", "1", "-t", "maze,sudoku", "-c", "seen,told"]
    done = eyechart("diagnose", "builtin:reader", *size, cwd=tmp_path)
    assert done.returncode == 0 and "told" in done.stdout
    page = tmp_path / "runs/diagnose-builtin-reader/report.html"
    assert page.exists()
    again = json.loads(eyechart("diagnose", "builtin:reader", *size, "--json", cwd=tmp_path).stdout)
    assert again["model"] == "builtin:reader" and again["items"] == 4
    assert eyechart("eval", "builtin:oracle", *size, cwd=tmp_path).returncode == 0
    runs = ["runs/diagnose-builtin-reader", "runs/eval-builtin-oracle"]
    compared = eyechart("compare", *runs, "--json", cwd=tmp_path)
    assert json.loads(compared.stdout)["a"] == "builtin:reader"
    smaller = eyechart("diagnose", "builtin:reader", "-t", "maze", cwd=tmp_path)
    assert smaller.returncode == 2 and "another directory" in smaller.stderr


def test_ctrl_c_stops_cleanly_and_the_same_command_goes_on(tmp_path: Path) -> None:
    code = "from eyechart.cli import main; main()"
    args = ["eval", "builtin:reader", "-t", "maze", "--levels", "10", "-n", "60", "--json"]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *args],
        cwd=tmp_path, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    run = tmp_path / "runs/eval-builtin-reader/run.sqlite-wal"
    deadline = time.monotonic() + 60
    while not (run.exists() and run.stat().st_size > 200_000) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130 and "goes on from here" in stderr
    args[args.index("-n") + 1] = "60"
    done = eyechart(*args, cwd=tmp_path)
    assert done.returncode == 0 and json.loads(done.stdout)["items"] == 60


def test_levels_are_ranges_and_lists() -> None:
    assert parse_levels("1-3,7") == [1, 2, 3, 7]
    with pytest.raises(UsageError):
        parse_levels("a-b")
