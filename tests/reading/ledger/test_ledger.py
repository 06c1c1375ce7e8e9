"""Office ledgers are read with every habit that offices have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from taizhang.reading.ledger import (
    RECORD_COLUMNS,
    read_ledger,
)
from tests.reading.ledger.made_up import LABELS, read, said
from tests.reading.ledger.office_files import save_ods, save_xlsx
from tests.reading.ledger.old_excel import old_workbook


def test_a_ledger_with_title_lines_totals_and_signatures(tmp_path: Path) -> None:
    rows = (
        ("青山街道2021年度活动台账",), ("填报单位：青山街道　　　年度：2021",), LABELS,
        (1, "2021.3.5", "学雷锋", "广场", "约40人", "青禾社区", ""),
        (2, "五月初五", "包粽子", "活动室", "二百余人", "望山村", "农历"),
        (3, 44358, "讲座", "讲堂", "８５", "望山村", ""),
        ("合计", "", "", "", 325, "", ""), ("填表人：　　审核人：",),
    )  # fmt: skip

    ledger = read(tmp_path, rows, ["A1:G1", "A2:G2", "A8:G8"])

    assert (ledger.title, ledger.year, ledger.header_row) == ("青山街道2021年度活动台账", 2021, 3)
    assert [(line.row, line.reason) for line in ledger.skipped] == [(7, "合计行"), (8, "表尾的说明或签名")]
    assert [(row.row, said(row)) for row in ledger.rows] == [
        (4, {"on": "2021-03-05", "title": "学雷锋", "place": "广场", "people": "40 about", "unit": "青禾社区"}),
        (5, {"on": "2021-06-14", "title": "包粽子", "place": "活动室", "people": "200 over", "unit": "望山村", "note": "农历"}),
        (6, {"on": "2021-06-11", "title": "讲座", "place": "讲堂", "people": "85 exact", "unit": "望山村"}),
    ]  # fmt: skip
    assert ledger.rows[1].cells["on"].raw == "五月初五"
    assert ledger.rows[2].original[1] == 44358.0


def test_a_cell_that_cannot_be_read_carries_its_reason_and_the_row_goes_on(tmp_path: Path) -> None:
    ledger = read(
        tmp_path,
        (LABELS, (1, 7.1, "讲座", "", "若干", "", ""), (2, "2021-02-29", "", "", "见花名册", "", "")),
        year=2021,
    )

    first, second = ledger.rows
    assert "可能是7月1日，也可能是7月10日" in first.cells["on"].error
    assert first.cells["people"].error.startswith("“若干”写的不是数字")
    assert first.cells["title"].value == "讲座"
    assert "没有这一天" in second.cells["on"].error
    assert second.cells["title"].error == "“活动名称”没有填，请补上。"


@pytest.mark.parametrize(
    ("cell", "note"), [("", ""), ("无", "写的是“无”，按没有填处理"), ("/", "写的是“/”，按没有填处理")]
)
def test_people_that_are_not_known_are_absent_and_never_nought(tmp_path: Path, cell: str, note: str) -> None:
    people = read(tmp_path, (LABELS, (1, "2021-03-05", "讲座", "", cell, "", "x"))).rows[0].cells["people"]

    assert (people.value, people.error, people.note) == (None, "", note)


def test_merged_cells_give_their_value_to_every_row(tmp_path: Path) -> None:
    rows = (
        LABELS, (1, "2021-03-05", "学雷锋", "广场", 30, "青禾社区", ""), (2, "2021-03-06", "讲座", "", "", "", ""),
        (3, "2021-03-07", "合唱", "", "", "", ""),
    )  # fmt: skip

    ledger = read(tmp_path, rows, ["F2:F4", "E2:E3", "D2:D4"])

    assert [row.cells["unit"].value for row in ledger.rows] == ["青禾社区"] * 3
    assert [row.cells["place"].value for row in ledger.rows] == ["广场"] * 3
    assert [said(row).get("people") for row in ledger.rows] == ["30 exact", "30 exact", None]
    assert ledger.rows[1].cells["people"].note == "合并单元格，与第 2 行是同一个数"


def test_a_row_that_is_only_the_rest_of_merged_cells_is_no_second_record(tmp_path: Path) -> None:
    rows = (
        LABELS,
        (1, "2021-03-05", "学雷锋", "", 30, "", ""),
        ("",) * 7,
        (2, "2021-03-06", "讲座", "", 3, "", ""),
    )

    ledger = read(tmp_path, rows, [f"{letter}2:{letter}3" for letter in "ABCDEFG"])

    assert [row.row for row in ledger.rows] == [2, 4]
    assert ledger.skipped[0].reason == "整行由上面的合并单元格占着，没有自己的内容"


def test_nothing_is_dropped_without_a_word(tmp_path: Path) -> None:
    rows = (
        LABELS,
        ("示例", "2021-01-01", "写春联", "", 10, "", ""),
        ("一、上半年",),
        (1, "2021-03-05", "学雷锋", "", 30, "", ""),
        ("小计", "", "", "", 30, "", ""),
        ("序号", "时间", "活动名称", "地点", "参加人数", "承办单位", "备注"),
        (2, "2021-08-05", "合计知识讲座", "", 30, "", ""),
        (3, "", "", "", "", "", ""),
        ("", "", "没有写日期的活动", "", "", "", ""),
        ("", "", "", "", "", "", ""),
        ("说明：人数按实到填写", "", "", "", "", "", ""),
        ("", "制表：", "", "", "联系电话：", "", ""),
        ("第1页，共1页", "", "", "", "", "", ""),
    )

    ledger = read(tmp_path, rows, ["A3:G3"])

    assert [(line.row, line.reason) for line in ledger.skipped] == [
        (2, "示例行"), (3, "小标题行"), (5, "合计行"), (6, "重复的表头"), (8, "只有序号，没有内容"),
        (11, "表尾的说明或签名"), (12, "表尾的说明或签名"), (13, "表尾的说明或签名"),
    ]  # fmt: skip
    assert [row.row for row in ledger.rows] == [4, 7, 9]
    assert ledger.rows[2].cells["on"].error


def test_the_same_as_above_is_taken_from_above(tmp_path: Path) -> None:
    rows = (
        LABELS,
        (1, "2021-03-05", "学雷锋", "广场", 30, "青禾社区", ""),
        (2, "同上", "讲座", "〃", 5, "同上", ""),
    )

    row = read(tmp_path, rows).rows[1]

    assert said(row) == {
        "on": "2021-03-05",
        "title": "讲座",
        "place": "广场",
        "people": "5 exact",
        "unit": "青禾社区",
    }
    assert row.cells["unit"].note == "“同上”取第 2 行的“青禾社区”"


def test_the_same_as_above_with_nothing_above_is_an_error(tmp_path: Path) -> None:
    row = read(tmp_path, (LABELS, (1, "2021-03-05", "学雷锋", "同上", 30, "", ""))).rows[0]

    assert row.cells["place"].error == "写的是“同上”，可上面没有行，请写明。"


@pytest.mark.parametrize(
    ("label", "cell", "told"),
    [
        ("参加人数", "35人次", "35 exact"), ("参加人数（万人）", "1.2", "12000 exact"), ("时长", "2小时", "120 exact"),
        ("时长（小时）", 1.5, "90 exact"), ("时长（分钟）", 45, "45 exact"), ("时长", "两个半小时", "150 exact"),
        ("发放资料（份）", "3百余份", "300 over"), ("参加人数", "20场", "!“20场”的单位是“场”"),
        ("参加人数", 2.5, "!“2.5”不是整数"), ("时长", 45, "!“45”没有写单位"), ("参加人数", dt.date(2021, 3, 5), "!“2021-03-05”被存成了日期"),
    ],
)  # fmt: skip
def test_quantities_come_in_the_unit_of_their_column(
    tmp_path: Path, label: str, cell: object, told: str
) -> None:
    ledger = read(tmp_path, (("日期", "活动名称", label), ("2021-03-05", "讲座", cell)))
    words = next(text for field, text in said(ledger.rows[0]).items() if field not in ("on", "title"))

    assert words.startswith(told)


def test_a_formula_without_a_result_is_an_error_of_its_cell(tmp_path: Path) -> None:
    row = read(tmp_path, (LABELS, (1, "2021-03-05", "讲座", "", "=1+1", "", ""))).rows[0]

    assert row.cells["people"].error.startswith("“参加人数”的公式没有算出结果")


def test_the_old_and_the_open_formats_are_read_the_same(tmp_path: Path) -> None:
    rows = [
        list(LABELS),
        [1.0, "3月5日", "学雷锋", "广场", 30.0, "青禾社区", "无"],
        [2.0, "同上", "讲座", "讲堂", "约20人", "青禾社区", "无"],
    ]
    old = tmp_path / "2021年.xls"
    old.write_bytes(old_workbook(rows=rows, merged=[((1, 5), (2, 5))]))
    files = [
        old,
        save_ods(tmp_path / "2021年.ods", rows=rows),
        save_xlsx(tmp_path / "2021年.xlsx", sheets={"a": rows}),
    ]

    told = [[said(row) for row in read_ledger(path=file, columns=RECORD_COLUMNS).rows] for file in files]

    assert told[0] == told[1] == told[2]
    assert told[0][1]["on"] == "2021-03-05"


def test_a_number_in_a_text_table_may_have_lost_its_nought(tmp_path: Path) -> None:
    path = tmp_path / "2021年.csv"
    path.write_text("日期,活动名称\n3.1,讲座\n3.15,合唱\n3月1日,读书会\n", encoding="gb18030")

    first, second, third = read_ledger(path=path, columns=RECORD_COLUMNS).rows

    assert "可能是3月1日，也可能是3月10日" in first.cells["on"].error
    assert (said(second)["on"], said(third)["on"]) == ("2021-03-15", "2021-03-01")


def test_progress_is_told_and_ends_at_the_last_row(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    rows = (LABELS, *((n, "2021-03-05", f"讲座{n}", "", n, "", "") for n in range(1200)))

    path = save_xlsx(tmp_path / "a.xlsx", sheets={"台账": rows})
    ledger = read_ledger(
        path=path, columns=RECORD_COLUMNS, progress=lambda done, total: told.append((done, total))
    )

    assert len(ledger.rows) == 1200
    assert told == [(500, 1201), (1000, 1201), (1201, 1201)]
    assert ledger.rows[1199].cells["people"].value.value == Decimal(1199)  # type: ignore[attr-defined]


def test_every_label_that_we_write_leads_back_to_its_field(tmp_path: Path) -> None:
    labels = tuple(column.label for column in RECORD_COLUMNS if not column.ignored)
    row = tuple(
        "90" if column.type == "quantity" else "2021-03-05" for column in RECORD_COLUMNS if not column.ignored
    )

    ledger = read(tmp_path, (labels, row))

    assert dict(ledger.mapping) == {
        column.field: column.label for column in RECORD_COLUMNS if not column.ignored
    }
    assert not ledger.rows[0].has_error
