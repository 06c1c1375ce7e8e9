"""The home page: what is due, what waits, how the month and the year stand; and the calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.office_days.selectors import notice
from taizhang.kernel.month_table import day_words
from taizhang.kernel.period import Period
from taizhang.ledgers.records.selectors import Choice, chosen, listed, tally_of
from taizhang.processes.desk import desk_of
from taizhang.reporting.duty_progress import duty_progress
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.targets import calendar_progress, progress_of
from taizhang.web.access import Visit, allowed, signed_in
from taizhang.web.home import pages
from taizhang.web.shell.calendar import FIRST_YEAR, LAST_YEAR, holidays_known, months_beside

SHOWN = 8
TODOS = 12


@signed_in
def home(request: Visit) -> HttpResponse:
    """Show the desk of whoever is signed in. GET only."""
    today, reach = request.today, request.reach
    if not reach.holds(Right.READ):
        return render(request, "home/no_post.html")
    units = reach.units(Right.READ)
    root = reach.roots(Right.READ)[0]
    month = Period.month(today.year, today.month)
    office, figures = notice(), KeptFigures()
    desk = desk_of(reach=reach, notice=office)
    shown = listed(units=units, choice=Choice(start=month.start, until=month.until))[:SHOWN]
    told = {
        "today": today,
        "words": day_words(today),
        "desk": desk,
        "numbers": {task.name.lower(): number for task, number in desk.numbers.items()},
        "groups": pages.groups(desk.waiting[:TODOS], today=today),
        "todos": TODOS,
        "untold": max(desk.total - TODOS, 0),
        "may_review": reach.holds(Right.REVIEW),
        "may_sign": reach.holds(Right.SIGN),
        "may_manage": reach.holds(Right.MANAGE),
        "tally": tally_of(units=units, start=month.start, until=month.until),
        "lines": pages.lines(shown),
        "begun": chosen(units=units, choice=Choice()).exists(),
        "root": root,
        "unit_count": len(units),
        "progress": progress_of(unit=root, on=today, figures=figures),
        "duties": duty_progress(unit=root, units=units, on=today, figures=figures),
        "calendar": calendar_progress(on=today),
        "weeks": pages.weeks(
            year=today.year,
            month=today.month,
            units=units,
            due=pages.due_days(desk.waiting),
            today=today,
            notice=office,
        ),
    }
    return render(request, "home/home.html", told)


@allowed(Right.READ)
def calendar(request: Visit) -> HttpResponse:
    """Show one month. GET only; ?month=2026-11, anything that is no month is this one."""
    year, month = _month(request)
    before, after = months_beside(year=year, month=month)
    office = notice()
    told = {
        "year": year,
        "month": month,
        "weeks": pages.weeks(
            year=year,
            month=month,
            units=request.reach.units(Right.READ),
            due=pages.due_days(desk_of(reach=request.reach, notice=office).waiting),
            today=request.today,
            notice=office,
        ),
        "before": before,
        "after": after,
        "known": holidays_known(year=year, notice=office),
        "may_manage": request.reach.holds(Right.MANAGE),
    }
    return render(request, "home/calendar.html", told)


def _month(request: Visit) -> tuple[int, int]:
    year, _, month = request.GET.get("month", "").partition("-")
    if year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) < 3:
        told = int(year), int(month)
        if FIRST_YEAR <= told[0] <= LAST_YEAR and 1 <= told[1] <= 12:
            return told
    return request.today.year, request.today.month
