"""Answer with a piece of evidence, or a small picture of it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase

from taizhang.foundation.evidence.models import Evidence
from taizhang.foundation.evidence.rules import UnfitEvidence
from taizhang.foundation.evidence.selectors import path_of
from taizhang.foundation.evidence.services import thumbnail_of

SHOWN_HERE = ("image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf")
"""What the browser may show by itself; everything else is saved to disk."""


def evidence_file(request: HttpRequest, *, evidence: Evidence, name: str) -> HttpResponseBase:
    """Answer with the file, or a small picture of it with ?size=thumb; 404 where it is gone."""
    if request.GET.get("size") == "thumb":
        try:
            small = thumbnail_of(evidence=evidence, name=name)
        except UnfitEvidence:
            return HttpResponse(status=404)
        return _kept(HttpResponse(small, content_type="image/jpeg"), evidence.digest)
    path = path_of(digest=evidence.digest)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=evidence.media_type)
    way = "inline" if evidence.media_type in SHOWN_HERE else "attachment"
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return _kept(answer, evidence.digest)


def _kept(answer: HttpResponseBase, digest: str) -> HttpResponseBase:
    # The bytes under a digest never change; only this person's browser may keep them.
    answer["Cache-Control"] = "private, max-age=86400, immutable"
    answer["ETag"] = f'"{digest}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
