"""CSV out: UTF-8 with its mark, so that Excel and WPS read Chinese; formulas kept from running."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

_RISKY = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return the text with an apostrophe before what a program would take for a formula.

    Reading takes one apostrophe off again, so texts that begin with one already get one more.
    """
    return f"'{text}" if _RISKY.match(text) else text


def write_text_table(*, to: Path | BinaryIO, labels: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV table that reads back the same; return the number of rows written."""
    count = 0
    if isinstance(to, Path):
        with to.open("wb") as stream:
            return write_text_table(to=stream, labels=labels, rows=rows)
    text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([guarded(label) for label in labels])
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        count += 1
    text.detach()
    return count
