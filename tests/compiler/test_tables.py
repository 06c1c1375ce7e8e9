"""Tables and charts: captions, columns, and totals that must agree."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.compiler.document import Chart, Table
from taizhang.kernel.refusal import Refused
from tests.compiler.office import QINGHE, SHIQIAO, STREET, WANGHE, Office, Record
from tests.compiler.writing import cells, compiled, tables

UNIT_ROWS = (
    "| 单位 | 场次 | 人次 |\n|---|:--:|--:|\n{% for u in 下级单位 %}\n"
    "| {{ u }} | {{ 数('lectures', 单位=u) }} | {{ 数('lecture_people', 单位=u) }} |\n{% endfor %}\n"
)
TOTAL = "| 合计 | {{ 合计('lectures') }} | {{ 合计('lecture_people') }} |\n"


def lectures(*units, people: int | None = 10) -> Office:  # type: ignore[no-untyped-def]
    days = [dt.date(2025, 1, n) for n in range(1, len(units) + 1)]
    return Office(
        [
            Record(n, "lecture", day, "讲", unit=unit, people=people)
            for n, (day, unit) in enumerate(zip(days, units, strict=True), 1)
        ]
    )


def test_a_table_has_its_caption_columns_and_alignment() -> None:
    document = compiled("表：各单位情况\n" + UNIT_ROWS, office=lectures(QINGHE, WANGHE, SHIQIAO))

    (table,) = tables(document)
    assert (table.caption, table.columns, table.align) == ("表1　各单位情况", ("单位", "场次", "人次"), "lcr")
    assert cells(table, document) == [["青禾社区", "1", "10"], ["望河社区", "1", "10"], ["石桥村", "1", "10"]]


def test_captions_are_numbered_through_the_document_and_tables_without_one_are_not() -> None:
    plain = "| a | b |\n|---|---|\n| 1 | 2 |\n\n"

    document = compiled(f"表：甲\n{plain}{plain}表：乙\n{plain}")

    assert [table.caption for table in tables(document)] == ["表1　甲", "", "表2　乙"]


def test_a_chart_always_has_its_table_beside_it_and_leaves_the_total_out() -> None:
    body = "图（柱，人次）：各单位人次\n表：各单位情况\n" + UNIT_ROWS + TOTAL

    document = compiled(body, office=lectures(QINGHE, WANGHE, WANGHE))

    chart, table = document.blocks
    assert chart == Chart(
        "图1　各单位人次", "bar", ("青禾社区", "望河社区", "石桥村"), ("10", "20", None), "人次"
    )
    assert isinstance(table, Table)
    assert table.caption == "表1　各单位情况"


def test_a_chart_without_a_column_named_draws_the_second() -> None:
    document = compiled("图（线）：场次\n" + UNIT_ROWS, office=lectures(QINGHE, WANGHE, SHIQIAO))

    chart = document.blocks[0]
    assert isinstance(chart, Chart)
    assert (chart.kind, chart.values, chart.unit) == ("line", ("1", "1", "1"), "场")


def test_totals_that_agree_say_nothing() -> None:
    assert compiled(UNIT_ROWS + TOTAL, office=lectures(QINGHE, WANGHE, SHIQIAO)).findings == ()


def test_a_total_with_a_unit_left_out_of_the_table_is_a_finding() -> None:
    body = "## 情况\n表：各单位情况\n" + UNIT_ROWS + TOTAL

    document = compiled(body, office=lectures(QINGHE, WANGHE, SHIQIAO, STREET, STREET))

    assert [(finding.text, finding.place) for finding in document.findings] == [
        (
            "表“各单位情况”“场次”一列各行相加为3，合计为5，相差2。请核对有无漏列的单位，或同一记录计入两个单位。",
            "一、情况",
        ),
        (
            "表“各单位情况”“人次”一列各行相加为30，合计为50，相差20。请核对有无漏列的单位，或同一记录计入两个单位。",
            "一、情况",
        ),
    ]


def test_a_figure_in_the_last_row_that_is_no_total_is_not_added_up() -> None:
    body = UNIT_ROWS + "| 合计 | {{ 合计('lectures') }} | {{ 数('people_per_activity') }} |\n"

    assert compiled(body, office=lectures(QINGHE, WANGHE, SHIQIAO)).findings == ()


def test_a_table_without_rows_is_left_out_and_listed() -> None:
    document = compiled(
        "## 情况\n表：走访\n| a | b |\n|---|---|\n{% for a in 活动('visits') %}\n| {{ a }} | 1 |\n{% endfor %}"
    )

    assert tables(document) == []
    (finding,) = document.findings
    assert finding.text.startswith("表“走访”没有内容，已略去。")


def test_an_empty_cell_is_a_cell() -> None:
    document = compiled("| a | b | c |\n|---|---|---|\n| 1 || 3 |\n|| 2 ||\n| 1 |  |  |")

    (table,) = tables(document)
    assert cells(table, document) == [["1", "", "3"], ["", "2", ""], ["1", "", ""]]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("表：x\n| a | b |\n| 1 | 2 |", "第二行应是“|---|---|”"),
        ("| a | b |", "第二行应是“|---|---|”"),
        ("表：x\n| a | b |\n|---|---|\n| 1 |", "表“x”第3行有1格，表头有2格"),
        ("图（柱）：x\n| a | b |\n|---|---|\n| x | 字 |", "每格只能是一个报告数字"),
        ("图（柱，c）：x\n| a | b |\n|---|---|\n| x | 1 |", "“c”一列不在表中，可用的列有：b"),
        ("图（柱）：x\n| a |\n|---|\n| x |", "至少要有两列"),
        ("| {{ 数('lectures') }} | b |\n|---|---|\n| 1 | 2 |", "表头里不能放报告数字"),
        ("表：{{ 数('lectures') }}\n| a | b |\n|---|---|\n| 1 | 2 |", "表名或图名里不能放报告数字"),
        (
            "图（柱）：x\n| a | b |\n|---|---|\n| x | {{ 数('lectures') }} |\n| y | {{ 数('lecture_people') }} |",
            "计量单位不一致",
        ),
    ],
)
def test_a_table_that_does_not_fit_is_refused_with_what_is_wrong(body: str, told: str) -> None:
    with pytest.raises(Refused, match="模板“试用模板”生成的文字排不成报告") as refused:
        compiled(body, office=lectures(QINGHE))

    assert told in str(refused.value)
