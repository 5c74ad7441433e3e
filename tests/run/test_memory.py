"""Freed memory stays with the process: what is allocated next costs no new pages."""

import subprocess
import sys

import pytest

from eyechart.run.memory import keep_memory

_FAULTS = """\
import resource
from eyechart.run.memory import keep_memory
if {keeping}:
    keep_memory()
faults = []
for _ in range(40):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    blocks = [bytearray(4 * 2**20) for _ in range(6)]
    for block in blocks:
        block[::4096] = bytes(len(block[::4096]))
    del block, blocks
    faults.append(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
print(sum(faults[20:]))
"""


def _faults(*, keeping: bool) -> int:
    script = _FAULTS.format(keeping=keeping)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    return int(run.stdout)


@pytest.mark.skipif(not keep_memory(), reason="another C library than glibc")
def test_freed_memory_is_kept() -> None:
    assert _faults(keeping=True) < 0.2 * _faults(keeping=False)
