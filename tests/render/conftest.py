"""Fonts, and documents set in them: made once for all layout tests."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import Fonts, find_fonts, system_font_folders
from taizhang.render.page import ProfileName
from taizhang.render.pdf import pdf_bytes
from tests.render.examples import filler_document, report
from tests.render.libreoffice import print_folder
from tests.render.printed import PrintedPage, printed_pages

FETCHED = Path(os.environ.get("TAIZHANG_FONTS", Path(__file__).parents[2] / ".fonts"))


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """Return the fonts that the set-up fetched; layout cannot be tested without."""
    found = find_fonts(folders=[FETCHED, *system_font_folders()])
    assert found.has_chinese, found.notice
    return found


@pytest.fixture(scope="session")
def report_pdf(fonts: Fonts) -> bytes:
    """Return the PDF of the invented report."""
    return pdf_bytes(document=report(), fonts=fonts)


@pytest.fixture(scope="session")
def report_pages(report_pdf: bytes) -> list[PrintedPage]:
    """Return the pages of the invented report's PDF."""
    return printed_pages(report_pdf)


@pytest.fixture(scope="session")
def filler_pages(fonts: Fonts) -> list[PrintedPage]:
    """Return PDF pages full of hanzi and nothing else."""
    return printed_pages(pdf_bytes(document=filler_document(lines=70), fonts=fonts))


@pytest.fixture(scope="session")
def converted(fonts: Fonts, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[PrintedPage]]:
    """Return a reader of the pages that LibreOffice makes of our docx, by the document's name."""
    folder = tmp_path_factory.mktemp("libreoffice")
    profiles: dict[str, ProfileName] = {"word": "word", "strict": "strict"}
    for name, profile in profiles.items():
        filler = docx_bytes(document=filler_document(lines=70), profile=profile)
        (folder / f"filler-{name}.docx").write_bytes(filler)
    (folder / "report.docx").write_bytes(docx_bytes(document=report()))
    print_folder(folder, fonts)
    return lambda name: printed_pages((folder / f"{name}.pdf").read_bytes())
