"""What lies on a unit: undertaken, objected to, broken down, generated without end or gap."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.services import found_unit
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import DutyRefused, Role
from taizhang.ledgers.duties.selectors import duties_of_posts
from tests.duties.conftest import task

JUNE = dt.date(2025, 6, 10)


def test_a_unit_undertakes_a_duty_once(monthly, office, at) -> None:
    assert services.undertake(duty=monthly, by=office.clerk, at=at).state == "UNDERTAKEN"

    with pytest.raises(DutyRefused, match="已承办，不能再承办"):
        services.undertake(duty=monthly, by=office.clerk, at=at)


def test_posts_are_of_the_unit_that_answers(monthly, office, at) -> None:
    own = Post.objects.create(unit=office.north, name="文化干事", roles=["CLERK"])
    strange = Post.objects.create(unit=office.south, name="文化干事", roles=["CLERK"])

    duty = services.appoint(duty=monthly, post=own, first=None, direct=own, by=office.clerk, at=at)

    assert (duty.post, duty.direct_post) == (own, own)
    with pytest.raises(DutyRefused, match="不在承办单位"):
        services.appoint(duty=monthly, post=strange, first=None, direct=None, by=office.clerk, at=at)


def test_an_objection_is_answered_by_other_eyes_and_owed_until_then(monthly, office, at) -> None:
    services.object_to(duty=monthly, reason="本社区没有场地", by=office.clerk, at=at)
    assert monthly.occurrences.filter(state="DUE").count() == 24

    with pytest.raises(OwnWork):
        services.answer_objection(duty=monthly, release=True, answer="同意", on=JUNE, by=office.clerk, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=monthly.pk).update(state="UNDERTAKEN", answered_by=office.clerk)

    duty = services.answer_objection(
        duty=monthly, release=True, answer="同意", on=JUNE, by=office.reviewer, at=at
    )

    assert (duty.state, duty.until) == ("ENDED", JUNE)
    assert list(monthly.occurrences.filter(state="DUE").values_list("label", flat=True)) == [
        f"2025年{month}月" for month in range(1, 6)
    ]
    assert list(monthly.steps.order_by("pk").values_list("act", flat=True)) == [
        "ASSIGN",
        "OBJECT",
        "RELEASE",
        "END",
    ]


def test_an_objection_that_is_not_upheld_leaves_the_duty_as_it_was(monthly, office, at) -> None:
    services.object_to(duty=monthly, reason="本社区没有场地", by=office.clerk, at=at)

    duty = services.answer_objection(
        duty=monthly, release=False, answer="可借用街道礼堂", on=JUNE, by=office.reviewer, at=at
    )

    assert (duty.state, duty.answer) == ("ASSIGNED", "可借用街道礼堂")
    assert monthly.occurrences.filter(state="DUE").count() == 24


def test_a_duty_broken_down_is_owed_by_its_parts_and_by_the_unit_no_more(office, handed_down, at) -> None:
    handed_down(task("1", (office.street, Role.LEAD)))
    duty = Duty.objects.get()

    parts = services.break_down(
        duty=duty,
        parts=[services.Part(office.north), services.Part(office.south)],
        on=JUNE,
        by=office.reviewer,
        at=at,
    )

    assert {(part.unit, part.came_from) for part in parts} == {(office.north, duty), (office.south, duty)}
    owed = Occurrence.objects.exclude(state="LIFTED").filter(due_on__year=2025)
    labels = {unit.name: [] for unit in (office.street, office.north, office.south)}
    for one in owed.select_related("duty__unit").order_by("due_on"):
        labels[one.duty.unit.name].append(one.label)
    months = [f"2025年{month}月" for month in range(1, 13)]
    assert labels == {"柳溪街道": months[:5], "北桥社区": months[5:], "南浦村": months[5:]}


def test_breaking_down_to_the_own_unit_needs_a_post(monthly, office, at) -> None:
    with pytest.raises(DutyRefused, match="要选到岗位"):
        services.break_down(
            duty=monthly, parts=[services.Part(office.north)], on=JUNE, by=office.clerk, at=at
        )
    with pytest.raises(DutyRefused, match="至少选一个"):
        services.break_down(duty=monthly, parts=[], on=JUNE, by=office.clerk, at=at)


def test_an_office_is_answered_for_by_posts_of_its_body_and_no_other_unit_is(office, handed_down, at) -> None:
    party = found_unit(name="党建办", level=Level.OFFICE, parent=office.street, by="白桦", at=at)
    handed_down(task("1", (party, Role.LEAD), (office.north, Role.RESPONSIBLE)))
    secretary = Post.objects.create(unit=office.street, name="党工委书记", roles=["LEADER"])
    of_office, of_north = Duty.objects.get(unit=party), Duty.objects.get(unit=office.north)

    duty = services.appoint(
        duty=of_office, post=None, first=secretary, direct=None, by=office.reviewer, at=at
    )

    assert duty.first_post == secretary
    with pytest.raises(DutyRefused, match="“党工委书记”不在承办单位北桥社区"):
        services.appoint(duty=of_north, post=None, first=secretary, direct=None, by=office.clerk, at=at)


def test_posts_told_in_the_scheme_are_on_the_duty_and_one_post_has_two_duties(office, handed_down) -> None:
    secretary = Post.objects.create(unit=office.north, name="书记", roles=["VIEWER"])
    answering = services.Answering(office.north, Role.LEAD, None, secretary, secretary)
    text = task("1").text
    handed_down(services.NewTask(text, (answering,)), services.NewTask(task("2").text, (answering,)))

    found = duties_of_posts(posts=[secretary.pk])

    assert [(duty.task.number, duty.first_post, duty.direct_post) for duty in found] == [
        ("1", secretary, secretary),
        ("2", secretary, secretary),
    ]


def test_a_duty_broken_down_to_own_posts_tells_who_is_responsible(monthly, office, at) -> None:
    clerk, first, direct = (
        Post.objects.create(unit=office.north, name=name, roles=["VIEWER"])
        for name in ("文书", "书记", "主任")
    )
    part = services.Part(office.north, Role.LEAD, clerk, first, direct)

    (made,) = services.break_down(duty=monthly, parts=[part], on=JUNE, by=office.clerk, at=at)

    made.refresh_from_db()
    assert (made.post, made.first_post, made.direct_post) == (clerk, first, direct)
    strange = Post.objects.create(unit=office.south, name="书记", roles=["VIEWER"])
    with pytest.raises(DutyRefused, match="“书记”不在承办单位北桥社区"):
        services.break_down(
            duty=made,
            parts=[services.Part(office.north, Role.LEAD, clerk, strange)],
            on=JUNE,
            by=office.clerk,
            at=at,
        )


def test_a_later_horizon_adds_what_comes_and_nothing_twice(monthly, at) -> None:
    assert services.generate(until=dt.date(2027, 1, 1), at=at) == 0
    assert services.generate(until=dt.date(2027, 4, 1), at=at) == 3
    assert services.generate(until=dt.date(2027, 4, 1), at=at) == 0

    days = list(monthly.occurrences.order_by("opens").values_list("opens", flat=True))
    assert len(days) == 27
    assert days[0] == dt.date(2025, 1, 2) and days[-1] == dt.date(2027, 3, 1)


@pytest.mark.parametrize("steps", [(30,), (1, 2, 6, 9, 30), (13, 14, 30)])
def test_stepwise_or_at_once_the_same_occurrences_come(office, handed_down, at, steps) -> None:
    festival = {"kind": "festival", "festival": "端午节", "days_before": 3, "times": 1}
    handed_down(task("1", (office.north, Role.LEAD), frequency=festival))
    for months in steps:
        day = dt.date(2027 + months // 12, months % 12 + 1, 1)
        services.generate(until=day, at=at)

    labels = list(Occurrence.objects.order_by("due_on").values_list("label", flat=True))
    assert labels == [f"{year}年端午节前" for year in range(2025, 2030)]
