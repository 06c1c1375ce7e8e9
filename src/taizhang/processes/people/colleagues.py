"""Colleagues: added with a one-time code, given a new one, asked for a second factor."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach, asks_two_factor, tenures_of
from taizhang.foundation.accounts.services import add_person, ask_two_factor, close_sessions, issue_code
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused


def add_colleague(*, login: str, name: str, unit: Unit, by: Person, at: dt.datetime) -> tuple[Person, str]:
    """Add a person and return them with the one-time code to set a password by.

    Raises:  LoginTaken.
    """
    with transaction.atomic():
        person = add_person(login=login, name=name, unit=unit)
        code = issue_code(person=person, at=at)
        audit.record(verb="person.add", subject=f"person:{person.pk}", by=by, at=at)
    return person, code


class CodeNotIssued(Refused):
    """A code would open more than whoever hands it out may reach."""


def renew_code(*, person: Person, by: Person, reach: Reach, at: dt.datetime) -> str:
    """Return a new one-time code for somebody who cannot sign in; their open sessions end.

    The password that they had holds until they set a new one.
    Raises:  CodeNotIssued where they hold a post beyond the units that whoever hands it out manages:
             the code would be a way up.
    """
    for tenure in tenures_of(person=person, on=reach.on):
        if not reach.may(Right.MANAGE, tenure.post.unit_id):
            raise CodeNotIssued(
                f"{person.name}还担任{tenure.post.unit.name}的“{tenure.post.name}”，请由那里的管理员发一次性口令。"
            )
    with transaction.atomic():
        code = issue_code(person=person, at=at)
        close_sessions(person=person)
        audit.record(verb="person.code", subject=f"person:{person.pk}", by=by, at=at)
    return code


def set_policy(*, unit: Unit, two_factor: bool, by: Person, at: dt.datetime) -> None:
    """Write down whether a unit asks its people for a second factor; as it stands, nothing is done."""
    with transaction.atomic():
        if two_factor == asks_two_factor(unit=unit):
            return
        ask_two_factor(unit=unit, wanted=two_factor)
        told = {"two_factor": two_factor}
        audit.record(verb="unit.sign_in_policy", subject=f"unit:{unit.pk}", by=by, at=at, detail=told)
