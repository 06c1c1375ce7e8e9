"""Acts on a place from its page: out of use and back, handed over, its photos."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.services import keep_upload
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.selectors import photo_of_place
from taizhang.ledgers.premises.services import hide, move, restore, show, withdraw
from taizhang.web.access import Visit, allowed, found, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.access.evidence_files import evidence_file
from taizhang.web.premises.forms import DatedForm, MoveForm
from taizhang.web.premises.place_views import page, place_of, posts_of
from taizhang.web.shell.deeds import was_done


def _acting(request: Visit, pk: int) -> Place:
    """Return a place for whose unit this person may write.

    Raises:  OutOfReach.
    """
    place = place_of(request, pk)
    request.reach.check(Right.WRITE, place.unit_id)
    return place


def _done(
    request: Visit, place: Place, name: str, form: forms.Form, deed: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    """Do it and lead to the place, or show the form again where it stood on its page."""
    if was_done(form, deed):
        return see_other(reverse("premises:place", args=[place.pk]))
    return page(request, place, faulty={name: form})


@allowed(Right.WRITE)
@require_POST
def out_of_use(request: Visit, pk: int) -> HttpResponse:
    """Take a place out of use. POST: 303 to it; 422 with the faults."""
    place = _acting(request, pk)

    def deed(told: dict[str, Any]) -> object:
        return withdraw(place=place, by=request.actor, today=request.today, at=request.now, **told)

    return _done(request, place, "withdraw", DatedForm(request.POST), deed)


@allowed(Right.WRITE)
@require_POST
def back_in_use(request: Visit, pk: int) -> HttpResponse:
    """Put a place back into use. POST: 303 to it; 422 with the faults."""
    place = _acting(request, pk)

    def deed(told: dict[str, Any]) -> object:
        return restore(place=place, by=request.actor, today=request.today, at=request.now, **told)

    return _done(request, place, "restore", DatedForm(request.POST), deed)


@allowed(Right.WRITE)
@require_POST
def hand_over(request: Visit, pk: int) -> HttpResponse:
    """Hand a place over to another unit in reach. POST: 303 to it; 422 with the faults."""
    place = _acting(request, pk)
    units = [unit for unit in writable_units(request) if unit.pk != place.unit_id]
    form = MoveForm(request.POST, units=units, posts=posts_of(units))

    def deed(told: dict[str, Any]) -> object:
        return move(
            place=place,
            into=next(unit for unit in units if unit.pk == told["unit"]),
            post=Post.objects.get(pk=told["post"]),
            on=told["on"],
            reason=told["reason"],
            by=request.actor,
            today=request.today,
            at=request.now,
        )

    return _done(request, place, "move", form, deed)


@allowed(Right.WRITE)
@require_POST
def add_photo(request: Visit, pk: int) -> HttpResponse:
    """Show a place by one more photo. POST: 303 to it; 422 with the reason."""
    place = _acting(request, pk)
    files = request.FILES.getlist("files")
    if not files:
        return page(request, place, refusal="请先选择照片。")
    for file in files:
        try:
            evidence = keep_upload(content=file.read(), name=file.name or "", at=request.now)
            show(place=place, evidence=evidence, name=file.name or "", by=request.actor, at=request.now)
        except Refused as refusal:
            return page(request, place, refusal=str(refusal))
    return see_other(reverse("premises:place", args=[pk]))


@allowed(Right.READ)
def photo(request: Visit, pk: int, photo: int) -> HttpResponseBase:
    """Answer with a photo of a place, or a small one with ?size=thumb. GET only."""
    shown = found(photo_of_place(pk=photo, place=place_of(request, pk).pk))
    return evidence_file(request, evidence=shown.evidence, name=shown.name)


@allowed(Right.WRITE)
@require_POST
def remove_photo(request: Visit, pk: int, photo: int) -> HttpResponse:
    """Take a photo off a place. POST: 303 to it."""
    place = _acting(request, pk)
    hide(photo=found(photo_of_place(pk=photo, place=place.pk)), by=request.actor, at=request.now)
    return see_other(reverse("premises:place", args=[pk]))
