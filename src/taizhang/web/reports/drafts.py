"""The manuscript of a report as the editor asks for it and saves it. Everything is JSON."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable, Collection
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import OutOfReach
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
from taizhang.web.access import Visit, allowed, found
from taizhang.web.reports.told import (
    behind_json,
    changes_json,
    chip_json,
    comment_json,
    figure_json,
    found_json,
    moment,
)
from taizhang.web.reports.views import desks, office_key, report_of, titled
from taizhang.web.shell.sources import figure_address

P = ParamSpec("P")
LARGEST = 4 * 1024 * 1024
MOST_ASKS = 300


class BodyRefused(Refused):
    """What was sent is no JSON that can be read."""


class AddresseeTooLong(Refused):
    """主送机关 is longer than a line."""


def for_editor(
    view: Callable[Concatenate[Visit, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let in who may see the draft; everybody else, and every refusal, is answered in JSON."""
    inner = allowed(Right.READ)(view)

    @functools.wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            back = urlencode({"next": request.META.get("HTTP_REFERER", "/")})
            return JsonResponse({"signin": f"{reverse('signin:in')}?{back}"}, status=401)
        try:
            return inner(request, *args, **kwargs)
        except DraftChanged as refusal:
            theirs = refusal.theirs
            return JsonResponse(
                {
                    "error": str(refusal),
                    "version": theirs.version,
                    "by": theirs.by_name,
                    "saved_at": moment(theirs.at),
                    "manuscript": manuscript_json(theirs.manuscript),
                    "differences": changes_json(refusal.changes),
                },
                status=409,
            )
        except OutOfReach as refusal:
            return JsonResponse({"error": str(refusal)}, status=403)
        except Refused as refusal:
            told = {"error": str(refusal), "place": getattr(refusal, "place", None)}
            return JsonResponse(told, status=422)

    return door


def draft_of(request: Visit, pk: int) -> Report:
    """Return the report whose draft this person may see, else 404."""
    report = report_of(request, pk)
    return found(report if report.unit_id in desks(request) else None)


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
            version=_whole(told.get("version")),
            manuscript=manuscript,
            addressee=_addressee(told.get("addressee"), report),
            dated=_dated(told.get("dated"), report),
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
        version=_whole(body_of(request).get("version")),
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


def check_reach(request: Visit, units: Collection[int]) -> None:
    """Refuse figures of units that this person may not look at.

    Raises:  OutOfReach.
    """
    for unit in set(units) - request.reach.units(Right.READ):
        request.reach.check(Right.READ, unit)


def body_of(request: Visit) -> dict[str, Any]:
    """Return the JSON that was sent.

    Raises:  BodyRefused.
    """
    if len(request.body) > LARGEST:
        raise BodyRefused("稿子太大，请删去一些再保存。")
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise BodyRefused("没有收到完整的稿子，请再试一次。")
    return told


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise BodyRefused("没有写明改的是哪一稿，请刷新页面再试。")
    return value


def _addressee(value: object, report: Report) -> str:
    if value is None:
        return report.addressee
    if not isinstance(value, str) or len(value) > 100:
        raise AddresseeTooLong("主送机关至多 100 个字，请精简。")
    return value.strip().rstrip("：:")


def _dated(value: object, report: Report) -> dt.date:
    if value is None:
        return report.dated
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise BodyRefused("成文日期应形如 2026-01-05。") from None
