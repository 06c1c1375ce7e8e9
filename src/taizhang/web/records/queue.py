"""What waits for this person's review, and how they go through it one after another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import next_waiting, waiting_for
from taizhang.web.access import Visit, allowed
from taizhang.web.records import pages
from taizhang.web.shell.leaf import leaf_of

REVIEW = "review"
_NUMBER = re.compile(r"[0-9]{4}-[0-9]{6,9}")


@dataclass(frozen=True, slots=True)
class Queue:
    """Where somebody is in their queue: the record decided last, how many wait, and the one after this."""

    last: str
    waiting: int
    following: str


@allowed(Right.REVIEW)
def review(request: Visit) -> HttpResponse:
    """Show what waits for this person's review. GET only."""
    leaf = leaf_of(request, waiting_for(person=request.actor, units=request.reach.units(Right.REVIEW)))
    rows = [pages.row(record, person=request.actor, reach=request.reach) for record in leaf.rows]
    return render(request, "records/review.html", {"leaf": leaf, "rows": rows, "last": _last(request)})


def queue_of(request: Visit, record: Record) -> Queue | None:
    """Return where the person is in their queue; None where they are not going through it."""
    if not in_queue(request) or not request.reach.holds(Right.REVIEW):
        return None
    units = request.reach.units(Right.REVIEW)
    following = next_waiting(person=request.actor, units=units, after=record)
    return Queue(
        last=_last(request),
        waiting=waiting_for(person=request.actor, units=units).count(),
        following=_step(following) if following else "",
    )


def after_decision(request: Visit, record: Record) -> str:
    """Return where a decision leads: to what waits next, then to the first that was passed over."""
    units = request.reach.units(Right.REVIEW)
    following = next_waiting(person=request.actor, units=units, after=record)
    following = following or next_waiting(person=request.actor, units=units)
    if following is None:
        return f"{reverse('records:review')}?last={record.number}"
    return f"{_step(following)}&last={record.number}"


def in_queue(request: Visit) -> bool:
    """Return whether the person is going through their queue."""
    return REVIEW in (request.GET.get("then"), request.POST.get("then"))


def _step(record: Record) -> str:
    return f"{reverse('records:detail', args=[record.number])}?then={REVIEW}"


def _last(request: Visit) -> str:
    told = request.GET.get("last", "")
    return told if _NUMBER.fullmatch(told) else ""
