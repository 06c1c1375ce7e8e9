"""The docx says in its own words what GB/T 9704 and GB/T 33476.2 ask for."""

from __future__ import annotations

import io
import itertools
import zipfile

import docx
import pytest

from taizhang.compiler.document import Chart, Heading, Paragraph, Table, Text
from taizhang.render.docx import docx_bytes
from taizhang.render.page import ProfileName
from tests.render.docx_parts import NAMES, attribute, body_text, members, part
from tests.render.examples import document, figure, paragraph, report, text

W = f"{{{NAMES['w']}}}"
MARGINS = {
    "word": {"top": "2098", "bottom": "1984", "left": "1588", "right": "1474"},
    "strict": {"top": "1960", "bottom": "1847", "left": "1588", "right": "1474"},
}
PITCHES = {"word": "579", "strict": "589"}


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_the_page_has_the_standards_size_and_margins(profile: ProfileName) -> None:
    section = part(docx_bytes(document=report(), profile=profile), "word/document.xml").find(
        ".//w:sectPr", NAMES
    )
    assert section is not None

    assert attribute(section, "w:pgSz", "w") == "11906"
    assert attribute(section, "w:pgSz", "h") == "16838"
    assert {side: attribute(section, "w:pgMar", side) for side in MARGINS[profile]} == MARGINS[profile]
    assert attribute(section, "w:docGrid", "type") == "lines"
    assert attribute(section, "w:docGrid", "linePitch") == PITCHES[profile]


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_the_normal_style_gives_22_lines_of_28_characters(profile: ProfileName) -> None:
    styles = part(docx_bytes(document=report(), profile=profile), "word/styles.xml")
    normal = styles.find("w:style[@w:default='1'][@w:type='paragraph']", NAMES)
    assert normal is not None

    assert attribute(normal, "w:pPr/w:spacing", "line") == PITCHES[profile]
    assert attribute(normal, "w:pPr/w:spacing", "lineRule") == "exact"
    assert attribute(normal, "w:rPr/w:spacing", "val") == "-5"
    assert attribute(normal, "w:rPr/w:sz", "val") == "32"
    assert attribute(normal, "w:rPr/w:rFonts", "eastAsia") == "仿宋_GB2312"


def test_title_headings_and_page_number_have_the_standards_faces() -> None:
    styles = part(docx_bytes(document=report()), "word/styles.xml")

    def face_and_size(key: str) -> tuple[str, str | None]:
        style = styles.find(f"w:style[@w:styleId='{key}']", NAMES)
        assert style is not None
        size = style.find("w:rPr/w:sz", NAMES)
        return attribute(style, "w:rPr/w:rFonts", "eastAsia"), None if size is None else size.get(f"{W}val")

    assert face_and_size("t") == ("方正小标宋简体", "44")
    assert [face_and_size(key) for key in "1234"] == [
        ("黑体", None),
        ("楷体_GB2312", None),
        ("仿宋_GB2312", None),
        ("仿宋_GB2312", None),
    ]
    assert face_and_size("p") == ("宋体", "28")


def test_nothing_is_bold() -> None:
    parts = members(docx_bytes(document=report()))

    assert not [name for name, content in parts.items() if b"<w:b/>" in content or b"<w:b " in content]


def test_no_theme_font_overrides_the_named_ones() -> None:
    parts = members(docx_bytes(document=report()))

    assert not [name for name, content in parts.items() if b"Theme=" in content]


def test_page_numbers_differ_on_odd_and_even_pages() -> None:
    data = docx_bytes(document=report())
    odd, even = part(data, "word/footer1.xml"), part(data, "word/footer2.xml")

    assert part(data, "word/settings.xml").find("w:evenAndOddHeaders", NAMES) is not None
    for footer, side, edge in ((odd, "right", "right"), (even, "left", "left")):
        assert "PAGE" in "".join(footer.itertext())
        assert attribute(footer, ".//w:jc", "val") == side
        assert attribute(footer, ".//w:ind", edge) == "280"


def test_headings_are_styles_of_four_levels() -> None:
    blocks = [
        Heading(level, sign, text("标题"))
        for level, sign in ((1, "一、"), (2, "（一）"), (3, "1."), (4, "（1）"))
    ]  # type: ignore[arg-type]
    body = part(docx_bytes(document=document(*blocks)), "word/document.xml")

    styles = [node.get(f"{W}val") for node in body.iterfind(".//w:pStyle", NAMES)]

    assert styles[2:6] == ["1", "2", "3", "4"]


def test_a_run_in_heading_and_its_paragraph_are_one_paragraph_in_two_faces() -> None:
    data = docx_bytes(
        document=document(Heading(2, "（一）", text("学习。"), run_in=True), paragraph("全年学习。"))
    )
    body = part(data, "word/document.xml")

    assert "（一）学习。全年学习。" in body_text(data)
    kai = body.find(".//w:rFonts[@w:eastAsia='楷体_GB2312']/../..", NAMES)
    assert kai is not None
    assert "".join(kai.itertext()) == "（一）"


def test_rare_hanzi_get_a_face_that_has_them() -> None:
    body = part(docx_bytes(document=document(paragraph("钱堃、孙喆到场"))), "word/document.xml")

    rare = [
        "".join(node.itertext()) for node in body.iterfind(".//w:rFonts[@w:eastAsia='仿宋']/../..", NAMES)
    ]

    assert rare == ["堃", "喆"]


def test_chinese_quotes_are_told_to_be_chinese() -> None:
    body = part(docx_bytes(document=document(paragraph("“邻里学堂”"))), "word/document.xml")

    (run,) = [node for node in body.iterfind(".//w:r", NAMES) if "邻里" in "".join(node.itertext())]

    assert attribute(run, "w:rPr/w:rFonts", "hint") == "eastAsia"


@pytest.mark.parametrize("said", ["2025年", "第3村（社区）", "12.5%", "f1，见表2"])
def test_a_cell_of_plain_text_says_nothing_of_its_face(said: str) -> None:
    data = docx_bytes(document=document(Table("", ("口径",), ((text(said),), (text("集中学习"),)), "l")))

    runs = part(data, "word/document.xml").findall(".//w:tc//w:r", NAMES)[1:]

    assert ["".join(run.itertext()) for run in runs] == [said, "集中学习"]
    assert all(run.find("w:rPr", NAMES) is None for run in runs)


@pytest.mark.parametrize("said", ["“邻里节”", "f1—f3", "9·18", "约 300", "①", "÷", "文化…"])
def test_a_cell_with_a_sign_of_either_face_is_told_to_be_chinese(said: str) -> None:
    data = docx_bytes(document=document(Table("", ("口径",), ((text(said),), (text("集中学习"),)), "l")))

    run = part(data, "word/document.xml").findall(".//w:tc//w:r", NAMES)[1]

    assert "".join(run.itertext()) == said
    assert attribute(run, "w:rPr/w:rFonts", "hint") == "eastAsia"


@pytest.mark.parametrize(
    "hostile",
    [
        "<w:p/>",
        "A&B",
        '"引号"',
        "']]>",
        "\x00\x0b控制符",
        "左\u202e右",
        "\ud800半个",
        "换\n行",
        "\ufffe",
        "& 堃 <",
    ],
)
def test_any_text_is_only_text(hostile: str) -> None:
    table = Table(hostile, (hostile,), ((text(hostile),),), "l")
    chart = Chart(hostile, "bar", (hostile,), ("1",), hostile)
    odd = figure(hostile, hostile, unit=hostile)
    data = docx_bytes(
        document=document(
            Paragraph((Text(hostile), *text(0))),
            table,
            chart,
            title=hostile,
            addressee=hostile,
            signer=hostile,
            subject=hostile,
            figures=(odd,),
            meta=((hostile, hostile),),
        )
    )

    for name in members(data):
        part(data, name)
    docx.Document(io.BytesIO(data))


def test_python_docx_reads_title_text_and_tables() -> None:
    opened = docx.Document(io.BytesIO(docx_bytes(document=report())))

    assert (
        opened.paragraphs[0].text.replace("\n", "")
        == "梧桐街道关于2025年新时代文明实践工作责任制落实情况的汇报"
    )
    assert len(opened.tables) == 3
    assert opened.tables[0].cell(0, 1).text == "活动（场）"
    assert opened.core_properties.title == report().title
    assert opened.core_properties.created is not None
    assert opened.core_properties.created.date() == report().signed_on


def test_a_table_fills_the_core_and_repeats_its_head() -> None:
    body = part(docx_bytes(document=report()), "word/document.xml")

    for table in body.iterfind(".//w:tbl", NAMES):
        widths = [int(str(node.get(f"{W}w"))) for node in table.iterfind("w:tblGrid/w:gridCol", NAMES)]
        assert sum(widths) == pytest.approx(8844, abs=len(widths))
        assert table.find("w:tr/w:trPr/w:tblHeader", NAMES) is not None


def test_the_facts_for_the_archives_are_document_properties() -> None:
    custom = members(docx_bytes(document=report()))["docProps/custom.xml"].decode()

    assert 'name="全宗号"' in custom
    assert "<vt:lpwstr>0127</vt:lpwstr>" in custom


def test_a_missing_value_is_a_gap_in_the_chart_never_0() -> None:
    chart = Chart("场次", "line", ("一季度", "二季度", "三季度"), ("3", None, "5"), "场")

    drawn = part(docx_bytes(document=document(chart)), "word/charts/chart1.xml")

    points = {node.get("idx"): "".join(node.itertext()) for node in drawn.iterfind(".//c:numLit/c:pt", NAMES)}
    assert points == {"0": "3", "2": "5"}
    assert drawn.find(".//c:dispBlanksAs[@val='gap']", NAMES) is not None


def test_a_bar_chart_begins_at_0() -> None:
    chart = Chart("场次", "bar", ("一季度", "二季度"), ("88", "104"), "场")

    drawn = part(docx_bytes(document=document(chart)), "word/charts/chart1.xml")

    low = drawn.find(".//c:valAx/c:scaling/c:min", NAMES)
    assert low is not None
    assert low.get("val") == "0"


def test_every_part_has_a_content_type_and_every_relation_a_target() -> None:
    data = docx_bytes(document=report())
    parts = members(data)
    types = parts["[Content_Types].xml"].decode()

    for name in parts:
        assert (
            name == "[Content_Types].xml"
            or f'PartName="/{name}"' in types
            or name.endswith((".rels", "item1.xml"))
        )
    relations = part(data, "word/_rels/document.xml.rels")
    targets = {str(node.get("Target")) for node in relations}
    assert {t.removeprefix("../") if t.startswith("../") else f"word/{t}" for t in targets} <= parts.keys()


def test_the_archive_is_sound() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(document=report()))) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize("profile", ["word", "strict"])
def test_the_same_document_gives_the_same_bytes(profile: ProfileName) -> None:
    assert docx_bytes(document=report(), profile=profile) == docx_bytes(document=report(), profile=profile)


def test_a_cell_may_hold_nothing_or_several_pieces() -> None:
    table = Table("", ("甲", "乙", "丙"), (((), text("共", 0, "场"), (Text("楷", "kai"),)),), "lcr")

    data = docx_bytes(document=document(table, figures=(figure("a", "12"),)))

    assert docx.Document(io.BytesIO(data)).tables[0].cell(1, 0).text == ""
    assert "共12场" in body_text(data)
    assert "楷" in body_text(data)


def test_a_table_without_rows_has_its_heads_alone() -> None:
    data = docx_bytes(document=document(Table("来源", ("序号", "名称", "日期"), (), "lll")))

    (table,) = docx.Document(io.BytesIO(data)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["序号", "名称", "日期"]]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_columns_of_any_sort_stand_beside_each_other(order: tuple[int, ...]) -> None:
    columns = ((text("甲"), text("乙")), (text(0), text(0)), ((), text("共", 0, "场")))
    rows = tuple(zip(*(columns[place] for place in order), strict=True))

    data = docx_bytes(
        document=document(Table("", ("一", "二", "三"), rows, "lll"), figures=(figure("a", "12"),))
    )

    cells = part(data, "word/document.xml").findall(".//w:tc", NAMES)
    said = [["甲", "乙"], ["12", "12"], ["", "共12场"]]
    told = ["".join(node.text or "" for node in cell.iterfind(".//w:t", NAMES)) for cell in cells[3:]]
    assert told == [said[place][row] for row in (0, 1) for place in order]


def test_two_thousand_rows_are_written() -> None:
    rows = tuple((text(str(number)), text(f"第{number}讲")) for number in range(2000))

    data = docx_bytes(document=document(Table("来源", ("序号", "名称"), rows, "rl")))

    assert "第1999讲" in body_text(data)
