"""An accepted record is corrected by one person and decided on by another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from taizhang.foundation.units.models import Unit
from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record
from taizhang.ledgers.records.selectors import content_of, pending_revision

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)


def form_of(client, record: Record, **changes: str) -> dict[str, str]:
    """Return what a browser sends from the form of a correction, changed as told."""
    form = client.get(f"/records/{record.number}/correct/").context["form"]
    told = {name: str(form[name].value() or "") for name in form.fields}
    return {**told, "reason": "按签到表核对", **changes}


@pytest.fixture
def corrected(office, accepted) -> Record:
    """Return a record that counts, with a correction of its place by the clerk."""
    record = accepted(title="走访甲户")
    propose(record, office.clerk, place="南浦广场")
    return record


def propose(record: Record, by, **changes) -> None:
    content = replace(content_of(record), **changes)
    services.correct_record(record=record, content=content, reason="写错了", by=by, at=NOW)


def test_a_correction_is_proposed_from_what_stands(cast, accepted):
    record = accepted(title="走访甲户")

    answer = cast.clerk.post(f"/records/{record.number}/correct/", form_of(cast.clerk, record, people="38人"))

    assert answer["Location"] == f"/records/{record.number}/"
    revision = pending_revision(record=record)
    assert (revision.content["people"]["raw"], revision.reason) == ("38人", "按签到表核对")
    record.refresh_from_db()
    assert record.people == 36


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"place": "南浦广场", "reason": ""}, "请填写更正理由"),
        ({}, "没有需要更正的地方"),
        ({"title": "", "place": "南浦广场"}, "请填写活动名称"),
    ],
)
def test_a_correction_that_does_not_hold_together_is_told(cast, accepted, changes, told):
    record = accepted(title="走访甲户")

    answer = cast.clerk.post(f"/records/{record.number}/correct/", form_of(cast.clerk, record, **changes))

    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_a_record_that_was_corrected_meanwhile_shows_both_tellings(cast, office, accepted):
    record = accepted(title="走访甲户")
    sent = form_of(cast.clerk, record, people="38人")
    propose(record, office.clerk, place="南浦广场")
    services.accept_correction(record=record, by=office.reviewer, at=NOW)

    answer = cast.clerk.post(f"/records/{record.number}/correct/", sent)

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "南浦广场" in page
    assert "38人" in page
    assert pending_revision(record=record) is None


def test_the_unit_of_a_closed_units_record_can_be_kept(cast, office, accepted):
    record = accepted(title="走访甲户")
    Unit.objects.filter(pk=office.north.pk).update(closed_on=dt.date(2025, 6, 1))

    answer = cast.reviewer.post(
        f"/records/{record.number}/correct/", form_of(cast.reviewer, record, people="38人")
    )

    assert answer.status_code == 303


def test_the_reviewer_sees_what_would_change_and_puts_it_in_force(cast, corrected):
    page = f"/records/{corrected.number}/"
    answer = cast.reviewer.get(page)
    assert [deed.name for deed in answer.context["deeds"] if deed.possible] == [
        "accept-correction",
        "return-correction",
    ]
    assert "等待审核的更正" in answer.content.decode()

    seen = answer.context["seen"]
    assert cast.reviewer.post(f"{page}accept-correction/", {"seen": seen}).status_code == 303

    corrected.refresh_from_db()
    assert (corrected.place, corrected.revision) == ("南浦广场", 2)


def test_a_correction_is_returned_with_a_reason_and_the_old_telling_stays(cast, corrected):
    page = f"/records/{corrected.number}/"

    assert cast.reviewer.post(f"{page}return-correction/", {"reason": ""}).status_code == 422
    assert cast.reviewer.post(f"{page}return-correction/", {"reason": "地点没错"}).status_code == 303

    corrected.refresh_from_db()
    assert corrected.place == "北桥小区"
    assert "地点没错" in cast.clerk.get(page).content.decode()


def test_nobody_decides_on_their_own_correction(cast, office, accepted):
    record = accepted(title="走访甲户")
    propose(record, office.reviewer, place="南浦广场")

    answer = cast.reviewer.post(f"/records/{record.number}/accept-correction/")

    assert answer.status_code == 422
    assert "不能审核自己填报的内容" in answer.content.decode()
    deeds = {deed.name: deed.hindrance for deed in answer.context["deeds"]}
    assert "不能审核自己填报的内容" in deeds["accept-correction"]


def test_another_correction_than_the_one_seen_is_not_put_in_force(cast, office, corrected):
    page = f"/records/{corrected.number}/"
    seen = cast.reviewer.get(page).context["seen"]
    services.return_correction(record=corrected, reason="地点没错", by=office.reviewer, at=NOW)
    propose(corrected, office.clerk, place="云岗镇")

    answer = cast.reviewer.post(f"{page}accept-correction/", {"seen": seen})

    assert answer.status_code == 409
    assert "云岗镇" in answer.content.decode()
    corrected.refresh_from_db()
    assert corrected.place == "北桥小区"


def test_a_correction_that_changes_the_unit_names_both_units(cast, office, accepted):
    record = accepted(title="走访甲户")
    propose(record, office.clerk, unit=office.south.pk)

    [change] = cast.reviewer.get(f"/records/{record.number}/").context["tellings"][0].differences

    assert (change.before, change.after) == ("北桥社区", "南浦村")


def test_a_record_with_a_waiting_correction_is_not_voided(cast, corrected):
    answer = cast.reviewer.post(f"/records/{corrected.number}/void/", {"reason": "重复"})

    assert answer.status_code == 422
    assert "请先处理更正再作废" in answer.content.decode()
