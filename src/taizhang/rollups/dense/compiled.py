"""How loops are compiled: once for this machine, and kept beside the program or in NUMBA_CACHE_DIR."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numba
from numpy.typing import NDArray

Array = NDArray[Any]
Loop = TypeVar("Loop", bound=Callable[..., Any])
# Without numba's runtime arrays are not counted each time that one is named, which would take most of the time.
_PLAIN: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


def compiled(loop: Loop) -> Loop:
    """Return a loop that works on arrays it is given, and makes none."""
    made: Loop = numba.njit(cache=True, nogil=True, **_PLAIN)(loop)
    return made


def inlined(loop: Loop) -> Loop:
    """Return a part of such loops: calls of it cost nothing."""
    made: Loop = numba.njit(forceinline=True, **_PLAIN)(loop)
    return made
