"""A breakdown table held against the tree: which units and posts it means, and what is wrong with it."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.services import add_post
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.services import found_unit
from taizhang.ledgers.duties.rules import Role
from taizhang.processes.import_duties import check_breakdown
from taizhang.processes.import_records import mending_key
from tests.processes.breakdowns import LEARN, SUM_UP, VISIT, changed, saved

TODAY = dt.date(2026, 1, 8)


@pytest.fixture
def check(office, tmp_path):
    """Return a checker of tables with these rows."""

    def of(*rows, mended=None):
        path = saved(tmp_path / "表.xlsx", *rows)
        return check_breakdown(path=path, unit=office.street, year=2026, today=TODAY, mended=mended or {})

    return of


@pytest.fixture
def internal(office, at):
    """Return a maker of internal offices of the street."""

    def make(name):
        return found_unit(name=name, level=Level.OFFICE, parent=office.street, by="白桦", at=at)

    return make


def reasons(checked):
    return [(fault.row, fault.field, fault.reason) for task in checked.tasks for fault in task.task.faults]


def test_each_task_knows_who_answers_for_it_and_in_which_role(check, office):
    learn, visit, sum_up = check(LEARN, VISIT, SUM_UP).tasks

    def answering(task):
        return [(one.unit, one.role) for one in task.answering]

    assert answering(learn) == [
        (office.street, Role.LEAD),
        (office.north, Role.RESPONSIBLE),
        (office.south, Role.RESPONSIBLE),
    ]
    assert answering(visit) == [(office.north, Role.LEAD), (office.south, Role.RESPONSIBLE)]
    assert answering(sum_up) == [(office.north, Role.LEAD), (office.south, Role.SUPPORTING)]
    assert sum_up.task.parent == "2"


def test_all_villages_beside_one_that_leads_are_the_others(check, office):
    (task,) = check(changed(LEARN, 牵头单位="北桥社区")).tasks

    assert [(one.unit, one.role) for one in task.answering] == [
        (office.north, Role.LEAD),
        (office.south, Role.RESPONSIBLE),
    ]


def test_a_post_stands_with_its_own_unit(check, office):
    post = add_post(unit=office.south, name="书记", roles=["VIEWER"])

    (task,) = check(changed(VISIT, 责任岗位="南浦村书记")).tasks

    assert [one.post for one in task.answering] == [None, post]


@pytest.mark.parametrize(
    ("cells", "field", "reason"),
    [
        ({"牵头单位": "东山社区"}, "lead", "没有单位“东山社区”"),
        ({"牵头单位": "各社区、各村"}, "lead", "牵头单位只能有一个"),
        ({"责任单位": "各部门"}, "responsible", "没有写明是哪些单位"),
        ({"责任单位": "北桥"}, "responsible", "写了两次"),
        ({"责任岗位": "王书记"}, "post", "没有岗位“王书记”；责任落在岗位上，不写姓名，请写岗位"),
        ({"第一责任人": "周敏"}, "first_post", "“周敏”是姓名；责任落在岗位上，换人不换岗，请写岗位。"),
        ({"直接责任人": "不明岗位"}, "direct_post", "没有岗位“不明岗位”"),
    ],
)
def test_what_the_tree_does_not_know_is_told(check, cells, field, reason):
    ((row, told, said),) = reasons(check(changed(VISIT, **cells)))

    assert (row, told) == (3, field)
    assert reason in said


def test_a_post_of_a_unit_that_does_not_answer_is_told(check, office):
    add_post(unit=office.street, name="宣传委员", roles=["VIEWER"])

    ((_, field, reason),) = reasons(check(changed(VISIT, 责任岗位="宣传委员")))

    assert field == "post"
    assert "柳溪街道不在这项任务的责任单位里" in reason


def test_first_and_directly_responsible_are_posts_of_each_unit(check, office):
    north, south = (
        add_post(unit=unit, name="书记", roles=["VIEWER"]) for unit in (office.north, office.south)
    )
    deputy = add_post(unit=office.south, name="副书记", roles=["VIEWER"])

    (task,) = check(changed(VISIT, 第一责任人="书记", 直接责任人="南浦村副书记、北桥社区书记")).tasks

    assert [(one.unit, one.first, one.direct, one.post) for one in task.answering] == [
        (office.north, north, north, None),
        (office.south, south, deputy, None),
    ]
    assert "“书记”认作北桥社区、南浦村各自的岗位" in task.task.notes


def test_a_unit_has_one_post_of_each_sort(check, office):
    for name in ("书记", "副书记"):
        add_post(unit=office.north, name=name, roles=["VIEWER"])

    ((row, field, reason),) = reasons(check(changed(VISIT, 第一责任人="书记、副书记")))

    assert (row, field) == (3, "first_post")
    assert "北桥社区写了“书记”和“副书记”两个岗位，请只留一个" in reason


def test_an_office_answers_with_posts_of_the_body_it_is_part_of(check, office, internal):
    party, press = internal("党建办"), internal("宣传办")
    secretary, head = (
        add_post(unit=office.street, name=name, roles=["VIEWER"]) for name in ("党工委书记", "党建办主任")
    )

    (task,) = check(
        changed(VISIT, 牵头单位="党建办", 责任单位="宣传办", 第一责任人="党工委书记", 责任岗位="党建办主任")
    ).tasks

    assert [(one.unit, one.first, one.post) for one in task.answering] == [
        (party, secretary, head),
        (press, secretary, None),
    ]


def test_what_lies_under_a_faulty_task_waits_for_it(check):
    told = reasons(check(changed(VISIT, 牵头单位=None), SUM_UP))

    assert [(row, field) for row, field, _ in told] == [(3, "lead"), (4, "parent")]
    assert "上级任务 2（第 3 行）有错" in told[1][2]


def test_a_cell_typed_anew_is_read_as_the_file_is(check, office):
    faulty = changed(VISIT, 牵头单位=None, 完成时限="长期坚持")
    mended = {
        mending_key(sheet="", row=3, field="lead"): "北桥社区",
        mending_key(sheet="", row=3, field="due"): "每季度2次",
    }

    assert len(reasons(check(faulty))) == 2
    (task,) = check(faulty, mended=mended).tasks
    assert task.is_good
    assert task.answering[0].unit == office.north
