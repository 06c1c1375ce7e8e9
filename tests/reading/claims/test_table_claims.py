"""Bare numbers in a table are claims of their row and column."""

from __future__ import annotations

from taizhang.reading.claims.table_claims import claims_of_table


def test_a_cell_counts_what_its_row_and_column_say() -> None:
    rows = (
        ("序号", "社区", "活动（场）", "参加人次", "备注"),
        ("1", "月季社区", "12", "1,340", ""),
        ("2", "海棠社区", "8", "—", "2019"),
    )

    claims = list(claims_of_table(rows=rows, section="一"))

    assert [(claim.value, claim.unit, claim.counted) for claim in claims] == [
        (12, "场", "月季社区 活动"),
        (1340, "人次", "月季社区 参加人次"),
        (8, "场", "海棠社区 活动"),
    ]


def test_a_cell_with_its_own_unit_keeps_it() -> None:
    rows = (("项目", "完成情况"), ("读书日活动", "开展12场，参加300余人"))

    claims = list(claims_of_table(rows=rows, section=""))

    assert [(claim.value, claim.unit) for claim in claims] == [(12, "场"), (300, "人")]


def test_a_table_of_two_columns_needs_no_header() -> None:
    claims = list(claims_of_table(rows=(("宣传栏（块）", "25"), ("农家书屋", "9")), section=""))

    assert [(claim.value, claim.counted) for claim in claims] == [(25, "宣传栏（块）"), (9, "农家书屋")]


def test_a_rounded_cell_counts_in_the_unit_of_its_column() -> None:
    rows = (("队伍", "服务时长（小时）"), ("银龄队", "约1500"), ("青年队", "1800余"))

    claims = list(claims_of_table(rows=rows, section=""))

    assert [(claim.value, claim.relation, claim.unit) for claim in claims] == [
        (1500, "about", "小时"),
        (1800, "over", "小时"),
    ]
