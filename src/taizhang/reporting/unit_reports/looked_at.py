"""Which lines a report can count: of which books, on which days."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from taizhang.kernel.period import Period, a_year_before, previous
from taizhang.rollups.plan import BOOKS

ONE_LINE = tuple(code for code, book in BOOKS.items() if book.stands_once)
SEVERAL_LINES = tuple(code for code, book in BOOKS.items() if not book.stands_once)
"""The books in which a source bears one line at a time, and those in which it bears several."""


class Days(NamedTuple):
    """Days from `start` up to, not including, `until`."""

    start: dt.date
    until: dt.date


def days_looked_at(period: Period) -> Days:
    """Return the days of a period, of the one before and of a year before: what a report compares."""
    compared = (period, previous(period), a_year_before(period))
    return Days(min(each.start for each in compared), period.until)
