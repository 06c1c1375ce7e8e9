"""The targets of a year, set by whoever manages the unit."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.reporting.targets import countable_rules, set_target, targets_of
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.figures.forms import TargetsForm

OFFERED = 400


@allowed(Right.MANAGE)
def targets(request: Visit) -> HttpResponse:
    """Show and set a unit's targets of a year.

    GET: the form. POST: 303 back to it; 422 with each fault beside its field.
    """
    unit, year = _unit(request), _year(request)
    rules = countable_rules()
    standing = targets_of(unit=unit, year=year)
    shown = [(rule.code, rule.label, rule.unit) for rule in rules]
    initial = {code: format(value.normalize(), "f") for code, value in standing.items()}
    form = TargetsForm(request.POST if request.method == "POST" else None, rules=shown, initial=initial)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for code, value in form.cleaned_data.items():
                set_target(unit=unit, year=year, rule=code, value=value, by=request.actor, at=request.now)
        return see_other(
            f"{reverse('figures:targets')}?{urlencode({'unit': unit.pk, 'year': year, 'saved': 1})}"
        )
    managed = request.reach.units(Right.MANAGE)
    told = {
        "form": form,
        "unit": unit,
        "year": year,
        "units": Unit.objects.filter(pk__in=managed, closed_on__isnull=True).order_by("code", "name")[
            :OFFERED
        ],
        "saved": request.GET.get("saved") == "1" and not form.errors,
    }
    return render(request, "figures/targets.html", told, status=422 if form.errors else 200)


def _unit(request: Visit) -> Unit:
    told = request.GET.get("unit", "")
    if not told:
        return request.reach.roots(Right.MANAGE)[0]
    if not (told.isdecimal() and request.reach.may(Right.MANAGE, int(told))):
        raise Http404
    return Unit.objects.get(pk=int(told))


def _year(request: Visit) -> int:
    told = request.GET.get("year", "")
    return (
        int(told) if told.isdecimal() and len(told) == 4 and 2000 <= int(told) <= 2099 else request.today.year
    )
