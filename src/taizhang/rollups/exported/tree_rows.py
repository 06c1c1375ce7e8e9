"""The places of a tree as rows of CSV, by which an export tells one tree from another."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path
from typing import TextIO

from taizhang.rollups.dated_tree import Places


def write_tree_rows(places: Places, file: Path) -> str:
    """Write a row for each place and return their digest."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        _write(places, stream)
    with file.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()


def tree_digest(places: Places) -> str:
    """Return the digest that an export by these places has."""
    stream = io.StringIO()
    _write(places, stream)
    return hashlib.sha256(stream.getvalue().encode()).hexdigest()


def _write(places: Places, stream: TextIO) -> None:
    csv.writer(stream, lineterminator="\n").writerows(
        (place.number, place.last, place.above, place.depth, place.unit, place.since, place.until)
        for place in places
    )
