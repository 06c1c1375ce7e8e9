"""What waits for somebody: whose it is, since when, by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.kernel.workdays import NO_NOTICE
from taizhang.ledgers.publication import services as publication
from taizhang.ledgers.publication.rules import Code
from taizhang.ledgers.records import services
from taizhang.ledgers.records.selectors import content_of
from taizhang.processes.desk import MOST, Task, desk_of
from taizhang.reporting.drafting import return_report
from tests.publication.conftest import seated, telling
from tests.web.conftest import hold
from tests.web.reported import reported

MONDAY = dt.datetime(2025, 6, 9, 1, tzinfo=dt.UTC)
TODAY = dt.date(2025, 6, 20)


@pytest.fixture(autouse=True)
def posts(office):
    """Give the cast their posts."""
    hold(office.clerk, office.north, Role.CLERK)
    hold(office.reviewer, office.street, Role.REVIEWER, Role.LEADER)
    hold(office.stranger, office.other_street, Role.CLERK, Role.REVIEWER, Role.LEADER)


def desk(person: Person):
    return desk_of(reach=reach_of(person=person, on=TODAY), notice=NO_NOTICE)


def told(person: Person):
    return [(one.task, one.title, one.since, one.due) for one in desk(person).waiting]


@pytest.fixture
def drafted(office, activity):
    """Return a maker of drafts of the clerk."""

    def make(at=MONDAY, **changes):
        return services.create_record(content=activity(kind="visit", **changes), by=office.clerk, at=at)

    return make


@pytest.fixture
def submitted(office, drafted):
    """Return a maker of records that the clerk submitted."""

    def make(at=MONDAY, **changes):
        return services.submit_record(record=drafted(at=at, **changes), by=office.clerk, at=at)

    return make


def test_a_draft_waits_a_week_from_the_day_it_was_begun(office, drafted):
    drafted(title="走访", on=dt.date(2025, 3, 5))

    assert told(office.clerk) == [(Task.FINISH, "走访", dt.date(2025, 6, 9), dt.date(2025, 6, 16))]


def test_what_was_submitted_waits_for_the_reviewer_three_workdays(office, submitted):
    submitted(title="走访", at=MONDAY + dt.timedelta(days=3))

    assert told(office.reviewer) == [(Task.REVIEW, "走访", dt.date(2025, 6, 12), dt.date(2025, 6, 17))]
    assert told(office.clerk) == []
    assert told(office.stranger) == []


def test_what_was_returned_waits_for_its_author_from_the_return(office, submitted):
    record = submitted(title="走访")
    returned_at = MONDAY + dt.timedelta(days=2)
    services.return_record(record=record, reason="补照片", by=office.reviewer, at=returned_at)

    assert told(office.clerk) == [(Task.MEND, "走访", dt.date(2025, 6, 11), dt.date(2025, 6, 16))]
    assert told(office.reviewer) == []


def test_a_correction_waits_from_the_day_it_was_told(office, accepted):
    record = accepted(title="走访")
    content = replace(content_of(record), title="走访慰问")
    services.correct_record(record=record, content=content, reason="名称不全", by=office.clerk, at=MONDAY)

    assert told(office.reviewer) == [(Task.REVIEW, "走访", dt.date(2025, 6, 9), dt.date(2025, 6, 12))]


def test_the_day_is_that_of_china(office, drafted):
    drafted(title="走访", at=dt.datetime(2025, 6, 9, 17, tzinfo=dt.UTC))

    assert told(office.clerk)[0][2] == dt.date(2025, 6, 10)


def test_a_report_waits_for_whoever_may_sign_it_and_then_for_its_author(
    office, key, at, accepted, settings, tmp_path
):
    settings.TAIZHANG_HOME = tmp_path
    accepted(unit=office.north.pk)
    report = reported(office.clerk, office.north, sent=True)
    signer, author = desk(office.reviewer), desk(office.clerk)

    return_report(report=report, reason="数字再核", by=office.reviewer, at=at)

    assert [one.task for one in signer.waiting] == [Task.SIGN]
    assert (signer.in_review, author.in_review, desk(office.stranger).in_review) == (1, 1, 0)
    assert author.waiting == ()
    assert [(one.task, one.key) for one in desk(office.clerk).waiting] == [(Task.MEND_REPORT, str(report.pk))]
    assert desk(office.reviewer).total == 0


def test_the_earliest_due_stands_first(office, drafted, submitted):
    drafted(title="旧草稿", at=MONDAY - dt.timedelta(days=10))
    drafted(title="新草稿")
    record = submitted(title="被退回")
    services.return_record(record=record, reason="补照片", by=office.reviewer, at=MONDAY)

    assert [title for _, title, _, _ in told(office.clerk)] == ["旧草稿", "被退回", "新草稿"]


def test_all_are_counted_and_the_first_twenty_are_told(office, drafted):
    for number in range(MOST + 3):
        drafted(title=f"走访第{number}户")

    found = desk(office.clerk)

    assert len(found.waiting) == MOST
    assert (found.total, found.numbers[Task.FINISH]) == (MOST + 3, MOST + 3)


def test_it_costs_the_same_for_one_and_for_many(office, submitted, django_assert_num_queries):
    submitted()
    with django_assert_num_queries(21):
        desk(office.reviewer)

    for _ in range(5):
        submitted()
    with django_assert_num_queries(21):
        desk(office.reviewer)


def test_items_to_review_and_items_returned_stand_there_until_their_time(office, at):
    seats = seated(office)
    item = publication.create_item(
        unit=office.north, content=telling(), planned_at=None, theme=None, by=office.clerk, at=MONDAY
    )
    item = publication.submit_item(item=item, by=office.clerk, at=MONDAY, on=MONDAY.date())
    first = seats.at(Code.FIRST_REVIEW)

    [waiting] = told(first)
    assert waiting == (Task.PASS, f"初审：{item.title}", MONDAY.date(), dt.date(2025, 6, 11))

    publication.return_item(
        item=item,
        code=Code.FIRST_REVIEW,
        digest=item.digest,
        reason="时间写错",
        by=first,
        on=MONDAY.date(),
        at=MONDAY,
    )
    assert told(first) == []
    assert told(office.clerk) == [(Task.MEND_ITEM, item.title, MONDAY.date(), dt.date(2025, 6, 12))]
