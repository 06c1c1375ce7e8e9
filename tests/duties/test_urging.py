"""Pressing for what is owed: once a day, recorded, settled when it is met; and after how many days it is told above."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from taizhang.foundation.audit.models import Act
from taizhang.kernel.recurrence import Every, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Occurrence, Scheme, Urging
from taizhang.ledgers.duties.rules import OccurrenceRefused, Role, SchemeRefused, Sort
from tests.duties.conftest import task

DAY = dt.date(2025, 4, 3)


def urge(occurrence, office, at, *, on: dt.date = DAY, note: str = " 请补办 ") -> Urging:
    """Urge, for the street."""
    return services.urge(
        occurrence=occurrence, unit=office.street, note=note, on=on, by=office.reviewer, at=at
    )


def standing() -> list[tuple[dt.date, str]]:
    """Return day and note of what stands."""
    return list(Urging.objects.filter(settled_at__isnull=True).values_list("day", "note"))


def test_it_is_recorded_who_when_and_with_what_note(march, office, at) -> None:
    made = urge(march, office, at)

    assert (made.unit, made.by, made.day, made.note) == (office.street, office.reviewer, DAY, "请补办")
    act = Act.objects.get(verb="occurrence.urge")
    assert (act.subject, act.by, act.detail) == (
        f"occurrence:{march.pk}",
        office.reviewer,
        {"note": "请补办"},
    )


def test_once_a_day_and_the_next_days_stands_in_its_place(march, office, at) -> None:
    urge(march, office, at)

    with pytest.raises(OccurrenceRefused, match="今天已经催办过，一天只催办一次"):
        urge(march, office, at)
    urge(march, office, at, on=dt.date(2025, 4, 4), note="再催")

    assert standing() == [(dt.date(2025, 4, 4), "再催")]
    assert Urging.objects.count() == 2
    for changes in ({"day": DAY, "settled_at": at}, {"day": dt.date(2025, 4, 5)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Urging.objects.create(occurrence=march, unit=office.street, by=office.reviewer, at=at, **changes)


def test_it_stands_until_the_work_is_done_and_does_not_come_back_with_it(march, office, at) -> None:
    urge(march, office, at)

    made = services.confirm(occurrence=march, source="records:1", on=DAY, by=office.clerk, at=at)
    assert standing() == []
    services.withdraw(fulfilment=made, reason="误选", by=office.clerk, at=at)

    assert standing() == []


def test_work_that_waits_to_be_closed_off_settles_it(office, handed_down, at) -> None:
    handed_down(task("1", (office.north, Role.LEAD), closes_above=True))
    march = Occurrence.objects.get(label="2025年3月")
    urge(march, office, at)

    services.confirm(occurrence=march, source="records:1", on=DAY, by=office.clerk, at=at)

    assert standing() == []
    with pytest.raises(OccurrenceRefused, match="等上级核销，不用催办"):
        urge(march, office, at, on=dt.date(2025, 4, 4))


def test_an_excuse_settles_it(march, office, at) -> None:
    urge(march, office, at)

    services.excuse(occurrence=march, reason="防汛", by=office.reviewer, at=at)

    assert standing() == []
    with pytest.raises(OccurrenceRefused, match="这一期已免除，不用催办"):
        urge(march, office, at, on=dt.date(2025, 4, 4))


def test_a_part_of_the_work_does_not_settle_it(office, handed_down, at) -> None:
    handed_down(task("1", (office.north, Role.LEAD), frequency=stored(Every("quarter", 2))))
    quarter = Occurrence.objects.get(label="2025年第一季度")
    urge(quarter, office, at)

    services.confirm(occurrence=quarter, source="records:1", on=DAY, by=office.clerk, at=at)

    assert len(standing()) == 1


def test_what_has_not_begun_is_not_urged(march, office, at) -> None:
    with pytest.raises(OccurrenceRefused, match="从 2025-03-01 开始，还没有到"):
        urge(march, office, at, on=dt.date(2025, 2, 28))


def test_an_urging_is_never_changed_but_to_be_settled_once(march, office, at) -> None:
    made = urge(march, office, at)
    Urging.objects.filter(pk=made.pk).update(settled_at=at)

    for change in (
        lambda: Urging.objects.filter(pk=made.pk).update(note="别的"),
        lambda: Urging.objects.filter(pk=made.pk).update(settled_at=None),
        lambda: Urging.objects.filter(pk=made.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_scheme_has_its_days_and_nought_is_never(office, handed_down, at) -> None:
    scheme = handed_down(task("1", (office.north, Role.LEAD)))
    assert scheme.escalate_after == 5

    services.set_escalation(scheme=scheme, after=0, by=office.reviewer, at=at)

    assert Scheme.objects.get().escalate_after == 0
    assert Act.objects.get(verb="scheme.escalation").detail == {"was": 5, "now": 0}


@pytest.mark.parametrize("after", [-1, 61])
def test_a_number_of_days_that_nobody_means_is_refused(office, handed_down, at, after) -> None:
    scheme = handed_down(task("1", (office.north, Role.LEAD)))

    with pytest.raises(SchemeRefused, match="请填 0 到 60 的工作日数"):
        services.set_escalation(scheme=scheme, after=after, by=office.reviewer, at=at)
    with pytest.raises(SchemeRefused, match="请填 0 到 60 的工作日数"):
        services.create_scheme(
            title="甲",
            year=2025,
            unit=office.street,
            sort=Sort.DUTY,
            by=office.clerk,
            at=at,
            escalate_after=after,
        )


def test_a_scheme_that_is_stopped_keeps_its_days(office, handed_down, at) -> None:
    scheme = handed_down(task("1", (office.north, Role.LEAD)))
    services.withdraw_scheme(scheme=scheme, on=DAY, reason="停办", by=office.reviewer, at=at)

    with pytest.raises(SchemeRefused, match="方案已停止"):
        services.set_escalation(scheme=scheme, after=3, by=office.reviewer, at=at)
