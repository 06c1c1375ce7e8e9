"""What lies on a unit: undertaken, objected to, broken down, generated without end or gap."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Post
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import DutyRefused, Role
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
