"""The PDF's page is the page of GB/T 9704-2012: every length measured on what was printed."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest
from fontTools.ttLib import TTFont

from taizhang.compiler.document import Table
from taizhang.render.fonts import Face, Fonts, Role
from taizhang.render.pdf import pdf_bytes
from tests.render.examples import document, paragraph, report, text
from tests.render.printed import MM, PrintedPage, printed_pages

FULL = slice(1, 3)
"""Pages of the filler that are full of body text."""


def test_a_full_page_has_22_lines(filler_pages: list[PrintedPage]) -> None:
    assert [len(page.lines) for page in filler_pages[FULL]] == [22, 22]


def test_a_full_line_has_28_hanzi_and_an_indented_one_26(filler_pages: list[PrintedPage]) -> None:
    first = [line.hanzi for line in filler_pages[0].lines]

    assert first[1] == 26
    assert set(first[2:]) == {28}
    assert {line.hanzi for page in filler_pages[FULL] for line in page.lines} == {28}


def test_lines_fill_the_core_from_28_to_184_mm(filler_pages: list[PrintedPage]) -> None:
    for line in (line for page in filler_pages[FULL] for line in page.lines):
        assert line.left == pytest.approx(28, abs=0.5)
        assert line.right == pytest.approx(184, abs=0.5)


def test_the_pitch_is_10_446_mm(filler_pages: list[PrintedPage]) -> None:
    for page in filler_pages[FULL]:
        assert page.pitches() == pytest.approx([10.446] * 21, abs=0.01)


def test_hanzi_reach_from_37_to_262_mm(filler_pages: list[PrintedPage]) -> None:
    for page in filler_pages[FULL]:
        assert page.top() == pytest.approx(37, abs=0.1)
        assert page.bottom() == pytest.approx(262, abs=0.1)


def test_the_body_below_a_title_stands_on_the_same_grid(filler_pages: list[PrintedPage]) -> None:
    first, full = filler_pages[0].lines, filler_pages[1].lines

    assert [line.baseline for line in first[1:]] == pytest.approx(
        [line.baseline for line in full[2:]], abs=0.02
    )


SIZES: dict[Role, tuple[float, ...]] = {
    "title": (22.0,),
    "fang": (16.0, 12.0, 10.5, 9.0),
    "kai": (16.0,),
    "hei": (16.0, 12.0, 10.5, 9.0),
    "song": (14.0,),
    "latin": (22.0, 16.0, 12.0, 10.5, 9.0),
    "rare": (22.0, 16.0, 12.0, 10.5, 9.0),
}
"""22, 16 and 14 pt are the standard's; 12, 10.5 and 9 are for tables, captions and charts, which it leaves open."""


def test_only_the_standards_faces_and_sizes_are_used(fonts: Fonts, report_pages: list[PrintedPage]) -> None:
    allowed = {(postscript_name(fonts.faces[role]), size) for role, sizes in SIZES.items() for size in sizes}

    used = {(sign.font, sign.size) for page in report_pages for sign in page.signs if sign.text.strip()}

    assert used <= allowed


def postscript_name(face: Face) -> str:
    """Return the name under which a PDF knows a face."""
    if face.file is None:
        return face.family.replace(" ", "") + "-Regular"
    with TTFont(face.file, fontNumber=face.index, lazy=True) as font:
        return str(font["name"].getDebugName(6))


def test_every_font_is_embedded_as_a_subset(report_pdf: bytes) -> None:
    fonts = re.findall(rb"/BaseFont\s*/([A-Z]{6}\+)?", report_pdf)

    assert fonts
    assert all(fonts)


def test_the_printed_text_is_the_documents_text(report_pages: list[PrintedPage]) -> None:
    text = "".join(page.text for page in report_pages)

    assert "(cid:" not in text
    assert "\ufffd" not in text
    for words in (
        "赵垚、钱堃、孙喆等居民志愿者",
        "全年共开展志愿服务活动386场，参与31204人次",
        "“银龄学堂”“小板凳议事”",
    ):
        assert words in text.replace(" ", "")


def test_page_numbers_stand_as_the_standard_says(report_pages: list[PrintedPage]) -> None:
    for number, page in enumerate(report_pages, start=1):
        (line,) = page.footer
        assert re.fullmatch("— [0-9]+ —", line.text.strip())
        assert line.text.strip() == f"— {number} —"
        assert {sign.size for sign in line.signs} == {14.0}
        gap = 184 - line.right if number % 2 else line.left - 28
        assert gap == pytest.approx(4.94, abs=0.3)
        dash_centre = line.baseline - 0.38 * 14 * MM
        assert dash_centre == pytest.approx(269, abs=0.5)


def test_nothing_is_printed_outside_the_core(report_pages: list[PrintedPage]) -> None:
    # A sign at a line's end or start may carry its blank half over the edge: half an em of 16 pt.
    half = 8.5 * MM
    for line in (line for page in report_pages for line in page.lines):
        assert line.left >= 28 - half
        assert line.right <= 184 + half


def test_tables_stay_within_the_core(report_pdf: bytes) -> None:
    with pdfplumber.open(io.BytesIO(report_pdf)) as pdf:
        edges = [(edge["x0"] * MM, edge["x1"] * MM) for page in pdf.pages for edge in page.edges]

    assert min(x0 for x0, _ in edges) >= 27.9
    assert max(x1 for _, x1 in edges) <= 184.1


def test_the_date_begins_two_characters_after_the_signer(report_pages: list[PrintedPage]) -> None:
    last = next(page for page in report_pages if "2025年12月26日" in page.text)
    signer = next(line for line in last.lines if line.text.strip() == "梧桐街道办事处")
    date = next(line for line in last.lines if line.text.strip() == "2025年12月26日")

    assert 184 - signer.right == pytest.approx(2 * 156 / 28, abs=0.3)
    assert date.left - signer.left == pytest.approx(2 * 156 / 28, abs=0.3)


def test_a_date_longer_than_the_signer_ends_two_characters_from_the_edge(fonts: Fonts) -> None:
    short = document(paragraph("正文。"), signer="街道办", addressee="")
    (page,) = printed_pages(pdf_bytes(document=short, fonts=fonts))
    signer, date = page.lines[-2:]

    assert 184 - date.right == pytest.approx(2 * 156 / 28, abs=0.3)
    assert date.left - signer.left == pytest.approx(2 * 156 / 28, abs=0.4)


def test_a_signature_never_stands_alone_on_a_page(report_pages: list[PrintedPage]) -> None:
    last = next(page for page in report_pages if "2025年12月26日" in page.text)

    assert "下一步，街道将用好冬至" in last.text


def test_an_annex_begins_a_page_with_its_number_at_the_edge(report_pages: list[PrintedPage]) -> None:
    first, second = (page for page in report_pages if page.lines[0].text.startswith("附件"))

    assert [first.lines[0].text, second.lines[0].text] == ["附件1", "附件2"]
    assert first.lines[0].left == pytest.approx(28, abs=0.3)
    title = next(line for line in first.lines if line.text == "数据来源")
    assert title.signs[0].size == 22.0
    assert (title.left + title.right) / 2 == pytest.approx(106, abs=0.5)


def test_an_annex_title_stands_on_the_third_line(report_pages: list[PrintedPage]) -> None:
    annex = next(page for page in report_pages if page.lines[0].text == "附件1")

    assert annex.lines[1].baseline - annex.lines[0].baseline == pytest.approx(2 * 10.446, abs=2.5)


def test_a_long_table_repeats_its_head_and_keeps_rows_whole(report_pages: list[PrintedPage]) -> None:
    pages = [page for page in report_pages if "记录编号" in page.text]

    assert len(pages) == 2
    rows = [re.findall(r"2025-0000(\d\d)", page.text) for page in pages]
    assert sorted(int(number) for page in rows for number in page) == list(range(1, 31))
    assert "智能手机课" in pages[1].lines[2].text + pages[1].lines[3].text


def test_the_same_document_gives_the_same_bytes(fonts: Fonts, report_pdf: bytes) -> None:
    assert pdf_bytes(document=report(), fonts=fonts) == report_pdf


@pytest.mark.parametrize(
    "wide", ["WWW WWW WWW", "@@ @@ @@ @@", "％％％％％％％％％", "12345678", "（二〇二五）年度"]
)
def test_a_row_is_as_high_as_its_widest_letters_need(fonts: Fonts, wide: str) -> None:
    names = tuple(f"第{number}项" for number in range(1, 9))
    rows = [names, *((told,) * len(names) for told in ("文艺演出", wide, "文艺演出"))]
    table = Table("", names, tuple(tuple(text(cell) for cell in row) for row in rows[1:]), "l" * len(names))

    with pdfplumber.open(io.BytesIO(pdf_bytes(document=document(table), fonts=fonts))) as pdf:
        (printed,) = pdf.pages[0].extract_tables()

    assert [["".join((cell or "").split()) for cell in row] for row in printed] == [
        [cell.replace(" ", "") for cell in row] for row in rows
    ]


def test_the_head_of_a_table_is_in_hei(fonts: Fonts) -> None:
    table = Table("", ("单位", "场次"), ((text("梧桐社区"), text("甲乙")),), "ll")

    with pdfplumber.open(io.BytesIO(pdf_bytes(document=document(table), fonts=fonts))) as pdf:
        faces = {sign["text"]: sign["fontname"] for sign in pdf.pages[0].chars}

    assert faces["场"] == faces["次"] != faces["甲"]
