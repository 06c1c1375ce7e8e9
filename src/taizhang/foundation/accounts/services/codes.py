"""One-time codes, with which somebody sets a password."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction

from taizhang.foundation.accounts.models import OneTimeCode, Person
from taizhang.foundation.accounts.services.passwords import set_password
from taizhang.foundation.accounts.services.two_factor import drop_two_factor
from taizhang.kernel.refusal import Refused

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are read for one another."""

GROUPS, GROUP = 3, 4
VALID_FOR = dt.timedelta(days=3)


class CodeRefused(Refused):
    """The code is wrong, was used, or is too old."""


def issue_code(*, person: Person | None, at: dt.datetime) -> str:
    """Return a new code for a person, or for the first administrator; earlier ones no longer hold."""
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    with transaction.atomic():
        OneTimeCode.objects.filter(person=person, used_at__isnull=True).delete()
        OneTimeCode.objects.create(person=person, digest=_digest(code), made_at=at, expires_at=at + VALID_FOR)
    return code


def redeem_code(*, login: str, code: str, password: str, at: dt.datetime) -> Person:
    """Set a person's password by the code they were given and return the person.

    A second factor is forgotten with it: the code, handed over in person, is the way back in for
    somebody whose device is lost.
    Raises:  CodeRefused; PasswordTooWeak, and then the code still holds.
    """
    with transaction.atomic():
        row = _standing(code, at)
        if row.person is None or row.person.login != login.strip():
            raise CodeRefused(_WRONG)
        row.used_at = at
        row.save(update_fields=["used_at"])
        return drop_two_factor(person=set_password(person=row.person, password=password))


def redeem_first_code(*, code: str, at: dt.datetime) -> None:
    """Use up the first administrator's code.

    Raises:  CodeRefused.
    """
    with transaction.atomic():
        row = _standing(code, at)
        if row.person is not None:
            raise CodeRefused(_WRONG)
        row.used_at = at
        row.save(update_fields=["used_at"])


_WRONG = "一次性口令不对，或已经用过、过期。请核对，或向管理员重新索取。"


def _standing(code: str, at: dt.datetime) -> OneTimeCode:
    rows = OneTimeCode.objects.select_for_update(of=("self",)).select_related("person")
    row = rows.filter(digest=_digest(code), used_at__isnull=True, expires_at__gt=at).first()
    if row is None:
        raise CodeRefused(_WRONG)
    return row


def _digest(code: str) -> str:
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
