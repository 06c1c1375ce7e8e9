"""The files shown for a record: add, look at, remove."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.services import keep_upload
from taizhang.ledgers.records.models import Record, RecordEvidence
from taizhang.ledgers.records.selectors import record_within
from taizhang.ledgers.records.services import attach_evidence, detach_evidence
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import refused, see_other
from taizhang.web.access.evidence_files import evidence_file


def _record(request: Visit, number: str) -> Record:
    return found(record_within(number=number, units=request.reach.units(Right.READ)))


def _file(record: Record, pk: int) -> RecordEvidence:
    return found(record.evidence.select_related("evidence").filter(pk=pk).first())


@allowed(Right.READ)
def show(request: Visit, number: str, pk: int) -> HttpResponseBase:
    """Answer with the file, or a small picture of it with ?size=thumb. GET only."""
    file = _file(_record(request, number), pk)
    return evidence_file(request, evidence=file.evidence, name=file.name)


@allowed(Right.WRITE)
@require_POST
def add(request: Visit, number: str) -> HttpResponse:
    """Show one more file for one's own draft. POST: 303 to the record; 422 with the reason."""
    record = _record(request, number)
    request.reach.check(Right.WRITE, record.unit_id)
    files = request.FILES.getlist("files")
    if not files:
        return refused(request, "请先选择照片或文件。")
    for file in files:
        evidence = keep_upload(content=file.read(), name=file.name or "", at=request.now)
        attach_evidence(
            record=record, evidence=evidence, name=(file.name or "")[:200], by=request.actor, at=request.now
        )
    return see_other(reverse("records:detail", args=[number]))


@allowed(Right.WRITE)
@require_POST
def remove(request: Visit, number: str, pk: int) -> HttpResponse:
    """Take a file off one's own draft. POST: 303 to the form; 422 with the reason."""
    record = _record(request, number)
    request.reach.check(Right.WRITE, record.unit_id)
    detach_evidence(record=record, evidence=_file(record, pk).evidence, by=request.actor, at=request.now)
    return see_other(reverse("entry:edit", args=[number]))
