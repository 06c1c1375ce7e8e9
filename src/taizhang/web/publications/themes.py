"""Theme plans: listed with how far they are, made, changed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.publication.models import ThemePlan
from taizhang.ledgers.publication.selectors import items_within, theme_within, themes_within
from taizhang.ledgers.publication.services import create_theme, edit_theme
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import see_other
from taizhang.web.publications import pages
from taizhang.web.publications.forms import ThemeForm
from taizhang.web.shell.deeds import was_done
from taizhang.web.shell.leaf import leaf_of


@allowed(Right.READ)
def themes(request: Visit) -> HttpResponse:
    """List the theme plans in reach, planned against published. GET only."""
    leaf = leaf_of(request, themes_within(units=request.reach.units(Right.READ)))
    told = {"leaf": leaf, "may_write": request.reach.holds(Right.WRITE), "today": request.today}
    return render(request, "publications/themes.html", told)


@allowed(Right.WRITE)
def new(request: Visit) -> HttpResponse:
    """Make a theme plan. GET: the form. POST: 303 to the plan; 422 with the faults."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = writable_units(request)
    form = ThemeForm(request.POST if request.method == "POST" else None, units=units)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(unit for unit in units if unit.pk == told.pop("unit"))
        try:
            made = create_theme(unit=unit, by=request.actor, at=request.now, **told)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("publications:theme", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    return render(request, "publications/new_theme.html", {"form": form}, status=422 if form.errors else 200)


@allowed(Right.READ)
def theme(request: Visit, pk: int) -> HttpResponse:
    """Show a theme plan with its items. GET; POST by who writes there: 303 back; 422 with the faults."""
    units = request.reach.units(Right.READ)
    plan = found(theme_within(pk=pk, units=units))
    form = ThemeForm(
        request.POST if request.method == "POST" else None, units=(), fixed=True, initial=_initial(plan)
    )
    if request.method == "POST":
        request.reach.check(Right.WRITE, plan.unit_id)
        if was_done(form, lambda told: edit_theme(theme=plan, by=request.actor, at=request.now, **told)):
            return see_other(reverse("publications:theme", args=[pk]))
    items = items_within(units=units).filter(theme=plan)
    told = {
        "plan": plan,
        "form": form,
        "lines": pages.signed(items[:200]),
        "may_write": request.reach.may(Right.WRITE, plan.unit_id),
        "editing": bool(form.errors),
    }
    return render(request, "publications/theme.html", told, status=422 if form.errors else 200)


def _initial(plan: ThemePlan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in ("title", "start", "until", "planned", "note")}
