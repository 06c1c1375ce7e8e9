"""The printed colophon: on an even page, its last rule on the core's lower edge (GB/T 9704, GB/T 33476.2)."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pdfplumber
import pytest

from taizhang.compiler.document import Colophon, Document
from taizhang.render.fonts import Fonts
from taizhang.render.pdf import pdf_bytes
from tests.render.examples import COLOPHON, document, filler_document, paragraph, report
from tests.render.printed import MM, PrintedPage, printed_pages
from tests.render.test_pdf_layout import postscript_name

SHORT = document(paragraph("正文。"), colophon=COLOPHON)


def pages_of(sent: Document, fonts: Fonts) -> list[PrintedPage]:
    return printed_pages(pdf_bytes(document=sent, fonts=fonts))


def filled(lines: int) -> Document:
    """Return a document whose text takes so many lines, title and signature apart."""
    return replace(filler_document(lines=lines), colophon=COLOPHON)


def rules_of(sent: Document, fonts: Fonts) -> list[tuple[float, float, float, float]]:
    """Return the last page's rules from the top: height on the page, left and right end, width, in mm."""
    with pdfplumber.open(io.BytesIO(pdf_bytes(document=sent, fonts=fonts))) as pdf:
        lines = pdf.pages[-1].lines
        return sorted(
            (line["top"] * MM, line["x0"] * MM, line["x1"] * MM, line["linewidth"] * MM) for line in lines
        )


def test_the_last_rule_stands_on_the_cores_lower_edge(fonts: Fonts) -> None:
    for sent in (SHORT, filled(28), replace(report(), colophon=COLOPHON)):
        assert rules_of(sent, fonts)[-1][0] == pytest.approx(262, abs=0.5)


def test_the_rules_are_as_wide_as_the_core(fonts: Fonts) -> None:
    for _, left, right, _ in rules_of(SHORT, fonts):
        assert right - left == pytest.approx(156, abs=0.5)
        assert left == pytest.approx(28, abs=0.3)


def test_the_first_and_the_last_rule_are_thicker_than_the_one_between(fonts: Fonts) -> None:
    widths = [width for *_, width in rules_of(SHORT, fonts)]

    assert widths == pytest.approx([0.35, 0.25, 0.35], abs=0.01)


def test_a_colophon_without_copies_has_two_rules(fonts: Fonts) -> None:
    alone = replace(SHORT, colophon=replace(COLOPHON, copies_to=()))

    assert [width for *_, width in rules_of(alone, fonts)] == pytest.approx([0.35, 0.35], abs=0.01)


def test_its_words_are_14_pt_and_one_character_from_either_edge(fonts: Fonts) -> None:
    copies, more, issued = pages_of(SHORT, fonts)[-1].lines
    character = 14 * MM

    assert {sign.size for line in (copies, more, issued) for sign in line.signs} == {14.0}
    assert {sign.font for sign in copies.signs} == {postscript_name(fonts.faces["fang"])}
    assert copies.text.startswith("抄送：区文明实践中心，")
    assert copies.left - 28 == pytest.approx(character, abs=0.3)
    assert more.left - copies.left == pytest.approx(3 * character, abs=0.3)
    assert more.text.rstrip().endswith("。")
    assert issued.text.replace(" ", "") == "梧桐街道党政办公室2025年12月30日印发"
    assert issued.left - 28 == pytest.approx(character, abs=0.3)
    assert 184 - issued.right == pytest.approx(character, abs=0.4)


def test_after_an_odd_page_it_has_the_next_page_to_itself_and_no_number(fonts: Fonts) -> None:
    text_page, colophon_page = pages_of(SHORT, fonts)

    assert text_page.footer[0].text.strip() == "— 1 —"
    assert colophon_page.footer == ()
    assert len(colophon_page.lines) == 3


def test_on_an_even_page_with_room_it_stands_below_the_text_and_the_number_stays(fonts: Fonts) -> None:
    _, last = pages_of(filled(28), fonts)

    assert "抄送：" in last.text
    assert "2025年12月26日" in last.text
    assert last.footer[0].text.strip() == "— 2 —"


def test_after_a_full_even_page_it_follows_a_blank_page_and_neither_has_a_number(fonts: Fonts) -> None:
    _, full, blank, colophon_page = pages_of(filled(35), fonts)

    assert full.footer[0].text.strip() == "— 2 —"
    assert blank.signs == []
    assert colophon_page.footer == ()
    assert "抄送：" in colophon_page.text


def test_wherever_the_text_ends_the_colophon_is_on_an_even_last_page_and_touches_nothing(
    fonts: Fonts,
) -> None:
    for lines in range(10, 60, 3):
        pages = pages_of(filled(lines), fonts)
        places = [number for number, page in enumerate(pages, start=1) if "抄送：" in page.text]
        assert places == [len(pages)]
        assert len(pages) % 2 == 0
        above = [line for line in pages[-1].lines if {sign.size for sign in line.signs} == {16.0}]
        first = next(line for line in pages[-1].lines if "抄送" in line.text)
        assert not above or first.baseline - above[-1].baseline > 1.5 * 10.446


def test_it_comes_after_the_annexes(fonts: Fonts) -> None:
    pages = pages_of(replace(report(), colophon=COLOPHON), fonts)

    assert "抄送：" in pages[-1].text
    assert "抄送：" not in "".join(page.text for page in pages[:-1])


def test_an_issuer_longer_than_its_room_breaks_and_the_day_stays_whole(fonts: Fonts) -> None:
    issuer = "梧桐街道党政办公室、梧桐街道综合文化站、梧桐街道新时代文明实践所"
    sent = replace(SHORT, colophon=Colophon(("区文化馆",), issuer, dt.date(2025, 12, 30)))

    _, first, second = pages_of(sent, fonts)[-1].lines

    assert issuer in (first.text + second.text).replace(" ", "")
    assert second.text.replace(" ", "").endswith("2025年12月30日印发")
    assert rules_of(sent, fonts)[-1][0] == pytest.approx(262, abs=0.5)


def test_the_same_colophon_gives_the_same_bytes(fonts: Fonts) -> None:
    assert pdf_bytes(document=SHORT, fonts=fonts) == pdf_bytes(document=SHORT, fonts=fonts)
