"""How this program was called, and paths as a person would type them here."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path


def called_as() -> str:
    """Return what to type to call this program again from here."""
    if shutil.which("taizhang"):
        return "taizhang"
    if Path(sys.argv[0]).name == "taizhang":
        return str(shown_path(Path(sys.argv[0])))
    return "python -m taizhang"


def shown_path(path: Path) -> Path:
    """Return the path relative to the current folder where it lies below it, else the whole path."""
    whole = path.resolve()
    return whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole
