"""Posts made and given, and taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.rules import Right, Role, check_roles
from taizhang.foundation.accounts.selectors import reach_of
from taizhang.foundation.accounts.services import (
    PostRefused,
    add_post,
    begin_tenure,
    change_post,
    close_post,
    end_tenure,
)
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.records.services import hand_over_records
from taizhang.processes.people.handover import units_of

CHINA = ZoneInfo("Asia/Shanghai")


def make_post(
    *, unit: Unit, name: str, roles: Iterable[str], mail: str = "", by: Person, at: dt.datetime
) -> Post:
    """Make a post and return it.

    Raises:  PostRefused, UnknownRole.
    """
    with transaction.atomic():
        post = add_post(unit=unit, name=name, roles=roles, mail=mail)
        _note("post.make", post, by, at, _told(post))
    return post


def alter_post(
    *, post: Post, name: str, roles: Iterable[str], mail: str = "", by: Person, at: dt.datetime
) -> Post:
    """Tell a post's name, roles and inbox anew and return it.

    Told as it stands, nothing is done.
    Raises:  PostRefused, UnknownRole; PostRefused where nobody would be left to manage.
    """
    with transaction.atomic():
        before = _told(post)
        if {"name": name.strip(), "roles": check_roles(roles=roles), "mail": mail.strip()} == before:
            return post
        change_post(post=post, name=name, roles=roles, mail=mail)
        _check_somebody_manages()
        _note("post.change", post, by, at, {"before": before, "after": _told(post)})
    return post


def withdraw_post(*, post: Post, on: dt.date, by: Person, at: dt.datetime) -> Post:
    """Close a post that nobody holds and return it.

    Raises:  PostRefused.
    """
    with transaction.atomic():
        close_post(post=post, on=on)
        _note("post.close", post, by, at, {"on": on.isoformat()})
    return post


def appoint(*, post: Post, person: Person, since: dt.date, by: Person, at: dt.datetime) -> Tenure:
    """Let a person take a post up on a day and return the tenure.

    Raises:  PostRefused.
    """
    with transaction.atomic():
        tenure = begin_tenure(post=post, person=person, since=since)
        _note("post.appoint", post, by, at, {"person": person.login, "since": since.isoformat()})
    return tenure


def relieve(
    *, tenure: Tenure, until: dt.date, successor: Person | None = None, by: Person, at: dt.datetime
) -> Tenure:
    """End a tenure and return it; a successor goes on with the records that the person left unfinished.

    Reports need no handing over: whoever writes reports for the unit goes on with them.
    Raises:  PostRefused, also where nobody would be left to manage, or the successor may not write
             for the unit; NotHandedOver.
    """
    with transaction.atomic():
        if successor is not None:
            _hand_over(tenure, successor, by, at)
        ended = end_tenure(tenure=tenure, until=until)
        _check_somebody_manages()
        told: dict[str, object] = {"person": tenure.person.login, "until": until.isoformat()}
        _note("post.relieve", tenure.post, by, at, told)
    return ended


def _hand_over(tenure: Tenure, successor: Person, by: Person, at: dt.datetime) -> None:
    today = at.astimezone(CHINA).date()
    if not reach_of(person=successor, on=today).may(Right.WRITE, tenure.post.unit_id):
        raise PostRefused(f"{successor.name}还没有{tenure.post.unit.name}的“填报”职责，请先安排岗位再移交。")
    units = units_of(tenure=tenure, on=today)
    hand_over_records(person=tenure.person, to=successor, units=units, by=by, at=at)


def _check_somebody_manages() -> None:
    open_posts = Post.objects.filter(
        closed_on__isnull=True, tenures__until__isnull=True, tenures__isnull=False
    )
    if not any(Role.MANAGER.value in post.roles for post in open_posts):
        raise PostRefused("这样一来就没有管理员了。请先给另一位同事安排带“管理”职责的岗位。")


def _told(post: Post) -> dict[str, object]:
    return {"name": post.name, "roles": list(post.roles), "mail": post.mail}


def _note(verb: str, post: Post, by: Person, at: dt.datetime, detail: dict[str, object]) -> None:
    audit.record(verb=verb, subject=f"post:{post.pk}", by=by, at=at, detail=detail)
