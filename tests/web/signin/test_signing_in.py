"""Signing in, the first start, one-time codes, one's own account."""

from __future__ import annotations

import datetime as dt

import pyotp
import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from taizhang.foundation.accounts.models import Person, SignIn
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import ask_two_factor, issue_code, set_password
from taizhang.foundation.audit.models import Act
from taizhang.foundation.units.models import Unit
from tests.web.conftest import PASSWORD

NOW = dt.datetime.now(dt.UTC)
FIRST = {
    "unit": "云溪镇",
    "level": "STREET",
    "name": "周敏",
    "login": "zhoumin",
    "new": "yunxi-2026-tz",
    "again": "yunxi-2026-tz",
}


def test_the_first_start_makes_the_unit_its_administrator_and_signs_them_in(db):
    code = issue_code(person=None, at=NOW)
    client = Client()

    assert client.get("/signin/")["Location"] == "/signin/first/"
    answer = client.post("/signin/first/", {**FIRST, "code": code})

    person = Person.objects.get(login="zhoumin")
    assert answer.status_code == 303
    assert client.get("/").status_code == 200
    assert reach_of(person=person, on=dt.date.today()).may(Right.MANAGE, Unit.objects.get().pk)


def test_a_wrong_first_code_makes_nothing_and_keeps_what_was_typed(db):
    issue_code(person=None, at=NOW)

    answer = Client().post("/signin/first/", {**FIRST, "code": "AAAA-BBBB-CCCC"})

    assert answer.status_code == 422
    assert "一次性口令不对" in answer.content.decode()
    assert 'value="云溪镇"' in answer.content.decode()
    assert not Unit.objects.exists()


def test_a_weak_password_leaves_the_first_code_usable(db):
    code = issue_code(person=None, at=NOW)
    weak = {**FIRST, "code": code, "new": "1234567890", "again": "1234567890"}

    assert "至少两种" in Client().post("/signin/first/", weak).content.decode()
    assert Client().post("/signin/first/", {**FIRST, "code": code}).status_code == 303


def test_once_there_is_an_administrator_nobody_comes_first_again(cast):
    code = issue_code(person=None, at=NOW)

    answer = Client().post("/signin/first/", {**FIRST, "code": code})

    assert answer["Location"] == "/signin/"
    assert not Person.objects.filter(login="zhoumin").exists()


def test_a_code_sets_a_password_once(cast, office):
    code = issue_code(person=office.clerk, at=NOW)
    told = {"login": "clerk", "code": code.lower(), "new": "beiqiao-2026", "again": "beiqiao-2026"}

    assert Client().post("/signin/code/", told).status_code == 303
    assert Client().post("/signin/code/", told).status_code == 422
    assert Client().post("/signin/", {"login": "clerk", "password": "beiqiao-2026"}).status_code == 303


def test_a_code_of_somebody_else_or_too_old_is_refused(cast, office):
    code = issue_code(person=office.clerk, at=NOW)
    old = issue_code(person=office.reviewer, at=NOW - dt.timedelta(days=4))
    new = {"new": "beiqiao-2026", "again": "beiqiao-2026"}

    assert Client().post("/signin/code/", {"login": "stranger", "code": code, **new}).status_code == 422
    assert Client().post("/signin/code/", {"login": "reviewer", "code": old, **new}).status_code == 422


def test_five_wrong_passwords_lock_the_account_and_the_right_one_no_longer_helps(cast):
    for _ in range(5):
        answer = Client().post("/signin/", {"login": "clerk", "password": "wrong-password"})
        assert answer.status_code == 422

    answer = Client().post("/signin/", {"login": "clerk", "password": PASSWORD})

    assert "账号已锁定" in answer.content.decode()


def test_an_unknown_login_and_a_wrong_password_are_answered_alike(cast):
    unknown = Client().post("/signin/", {"login": "nosuch", "password": "wrong-password"})
    wrong = Client().post("/signin/", {"login": "clerk", "password": "wrong-password"})

    assert "登录名或密码不对" in unknown.content.decode()
    assert "登录名或密码不对" in wrong.content.decode()


def test_the_standing_people_cannot_sign_in(cast):
    answer = Client().post("/signin/", {"login": "operator", "password": ""})

    assert answer.status_code == 422


def test_one_is_led_back_to_where_one_came_from_but_never_to_another_host(cast):
    assert Client().get("/records/?kind=visit")["Location"] == "/signin/?next=%2Frecords%2F%3Fkind%3Dvisit"
    told = {"login": "clerk", "password": PASSWORD}
    assert Client().post("/signin/", {**told, "next": "/records/"})["Location"] == "/records/"
    assert Client().post("/signin/", {**told, "next": "https://example.org/"})["Location"] == "/"


def test_a_second_factor_is_taken_up_and_then_asked_for(cast, office):
    page = cast.clerk.get("/me/two-factor/").content.decode()
    secret = page.split('class="code">')[1].split("<")[0]
    code = pyotp.TOTP(secret).now()
    assert cast.clerk.post("/me/two-factor/", {"code": code}).status_code == 303
    told = {"login": "clerk", "password": PASSWORD}

    without = Client().post("/signin/", told)
    used = Client().post("/signin/", {**told, "code": code})
    following = pyotp.TOTP(secret).at(dt.datetime.now() + dt.timedelta(seconds=30))

    assert "动态码" in without.content.decode()
    assert used.status_code == 422
    assert Client().post("/signin/", {**told, "code": following}).status_code == 303
    office.clerk.refresh_from_db()
    assert secret not in office.clerk.totp


def two_factor_of(client: Client) -> str:
    """Set the second factor up as the page tells and return its secret."""
    page = client.get("/me/two-factor/").content.decode()
    secret = page.split('class="code">')[1].split("<")[0]
    assert client.post("/me/two-factor/", {"code": pyotp.TOTP(secret).now()}).status_code == 303
    return secret


def test_where_the_unit_asks_for_it_nothing_opens_before_the_second_factor_is_set_up(cast, office):
    ask_two_factor(unit=office.clerk.unit, wanted=True)
    client = Client()
    client.post("/signin/", {"login": "clerk", "password": PASSWORD})

    for address in ("/", "/records/", "/me/", "/me/password/"):
        assert client.get(address)["Location"] == "/me/two-factor/"
    assert client.post("/records/new/", {"title": "绕过去"})["Location"] == "/me/two-factor/"
    assert "以后再说" not in client.get("/me/two-factor/").content.decode()

    two_factor_of(client)
    assert client.get("/records/").status_code == 200


def test_where_the_unit_asks_for_it_a_one_time_code_leads_there_too(cast, office):
    ask_two_factor(unit=office.clerk.unit, wanted=True)
    code = issue_code(person=office.clerk, at=NOW)
    client = Client()

    client.post(
        "/signin/code/", {"login": "clerk", "code": code, "new": "beiqiao-2026", "again": "beiqiao-2026"}
    )

    assert client.get("/")["Location"] == "/me/two-factor/"


def test_somebody_whose_device_is_lost_comes_back_by_a_one_time_code(cast, office):
    two_factor_of(cast.clerk)
    code = issue_code(person=office.clerk, at=NOW)
    new = {"new": "beiqiao-2026", "again": "beiqiao-2026"}

    assert Client().post("/signin/code/", {"login": "clerk", "code": code, **new}).status_code == 303

    answer = Client().post("/signin/", {"login": "clerk", "password": "beiqiao-2026"})
    assert answer.status_code == 303


def test_the_second_factor_is_given_up_only_with_the_password(cast, office):
    two_factor_of(cast.clerk)

    for password, words in (("", "请填写密码"), ("wrong-2026", "密码不对")):
        answer = cast.clerk.post("/me/two-factor/off/", {"password": password})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    office.clerk.refresh_from_db()
    assert office.clerk.totp

    assert cast.clerk.post("/me/two-factor/off/", {"password": PASSWORD}).status_code == 303
    assert Client().post("/signin/", {"login": "clerk", "password": PASSWORD}).status_code == 303


def test_the_second_factor_that_the_unit_asks_for_cannot_be_given_up(cast, office):
    ask_two_factor(unit=office.clerk.unit, wanted=True)
    two_factor_of(cast.clerk)

    answer = cast.clerk.post("/me/two-factor/off/", {"password": PASSWORD})

    assert answer.status_code == 422
    assert "不能停用" in answer.content.decode()


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(cast, office, sign_in):
    other = sign_in(office.clerk)
    told = {"old": PASSWORD, "new": "beiqiao-2026", "again": "beiqiao-2026"}

    assert cast.clerk.post("/me/password/", told).status_code == 303

    assert cast.clerk.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"old": "", "new": "", "again": ""}, "请填写原密码"),
        ({"old": "nonsense-1", "new": "beiqiao-2026", "again": "beiqiao-2026"}, "原密码不对"),
        ({"old": PASSWORD, "new": "beiqiao-2026", "again": "beiqiao-2027"}, "两次输入的密码不一样"),
        ({"old": PASSWORD, "new": "kurz-1", "again": "kurz-1"}, "至少 10 位"),
        ({"old": PASSWORD, "new": "clerk-12345", "again": "clerk-12345"}, "不要含登录名"),
        ({"old": PASSWORD, "new": "qwerty12345", "again": "qwerty12345"}, "太常见"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "和原密码一样"),
    ],
)
def test_a_password_that_will_not_do_is_refused_in_words(cast, told, words):
    answer = cast.clerk.post("/me/password/", told)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_one_sees_and_ends_only_ones_own_sessions(cast, office, sign_in):
    other = sign_in(office.clerk)
    [row] = SignIn.objects.filter(person=office.clerk).exclude(session=cast.clerk.session.session_key)
    foreign = SignIn.objects.get(person=office.reviewer)

    assert cast.clerk.post(f"/me/sessions/{foreign.pk}/end/").status_code == 404
    assert cast.clerk.post(f"/me/sessions/{row.pk}/end/").status_code == 303

    assert other.get("/me/").status_code == 302
    assert cast.reviewer.get("/me/").status_code == 200


def test_signing_out_ends_the_session_for_good(cast):
    cookie = cast.clerk.cookies["taizhang"].value

    cast.clerk.post("/signin/out/")

    thief = Client()
    thief.cookies["taizhang"] = cookie
    assert thief.get("/me/").status_code == 302


def test_somebody_without_a_post_is_told_whom_to_ask(cast):
    assert "还没有岗位" in cast.nobody.get("/").content.decode()
    assert cast.nobody.get("/records/").status_code == 403


def test_the_size_of_text_is_changed_without_scripts(cast):
    answer = cast.clerk.post("/size/", {"next": "/records/"})

    assert answer["Location"] == "/records/"
    assert 'data-size="large"' in cast.clerk.get("/records/").content.decode()


def test_a_password_set_by_a_service_is_hashed_with_argon2(office, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    set_password(person=office.clerk, password="beiqiao-2026")

    assert office.clerk.password.startswith("argon2")


def test_a_session_that_ran_out_is_neither_listed_nor_kept(cast, office, sign_in):
    sign_in(office.clerk)
    Session.objects.exclude(session_key=cast.clerk.session.session_key).update(
        expire_date=NOW - dt.timedelta(days=1)
    )

    assert "退出其他所有设备" not in cast.clerk.get("/me/").content.decode()

    sign_in(office.clerk)
    assert SignIn.objects.filter(person=office.clerk).count() == 2


def test_what_people_do_to_their_way_in_is_written_down_but_not_what_it_is(cast, office):
    begun = Act.objects.count()
    code = issue_code(person=office.clerk, at=NOW)
    told = {"login": "clerk", "code": code, "new": "beiqiao-2026", "again": "beiqiao-2026"}
    assert Client().post("/signin/code/", told).status_code == 303
    client = Client()
    client.post("/signin/", {"login": "clerk", "password": "beiqiao-2026"})
    two_factor_of(client)
    client.post("/me/two-factor/off/", {"password": "beiqiao-2026"})
    client.post("/me/password/", {"old": "beiqiao-2026", "new": "nanqiao-2026", "again": "nanqiao-2026"})

    acts = Act.objects.order_by("pk")[begun:]
    assert [act.verb for act in acts] == [
        "person.code_used",
        "person.two_factor_on",
        "person.two_factor_off",
        "person.password",
    ]
    assert {(act.by_id, act.subject) for act in acts} == {(office.clerk.pk, f"person:{office.clerk.pk}")}
    assert not any("2026" in str(act.detail) for act in acts)
