"""A breakdown table says the same tasks in every layout that offices use."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.recurrence import Every, parse_frequency
from taizhang.reading.breakdown import NoUnits, TaskRow, read_breakdown
from taizhang.reading.ledger import HeaderNotFound
from tests.reading.breakdown.tables import (
    Told,
    a_row_a_task,
    a_row_a_unit,
    goals_beside_a_task,
    told_tasks,
)
from tests.reading.ledger.office_files import save_xlsx

NEW_YEAR = dt.date(2026, 1, 5)
LAYOUTS = {
    "one row a task": a_row_a_task,
    "one row a unit": a_row_a_unit,
    "goals beside a task": goals_beside_a_task,
}


def as_told(task: TaskRow) -> Told:
    return Told(
        task.number, task.content, task.goal, task.lead, task.responsible, task.supporting, "、".join(task.post), task.due,
        task.basis, task.evidence,
    )  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hundred_and_twenty_tasks_are_read_whole_in_each_layout(tmp_path, layout):
    tasks = told_tasks()

    found = read_breakdown(path=LAYOUTS[layout](tmp_path / "分解表.xlsx", tasks), today=NEW_YEAR)

    assert [as_told(task) for task in found.tasks] == tasks
    assert list(found.faults) == []
    assert [task.frequency for task in found.tasks] == [parse_frequency(task.due, 2026) for task in tasks]
    assert found.ledger.year == 2026


@pytest.mark.parametrize("layout", LAYOUTS)
def test_titles_sections_and_footers_are_told_as_left_out(tmp_path, layout):
    found = read_breakdown(path=LAYOUTS[layout](tmp_path / "分解表.xlsx", told_tasks(3)), today=NEW_YEAR)

    assert {line.reason for line in found.skipped} <= {"小标题行", "表尾的说明或签名"}
    assert [line.text[:3] for line in found.skipped][-2:] == ["注：牵", "填表人"]


def test_a_task_without_a_document_is_marked_and_not_refused(tmp_path):
    found = read_breakdown(path=a_row_a_task(tmp_path / "表.xlsx", told_tasks(6)), today=NEW_YEAR)

    assert [task.without_basis for task in found.tasks] == [False] * 3 + [True] * 3
    assert found.faults == ()


def test_without_a_column_of_leads_the_first_unit_leads(tmp_path):
    rows = [
        ("序号", "任务", "责任单位（列首位的为牵头单位）", "完成时限"),
        (1, "理论学习", "党建办、宣传办，各社区", "每月1次"),
        (2, "宣讲", "宣传办（牵头）、党建办、文化站（配合）", "每季度2次"),
    ]

    first, second = read_breakdown(
        path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), today=NEW_YEAR
    ).tasks

    assert (first.lead, first.responsible, first.supporting) == ("党建办", ("宣传办", "各社区"), ())
    assert (second.lead, second.responsible, second.supporting) == ("宣传办", ("党建办",), ("文化站",))


def test_posts_are_read_with_their_part_in_the_task(tmp_path):
    rows = [
        ("序号", "任务", "责任单位", "第一责任人", "直接责任人", "责任人", "完成时限"),
        (1, "理论学习", "党建办、各社区", "党工委书记", "宣传委员、社区书记", "宣传干事", "每月1次"),
    ]

    (task,) = read_breakdown(path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), today=NEW_YEAR).tasks

    assert (task.first_post, task.direct_post, task.post) == (
        ("党工委书记",),
        ("宣传委员", "社区书记"),
        ("宣传干事",),
    )


def test_where_each_unit_has_its_row_its_post_is_its_own(tmp_path):
    labels = ("编号", "任务", "承担单位", "承担方式", "第一责任人", "责任岗位", "完成时限")
    rows = [
        labels,
        ("1", "学习", "青禾社区", "牵头", "书记", "文书", "每月1次"),
        ("1", "学习", "望河社区", "责任", "书记", "主任", "每月1次"),
    ]

    (task,) = read_breakdown(path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), today=NEW_YEAR).tasks

    assert task.first_post == ("书记",)
    assert task.post == ("青禾社区文书", "望河社区主任")


def test_a_heading_of_a_section_is_no_task(tmp_path):
    rows = [
        ("序号", "任务", "牵头单位", "频次"),
        ("一", "加强理论学习", None, None),
        (1, "中心组学习", "党建办", "每季度1次"),
        ("（二）", "阵地管理", None, None),
        (2, "阵地自查", "宣传办", "每月1次"),
    ]

    found = read_breakdown(path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), today=NEW_YEAR)

    assert [task.number for task in found.tasks] == ["1", "2"]
    assert [(line.row, line.reason) for line in found.skipped] == [(2, "小标题行"), (4, "小标题行")]


def test_a_frequency_beside_a_time_limit_recurs_until_then(tmp_path):
    rows = [("编号", "任务", "牵头单位", "频次", "完成时限"), ("1", "自查", "宣传办", "每月1次", "10月底前")]

    (task,) = read_breakdown(
        path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), year=2026, today=NEW_YEAR
    ).tasks

    assert task.frequency == Every("month", last=dt.date(2026, 10, 31))


def test_a_day_in_a_cell_is_a_time_limit(tmp_path):
    rows = [("编号", "任务", "牵头单位", "完成时限"), ("1", "总结", "宣传办", dt.datetime(2026, 12, 15))]

    (task,) = read_breakdown(path=save_xlsx(tmp_path / "表.xlsx", sheets={"表": rows}), today=NEW_YEAR).tasks

    assert task.frequency == parse_frequency("2026年12月15日前", None)


def test_a_table_without_units_or_without_tasks_is_refused_whole(tmp_path):
    no_units = save_xlsx(
        tmp_path / "无单位.xlsx", sheets={"表": [("序号", "任务", "频次"), (1, "学习", "每月")]}
    )
    no_tasks = save_xlsx(
        tmp_path / "无任务.xlsx", sheets={"表": [("序号", "牵头单位", "频次"), (1, "党建办", "每月")]}
    )

    with pytest.raises(NoUnits, match="没有“牵头单位”或“责任单位”这一列"):
        read_breakdown(path=no_units, today=NEW_YEAR)
    with pytest.raises(HeaderNotFound, match="“任务”"):
        read_breakdown(path=no_tasks, today=NEW_YEAR)
