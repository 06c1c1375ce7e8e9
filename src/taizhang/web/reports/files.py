"""A report as files: PDF to look at, docx to go on with, the sealed bundle."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpResponse

from taizhang.foundation.accounts.rules import Right
from taizhang.reporting.drafting import bundle_path
from taizhang.reporting.fonts import font_folders
from taizhang.reporting.models import Report
from taizhang.reporting.previews import MEDIA_TYPES, page_picture, run_file
from taizhang.web.access import Visit, allowed
from taizhang.web.reports.views import report_of


@allowed(Right.READ)
def export(request: Visit, pk: int, form: str) -> HttpResponse:
    """Answer with the report as pdf, shown in the browser, or as docx, saved. GET only."""
    report = report_of(request, pk)
    if form not in MEDIA_TYPES:
        raise Http404
    content = run_file(run=report.run, form=form, font_folders=font_folders())
    way = "inline" if form == "pdf" and request.GET.get("save") != "1" else "attachment"
    return _named(content, MEDIA_TYPES[form], f"{_name(report)}.{form}", way)


@allowed(Right.READ)
def bundle(request: Visit, pk: int) -> HttpResponse:
    """Answer with the sealed bundle of a signed report. GET only."""
    path = bundle_path(report=report_of(request, pk))
    if not path.is_file():
        raise Http404
    return _named(
        path.read_bytes(), "application/zip", f"{_name(report_of(request, pk))}封存包.zip", "attachment"
    )


@allowed(Right.READ)
def page(request: Visit, pk: int, number: int) -> HttpResponse:
    """Answer with a picture of one page of the report's PDF. GET only."""
    run = report_of(request, pk).run
    picture = page_picture(run=run, number=number, font_folders=font_folders())
    if picture is None:
        raise Http404
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def _name(report: Report) -> str:
    return f"{report.unit.name}{report.period}{report.subject}"


def _named(content: bytes, media_type: str, name: str, way: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"{way}; filename*=UTF-8''{quote(name)}"
    return answer
