"""Run every benchmark and write docs/BENCH.md: `python -m bench` (about five minutes)."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from bench import pictures, runner, verdicts
from eyechart.run.memory import keep_memory


def main() -> None:
    """Measure on this machine; sections come from the modules."""
    day = datetime.now(UTC).strftime("%Y-%m-%d")
    lines = [
        "# Speed", "",
        f"Written by `make bench`, {day}: {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, {platform.system()} {platform.machine()}. Ratios are "
        "between things measured in the same run. Freed memory is kept, as in the processes that "
        "the runner draws and judges in (eyechart/run/memory.py).", "",
    ]  # fmt: skip
    keep_memory()
    for section in (pictures.measure, verdicts.measure, runner.measure):
        lines += [*section(), ""]
        print("\n".join(lines[-40:]))
    Path("docs/BENCH.md").write_text("\n".join(lines))


if __name__ == "__main__":
    main()
