"""What people do to their own way in: password and second factor, each written down, never what it is."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts import services
from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit


def change_own_password(*, person: Person, old: str, new: str, at: dt.datetime) -> Person:
    """Change a person's password, who must know the old one, and return the person.

    Raises:  PasswordTooWeak, also when the old one is wrong or the new one is the same.
    """
    with transaction.atomic():
        changed = services.change_password(person=person, old=old, new=new)
        _write_down("person.password", changed, at)
    return changed


def come_in_by_code(*, login: str, code: str, password: str, at: dt.datetime) -> Person:
    """Set a person's password by the code they were given and return the person.

    Raises:  CodeRefused; PasswordTooWeak, and then the code still holds.
    """
    with transaction.atomic():
        person = services.redeem_code(login=login, code=code, password=password, at=at)
        _write_down("person.code_used", person, at)
    return person


def take_up_two_factor(*, person: Person, secret: str, code: str, at: dt.datetime) -> Person:
    """Keep a person's second factor once their device has shown a right code, and return the person.

    Raises:  WrongCode.
    """
    with transaction.atomic():
        kept = services.keep_two_factor(person=person, secret=secret, code=code, at=at)
        _write_down("person.two_factor_on", kept, at)
    return kept


def leave_two_factor(*, person: Person, password: str, at: dt.datetime) -> Person:
    """Forget a person's second factor at their own wish and return the person; where there is none, nothing is done.

    Raises:  TwoFactorWanted; WrongCode for a wrong password.
    """
    with transaction.atomic():
        had = bool(person.totp)
        left = services.give_up_two_factor(person=person, password=password)
        if had:
            _write_down("person.two_factor_off", left, at)
    return left


def _write_down(verb: str, person: Person, at: dt.datetime) -> None:
    audit.record(verb=verb, subject=f"person:{person.pk}", by=person, at=at)
