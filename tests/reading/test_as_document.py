"""A read report as a Document: headings, run-in text, tables, gaps and doubts."""

from __future__ import annotations

from taizhang.compiler.document import Heading, Paragraph, Table, Text
from taizhang.reading.docx.reader import read_docx
from taizhang.reading.lines import lines_of
from taizhang.reading.report import to_document
from taizhang.reading.understanding import understand
from tests.reading.docx.made import cell, docx, paragraph, table

TEXT = """梧桐街道办事处文件
工作汇报
各社区：
今年以来，情况如下：
一、工作情况
（一）抓学习。召开学习会12次。
（二）今年以来，我街道组织居民开展读书日活动十二次，参加居民三百余人次，效果良好。
1.抓阵地
现有宣传栏***个。
"""


def test_headings_keep_their_signs_and_run_in_text_follows() -> None:
    document = to_document(understand(lines=lines_of(TEXT)))

    assert document.addressee == "各社区"
    assert document.blocks == (
        Paragraph((Text("今年以来，情况如下："),)),
        Heading(1, "一、", (Text("工作情况"),)),
        Heading(2, "（一）", (Text("抓学习。"),), run_in=True),
        Paragraph((Text("召开学习会12次。"),)),
        Paragraph(
            (Text("（二）今年以来，我街道组织居民开展读书日活动十二次，参加居民三百余人次，效果良好。"),)
        ),
        Heading(3, "1.", (Text("抓阵地"),)),
        Paragraph((Text("现有宣传栏***个。"),)),
    )


def test_a_report_without_date_gets_none_made_up() -> None:
    assert to_document(understand(lines=lines_of(TEXT))).signed_on is None


def test_a_heading_before_a_colon_keeps_its_colon() -> None:
    document = to_document(understand(lines=lines_of("工作汇报\n一、组织领导：成立了领导小组。")))

    assert document.blocks == (
        Heading(1, "一、", (Text("组织领导："),), run_in=True),
        Paragraph((Text("成立了领导小组。"),)),
    )


def test_gaps_and_doubts_become_findings_with_their_place() -> None:
    document = to_document(understand(lines=lines_of(TEXT + "文化形(tài)建设，持续推进。")))

    assert [(finding.kind, finding.place) for finding in document.findings] == [
        ("placeholder", "一/（二）/1"),
        ("other", "第10行"),
    ]


def test_a_table_keeps_its_columns() -> None:
    body = paragraph("工作汇报") + table(cell("社区") + cell("次数"), cell("月季社区") + cell("8"))
    lines, _ = read_docx(data=docx(body), name="a.docx")

    document = to_document(understand(lines=lines))

    assert document.blocks == (Table("", ("社区", "次数"), (((Text("月季社区"),), (Text("8"),)),), "ll"),)
