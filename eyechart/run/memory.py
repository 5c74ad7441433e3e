"""Keep freed memory in a process that draws and judges one picture after another.

A picture of 512 px is a block of a megabyte, which glibc gives back to the kernel as soon as it is
freed, so that the next one is mapped and cleared anew, page by page: 0.9 of the 3.5 ms of a blank
picture, a tenth of a verdict.  That is for a process to decide, not for a library: the workshop's
do, a program that imports eyechart is left alone.
"""

import ctypes

__all__ = ["keep_memory"]

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Parameters of glibc's `mallopt`."""
_KEPT = 128 * 2**20
"""Bytes that stay with the process when they are freed."""
_LARGEST = 32 * 2**20
"""A larger block is still given back; glibc takes no more."""


def keep_memory() -> bool:
    """Ask for it; whether that was understood (elsewhere than on glibc it is not needed)."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return bool(mallopt(_MMAP_THRESHOLD, _LARGEST) and mallopt(_TRIM_THRESHOLD, _KEPT))
