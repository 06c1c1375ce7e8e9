"""The cast with their posts, signed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.accounts.services import (
    add_person,
    add_post,
    begin_tenure,
    ensure_standing_people,
    set_password,
)
from taizhang.foundation.keys.services import create_key
from taizhang.foundation.units.models import Affiliation, Unit
from tests.conftest import Office

PASSWORD = "liuxi-2025-tz"
SINCE = dt.date(2024, 1, 1)


@dataclass(frozen=True)
class Cast:
    """Four people at their desks, a manager, and somebody without any post."""

    clerk: Client
    reviewer: Client
    stranger: Client
    upper: Client
    manager: Client
    nobody: Client


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings):
    """Keep what a test uploads in a folder of its own, and no figure of the test before."""
    cache.clear()
    settings.TAIZHANG_HOME = tmp_path
    create_key(home=tmp_path)
    settings.PASSWORD_HASHERS = ["tests.web.quick_hasher.QuickHasher"]


@pytest.fixture
def sign_in(db: None) -> Callable[[Person], Client]:
    """Return a maker of signed-in browsers; whoever has no password is given one."""

    def enter(person: Person) -> Client:
        if not person.password:
            set_password(person=person, password=PASSWORD)
        client = Client()
        answer = client.post("/signin/", {"login": person.login, "password": PASSWORD})
        assert answer.status_code == 303
        return client

    return enter


@pytest.fixture
def cast(office: Office, sign_in: Callable[[Person], Client]) -> Cast:
    """Give everybody their post and sign them in."""
    ensure_standing_people()
    county = Unit.objects.create(name="澄江区", level="COUNTY", code="320999000000")
    Affiliation.objects.create(unit=office.street, parent=county)
    hold(office.clerk, office.north, Role.CLERK)
    hold(office.reviewer, office.street, Role.REVIEWER, Role.LEADER)
    hold(office.stranger, office.other_street, Role.CLERK, Role.REVIEWER, Role.MANAGER)
    upper = add_person(login="upper", name="顾宁", unit=county)
    hold(upper, county, Role.VIEWER)
    manager = add_person(login="manager", name="白桦", unit=office.street)
    hold(manager, office.street, Role.MANAGER)
    nobody = add_person(login="nobody", name="吴岗", unit=office.north)
    people = (office.clerk, office.reviewer, office.stranger, upper, manager, nobody)
    return Cast(*(sign_in(person) for person in people))


def hold(person: Person, unit: Unit, *roles: Role) -> None:
    """Give somebody a post with these roles."""
    post = add_post(unit=unit, name=f"{person.name}的岗位", roles=[role.value for role in roles])
    begin_tenure(post=post, person=person, since=SINCE)


def shut(answer: HttpResponseBase) -> None:
    """Close the file that an answer streams; closing the answer would end the test's connection."""
    for close in answer._resource_closers:
        close()
