"""The files shown for a record: add, look at, remove."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.evidence.rules import UnfitEvidence
from taizhang.foundation.evidence.selectors import path_of
from taizhang.foundation.evidence.services import keep_upload, thumbnail_of
from taizhang.ledgers.records.models import Record, RecordEvidence
from taizhang.ledgers.records.selectors import record_within
from taizhang.ledgers.records.services import attach_evidence, detach_evidence
from taizhang.web.access import Visit, allowed, found
from taizhang.web.access.answers import refused, see_other

SHOWN_HERE = ("image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf")
"""What the browser may show by itself; everything else is saved to disk."""


def _record(request: Visit, number: str) -> Record:
    return found(record_within(number=number, units=request.reach.units(Right.READ)))


def _file(record: Record, pk: int) -> RecordEvidence:
    return found(record.evidence.select_related("evidence").filter(pk=pk).first())


@allowed(Right.READ)
def show(request: Visit, number: str, pk: int) -> HttpResponseBase:
    """Answer with the file, or a small picture of it with ?size=thumb. GET only."""
    file = _file(_record(request, number), pk)
    evidence = file.evidence
    if request.GET.get("size") == "thumb":
        try:
            small = thumbnail_of(evidence=evidence, name=file.name)
        except UnfitEvidence:
            return HttpResponse(status=404)
        return _kept(HttpResponse(small, content_type="image/jpeg"), evidence.digest)
    path = found(path if (path := path_of(digest=evidence.digest)).is_file() else None)
    answer = FileResponse(path.open("rb"), content_type=evidence.media_type)
    way = "inline" if evidence.media_type in SHOWN_HERE else "attachment"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(file.name)}"
    return _kept(answer, evidence.digest)


def _kept(answer: HttpResponseBase, digest: str) -> HttpResponseBase:
    # The bytes under a digest never change; only this person's browser may keep them.
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["ETag"] = f'"{digest}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


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
