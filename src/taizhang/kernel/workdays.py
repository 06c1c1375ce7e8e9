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


def workday_after(*, start: dt.date, days: int) -> dt.date:
    """Return the day on which so many worked days have passed since a day, which itself does not count."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= not day_off(day).off
    return day
