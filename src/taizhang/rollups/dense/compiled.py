"""How loops are compiled: once for this machine, and kept beside the program or in NUMBA_CACHE_DIR."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba
from numpy.typing import NDArray

Array = NDArray[Any]
Loop = TypeVar("Loop", bound=Callable[..., Any])
# Without numba's runtime arrays are not counted each time that one is named, which would take most of the time.
_PLAIN: dict[str, Any] = {"error_model": "numpy", "_nrt": False}


def code_folder(sources: Path, *, beside: Path) -> Path:
    """Return the folder for the machine code of the loops of these sources, as they stand.

    numba looks at the file of a loop alone: where only a part of it in another file had changed, it would take
    the code of before, and figures would be wrong.
    """
    digest = hashlib.sha256()
    for source in sorted(sources.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return beside / f"loops-{digest.hexdigest()[:16]}"


_HERE = Path(__file__).parent
_SETTINGS: Any = numba.config
"""numba makes them as it starts: no type tells of them."""
_SETTINGS.CACHE_DIR = str(code_folder(_HERE, beside=Path(_SETTINGS.CACHE_DIR or _HERE / "__pycache__")))


def compiled(loop: Loop) -> Loop:
    """Return a loop that works on arrays it is given, and makes none."""
    made: Loop = numba.njit(cache=True, nogil=True, **_PLAIN)(loop)
    return made


def inlined(loop: Loop) -> Loop:
    """Return a part of such loops: calls of it cost nothing."""
    made: Loop = numba.njit(forceinline=True, **_PLAIN)(loop)
    return made
