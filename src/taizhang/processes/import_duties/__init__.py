"""Bring a breakdown table in: check every task against the tree, show them, make a scheme of them."""

from taizhang.processes.import_duties.check import (
    CheckedBreakdown,
    CheckedTask,
    check_breakdown,
)
from taizhang.processes.import_duties.offices import found_offices, may_be_offices
from taizhang.processes.import_duties.over import Difference
from taizhang.processes.import_duties.store import (
    CHOICES,
    KEEP,
    REPLACE,
    TableRefused,
    store_breakdown,
    store_into,
)
from taizhang.processes.import_duties.study import check_study_plan
from taizhang.processes.import_duties.uploads import (
    begin_table_upload,
    bring_table_in,
    check_table,
    choose_in_table,
    drop_table,
    mend_table,
)

__all__ = [
    "CHOICES",
    "KEEP",
    "REPLACE",
    "CheckedBreakdown",
    "CheckedTask",
    "Difference",
    "TableRefused",
    "begin_table_upload",
    "bring_table_in",
    "check_breakdown",
    "check_study_plan",
    "check_table",
    "choose_in_table",
    "drop_table",
    "found_offices",
    "may_be_offices",
    "mend_table",
    "store_breakdown",
    "store_into",
]
