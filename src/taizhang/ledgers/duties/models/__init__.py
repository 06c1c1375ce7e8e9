"""Schemes and tasks, duties, occurrences, and the work that fulfils them."""

from __future__ import annotations

from taizhang.ledgers.duties.models.duty import Duty, DutyStep
from taizhang.ledgers.duties.models.occurrence import Fulfilment, Occurrence, OccurrenceStep
from taizhang.ledgers.duties.models.scheme import Assignment, Scheme, SchemeVersion, Task
from taizhang.ledgers.duties.models.upload import TableUpload
from taizhang.ledgers.duties.models.urging import Urging

__all__ = [
    "Assignment",
    "Duty",
    "DutyStep",
    "Fulfilment",
    "Occurrence",
    "OccurrenceStep",
    "Scheme",
    "SchemeVersion",
    "TableUpload",
    "Task",
    "Urging",
]
