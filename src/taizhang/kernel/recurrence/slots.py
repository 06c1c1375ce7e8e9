"""The occurrences of a frequency: what is owed, from which day on and by which day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from taizhang.kernel.date_span import chinese_day
from taizhang.kernel.festivals import BY_NAME
from taizhang.kernel.period import Period
from taizhang.kernel.period.kinds import LAST_YEAR
from taizhang.kernel.recurrence.kinds import BeforeFestival, Every, Frequency, Once, Stretch
from taizhang.kernel.workdays import DayOff, day_off

WorkCalendar = Callable[[dt.date], DayOff]

_PERIODS_A_YEAR: dict[Stretch, int] = {"month": 12, "quarter": 4, "half": 2, "year": 1}
_PERIOD_OF: dict[Stretch, Callable[[int, int], Period]] = {
    "month": Period.month,
    "quarter": Period.quarter,
    "half": Period.half,
    "year": lambda year, _: Period.year(year),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One occurrence: `required` times from the day `opens` on, due on `due_on`, that day within.

    `until` is the first day that belongs to it no more; there the next one opens. It lies after
    `due_on`, since a due day off moves to the last worked day before.
    """

    label: str
    opens: dt.date
    due_on: dt.date
    required: int
    until: dt.date


def occurrences(
    frequency: Frequency,
    start: dt.date,
    until: dt.date | None = None,
    *,
    calendar: WorkCalendar = day_off,
) -> Iterator[Slot]:
    """Yield, in order, what falls due from the day `start` up to, not including, `until`.

    What counts is the day written in the frequency, before it is moved off a day off: so nothing
    falls out and nothing twice where one unit or tenure ends and the next begins. The first slot
    asks the whole number and opens at `start` where that lies within. Without `until` it goes on
    to the end of 2099, the last year that the calendars know. `calendar` tells the days off.
    """
    for whole, due in _whole_slots(frequency, start):
        if until is not None and due >= until:
            return
        opens = max(whole.opens, start)
        yield replace(whole, opens=opens, due_on=_worked(due, opens, calendar))


def _whole_slots(frequency: Frequency, start: dt.date) -> Iterator[tuple[Slot, dt.date]]:
    """Yield the slots due on or after a day as they are without it, each with its day as written."""
    match frequency:
        case Once(by):
            if by >= start:
                yield Slot(f"{chinese_day(by)}前", start, by, 1, by + dt.timedelta(days=1)), by
        case Every():
            for year in range(start.year, LAST_YEAR + 1):
                for slot, due in _of_year(frequency, year):
                    if frequency.last is not None and due > frequency.last:
                        return
                    if due >= start:
                        yield slot, due
        case BeforeFestival():
            # A festival late in the lunar year before may still come.
            for year in range(start.year - 1, LAST_YEAR + 1):
                slot, due = _before(frequency, year)
                if due >= start:
                    yield slot, due


@functools.lru_cache(maxsize=4096)
def _of_year(frequency: Every, year: int) -> tuple[tuple[Slot, dt.date], ...]:
    found = []
    for number in range(1, _PERIODS_A_YEAR[frequency.every] + 1):
        period = _PERIOD_OF[frequency.every](year, number)
        last = period.last_day
        day = last.day if frequency.due_day is None else min(frequency.due_day, last.day)
        found.append(
            (Slot(period.label, period.start, last, frequency.times, period.until), last.replace(day=day))
        )
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def _before(frequency: BeforeFestival, year: int) -> tuple[Slot, dt.date]:
    """Return the slot of a festival of a year, of the lunar year for one that the moon fixes."""
    before, due = (_festival_due(frequency, one) for one in (year - 1, year))
    festival = due + dt.timedelta(days=frequency.days_before)
    named = f"{'农历' if festival.year != year else ''}{year}年{frequency.festival}前"
    opens, until = (day + dt.timedelta(days=1) for day in (before, due))
    return Slot(named, opens, due, frequency.times, until), due


def _festival_due(frequency: BeforeFestival, year: int) -> dt.date:
    return BY_NAME[frequency.festival].day_in(year) - dt.timedelta(days=frequency.days_before)


def _worked(due: dt.date, opens: dt.date, calendar: WorkCalendar) -> dt.date:
    """Return the last worked day up to the due day; that day itself where none is left since the opening."""
    day = due
    while calendar(day).off:
        day -= dt.timedelta(days=1)
        if day < opens:
            return due
    return day
