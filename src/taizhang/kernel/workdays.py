"""Which days are worked: weekends, public holidays, and weekends worked in their stead (调休)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import chinese_calendar


@dataclass(frozen=True, slots=True)
class DayOff:
    """How a day stands in the office calendar. `known`: the State Council's notice of that year is known."""

    off: bool
    adjusted: bool
    known: bool


def day_off(day: dt.date) -> DayOff:
    """Return whether a day is off. `adjusted`: otherwise than its weekday would tell."""
    weekend = day.weekday() >= 5
    try:
        off = bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return DayOff(off=weekend, adjusted=False, known=False)
    return DayOff(off=off, adjusted=off != weekend, known=True)


def workdays_between(*, start: dt.date, until: dt.date) -> int:
    """Return how many days of [start, until) are worked."""
    days = (until - start).days
    return sum(not day_off(start + dt.timedelta(days=ahead)).off for ahead in range(max(days, 0)))
