"""A study plan says the same sessions in every layout that offices use; what is wrong is told cell by cell."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.recurrence import Every, Once
from taizhang.reading.ledger import HeaderNotFound
from taizhang.reading.study_plan import NoTimes, read_study_plan
from tests.reading.ledger.office_files import save_xlsx
from tests.reading.study_plan.tables import SESSIONS, a_row_a_session, months_between, months_merged

LAYOUTS = {
    "a row a session": a_row_a_session,
    "months merged": months_merged,
    "months between": months_between,
}
LAST = {1: 31, 3: 31, 6: 30}


def plan(path, **told):
    return read_study_plan(path=path, year=2026, holder="梧桐街道", **told)


def table(folder, *rows, labels=("序号", "学习时间", "学习专题", "传达文件", "组织单位")):
    return plan(save_xlsx(folder / "学习计划.xlsx", sheets={"计划": [labels, *rows]}))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_sessions_are_read_whole_in_each_layout(tmp_path, layout) -> None:
    found = plan(LAYOUTS[layout](tmp_path / "计划.xlsx"))

    assert found.faults == ()
    assert [
        (one.content, tuple(one.conveys.splitlines()), one.responsible, one.attends) for one in found.tasks
    ] == [(topic, documents, (unit,), who) for _, topic, documents, unit, who in SESSIONS]
    assert [one.frequency for one in found.tasks] == [
        Once(dt.date(2026, month, LAST[month])) for month, *_ in SESSIONS
    ]
    assert [one.start for one in found.tasks] == [dt.date(2026, month, 1) for month, *_ in SESSIONS]
    assert [one.number for one in found.tasks] == ["1", "2", "3", "4"]


def test_days_and_numbers_of_months_are_read_as_they_stand(tmp_path) -> None:
    found = table(
        tmp_path, (1, dt.datetime(2026, 3, 15), "甲专题"), (2, 4, "乙专题"), (3, "每季度1次", "丙专题")
    )

    assert [one.frequency for one in found.tasks] == [
        Once(dt.date(2026, 3, 15)),
        Once(dt.date(2026, 4, 30)),
        Every("quarter"),
    ]


def test_a_day_takes_the_month_beside_it(tmp_path) -> None:
    found = table(tmp_path, ("5月", "15日", "甲专题"), labels=("月份", "学习时间", "学习专题"))

    assert found.tasks[0].frequency == Once(dt.date(2026, 5, 15))


def test_who_holds_what_nobody_is_named_for_is_told(tmp_path) -> None:
    found = table(tmp_path, (1, "3月", "甲专题"))

    assert found.tasks[0].responsible == ("梧桐街道",)
    assert "没有写组织单位，算由梧桐街道组织" in found.tasks[0].notes


def test_several_topics_under_one_number_are_numbered_apart(tmp_path) -> None:
    found = table(tmp_path, (1, "3月", "甲专题"), (1, "3月", "乙专题"), (2, "4月", "丙专题"))

    assert [one.number for one in found.tasks] == ["1.1", "1.2", "2"]
    assert found.faults == ()


def test_each_wrong_cell_is_told_with_its_row_and_reason(tmp_path) -> None:
    path = save_xlsx(
        tmp_path / "计划.xlsx",
        sheets={
            "计划": [
                ("序号", "学习时间", "学习专题", "组织单位"),
                (1, "适时", "甲专题", "青禾社区"),
                (2, "2025年3月", "乙专题", "青禾社区"),
                (3, None, "丙专题", "青禾社区"),
                (4, "5月", None, "青禾社区"),
                (1, "6月", "丁专题", "月球社区"),
            ]
        },
    )
    found = plan(path, unit_fault=lambda name: "没有这个单位。" if name == "月球社区" else "")

    told = [(fault.row, fault.label, fault.reason) for fault in found.faults]
    assert [(row, label) for row, label, _ in told] == [
        (2, "学习时间"), (3, "学习时间"), (4, "学习时间"), (5, "学习专题"), (6, "组织单位"), (6, "序号"),
    ]  # fmt: skip
    reasons = [reason for _, _, reason in told]
    assert "看不懂" in reasons[0]
    assert "不在计划的2026年里" in reasons[1]
    assert "没有写学习时间" in reasons[2]
    assert "没有填" in reasons[3]
    assert "编号“1”与第 2 行重复" in reasons[5]


def test_a_table_without_times_or_topics_is_refused(tmp_path) -> None:
    with pytest.raises(NoTimes, match="没有“学习时间”或“月份”"):
        table(tmp_path, (1, "甲专题"), labels=("序号", "学习专题"))
    with pytest.raises(HeaderNotFound):
        table(tmp_path, (1, "3月"), labels=("序号", "学习时间"))
