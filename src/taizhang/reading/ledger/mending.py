"""Cells that a person typed anew over what the file says, read as the file's own cells are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from taizhang.reading.ledger.cells import CellReader
from taizhang.reading.ledger.columns import Column
from taizhang.reading.ledger.ledger import Ledger
from taizhang.reading.ledger.record_columns import RECORD_COLUMNS
from taizhang.reading.ledger.row_reading import LedgerRow


def mended_row(
    *, row: LedgerRow, told: Mapping[str, str], ledger: Ledger, columns: Sequence[Column] = RECORD_COLUMNS
) -> LedgerRow:
    """Return the row with the cells of these fields as they were typed."""
    if not told:
        return row
    known = {column.field: column for column in columns}
    labels = dict(ledger.mapping)
    cells = dict(row.cells)
    for field, text in told.items():
        column = known.get(field)
        if column is not None and not column.ignored:
            cells[field] = CellReader(column, labels.get(field, column.label), ledger.year).read(text)
    return replace(row, cells=cells)
