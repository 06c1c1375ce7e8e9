"""Bring an office's Excel ledger in: check every row, show them, store them."""

from taizhang.processes.import_records.check import YearNotUsable, check_ledger, mending_key
from taizhang.processes.import_records.checking import check_upload
from taizhang.processes.import_records.kept import KeptCheck
from taizhang.processes.import_records.places import kept_of_upload
from taizhang.processes.import_records.rows import CheckedLedger, CheckedRow, Problem, RowState
from taizhang.processes.import_records.store import ImportRefused, store_ledger
from taizhang.processes.import_records.uploads import (
    begin_upload,
    bring_in,
    drop_upload,
    look_again,
    mend_upload,
    stop_upload,
    take_back,
)
from taizhang.processes.uploaded_files import UploadRefused

__all__ = [
    "CheckedLedger",
    "CheckedRow",
    "ImportRefused",
    "KeptCheck",
    "Problem",
    "RowState",
    "UploadRefused",
    "YearNotUsable",
    "begin_upload",
    "bring_in",
    "check_ledger",
    "check_upload",
    "drop_upload",
    "kept_of_upload",
    "look_again",
    "mend_upload",
    "mending_key",
    "stop_upload",
    "store_ledger",
    "take_back",
]
