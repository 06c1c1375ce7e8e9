"""Tell the office calendar of a year."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.office_days.models import OfficeDay
from taizhang.kernel.holiday_notice import NoticeDay, read_notice


def tell_year(*, year: int, text: str, by: Person, at: dt.datetime) -> tuple[NoticeDay, ...]:
    """Put the notice of a year in the place of what was told of it before, and return its days.

    Raises:  NoticeUnreadable; nothing is changed then.
    """
    days = read_notice(text, year=year)
    with transaction.atomic():
        OfficeDay.objects.filter(day__gte=dt.date(year, 1, 1), day__lt=dt.date(year + 1, 1, 1)).delete()
        for told in days:
            OfficeDay.objects.update_or_create(
                day=told.day, defaults={"off": told.off, "name": told.name, "by": by, "at": at}
            )
        audit.record(
            verb="office_days.tell",
            subject=f"year:{year}",
            by=by,
            at=at,
            detail={"days": len(days), "text": text},
        )
    return days


def forget_year(*, year: int, by: Person, at: dt.datetime) -> None:
    """Forget what was told of a year; the calendar of this version, or the weekends, hold again."""
    with transaction.atomic():
        rows = OfficeDay.objects.filter(day__gte=dt.date(year, 1, 1), day__lt=dt.date(year + 1, 1, 1))
        forgotten, _ = rows.delete()
        audit.record(
            verb="office_days.forget", subject=f"year:{year}", by=by, at=at, detail={"days": forgotten}
        )
