"""From a draft to duties: written by one, issued by another, never edited after, amended with its history."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.recurrence import Every, NotAFrequency, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence, Scheme, SchemeVersion, Task
from taizhang.ledgers.duties.rules import Role, SchemeRefused, Sort
from tests.duties.conftest import task

JUNE = dt.date(2025, 6, 10)


def test_an_issued_scheme_lays_a_duty_on_each_unit_with_its_occurrences_to_the_end_of_next_year(
    office, handed_down
) -> None:
    handed_down(task("1", (office.north, Role.LEAD), (office.south, Role.RESPONSIBLE)))

    months = [duty.occurrences.count() for duty in Duty.objects.all()]

    assert months == [24, 24]
    assert PostingRow.objects.filter(book="duties", kind="due", weight=1).count() == 48
    last = Occurrence.objects.order_by("-due_on").first()
    assert (last.label, last.due_on) == ("2026年12月", dt.date(2026, 12, 31))


def test_a_supporting_unit_owes_nothing_unless_the_task_says_so(office, handed_down) -> None:
    answering = ((office.north, Role.LEAD), (office.south, Role.SUPPORTING))
    handed_down(task("1", *answering), task("2", *answering, supporting_owes=True))

    owed = Occurrence.objects.filter(duty__unit=office.south)

    assert set(owed.values_list("duty__task__number", flat=True)) == {"2"}
    assert Duty.objects.filter(unit=office.south).count() == 2


def test_nobody_issues_their_own_scheme(office, at) -> None:
    scheme = _draft(office, at)

    with pytest.raises(OwnWork, match="不能下发自己填报的内容"):
        services.issue_scheme(
            scheme=scheme, document="", issued_on=dt.date(2025, 1, 2), by=office.clerk, at=at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Scheme.objects.filter(pk=scheme.pk).update(issued_by=office.clerk)


def test_a_task_that_nobody_answers_for_is_not_issued(office, at) -> None:
    scheme = _draft(office, at)
    services.add_tasks(scheme=scheme, tasks=[task("2")], by=office.clerk, at=at)

    with pytest.raises(SchemeRefused, match="任务 2 还没有牵头或责任单位"):
        services.issue_scheme(
            scheme=scheme, document="", issued_on=dt.date(2025, 1, 2), by=office.reviewer, at=at
        )
    assert not Duty.objects.exists()


def test_a_number_is_taken_once_and_a_frequency_must_be_one(office, at) -> None:
    scheme = _draft(office, at)

    with pytest.raises(SchemeRefused, match="“1”已经用过"):
        services.add_tasks(scheme=scheme, tasks=[task("2"), task("1")], by=office.clerk, at=at)
    with pytest.raises(NotAFrequency):
        services.add_tasks(scheme=scheme, tasks=[task("3", frequency={})], by=office.clerk, at=at)
    assert scheme.tasks.count() == 1


def test_an_issued_task_is_neither_edited_nor_struck_out(office, at, monthly) -> None:
    with pytest.raises(SchemeRefused, match="请用“修订”"):
        services.edit_task(task=monthly.task, new=task("1"), by=office.clerk, at=at)
    for change in (
        lambda: Task.objects.filter(pk=monthly.task_id).update(content="另一件事"),
        lambda: SchemeVersion.objects.update(document="补写的文号"),
        lambda: SchemeVersion.objects.all().delete(),
        lambda: monthly.steps.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_task_of_a_draft_is_edited_and_struck_out_freely(office, at) -> None:
    scheme = _draft(office, at)
    [line] = scheme.tasks.all()

    changed = services.edit_task(
        task=line, new=task("1.1", (office.south, Role.LEAD)), by=office.clerk, at=at
    )

    assert changed.number == "1.1"
    services.remove_task(task=changed, by=office.clerk, at=at)
    assert not scheme.tasks.exists()


def test_an_amendment_ends_the_old_task_and_begins_another_on_that_day(office, at, monthly) -> None:
    quarterly = task("1", (office.north, Role.LEAD), frequency=stored(Every("quarter")))

    fresh = _amend(monthly.task, quarterly, office, at)

    old = Task.objects.get(pk=monthly.task_id)
    assert (old.valid_until, fresh.amends_id, fresh.number, fresh.origin) == (JUNE, old.pk, "1", old.pk)
    assert list(old.scheme.versions.order_by("number").values_list("number", "reason")) == [
        (1, ""),
        (2, "减少频次"),
    ]
    owed = Occurrence.objects.exclude(state="LIFTED").order_by("due_on").values_list("label", flat=True)
    assert list(owed)[:7] == [
        *(f"2025年{month}月" for month in range(1, 6)),
        "2025年第二季度",
        "2025年第三季度",
    ]


def test_what_was_begun_under_the_old_task_is_finished_under_it(office, at, handed_down) -> None:
    twice = task("1", (office.north, Role.LEAD), frequency=stored(Every("quarter", 2)))
    handed_down(twice)
    running = Occurrence.objects.get(label="2025年第二季度")
    services.confirm(occurrence=running, source="records:1", on=dt.date(2025, 4, 8), by=office.clerk, at=at)

    _amend(running.duty.task, task("1", (office.north, Role.LEAD)), office, at)

    owed = Occurrence.objects.exclude(state="LIFTED").filter(due_on__gte=JUNE).order_by("due_on", "pk")
    assert list(owed.values_list("label", flat=True))[:3] == ["2025年第二季度", "2025年7月", "2025年8月"]


def test_an_amendment_keeps_the_posts_a_unit_named_but_for_those_it_tells_otherwise(
    office, at, monthly
) -> None:
    first, direct, other = (
        Post.objects.create(unit=office.north, name=name, roles=["VIEWER"])
        for name in ("书记", "主任", "委员")
    )
    services.appoint(duty=monthly, post=None, first=first, direct=direct, by=office.clerk, at=at)
    line = task("1")
    answering = services.Answering(office.north, Role.LEAD, direct=other)

    fresh = _amend(monthly.task, services.NewTask(line.text, (answering,)), office, at)

    duty = Duty.objects.get(task=fresh)
    assert (duty.first_post, duty.direct_post) == (first, other)


def test_tasks_do_not_lie_under_one_another_in_a_circle(office, at) -> None:
    scheme = _draft(office, at)
    [top] = scheme.tasks.all()
    north = (office.north, Role.LEAD)
    [middle] = services.add_tasks(scheme=scheme, tasks=[task("2", north, parent=top)], by=office.clerk, at=at)
    [leaf] = services.add_tasks(
        scheme=scheme, tasks=[task("3", north, parent=middle)], by=office.clerk, at=at
    )

    with pytest.raises(SchemeRefused, match="绕成了圈：1 的上级是 3，3 的上级是 2，2 的上级是 1；请改选"):
        services.edit_task(task=top, new=task("1", north, parent=leaf), by=office.clerk, at=at)
    with pytest.raises(SchemeRefused, match="绕成了圈：2 的上级是 2"):
        services.edit_task(task=middle, new=task("2", north, parent=middle), by=office.clerk, at=at)
    elsewhere = _draft(office, at).tasks.get()
    with pytest.raises(SchemeRefused, match="上级任务 1 不在这份方案里"):
        services.edit_task(task=leaf, new=task("3", north, parent=elsewhere), by=office.clerk, at=at)
    assert Task.objects.get(pk=top.pk).parent is None


def test_an_amended_task_stays_above_its_own_and_makes_no_circle(office, at, handed_down) -> None:
    north = (office.north, Role.LEAD)
    scheme = handed_down(task("1", north), task("2", north))
    top, below = scheme.tasks.order_by("number")
    below = _amend(below, task("2", north, parent=top), office, at)

    with pytest.raises(SchemeRefused, match="绕成了圈：1 的上级是 2，2 的上级是 1"):
        _amend(top, task("1", north, parent=below), office, at)


def test_a_withdrawn_scheme_asks_for_nothing_more_and_keeps_what_was_done(office, at, monthly) -> None:
    march = monthly.occurrences.get(label="2025年3月")
    services.confirm(occurrence=march, source="records:1", on=dt.date(2025, 3, 8), by=office.clerk, at=at)

    services.withdraw_scheme(
        scheme=monthly.task.scheme, on=JUNE, reason="上级文件废止", by=office.reviewer, at=at
    )

    states = list(monthly.occurrences.order_by("due_on").values_list("state", flat=True))
    assert states == ["DUE", "DUE", "DONE", "DUE", "DUE", *["LIFTED"] * 19]
    standing = PostingRow.objects.filter(book="duties", weight=1, reversal__isnull=True)
    assert standing.exclude(kind="fulfilment").count() == 5


def _amend(line: Task, new, office, at) -> Task:
    return services.amend_task(
        task=line, new=new, on=JUNE, document="", reason="减少频次", by=office.reviewer, at=at
    )


def _draft(office, at) -> Scheme:
    scheme = services.create_scheme(
        title="任务分解表",
        year=2025,
        unit=office.street,
        sort=Sort.DUTY,
        by=office.clerk,
        at=at,
    )
    services.add_tasks(scheme=scheme, tasks=[task("1", (office.north, Role.LEAD))], by=office.clerk, at=at)
    return scheme
