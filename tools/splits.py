"""Writes docs/SPLITS.md: python tools/splits.py [items per task]."""

import sys
from pathlib import Path

from eyechart.certify.splits import splits_table

if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    Path("docs/SPLITS.md").write_text(splits_table(total))
