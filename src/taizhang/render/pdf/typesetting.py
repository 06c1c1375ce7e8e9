"""A document as a PDF/A-2b: typst in this process, fonts embedded, one compiler kept for the next."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from importlib.resources import files
from threading import Lock

import typst

from taizhang.compiler.document import Document, Table
from taizhang.kernel.refusal import Refused
from taizhang.render.fonts import Fonts, typeset_fonts
from taizhang.render.page import ProfileName
from taizhang.render.pdf.coverage import uncovered
from taizhang.render.pdf.data import UNDATED, typst_data
from taizhang.render.pdf.memory import keep_freed_memory

_LOCK = Lock()
_LONG_WORD = re.compile("[!-~]{24,}")
"""Longer than a narrow column; the template breaks such words. No name in the data itself is that long."""
_MOST_TAGGED_ROWS = 500
"""Tags lead a screen reader through the page; on an annex of 2,000 rows they are six sevenths of the file."""


class FontsMissing(Refused):
    """There is no Chinese font to print with."""


class CharactersMissing(Refused):
    """The document holds characters that no font here can print."""


class PdfNotMade(Refused):
    """The typesetter refused the document."""


def pdf_bytes(*, document: Document, fonts: Fonts, profile: ProfileName = "word") -> bytes:
    """Return the PDF. The same document and the same font files give the same bytes.

    Both profiles give the same page: 22 lines that reach from 37 to 262 mm. They differ only where
    a word processor's own line boxes must be allowed for.
    Raises: FontsMissing, CharactersMissing, PdfNotMade.
    """
    if not fonts.has_chinese:
        raise FontsMissing(fonts.notice)
    data = typst_data(document=document, fonts=fonts)
    boxes = uncovered(text=data, fonts=fonts)
    if boxes:
        named = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in boxes[:10])
        raise CharactersMissing(
            f"现有字体没有这些字：{named}。请改用通行写法，或补充含有这些字的字体后再生成 PDF。"
        )
    day = document.signed_on or UNDATED
    with _LOCK:  # one compiler, one document at a time
        try:
            # typst's README has files by name as its input, its type stub has not.
            pdf, warnings = _compiler(fonts).compile_with_warnings(  # type: ignore[type-var]
                {
                    "main.typ": _template(),
                    "document.json": data.encode(),
                    "long-words.json": b"true" if _LONG_WORD.search(data) else b"false",
                },
                format="pdf",
                pdf_standards=["a-2b"],
                pdf_tags=_rows(document) <= _MOST_TAGGED_ROWS,
                timestamp=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
            )
        except typst.TypstError as error:
            raise PdfNotMade(
                f"PDF 未能生成：{error.message}。请检查文中是否有异常字符，或先导出 Word 版。"
            ) from error
    unknown = sorted({warning.message for warning in warnings if "unknown font family" in warning.message})
    if unknown:
        raise PdfNotMade(
            f"PDF 未能生成：字体文件在运行中被移走（{'；'.join(unknown)}）。请重新运行 make fonts。"
        )
    assert isinstance(pdf, bytes)  # the format was "pdf"
    return pdf


def _rows(document: Document) -> int:
    """Return how many table rows the document has, annexes included."""
    groups = (document.blocks, *(annex.blocks for annex in document.annexes))
    return sum(len(block.rows) for blocks in groups for block in blocks if isinstance(block, Table))


@lru_cache(maxsize=4)
def _compiler(fonts: Fonts) -> typst.Compiler:
    keep_freed_memory()
    return typst.Compiler(font_paths=typeset_fonts(fonts.folders), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return (files("taizhang.render.pdf") / "report.typ").read_bytes()
