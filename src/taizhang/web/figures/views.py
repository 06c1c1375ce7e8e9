"""The figures of a unit and period; one figure from all sides, down to its records."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, period_said
from taizhang.kernel.refusal import Refused
from taizhang.reporting import explorer
from taizhang.reporting.kept_figures import KeptFigures
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import CSV, XLSX, saved
from taizhang.web.figures import pages
from taizhang.web.figures.forms import QUICK, FrameForm
from taizhang.web.shell.leaf import page_asked

OFFERED = 400
"""So many units are offered to choose from; any other in reach is found by going down the table."""

SOURCES = 50


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """Show every figure of a unit and period. GET only; ?as=csv or ?as=xlsx saves it."""
    form, unit, period = _frame(request)
    if period is None:
        told = {"form": form, "quick": _quick(request, None), "unit": unit}
        return render(request, "figures/list.html", told, status=422)
    rows = explorer.look_at_all(unit=unit, period=period, figures=KeptFigures())
    name = f"{unit.name}{period.label}汇总"
    match request.GET.get("as"):
        case "csv":
            return saved(explorer.figures_csv(rows=rows), f"{name}.csv", CSV)
        case "xlsx":
            return saved(explorer.figures_workbook(rows=rows, title=name), f"{name}.xlsx", XLSX)
    told = {
        "form": form,
        "unit": unit,
        "period": period,
        "rows": rows,
        "quick": _quick(request, period),
        "frame": _query(unit, period),
        "may_manage": request.reach.may(Right.MANAGE, unit.pk),
        "before_label": rows[0].before_label if rows else "",
    }
    return render(request, "figures/list.html", told)


@allowed(Right.READ)
def rule(request: Visit, rule: str) -> HttpResponse:
    """Show one figure: its definition, course, parts, and the records behind it.

    GET only; ?as=csv or ?as=xlsx saves its months and its units.
    """
    form, unit, period = _frame(request)
    period = period or Period.year(request.today.year)
    figures = KeptFigures()
    try:
        looked = explorer.look(rule=rule, unit=unit, period=period, figures=figures)
    except Refused as refusal:
        raise Http404 from refusal
    course = explorer.course(rule=rule, unit=unit, period=period, figures=figures)
    parts = explorer.parts(rule=rule, unit=unit, period=period, figures=figures)
    name = f"{unit.name}{period.label}{looked.label}"
    match request.GET.get("as"):
        case "csv":
            content = explorer.sides_csv(looked=looked, course=course, parts=parts)
            return saved(content, f"{name}.csv", CSV)
        case "xlsx":
            content = explorer.sides_workbook(looked=looked, course=course, parts=parts, title=name)
            return saved(content, f"{name}.xlsx", XLSX)
    total = explorer.source_count(rule=rule, unit=unit, period=period, figures=figures)
    page = min(page_asked(request, digits=5), max(-(-total // SOURCES), 1))
    sources = explorer.source_page(
        rule=rule, unit=unit, period=period, start=(page - 1) * SOURCES, size=SOURCES, figures=figures
    )
    told = {
        "form": form,
        "quick": _quick(request, period),
        "unit": unit,
        "period": period,
        "looked": looked,
        "course": course,
        "cut": len(period.months()) > len(course),
        "columns": pages.columns(course),
        "shares": pages.shares(parts),
        "sources": sources,
        "total": total,
        "page": page,
        "pages": max(-(-total // SOURCES), 1),
        "has_next": page * SOURCES < total,
        "frame": _query(unit, period),
        "reachable": request.reach.units(Right.READ),
    }
    return render(request, "figures/rule.html", told, status=422 if form.errors else 200)


def _frame(request: Visit) -> tuple[FrameForm, Unit, Period | None]:
    """Return the form with the unit and period that the address names; 404 for a unit out of reach."""
    reachable = request.reach.units(Right.READ)
    told = request.GET.get("unit", "")
    if told and not (told.isdecimal() and int(told) in reachable):
        raise Http404
    unit = Unit.objects.get(pk=int(told)) if told else request.reach.roots(Right.READ)[0]
    offered = list(Unit.objects.filter(pk__in=reachable).order_by("code", "name")[:OFFERED])
    if unit not in offered:
        offered.insert(0, unit)
    form = FrameForm(
        {"unit": str(unit.pk), "period": request.GET.get("period", "本年")},
        units=offered,
        today=request.today,
    )
    form.is_valid()
    return form, unit, form.cleaned_data.get("period")


def _quick(request: Visit, period: Period | None) -> list[tuple[str, bool]]:
    """Return the words offered for the period, each with whether it is the one shown."""
    return [(word, period_said(word, today=request.today) == period) for word in QUICK]


def _query(unit: Unit, period: Period) -> str:
    return urlencode({"unit": unit.pk, "period": period.label})
