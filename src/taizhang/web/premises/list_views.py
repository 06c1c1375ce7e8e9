"""The register as a list, as a table, as labels, as a sheet by grid; and how often each type is inspected."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import stock_scope
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.premises.models import Place
from taizhang.ledgers.premises.rules import type_by_code, types
from taizhang.ledgers.premises.selectors import places_within, tally, values_said
from taizhang.ledgers.premises.services import set_plan
from taizhang.reporting.places_workbook import places_csv, places_workbook
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import CSV, XLSX, refused, saved, see_other
from taizhang.web.premises.forms import FilterForm, PlanForm
from taizhang.web.premises.pages import late_places, qr, rows_of, wrong_places
from taizhang.web.shell.leaf import leaf_of

MOST_LABELS = 240
"""Ten sheets of twenty-four labels: what one prints and sticks on in one go."""

MOST_PRINTED = 2_000
MOST_SAVED = 20_000
OFFERED = 400


def _asked(request: Visit) -> tuple[FilterForm, QuerySet[Place]]:
    """Return the form of the filters and the places that it chooses."""
    reach = request.reach.units(Right.READ)
    units = list(Unit.objects.filter(pk__in=reach).order_by("code", "name")[:OFFERED])
    form = FilterForm(request.GET, units=units)
    form.is_valid()
    told = form.cleaned_data
    rows = places_within(units=reach)
    if told.get("unit"):
        scope = stock_scope(unit=Unit.objects.get(pk=told["unit"]), day=request.today)
        rows = rows.filter(unit_id__in=reach & {span.unit for span in scope.spans})
    if told.get("type"):
        rows = rows.filter(type=told["type"])
    if told.get("grid"):
        rows = rows.filter(grid=" ".join(told["grid"].split()))
    if told.get("q"):
        rows = rows.filter(Q(name__contains=told["q"]) | Q(address__contains=told["q"]))
    state = told.get("state")
    rows = rows.filter(until__isnull=state != "gone")
    if state == "late":
        rows = rows.filter(pk__in=late_places(units=reach, today=request.today))
    if state == "wrong":
        rows = rows.filter(pk__in=wrong_places(units=reach))
    return form, rows


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """List the places in reach. GET only; ?q=, type, unit, grid and state narrow."""
    form, rows = _asked(request)
    page = leaf_of(request, rows)
    counts = tally(units=request.reach.units(Right.READ))
    query = request.GET.copy()
    query.pop("page", None)
    told: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": rows_of(page.rows, today=request.today),
        "counts": [(one, counts[one.code]) for one in types() if counts.get(one.code)],
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "query": query.urlencode(),
        "may_write": request.reach.holds(Right.WRITE),
        "may_plan": request.reach.holds(Right.REVIEW),
    }
    return render(request, "premises/list.html", told)


@allowed(Right.READ)
def export(request: Visit, form: str) -> HttpResponse:
    """Answer with the chosen places as xlsx or csv, in the columns that the import reads. GET only."""
    if form not in ("xlsx", "csv"):
        raise Http404
    _, rows = _asked(request)
    places = list(rows[: MOST_SAVED + 1])
    if len(places) > MOST_SAVED:
        return refused(request, f"一次至多导出 {MOST_SAVED} 处，请按单位或类型分几次导出。")
    name = f"阵地台账{request.today:%Y%m%d}.{form}"
    if form == "csv":
        return saved(places_csv(places=places), name, CSV)
    return saved(places_workbook(places=places), name, XLSX)


@allowed(Right.READ)
def labels(request: Visit) -> HttpResponse:
    """Show the labels of the chosen places, 24 to a sheet of A4, to print. GET only."""
    form, rows = _asked(request)
    wanted = request.GET.getlist("place")
    if wanted:
        rows = rows.filter(pk__in=[int(one) for one in wanted if one.isdecimal() and len(one) < 12])
    places = list(rows[:MOST_LABELS])
    told = {
        "form": form,
        "labels": [
            (place, type_by_code(place.type).label, address, qr(address))
            for place in places
            for address in (request.build_absolute_uri(_check(place)),)
        ],
        "more": rows.count() - len(places) if len(places) == MOST_LABELS else 0,
    }
    return render(request, "premises/labels.html", told)


def _check(place: Place) -> str:
    return reverse("premises:check", args=[place.pk])


@allowed(Right.READ)
def sheet(request: Visit) -> HttpResponse:
    """Show the chosen places by unit and grid, to print and take along. GET only."""
    form, rows = _asked(request)
    places = list(rows.order_by("unit__code", "unit__name", "grid", "type", "pk")[:MOST_PRINTED])
    said = values_said(places)
    lines = [(row, said[row.place.pk]) for row in rows_of(places, today=request.today)]
    groups = [
        (unit, grid, list(found))
        for (unit, grid), found in groupby(lines, key=lambda one: (one[0].place.unit.name, one[0].place.grid))
    ]
    return render(request, "premises/sheet.html", {"form": form, "groups": groups, "total": len(places)})


@allowed(Right.REVIEW)
def plan(request: Visit) -> HttpResponse:
    """See and set how often each type is inspected. GET: the form. POST: 303 to the list; 422 with the faults."""
    units = list(
        Unit.objects.filter(pk__in=request.reach.units(Right.REVIEW), closed_on__isnull=True).order_by(
            "code", "name"
        )[:OFFERED]
    )
    form = PlanForm(
        request.POST if request.method == "POST" else None, units=units, initial=request.GET.dict()
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        unit = next(unit for unit in units if unit.pk == told["unit"])
        below = {span.unit for span in stock_scope(unit=unit, day=request.today).spans}
        try:
            set_plan(
                unit=unit,
                below=sorted(below),
                type=told["type"],
                frequency=told["frequency"],
                by=request.actor,
                today=request.today,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return see_other(f"{reverse('premises:list')}?type={told['type']}&unit={unit.pk}")
    shown = [(one, one.frequency, len(one.items)) for one in types()]
    return render(
        request, "premises/plan.html", {"form": form, "types": shown}, status=422 if form.errors else 200
    )
