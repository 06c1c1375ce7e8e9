"""Different eyes held by the database itself: raw SQL, past every check of the program, is refused."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.kernel.period import parse_period
from taizhang.ledgers.records import services
from taizhang.ledgers.records.selectors import pending_revision
from taizhang.reporting.drafting import start_report
from taizhang.reporting.runs import Order
from tests.raw_sql import refused_by


@pytest.fixture
def waiting(office, activity, at):
    """Return a record of the clerk that waits for review."""
    record = services.create_record(content=activity(kind="visit"), by=office.clerk, at=at)
    return services.submit_record(record=record, by=office.clerk, at=at)


@pytest.fixture
def report(office, key, at):
    """Return a report that the clerk has begun."""
    order = Order(
        unit=office.north, period=parse_period("2025"), subject="文明实践", signed_on=dt.date(2025, 12, 31)
    )
    return start_report(template="work_report", order=order, by=office.clerk, key=key, at=at)


ACCEPT = "UPDATE records_record SET state = 'ACCEPTED', accepted_by_id = %s, accepted_at = %s WHERE id = %s"
DECIDE = "UPDATE records_revision SET state = 'ACCEPTED', decided_by_id = %s, decided_at = %s WHERE id = %s"
SIGN_RUN = "UPDATE reporting_run SET signed_by_id = %s, signed_at = %s, bundle_digest = 'x' WHERE id = %s"
SIGN = "UPDATE reporting_report SET state = 'SIGNED', decided_by_id = %s, decided_at = %s WHERE id = %s"


def test_no_record_is_accepted_by_its_author(office, waiting, at):
    assert "record_is_not_accepted_by_its_author" in refused_by(ACCEPT, office.clerk.pk, at, waiting.pk)
    assert refused_by(ACCEPT, office.reviewer.pk, at, waiting.pk) == ""


def test_no_accepted_record_is_without_its_reviewer(waiting, at):
    sql = "UPDATE records_record SET state = 'ACCEPTED' WHERE id = %s"

    assert "accepted_record_names_who_accepted_it" in refused_by(sql, waiting.pk)


def test_an_accepted_record_does_not_become_its_reviewers_own(office, accepted):
    record = accepted()
    sql = "UPDATE records_record SET author_id = accepted_by_id WHERE id = %s"

    assert "record_is_not_accepted_by_its_author" in refused_by(sql, record.pk)


def test_no_correction_is_decided_by_who_proposed_it(office, accepted, activity, at):
    record = accepted()
    services.correct_record(
        record=record,
        content=activity(kind="visit", people="40人"),
        reason="签到表",
        by=office.reviewer,
        at=at,
    )
    correction = pending_revision(record=record)

    assert "revision_is_not_decided_by_its_author" in refused_by(
        DECIDE, office.reviewer.pk, at, correction.pk
    )
    assert refused_by(DECIDE, office.clerk.pk, at, correction.pk) == ""


def test_no_report_is_signed_by_its_author(office, report, at):
    assert "report_is_not_signed_by_its_author" in refused_by(SIGN_RUN, office.clerk.pk, at, report.run_id)
    assert "report_is_not_decided_by_its_author" in refused_by(SIGN, office.clerk.pk, at, report.pk)
    assert refused_by(SIGN_RUN, office.reviewer.pk, at, report.run_id) == ""
    assert refused_by(SIGN, office.reviewer.pk, at, report.pk) == ""


def test_no_signed_report_is_without_its_signer(report):
    sql = "UPDATE reporting_report SET state = 'SIGNED' WHERE id = %s"

    assert "signed_report_names_who_signed_it" in refused_by(sql, report.pk)
