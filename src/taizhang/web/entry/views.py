"""Write a record down, and change it while it is one's own."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.services import keep_upload
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import Content, Difference, differences, kinds
from taizhang.ledgers.records.selectors import content_of, recent_places, record_within, standing_keys
from taizhang.ledgers.records.services import attach_evidence, create_record, edit_record, submit_record
from taizhang.web.access import Visit, allowed, found, once
from taizhang.web.access.answers import see_other
from taizhang.web.entry.forms import RecordForm, initial_of

LAST = "last_entry"
OFFERED = 400


@allowed(Right.WRITE)
def new(request: Visit) -> HttpResponse:
    """Write a new record down.

    GET: the form with today, and the unit, kind and place of the last one. POST: 303 to the record,
    or to a new form; 422 with each fault beside its field, what was typed kept.
    """
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = writable_units(request)
    if request.method != "POST" or "show" in request.POST:
        return _page(request, _fresh_form(request, units), status=200)
    form = RecordForm(request.POST, units=units, today=request.today)
    if not form.is_valid():
        return _page(request, form)
    content = form.content()
    if not request.POST.get("anyway") and (twin := _twin(content)):
        form.add_error(None, f"同一天已有同名记录 {twin}。确实是另一场，请勾选“不是重复”再保存。")
        return _page(request, form, twin=twin)
    try:
        record = _write(request, content)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    request.session[LAST] = {"unit": content.unit, "kind": content.kind, "place": content.place}
    address = (
        reverse("entry:new")
        if request.POST.get("then") == "another"
        else reverse("records:detail", args=[record.number])
    )
    once.remember(request, address)
    return see_other(address)


@allowed(Right.WRITE)
def edit(request: Visit, number: str) -> HttpResponse:
    """Change one's own draft or returned record.

    GET: the form. POST: 303 to the record; 422 with the faults; 409 with both tellings if it was
    changed elsewhere meanwhile.
    """
    record = found(record_within(number=number, units=request.reach.units(Right.READ)))
    request.reach.check(Right.WRITE, record.unit_id)
    standing = content_of(record)
    seen = standing.digest()
    units = writable_units(request)
    if request.method != "POST":
        form = RecordForm(initial={**initial_of(standing), "seen": seen}, units=units, today=request.today)
        return _page(request, form, record=record, status=200)
    form = RecordForm(request.POST, units=units, today=request.today)
    if not form.is_valid():
        return _page(request, form, record=record)
    if form.cleaned_data["seen"] != seen:
        return _both(request, form, record, standing, seen)
    try:
        with transaction.atomic():
            record = edit_record(record=record, content=form.content(), by=request.actor, at=request.now)
            _attach(request, record)
            _submit_if_asked(request, record)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, record=record)
    return see_other(reverse("records:detail", args=[record.number]))


def writable_units(request: Visit) -> list[Unit]:
    """Return the living units for which the person may write, their own first."""
    mine = Unit.objects.filter(pk__in=request.reach.units(Right.WRITE), closed_on__isnull=True)
    units = list(mine.order_by("code", "name")[:OFFERED])
    return sorted(units, key=lambda unit: unit.pk != request.actor.unit_id)


def _fresh_form(request: Visit, units: list[Unit]) -> RecordForm:
    """Return the form with its defaults, or, where another kind was chosen without scripts, as typed."""
    today = request.today
    initial: dict[str, Any] = {
        "on": f"{today.year}年{today.month}月{today.day}日",
        **request.session.get(LAST, {}),
    }
    if request.method == "POST":
        initial |= {name: request.POST.get(name, "") for name in RecordForm.base_fields}
    if request.GET.get("kind"):
        initial["kind"] = request.GET["kind"]
    return RecordForm(initial=initial, units=units, today=today)


def _page(
    request: Visit,
    form: RecordForm,
    *,
    record: Record | None = None,
    twin: str = "",
    status: int = 422,
    **more: Any,
) -> HttpResponse:
    unit = record.unit_id if record else (request.session.get(LAST, {}).get("unit") or request.actor.unit_id)
    told = {
        "form": form,
        "record": record,
        "kind": form.kind_shown,
        "kinds": kinds(),
        "places": recent_places(unit=unit) if unit else [],
        "twin": twin,
        "files": list(record.evidence.select_related("evidence").order_by("id")) if record else [],
        **more,
    }
    return render(request, "entry/form.html", told, status=status)


def _both(request: Visit, form: RecordForm, record: Record, standing: Content, seen: str) -> HttpResponse:
    """Show what somebody saved meanwhile beside what was typed; saving again is then a choice made."""
    typed = form.content()
    conflict: tuple[Difference, ...] = differences(
        before=standing.as_dict(), after={**typed.as_dict(), "evidence": list(standing.evidence)}
    )
    data = request.POST.copy()
    data["seen"] = seen
    again = RecordForm(data, units=writable_units(request), today=request.today)
    return _page(request, again, record=record, conflict=conflict, status=409)


def _write(request: Visit, content: Content) -> Record:
    with transaction.atomic():
        record = create_record(content=content, by=request.actor, at=request.now)
        _attach(request, record)
        _submit_if_asked(request, record)
    return record


def _attach(request: Visit, record: Record) -> None:
    for file in request.FILES.getlist("files"):
        if isinstance(file, UploadedFile):
            evidence = keep_upload(content=file.read(), name=file.name or "", at=request.now)
            attach_evidence(
                record=record,
                evidence=evidence,
                name=(file.name or "")[:200],
                by=request.actor,
                at=request.now,
            )


def _submit_if_asked(request: Visit, record: Record) -> None:
    if request.POST.get("then") == "submit":
        submit_record(record=record, by=request.actor, at=request.now)


def _twin(content: Content) -> str:
    keys = standing_keys(units=[content.unit], start=content.on, last=content.on)
    return next((number for _, _, title, number in keys if title == content.title), "")
