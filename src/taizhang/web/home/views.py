"""The home page: what is due, what waits, how the month and the year stand; and the calendar."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.month_table import day_words
from taizhang.kernel.period import Period
from taizhang.ledgers.records.rules import State
from taizhang.ledgers.records.selectors import Choice, listed, tally_of, waiting_for
from taizhang.reporting.targets import calendar_progress, progress_of
from taizhang.web.access import Visit, allowed, signed_in
from taizhang.web.home import pages

SHOWN = 8
FIRST_YEAR, LAST_YEAR = 1950, 2099


@signed_in
def home(request: Visit) -> HttpResponse:
    """Show the desk of whoever is signed in. GET only."""
    today, reach = request.today, request.reach
    if not reach.holds(Right.READ):
        return render(request, "home/no_post.html")
    units = reach.units(Right.READ)
    month = Period.month(today.year, today.month)
    tally = tally_of(person=request.actor, units=units, start=month.start, until=month.until)
    review = waiting_for(person=request.actor, units=reach.units(Right.REVIEW))
    mine = listed(units=units, choice=Choice(author=request.actor.pk)).filter(
        state__in=[State.DRAFT.value, State.RETURNED.value]
    )
    todos = [*pages.own(mine[:20], today=today), *pages.waiting(review[:20], today=today)]
    roots = reach.roots(Right.READ)
    lunar, festival = day_words(today)
    told = {
        "today": today,
        "lunar": lunar,
        "festival": festival,
        "tally": tally,
        "waiting": review.count() if reach.holds(Right.REVIEW) else None,
        "todo_count": len(todos),
        "late": [todo for todo in todos if todo.late],
        "open": [todo for todo in todos if not todo.late],
        "lines": pages.lines(
            listed(units=units, choice=Choice(start=month.start, until=month.until))[:SHOWN]
        ),
        "root": roots[0],
        "progress": progress_of(unit=roots[0], on=today),
        "calendar": calendar_progress(on=today),
        "weeks": pages.weeks(year=today.year, month=today.month, units=units, today=today),
        "begun": listed(units=units, choice=Choice())[:1].exists(),
    }
    return render(request, "home/home.html", told)


@allowed(Right.READ)
def calendar(request: Visit) -> HttpResponse:
    """Show one month. GET only; ?month=2026-11, anything that is no month is this one."""
    year, month = _month(request)
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    after = (year, month + 1) if month < 12 else (year + 1, 1)
    told = {
        "year": year,
        "month": month,
        "weeks": pages.weeks(
            year=year, month=month, units=request.reach.units(Right.READ), today=request.today
        ),
        "before": f"{before[0]}-{before[1]:02d}",
        "after": f"{after[0]}-{after[1]:02d}",
        "known": pages.holidays_known(year=year),
    }
    return render(request, "home/calendar.html", told)


def _month(request: Visit) -> tuple[int, int]:
    year, _, month = request.GET.get("month", "").partition("-")
    if year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) < 3:
        told = int(year), int(month)
        if FIRST_YEAR <= told[0] <= LAST_YEAR and 1 <= told[1] <= 12:
            return told
    return request.today.year, request.today.month
