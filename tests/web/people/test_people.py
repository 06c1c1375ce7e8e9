"""Posts and people: added, appointed, handed over, never without somebody who manages."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.rules import Right, Role
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import add_person
from taizhang.foundation.audit.selectors import acts_on
from taizhang.ledgers.records import services
from tests.web.conftest import hold
from tests.web.reported import reported

NOW = dt.datetime(2025, 6, 2, 1, tzinfo=dt.UTC)
DAY = dt.date(2026, 3, 2)


def test_a_new_colleague_gets_a_code_and_with_a_post_reaches_the_units_below(cast, office):
    told = {"name": "何晓", "login": "hexiao", "unit": office.street.pk}
    slip = cast.manager.post("/people/new/", told).content.decode()
    code = slip.split('<dd class="code">')[2].split("<")[0]
    new = {"login": "hexiao", "code": code, "new": "liuxi-2027-tz", "again": "liuxi-2027-tz"}
    assert Client().post("/signin/code/", new).status_code == 303

    post = {"unit": office.street.pk, "name": "宣传干事", "roles": ["CLERK", "REVIEWER"]}
    cast.manager.post("/people/posts/new/", post)
    made = Post.objects.get(name="宣传干事")
    hexiao = Person.objects.get(login="hexiao")
    cast.manager.post(f"/people/posts/{made.pk}/appoint/", {"person": hexiao.pk, "since": "2026-03-01"})

    reach = reach_of(person=hexiao, on=DAY)
    assert reach.may(Right.REVIEW, office.north.pk)
    assert not reach.may(Right.READ, office.other_street.pk)
    assert not reach.holds(Right.SIGN)
    assert [act.verb for act in acts_on(subject=f"post:{made.pk}")] == ["post.make", "post.appoint"]


def test_before_the_first_and_from_the_last_day_a_post_gives_nothing(cast, office):
    post = Post.objects.get(unit=office.street, name="秦川的岗位")
    tenure = Tenure.objects.get(post=post)
    tenure.since, tenure.until = dt.date(2026, 1, 1), dt.date(2026, 3, 1)
    tenure.save()

    holds = [
        reach_of(person=office.reviewer, on=day).holds(Right.REVIEW)
        for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1), dt.date(2026, 2, 28), dt.date(2026, 3, 1))
    ]

    assert holds == [False, True, True, False]


def test_a_login_that_is_taken_or_strange_is_refused_beside_its_field(cast, office):
    for login, words in (("clerk", "已经有人使用"), ("张三", "小写字母和数字"), ("", "请填写登录名")):
        told = {"name": "何晓", "login": login, "unit": office.street.pk}
        answer = cast.manager.post("/people/new/", told)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_the_handover_list_names_what_was_begun_and_what_waits(cast, office, activity):
    services.create_record(content=activity(title="未交的草稿"), by=office.clerk, at=NOW)
    waiting = services.create_record(
        content=activity(title="等审的走访", kind="visit"), by=office.clerk, at=NOW
    )
    services.submit_record(record=waiting, by=office.clerk, at=NOW)
    clerk = Tenure.objects.get(person=office.clerk)
    reviewer = Tenure.objects.get(person=office.reviewer)

    of_clerk = cast.manager.get(f"/people/tenures/{clerk.pk}/end/").content.decode()
    of_reviewer = cast.manager.get(f"/people/tenures/{reviewer.pk}/end/").content.decode()

    assert "未交的草稿" in of_clerk
    assert "等审的走访" in of_clerk
    assert "等审的走访" in of_reviewer
    assert "未交的草稿" not in of_reviewer


def test_whoever_left_a_post_no_longer_comes_in(cast, office):
    tenure = Tenure.objects.get(person=office.clerk)

    cast.manager.post(f"/people/tenures/{tenure.pk}/end/", {"until": dt.date.today().isoformat()})

    assert cast.clerk.get("/records/").status_code == 403


def test_no_code_is_handed_out_that_would_be_a_way_up(cast, office, sign_in):
    below = add_person(login="below", name="方禾", unit=office.north)
    hold(below, office.north, Role.MANAGER)
    hold(office.clerk, office.street, Role.LEADER)

    answer = sign_in(below).post(f"/people/{office.clerk.pk}/code/")

    assert answer.status_code == 422
    assert "请由那里的管理员发一次性口令" in answer.content.decode()
    assert cast.clerk.get("/records/").status_code == 200
    assert cast.manager.post(f"/people/{office.clerk.pk}/code/").status_code == 200


def test_the_last_manager_can_neither_leave_nor_be_stripped(cast, office):
    Post.objects.filter(unit=office.other_street).update(roles=["CLERK"])
    post = Post.objects.get(name="白桦的岗位")
    tenure = Tenure.objects.get(post=post)

    left = cast.manager.post(f"/people/tenures/{tenure.pk}/end/", {"until": "2026-01-01"})
    stripped = cast.manager.post(f"/people/posts/{post.pk}/", {"name": "改名", "roles": ["VIEWER"]})

    assert "没有管理员了" in left.content.decode()
    assert "没有管理员了" in stripped.content.decode()
    tenure.refresh_from_db()
    assert tenure.until is None


def test_a_new_code_ends_the_sessions_of_that_person(cast, office):
    cast.manager.post(f"/people/{office.clerk.pk}/code/")

    assert cast.clerk.get("/me/").status_code == 302


def test_the_queries_of_the_list_do_not_grow_with_its_people(cast, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        cast.manager.get("/people/")
    for number in range(5):
        Person.objects.create(login=f"p{number}", name="某人", unit=office.street)

    with django_assert_max_num_queries(14):
        cast.manager.get("/people/")


def test_a_post_told_anew_by_two_at_once_shows_both_before_either_is_lost(cast, office):
    post = Post.objects.get(name="周敏的岗位")
    seen = cast.manager.get(f"/people/posts/{post.pk}/").content.decode()
    seen = seen.split('name="seen" value="')[1].split('"')[0]
    cast.manager.post(f"/people/posts/{post.pk}/", {"name": "文书", "roles": ["CLERK"], "seen": seen})

    told = {"name": "宣传员", "roles": ["CLERK", "REVIEWER"], "seen": seen}
    late = cast.manager.post(f"/people/posts/{post.pk}/", told)

    page = late.content.decode()
    assert late.status_code == 409
    assert "现在是“文书：填报”" in page
    assert 'value="宣传员"' in page
    post.refresh_from_db()
    assert post.name == "文书"
    again = page.split('name="seen" value="')[1].split('"')[0]
    assert cast.manager.post(f"/people/posts/{post.pk}/", {**told, "seen": again}).status_code == 303
    post.refresh_from_db()
    assert post.roles == ["CLERK", "REVIEWER"]


def test_what_is_told_as_it_stands_is_not_written_down_again(cast, office):
    post = Post.objects.get(name="周敏的岗位")

    cast.manager.post(f"/people/posts/{post.pk}/", {"name": "周敏的岗位", "roles": ["CLERK"]})
    cast.manager.post("/people/policy/", {"unit": office.north.pk, "two_factor": "0"})

    assert not acts_on(subject=f"post:{post.pk}")
    assert not acts_on(subject=f"unit:{office.north.pk}")


def test_the_handover_list_names_the_reports_too(cast, office, accepted):
    accepted()
    reported(office.clerk, office.north, sent=True)
    clerk, reviewer = (Tenure.objects.get(person=person) for person in (office.clerk, office.reviewer))

    of_clerk = cast.manager.get(f"/people/tenures/{clerk.pk}/end/").content.decode()
    of_reviewer = cast.manager.get(f"/people/tenures/{reviewer.pk}/end/").content.decode()

    assert "还没有签发的报告" in of_clerk
    assert "等这个岗位签发的报告" in of_reviewer
    assert "文明实践工作" in of_clerk
    assert "文明实践工作" in of_reviewer


def test_a_successor_goes_on_with_what_was_left_and_nobody_accepts_their_own_words(
    cast, office, activity, sign_in
):
    draft = services.create_record(content=activity(kind="visit", title="没交的"), by=office.clerk, at=NOW)
    heir = add_person(login="heir", name="方禾", unit=office.north)
    tenure = Tenure.objects.get(person=office.clerk)
    address = f"/people/tenures/{tenure.pk}/end/"
    told = {"until": dt.date.today().isoformat(), "successor": heir.pk}

    early = cast.manager.post(address, told)
    assert "请先安排岗位再移交" in early.content.decode()
    hold(heir, office.north, Role.CLERK)
    assert cast.manager.post(address, told).status_code == 303

    client = sign_in(heir)
    assert client.post(f"/records/{draft.number}/submit/").status_code == 303
    hold(office.clerk, office.street, Role.REVIEWER)
    assert cast.clerk.post(f"/records/{draft.number}/accept/").status_code == 422
    assert cast.reviewer.post(f"/records/{draft.number}/accept/").status_code == 303
    assert "record.hand_over" in [act.verb for act in acts_on(subject=draft.source)]
