"""The header, the year and the sheet of a ledger are found, or it is said what is missing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from taizhang.reading.gate import EmptyWorkbook, SheetNotFound
from taizhang.reading.ledger import (
    RECORD_COLUMNS,
    HeaderNotFound,
    ledger_sheets,
    read_ledger,
)
from tests.reading.ledger.made_up import LABELS, read, said
from tests.reading.ledger.office_files import save_xlsx
from tests.reading.ledger.old_excel import old_workbook


def test_a_header_of_two_rows_with_merged_labels(tmp_path: Path) -> None:
    rows = (
        ("2021年活动统计",),
        ("序号", "活动时间", "", "活动名称", "参加人数", "", "", "承办\n单位"),
        ("", "开始", "结束", "", "党员", "群众", "合计", ""),
        (1, "3月5日", "3月7日", "学雷锋", 5, 30, 35, "青禾社区"),
        (2, dt.date(2021, 4, 4), "", "清明祭扫", 5, 30, "35人", "青禾社区"),
    )

    ledger = read(tmp_path, rows, ["A1:H1", "A2:A3", "B2:C2", "D2:D3", "E2:G2", "H2:H3"])

    assert ledger.header_row == 3
    assert ledger.mapping["people"] == "参加人数 / 合计"
    assert ledger.unmapped_columns == ("参加人数 / 党员", "参加人数 / 群众")
    assert [said(row)["on"] for row in ledger.rows] == ["2021-03-05/2021-03-07", "2021-04-04"]
    assert [said(row)["people"] for row in ledger.rows] == ["35 exact", "35 exact"]


def test_a_header_of_two_rows_that_nobody_merged(tmp_path: Path) -> None:
    rows = (
        ("日期", "主题", "人数", "", "时长（小时）"),
        ("", "", "居民", "总数", ""),
        ("2021-01-03", "读书会", 3, "20余", "1.5"),
    )

    ledger = read(tmp_path, rows)

    assert ledger.header_row == 2
    assert said(ledger.rows[0]) == {
        "on": "2021-01-03",
        "title": "读书会",
        "people": "20 over",
        "minutes": "90 exact",
    }


def test_a_date_in_two_columns_is_put_together(tmp_path: Path) -> None:
    rows = (
        ("2021年活动台账",), ("日期", "", "活动名称", "参加人数"), ("月", "日", "", ""), (3, 5, "学雷锋", 35), (13, 5, "讲座", 35),
    )  # fmt: skip

    ledger = read(tmp_path, rows, ["A1:D1", "A2:B2", "C2:C3", "D2:D3"])

    assert said(ledger.rows[0]) == {"on": "2021-03-05", "title": "学雷锋", "people": "35 exact"}
    assert "没有这一天" in ledger.rows[1].cells["on"].error
    assert ledger.unmapped_columns == ()


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2021年活动台账", 2021), ("青山街道活动台账（2021年度）", 2021), ("单位：青山　年度：２０２１", 2021),
        ("二〇二一年活动台账", 2021), ("2020—2021年活动台账", None), ("活动台账", None), ("编号2021005", None),
    ],
)  # fmt: skip
def test_the_year_is_taken_from_the_title_when_it_is_certain(
    tmp_path: Path, title: str, year: int | None
) -> None:
    ledger = read(tmp_path, ((title,), LABELS, (1, "3月5日", "学雷锋", "", "", "", "")))

    assert ledger.year == year
    assert bool(ledger.rows[0].cells["on"].error) == (year is None)


def test_the_given_year_wins_and_the_difference_is_told(tmp_path: Path) -> None:
    ledger = read(tmp_path, (("2020年活动台账",), LABELS, (1, "3月5日", "学雷锋", "", "", "", "")), year=2021)

    assert ledger.year == 2021
    assert ledger.notes == ("导入时给出的年份是 2021，而表头写的是 2020",)


def test_the_year_may_stand_in_the_name_of_the_sheet_or_the_file(tmp_path: Path) -> None:
    rows = (LABELS, (1, "3月5日", "学雷锋", "", "", "", ""))
    by_sheet = save_xlsx(tmp_path / "台账.xlsx", sheets={"2021年": rows})
    by_file = save_xlsx(tmp_path / "2022年台账.xlsx", sheets={"台账": rows})

    assert read_ledger(path=by_sheet, columns=RECORD_COLUMNS).year == 2021
    assert read_ledger(path=by_file, columns=RECORD_COLUMNS).year == 2022


def test_the_sheet_that_is_a_ledger_is_found_among_others(tmp_path: Path) -> None:
    rows = (LABELS, (1, "2021-03-05", "学雷锋", "", "", "", ""))
    path = save_xlsx(
        tmp_path / "a.xlsx",
        sheets={
            "说明": (("填表说明：人数按实到填写。",),),
            "空": (),
            "上半年": (*rows, rows[1]),
            "他处": (("日期", "活动名称"), ("2021-03-05", "学雷锋")),
            "旧": rows,
        },
        hidden=["旧"],
    )

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert ledger.sheet == "上半年"
    assert ledger.notes == (
        "读的是工作表“上半年”；“他处”也像台账，但列名不同，这次没有读，要导入请把它另存为单独的文件",
    )
    assert ledger_sheets(path=path, columns=RECORD_COLUMNS) == ("上半年", "他处")
    assert read_ledger(path=path, columns=RECORD_COLUMNS, sheet="他处").sheet == "他处"
    with pytest.raises(SheetNotFound):
        read_ledger(path=path, columns=RECORD_COLUMNS, sheet="全年")


def test_a_header_without_a_needed_column_is_refused_naming_it(tmp_path: Path) -> None:
    with pytest.raises(HeaderNotFound, match="第 2 行像是表头，但没有“日期”这一列"):
        read(tmp_path, (("台账",), ("活动名称", "人数", "地点"), ("讲座", 3, "讲堂")))
    with pytest.raises(HeaderNotFound, match="找不到表头"):
        read(tmp_path, (("青山街道",), ("今天天气很好",)))


def test_hidden_sheets_alone_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(old_workbook(rows=[list(LABELS), [1.0, "2021-03-05", "学雷锋"]], hidden=True))

    with pytest.raises(EmptyWorkbook, match="都是隐藏的"):
        read_ledger(path=path, columns=RECORD_COLUMNS)
    assert len(read_ledger(path=path, columns=RECORD_COLUMNS, sheet="台账").rows) == 1


def test_labels_are_recognised_by_what_offices_call_them(tmp_path: Path) -> None:
    rows = (
        ("编号", "开展时间\n（年月日）", "活动主题*", "活动内容", "举办地点", "参与群众人数", "村（社区）", "活动类别", "主持人", "照片"),
        (1, "2021-03-05", "学雷锋", "打扫卫生", "广场", 30, "青禾社区", "志愿", "李", "有"),
    )  # fmt: skip

    ledger = read(tmp_path, rows)

    assert dict(ledger.mapping) == {
        "ordinal": "编号", "on": "开展时间（年月日）", "title": "活动主题*", "summary": "活动内容", "place": "举办地点",
        "people": "参与群众人数", "unit": "村（社区）", "kind": "活动类别", "host": "主持人",
    }  # fmt: skip
    assert ledger.unmapped_columns == ("照片",)
    assert ledger.notes == ("把“参与群众人数”这一列当作“参加人数”",)


def test_two_columns_that_fit_equally_are_left_and_told(tmp_path: Path) -> None:
    ledger = read(tmp_path, (("日期", "活动名称", "党员人数", "群众人数"), ("2021-03-05", "学雷锋", 5, 30)))

    assert "people" not in ledger.mapping
    assert ledger.notes == ("“党员人数”、“群众人数”都像“参加人数”，分不清以哪一列为准，都没有采用",)
