"""The manuscript of a report as the editor asks for it and saves it. Everything is JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.reporting.chips import Desktop, units_asked
from taizhang.reporting.comments import comments_on
from taizhang.reporting.editing import (
    Ask,
    Manuscript,
    as_json,
    ask_of,
    changes,
    manuscript_from,
    manuscript_json,
)
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.manuscripts import DraftChanged, compile_draft, save_draft, standing_manuscript
from taizhang.reporting.models import Report
from taizhang.reporting.previews import page_count
from taizhang.reporting.proofs import names_around, remarks_on, stops
from taizhang.reporting.template_choice import find_template
from taizhang.web.access import Visit
from taizhang.web.reports.draft_door import check_reach, draft_of, for_editor
from taizhang.web.reports.sent import BodyRefused, addressee_of, body_of, date_of, whole_number
from taizhang.web.reports.told import (
    behind_json,
    chip_json,
    comment_json,
    figure_json,
    found_json,
    moment,
)
from taizhang.web.reports.views import office_key, titled
from taizhang.web.shell.sources import figure_address

MOST_ASKS = 300


@for_editor
def draft(request: Visit, pk: int) -> HttpResponse:
    """The manuscript.

    GET: 200 with it, its chips, findings and remarks. POST: keep what was typed: 200 with the new
    version; 409 with what somebody else saved meanwhile; 422 with why not.
    """
    report = draft_of(request, pk)
    if request.method == "POST":
        return _save(request, report)
    standing = standing_manuscript(report=report)
    looked = _looked(report, standing.manuscript)
    return JsonResponse(
        {
            "report": report.pk,
            "title": titled(report.subject, find_template(name=report.template).label),
            "state": report.state,
            "version": standing.version,
            "seen": report.run_id,
            "manuscript": manuscript_json(standing.manuscript),
            **looked,
            "comments": [comment_json(one) for one in comments_on(report=report)],
            "person": request.actor.name,
            "addressee": report.addressee,
            "dated": report.dated.isoformat(),
            "pages": _pages(report),
        }
    )


def _save(request: Visit, report: Report) -> HttpResponse:
    request.reach.check(Right.REPORT, report.unit_id)
    told = body_of(request)
    manuscript = manuscript_from(told.get("manuscript"))
    check_reach(request, units_asked(chip.ask for chip in manuscript.chips() if chip.ask is not None))
    try:
        standing = save_draft(
            report=report,
            version=whole_number(told.get("version")),
            manuscript=manuscript,
            addressee=addressee_of(told.get("addressee"), report),
            dated=date_of(told.get("dated"), report),
            by=request.actor,
            at=request.now,
        )
    except DraftChanged as refusal:
        refusal.changes = changes(before=refusal.theirs.manuscript, after=manuscript)
        raise
    answer = {"version": standing.version, "saved_at": moment(standing.at)}
    return JsonResponse({**answer, **_looked(report, standing.manuscript)})


@for_editor
@require_POST
def figures(request: Visit, pk: int) -> HttpResponse:
    """Say what some figures are now. POST: 200 with one answer an ask, or why there is none."""
    report = draft_of(request, pk)
    told = body_of(request).get("asks")
    if not isinstance(told, list) or len(told) > MOST_ASKS:
        raise BodyRefused(f"一次至多取 {MOST_ASKS} 个数。")
    asks = [ask_of(one) for one in told]
    check_reach(request, units_asked(asks))
    answers = Desktop(report).answer(asks)
    return JsonResponse(
        {
            "figures": [
                {"error": one} if isinstance(one, str) else figure_json(one, sources=len(one.sources))
                for one in answers
            ]
        }
    )


@for_editor
@require_GET
def behind(request: Visit, pk: int) -> HttpResponse:
    """Say what stands behind one figure: ?ask=JSON. GET only."""
    report = draft_of(request, pk)
    try:
        ask = ask_of(json.loads(request.GET.get("ask", "")))
    except ValueError:
        raise BodyRefused("没有写明是哪个数字。") from None
    check_reach(request, units_asked([ask]))
    looked = Desktop(report).behind(ask)
    return JsonResponse({**behind_json(looked, address=_address(report, ask)), "ask": as_json(ask)})


def _address(report: Report, ask: Ask) -> str:
    """Return the figure's own page, "" for one that was worked out or narrowed."""
    rule, period = getattr(ask, "rule", ""), getattr(ask, "period", "") or report.period
    if not rule or getattr(ask, "tags", None):
        return ""
    return figure_address(rule=rule, unit=getattr(ask, "unit", None) or report.unit_id, period=period)


@for_editor
@require_POST
def compile_now(request: Visit, pk: int) -> HttpResponse:
    """Compile the manuscript at a newly sealed position. POST: 200 with the run; 409 where it is stale; 422."""
    report = draft_of(request, pk)
    request.reach.check(Right.REPORT, report.unit_id)
    report, compiled = compile_draft(
        report=report,
        version=whole_number(body_of(request).get("version")),
        by=request.actor,
        key=office_key(),
        at=request.now,
    )
    standing = standing_manuscript(report=report)
    return JsonResponse(
        {
            "run": report.run_id,
            "version": standing.version,
            "pages": _pages(report),
            "manuscript": manuscript_json(compiled.manuscript),
            **_looked(report, compiled.manuscript),
        }
    )


def _looked(report: Report, manuscript: Manuscript) -> dict[str, Any]:
    desktop = Desktop(report)
    looked = desktop.look(manuscript=manuscript)
    return {
        "chips": {facts.chip.id: chip_json(facts) for facts in looked.chips},
        "findings": [*found_json(looked.found), *_proofs(desktop, manuscript)],
        "position": report.run.position,
    }


def _proofs(desktop: Desktop, manuscript: Manuscript) -> list[dict[str, Any]]:
    """Return what proofing finds, each with its block."""
    report, order = desktop.report, desktop.order
    names = names_around(unit=order.unit, period=order.period)
    return [
        {
            "kind": "other" if stops(remark) else "note",
            "text": remark.text,
            "place": "校对",
            "block": block,
            "chip": None,
        }
        for block, line in manuscript.lines()
        for remark in remarks_on(text="".join(piece.text for piece in line), day=report.dated, names=names)
    ]


def _pages(report: Report) -> int:
    try:
        return page_count(run=report.run, font_folders=font_folders())
    except Refused:
        return 0
