"""A month written once, above its lines or in a column of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.ledger.made_up import read, said

LABELS = ("日期", "活动名称", "参加人数")


@pytest.mark.parametrize("head", ["3月", "3月份", "三月", "（三月份）", "2024年3月", "３月活动："])
def test_a_line_with_a_month_is_no_record_and_gives_its_month_to_days(tmp_path: Path, head: str) -> None:
    ledger = read(tmp_path, (("2024年台账",), LABELS, (head, "", ""), ("5日", "植树", 20), (12, "读书", 8)))

    assert [said(row)["on"] for row in ledger.rows] == ["2024-03-05", "2024-03-12"]
    assert [line.reason for line in ledger.skipped] == ["小标题行"]
    assert f"月份取自“{head}”" in ledger.rows[0].cells["on"].note


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("5日上午", "2024-03-05"), ("5号", "2024-03-05"), ("5日（周二）", "2024-03-05"),
        ("5-7日", "2024-03-05/2024-03-07"), ("5日、6日", "2024-03-05/2024-03-06"), ("3月9日", "2024-03-09"),
    ],
)  # fmt: skip
def test_days_below_a_month_are_read_in_every_form(tmp_path: Path, written: str, days: str) -> None:
    ledger = read(tmp_path, (("2024年台账",), LABELS, ("3月", "", ""), (written, "植树", 20)))

    assert said(ledger.rows[0])["on"] == days


def test_a_date_of_another_month_is_kept_and_told(tmp_path: Path) -> None:
    ledger = read(tmp_path, (("2024年台账",), LABELS, ("3月", "", ""), ("4月2日", "踏青", 20)))

    assert said(ledger.rows[0])["on"] == "2024-04-02"
    assert "与“3月”不是同一个月" in ledger.rows[0].cells["on"].note


def test_two_numbers_that_may_be_days_or_month_and_day_are_refused(tmp_path: Path) -> None:
    ledger = read(tmp_path, (("2024年台账",), LABELS, ("4月", "", ""), ("3-4", "踏青", 20)))

    assert "分不清是月和日还是两天" in ledger.rows[0].cells["on"].error


def test_a_column_of_months_serves_the_days_beside_it(tmp_path: Path) -> None:
    rows = (
        ("2024年台账",), ("月份", "日期", "活动名称", "参加人数"),
        (3, 5, "学雷锋", 20), ("", 12, "植树", 8), ("4月", "4日", "踏青", 9), ("", "2024-04-06", "读书", 9),
    )  # fmt: skip

    ledger = read(tmp_path, rows)

    assert [said(row)["on"] for row in ledger.rows] == [
        "2024-03-05",
        "2024-03-12",
        "2024-04-04",
        "2024-04-06",
    ]
    assert ledger.unmapped_columns == ()


def test_the_day_a_form_was_filled_in_is_not_the_year_of_the_ledger(tmp_path: Path) -> None:
    ledger = read(
        tmp_path,
        (
            ("2024年度统计表",),
            ("填报单位：青山", "填报时间：2025年1月6日"),
            LABELS,
            ("6月15日", "电影", 260),
        ),
    )

    assert ledger.year == 2024
    assert said(ledger.rows[0])["on"] == "2024-06-15"


def test_a_lone_day_at_the_foot_is_no_record(tmp_path: Path) -> None:
    rows = (("序号", *LABELS), (1, "2024-06-15", "电影", 260), ("2025年1月6日", "", "", ""))

    ledger = read(tmp_path, rows)

    assert [line.reason for line in ledger.skipped] == ["表尾的说明或签名"]


def test_a_line_with_a_year_gives_its_year_to_the_lines_below(tmp_path: Path) -> None:
    rows = (
        ("活动台账",), LABELS, ("2023年", "", ""), ("12月5日", "座谈", 5), ("2024年一季度", "", ""), ("1月5日", "拜年", 6),
        ("以上共2场，11人", "", ""),
    )  # fmt: skip

    ledger = read(tmp_path, rows)

    assert [said(row)["on"] for row in ledger.rows] == ["2023-12-05", "2024-01-05"]
    assert [line.reason for line in ledger.skipped] == ["小标题行", "小标题行", "合计行"]
