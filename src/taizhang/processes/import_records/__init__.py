"""Bring an office's Excel ledger in: check every row, show them, store them."""

from taizhang.processes.import_records.check import YearNotUsable, check_ledger, mending_key
from taizhang.processes.import_records.rows import CheckedLedger, CheckedRow, Problem, RowState
from taizhang.processes.import_records.store import ImportRefused, store_ledger
from taizhang.processes.import_records.uploads import (
    UploadRefused,
    begin_upload,
    bring_in,
    check_upload,
    drop_upload,
    mend_upload,
)

__all__ = [
    "CheckedLedger",
    "CheckedRow",
    "ImportRefused",
    "Problem",
    "RowState",
    "UploadRefused",
    "YearNotUsable",
    "begin_upload",
    "bring_in",
    "check_ledger",
    "check_upload",
    "drop_upload",
    "mend_upload",
    "mending_key",
    "store_ledger",
]
