"""A ledger kept on several sheets is one ledger; each row knows its sheet."""

from __future__ import annotations

from pathlib import Path

from taizhang.reading.ledger import RECORD_COLUMNS, read_ledger
from tests.reading.ledger.made_up import said
from tests.reading.ledger.office_files import save_xlsx

LABELS = ("时间", "活动名称", "参加人数")


def test_sheets_with_the_same_labels_are_read_as_one_ledger(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "a.xlsx",
        sheets={
            "一季度": (("2024年一季度台账",), LABELS, ("1月5日", "共读会", 20)),
            "二季度": (("2024年二季度台账",), LABELS, ("4月5日", "踏青", 30), ("合计", "", 30)),
            "汇总": (("季度", "场次"), ("一季度", 1)),
        },
    )

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert ledger.sheets == ("一季度", "二季度")
    assert [(row.sheet, row.row, row.cells["title"].value) for row in ledger.rows] == [
        ("一季度", 3, "共读会"),
        ("二季度", 3, "踏青"),
    ]
    assert [(line.sheet, line.row) for line in ledger.skipped] == [("二季度", 4)]
    assert "表头相同的 2 张工作表一起读：“一季度”、“二季度”" in ledger.notes


def test_a_sheet_without_a_year_takes_the_year_that_the_others_agree_on(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "a.xlsx",
        sheets={
            "一季度": (("2024年一季度台账",), LABELS, ("1月5日", "共读会", 20)),
            "四季度": (LABELS, ("10月5日", "登高", 30)),
        },
    )

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert [said(row)["on"] for row in ledger.rows] == ["2024-01-05", "2024-10-05"]
    assert "工作表“四季度”没有写年份，与其他工作表同取 2024 年" in ledger.notes


def test_each_sheet_keeps_its_own_year(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "a.xlsx",
        sheets={
            "2023": (LABELS, ("1月5日", "共读会", 20)),
            "2024": (LABELS, ("1月5日", "共读会", 20)),
        },
    )

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert [said(row)["on"] for row in ledger.rows] == ["2023-01-05", "2024-01-05"]


def test_the_same_as_above_does_not_reach_into_another_sheet(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "a.xlsx",
        sheets={
            "一": (LABELS, ("2024-01-05", "共读会", 20)),
            "二": (LABELS, ("同上", "踏青", 30)),
        },
    )

    ledger = read_ledger(path=path, columns=RECORD_COLUMNS)

    assert "可上面没有行" in ledger.rows[1].cells["on"].error
