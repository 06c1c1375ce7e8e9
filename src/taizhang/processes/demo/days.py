"""Which days suit which work: workdays, weekends, evenings, school holidays, the days of a festival."""

from __future__ import annotations

import calendar
import datetime as dt
import functools

import chinese_calendar

from taizhang.kernel.festivals import BY_NAME
from taizhang.kernel.workdays import day_off
from taizhang.processes.demo.theme import When

ONE_DAY = dt.timedelta(days=1)
CHINA = dt.timezone(dt.timedelta(hours=8))

SCHOOL_HOLIDAYS = (
    (dt.date(2024, 1, 29), dt.date(2024, 2, 23)),
    (dt.date(2024, 7, 3), dt.date(2024, 8, 28)),
    (dt.date(2025, 1, 20), dt.date(2025, 2, 14)),
    (dt.date(2025, 7, 2), dt.date(2025, 8, 27)),
    (dt.date(2026, 2, 2), dt.date(2026, 2, 27)),
    (dt.date(2026, 7, 1), dt.date(2026, 8, 28)),
)


def days_of_month(*, year: int, month: int) -> list[dt.date]:
    """Return the days of a month."""
    return [dt.date(year, month, day) for day in range(1, calendar.monthrange(year, month)[1] + 1)]


@functools.cache
def is_workday(day: dt.date) -> bool:
    """Return whether offices are open: a weekend worked to make up for a holiday is a workday."""
    return not day_off(day).off


@functools.cache
def is_public_holiday(day: dt.date) -> bool:
    """Return whether the day is off for a festival. Ordinary work rests on such a day.

    In a year whose holidays are not announced yet, no day is.
    """
    if not day_off(day).known:
        return False
    off, name = chinese_calendar.get_holiday_detail(day)
    return bool(off and name is not None)


def in_school_holiday(day: dt.date) -> bool:
    """Return whether pupils are on their winter or summer holiday, as far as the holidays are known."""
    return any(first <= day <= last for first, last in SCHOOL_HOLIDAYS)


def suits(*, day: dt.date, when: When) -> bool:
    """Return whether an ordinary piece of work of that sort may fall on the day."""
    if is_public_holiday(day):
        return False
    if when == "workday":
        return is_workday(day)
    if when == "weekend":
        return not is_workday(day)
    if when == "evening":
        return day.weekday() >= 4
    return True


def festival_days(*, name: str, year: int) -> list[dt.date]:
    """Return the days of a festival whose eve falls in that solar year, in order.

    A festival of the last lunar month belongs to the lunar year that began the year before. New
    Year's Day of the next year is there too: it is made ready for in the last days of the old.
    """
    found = {BY_NAME[name].day_in(each) for each in (year - 1, year, year + 1)}
    return sorted(day for day in found if year in (day.year, (day - 2 * ONE_DAY).year))


@functools.cache
def days_for(*, name: str, year: int) -> tuple[dt.date, ...]:
    """Return a day of the calendar and the five days before it: a weekend is always among them."""
    [day] = {day for day in (BY_NAME[name].day_in(each) for each in (year, year + 1)) if day.year == year}
    return tuple(day - ONE_DAY * back for back in range(6))


def book_closing(*, year: int, month: int) -> dt.datetime:
    """Return the moment at which a month's ledger is accepted: 10:00 on a workday from the 3rd on."""
    day = dt.date(year + month // 12, month % 12 + 1, 3)
    while not is_workday(day):
        day += ONE_DAY
    return dt.datetime(day.year, day.month, day.day, 10, tzinfo=CHINA)
