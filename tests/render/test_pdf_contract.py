"""What a PDF promises beyond its layout: the archive's format, safety, plain refusals."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest

from taizhang.compiler.document import Heading, Table
from taizhang.render.fonts import Fonts, find_fonts
from taizhang.render.pdf import CharactersMissing, FontsMissing, pdf_bytes
from tests.render.examples import document, figure, paragraph, sources_table, text
from tests.render.printed import printed_pages


def test_a_pdf_says_that_it_is_pdf_a_2b(report_pdf: bytes) -> None:
    assert b"<pdfaid:part>2</pdfaid:part>" in report_pdf
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in report_pdf


def test_its_date_is_the_day_of_signature(report_pdf: bytes) -> None:
    assert b"2025-12-26" in report_pdf


def test_typesetting_commands_in_a_text_are_only_text(fonts: Fonts) -> None:
    hostile = '#read("/etc/passwd") $x$ *粗* _斜_ `代码` @引用 <标签> \\ // 注释 "引号" #{sys}'

    (page,) = printed_pages(pdf_bytes(document=document(paragraph(hostile)), fonts=fonts))

    assert hostile.replace(" ", "") in page.text.replace(" ", "")


def test_a_figure_is_printed_in_the_line_it_stands_in(fonts: Fonts) -> None:
    one = document(
        paragraph("共", 0, "场，占", 1, "。"), figures=(figure("a", "1274"), figure("b", "—", value=None))
    )

    (page,) = printed_pages(pdf_bytes(document=one, fonts=fonts))

    assert "共1274场，占—。" in page.text


def test_a_row_taller_than_a_page_breaks_over_pages(fonts: Fonts) -> None:
    long = "一件事只记一次，处处可用。" * 300
    tall = Table("", ("事项", "说明"), ((text("甲"), text(long)),), "ll")

    pages = printed_pages(pdf_bytes(document=document(tall), fonts=fonts))

    assert len(pages) >= 2
    assert "".join(page.text for page in pages).count("一件事只记") >= 290


def test_a_word_longer_than_its_column_is_broken_within_it(fonts: Fonts) -> None:
    digest = "0123456789abcdef" * 4
    table = Table("", ("摘要", "名称"), ((text(digest), text("第一讲" * 20)),), "ll")

    (page,) = printed_pages(pdf_bytes(document=document(table, paragraph(digest * 2)), fonts=fonts))

    assert max(line.right for line in page.lines) < 187


def test_two_thousand_sources_are_set(fonts: Fonts) -> None:
    data = pdf_bytes(document=document(sources_table(rows=2000)), fonts=fonts)

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        before_last, last = (page.extract_text() for page in pdf.pages[-2:])
    assert "记录编号" in before_last
    assert "2025-002000" in before_last + last
    assert len(data) < 1_500_000


def test_an_empty_document_is_a_page(fonts: Fonts) -> None:
    empty = document(title="", addressee="", signer="")

    assert len(printed_pages(pdf_bytes(document=empty, fonts=fonts))) == 1


def test_odd_blocks_do_not_stop_the_print(fonts: Fonts) -> None:
    odd = document(
        Table("空表", ("甲", "乙"), (), "lr"),
        Table("无列", (), (), ""),
        Table("空格", ("甲", "乙"), (((), text("1")),), "lr"),
        Heading(2, "（一）", text("后面没有段落。"), run_in=True),
    )

    (page,) = printed_pages(pdf_bytes(document=odd, fonts=fonts))

    assert "后面没有段落。" in page.text


def test_without_chinese_fonts_there_is_a_refusal_with_its_remedy(tmp_path: Path) -> None:
    none = find_fonts(folders=[tmp_path])

    with pytest.raises(FontsMissing, match=r"没有找到任何中文字体.*tools/fonts\.py"):
        pdf_bytes(document=document(paragraph("正文")), fonts=none)


def test_a_character_that_no_font_has_is_named(fonts: Fonts) -> None:
    with pytest.raises(CharactersMissing, match=r"U\+E000"):
        pdf_bytes(document=document(paragraph("办公室\ue000主任")), fonts=fonts)


def test_with_one_face_alone_everything_is_set_in_it(fonts: Fonts, tmp_path: Path) -> None:
    serif = fonts.faces["rare"].file
    assert serif is not None
    (tmp_path / serif.name).write_bytes(serif.read_bytes())
    poor = find_fonts(folders=[tmp_path])

    pages = printed_pages(
        pdf_bytes(document=document(paragraph("共", 0, "场。"), figures=(figure("a", "12"),)), fonts=poor)
    )

    assert "共12场。" in pages[0].text
    assert set(poor.missing) >= {"fang", "kai", "hei", "title", "latin"}
    # The machine may have the same face under its own name: Noto Serif CJK SC.
    assert "仿宋暂用 Noto Serif" in poor.notice


def test_both_profiles_give_the_same_page(fonts: Fonts) -> None:
    one = document(paragraph("正文。"))

    assert pdf_bytes(document=one, fonts=fonts, profile="strict") == pdf_bytes(document=one, fonts=fonts)


def test_another_date_is_another_pdf(fonts: Fonts) -> None:
    one = document(paragraph("正文。"))

    later = pdf_bytes(document=replace(one, signed_on=one.signed_on.replace(day=27)), fonts=fonts)

    assert later != pdf_bytes(document=one, fonts=fonts)
