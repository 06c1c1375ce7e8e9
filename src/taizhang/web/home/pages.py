"""What the home page and the calendar show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from taizhang.kernel.month_table import CalendarDay, month_table
from taizhang.kernel.period import Period
from taizhang.kernel.workdays import day_off, workdays_between
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import State, kind_by_code
from taizhang.ledgers.records.selectors import days_with_records

CHINA = ZoneInfo("Asia/Shanghai")
REVIEW_WORKDAYS = 3
"""A submitted record that waits longer is overdue."""

DRAFT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: since when, what, where, how late, and the button that leads to it."""

    since: dt.date
    title: str
    unit: str
    told: str
    late: bool
    address: str
    button: str


@dataclass(frozen=True, slots=True)
class Line:
    """One of the month's records."""

    number: str
    title: str
    on: dt.date
    unit: str
    people: str
    kind: str
    files: int


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the calendar with how many records it has."""

    day: CalendarDay
    records: int
    today: bool


def waiting(records: Iterable[Record], *, today: dt.date) -> list[Todo]:
    """Return what waits for this person's review; later than three workdays is overdue."""
    found = []
    for record in records:
        since = record.submitted_at.astimezone(CHINA).date() if record.submitted_at else record.on
        days = workdays_between(start=since, until=today)
        late = days > REVIEW_WORKDAYS
        told = f"已等 {days} 个工作日" if days else "今天提交"
        found.append(
            Todo(since, record.title, record.unit.name, told, late, _address(record, review=True), "审核")
        )
    return found


def own(records: Iterable[Record], *, today: dt.date) -> list[Todo]:
    """Return the person's own records that were returned or lie unfinished."""
    found = []
    for record in records:
        returned = record.state == State.RETURNED.value
        told = "已退回，待修改" if returned else "草稿未提交"
        late = returned or (today - record.on).days > DRAFT_DAYS
        button = "修改" if returned else "续填"
        found.append(Todo(record.on, record.title, record.unit.name, told, late, _address(record), button))
    return found


def _address(record: Record, *, review: bool = False) -> str:
    return f"/records/{record.number}/{'?then=review' if review else ''}"


def lines(records: Iterable[Record]) -> list[Line]:
    """Return the records as lines of a short list."""
    return [
        Line(
            record.number,
            record.title,
            record.on,
            record.unit.name,
            record.people_text,
            kind_by_code(record.kind).label,
            record.files,  # type: ignore[attr-defined]
        )
        for record in records
    ]


def weeks(*, year: int, month: int, units: Collection[int], today: dt.date) -> list[list[DayCell]]:
    """Return the calendar of a month with how many records each day has."""
    table = month_table(year=year, month=month)
    period = Period.month(year, month)
    counts = days_with_records(units=units, start=period.start, until=period.until)
    return [[DayCell(day, counts.get(day.day, 0), day.day == today) for day in week] for week in table]


def holidays_known(*, year: int) -> bool:
    """Return whether the year's public holidays are known."""
    return day_off(dt.date(year, 1, 1)).known
