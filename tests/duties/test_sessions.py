"""Study plans in the book: they stand for their whole year, and a makeup makes up what was missed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.journal.models import PostingRow
from taizhang.kernel.recurrence import Once, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Occurrence
from taizhang.ledgers.duties.rules import Role, Sort, standing_of, topic_words
from tests.duties.conftest import task

IN_TIME, LATE, LATER = dt.date(2025, 3, 20), dt.date(2025, 4, 2), dt.date(2025, 4, 9)
MARCH = {"frequency": stored(Once(dt.date(2025, 3, 31))), "start": dt.date(2025, 3, 1)}


@pytest.fixture
def session(office, handed_down) -> Occurrence:
    """Return a session planned for March by the north community, in a plan handed down in May."""
    line = task("3", (office.north, Role.RESPONSIBLE), **MARCH)
    handed_down(line, sort=Sort.STUDY, issued_on=dt.date(2025, 5, 6))
    return Occurrence.objects.get()


def told(session) -> list[str]:
    """Return what of timeliness stands in the journal for a session."""
    row = PostingRow.objects.get(source=session.source, weight=1, reversal__isnull=True)
    return [row.kind, *(tag for tag in row.tags.split("|") if tag in ("按时", "逾期", "补学"))]


def hold(session, office, at, *, on: dt.date, makeup: bool = False, source: str = "records:1"):
    """Confirm that a piece of work on a day held the session, and return the session as it stands."""
    services.confirm(occurrence=session, source=source, on=on, makeup=makeup, by=office.clerk, at=at)
    session.refresh_from_db()
    return session


def test_a_plan_stands_for_its_whole_year_whenever_it_is_handed_down(session, office, at) -> None:
    assert (session.opens, session.due_on) == (dt.date(2025, 3, 1), dt.date(2025, 3, 31))
    assert told(session) == ["due"]

    hold(session, office, at, on=IN_TIME)

    assert told(session) == ["done", "按时"]


def test_a_makeup_after_its_time_makes_the_session_late_and_made_up(session, office, at) -> None:
    hold(session, office, at, on=LATE, makeup=True)

    assert (session.state, session.late, session.made_up) == ("DONE", True, True)
    assert told(session) == ["done", "补学", "逾期"]


def test_a_session_held_late_without_being_a_makeup_is_only_late(session, office, at) -> None:
    assert told(hold(session, office, at, on=LATE)) == ["done", "逾期"]


def test_a_makeup_for_the_absent_changes_nothing_of_a_session_held_on_time(session, office, at) -> None:
    hold(session, office, at, on=IN_TIME)
    hold(session, office, at, on=LATE, makeup=True, source="records:2")

    assert told(session) == ["done", "按时"]
    assert session.done == 2


def test_what_stood_on_a_makeup_falls_with_it(session, office, at) -> None:
    hold(session, office, at, on=LATE, makeup=True)
    services.withdraw_source(source="records:1", reason="记录作废", by=office.clerk, at=at)

    session.refresh_from_db()
    assert (session.state, session.made_up) == ("DUE", False)
    assert told(session) == ["due"]


DAYS = st.lists(st.dates(dt.date(2025, 3, 1), dt.date(2025, 5, 1)), max_size=3)


@given(days=DAYS, makeups=DAYS, required=st.integers(1, 3))
def test_a_makeup_is_told_only_where_nothing_else_was_in_time(days, makeups, required) -> None:
    with_them = standing_of(
        required=required, days=days, makeups=makeups, due_on=dt.date(2025, 3, 31), excused=False,
        closes_above=False, closed=False,
    )  # fmt: skip
    as_work = standing_of(
        required=required, days=[*days, *makeups], due_on=dt.date(2025, 3, 31), excused=False,
        closes_above=False, closed=False,
    )  # fmt: skip

    assert (with_them.state, with_them.done_on, with_them.late) == (
        as_work.state,
        as_work.done_on,
        as_work.late,
    )
    assert with_them.made_up == (with_them.late and len(days) < required)
    assert not as_work.made_up


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("专题学习《中华人民共和国民法典》和《安全生产法》", ("民法典", "安全生产法")),
        ("集中学习防汛值守要求、传达汛期会议精神", ("防汛值守要求", "汛期会议精神")),
        ("学习", ()),
    ],
)
def test_a_topic_is_found_by_its_titles_or_its_parts(topic, words) -> None:
    assert topic_words(topic) == words
