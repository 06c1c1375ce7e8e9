"""Write a record down, and change it while it is one's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.selectors import sessions_begun
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.rules import Content, Difference, differences, kinds
from taizhang.ledgers.records.selectors import content_of, last_entered, recent_places, record_within
from taizhang.ledgers.records.services import RecordSentBefore, edit_record, submit_record
from taizhang.processes.duties import name_of
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.access.devices import is_key, marked
from taizhang.web.entry.acts import PREFIX, posts_offered
from taizhang.web.entry.forms import EXTRA, RecordForm, initial_of
from taizhang.web.entry.sending import (
    address_of,
    attach,
    files_of,
    twin_of,
    twin_words,
    write,
)

SESSIONS_BACK = dt.timedelta(days=366)
MOST_SESSIONS = 60
"""Planned sessions that a makeup offers by name: those of a year back."""


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
        return marked(request, _page(request, _fresh_form(request, units), status=200))
    form = RecordForm(request.POST, units=units, today=request.today, posts=posts_offered(request))
    if not form.is_valid():
        return _page(request, form)
    content = form.content()
    if not request.POST.get("anyway") and (twin := twin_of(content)):
        form.add_error(None, twin_words(twin))
        return _page(request, form, twin=twin)
    try:
        record = write(
            request,
            content=content,
            files=files_of(request),
            submit=request.POST.get("then") == "submit",
            client_key=_client_key(request) or None,
        )
    except RecordSentBefore as before:
        record = before.record
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form)
    address = reverse("entry:new") if request.POST.get("then") == "another" else address_of(record)
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
    if request.method != "POST":
        form = _form(request, standing, initial={**initial_of(standing), "seen": seen})
        return _page(request, form, record=record, status=200)
    form = _form(request, standing, data=request.POST)
    if not form.is_valid():
        return _page(request, form, record=record)
    if form.cleaned_data["seen"] != seen:
        return _both(request, form, record, standing, seen)
    try:
        with transaction.atomic():
            record = edit_record(record=record, content=form.content(), by=request.actor, at=request.now)
            attach(request, record, files_of(request))
            if request.POST.get("then") == "submit":
                submit_record(record=record, by=request.actor, at=request.now)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, record=record)
    return see_other(address_of(record))


def _form(request: Visit, standing: Content, **told: Any) -> RecordForm:
    """Return the form of a record that stands."""
    return RecordForm(
        units=writable_units(request),
        today=request.today,
        posts=posts_offered(request),
        standing=standing.acts,
        **told,
    )


def _client_key(request: Visit) -> str:
    """Return the id that a device gave the record of this form, "" for a record of the desk."""
    key = request.POST.get("client", "")
    return key if is_key(key) else ""


def _fresh_form(request: Visit, units: list[Unit]) -> RecordForm:
    """Return the form with its defaults, or, where another kind was chosen without scripts, as typed."""
    today = request.today
    initial: dict[str, Any] = {
        "on": f"{today.year}年{today.month}月{today.day}日",
        **last_entered(person=request.actor),
    }
    if request.method == "POST":
        initial |= {name: request.POST.get(name, "") for name in RecordForm.base_fields}
        initial |= {name: told for name, told in request.POST.items() if name.startswith((EXTRA, PREFIX))}
    if request.GET.get("kind"):
        initial["kind"] = request.GET["kind"]
    if request.GET.get("makeup_of"):
        initial[f"{EXTRA}makeup_of"] = request.GET["makeup_of"]
    return RecordForm(initial=initial, units=units, today=today, posts=posts_offered(request))


def _page(
    request: Visit,
    form: RecordForm,
    *,
    record: Record | None = None,
    twin: str = "",
    status: int = 422,
    **more: Any,
) -> HttpResponse:
    unit = record.unit_id if record else (form.initial.get("unit") or request.actor.unit_id)
    told = {
        "form": form,
        "record": record,
        "kind": form.kind_shown,
        "kinds": kinds(),
        "places": recent_places(unit=unit) if unit else [],
        "sessions": _sessions(request),
        "twin": twin,
        "client": _client_key(request),
        "files": list(record.evidence.select_related("evidence").order_by("id")) if record else [],
        **more,
    }
    return render(request, "entry/form.html", told, status=status)


def _sessions(request: Visit) -> list[str]:
    """Return the planned sessions that a record of this person may make up."""
    units = request.reach.units(Right.WRITE)
    begun = sessions_begun(units=units, since=request.today - SESSIONS_BACK, on=request.today)
    return list(dict.fromkeys(name_of(one) for one in begun[:MOST_SESSIONS]))


def _both(request: Visit, form: RecordForm, record: Record, standing: Content, seen: str) -> HttpResponse:
    """Show what somebody saved meanwhile beside what was typed; saving again is then a choice made."""
    typed = form.content()
    conflict: tuple[Difference, ...] = differences(
        before=standing.as_dict(), after={**typed.as_dict(), "evidence": list(standing.evidence)}
    )
    data = request.POST.copy()
    data["seen"] = seen
    again = _form(request, standing, data=data)
    return _page(request, again, record=record, conflict=conflict, status=409)
