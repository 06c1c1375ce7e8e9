"""Inspections and findings stand on the desk of whoever owes them, and in the digest, like duties."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import add_person
from taizhang.kernel.workdays import NO_NOTICE
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding, Inspection
from taizhang.processes.desk import MOST, Task, desk_of
from taizhang.processes.reminders import digests
from tests.premises.conftest import TODAY, looked_at, photo, placed, post, room, told
from tests.web.conftest import SINCE, hold

__all__ = ["looked_at", "photo", "placed", "post", "room", "told"]
JUNE_25 = dt.date(2025, 6, 25)
"""The inspections of June are due within a week, on the 30th."""


@pytest.fixture(autouse=True)
def posts(office, post):
    """The clerk holds the post that answers for the premises; a reviewer above; another clerk beside."""
    Tenure.objects.create(post=post, person=office.clerk, since=SINCE)
    hold(office.reviewer, office.street, Role.REVIEWER)
    hold(add_person(login="south", name="何禾", unit=office.south), office.south, Role.CLERK)


def desk(person: Person, on: dt.date):
    return desk_of(reach=reach_of(person=person, on=on), notice=NO_NOTICE)


def waiting(person: Person, on: dt.date = JUNE_25) -> list[tuple[Task, str, dt.date]]:
    return [(one.task, one.title, one.due) for one in desk(person, on).waiting]


def test_an_inspection_waits_for_the_post_of_the_place_within_a_week_of_its_day(office, room) -> None:
    due = dt.date(2025, 6, 30)

    assert waiting(office.clerk, dt.date(2025, 6, 20)) == []
    assert waiting(office.clerk) == [(Task.CHECK, "北桥书屋，2025年6月检查", due)]
    assert waiting(office.clerk, dt.date(2025, 7, 2)) == [(Task.CHECK_LAPSED, "北桥书屋，2025年6月检查", due)]
    assert waiting(office.reviewer) == []
    assert waiting(Person.objects.get(login="south")) == []


def test_it_is_gone_once_it_is_done(office, room, looked_at) -> None:
    looked_at(room, on=JUNE_25)

    assert waiting(office.clerk) == []


def test_where_nobody_holds_the_post_the_unit_owes_it_and_else_the_one_above(office, room, post) -> None:
    Tenure.objects.filter(post=post).update(until=TODAY)

    assert [task for task, *_ in waiting(office.reviewer)] == [Task.CHECK]

    hold(office.clerk, office.north, Role.CLERK)
    assert [task for task, *_ in waiting(office.clerk)] == [Task.CHECK]
    assert waiting(office.reviewer) == []


def test_a_finding_waits_to_be_put_right_and_then_for_anybody_else_to_re_check(
    office, room, looked_at, photo, at
) -> None:
    looked_at(room, "fire")
    finding = Finding.objects.get()
    words = "北桥书屋：灭火器过期"
    assert waiting(office.clerk, TODAY) == [(Task.RECTIFY, words, finding.due_on)]
    assert waiting(office.clerk, dt.date(2025, 6, 20)) == [(Task.RECTIFY_LAPSED, words, finding.due_on)]

    services.rectify(
        finding=finding, text="换新", photos=[photo()], on=dt.date(2025, 6, 12), by=office.clerk, at=at
    )

    assert waiting(office.reviewer, dt.date(2025, 6, 13)) == [(Task.RECHECK, words, dt.date(2025, 6, 17))]
    assert waiting(office.clerk, dt.date(2025, 6, 13)) == []

    services.close(finding=finding, text="", on=dt.date(2025, 6, 13), by=office.reviewer, at=at)
    assert waiting(office.reviewer, dt.date(2025, 6, 13)) == []


def test_what_another_put_right_waits_for_the_post_of_the_place(office, room, looked_at, photo, at) -> None:
    looked_at(room, "fire")
    services.rectify(
        finding=Finding.objects.get(), text="换新", photos=[photo()], on=TODAY, by=office.reviewer, at=at
    )

    assert [task for task, *_ in waiting(office.clerk, TODAY)] == [Task.RECHECK]
    assert waiting(office.reviewer, TODAY) == []


def test_the_inbox_of_the_post_is_told_with_its_duties(office, room, looked_at, post) -> None:
    Post.objects.filter(pk=post.pk).update(mail="yangdi@liuxi.example")
    looked_at(room, "fire", on=dt.date(2025, 6, 10))

    [digest] = digests(day=dt.date(2025, 7, 28))

    assert [one.title for one in digest.overdue] == ["北桥书屋：灭火器过期"]
    assert [one.title for one in digest.soon] == ["北桥书屋，2025年7月检查"]
    letter = digest.text(address="")
    assert "  6月17日　整改逾期　北桥书屋：灭火器过期（北桥社区）" in letter
    assert "  7月31日　检查到期　北桥书屋，2025年7月检查（北桥社区）" in letter
    assert "周敏" not in letter


def test_twenty_of_a_sort_are_told_and_all_are_counted(office, placed, post) -> None:
    Post.objects.filter(pk=post.pk).update(mail="yangdi@liuxi.example")
    for number in range(MOST + 3):
        placed("reading_room", name=f"书屋{number}")

    found = desk(office.clerk, JUNE_25)
    [digest] = digests(day=JUNE_25)

    assert len(found.waiting) == MOST
    assert (found.at_places, found.numbers[Task.CHECK]) == (MOST + 3, MOST + 3)
    assert digest.subject.endswith(f"：{MOST + 3} 项一周内到期")
    assert "另有 3 项，见“我的责任”" in digest.text(address="")


def test_places_cost_one_query_for_one_and_for_many(
    office, placed, looked_at, django_assert_num_queries
) -> None:
    looked_at(placed("reading_room", name="一号书屋"), "fire")
    with django_assert_num_queries(20):
        assert desk(office.clerk, JUNE_25).at_places == 1

    for number in range(5):
        looked_at(placed("reading_room", name=f"书屋{number}"), "fire", on=TODAY)
        placed("reading_room", name=f"讲堂{number}")
    with django_assert_num_queries(20):
        found = desk(office.clerk, JUNE_25)

    assert found.numbers == {Task.RECTIFY_LAPSED: 6, Task.CHECK: 5} | {
        task: 0 for task in found.numbers if task not in (Task.RECTIFY_LAPSED, Task.CHECK)
    }
    assert Inspection.objects.filter(state="DUE").exists()
