"""Study plans: begun in the browser, and shown session by session with the records that held them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.rules import Sort
from taizhang.ledgers.duties.selectors import sessions_of
from taizhang.ledgers.duties.services import create_scheme
from taizhang.ledgers.records.selectors import records_by_source
from taizhang.reporting.breakdown_workbook import study_template
from taizhang.web.access import Visit, allowed, found, once, writable_units
from taizhang.web.access.answers import XLSX, saved, see_other
from taizhang.web.duties.forms import PlanForm
from taizhang.web.duties.plan_pages import months_of, tally_of
from taizhang.web.duties.scheme_pages import STATE_SIGNS
from taizhang.web.duties.scheme_views import scheme_of


@allowed(Right.WRITE)
def new_plan(request: Visit) -> HttpResponse:
    """Begin a study plan. GET: the form. POST: 303 to the draft; 422 with the faults."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = writable_units(request)
    form = PlanForm(
        request.POST if request.method == "POST" else None, units=units, initial={"year": request.today.year}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = create_scheme(
                title=told["title"],
                year=told["year"],
                unit=next(unit for unit in units if unit.pk == told["unit"]),
                sort=Sort.STUDY,
                by=request.actor,
                at=request.now,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("duties:scheme", args=[made.pk])
            once.remember(request, address)
            return see_other(address)
    return render(request, "duties/new_plan.html", {"form": form}, status=422 if form.errors else 200)


@allowed(Right.READ)
def plan(request: Visit, pk: int) -> HttpResponse:
    """Show a study plan month by month, to be printed too. GET only; ?unit= narrows; 404 for what is none."""
    scheme = scheme_of(request, pk)
    found(scheme if scheme.sort == Sort.STUDY.value else None)
    sessions = list(sessions_of(scheme=scheme, units=request.reach.units(Right.READ)))
    units = {one.duty.unit_id: one.duty.unit for one in sessions}
    chosen = _chosen(request, units)
    shown = [one for one in sessions if chosen is None or one.duty.unit_id == chosen.pk]
    sources = [made.source for one in shown for made in one.standing]  # type: ignore[attr-defined]
    records = records_by_source(sources=[source for source in sources if source.startswith("records:")])
    months = months_of(shown, records, on=request.today)
    told = {
        "scheme": scheme,
        "sign": STATE_SIGNS[scheme.state],
        "months": months,
        "tally": tally_of([line for month in months for line in month.lines]),
        "units": sorted(units.values(), key=lambda unit: (unit.code, unit.name)),
        "chosen": chosen,
        "may_write": request.reach.holds(Right.WRITE),
        "today": request.today,
    }
    return render(request, "duties/plan.html", told)


def _chosen(request: Visit, units: dict[int, Unit]) -> Unit | None:
    text = request.GET.get("unit", "")
    return units.get(int(text)) if text.isdecimal() and len(text) < 12 else None


@allowed(Right.WRITE)
def template(request: Visit) -> HttpResponse:
    """Answer with a workbook of a study plan to fill in, its units in a drop-down. GET only."""
    names = [unit.name for unit in writable_units(request)]
    year = request.today.year
    return saved(study_template(year=year, units=names), f"{year}年学习计划模板.xlsx", XLSX)
