"""A compiled report as files to look at, made once and kept by its digest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from taizhang.kernel.refusal import Refused
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import find_fonts
from taizhang.render.pdf import pdf_bytes
from taizhang.render.pdf_pages import count_pages, draw_page
from taizhang.reporting.files import write_whole
from taizhang.reporting.models import ReportRun
from taizhang.reporting.runs import document_of

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class NoSuchForm(Refused):
    """A report is not written in that form."""


def run_file(*, run: ReportRun, form: str, font_folders: Sequence[Path]) -> bytes:
    """Return the report as "pdf" or "docx"; the same bytes each time.

    Raises:  NoSuchForm; FontsMissing for a PDF without any Chinese font.
    """
    if form not in MEDIA_TYPES:
        raise NoSuchForm("报告可以导出为 docx 或 pdf。")
    path = _kept(run, form)
    if path.is_file():
        return path.read_bytes()
    document = document_of(run)
    if form == "pdf":
        fonts = find_fonts(folders=tuple(font_folders))
        content = pdf_bytes(document=document, profile="word", fonts=fonts)
    else:
        content = docx_bytes(document=document, profile="word")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path=path, content=content)
    return content


def _kept(run: ReportRun, form: str) -> Path:
    """Return where what was made of a report is kept, to be made again whenever it is gone."""
    return Path(settings.TAIZHANG_HOME) / "cache" / "reports" / f"{run.digest}.{form}"


def page_count(*, run: ReportRun, font_folders: Sequence[Path]) -> int:
    """Return how many pages the report's PDF has.

    Raises:  FontsMissing.
    """
    kept = _kept(run, "pages")
    if not kept.is_file():
        content = run_file(run=run, form="pdf", font_folders=font_folders)
        write_whole(path=kept, content=str(count_pages(content=content)).encode())
    return int(kept.read_bytes())


def page_picture(*, run: ReportRun, number: int, font_folders: Sequence[Path]) -> bytes | None:
    """Return a picture of one page (PNG), None where there is no such page.

    Raises:  FontsMissing.
    """
    return draw_page(content=run_file(run=run, form="pdf", font_folders=font_folders), number=number)
