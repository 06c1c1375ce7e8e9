"""Remarks on a draft, beside its text."""

from __future__ import annotations

import json

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from taizhang.reporting.comments import add_comment, comments_on, settle_comment
from taizhang.web.access import Visit, found
from taizhang.web.reports.draft_door import draft_of, for_editor
from taizhang.web.reports.sent import BodyRefused
from taizhang.web.reports.told import comment_json


@for_editor
@require_POST
def comment(request: Visit, pk: int) -> HttpResponse:
    """Make a remark. POST: 200 with it; 422 with why not."""
    report = draft_of(request, pk)
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise BodyRefused("没有收到完整的批注，请再试一次。")
    made = add_comment(
        report=report,
        block=str(told.get("block") or ""),
        quote=str(told.get("quote") or ""),
        text=str(told.get("text") or ""),
        by=request.actor,
        at=request.now,
    )
    return JsonResponse(comment_json(made))


@for_editor
@require_POST
def comment_done(request: Visit, pk: int, number: int) -> HttpResponse:
    """Mark a remark as seen to. POST: 200 with it."""
    report = draft_of(request, pk)
    remark = found(comments_on(report=report).filter(pk=number).first())
    return JsonResponse(comment_json(settle_comment(comment=remark, by=request.actor, at=request.now)))
