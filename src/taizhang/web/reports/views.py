"""The list of reports, a new one, one report at its desk, what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.keys.services import load_key
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.duties.models import Scheme
from taizhang.reporting import drafting
from taizhang.reporting.changes import changed_since
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.manuscripts import drafts_of, is_compiled
from taizhang.reporting.models import Report
from taizhang.reporting.previews import page_count
from taizhang.reporting.runs import Order, document_of
from taizhang.reporting.schemes import reportable_schemes, scheme_by
from taizhang.reporting.states import ReportState
from taizhang.reporting.template_choice import find_template, own_templates
from taizhang.web.access import Visit, allowed, found, once
from taizhang.web.access.answers import see_other
from taizhang.web.reports.forms import PASSAGE, NewReportForm, PassagesForm
from taizhang.web.shell.leaf import leaf_of

SIGNS = {
    ReportState.DRAFTING.value: ("mut", "draft"),
    ReportState.IN_REVIEW.value: ("soon", "clock"),
    ReportState.RETURNED.value: ("bad", "back"),
    ReportState.SIGNED.value: ("ok", "check"),
}
SHOWN_PAGES = 40
OPEN = (ReportState.DRAFTING.value, ReportState.RETURNED.value)


def desks(request: Visit) -> frozenset[int]:
    """Return the units whose unsigned reports this person sees: where they write or sign reports."""
    return request.reach.units(Right.REPORT) | request.reach.units(Right.SIGN)


def report_of(request: Visit, pk: int) -> Report:
    """Return the report that the address names, where this person may see it; else 404."""
    rows = drafting.reports_for(drafts_of=desks(request), units=request.reach.units(Right.READ))
    return found(rows.select_related("run").defer("run__document").filter(pk=pk).first())


@allowed(Right.READ)
def listing(request: Visit) -> HttpResponse:
    """Show the reports. GET only."""
    rows = drafting.reports_for(drafts_of=desks(request), units=request.reach.units(Right.READ))
    leaf = leaf_of(request, rows)
    labels = {template.name: template.label for template in own_templates()}
    shown = [
        (report, titled(report.subject, labels.get(report.template, "")), SIGNS[report.state])
        for report in leaf.rows
    ]
    return render(request, "reports/list.html", {"leaf": leaf, "shown": shown})


@allowed(Right.REPORT)
def new(request: Visit) -> HttpResponse:
    """Compile a report. GET: the form. POST: 303 to it; 422 with the faults."""
    if request.method == "POST" and (address := once.claimed(request)):
        return see_other(address)
    units = list(Unit.objects.filter(pk__in=request.reach.units(Right.REPORT)).order_by("code", "name")[:400])
    units.sort(key=lambda unit: unit.pk != request.actor.unit_id)
    schemes = reportable_schemes(units=request.reach.units(Right.REPORT))
    last = request.today.year - 1 if request.today.month <= 2 else request.today.year
    initial = {"period": f"{last}年", "dated": request.today, "subject": "新时代文明实践工作"}
    initial |= _about_scheme(request.GET.get("scheme", ""), schemes)
    form = NewReportForm(
        request.POST if request.method == "POST" else None,
        templates=[(template.name, template.label) for template in own_templates()],
        of_scheme={template.name for template in own_templates() if template.of_scheme},
        units=units,
        schemes=[(scheme.pk, f"{scheme.title}（{scheme.year}年）") for scheme in schemes],
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            order = _ordered(told)
            report = drafting.start_report(
                template=told["template"], order=order, by=request.actor, key=office_key(), at=request.now
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = reverse("reports:detail", args=[report.pk])
            once.remember(request, address)
            return see_other(address)
    return render(request, "reports/new.html", {"form": form}, status=422 if form.errors else 200)


def _about_scheme(asked: str, schemes: Sequence[Scheme]) -> dict[str, Any]:
    """Return what the form begins with where a scheme is asked for that may be reported on."""
    found = next((scheme for scheme in schemes if str(scheme.pk) == asked), None)
    if found is None:
        return {}
    template = next(template.name for template in own_templates() if template.of_scheme)
    return {"template": template, "scheme": found.pk, "subject": "", "period": f"{found.year}年"}


def _ordered(told: dict[str, Any]) -> Order:
    """Return what the form orders.

    Raises:  SchemeNotFound where the scheme does not reach the unit.
    """
    unit, chosen = Unit.objects.get(pk=told["unit"]), told["scheme"]
    scheme = chosen and scheme_by(text=str(chosen), unit=unit, period=told["period"])
    return Order(
        unit=unit,
        period=told["period"],
        subject=scheme.title if scheme else told["subject"],
        signed_on=told["dated"],
        addressee=told["addressee"],
        scheme=scheme,
    )


def titled(subject: str, genre: str) -> str:
    """Return what a report is called in lists: 新时代文明实践工作 and 工作情况汇报 share their 工作."""
    return f"{subject.removesuffix('工作')}{genre}" if genre.startswith("工作") else f"{subject}{genre}"


def office_key() -> Any:
    """Return the signing key of the data folder."""
    return load_key(home=Path(settings.TAIZHANG_HOME))


@allowed(Right.READ)
def detail(request: Visit, pk: int) -> HttpResponse:
    """Show a report at its desk; compile it anew with the passages as they are told.

    GET: the page. POST (REPORT): 303 back to it; 409 where it was compiled elsewhere meanwhile, the
    passages kept; 422 with the faults.
    """
    report = report_of(request, pk)
    if request.method != "POST":
        return show(request, report)
    request.reach.check(Right.REPORT, report.unit_id)
    form = PassagesForm(request.POST, needs=find_template(name=report.template).needs)
    if not form.is_valid():
        return show(request, report, form=form, status=422)
    try:
        drafting.recompile(
            report=report,
            seen=form.cleaned_data["seen"],
            texts=form.texts(),
            dated=form.cleaned_data["dated"],
            addressee=form.cleaned_data["addressee"],
            by=request.actor,
            key=office_key(),
            at=request.now,
        )
    except Refused as refusal:
        status = 409 if isinstance(refusal, drafting.ReportChanged) else 422
        return show(request, report_of(request, pk), form=form, refusal=str(refusal), status=status)
    return see_other(reverse("reports:detail", args=[pk]))


def show(
    request: Visit, report: Report, *, form: PassagesForm | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Answer with the page of one report, and with why an act was refused."""
    document = document_of(report.run)
    template = find_template(name=report.template)
    initial = {PASSAGE + name: text for name, text in report.texts.items()}
    initial |= {"dated": report.dated, "addressee": report.addressee, "seen": report.run_id}
    writes = request.reach.may(Right.REPORT, report.unit_id)
    drafted = drafting.drafters_of(report=report)
    edited = drafts_of(report=report).exists()
    context = {
        "report": report,
        "document": document,
        "title": titled(report.subject, template.label),
        "sign": SIGNS[report.state],
        "form": form or PassagesForm(needs=template.needs, initial=initial),
        "run": report.run_id,
        "may_edit": writes and report.state in OPEN,
        "edited": edited,
        "findings": drafting.findings_of(report=report),
        "compiled": is_compiled(report=report),
        "may_decide": request.reach.may(Right.SIGN, report.unit_id)
        and report.state == ReportState.IN_REVIEW.value,
        "own": request.actor.pk in drafted,
        "runs": drafting.earlier_runs(report=report),
        **_paper(report),
        "sources": len({ref.source for figure in document.figures for ref in figure.sources}),
        "refusal": refusal,
    }
    return render(request, "reports/detail.html", context, status=status)


def _paper(report: Report) -> dict[str, Any]:
    """Return how many pages there are and which are shown; or why there are none."""
    try:
        count = page_count(run=report.run, font_folders=font_folders())
    except Refused as refusal:
        return {"pages": (), "page_count": 0, "no_paper": str(refusal)}
    return {"pages": range(1, min(count, SHOWN_PAGES) + 1), "page_count": count, "no_paper": ""}


@allowed(Right.READ)
def changed(request: Visit, pk: int) -> HttpResponse:
    """Show what came into the ledger since, under the report's rules. GET only."""
    report = report_of(request, pk)
    return render(
        request, "reports/changed.html", {"report": report, "changes": changed_since(run=report.run)}
    )
