"""Items: listed with what waits first, written, shown; the register."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles import finders
from django.db import transaction
from django.db.models import Q
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.rules import UnfitEvidence
from taizhang.foundation.evidence.selectors import path_of
from taizhang.foundation.evidence.services import keep_upload, thumbnail_of
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.models import Item, ThemePlan
from taizhang.ledgers.publication.rules import Content, ReleaseAct
from taizhang.ledgers.publication.selectors import (
    content_of,
    file_of,
    in_hand_of,
    items_within,
    register,
    returned_to,
    reviewed_afterwards,
    themes_within,
    waiting_for,
)
from taizhang.ledgers.publication.services import create_item, edit_item
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.publications import comparing, pages
from taizhang.web.publications.channels import KINDS, channels_offered, channels_told
from taizhang.web.publications.forms import ChoiceForm, ItemForm, pictures_told
from taizhang.web.publications.showing import item_of, item_page
from taizhang.web.shell.leaf import leaf_of

SHOWN = 50
EDITOR = "reports/item.js"
"""The editor of the text. Where it was not built or does not run, the text is typed in the form's field."""
_MEANWHILE = "这篇稿件在您打开以后改过，下面是最新的稿件；您这次的改动没有存，请对照后再改。"


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """List what waits for this person, what is reviewed after the fact, and all items in reach. GET only."""
    units = request.reach.units(Right.READ)
    choice = ChoiceForm(request.GET)
    choice.is_valid()
    told = choice.cleaned_data
    rows = items_within(units=units)
    if told.get("q"):
        rows = rows.filter(title__contains=told["q"].strip())
    if told.get("state"):
        rows = rows.filter(state=told["state"])
    if told.get("mine"):
        rows = rows.filter(in_hand_of(request.actor))
    leaf = leaf_of(request, rows)
    context = {
        "waiting": list(waiting_for(person=request.actor, on=request.today)[:SHOWN]),
        "returned": list(returned_to(person=request.actor)[:SHOWN]),
        "afterwards": list(reviewed_afterwards(units=units)[:SHOWN]),
        "now": request.now,
        "choice": choice,
        "narrowed": any(told.values()),
        "leaf": leaf,
        "lines": pages.signed(leaf.rows),
        "may_write": request.reach.holds(Right.WRITE),
        "may_manage": request.reach.holds(Right.MANAGE),
    }
    return render(request, "publications/list.html", context)


@allowed(Right.READ)
def registered(request: Visit) -> HttpResponse:
    """Show the register of corrections and withdrawals, or with ?all=1 of all that went out. GET only."""
    whole = bool(request.GET.get("all"))
    acts = [act.value for act in ReleaseAct if whole or act is not ReleaseAct.PUBLISH]
    leaf = leaf_of(request, register(units=request.reach.units(Right.READ), acts=acts))
    told = {"leaf": leaf, "lines": comparing.release_lines(leaf.rows), "whole": whole}
    return render(request, "publications/register.html", told)


@allowed(Right.WRITE)
def new(request: Visit) -> HttpResponse:
    """Begin an item. GET: the form. POST: 303 to the draft; 422 with the faults, what was typed kept."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = writable_units(request)
    form = _form(request, units=units, item=None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(unit for unit in units if unit.pk == told["unit"])
        try:
            with transaction.atomic():
                made = create_item(
                    unit=unit,
                    content=_content(request, form, None, [unit]),
                    planned_at=told["planned_at"],
                    theme=_theme(told["theme"]),
                    by=request.actor,
                    at=request.now,
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("publications:item", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    return _edit_page(request, form, None, units)


@allowed(Right.WRITE)
def edit(request: Visit, pk: int) -> HttpResponse:
    """Change an item that one has in hand. GET: the form. POST: 303 to the item; 422 with the faults; 409 if it changed."""
    item = item_of(request, pk)
    request.reach.check(Right.WRITE, item.unit_id)
    form = _form(request, units=(), item=item)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if told["seen"] and told["seen"] != item.digest:
            form.add_error(None, _MEANWHILE)
            return _edit_page(request, form, item, [item.unit], status=409)
        try:
            with transaction.atomic():
                edit_item(
                    item=item,
                    content=_content(request, form, content_of(item), [item.unit]),
                    planned_at=told["planned_at"],
                    theme=_theme(told["theme"]),
                    by=request.actor,
                    at=request.now,
                    reason=told.get("reason", ""),
                )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(reverse("publications:item", args=[item.pk]))
    return _edit_page(request, form, item, [item.unit])


def _form(request: Visit, *, units: list[Unit] | tuple[()], item: Item | None) -> ItemForm:
    offered = Q(until__gte=request.today) | Q(pk=item.theme_id if item and item.theme_id else 0)
    themes = themes_within(units=request.reach.units(Right.READ)).filter(offered)
    initial: dict[str, Any] = {}
    if item is not None:
        content = content_of(item)
        initial = {
            "title": content.title,
            "text": content.text,
            "planned_at": item.planned_at,
            "theme": item.theme_id,
            "seen": item.digest,
        }
    return ItemForm(
        request.POST if request.method == "POST" else None,
        units=units,
        themes=themes,
        released=item is not None and item.releases.exists(),
        fixed=item is not None,
        initial=initial,
    )


def _content(request: Visit, form: ItemForm, before: Content | None, units: list[Unit]) -> Content:
    fresh = [
        keep_upload(content=file.read(), name=file.name or "", at=request.now).digest
        for file in request.FILES.getlist("files")
    ]
    return Content(
        title=form.cleaned_data["title"],
        text=form.cleaned_data["text"],
        pictures=pictures_told(request.POST, before, fresh),
        channels=channels_told(request.POST, before, units, request.today),
    )


def _theme(pk: int | None) -> ThemePlan | None:
    return None if pk is None else ThemePlan.objects.get(pk=pk)


def _edit_page(
    request: Visit, form: ItemForm, item: Item | None, units: list[Unit], *, status: int = 0
) -> HttpResponse:
    content = content_of(item) if item else None
    sent = request.POST if request.method == "POST" else None
    told = {
        "form": form,
        "item": item,
        "offer": channels_offered(sent, content, units, request.today),
        "kinds": KINDS,
        "many_units": len(units) > 1,
        "pictures": pages.pictures_of(content) if content else (),
        "figures_base": reverse("reports:unit_rules", args=[0]).removesuffix("0/rules.json"),
        "editor": finders.find(EDITOR) is not None,
        "unit": item.unit_id if item else units[0].pk if units else 0,
    }
    return render(request, "publications/edit.html", told, status=status or (422 if form.errors else 200))


@allowed(Right.READ)
def item(request: Visit, pk: int) -> HttpResponse:
    """Show an item: text with remarks, pictures, stages, differences, what went out. GET only."""
    return item_page(request, item_of(request, pk))


@allowed(Right.READ)
def file(request: Visit, pk: int, digest: str) -> HttpResponseBase:
    """Answer with a picture of an item, or a small one with ?size=thumb. GET only; 404 out of reach."""
    evidence = found(file_of(item=item_of(request, pk), digest=digest))
    answer: HttpResponseBase
    if request.GET.get("size") == "thumb":
        try:
            answer = HttpResponse(thumbnail_of(evidence=evidence, name=digest), content_type="image/jpeg")
        except UnfitEvidence:
            return HttpResponse(status=404)
    else:
        path = found(path if (path := path_of(digest=evidence.digest)).is_file() else None)
        answer = FileResponse(path.open("rb"), content_type=evidence.media_type)
        answer["Content-Disposition"] = "inline"
    # The bytes under a digest never change; only this person's browser may keep them.
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
