"""The days of a scope within a window, unit by unit, ready to be joined against postings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from taizhang.kernel.scope import Scope


class UnitDays(NamedTuple):
    """Every day of one unit from `start` up to, not including, `until`."""

    unit: int
    start: dt.date
    until: dt.date


class Calendar(NamedTuple):
    """Stretches of days cut along the calendar: whole years, whole months beside them, and the days left over."""

    years: list[UnitDays]
    months: list[UnitDays]
    days: list[UnitDays]


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


def cut(stretches: Iterable[UnitDays]) -> Calendar:
    """Return stretches of days cut along the calendar."""
    found = Calendar([], [], [])
    for each in stretches:
        years, beside = _middle(each, _year_from(each.start), each.until.replace(month=1, day=1))
        found.years.extend(years)
        for rest in beside:
            months, days = _middle(rest, _month_from(rest.start), rest.until.replace(day=1))
            found.months.extend(months)
            found.days.extend(days)
    return found


def _middle(whole: UnitDays, first: dt.date, last: dt.date) -> tuple[list[UnitDays], list[UnitDays]]:
    """Return the days of a stretch from `first` up to `last`, and those before and after; all of them where none are."""
    if first >= last:
        return [], [whole]
    sides = ((whole.start, first), (last, whole.until))
    beside = [UnitDays(whole.unit, since, until) for since, until in sides if since < until]
    return [UnitDays(whole.unit, first, last)], beside


def _month_from(day: dt.date) -> dt.date:
    """Return the first day of a month on or after a day."""
    if day.day == 1:
        return day
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _year_from(day: dt.date) -> dt.date:
    """Return the first day of a year on or after a day."""
    return day if (day.month, day.day) == (1, 1) else dt.date(day.year + 1, 1, 1)
