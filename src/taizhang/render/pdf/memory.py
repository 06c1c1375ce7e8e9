"""Memory that the typesetter gave back stays with this process for the next document."""

from __future__ import annotations

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3
"""Numbers of mallopt(3) in glibc's malloc.h."""
_KEPT_BYTES, _LARGEST_BYTES = 128 << 20, 32 << 20
"""At most so much stays, and what is larger by itself goes back at once; 32 MB is the most that glibc takes."""


def keep_freed_memory() -> bool:
    """Let the C library keep what is freed, and return whether it will.

    A report is set in some hundred allocations that are large enough to be handed back to the system
    each time, and to be cleared by it page by page the next time: a tenth of the time of a report.
    Elsewhere than on glibc nothing is changed.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is None:
        return False
    return bool(mallopt(_TRIM_THRESHOLD, _KEPT_BYTES) and mallopt(_MMAP_THRESHOLD, _LARGEST_BYTES))
