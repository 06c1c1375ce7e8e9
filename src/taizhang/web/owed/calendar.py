"""What falls due, by the day: a month, a week or a day, of one's own posts or of a unit and all below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import tenures_of
from taizhang.foundation.office_days.selectors import notice
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.month_table import CalendarDay, month_table, week_row
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.selectors import (
    Cell,
    counts_by_day,
    first_of_days,
    occurrences_of_posts,
    occurrences_within,
)
from taizhang.web.access import Visit, allowed
from taizhang.web.shell.calendar import DayCell, holidays_known, is_shown, months_beside
from taizhang.web.shell.due_lines import Line, count_said, lines_of
from taizhang.web.shell.leaf import leaf_of

VIEWS = {"month": "月", "week": "周", "day": "日"}
MOST = {"month": 4, "week": 20}
"""So much of a day is shown in its cell; the page of the day shows all."""

OFFERED = 400
NOTHING = Cell(expected=0, done=0, late=0, excused=0, overdue=0)


@dataclass(frozen=True, slots=True)
class DueDay(DayCell):
    """A day with the first of what falls due on it, and how much more there is."""

    lines: tuple[Line, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page shows: which view of which day, of which unit (None: one's own posts)."""

    view: str
    on: dt.date
    unit: Unit | None

    @property
    def start(self) -> dt.date:
        if self.view == "month":
            return self.on.replace(day=1)
        return self.on - dt.timedelta(days=self.on.weekday() if self.view == "week" else 0)

    @property
    def until(self) -> dt.date:
        if self.view == "month":
            return months_beside(year=self.on.year, month=self.on.month)[1]
        return self.start + dt.timedelta(days=7 if self.view == "week" else 1)

    @property
    def before(self) -> dt.date:
        if self.view == "month":
            return months_beside(year=self.on.year, month=self.on.month)[0]
        return self.start - (self.until - self.start)

    def address(self, *, view: str = "", on: dt.date | None = None) -> str:
        """Return the address of the page with another view or another day."""
        told = {"view": view or self.view, "on": (on or self.on).isoformat()}
        if self.unit is not None:
            told["of"] = str(self.unit.pk)
        return f"{reverse('owed:calendar')}?{urlencode(told)}"


@allowed(Right.READ)
def calendar(request: Visit) -> HttpResponse:
    """Show what falls due in a month, a week or on a day.

    GET only; ?view=week&on=2026-11-25&of=UNIT, anything that is no view or day is this month; 404 for
    a unit out of reach.
    """
    reachable = request.reach.units(Right.READ)
    frame = _asked(request, reachable)
    rows = _rows(request, frame, reachable)
    counts = counts_by_day(rows=rows, on=request.today)
    office = notice()
    told = {
        "frame": frame,
        "views": [(label, frame.address(view=view), view == frame.view) for view, label in VIEWS.items()],
        "before": frame.address(on=frame.before),
        "after": frame.address(on=frame.until),
        "today": frame.address(on=request.today),
        "units": _offered(frame, reachable),
        "last": frame.until - dt.timedelta(days=1),
        "total": _total(counts.values()),
        "year": frame.on.year,
        "known": holidays_known(year=frame.on.year, notice=office),
        "may_manage": request.reach.holds(Right.MANAGE),
    }
    if frame.view == "day":
        page = leaf_of(request, rows)
        told |= {"page": page, "lines": lines_of(page.rows, on=request.today)}
        return render(request, "owed/day_list.html", told)
    if frame.view == "month":
        days = month_table(year=frame.on.year, month=frame.on.month, notice=office)
    else:
        days = (week_row(day=frame.on, notice=office),)
    shown = lines_of(first_of_days(rows=rows, most=MOST[frame.view]), on=request.today)
    told["weeks"] = _weeks(frame, days, counts, shown, request.today)
    return render(request, "owed/calendar.html", told)


def _asked(request: Visit, reachable: frozenset[int]) -> Frame:
    view, of = request.GET.get("view", ""), request.GET.get("of", "")
    if of and not (of.isdecimal() and len(of) < 19 and int(of) in reachable):
        raise Http404
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = request.today
    return Frame(
        view=view if view in VIEWS else "month",
        on=on if is_shown(on) else request.today,
        unit=Unit.objects.get(pk=int(of)) if of else None,
    )


def _rows(request: Visit, frame: Frame, reachable: frozenset[int]) -> QuerySet[Occurrence]:
    if frame.unit is None:
        tenures = tenures_of(person=request.actor, on=request.today)
        rows = occurrences_of_posts(posts=[tenure.post_id for tenure in tenures])
    else:
        below = {span.unit for span in stock_scope(unit=frame.unit, day=request.today).spans}
        rows = occurrences_within(units=(below | {frame.unit.pk}) & reachable)
    return rows.filter(due_on__gte=frame.start, due_on__lt=frame.until)


def _offered(frame: Frame, reachable: frozenset[int]) -> list[Unit]:
    living = Unit.objects.filter(pk__in=reachable, closed_on__isnull=True)
    offered = list(living.order_by("code", "name", "pk")[:OFFERED])
    if frame.unit is not None and frame.unit not in offered:
        offered.insert(0, frame.unit)
    return offered


def _weeks(
    frame: Frame,
    days: Iterable[Iterable[CalendarDay]],
    counts: dict[dt.date, Cell],
    shown: Iterable[Line],
    today: dt.date,
) -> list[list[DueDay]]:
    lines: dict[dt.date, list[Line]] = {}
    for line in shown:
        lines.setdefault(line.occurrence.due_on, []).append(line)
    return [
        [_due_day(frame, day, counts.get(day.day, NOTHING), lines.get(day.day, []), today) for day in week]
        for week in days
    ]


def _due_day(frame: Frame, day: CalendarDay, count: Cell, lines: list[Line], today: dt.date) -> DueDay:
    return DueDay(
        day=day,
        today=day.day == today,
        address=frame.address(view="day", on=day.day) if count.expected else "",
        said=count_said(count) if count.expected else "",
        signs="" if count.expected else "free",
        lines=tuple(lines),
        more=count.expected - len(lines),
    )


def _total(counts: Iterable[Cell]) -> Cell:
    total = NOTHING
    for count in counts:
        total = total + count
    return total
