"""Acts on a unit: found below it, rename, move, merge, split."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.processes import reorganise
from taizhang.web.access import Visit, allowed, once
from taizhang.web.access.answers import see_other
from taizhang.web.units.forms import FoundForm, OtherForm, RenameForm, SplitForm
from taizhang.web.units.views import unit_of


@allowed(Right.MANAGE)
def found_below(request: Visit, pk: int) -> HttpResponse:
    """Found a sub-unit. GET: the form. POST: 303 to the new unit; 422 with the faults."""
    unit = unit_of(request, pk, Right.MANAGE)
    form = FoundForm(request.POST if request.method == "POST" else None, initial={"on": request.today})

    def deed(told: dict[str, Any]) -> Unit:
        return reorganise.found(parent=unit, by=request.actor, at=request.now, **told)

    return _page(request, form, unit, "新建下级单位", deed, "新单位从生效日期起计入本单位的各项汇总。")


@allowed(Right.MANAGE)
def rename(request: Visit, pk: int) -> HttpResponse:
    """Give a unit another name. GET: the form. POST: 303 to the unit; 422 with the faults."""
    unit = unit_of(request, pk, Right.MANAGE)
    form = RenameForm(
        request.POST if request.method == "POST" else None, initial={"on": request.today, "name": unit.name}
    )

    def deed(told: dict[str, Any]) -> Unit:
        reorganise.rename(unit=unit, by=request.actor, at=request.now, **told)
        return unit

    return _page(request, form, unit, "改名", deed, "生效日期以前的报告仍用原名。")


@allowed(Right.MANAGE)
def move(request: Visit, pk: int) -> HttpResponse:
    """Let a unit belong to another. GET: the form. POST: 303 to the unit; 422 with the faults."""
    unit = unit_of(request, pk, Right.MANAGE)
    form = OtherForm(
        request.POST if request.method == "POST" else None,
        units=_others(request, unit),
        label="改隶到",
        initial={"on": request.today},
    )

    def deed(told: dict[str, Any]) -> Unit:
        to = Unit.objects.get(pk=told.pop("other"))
        reorganise.move(unit=unit, to=to, by=request.actor, at=request.now, **told)
        return unit

    return _page(request, form, unit, "改隶", deed, "生效日期以前的数字仍算在原上级名下；下级单位随之改隶。")


@allowed(Right.MANAGE)
def merge(request: Visit, pk: int) -> HttpResponse:
    """Close a unit in favour of another. GET: the form. POST: 303 to the other; 422 with the faults."""
    unit = unit_of(request, pk, Right.MANAGE)
    form = OtherForm(
        request.POST if request.method == "POST" else None,
        units=_others(request, unit),
        label="并入",
        initial={"on": request.today},
    )

    def deed(told: dict[str, Any]) -> Unit:
        into = Unit.objects.get(pk=told.pop("other"))
        reorganise.merge(unit=unit, into=into, by=request.actor, at=request.now, **told)
        return into

    words = (
        "本单位自生效日期起撤销，记录仍记在它名下；下级单位和存量由并入的单位承接。撤并不能撤回，请核对文件。"
    )
    return _page(request, form, unit, "撤并", deed, words)


@allowed(Right.MANAGE)
def split(request: Visit, pk: int) -> HttpResponse:
    """Let several units carry on a unit's work. GET: the form. POST: 303 to the unit; 422 with the faults."""
    unit = unit_of(request, pk, Right.MANAGE)
    form = SplitForm(
        request.POST if request.method == "POST" else None,
        units=[unit, *_others(request, unit)],
        initial={"on": request.today},
    )

    def deed(told: dict[str, Any]) -> Unit:
        units = Unit.objects.in_bulk(told["into"])
        told["into"] = [units[number] for number in told["into"]]
        reorganise.split(unit=unit, by=request.actor, at=request.now, **told)
        return unit

    return _page(request, form, unit, "拆分", deed, "拆分不能撤回，请核对文件；承接的单位要先新建好。")


def _others(request: Visit, unit: Unit) -> list[Unit]:
    units = Unit.objects.filter(pk__in=request.reach.units(Right.MANAGE), closed_on__isnull=True)
    return list(units.exclude(pk=unit.pk).order_by("code", "name")[:2000])


def _page(
    request: Visit,
    form: forms.Form,
    unit: Unit,
    title: str,
    deed: Callable[[dict[str, Any]], Unit],
    words: str,
) -> HttpResponse:
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    if request.method == "POST" and form.is_valid():
        try:
            after = deed(dict(form.cleaned_data))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("units:detail", args=[after.pk])
            once.remember(request, address)
            return see_other(address)
    told = {"form": form, "unit": unit, "title": title, "words": words}
    return render(request, "units/act.html", told, status=422 if form.errors else 200)
