"""What can be put into a report: rules found by words, the units and periods at hand."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.period import Period, a_year_before, parse_period, previous
from taizhang.kernel.refusal import Refused
from taizhang.reporting.live import LiveLedger
from taizhang.reporting.models import Report
from taizhang.reporting.rules import rule_book
from taizhang.web.access import Visit
from taizhang.web.reports.drafts import draft_of, for_editor

MOST = 40


@for_editor
@require_GET
def rules(request: Visit, pk: int) -> HttpResponse:
    """Find rules by ?q= in their names and meanings; the best first. GET only."""
    report = draft_of(request, pk)
    words = request.GET.get("q", "").split()
    found = [
        rule
        for rule in rule_book().rules()
        if all(word in f"{rule.label}{rule.definition}{rule.code}" for word in words)
    ]
    found.sort(key=lambda rule: not all(word in rule.label for word in words))
    return JsonResponse(
        {
            "rules": [
                {"code": rule.code, "label": rule.label, "unit": rule.unit, "definition": rule.definition}
                for rule in found[:MOST]
            ],
            "units": _units(request, report),
            "periods": [{"text": text, "label": label} for text, label in _periods(report)],
        }
    )


def _units(request: Visit, report: Report) -> list[dict[str, object]]:
    """Return the report's unit with its subtree, the unit alone, and those below that the person may look at."""
    reachable = request.reach.units(Right.READ)
    below = LiveLedger(unit=report.unit, period=parse_period(report.period)).subunits()
    own = [
        {"id": report.unit_id, "name": report.unit.name, "own": False},
        {"id": report.unit_id, "name": f"{report.unit.name}本级", "own": True},
    ]
    return [
        *own,
        *({"id": unit.id, "name": unit.name, "own": False} for unit in below if unit.id in reachable),
    ]


def _periods(report: Report) -> list[tuple[str, str]]:
    """Return the report's period, what it is compared with, and its months; "" is the report's own."""
    whole = parse_period(report.period)
    told: list[tuple[str, str]] = [("", f"本报告（{whole.label}）")]
    for words, period in (("上年同期", _or_none(a_year_before, whole)), ("上期", _or_none(previous, whole))):
        if period is not None and period.label not in [text for text, _ in told]:
            told.append((period.label, f"{words}（{period.label}）"))
    months = whole.months()
    return told + ([(month.label, month.label) for month in months] if len(months) > 1 else [])


def _or_none(compared: Callable[[Period], Period], whole: Period) -> Period | None:
    try:
        return compared(whole)
    except Refused:
        return None
