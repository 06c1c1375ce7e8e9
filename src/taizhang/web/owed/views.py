"""What one has to do, what a post answers for, and one occurrence with the records that may fulfil it."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import holders_on, tenures_of
from taizhang.kernel.recurrence import frequency_of, say
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import OPEN, OccurrenceState
from taizhang.ledgers.duties.selectors import (
    duties_of_posts,
    fulfilments_of,
    occurrence_within,
    open_of_posts,
    open_within,
    urgings_of,
    waiting_to_close,
)
from taizhang.ledgers.records.selectors import records_by_source
from taizhang.processes.duties import is_above, proposals_for
from taizhang.processes.owing import way_of
from taizhang.processes.places_owed import counts_at_places, places_owed_by
from taizhang.reporting.duty_papers import paper_file, parts_played, post_paper
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.previews import MEDIA_TYPES
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import saved
from taizhang.web.owed.place_lines import place_lines
from taizhang.web.shell.due_lines import line_of, lines_of

MOST = 200
AHEAD = dt.timedelta(days=62)
CLOSING = 50
AT_PLACES = 50
"""So many inspections and findings of each sort are listed; all are counted."""


@allowed(Right.READ)
def mine(request: Visit) -> HttpResponse:
    """Show what one's posts and units have to do, what is overdue first; and what waits to be closed off. GET only."""
    today, reach = request.today, request.reach
    posts = [tenure.post for tenure in tenures_of(person=request.actor, on=today)]
    until = today + AHEAD
    own = list(open_of_posts(posts=[post.pk for post in posts], until=until)[:MOST])
    known = {one.pk for one in own}
    at_work = reach.units(Right.WRITE) or reach.units(Right.READ)
    rest = [one for one in open_within(units=at_work, until=until)[:MOST] if one.pk not in known]
    closing = [
        one
        for one in waiting_to_close(units=reach.units(Right.REVIEW))[:CLOSING]
        if is_above(duty=one.duty, reach=reach)
    ]
    at_places = places_owed_by(reach=reach, way=way_of(reach=reach), until=until, most=AT_PLACES)
    told = {
        "posts": posts,
        "at_places": place_lines(at_places, reach=reach),
        "count_at_places": sum(counts_at_places(at_places).values()),
        "own": lines_of(own, on=today),
        "rest": lines_of(rest, on=today),
        "closing": lines_of(closing, on=today),
        "cut": len(own) == MOST or len(rest) == MOST,
        "until": until,
    }
    return render(request, "owed/mine.html", told)


@allowed(Right.READ)
def post_list(request: Visit, pk: int) -> HttpResponse:
    """Show the responsibility list of a post, to be printed. GET only; 404 out of reach."""
    post = post_of(request, pk)
    duties = [
        (duty, say(frequency_of(duty.task.frequency)), parts_played(duty, post))
        for duty in duties_of_posts(posts=[post.pk])
    ]
    holders = [tenure.person.name for tenure in holders_on(post=post, on=request.today)]
    told = {"post": post, "duties": duties, "holders": holders, "today": request.today}
    return render(request, "owed/post.html", told)


def post_of(request: Visit, pk: int) -> Post:
    """Return a post of a unit in reach; any other is not there."""
    rows = Post.objects.select_related("unit").filter(pk=pk, unit_id__in=request.reach.units(Right.READ))
    return found(rows.first())


@allowed(Right.READ)
def post_file(request: Visit, pk: int, form: str) -> HttpResponse:
    """Answer with the responsibility list of a post as an official paper, docx or pdf. GET only; 404 out of reach."""
    post = post_of(request, pk)
    if form not in MEDIA_TYPES:
        raise Http404
    paper = post_paper(post=post, on=request.today)
    content = paper_file(paper=paper, form=form, font_folders=font_folders())
    return saved(content, f"{paper.title}.{form}", MEDIA_TYPES[form])


def occurrence_of(request: Visit, pk: int) -> Occurrence:
    """Return an occurrence in reach; any other is not there."""
    return found(occurrence_within(pk=pk, units=request.reach.units(Right.READ)))


@allowed(Right.READ)
def occurrence(request: Visit, pk: int) -> HttpResponse:
    """Show an occurrence: what is asked, what fulfils it, which records may. GET only; 404 out of reach."""
    return show(request, occurrence_of(request, pk))


def show(
    request: Visit,
    occurrence: Occurrence,
    *,
    refusal: str = "",
    reason: str = "",
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of an occurrence, with why a deed was refused and what was typed for it."""
    duty, reach = occurrence.duty, request.reach
    confirmed = list(fulfilments_of(occurrence=occurrence))
    records = records_by_source(
        sources=[one.source for one in confirmed if one.source.startswith("records:")]
    )
    lifted = occurrence.state == OccurrenceState.LIFTED.value
    may_confirm = not lifted and reach.may(Right.WRITE, duty.unit_id)
    above = not lifted and is_above(duty=duty, reach=reach)
    met = occurrence.done >= occurrence.required
    waits = occurrence.state in OPEN and not met and occurrence.opens <= request.today
    urgings = list(urgings_of(occurrence=occurrence))
    told = {
        "one": occurrence,
        "line": line_of(occurrence, on=request.today),
        "duty": duty,
        "often": say(frequency_of(duty.task.frequency)),
        "confirmed": [(one, records.get(one.source)) for one in confirmed],
        "proposals": proposals_for(occurrence=occurrence, on=request.today) if may_confirm else [],
        "may_confirm": may_confirm,
        "above": above,
        "may_urge": above and waits and all(one.day != request.today for one in urgings),
        "may_excuse": above and occurrence.state in OPEN,
        "may_demand": above and occurrence.state == OccurrenceState.EXCUSED.value,
        "may_close": above and duty.task.closes_above and met and occurrence.closed_by_id is None,
        "may_reopen": above and occurrence.closed_by_id is not None,
        "steps": occurrence.steps.select_related("by").order_by("pk"),
        "refusal": refusal,
        "reason": reason,
        "note": note,
        "urgings": urgings,
        "urged": next((one for one in urgings if waits and one.settled_at is None), None),
    }
    return render(request, "owed/occurrence.html", told, status=status)
