"""Figures for what is written about one unit without a report, as an item is: the same palette, the same answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.units.models import Unit
from taizhang.kernel.period import Period, previous
from taizhang.reporting.editing import Figure, ask_of
from taizhang.reporting.item_figures import figures_now, parts_of, source_of, units_in
from taizhang.web.access import Visit, found
from taizhang.web.reports.draft_door import check_reach, for_editor
from taizhang.web.reports.drafts import MOST_ASKS
from taizhang.web.reports.palette import rules_told, units_told
from taizhang.web.reports.sent import BodyRefused, body_of
from taizhang.web.reports.told import figure_json
from taizhang.web.shell.sources import figure_address

_OUT_OF_REACH = "这个数字取自您的范围以外的单位，看不到来源。"
_TOO_MANY = "这篇稿件的数字太多，这一个没有核对。"


@for_editor
@require_GET
def rules(request: Visit, pk: int) -> HttpResponse:
    """Find rules by ?q= in their names and meanings; the best first. GET only; 404 for a unit out of reach."""
    unit = _unit(request, pk)
    return JsonResponse(
        {
            "rules": rules_told(request.GET.get("q", "")),
            "units": units_told(request, unit, Period.year(request.today.year)),
            "periods": [
                {"text": period.label, "label": f"{words}（{period.label}）" if words else period.label}
                for words, period in _periods(request.today)
            ],
        }
    )


@for_editor
@require_POST
def figures(request: Visit, pk: int) -> HttpResponse:
    """Say what some figures are now, and how a text names them.

    POST: 200 with one answer an ask, or why there is none; an ask is what the palette asks, or
    {"source": …} as a text names it. 403 for figures of a unit out of reach.
    """
    unit = _unit(request, pk)
    told = body_of(request).get("asks")
    if not isinstance(told, list) or len(told) > MOST_ASKS:
        raise BodyRefused(f"一次至多取 {MOST_ASKS} 个数。")
    asked = [_asked(request, one, unit) for one in told]
    within = [source for source, refusal in asked if not refusal]
    now = figures_now(sources=within, unit=unit, today=request.today)
    return JsonResponse(
        {
            "figures": [
                {"source": source, "error": refusal}
                if refusal
                else _answer(source, now.get(source, _TOO_MANY))
                for source, refusal in asked
            ]
        }
    )


def _asked(request: Visit, told: object, unit: Unit) -> tuple[str, str]:
    """Return the source that is asked for, and in words why it is not looked up, "" where it is."""
    if not isinstance(told, dict) or not isinstance(told.get("source"), str):
        source = source_of(ask=ask_of(told), unit=unit.pk)
        check_reach(request, units_in(source=source))
        return source, ""
    source = told["source"]
    return source, "" if units_in(source=source) <= request.reach.units(Right.READ) else _OUT_OF_REACH


def _answer(source: str, now: Figure | str) -> dict[str, Any]:
    if isinstance(now, str):
        return {"source": source, "error": now}
    parts = parts_of(source=source)
    address = "" if parts is None else figure_address(rule=parts[0], unit=parts[1], period=parts[2])
    return {**figure_json(now, sources=len(now.sources)), "source": source, "address": address}


def _unit(request: Visit, pk: int) -> Unit:
    return found(Unit.objects.filter(pk=pk, pk__in=request.reach.units(Right.READ)).first())


def _periods(today: dt.date) -> list[tuple[str, Period]]:
    """Return the periods offered: the running ones, those before, and the months of this year and the last."""
    year, month = Period.year(today.year), Period.month(today.year, today.month)
    quarter = Period.quarter(today.year, (today.month + 2) // 3)
    named = [("今年", year), ("去年", previous(year)), ("本月", month), ("上月", previous(month))]
    named += [("本季度", quarter), ("上季度", previous(quarter))]
    known = {period for _, period in named}
    months = (*year.months()[: today.month][::-1], *previous(year).months()[::-1])
    return named + [("", one) for one in months if one not in known]
