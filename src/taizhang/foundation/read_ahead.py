"""Telling the system which part of the database's file will be read next, so that it is in memory by then."""

from __future__ import annotations

import os
from pathlib import Path

from django.db import connection

_AT_ONCE = 1 << 20
"""Bytes. Of more that is asked for by one call the system reads only the beginning."""


def read_ahead(*, begin: float, end: float) -> int:
    """Ask for a part of the file, from 0 to 1, while other work goes on; return how many bytes were asked for.

    What was written one after the other lies near each other in the file, so who walks through a table from its
    first line to its last knows about where in the file the next lines are. Being wrong costs nothing but the reading.

    Nothing is asked for on PostgreSQL, which reads ahead by itself, of a database in memory, and where the system
    cannot be asked.
    """
    path = Path(connection.settings_dict["NAME"])
    return ask_for(path=path, begin=begin, end=end) if connection.vendor == "sqlite" else 0


def ask_for(*, path: Path, begin: float, end: float) -> int:
    """Ask for a part of a file, from 0 to 1; return how many bytes were asked for, 0 where there is no such file."""
    if not hasattr(os, "posix_fadvise") or not path.is_file():
        return 0
    size = path.stat().st_size
    first, last = int(size * max(begin, 0.0)), int(size * min(end, 1.0))
    with path.open("rb") as file:
        for place in range(first, last, _AT_ONCE):
            wanted = min(_AT_ONCE, last - place)
            os.posix_fadvise(file.fileno(), place, wanted, os.POSIX_FADV_WILLNEED)
    return max(last - first, 0)
