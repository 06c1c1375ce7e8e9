"""What is wrong in a breakdown table is told with row, column and remedy, and nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.reading.breakdown import read_breakdown
from tests.reading.ledger.office_files import save_xlsx

LABELS = (
    "编号",
    "任务",
    "牵头单位",
    "责任单位",
    "责任岗位",
    "完成时限",
    "上级任务",
    "第一责任人",
    "直接责任人",
)
GOOD = ("1", "理论学习", "党建办", "青禾社区", "党建办主任", "每月1次", None, None, None)


def faults_of(tmp_path, *rows, labels=LABELS):
    """Return row, column and reason of every fault."""
    path = save_xlsx(tmp_path / "表.xlsx", sheets={"2026年": [labels, *rows]})
    found = read_breakdown(
        path=path,
        today=dt.date(2026, 4, 1),
        unit_fault=lambda name: (
            "" if name in ("党建办", "青禾社区", "宣传办") else f"没有单位“{name}”，请核对名称。"
        ),
        post_fault=lambda name: "" if name == "党建办主任" else f"没有岗位“{name}”，请写岗位。",
    )
    return [(fault.row, fault.label, fault.reason) for fault in found.faults]


def changed(**cells):
    """Return the good row with some cells otherwise."""
    return tuple(cells.get(label, value) for label, value in zip(LABELS, GOOD, strict=True))


def test_a_good_row_has_no_fault(tmp_path):
    assert faults_of(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("cells", "label", "reason"),
    [
        ({"牵头单位": None}, "牵头单位", "没有牵头单位，请补上"),
        ({"牵头单位": "党建办、宣传办"}, "牵头单位", "牵头单位只能有一个，请把宣传办改为责任单位"),
        ({"牵头单位": "宣教办"}, "牵头单位", "没有单位“宣教办”"),
        ({"责任单位": "青禾社区、青山社区"}, "责任单位", "没有单位“青山社区”"),
        ({"责任单位": "党建办"}, "责任单位", "“党建办”在这项任务里写了两次"),
        ({"责任岗位": "老王"}, "责任岗位", "没有岗位“老王”"),
        ({"第一责任人": "党建办主任、王强"}, "第一责任人", "没有岗位“王强”，请写岗位"),
        ({"直接责任人": "李书记"}, "直接责任人", "没有岗位“李书记”，请写岗位"),
        ({"完成时限": "2026年3月31日前"}, "完成时限", "完成时限2026年3月31日已经过去"),
        ({"完成时限": "2月底前"}, "完成时限", "完成时限2026年2月28日已经过去"),
        ({"完成时限": "长期坚持"}, "完成时限", "没有写明多久一次"),
        ({"完成时限": 3.1}, "完成时限", "可能是3月1日，也可能是3月10日"),
        ({"完成时限": None}, "完成时限", "没有写完成时限或频次，请补上"),
        ({"编号": None}, "编号", "没有写编号，请补上"),
        ({"上级任务": "9"}, "上级任务", "上级任务“9”不在表里"),
        ({"上级任务": "1"}, "上级任务", "上级任务绕成了圈：1 的上级是 1"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told(tmp_path, cells, label, reason):
    ((row, told, said),) = faults_of(tmp_path, changed(**cells))

    assert (row, told) == (2, label)
    assert reason in said


def test_a_number_that_stands_twice_is_told_with_the_row_it_stands_in_first(tmp_path):
    assert faults_of(tmp_path, GOOD, changed(任务="宣讲")) == [
        (3, "编号", "编号“1”与第 2 行重复，请改成各不相同的编号。")
    ]


def test_a_row_that_stands_twice_is_a_number_twice(tmp_path):
    assert [fault[:2] for fault in faults_of(tmp_path, GOOD, GOOD)] == [(3, "编号")]


def test_a_number_cut_short_by_the_table_program_is_explained(tmp_path):
    ((_, _, reason),) = faults_of(tmp_path, changed(编号=3.1), changed(编号=3.1, 任务="宣讲"))

    assert "如果是 3.10 这样的编号" in reason


def test_a_circle_is_told_at_each_of_its_tasks_and_at_no_other(tmp_path):
    told = faults_of(
        tmp_path,
        changed(编号="3.1", 上级任务="3.1.1"),
        changed(编号="3.1.1", 任务="分任务"),
        changed(编号="3.1.2", 任务="另一分任务"),
    )

    assert [(row, label) for row, label, _ in told] == [(2, "上级任务"), (3, "上级任务")]
    assert "3.1 的上级是 3.1.1，3.1.1 的上级是 3.1" in told[0][2]


def test_rows_of_one_task_must_agree(tmp_path):
    labels = ("编号", "任务", "承担单位", "承担方式", "完成时限")
    told = faults_of(
        tmp_path,
        ("1", "学习", "党建办", "牵头", "每月1次"),
        ("1", "学习", "青禾社区", "责任", "每季度1次"),
        ("1", "学习", "宣传办", "围观", "每月1次"),
        labels=labels,
    )

    assert [(row, label) for row, label, _ in told] == [(3, "完成时限"), (4, "承担方式")]
