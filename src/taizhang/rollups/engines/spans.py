"""The days of a scope within a window, unit by unit, ready to be joined against postings."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from taizhang.kernel.scope import Scope


class UnitDays(NamedTuple):
    """Every day of one unit from `start` up to, not including, `until`."""

    unit: int
    start: dt.date
    until: dt.date


def unit_days(scope: Scope, *, start: dt.date | None, until: dt.date) -> list[UnitDays]:
    """Return the scope's days within the window, by unit and day.

    Stretches of one unit that touch or overlap become one, so that no posting is met twice.
    """
    begin = start or dt.date.min
    clipped = sorted(
        UnitDays(span.unit, max(span.start or begin, begin), min(span.until or until, until))
        for span in scope.spans
    )
    result: list[UnitDays] = []
    for days in clipped:
        if days.start >= days.until:
            continue
        if result and result[-1].unit == days.unit and days.start <= result[-1].until:
            before = result.pop()
            result.append(before._replace(until=max(before.until, days.until)))
        else:
            result.append(days)
    return result
