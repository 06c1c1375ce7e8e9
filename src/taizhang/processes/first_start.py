"""The first start of an office: its unit, its first administrator, their post."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.selectors import has_administrator
from taizhang.foundation.accounts.services import (
    add_person,
    add_post,
    begin_tenure,
    redeem_first_code,
    set_password,
)
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.rules import Level
from taizhang.foundation.units.selectors import UnknownUnit, unit_by
from taizhang.foundation.units.services import found_unit
from taizhang.kernel.refusal import Refused

POST = "系统管理员"


class OfficeBegun(Refused):
    """There is an administrator already."""


def begin_office(
    *,
    code: str,
    unit_name: str,
    level: str,
    name: str,
    login: str,
    password: str,
    today: dt.date,
    at: dt.datetime,
) -> Person:
    """Make the unit, unless it was imported before, its administrator and their post; return the person.

    Raises:  OfficeBegun, CodeRefused, PasswordTooWeak, LoginTaken, and the refusals of units.
    """
    with transaction.atomic():
        if has_administrator():
            raise OfficeBegun("系统管理员已经设好，请直接登录。")
        redeem_first_code(code=code, at=at)
        unit = _unit(unit_name, level, by=name, at=at)
        person = set_password(person=add_person(login=login, name=name, unit=unit), password=password)
        roles = [Role.MANAGER.value]
        begin_tenure(post=add_post(unit=unit, name=POST, roles=roles), person=person, since=today)
        audit.record(verb="office.begin", subject=f"unit:{unit.pk}", by=person, at=at)
    return person


def _unit(name: str, level: str, *, by: str, at: dt.datetime) -> Unit:
    try:
        return unit_by(text=name)
    except UnknownUnit:
        return found_unit(name=name, level=Level(level), by=by, at=at)
