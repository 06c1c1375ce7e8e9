"""The rows of a ledger that could not be taken, in a workbook that can be mended and imported again."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from taizhang.reading.ledger import Ledger
from taizhang.render.workbook import FaultyRow, write_error_workbook
from taizhang.reporting.files import file_in_place


def write_errors(*, errors: Mapping[int, Sequence[tuple[str, str]]], ledger: Ledger, path: Path) -> int:
    """Write the rows with errors (row number -> column label and reason) and return how many."""
    with file_in_place(path=path) as temporary:
        return _write(temporary, errors, ledger)


def errors_bytes(*, errors: Mapping[int, Sequence[tuple[str, str]]], ledger: Ledger) -> bytes:
    """Return the workbook of the rows with errors."""
    out = io.BytesIO()
    _write(out, errors, ledger)
    return out.getvalue()


def _write(to: Path | BinaryIO, errors: Mapping[int, Sequence[tuple[str, str]]], ledger: Ledger) -> int:
    places = {label: place for place, label in enumerate(ledger.labels) if label}
    rows = [
        FaultyRow(row.row, row.original, _by_place(errors[row.row], places))
        for row in ledger.rows
        if row.row in errors
    ]
    return write_error_workbook(
        to=to, labels=ledger.labels, rows=rows, sheet_name=ledger.sheet, title=ledger.title
    )


def _by_place(problems: Sequence[tuple[str, str]], places: Mapping[str, int]) -> dict[int, str]:
    told: dict[int, str] = {}
    for label, reason in problems:
        place = places.get(label, -1)
        told[place] = f"{told[place]}；{reason}" if place in told else reason
    return told
