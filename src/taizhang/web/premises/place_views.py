"""One place: registered, shown, changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import posts_of_units
from taizhang.kernel.recurrence import frequency_of, say
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import FieldRefused, FindingState, type_by_code, types
from taizhang.ledgers.premises.selectors import inspections_of, place_within, values_said
from taizhang.ledgers.premises.services import change, open_inspection, register
from taizhang.ledgers.publication.selectors import releases_at
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.premises.forms import (
    CORRECT,
    EXTRA,
    ChangeForm,
    DatedForm,
    MoveForm,
    PlaceForm,
    StartForm,
    initial_of,
)
from taizhang.web.premises.pages import FINDING_SIGNS, needs_post, rows_of
from taizhang.web.shell.post_choices import posts_offered

SHOWN = 12


def place_of(request: Visit, pk: int) -> Place:
    """Return a place that this person may see; any other is not there."""
    return found(place_within(pk=pk, units=request.reach.units(Right.READ)))


@allowed(Right.WRITE)
def new(request: Visit) -> HttpResponse:
    """Register a place: first its type and unit, then the rest.

    GET: the first form, or with ?type= and ?unit= the second. POST: 303 to the place; 422 with the faults.
    """
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = writable_units(request)
    asked = request.GET if "type" in request.GET else None
    start = StartForm(asked, units=units, initial={"unit": request.actor.unit_id})
    if asked is None or not start.is_valid():
        status = 422 if start.errors else 200
        return render(request, "premises/start.html", {"start": start, "types": types()}, status=status)
    unit = next(unit for unit in units if unit.pk == start.cleaned_data["unit"])
    posts = posts_offered(unit=unit.pk, on=request.today)
    form = PlaceForm(
        request.POST if request.method == "POST" else None,
        type=type_by_code(start.cleaned_data["type"]),
        unit=unit.pk,
        posts=posts,
        initial={"since": request.today},
    )
    if request.method == "POST" and form.is_valid():
        request.reach.check(Right.WRITE, unit.pk)
        try:
            made = register(
                details=form.details(),
                since=form.cleaned_data["since"],
                by=request.actor,
                today=request.today,
                at=request.now,
            )
        except Refused as refusal:
            blame(form, refusal)
        else:
            address = reverse("premises:place", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    told = {"form": form, "type": form.type, "unit": unit, "has_posts": bool(posts)}
    return render(request, "premises/new.html", told, status=422 if form.errors else 200)


def blame(form: forms.Form, refusal: Refused) -> None:
    """Put a refusal beside the field that it is about, or above the form."""
    name = EXTRA + refusal.code if isinstance(refusal, FieldRefused) else ""
    form.add_error(name if name in form.fields else None, str(refusal))


@allowed(Right.READ)
def place(request: Visit, pk: int) -> HttpResponse:
    """Show a place: what it is, how it is looked after, its history, what may be done. GET only."""
    return page(request, place_of(request, pk))


def page(
    request: Visit, place: Place, *, faulty: dict[str, forms.Form] | None = None, refusal: str = ""
) -> HttpResponse:
    """Answer with the page of a place; with forms that were refused, open where they stand (422)."""
    faulty = faulty or {}
    type = type_by_code(place.type)
    may_write = request.reach.may(Right.WRITE, place.unit_id)
    releases = releases_at(place=place.pk, units=request.reach.units(Right.READ))
    units = [unit for unit in writable_units(request) if unit.pk != place.unit_id] if may_write else []
    told: dict[str, Any] = {
        "place": place,
        "type": type,
        "row": rows_of([place], today=request.today)[0],
        "values": values_said([place])[place.pk],
        "often": say(frequency_of(place.frequency)),
        "needs_post": needs_post(place),
        "open": open_inspection(place=place, on=request.today),
        "inspections": list(inspections_of(place=place).filter(opens__lte=request.today)[:SHOWN]),
        "coming": inspections_of(place=place).filter(opens__gt=request.today).order_by("due_on").first(),
        "findings": [
            (one, FINDING_SIGNS[one.state])
            for one in place.findings.select_related("post").order_by("-pk")[:SHOWN]
        ],
        "wrong": place.findings.exclude(state=FindingState.CLOSED.value).count(),
        "incidents": list(place.incidents.order_by("-noticed_at")[:SHOWN]),
        "releases": list(releases[:SHOWN]),
        "release_count": releases.count() if type.channel else 0,
        "photos": list(place.photos.select_related("evidence").order_by("pk")),
        "steps": list(place.steps.select_related("by").order_by("pk")),
        "may_write": may_write,
        "withdraw_form": faulty.get("withdraw") or DatedForm(initial={"on": request.today}),
        "restore_form": faulty.get("restore") or DatedForm(initial={"on": request.today}),
        "move_form": faulty.get("move")
        or MoveForm(units=units, posts=posts_of(units), initial={"on": request.today}),
        "may_move": bool(units),
        "faulty": list(faulty),
        "refusal": refusal,
    }
    return render(request, "premises/place.html", told, status=422 if faulty or refusal else 200)


def posts_of(units: list[Any]) -> list[Post]:
    """Return the open posts of these units."""
    return list(posts_of_units(units=[unit.pk for unit in units]))


@allowed(Right.WRITE)
def edit(request: Visit, pk: int) -> HttpResponse:
    """Change a place, or correct what was registered.

    GET: the form. POST: 303 to the place; 422 with the faults; 409 where somebody changed it meanwhile.
    """
    place = place_of(request, pk)
    request.reach.check(Right.WRITE, place.unit_id)
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        type=type_by_code(place.type),
        unit=place.unit_id,
        posts=posts_offered(unit=place.unit_id, on=request.today),
        initial={**initial_of(place), "on": request.today, "seen": place.revision},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.cleaned_data
            if told["seen"] != place.revision:
                data = request.POST.copy()
                data["seen"] = str(place.revision)
                form = ChangeForm(
                    data,
                    type=form.type,
                    unit=form.unit,
                    posts=posts_offered(unit=place.unit_id, on=request.today),
                )
                form.add_error(
                    None,
                    "您打开以后，别人改过这处阵地。请到页面上看一看改了什么；再保存一次，就以您填的为准。",
                )
                return _edit_page(request, place, form, 409)
            correct = told["how"] == CORRECT
            try:
                change(
                    place=place,
                    details=form.details(),
                    on=None if correct else told["on"],
                    since=told["since"] if correct or told["since"] != place.since else None,
                    reason=told["reason"],
                    by=request.actor,
                    today=request.today,
                    at=request.now,
                )
            except Refused as refusal:
                blame(form, refusal)
            else:
                return see_other(reverse("premises:place", args=[pk]))
    return _edit_page(request, place, form, status)


def _edit_page(request: Visit, place: Place, form: ChangeForm, status: int) -> HttpResponse:
    return render(
        request, "premises/edit.html", {"place": place, "form": form, "type": form.type}, status=status
    )
