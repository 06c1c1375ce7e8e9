"""Remarks on a report's draft: made by whoever writes or signs it, done by whoever saw to it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.kernel.refusal import Refused
from taizhang.reporting.models import Report, ReportComment
from taizhang.reporting.states import ReportState

LONGEST = 1000
MOST = 500


class CommentRefused(Refused):
    """The remark cannot be made as asked."""


def comments_on(*, report: Report) -> QuerySet[ReportComment]:
    """Return the remarks on a report, the first first."""
    return ReportComment.objects.filter(report=report).select_related("by", "done_by").order_by("pk")


def add_comment(
    *, report: Report, block: str, quote: str, text: str, by: Person, at: dt.datetime
) -> ReportComment:
    """Make a remark and return it.

    Raises:  CommentRefused for one that says nothing or too much, or on a signed report.
    """
    text = text.strip()
    if not text:
        raise CommentRefused("批注是空的，请写几个字。")
    if len(text) > LONGEST:
        raise CommentRefused(f"批注至多 {LONGEST} 字，请精简。")
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=report.pk)
        if report.state == ReportState.SIGNED.value:
            raise CommentRefused("这份报告已签发，不能再批注。")
        if comments_on(report=report).count() >= MOST:
            raise CommentRefused(f"一份报告至多 {MOST} 条批注。")
        comment = ReportComment.objects.create(
            report=report, block=block[:20], quote=quote[:200], text=text, by=by, at=at
        )
        audit.record(verb="report.comment", subject=f"draft:{report.pk}", by=by, at=at)
    return comment


def settle_comment(*, comment: ReportComment, by: Person, at: dt.datetime) -> ReportComment:
    """Mark a remark as seen to and return it; one that was already stays as it was."""
    with transaction.atomic():
        comment = ReportComment.objects.select_for_update().select_related("by").get(pk=comment.pk)
        if comment.done_at is None:
            comment.done_by, comment.done_at = by, at
            comment.save(update_fields=["done_by", "done_at"])
            audit.record(verb="report.comment_done", subject=f"draft:{comment.report_id}", by=by, at=at)
    return comment
