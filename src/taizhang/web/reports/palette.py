"""What can be put into a report: rules found by words, the units and periods at hand."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, a_year_before, parse_period, previous
from taizhang.kernel.refusal import Refused
from taizhang.reporting.live import LiveLedger
from taizhang.reporting.rules import rule_book
from taizhang.web.access import Visit
from taizhang.web.reports.draft_door import draft_of, for_editor

MOST = 40


@for_editor
@require_GET
def rules(request: Visit, pk: int) -> HttpResponse:
    """Find rules by ?q= in their names and meanings; the best first. GET only."""
    report = draft_of(request, pk)
    period = parse_period(report.period)
    return JsonResponse(
        {
            "rules": rules_told(request.GET.get("q", "")),
            "units": units_told(request, report.unit, period),
            "periods": [{"text": text, "label": label} for text, label in _periods(period)],
        }
    )


def rules_told(asked: str) -> list[dict[str, str]]:
    """Return the rules that have all the words asked for in their names or meanings, the best first."""
    words = asked.split()
    found = [
        rule
        for rule in rule_book().rules()
        if all(word in f"{rule.label}{rule.definition}{rule.code}" for word in words)
    ]
    found.sort(key=lambda rule: not all(word in rule.label for word in words))
    return [
        {"code": rule.code, "label": rule.label, "unit": rule.unit, "definition": rule.definition}
        for rule in found[:MOST]
    ]


def units_told(request: Visit, unit: Unit, period: Period) -> list[dict[str, object]]:
    """Return a unit with its subtree, the unit alone, and those below that the person may look at."""
    reachable = request.reach.units(Right.READ)
    own = [
        {"id": unit.pk, "name": unit.name, "own": False},
        {"id": unit.pk, "name": f"{unit.name}本级", "own": True},
    ]
    below = LiveLedger(unit=unit, period=period).subunits()
    return [*own, *({"id": one.id, "name": one.name, "own": False} for one in below if one.id in reachable)]


def _periods(whole: Period) -> list[tuple[str, str]]:
    """Return the report's period, what it is compared with, and its months; "" is the report's own."""
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
