"""The page on which a report is edited. What it edits comes and goes as JSON."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.reporting.template_choice import find_template
from taizhang.web.access import Visit, allowed, found
from taizhang.web.reports.views import OPEN, desks, report_of, titled

BUNDLE = "reports/editor.js"


@allowed(Right.READ)
def edit(request: Visit, pk: int) -> HttpResponse:
    """Show the editor of a report, to read and comment only where it cannot be changed. GET only.

    404 where this person neither writes nor signs reports of the unit.
    """
    report = report_of(request, pk)
    found(report if report.unit_id in desks(request) else None)
    context = {
        "report": report,
        "title": titled(report.subject, find_template(name=report.template).label),
        "edits": request.reach.may(Right.REPORT, report.unit_id) and report.state in OPEN,
        "ready": finders.find(BUNDLE) is not None,
    }
    return render(request, "reports/edit.html", context)
