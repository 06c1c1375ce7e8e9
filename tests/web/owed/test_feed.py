"""The calendar that one's own programs read: a secret address, and what stands behind it."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from taizhang.foundation.accounts.models import CalendarKey, Post, Tenure
from taizhang.foundation.accounts.services import end_tenure
from taizhang.foundation.audit.selectors import acts_on
from taizhang.kernel.recurrence import Once, stored
from taizhang.ledgers.duties import services
from taizhang.ledgers.duties.models import Duty, Occurrence
from taizhang.ledgers.duties.rules import Role
from tests.duties.conftest import task

PAGE = "/duties/calendar/subscription/"
TODAY = dt.date.today()
SOON, PAST = TODAY + dt.timedelta(days=10), TODAY - dt.timedelta(days=10)
LONG = "走访慰问辖区内独居老人、困难家庭和退役军人，了解生活难处；逐户登记，当月回访"


@pytest.fixture
def at() -> dt.datetime:
    """Return now: what falls due is made to the end of the next year."""
    return dt.datetime.now(dt.UTC)


def addressed(client) -> str:
    """Make an address and return it, without the host."""
    page = client.post(PAGE).content.decode()
    return re.search(r'value="http://testserver(/duties/calendar/[\w-]{43}\.ics)"', page)[1]


def events(address: str) -> dict[str, object]:
    """Return the events behind an address by their task, read as a calendar program reads them."""
    answer = Client().get(address)
    assert answer.status_code == 200
    calendar = Calendar.from_ical(answer.content)
    assert not calendar.errors
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


@pytest.fixture
def laid(cast, office, handed_down, at) -> dict[str, Occurrence]:
    """Return by task what falls due: one thing soon, one in the past, for the clerk's post; one for nobody's."""
    handed_down(
        task("1", (office.north, Role.LEAD), frequency=stored(Once(SOON))),
        task("2", (office.north, Role.LEAD), frequency=stored(Once(PAST))),
        task("3", (office.north, Role.LEAD), frequency=stored(Once(SOON))),
    )
    post = Post.objects.get(unit=office.north)
    for duty in Duty.objects.filter(task__number__in=("1", "2")):
        services.appoint(duty=duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    return {one.duty.task.number: one for one in Occurrence.objects.select_related("duty__task")}


def test_the_address_is_shown_once_and_kept_as_a_digest(cast, office) -> None:
    address = addressed(cast.clerk)

    key = CalendarKey.objects.get(person=office.clerk)
    assert key.digest not in address and address.rpartition("/")[2].removesuffix(".ics") not in str(
        CalendarKey.objects.values().get()
    )
    later = cast.clerk.get(PAGE).content.decode()
    assert "已经订阅" in later and ".ics" not in later


def test_it_tells_what_falls_due_for_ones_posts_and_nothing_else(cast, laid) -> None:
    told = events(addressed(cast.clerk))

    assert set(told) == {
        f"第1项工作（{laid['1'].label}，北桥社区）",
        f"! 第2项工作（{laid['2'].label}，北桥社区）",
    }
    event = told[f"第1项工作（{laid['1'].label}，北桥社区）"]
    assert event["dtstart"].dt == laid["1"].due_on and event["dtstart"].params["VALUE"] == "DATE"
    assert event["status"] == "CONFIRMED" and event["transp"] == "TRANSPARENT"
    assert str(event["url"]) == f"http://testserver/duties/occurrences/{laid['1'].pk}/"
    assert "单位：北桥社区" in str(event["description"]) and "方案：2025年任务分解表" in str(
        event["description"]
    )


def test_what_is_done_or_excused_bears_its_sign_under_the_same_name(cast, laid, office, accepted, at) -> None:
    address = addressed(cast.clerk)
    before = {event["uid"] for event in events(address).values()}
    record = accepted(title="走访困难户", on=TODAY)
    services.confirm(occurrence=laid["1"], source=record.source, on=record.on, by=office.clerk, at=at)
    services.excuse(occurrence=laid["2"], reason="防汛", by=office.reviewer, at=at)

    told = events(address)

    assert {event["uid"] for event in told.values()} == before
    assert all(uuid.UUID(uid) for uid in before)
    assert {
        (words[:2], str(event["status"]), int(event["sequence"]) > 1) for words, event in told.items()
    } == {
        ("✓ ", "CONFIRMED", True),
        ("免 ", "CANCELLED", True),
    }


def test_it_is_answered_as_a_calendar_for_nobody_else_to_keep(cast, laid) -> None:
    answer = Client().get(addressed(cast.clerk))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in answer["Cache-Control"]
    assert "Set-Cookie" not in answer
    head = answer.content.decode().split("\r\n")[:3]
    assert head[0] == "BEGIN:VCALENDAR" and "VERSION:2.0" in head


def test_long_lines_are_folded_at_75_octets_and_read_back_whole(cast, laid, office, handed_down, at) -> None:
    handed_down(
        services.NewTask(
            services.TaskText("9", f"{LONG}，\\n；,“一键三连”\n{LONG}", stored(Once(SOON))),
            (services.Answering(office.north, Role.LEAD),),
        )
    )
    post = Post.objects.get(unit=office.north)
    duty = Duty.objects.get(task__number="9")
    services.appoint(duty=duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    address = addressed(cast.clerk)

    content = Client().get(address).content

    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert any(words.startswith(f"{LONG}，\\n；,“一键三连” {LONG}（") for words in events(address))


def test_a_new_address_ends_the_old_one_and_both_are_written_down(cast, laid, office) -> None:
    old = addressed(cast.clerk)
    new = addressed(cast.clerk)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200

    assert cast.clerk.post(f"{PAGE}end/").status_code == 303
    assert cast.clerk.post(f"{PAGE}end/").status_code == 303

    assert Client().get(new).status_code == 404
    assert "还没有订阅" in cast.clerk.get(PAGE).content.decode()
    verbs = [act.verb for act in acts_on(subject=f"person:{office.clerk.pk}")]
    assert verbs == ["person.calendar_open", "person.calendar_open", "person.calendar_close"]


def test_who_holds_no_post_any_more_is_answered_as_if_there_were_no_such_address(cast, laid, office) -> None:
    address = addressed(cast.clerk)
    unknown = Client().get("/duties/calendar/nobodys-address.ics")
    end_tenure(tenure=Tenure.objects.get(person=office.clerk), until=TODAY - dt.timedelta(days=2))

    ended = Client().get(address)

    assert (ended.status_code, unknown.status_code) == (404, 404)
    assert ended.content == unknown.content


def test_a_post_taken_over_shows_in_the_successors_calendar(cast, laid, office) -> None:
    address = addressed(cast.reviewer)
    assert events(address) == {}
    Tenure.objects.create(
        post=Post.objects.get(unit=office.north), person=office.reviewer, since=TODAY - dt.timedelta(days=2)
    )

    assert len(events(address)) == 2


def test_nobody_without_a_post_has_one(cast) -> None:
    assert cast.nobody.post(PAGE).status_code == 403


def test_a_year_of_it_costs_as_many_queries_as_a_day(cast, laid, office, handed_down, at) -> None:
    address = addressed(cast.clerk)
    with CaptureQueriesContext(connection) as few:
        Client().get(address)

    handed_down(*(task(str(number), (office.north, Role.LEAD)) for number in range(10, 30)))
    post = Post.objects.get(unit=office.north)
    for duty in Duty.objects.filter(post=None, task__number__gte="10"):
        services.appoint(duty=duty, post=post, first=None, direct=None, by=office.clerk, at=at)
    with CaptureQueriesContext(connection) as many:
        content = Client().get(address).content

    assert content.count(b"BEGIN:VEVENT") > 100
    assert len(many) == len(few) <= 5
