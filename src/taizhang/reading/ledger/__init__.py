"""Reading the Excel ledgers of offices."""

from __future__ import annotations

from taizhang.reading.ledger.cells import Cell
from taizhang.reading.ledger.columns import Column
from taizhang.reading.ledger.header import HeaderNotFound
from taizhang.reading.ledger.ledger import Ledger, read_ledger
from taizhang.reading.ledger.mending import mended_row
from taizhang.reading.ledger.record_columns import RECORD_COLUMNS
from taizhang.reading.ledger.row_reading import LedgerRow
from taizhang.reading.ledger.sheets import ledger_sheets
from taizhang.reading.ledger.skipping import SkippedLine

__all__ = [
    "RECORD_COLUMNS",
    "Cell",
    "Column",
    "HeaderNotFound",
    "Ledger",
    "LedgerRow",
    "SkippedLine",
    "ledger_sheets",
    "mended_row",
    "read_ledger",
]
