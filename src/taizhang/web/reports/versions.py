"""The versions of a report's manuscript: the list, what one changed, and taking one up again."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.reporting.editing import changes
from taizhang.reporting.manuscripts import drafts_of, restore_draft, standing_manuscript, version_of
from taizhang.reporting.models import Report
from taizhang.reporting.template_choice import find_template
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import see_other
from taizhang.web.reports.draft_door import draft_of
from taizhang.web.reports.views import OPEN, titled
from taizhang.web.shell.leaf import leaf_of


@allowed(Right.READ)
def versions(request: Visit, pk: int) -> HttpResponse:
    """List the versions of the manuscript, the newest first. GET only."""
    report = draft_of(request, pk)
    told = {
        "report": report,
        "title": _title(report),
        "leaf": leaf_of(request, drafts_of(report=report).defer("manuscript")),
    }
    return render(request, "reports/versions.html", told)


@allowed(Right.READ)
def version(request: Visit, pk: int, number: int) -> HttpResponse:
    """Show what a version changed against the one before it, or against ?with=. GET only."""
    report = draft_of(request, pk)
    row = found(drafts_of(report=report).filter(version=number).first())
    against = request.GET.get("with", "")
    earlier = drafts_of(report=report).filter(version__lt=number)
    if against.isdecimal() and len(against) < 9:
        earlier = drafts_of(report=report).filter(version=int(against))
    other = earlier.first()
    told = {
        "report": report,
        "title": _title(report),
        "version": row,
        "other": other,
        "changes": changes(
            before=version_of(report=report, version=other.version).manuscript,
            after=version_of(report=report, version=number).manuscript,
        )
        if other
        else (),
        "latest": standing_manuscript(report=report).version == number,
        "may_restore": request.reach.may(Right.REPORT, report.unit_id) and report.state in OPEN,
    }
    return render(request, "reports/version.html", told)


@allowed(Right.REPORT)
@require_POST
def restore(request: Visit, pk: int, number: int) -> HttpResponse:
    """Take an earlier version up again, as the newest. POST: 303 to the editor; 422 with why not."""
    report = draft_of(request, pk)
    request.reach.check(Right.REPORT, report.unit_id)
    restore_draft(report=report, version=number, by=request.actor, at=request.now)
    return see_other(reverse("reports:edit", args=[pk]))


def _title(report: Report) -> str:
    return titled(report.subject, find_template(name=report.template).label)
