"""Acts on a report: send it for signature, return it, sign it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.reporting import drafting
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.models import Report
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.reports.forms import ReturnForm
from taizhang.web.reports.views import office_key, report_of, show

_MEANWHILE = "这份报告刚才又重新编过，下面是最新的一稿，请看过再决定。"


@allowed(Right.REPORT)
@require_POST
def send(request: Visit, pk: int) -> HttpResponse:
    """Send a draft for signature. POST: 303 to the report; 422 with what is not finished."""
    report = report_of(request, pk)
    request.reach.check(Right.REPORT, report.unit_id)
    return _do(request, report, lambda: drafting.send_report(report=report, by=request.actor, at=request.now))


@allowed(Right.SIGN)
@require_POST
def send_back(request: Visit, pk: int) -> HttpResponse:
    """Return a report with a reason. POST: 303 to the report; 422 with why not."""
    report = report_of(request, pk)
    request.reach.check(Right.SIGN, report.unit_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show(request, report, refusal=str(form.errors["reason"][0]), status=422)
    reason = form.cleaned_data["reason"]
    return _do(
        request,
        report,
        lambda: drafting.return_report(report=report, reason=reason, by=request.actor, at=request.now),
    )


@allowed(Right.SIGN)
@require_POST
def sign(request: Visit, pk: int) -> HttpResponse:
    """Sign a report and seal it. POST: 303 to the report; 422 with why not; 409 if it changed."""
    report = report_of(request, pk)
    request.reach.check(Right.SIGN, report.unit_id)
    return _do(
        request,
        report,
        lambda: drafting.sign_report(
            report=report, by=request.actor, key=office_key(), font_folders=font_folders(), at=request.now
        ),
    )


def _do(request: Visit, report: Report, deed: Callable[[], object]) -> HttpResponse:
    seen = request.POST.get("seen", "")
    if seen and seen != str(report.run_id):
        return show(request, report, refusal=_MEANWHILE, status=409)
    try:
        deed()
    except Refused as refusal:
        return show(request, report_of(request, report.pk), refusal=str(refusal), status=422)
    return see_other(reverse("reports:detail", args=[report.pk]))
