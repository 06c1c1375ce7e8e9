"""A docx is read as a person sees it."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from taizhang.reading.docx.reader import read_docx
from tests.reading.docx.made import STRICT, cell, docx, list_levels, list_of, paragraph, table


def _lines(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data=data, name="汇报.docx")[0]]


def test_inserted_text_is_read_and_deleted_text_is_not() -> None:
    body = (
        "<w:p><w:r><w:t>开展</w:t></w:r><w:ins><w:r><w:t>读书日</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>别处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>活动</w:t></w:r></w:moveTo></w:p>"
    )

    assert _lines(docx(body)) == ["开展读书日活动"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("文本框里的字") + "</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
        f"{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert _lines(docx(body)) == ["正文", "文本框里的字"]


def test_an_old_text_box_is_read_too() -> None:
    body = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('框')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"

    assert _lines(docx(body)) == ["框"]


def test_breaks_tabs_fields_and_links_are_seen() -> None:
    body = (
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二</w:t><w:tab/><w:t>行</w:t><w:br w:type='page'/></w:r>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>"
    )

    assert _lines(docx(body)) == ["第一行", "第二\t行链接3"]


def test_phonetic_guides_give_the_character_without_its_pinyin() -> None:
    body = (
        "<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>tài</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>态</w:t></w:r>"
        r"</w:rubyBase></w:ruby></w:r><w:r><w:instrText>EQ \* jc2 \o\ad(\s\up 9(dòng),动)</w:instrText></w:r></w:p>"
    )

    assert _lines(docx(body)) == ["态动"]


def test_content_controls_are_walked_through() -> None:
    body = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件里的字')}</w:sdtContent></w:sdt>"

    assert _lines(docx(body)) == ["控件里的字"]


def test_hidden_text_and_notes_are_told() -> None:
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    )

    lines, doubts = read_docx(data=docx(body), name="汇报.docx")

    assert [line.text for line in lines] == ["正文"]
    assert ["隐藏文字" in doubts[0].reason, "脚注" in doubts[1].reason] == [True, True]


def test_automatic_numbers_become_text() -> None:
    numbering = list_levels(
        0,
        ("chineseCountingThousand", "%1、"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimal", "（%4）"),
    ) + list_of(1, 0)
    body = "".join(
        paragraph(text, list_id="1", level=level)
        for text, level in (
            ("工作", 0),
            ("学习", 1),
            ("线上", 2),
            ("公众号", 3),
            ("阵地", 1),
            ("打算", 0),
            ("继续", 1),
        )
    )

    assert _lines(docx(body, numbering=numbering)) == [
        "一、工作", "（一）学习", "1.线上", "（1）公众号", "（二）阵地", "二、打算", "（一）继续",
    ]  # fmt: skip


def test_a_list_can_begin_anew_and_show_the_levels_above() -> None:
    numbering = (
        list_levels(0, ("chineseCounting", "%1、"), ("decimal", "%1.%2"))
        + list_of(1, 0)
        + list_of(2, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    )
    body = paragraph("甲", list_id="1") + paragraph("乙", list_id="1", level=1) + paragraph("丙", list_id="2")

    assert _lines(docx(body, numbering=numbering)) == ["一、甲", "一.1乙", "五、丙"]


def test_bullets_and_list_zero_show_no_number() -> None:
    numbering = list_levels(0, ("bullet", "●")) + list_of(1, 0)
    body = paragraph("甲", list_id="1") + paragraph("乙", list_id="0")

    assert _lines(docx(body, numbering=numbering)) == ["甲", "乙"]


def test_a_style_brings_its_level_and_its_number() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="自定"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="圈"/><w:basedOn w:val="c"/></w:style>'
    )
    numbering = list_levels(0, ("chineseCountingThousand", "%1、")) + list_of(1, 0)
    body = (
        paragraph("汇报", style="a")
        + paragraph("工作", style="1")
        + paragraph("打算", style="b")
        + paragraph("完", style="c")
    )

    lines = read_docx(data=docx(body, styles=styles, numbering=numbering), name="汇报.docx")[0]

    assert [(line.text, line.level) for line in lines] == [
        ("汇报", 0),
        ("一、工作", 1),
        ("二、打算", 1),
        ("完", None),
    ]


def test_a_merged_cell_gives_its_value_to_every_row() -> None:
    body = table(
        cell("社区") + cell("活动", span=2),
        cell("月季社区", merge="restart") + cell("读书日") + cell("3"),
        cell("", merge="continue") + cell("电影院") + cell("5"),
    )

    lines = read_docx(data=docx(body), name="汇报.docx")[0]

    assert [line.cells for line in lines] == [
        ("社区", "活动", ""),
        ("月季社区", "读书日", "3"),
        ("月季社区", "电影院", "5"),
    ]
    assert [line.fresh for line in lines][2] == ("", "电影院", "5")
    assert {line.table for line in lines} == {1}


def test_a_table_inside_a_cell_follows_the_outer_one() -> None:
    inner = table(cell("里一") + cell("里二"))
    body = f"<w:tbl><w:tr>{cell('外')}<w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"

    assert [(line.text, line.table) for line in read_docx(data=docx(body), name="a.docx")[0]] == [
        ("外", 1),
        ("里一\t里二", 2),
    ]


def test_a_strict_file_is_read_like_any_other() -> None:
    assert _lines(docx(paragraph("正文"), namespace=STRICT)) == ["正文"]


def test_a_file_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    document.add_heading("工作汇报", level=0)
    document.add_heading("工作开展情况", level=1)
    document.add_paragraph("开展活动12次。")
    grid = document.add_table(rows=1, cols=2)
    grid.cell(0, 0).text = "社区"
    grid.cell(0, 1).text = "次数"
    buffer = io.BytesIO()
    document.save(buffer)

    lines = read_docx(data=buffer.getvalue(), name="汇报.docx")[0]

    assert [(line.text, line.level) for line in lines] == [
        ("工作汇报", 0),
        ("工作开展情况", 1),
        ("开展活动12次。", None),
        ("社区\t次数", None),
    ]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_empty_paragraphs_use_no_number(count: int) -> None:
    numbering = list_levels(0, ("decimal", "%1.")) + list_of(1, 0)
    body = paragraph("甲", list_id="1") + paragraph(" ", list_id="1") * count + paragraph("乙", list_id="1")

    assert _lines(docx(body, numbering=numbering)) == ["1.甲", "2.乙"]
