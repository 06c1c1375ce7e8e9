"""The page shows the print's sheets, fetches nothing, and every figure leads to its source."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from lxml import html as parser

from taizhang.compiler.document import Annex, Chart, Heading, Table
from taizhang.render.html import html_text
from tests.render.examples import document, figure, paragraph, report, text


@pytest.fixture(scope="module")
def page() -> parser.HtmlElement:
    """Return the invented report's page."""
    return parser.document_fromstring(html_text(document=report()))


def test_the_page_stands_alone(page: parser.HtmlElement) -> None:
    assert (
        page.xpath("//script | //link | //img | //iframe | //object | //@style | //@onclick | //@src") == []
    )
    assert len(page.xpath("//style")) == 1
    assert "url(" not in page.xpath("string(//style)")


def test_each_figure_leads_to_the_entry_that_tells_its_source(page: parser.HtmlElement) -> None:
    links = page.xpath("//a[@class='figure']")

    assert len(links) == len(report().figures)
    for link in links:
        (target,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
        assert link.text_content() in target.text_content()


def test_a_figure_in_the_sources_annex_is_led_to_there() -> None:
    annex = Annex(
        "数据来源",
        (Table("报告数字", ("编号", "数值", "口径"), ((text("f1"), text(0, "场"), text("活动")),), "lrl"),),
    )
    page = parser.document_fromstring(
        html_text(
            document=document(paragraph("共", 0, "场。"), figures=(figure("f1", "386"),), annexes=(annex,))
        )
    )

    (row,) = page.xpath("//tr[@id='figure-0']")

    assert row.text_content().strip().startswith("f1")
    assert page.xpath("//aside") == []


def test_a_missing_figure_is_marked() -> None:
    shown = html_text(document=document(paragraph(0), figures=(figure("a", "—", value=None),)))

    assert 'class="figure missing"' in shown


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '" onclick="x', "'><img src=x>", "&amp;", "\x00\x08"]
)
def test_any_text_is_only_text(hostile: str) -> None:
    shown = html_text(
        document=document(
            Heading(1, hostile, text(hostile, 0)),
            Table(hostile, (hostile,), ((text(hostile),),), "l"),
            Chart(hostile, "bar", (hostile,), (hostile,), hostile),
            title=hostile,
            addressee=hostile,
            signer=hostile,
            figures=(figure(hostile, hostile, unit=hostile),),
            annexes=(Annex(hostile, (paragraph(hostile),)),),
        )
    )
    page = parser.document_fromstring(shown)

    assert page.xpath("//script | //img | //@onclick") == []
    assert "\x00" not in shown


def test_tables_name_their_columns_and_fill_the_sheet(page: parser.HtmlElement) -> None:
    style = page.xpath("string(//style)")

    for table in page.xpath("//table"):
        assert all(head.get("scope") == "col" for head in table.xpath(".//th"))
        widths = re.findall(rf"#{table.get('id')} col:nth-child\(\d+\){{width:([\d.]+)%}}", style)
        assert sum(map(float, widths)) == pytest.approx(100, abs=0.1)


def test_a_chart_is_a_drawing_that_says_its_values(page: parser.HtmlElement) -> None:
    (drawing,) = page.xpath("//svg")

    assert "第一季度 88" in drawing.xpath("string(title)")
    assert len(drawing.xpath(".//rect")) == 4


def test_the_sheet_is_a4_with_the_standards_margins(page: parser.HtmlElement) -> None:
    style = page.xpath("string(//style)")

    assert "@page{size:A4;margin:37mm 26mm 35mm 28mm" in style
    assert "font:16pt/28.95pt" in style
    assert "letter-spacing:-.207pt" in style


def test_headings_go_down_one_level_at_a_time(page: parser.HtmlElement) -> None:
    levels = [
        int(node.tag[1])
        for node in page.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]")
    ]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
