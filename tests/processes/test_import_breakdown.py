"""A street's own table of 120 tasks becomes a scheme in every layout, once its offices are known."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.services import add_post
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.services import found_unit
from taizhang.ledgers.duties.models import Assignment, Task
from taizhang.processes.import_duties import check_breakdown, may_be_offices, store_breakdown
from tests.reading.breakdown.tables import (
    OFFICES,
    POSTS,
    VILLAGES,
    a_row_a_task,
    a_row_a_unit,
    goals_beside_a_task,
    told_tasks,
)

NEW_YEAR = dt.date(2026, 1, 5)
LAYOUTS = (a_row_a_task, a_row_a_unit, goals_beside_a_task)


@pytest.fixture
def street(office, at):
    """Return the street with the communities and posts of the tables, but none of their offices."""
    for name in VILLAGES:
        found_unit(name=name, level=Level.VILLAGE, parent=office.street, by="白桦", at=at)
    for name in POSTS:
        add_post(unit=office.street, name=name, roles=["VIEWER"])
    return office.street


def checked(path, street):
    return check_breakdown(path=path, unit=street, year=2026, today=NEW_YEAR)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_hundred_and_twenty_tasks_become_a_scheme(layout, street, office, tmp_path, at):
    tasks = told_tasks()
    path = layout(tmp_path / "分解表.xlsx", tasks)
    before = checked(path, street)
    assert may_be_offices(before) == [(name, True) for name in dict.fromkeys(before.unknown)]
    assert set(before.unknown) == set(OFFICES)
    for name in OFFICES:
        found_unit(name=name, level=Level.OFFICE, parent=street, by="白桦", at=at)

    after = checked(path, street)
    assert [fault for one in after.faulty for fault in one.task.faults] == []
    scheme = store_breakdown(
        checked=after, title="分解表", year=2026, unit=street, good_rows=False, by=office.clerk, at=at
    )

    stored = Task.objects.filter(scheme=scheme).order_by("order")
    assert [(one.number, one.content, one.goal, one.basis) for one in stored] == [
        (one.number, one.content, one.goal, one.basis) for one in tasks
    ]
    answering = {
        (one.task.number, one.role, one.unit.name)
        for one in Assignment.objects.filter(task__scheme=scheme).select_related("task", "unit")
    }
    assert answering == {
        (one.number, role, name)
        for one in tasks
        for role, names in (
            ("LEAD", (one.lead,)),
            ("RESPONSIBLE", one.responsible),
            ("SUPPORTING", one.supporting),
        )
        for name in names
    }
    party = Assignment.objects.filter(task__scheme=scheme, unit__name="党建办", task__number="1.1").get()
    assert party.post.name == "党建办主任"
