"""Inspected, found wrong, put right, re-checked by another, closed; back again, reopened."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.journal.selectors import standing_postings
from taizhang.ledgers.premises import services
from taizhang.ledgers.premises.models import Finding, FindingStep, Inspection
from taizhang.ledgers.premises.rules import (
    Answer,
    FindingRefused,
    IncidentRefused,
    IncidentSort,
    IncidentStage,
    InspectionRefused,
    Severity,
    Wrong,
    type_by_code,
)
from tests.premises.conftest import TODAY, moment
from tests.premises.test_register import month, stock


@pytest.fixture
def finding(room, looked_at) -> Finding:
    """Return what was wrong with the extinguishers of the reading room."""
    looked_at(room, "fire")
    return Finding.objects.get()


@pytest.fixture
def rectified(finding, office, photo, at) -> Finding:
    return services.rectify(
        finding=finding, text="已更换灭火器", photos=[photo()], on=TODAY, by=office.clerk, at=at
    )


def kinds(source: str) -> list[str]:
    return [line.kind for line in standing_postings(book="inspections", source=source)]


def test_an_inspection_answers_every_question_and_is_done(room, looked_at) -> None:
    one = looked_at(room)

    assert (one.label, one.state, one.late) == ("2025年6月", "DONE", False)
    assert [answer for _, _, answer in one.answers] == ["FINE"] * 6
    assert kinds(one.source) == ["inspection_done"]


def test_what_was_missed_is_done_late_and_what_is_not_due_is_one_between(room, looked_at) -> None:
    late = [looked_at(room, on=dt.date(2025, 8, 4)).label for _ in range(4)]

    assert late == ["2025年8月", "2025年7月", "2025年6月", "临时检查"]
    assert Inspection.objects.filter(late=True).count() == 2


def test_an_inspection_refuses_gaps_and_findings_without_words(room, office, post, at) -> None:
    items = type_by_code(room.type).items
    fine = {item.code: Answer.FINE for item in items}
    act = {"place": room, "on": TODAY, "by": office.clerk, "at": at}
    wrong = Wrong("fire", "", Severity.MINOR, post.pk, TODAY)

    with pytest.raises(InspectionRefused, match="还有 5 项没有填"):
        services.inspect(answers={"fire": Answer.FINE}, wrongs=[], **act)
    with pytest.raises(InspectionRefused, match="填了有问题，请写明问题和整改岗位"):
        services.inspect(answers=fine | {"fire": Answer.WRONG}, wrongs=[], **act)
    with pytest.raises(InspectionRefused, match="请写明“消防器材有效，通道畅通”的问题"):
        services.inspect(answers=fine | {"fire": Answer.WRONG}, wrongs=[wrong], **act)
    assert not Finding.objects.exists()


def test_a_device_that_sends_twice_is_heard_once(room, looked_at) -> None:
    key = "1" * 32
    first = looked_at(room, client_key=key)

    with pytest.raises(services.InspectedBefore) as heard:
        looked_at(room, client_key=key)

    assert heard.value.inspection == first
    assert Inspection.objects.filter(state="DONE").count() == 1


def test_a_finding_is_closed_by_somebody_else_only(rectified, office, at) -> None:
    with pytest.raises(OwnWork, match="不能复查自己填报的内容"):
        services.close(finding=rectified, text="", on=TODAY, by=office.clerk, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(state="CLOSED", rechecked_by=office.clerk, closed_on=TODAY)

    closed = services.close(finding=rectified, text="已看现场", on=TODAY, by=office.reviewer, at=at)

    assert (closed.state, closed.late) == ("CLOSED", False)
    assert kinds(f"inspections:r{closed.pk}") == ["rectification_closed"]
    assert kinds(f"inspections:f{closed.pk}") == ["finding"]
    assert stock("rectifications_on_time_rate", office.street, month("6")) == "100.0"
    assert stock("findings_found", office.street, month("6")) == "1"


def test_it_needs_evidence_to_be_put_right_and_no_more_photos_than_serve(finding, office, photo, at) -> None:
    act = {"finding": finding, "text": "已更换", "on": TODAY, "by": office.clerk, "at": at}

    with pytest.raises(FindingRefused, match="请附整改后的照片"):
        services.rectify(photos=[], **act)
    with pytest.raises(FindingRefused, match="至多 3 张照片"):
        services.rectify(photos=[photo(n) for n in range(4)], **act)


def test_sent_back_it_is_open_again_and_closed_late_counts_as_late(rectified, office, photo, at) -> None:
    services.send_back(finding=rectified, text="压力表仍不合格", on=TODAY, by=office.reviewer, at=at)
    after = rectified.due_on + dt.timedelta(days=2)
    services.rectify(finding=rectified, text="换新", photos=[photo()], on=after, by=office.clerk, at=at)

    closed = services.close(finding=rectified, text="", on=after, by=office.reviewer, at=at)

    assert closed.late
    assert stock("rectifications_on_time_rate", office.street, month("6")) == "0.0"
    assert stock("rectifications_closed", office.street, month("6")) == "1"
    acts = FindingStep.objects.order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["FIND", "RECTIFY", "RETURN", "RECTIFY", "CLOSE"]


def test_found_again_it_is_the_same_finding(rectified, office, room, looked_at, at) -> None:
    services.close(finding=rectified, text="", on=TODAY, by=office.reviewer, at=at)
    looked_at(room, "fire", on=dt.date(2025, 7, 15))
    looked_at(room, "fire", on=dt.date(2025, 8, 15))

    one = Finding.objects.get()

    assert (one.state, one.reopened, one.due_on) == ("OPEN", 1, dt.date(2025, 7, 22))
    assert one.steps.count() == 5
    assert kinds(f"inspections:r{one.pk}") == ["rectification_open"]


def test_after_three_months_it_is_another_finding(rectified, office, room, looked_at, at) -> None:
    services.close(finding=rectified, text="", on=TODAY, by=office.reviewer, at=at)
    looked_at(room, "fire", on=dt.date(2025, 10, 15))

    assert Finding.objects.count() == 2


def test_an_incident_is_contained_restored_reported_and_learnt_from(placed, office, at) -> None:
    screen = placed("led_screen", name="广场大屏")
    noticed = moment(dt.date(2025, 5, 20))
    incident = services.write_incident(
        place=screen, sort=IncidentSort.HIJACKED, what="屏幕播放外来画面", noticed_at=noticed,
        on=dt.date(2025, 5, 20), by=office.clerk, at=at,
    )  # fmt: skip
    act = {"incident": incident, "by": office.clerk, "at": at, "text": "断电，改密"}

    with pytest.raises(IncidentRefused, match="请先填“处置”"):
        services.take_step(stage=IncidentStage.RESTORE, when=noticed, **act)
    with pytest.raises(IncidentRefused, match="早于发现时间"):
        services.take_step(stage=IncidentStage.CONTAIN, when=moment(dt.date(2025, 5, 19)), **act)
    for hour, stage in enumerate(IncidentStage, start=10):
        services.take_step(stage=stage, when=moment(dt.date(2025, 5, 20), hour), **act)

    incident.refresh_from_db()
    assert incident.closed_at == at
    assert stock("channel_incidents_closed", office.street, month("5")) == "1"


def test_a_facility_has_no_channel_incidents(room, office, at) -> None:
    with pytest.raises(IncidentRefused, match="只有宣传渠道登记事件"):
        services.write_incident(
            place=room, sort=IncidentSort.WRONG, what="某事", noticed_at=at, on=TODAY, by=office.clerk, at=at
        )


def test_whoever_rectified_is_not_made_the_rechecker_by_another_name(rectified, at) -> None:
    other = Person.objects.create(login="second", name="周敏", unit=rectified.unit)

    closed = services.close(finding=rectified, text="", on=TODAY, by=other, at=at)

    assert closed.rechecked_by == other
