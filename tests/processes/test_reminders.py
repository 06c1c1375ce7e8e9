"""Inboxes of posts are told once a day what is overdue and soon due, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.foundation.accounts.models import Post, Reminder
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.services import PostRefused, add_post
from taizhang.ledgers.records import services
from taizhang.processes.reminders import digests, send_digests
from tests.web.conftest import hold

DAY = dt.date(2025, 6, 10)
AT = dt.datetime(2025, 6, 10, 0, 30, tzinfo=dt.UTC)


@pytest.fixture
def waiting(office, activity):
    """Two visits wait for review: one since a week, one since yesterday; the reviewer's post has an inbox."""
    hold(office.clerk, office.north, Role.CLERK)
    hold(office.reviewer, office.street, Role.REVIEWER)
    Post.objects.filter(unit=office.street).update(mail="shenhe@liuxi.example")
    for title, day in (("走访甲", 2), ("走访乙", 9)):
        at = dt.datetime(2025, 6, day, 3, tzinfo=dt.UTC)
        record = services.create_record(content=activity(kind="visit", title=title), by=office.clerk, at=at)
        services.submit_record(record=record, by=office.clerk, at=at)


def test_the_inbox_is_told_what_is_overdue_and_what_is_soon_due(waiting):
    [digest] = digests(day=DAY)

    assert [one.title for one in digest.overdue] == ["走访甲"]
    assert [one.title for one in digest.soon] == ["走访乙"]
    assert digest.subject == "【臺帳】柳溪街道 秦川的岗位：1 项逾期，1 项一周内到期"
    text = digest.text(address="http://taizhang.liuxi.example/")
    assert "6月5日　待审核　走访甲（北桥社区）" in text
    assert "请登录办理：http://taizhang.liuxi.example/" in text


def test_it_is_told_once_a_day_and_again_the_next(waiting):
    letters = []

    first = send_digests(day=DAY, at=AT, send=letters.append)
    again = send_digests(day=DAY, at=AT, send=letters.append)
    next_day = send_digests(day=DAY + dt.timedelta(days=1), at=AT, send=letters.append)

    assert (len(first.sent), again.before, len(again.sent), len(next_day.sent)) == (1, 1, 0, 1)
    assert len(letters) == 2


def test_a_letter_that_could_not_be_delivered_may_be_tried_again(waiting):
    def down(digest):
        raise OSError("连不上")

    failed = send_digests(day=DAY, at=AT, send=down)
    letters = []
    again = send_digests(day=DAY, at=AT, send=letters.append)

    assert [fault for _, fault in failed.failed] == ["连不上"]
    assert (len(again.sent), len(letters)) == (1, 1)


def test_a_post_with_nothing_due_or_without_holder_or_inbox_is_not_told(office):
    hold(office.reviewer, office.street, Role.REVIEWER)
    add_post(unit=office.north, name="空岗", roles=["REVIEWER"], mail="kong@liuxi.example")
    Post.objects.filter(unit=office.street).update(mail="shenhe@liuxi.example")

    outcome = send_digests(day=DAY, at=AT, send=lambda digest: None)

    assert (outcome.sent, outcome.nothing) == ((), 1)
    assert not Reminder.objects.exists()


def test_what_waits_by_another_post_of_the_same_person_is_told_there(waiting, office):
    hold(office.reviewer, office.other_street, Role.VIEWER)
    Post.objects.filter(unit=office.other_street).update(mail="chakan@yungang.example")

    told = {digest.post.mail: len(digest.overdue) + len(digest.soon) for digest in digests(day=DAY)}

    assert told == {"shenhe@liuxi.example": 2, "chakan@yungang.example": 0}


def test_what_is_no_mail_address_is_refused(office):
    with pytest.raises(PostRefused, match="不是邮箱地址"):
        add_post(unit=office.north, name="岗", roles=["CLERK"], mail="liuxi.example")
