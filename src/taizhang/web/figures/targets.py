"""The targets of a year, set by whoever manages the unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.reporting.targets import countable_rules, digest_of, set_target, targets_of
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.figures.forms import TargetLine, TargetsForm

OFFERED = 400
FIRST_YEAR, LAST_YEAR = 2000, 2099


@allowed(Right.MANAGE)
def targets(request: Visit) -> HttpResponse:
    """Show and set a unit's targets of a year.

    GET: the form. POST: 303 back to it; 422 with each fault beside its field; 409 where somebody set
    targets since the page was opened: both are shown, and saving again takes what was typed here.
    """
    unit, year = _unit(request), _year(request)
    if request.method != "POST":
        standing = targets_of(unit=unit, year=year)
        initial = {code: _plain(value) for code, value in standing.items()}
        form = TargetsForm(lines=_lines(unit, year), initial={**initial, "seen": digest_of(standing)})
        return _shown(request, unit, year, form)
    form = TargetsForm(request.POST, lines=_lines(unit, year))
    if not form.is_valid():
        return _shown(request, unit, year, form, status=422)
    with transaction.atomic():
        standing = targets_of(unit=unit, year=year)
        if form.cleaned_data["seen"] != digest_of(standing):
            return _changed_meanwhile(request, unit, year, standing)
        for code, value in form.targets().items():
            set_target(unit=unit, year=year, rule=code, value=value, by=request.actor, at=request.now)
    query = urlencode({"unit": unit.pk, "year": year, "saved": 1})
    return see_other(f"{reverse('figures:targets')}?{query}")


def _changed_meanwhile(
    request: Visit, unit: Unit, year: int, standing: Mapping[str, Decimal]
) -> HttpResponse:
    """Answer with what was typed, beside it what stands now; the form then knows what stands."""
    data = {**request.POST.dict(), "seen": digest_of(standing)}
    form = TargetsForm(data, lines=_lines(unit, year))
    form.full_clean()
    for code, value in form.targets().items():
        now = standing.get(code)
        if now != value:
            there = "不设目标" if now is None else _plain(now)
            here = "不设目标" if value is None else _plain(value)
            form.add_error(code, f"现在是：{there}；您填的是：{here}。")
    return _shown(request, unit, year, form, status=409)


def _shown(request: Visit, unit: Unit, year: int, form: TargetsForm, *, status: int = 200) -> HttpResponse:
    managed = request.reach.units(Right.MANAGE)
    units = Unit.objects.filter(pk__in=managed, closed_on__isnull=True).order_by("code", "name")[:OFFERED]
    told = {
        "form": form,
        "unit": unit,
        "year": year,
        "units": units if unit in units else [unit, *units],
        "saved": status == 200 and request.GET.get("saved") == "1",
        "changed": status == 409,
    }
    return render(request, "figures/targets.html", told, status=status)


def _lines(unit: Unit, year: int) -> list[TargetLine]:
    """Return the rules with what was reached under each in the year before."""
    rules = countable_rules()
    before = KeptFigures().values(rules=rules, unit=unit, period=Period.year(year - 1))
    return [
        TargetLine(rule.code, rule.label, rule.unit, "" if value is None else f"{year - 1}年完成 {value:,f}")
        for rule, value in zip(rules, before, strict=True)
    ]


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _unit(request: Visit) -> Unit:
    told = request.GET.get("unit", "")
    if not told:
        return request.reach.roots(Right.MANAGE)[0]
    if not (told.isdecimal() and request.reach.may(Right.MANAGE, int(told))):
        raise Http404
    return Unit.objects.get(pk=int(told))


def _year(request: Visit) -> int:
    told = request.GET.get("year", "")
    if told.isdecimal() and len(told) == 4 and FIRST_YEAR <= int(told) <= LAST_YEAR:
        return int(told)
    return request.today.year
