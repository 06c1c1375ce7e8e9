"""The calendar that several page groups show: its days with where they lead, and the months beside one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from taizhang.kernel.month_table import CalendarDay
from taizhang.kernel.workdays import Notice, day_off

FIRST_YEAR, LAST_YEAR = 1950, 2099


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the calendar. `address` is where its number leads, "" for nowhere.

    `said` is what a reader hears of it, `signs` are the classes it is marked by.
    """

    day: CalendarDay
    today: bool
    address: str
    said: str
    signs: str


def is_shown(day: dt.date) -> bool:
    """Return whether the calendar goes to that day."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def months_beside(*, year: int, month: int) -> tuple[dt.date, dt.date]:
    """Return the first day of the month before and that of the month after."""
    before = dt.date(year, month, 1) - dt.timedelta(days=1)
    return before.replace(day=1), dt.date(year + month // 12, month % 12 + 1, 1)


def holidays_known(*, year: int, notice: Notice) -> bool:
    """Return whether the year's public holidays are known."""
    return day_off(dt.date(year, 1, 1), notice=notice).known
