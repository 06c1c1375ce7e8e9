"""Check who signs in, and lock an account at which somebody guesses."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import LOCKED_FOR, TRIES, locked_until
from taizhang.foundation.accounts.services.two_factor import is_right_code
from taizhang.kernel.refusal import Refused

CHINA = ZoneInfo("Asia/Shanghai")
_WRONG = "登录名或密码不对。"


class SignInRefused(Refused):
    """The person cannot sign in. `wants_code`: name and password are right, the second factor is missing."""

    def __init__(self, message: str, *, wants_code: bool = False) -> None:
        super().__init__(message)
        self.wants_code = wants_code


def check_credentials(*, login: str, password: str, code: str, at: dt.datetime) -> Person:
    """Return the person with that login and password, and where they use one, that second factor.

    An unknown login costs the same time as a wrong password and answers the same.
    Raises:  SignInRefused.
    """
    refusal: SignInRefused | None = None
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(login=login.strip()).exclude(password="").first()
        if person is None:
            make_password(password)
            raise SignInRefused(_WRONG)
        if person.locked_until is not None and person.locked_until > at:
            raise SignInRefused(_locked(person.locked_until))
        refusal = _refusal(person, password, code, at)
        if refusal is None and (person.failures or person.locked_until):
            person.failures, person.locked_until = 0, None
            person.save(update_fields=["failures", "locked_until"])
    if refusal is not None:
        # Raised outside, or the count of failures would be rolled back.
        raise refusal
    return person


def _refusal(person: Person, password: str, code: str, at: dt.datetime) -> SignInRefused | None:
    if not check_password(password, person.password):
        return _failed(person, at, _WRONG)
    if not person.totp:
        return None
    if not code.strip():
        return SignInRefused("请输入手机验证器上的 6 位动态码。", wants_code=True)
    if is_right_code(person=person, code=code, at=at):
        return None
    refusal = _failed(person, at, "动态码不对，请看验证器上最新的 6 位数字。")
    refusal.wants_code = True
    return refusal


def _failed(person: Person, at: dt.datetime, message: str) -> SignInRefused:
    person.failures += 1
    person.locked_until = locked_until(failures=person.failures, at=at)
    person.save(update_fields=["failures", "locked_until"])
    if person.locked_until is not None:
        return SignInRefused(_locked(person.locked_until))
    left = TRIES - person.failures % TRIES
    minutes = int(LOCKED_FOR.total_seconds() // 60)
    return SignInRefused(f"{message}再错 {left} 次将锁定 {minutes} 分钟。" if left <= 2 else message)


def _locked(until: dt.datetime) -> str:
    return (
        f"输错次数太多，账号已锁定，请在 {until.astimezone(CHINA):%H:%M} 以后再试，或请管理员重发一次性口令。"
    )
