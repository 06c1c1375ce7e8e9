"""Propose what an accepted record should say instead; another person decides on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import Content, Difference, State, check_can_correct, differences
from taizhang.ledgers.records.selectors import content_of, pending_revision, record_within
from taizhang.ledgers.records.services import correct_record
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import refused, see_other
from taizhang.web.entry.acts import posts_offered
from taizhang.web.entry.forms import CorrectionForm, initial_of


@allowed(Right.WRITE)
def correct(request: Visit, number: str) -> HttpResponse:
    """Propose a correction of an accepted record.

    GET: the form with what stands; 422 where the record cannot be corrected now. POST: 303 to the
    record; 422 with the faults; 409 with both tellings if it was corrected meanwhile.
    """
    record = found(record_within(number=number, units=request.reach.units(Right.READ)))
    request.reach.check(Right.WRITE, record.unit_id)
    standing = content_of(record)
    if request.method != "POST":
        hindrance = _hindrance(record)
        return refused(request, hindrance) if hindrance else _page(request, record, _fresh(request, record))
    form = _form(request, record, standing, request.POST)
    if not form.is_valid():
        return _page(request, record, form, status=422)
    if form.cleaned_data["seen"] != standing.digest():
        return _both(request, record, form, standing)
    reason = form.cleaned_data["reason"]
    try:
        correct_record(record=record, content=form.content(), reason=reason, by=request.actor, at=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, record, form, status=422)
    return see_other(reverse("records:detail", args=[number]))


def _hindrance(record: Record) -> str:
    pending = pending_revision(record=record) is not None
    try:
        check_can_correct(state=State(record.state), reason="写明", pending=pending, changed=True)
    except Refused as refusal:
        return str(refusal)
    return ""


def _fresh(request: Visit, record: Record) -> CorrectionForm:
    standing = content_of(record)
    initial = {**initial_of(standing), "seen": standing.digest()}
    return _form(request, record, standing, initial=initial)


def _form(
    request: Visit, record: Record, standing: Content, data: QueryDict | None = None, **more: Any
) -> CorrectionForm:
    return CorrectionForm(
        data,
        units=_units(request, record),
        today=request.today,
        posts=posts_offered(request),
        standing=standing.acts,
        **more,
    )


def _units(request: Visit, record: Record) -> list[Unit]:
    """Return the units to choose from; the record's own is there even where it was closed since."""
    units = writable_units(request)
    return units if record.unit in units else [record.unit, *units]


def _both(request: Visit, record: Record, form: CorrectionForm, standing: Content) -> HttpResponse:
    """Show what stands meanwhile beside what was typed; sending again is then a choice made."""
    typed = {**form.content().as_dict(), "evidence": list(standing.evidence)}
    data = request.POST.copy()
    data["seen"] = standing.digest()
    again = _form(request, record, standing, data)
    changes = differences(before=standing.as_dict(), after=typed)
    return _page(request, record, again, conflict=changes, status=409)


def _page(
    request: Visit,
    record: Record,
    form: CorrectionForm,
    *,
    conflict: tuple[Difference, ...] = (),
    status: int = 200,
) -> HttpResponse:
    told = {"record": record, "form": form, "conflict": conflict}
    return render(request, "entry/correct.html", told, status=status)
