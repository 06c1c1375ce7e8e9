"""Reading a task breakdown table (任务分解表): which unit owes what, how often or by when."""

from __future__ import annotations

from taizhang.reading.breakdown.breakdown import Breakdown, NoUnits, read_breakdown
from taizhang.reading.breakdown.columns import BREAKDOWN_COLUMNS
from taizhang.reading.breakdown.gathering import text_of
from taizhang.reading.breakdown.numbers import check_numbers
from taizhang.reading.breakdown.tasks import Fault, TaskRow
from taizhang.reading.breakdown.units import named_units

__all__ = [
    "BREAKDOWN_COLUMNS",
    "Breakdown",
    "Fault",
    "NoUnits",
    "TaskRow",
    "check_numbers",
    "named_units",
    "read_breakdown",
    "text_of",
]
