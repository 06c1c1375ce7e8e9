"""What the home page and the calendar show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from taizhang.kernel.month_table import CalendarDay, month_table
from taizhang.kernel.period import Period
from taizhang.kernel.workdays import Notice
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import days_with_records
from taizhang.processes.desk import Task, Waiting
from taizhang.web.shell.calendar import DayCell

_PAGES = {
    Task.MEND: ("records:detail", "修改"),
    Task.REVIEW: ("records:detail", "审核"),
    Task.FINISH: ("records:detail", "续填"),
    Task.MEND_REPORT: ("reports:detail", "修改"),
    Task.SIGN: ("reports:detail", "签发"),
    Task.PASS: ("publications:item", "审校"),
    Task.MEND_ITEM: ("publications:item", "修改"),
    Task.TAKEN_ITEM: ("publications:item", "续写"),
    Task.LAPSED: ("owed:occurrence", "去办"),
    Task.DUE: ("owed:occurrence", "去办"),
    Task.URGED: ("owed:occurrence", "去办"),
    Task.CHECK_LAPSED: ("premises:inspection", "查看"),
    Task.CHECK: ("premises:inspection", "查看"),
    Task.RECTIFY_LAPSED: ("premises:finding", "整改"),
    Task.RECTIFY: ("premises:finding", "整改"),
    Task.RECHECK: ("premises:finding", "复查"),
}
"""Task -> the page on which it is done, and what its button says."""

_CHECKLIST = ("premises:check", "检查")
"""The page and the button where the checklist may be filled in."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: since when, what, where, how late, and the button that leads to it."""

    since: dt.date
    title: str
    task: str
    unit: str
    told: str
    sign: str
    icon: str
    address: str
    button: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things to do that are due alike. `sign` is how the group is marked."""

    label: str
    sign: str
    todos: tuple[Todo, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One of the month's records."""

    number: str
    title: str
    on: dt.date
    unit: str
    people: str
    files: int


def groups(waiting: Iterable[Waiting], *, today: dt.date) -> list[Group]:
    """Return what waits, sorted into what is urged, overdue, due today, due this week, due later."""
    sunday = today + dt.timedelta(days=6 - today.weekday())
    told: dict[str, list[Todo]] = {"上级催办": [], "逾期": [], "今天": [], "本周": [], "以后": []}
    for one in waiting:
        if one.due < today:
            place, told_as = "逾期", (f"逾期 {(today - one.due).days} 天", "bad", "alert")
        elif one.due == today:
            place, told_as = "今天", ("今天到期", "soon", "clock")
        else:
            place = "本周" if one.due <= sunday else "以后"
            told_as = (f"还有 {(one.due - today).days} 天", "mut", "clock")
        told["上级催办" if one.task is Task.URGED else place].append(_todo(one, *told_as))
    signs = {"上级催办": "bad", "逾期": "bad", "今天": "soon"}
    return [Group(label, signs.get(label, ""), tuple(todos)) for label, todos in told.items() if todos]


def _todo(one: Waiting, told: str, sign: str, icon: str) -> Todo:
    page, button = _CHECKLIST if one.place else _PAGES[one.task]
    address = reverse(page, args=[one.place or one.key])
    return Todo(one.since, one.title, one.task.value, one.unit, told, sign, icon, address, button, one.note)


def lines(records: Iterable[Record]) -> list[Line]:
    """Return the records as lines of a short list."""
    return [
        Line(
            record.number,
            record.title,
            record.on,
            record.unit.name,
            record.people_text,
            record.files,  # type: ignore[attr-defined]
        )
        for record in records
    ]


def due_days(waiting: Iterable[Waiting]) -> dict[dt.date, int]:
    """Return how many things are due on each day that has any."""
    days: dict[dt.date, int] = {}
    for one in waiting:
        days[one.due] = days.get(one.due, 0) + 1
    return days


def weeks(
    *,
    year: int,
    month: int,
    units: Collection[int],
    due: Mapping[dt.date, int],
    today: dt.date,
    notice: Notice,
) -> list[list[DayCell]]:
    """Return the calendar of a month with the records and the due things of each day."""
    period = Period.month(year, month)
    counts = days_with_records(units=units, start=period.start, until=period.until)
    return [
        [_cell(day, records=counts.get(day.day, 0), due=due.get(day.day, 0), today=today) for day in week]
        for week in month_table(year=year, month=month, notice=notice)
    ]


def _cell(day: CalendarDay, *, records: int, due: int, today: dt.date) -> DayCell:
    said = [f"{records} 条记录"] if records else []
    said += [f"{due} 件到期"] if due else []
    signs = ("due bad" if day.day < today else "due") if due else ("has" if records else "")
    return DayCell(
        day=day,
        today=day.day == today,
        address=f"{reverse('records:list')}?period={day.day:%Y-%m-%d}" if records else "",
        said="，".join(said),
        signs=signs,
    )
