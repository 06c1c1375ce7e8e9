"""Deeds to an occurrence: confirm and withdraw; from above: urge, move, excuse, demand, close, reopen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.records.selectors import record_within
from taizhang.processes.duties import check_above, confirm_match
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.owed.forms import MoveForm, NoteForm, ReasonForm, first_fault
from taizhang.web.owed.views import occurrence_of, show

Deed = Callable[..., object]


@allowed(Right.WRITE)
@require_POST
def confirm(request: Visit, pk: int) -> HttpResponse:
    """Confirm that a record, by its number, fulfils an occurrence. POST: 303 to the page; 422 with why not."""
    occurrence = occurrence_of(request, pk)
    request.reach.check(Right.WRITE, occurrence.duty.unit_id)
    number = request.POST.get("record", "").strip()
    record = record_within(number=number, units=request.reach.units(Right.READ))
    if record is None:
        words = f"没有编号为“{number}”的记录，请核对编号（形如 2025-000123）。"
        return show(request, occurrence, refusal=words, status=422)
    deed = partial(confirm_match, record=record, on=request.today)
    return _do(request, occurrence, deed)


@allowed(Right.WRITE)
@require_POST
def withdraw(request: Visit, pk: int) -> HttpResponse:
    """Take back a fulfilment with a reason. POST: 303 to the page; 422 with why not; 404 for another's."""
    occurrence = occurrence_of(request, pk)
    request.reach.check(Right.WRITE, occurrence.duty.unit_id)
    told = request.POST.get("fulfilment", "")
    standing = occurrence.fulfilments.filter(pk=int(told)) if told.isdecimal() and len(told) < 19 else None
    fulfilment = found(standing.first() if standing is not None else None)

    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _faulty(request, occurrence, form)
    reason = form.cleaned_data["reason"]
    try:
        services.withdraw(fulfilment=fulfilment, reason=reason, by=request.actor, at=request.now)
    except Refused as refusal:
        return show(request, occurrence, refusal=str(refusal), reason=reason, status=422)
    return see_other(reverse("owed:occurrence", args=[occurrence.pk]))


@allowed(Right.REVIEW)
@require_POST
def urge(request: Visit, pk: int) -> HttpResponse:
    """Ask, for the unit above, that it be seen to, with a note or none. POST: 303 to the page; 422 with why not."""
    occurrence = occurrence_of(request, pk)
    unit = check_above(duty=occurrence.duty, reach=request.reach)
    form, typed = NoteForm(request.POST), request.POST.get("note", "")
    if not form.is_valid():
        return show(request, occurrence, refusal=first_fault(form), note=typed, status=422)
    note = form.cleaned_data["note"]
    return _do(request, occurrence, partial(services.urge, unit=unit, note=note, on=request.today), note=note)


@allowed(Right.REVIEW)
@require_POST
def move(request: Visit, pk: int) -> HttpResponse:
    """Move the due day with a reason. POST: 303 to the page; 422 with why not."""
    occurrence = _from_above(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        return _faulty(request, occurrence, form)
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]
    return _do(request, occurrence, partial(services.move_due, to=to, reason=reason), reason=reason)


@allowed(Right.REVIEW)
@require_POST
def excuse(request: Visit, pk: int) -> HttpResponse:
    """Excuse the unit with a reason. POST: 303 to the page; 422 with why not."""
    return _with_reason(request, _from_above(request, pk), services.excuse)


@allowed(Right.REVIEW)
@require_POST
def demand(request: Visit, pk: int) -> HttpResponse:
    """Take an excuse back with a reason. POST: 303 to the page; 422 with why not."""
    return _with_reason(request, _from_above(request, pk), services.demand)


@allowed(Right.REVIEW)
@require_POST
def close(request: Visit, pk: int) -> HttpResponse:
    """Close off what is met. POST: 303 to the page; 422 with why not."""
    return _do(request, _from_above(request, pk), services.close)


@allowed(Right.REVIEW)
@require_POST
def reopen(request: Visit, pk: int) -> HttpResponse:
    """Take a closing back with a reason. POST: 303 to the page; 422 with why not."""
    return _with_reason(request, _from_above(request, pk), services.reopen)


def _from_above(request: Visit, pk: int) -> Occurrence:
    occurrence = occurrence_of(request, pk)
    check_above(duty=occurrence.duty, reach=request.reach)
    return occurrence


def _with_reason(request: Visit, occurrence: Occurrence, deed: Deed) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _faulty(request, occurrence, form)
    reason = form.cleaned_data["reason"]
    return _do(request, occurrence, partial(deed, reason=reason), reason=reason)


def _faulty(request: Visit, occurrence: Occurrence, form: ReasonForm) -> HttpResponse:
    typed = request.POST.get("reason", "")
    return show(request, occurrence, refusal=first_fault(form), reason=typed, status=422)


def _do(request: Visit, occurrence: Occurrence, deed: Deed, **typed: str) -> HttpResponse:
    """Do it and lead to the page, or show it again with what was typed: `reason` or `note`."""
    try:
        deed(occurrence=occurrence, by=request.actor, at=request.now)
    except Refused as refusal:
        return show(request, occurrence, refusal=str(refusal), status=422, **typed)
    return see_other(reverse("owed:occurrence", args=[occurrence.pk]))
