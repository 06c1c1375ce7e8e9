"""An old report may have no date: none is printed and none is made up."""

from __future__ import annotations

import dataclasses
import io

import docx
import pdfplumber

from taizhang.compiler.document import Document, Paragraph, Text
from taizhang.render.docx import docx_bytes
from taizhang.render.fonts import Fonts
from taizhang.render.html import html_text
from taizhang.render.json_text import document_from_json, json_text
from taizhang.render.markdown import markdown_text
from taizhang.render.pdf import pdf_bytes

UNDATED = Document(
    title="社区文化活动情况",
    subject="",
    genre="",
    addressee="",
    blocks=(Paragraph((Text("全年开展活动若干场。"),)),),
    signer="柳溪街道",
    signed_on=None,
)


def test_an_undated_report_prints_its_signer_and_no_date(fonts: Fonts) -> None:
    with pdfplumber.open(io.BytesIO(pdf_bytes(document=UNDATED, fonts=fonts))) as pdf:
        printed = pdf.pages[0].extract_text()
    word = [
        paragraph.text for paragraph in docx.Document(io.BytesIO(docx_bytes(document=UNDATED))).paragraphs
    ]

    assert "柳溪街道" in printed
    assert "None" not in printed + "".join(word) + html_text(document=UNDATED) + markdown_text(
        document=UNDATED
    )
    assert not any("年" in line and "月" in line for line in [*word, *printed.splitlines()])


def test_an_undated_report_is_kept_and_read_back_as_such() -> None:
    assert document_from_json(json_text(document=UNDATED)) == UNDATED


def test_the_same_undated_report_gives_the_same_bytes(fonts: Fonts) -> None:
    again = dataclasses.replace(UNDATED)

    assert pdf_bytes(document=UNDATED, fonts=fonts) == pdf_bytes(document=again, fonts=fonts)
    assert docx_bytes(document=UNDATED) == docx_bytes(document=again)
