"""Going through what waits for review, one after another."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.ledgers.records import services
from taizhang.ledgers.records.models import Record

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def three(office, activity) -> list[Record]:
    """Return three visits that wait for review, submitted one after another."""
    made = []
    for minute, title in enumerate(("甲户", "乙户", "丙户")):
        at = NOW + dt.timedelta(minutes=minute)
        record = services.create_record(content=activity(kind="visit", title=title), by=office.clerk, at=at)
        made.append(services.submit_record(record=record, by=office.clerk, at=at))
    return made


def page_of(record: Record) -> str:
    return f"/records/{record.number}/?then=review"


def test_a_decision_leads_to_what_waits_next(cast, three):
    first, second, _ = three

    answer = cast.reviewer.post(f"/records/{first.number}/accept/", {"then": "review"})

    assert answer["Location"] == f"{page_of(second)}&last={first.number}"


def test_after_the_last_comes_what_was_passed_over(cast, three):
    first, _, last = three

    answer = cast.reviewer.post(f"/records/{last.number}/return/", {"then": "review", "reason": "缺照片"})

    assert answer["Location"] == f"{page_of(first)}&last={last.number}"


def test_when_nothing_waits_the_queue_says_so(cast, three):
    for record in three:
        answer = cast.reviewer.post(f"/records/{record.number}/accept/", {"then": "review"})

    page = cast.reviewer.get(answer["Location"]).content.decode()
    assert "都审完了" in page


def test_the_page_in_the_queue_tells_how_many_wait_and_which_is_next(cast, three):
    first, second, _ = three

    queue = cast.reviewer.get(page_of(first)).context["queue"]

    assert (queue.waiting, queue.following, queue.last) == (3, page_of(second), "")


def test_a_page_outside_the_queue_has_none(cast, three):
    assert cast.reviewer.get(f"/records/{three[0].number}/").context["queue"] is None
    assert cast.clerk.get(page_of(three[0])).context["queue"] is None


def test_the_number_of_the_last_record_is_a_number_or_nothing(cast, three):
    page = f"{page_of(three[0])}&last=请打电话给我"

    assert cast.reviewer.get(page).context["queue"].last == ""


def test_a_refused_decision_stays_in_the_queue_and_keeps_what_was_typed(cast, three):
    first = three[0]
    services.accept_record(record=first, by=other_reviewer(first), at=NOW)

    answer = cast.reviewer.post(
        f"/records/{first.number}/return/", {"then": "review", "reason": "缺签到表", "seen": "f" * 16}
    )

    assert answer.status_code == 409
    assert answer.context["queue"] is not None
    assert "您写的理由：缺签到表" in answer.content.decode()


def other_reviewer(record: Record):
    from taizhang.foundation.accounts.services import add_person  # noqa: PLC0415 -- only here

    return add_person(login="second", name="林舟", unit=record.unit)
