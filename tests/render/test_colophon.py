"""The colophon's words in every form of a document without pages of its own; the JSON keeps it."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from taizhang.compiler.document import Colophon
from taizhang.render.colophon import colophon_height_pt, colophon_lines, colophon_text
from taizhang.render.html import html_text
from taizhang.render.json_text import DocumentNotReadable, document_from_json, json_text
from taizhang.render.markdown import markdown_text
from tests.render.examples import COLOPHON, document, paragraph, report

SENT = document(paragraph("正文。"), colophon=COLOPHON)
COPIES = "抄送：区文明实践中心，区文化馆，区图书馆，各社区居民委员会，各村民委员会，街道综合文化站。"


def test_copies_are_set_off_by_commas_and_end_with_a_full_stop() -> None:
    assert colophon_lines(SENT) == (COPIES, "梧桐街道党政办公室\u30002025年12月30日印发")


def test_a_colophon_without_copies_is_one_line() -> None:
    alone = replace(SENT, colophon=replace(COLOPHON, copies_to=()))

    assert colophon_lines(alone) == ("梧桐街道党政办公室\u30002025年12月30日印发",)


def test_a_colophon_without_an_issuer_has_its_day() -> None:
    assert colophon_lines(replace(SENT, colophon=Colophon(("区文化馆",), " ", dt.date(2026, 1, 5)))) == (
        "抄送：区文化馆。",
        "2026年1月5日印发",
    )


def test_a_document_without_a_colophon_has_no_such_lines() -> None:
    assert colophon_lines(document()) == ()


@given(st.lists(st.text("区文化馆图书，", max_size=60), max_size=30), st.text("街道办公室", max_size=60))
def test_more_copies_never_take_less_room(copies: list[str], issuer: str) -> None:
    def height(names: list[str]) -> float:
        return colophon_height_pt(colophon_text(Colophon(tuple(names), issuer, dt.date(2025, 12, 30))))

    assert height([*copies, "区文化馆"]) >= height(copies) > 0


def test_markdown_ends_with_the_colophon() -> None:
    assert markdown_text(document=SENT).endswith(
        f"\n\n{COPIES}  \n梧桐街道党政办公室\u30002025年12月30日印发\n"
    )
    assert markdown_text(document=SENT).startswith(markdown_text(document=replace(SENT, colophon=None)))


def test_the_page_has_the_colophon_at_the_foot_of_its_last_sheet() -> None:
    page = parser.document_fromstring(html_text(document=replace(report(), colophon=COLOPHON)))

    (colophon,) = page.xpath("//*[@class='colophon']")
    *_, last = page.xpath("//*[contains(@class, 'sheet')]")
    assert [line.text_content() for line in colophon.xpath("p")] == [
        COPIES,
        "梧桐街道党政办公室2025年12月30日印发",
    ]
    assert last.get("class") == "sheet annex closing"
    assert colophon.xpath("ancestor::section[1]") == [last]
    assert colophon.getparent().getnext() is None


def test_a_page_without_annexes_closes_its_only_sheet() -> None:
    page = parser.document_fromstring(html_text(document=SENT))

    assert len(page.xpath("//article[@class='sheet closing']//*[@class='colophon']")) == 1


def test_a_page_without_a_colophon_says_nothing_of_one() -> None:
    shown = html_text(document=report())

    assert "colophon" not in shown
    assert "closing" not in shown


@pytest.mark.parametrize("hostile", ["<script>x</script>", '" onclick="x', "&amp;", "*一*\n# 二", "\x00"])
def test_any_text_of_a_colophon_is_only_text(hostile: str) -> None:
    sent = document(paragraph("正文。"), colophon=Colophon((hostile,), hostile, dt.date(2025, 12, 30)))
    page = parser.document_fromstring(html_text(document=sent))

    assert page.xpath("//script | //@onclick | //*[@class='colophon']//h1") == []
    assert "\n# 二" not in markdown_text(document=sent)
    assert "\x00" not in html_text(document=sent) + markdown_text(document=sent)


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)


@given(st.none() | st.builds(Colophon, st.lists(words, max_size=3).map(tuple), words, st.dates()))
def test_the_json_gives_the_same_colophon_back(colophon: Colophon | None) -> None:
    sent = document(paragraph("正文。"), colophon=colophon)

    assert document_from_json(json_text(document=sent)) == sent


def test_the_json_says_that_there_is_no_colophon() -> None:
    assert json.loads(json_text(document=document()))["colophon"] is None
    assert json.loads(json_text(document=SENT))["colophon"] == {
        "copies_to": list(COLOPHON.copies_to),
        "issuer": "梧桐街道党政办公室",
        "issued_on": "2025-12-30",
    }


@pytest.mark.parametrize(
    "found, put", [('"2025-12-30"', "20251230"), ('["区文明', '[1,"区文明'), ('"issuer"', '"by"')]
)
def test_what_is_no_colophon_is_refused(found: str, put: str) -> None:
    text = json_text(document=SENT)
    assert found in text

    with pytest.raises(DocumentNotReadable):
        document_from_json(text.replace(found, put))
