"""Bring an office's Excel ledger in: check every row, show them, store them."""

from taizhang.processes.import_records.check import YearNotUsable, check_ledger
from taizhang.processes.import_records.rows import CheckedLedger, CheckedRow, Problem, RowState
from taizhang.processes.import_records.store import ImportRefused, store_ledger

__all__ = [
    "CheckedLedger",
    "CheckedRow",
    "ImportRefused",
    "Problem",
    "RowState",
    "YearNotUsable",
    "check_ledger",
    "store_ledger",
]
