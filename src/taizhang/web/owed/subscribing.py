"""The calendar that one's own programs read: its secret address made, taken back, and read by."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import calendar_key_of, tenures_by_key
from taizhang.ledgers.duties.selectors import near_or_open
from taizhang.ledgers.premises.selectors import due_of_posts, told_at_places
from taizhang.processes.people import close_calendar, open_calendar
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.owed.feed import TYPE, calendar_text, duty_entry, place_entry

BEHIND, AHEAD = dt.timedelta(days=62), dt.timedelta(days=366)


@allowed(Right.READ)
def subscription(request: Visit) -> HttpResponse:
    """Show and make the address of one's calendar.

    GET: whether there is one. POST: a new address, shown this once; the one before no longer holds.
    """
    told: dict[str, object] = {}
    if request.method == "POST":
        key = open_calendar(person=request.actor, at=request.now)
        address = request.build_absolute_uri(reverse("owed:feed", args=[key]))
        told = {"address": address, "webcal": f"webcal://{address.partition('://')[2]}"}
    told["kept"] = calendar_key_of(person=request.actor)
    return render(request, "owed/subscription.html", told)


@allowed(Right.READ)
@require_POST
def unsubscribe(request: Visit) -> HttpResponse:
    """Take the address of one's calendar back. POST: 303 to the page of the address."""
    close_calendar(person=request.actor, at=request.now)
    return see_other(reverse("owed:subscription"))


def feed(request: HttpRequest, key: str) -> HttpResponse:
    """Answer a calendar program with what falls due for the current posts of whose key it is.

    GET only, without a session; 404 for a key that is nobody's, and for that of somebody without a post.
    """
    today: dt.date = request.today  # type: ignore[attr-defined]
    tenures = tenures_by_key(key=key, on=today)
    if not tenures:
        raise Http404

    posts = [tenure.post for tenure in tenures]
    named, since, until = [post.pk for post in posts], today - BEHIND, today + AHEAD
    duties = near_or_open(posts=named, since=since, until=until)
    at_places = told_at_places(rows=due_of_posts(posts=named).near_or_open(since, until))
    content = calendar_text(
        entries=(
            *(duty_entry(one, on=today) for one in duties),
            *(place_entry(one, on=today) for one in at_places),
        ),
        name=f"责任日历（{'、'.join(post.name for post in posts)}）",
        host=request.build_absolute_uri("/").rstrip("/"),
        at=request.now,  # type: ignore[attr-defined]
    )
    answer = HttpResponse(content, content_type=TYPE)
    answer["Cache-Control"] = "private, no-cache"
    return answer
