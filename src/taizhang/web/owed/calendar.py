"""What falls due, duties and at places, by the day: a month, a week or a day, of one's posts or of a unit and all below."""

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
from taizhang.ledgers.premises.selectors import (
    DueRows,
    counts_at_places,
    due_of_posts,
    due_within,
    first_of_days_at_places,
)
from taizhang.web.access import Visit, allowed
from taizhang.web.owed.day_lines import DayLine, duty_days, place_days
from taizhang.web.shell.calendar import DayCell, holidays_known, is_shown, months_beside
from taizhang.web.shell.due_lines import count_said, lines_of
from taizhang.web.shell.leaf import leaf_of

VIEWS = {"month": "月", "week": "周", "day": "日"}
MOST = {"month": 4, "week": 20}
"""So much of a day is shown in its cell; the page of the day shows all."""

AT_PLACES = 50
"""So much that falls due at places is listed on the page of a day; the register lists all."""

OFFERED = 400
NOTHING = Cell(expected=0, done=0, late=0, excused=0, overdue=0)


@dataclass(frozen=True, slots=True)
class DueDay(DayCell):
    """A day with the first of what falls due on it, and how much more there is."""

    lines: tuple[DayLine, ...]
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
    rows, at_places = _rows(request, frame, reachable)
    counts = _counts(rows, at_places, request.today)
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
        first = first_of_days_at_places(rows=at_places, most=AT_PLACES)
        told |= {
            "page": page,
            "lines": lines_of(page.rows, on=request.today),
            "at_places": place_days(first, on=request.today) if page.number == 1 else [],
            "listed": AT_PLACES,
        }
        return render(request, "owed/day_list.html", told)
    if frame.view == "month":
        days = month_table(year=frame.on.year, month=frame.on.month, notice=office)
    else:
        days = (week_row(day=frame.on, notice=office),)
    most = MOST[frame.view]
    shown = duty_days(lines_of(first_of_days(rows=rows, most=most), on=request.today))
    shown += place_days(first_of_days_at_places(rows=at_places, most=most), on=request.today)
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


def _rows(request: Visit, frame: Frame, reachable: frozenset[int]) -> tuple[QuerySet[Occurrence], DueRows]:
    """Return what falls due of duties, and at places."""
    if frame.unit is None:
        posts = [tenure.post_id for tenure in tenures_of(person=request.actor, on=request.today)]
        rows, at_places = occurrences_of_posts(posts=posts), due_of_posts(posts=posts)
    else:
        below = {span.unit for span in stock_scope(unit=frame.unit, day=request.today).spans}
        units = (below | {frame.unit.pk}) & reachable
        rows, at_places = occurrences_within(units=units), due_within(units=units)
    duties = rows.filter(due_on__gte=frame.start, due_on__lt=frame.until)
    return duties, at_places.between(frame.start, frame.until)


def _counts(rows: QuerySet[Occurrence], at_places: DueRows, today: dt.date) -> dict[dt.date, Cell]:
    """Return day -> how what falls due on it stands, duties and places together."""
    counts = counts_by_day(rows=rows, on=today)
    for day, one in counts_at_places(rows=at_places, on=today).items():
        counts[day] = counts.get(day, NOTHING) + Cell(
            expected=one.expected, done=one.done, late=one.late, excused=0, overdue=one.overdue
        )
    return counts


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
    shown: Iterable[DayLine],
    today: dt.date,
) -> list[list[DueDay]]:
    lines: dict[dt.date, list[DayLine]] = {}
    for line in sorted(shown, key=lambda line: not line.open):
        lines.setdefault(line.due, []).append(line)
    most = MOST[frame.view]
    return [
        [
            _due_day(frame, day, counts.get(day.day, NOTHING), lines.get(day.day, [])[:most], today)
            for day in week
        ]
        for week in days
    ]


def _due_day(frame: Frame, day: CalendarDay, count: Cell, lines: list[DayLine], today: dt.date) -> DueDay:
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
