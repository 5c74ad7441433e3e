"""Writes docs/SPLITS.md: python tools/splits.py [items per task] (about 40 minutes on 2 cores)."""

import sys
from pathlib import Path

from eyechart.certify.splits import count_tasks, splits_page
from eyechart.registry import all_tasks

if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    Path("docs/SPLITS.md").write_text(splits_page(count_tasks(list(all_tasks()), total)))
