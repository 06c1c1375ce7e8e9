"""What a record does for duties: which occurrences it fulfils, and which it might."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.ledgers.duties.selectors import standing_fulfilments
from taizhang.ledgers.records.models import Record
from taizhang.processes.duties import openings_for
from taizhang.web.shell.due_lines import Line, line_of


@dataclass(frozen=True, slots=True)
class Opening:
    """An occurrence that the record might fulfil, and why: 类型相符、在期限内."""

    line: Line
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Serving:
    """The occurrences that a record fulfils, and those that somebody may confirm."""

    fulfilled: tuple[Line, ...]
    openings: tuple[Opening, ...]


def serving(record: Record, *, reach: Reach, on: dt.date) -> Serving:
    """Return what the record fulfils of what the person may see, and might of what they may write for."""
    units = reach.units(Right.READ)
    standing = standing_fulfilments(sources=[record.source]).filter(occurrence__duty__unit_id__in=units)
    openings = openings_for(record=record, units=reach.units(Right.WRITE), on=on)
    return Serving(
        fulfilled=tuple(line_of(one.occurrence, on=on) for one in standing),
        openings=tuple(Opening(line_of(one.occurrence, on=on), one.reasons) for one in openings),
    )
