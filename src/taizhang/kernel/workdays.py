"""Which days are worked: weekends, public holidays, and weekends worked in their stead (调休)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import chinese_calendar

Notice = Mapping[dt.date, bool]
"""Days told by the office itself, from the State Council's notice: day -> whether it is off."""

NO_NOTICE: Notice = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class DayOff:
    """How a day stands in the office calendar. `known`: the State Council's notice of that year is known."""

    off: bool
    adjusted: bool
    known: bool


def day_off(day: dt.date, *, notice: Notice = NO_NOTICE) -> DayOff:
    """Return whether a day is off. `adjusted`: otherwise than its weekday would tell.

    What the office's own `notice` tells goes before what the calendar of this version knows.
    """
    weekend = day.weekday() >= 5
    if day in notice:
        return DayOff(off=notice[day], adjusted=notice[day] != weekend, known=True)
    try:
        off = bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        told = any(each.year == day.year for each in notice)
        return DayOff(off=weekend, adjusted=False, known=told)
    return DayOff(off=off, adjusted=off != weekend, known=True)


def workday_after(*, start: dt.date, days: int, notice: Notice = NO_NOTICE) -> dt.date:
    """Return the day on which so many worked days have passed since a day, which itself does not count."""
    day = start
    while days > 0:
        day += dt.timedelta(days=1)
        days -= not day_off(day, notice=notice).off
    return day


def workday_before(*, end: dt.date, days: int, notice: Notice = NO_NOTICE) -> dt.date:
    """Return the latest day since which so many worked days have passed on a day, itself counted.

    It is what `workday_after` asks the other way round: at the earliest on `end` have so many
    passed since a day that is no later than this one.
    """
    day = end
    while days > 0:
        days -= not day_off(day, notice=notice).off
        day -= dt.timedelta(days=1)
    return day
