"""Which days the lines of a report can lie on."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from taizhang.kernel.period import Period, a_year_before, previous


class Days(NamedTuple):
    """Days from `start` up to, not including, `until`."""

    start: dt.date
    until: dt.date


def days_looked_at(period: Period) -> Days:
    """Return the days of a period, of the one before and of a year before: what a report compares."""
    compared = (period, previous(period), a_year_before(period))
    return Days(min(each.start for each in compared), period.until)
