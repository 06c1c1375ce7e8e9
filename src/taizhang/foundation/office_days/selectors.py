"""Reads of the office calendar. It is the same for every unit."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.office_days.models import OfficeDay
from taizhang.kernel.workdays import Notice


def notice() -> Notice:
    """Return every day that the office has told: day -> whether it is off. Some thirty a year."""
    return dict(OfficeDay.objects.values_list("day", "off"))


def days_of(*, year: int) -> list[OfficeDay]:
    """Return the days that were told of a year, in order, each with who told it."""
    first, until = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    rows = OfficeDay.objects.filter(day__gte=first, day__lt=until).select_related("by")
    return list(rows.order_by("day"))
