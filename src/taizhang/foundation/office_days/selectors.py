"""Reads of the office calendar. It is the same for every unit."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from taizhang.foundation.office_days.models import OfficeDay
from taizhang.kernel.recurrence import Slot, frequency_of, occurrences
from taizhang.kernel.workdays import Notice, day_off


def notice() -> Notice:
    """Return every day that the office has told: day -> whether it is off. Some thirty a year."""
    return dict(OfficeDay.objects.values_list("day", "off"))


def days_of(*, year: int) -> list[OfficeDay]:
    """Return the days that were told of a year, in order, each with who told it."""
    first, until = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    rows = OfficeDay.objects.filter(day__gte=first, day__lt=until).select_related("by")
    return list(rows.order_by("day"))


class NewSlots(Protocol):
    """Tells the slots of a stored frequency that fall due from the day `there` up to `until`."""

    def __call__(
        self, frequency: Mapping[str, Any], *, start: dt.date, there: dt.date, until: dt.date
    ) -> Sequence[Slot]: ...


def new_slots() -> NewSlots:
    """Return what tells new slots up to a day: those past what is there already.

    Slots are reckoned from `start`, so that a later horizon only adds to them. The office's own
    calendar is read once, and what is alike for many is reckoned once.
    """
    calendar = functools.partial(day_off, notice=notice())

    @functools.cache
    def slots(stored: str, start: dt.date, there: dt.date, until: dt.date) -> tuple[Slot, ...]:
        frequency = frequency_of(json.loads(stored))
        known = sum(1 for _ in occurrences(frequency, start, there, calendar=calendar))
        return tuple(occurrences(frequency, start, until, calendar=calendar))[known:]

    def new(
        frequency: Mapping[str, Any], *, start: dt.date, there: dt.date, until: dt.date
    ) -> Sequence[Slot]:
        return slots(json.dumps(frequency, sort_keys=True), start, there, until)

    return new
