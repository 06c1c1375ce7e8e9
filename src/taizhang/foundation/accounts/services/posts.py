"""Make posts, give them to people, take them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from taizhang.foundation.accounts.models import Person, Post, Tenure
from taizhang.foundation.accounts.rules import check_roles
from taizhang.foundation.accounts.selectors import holders_on
from taizhang.foundation.units.models import Unit
from taizhang.kernel.refusal import Refused


class PostRefused(Refused):
    """The post, or the holding of it, cannot be as asked."""


def add_post(*, unit: Unit, name: str, roles: Iterable[str], mail: str = "") -> Post:
    """Make a post in a unit and return it. `mail` is its inbox, "" for none.

    Raises:  PostRefused for an empty or taken name, or what is no mail address; UnknownRole.
    """
    name, mail = _name(name), _mail(mail)
    wanted = check_roles(roles=roles)
    with transaction.atomic():
        _check_free(unit, name, but=0)
        return Post.objects.create(unit=unit, name=name, roles=wanted, mail=mail)


def change_post(*, post: Post, name: str, roles: Iterable[str], mail: str) -> Post:
    """Tell a post's name, roles and inbox anew and return it.

    Raises:  PostRefused for an empty or taken name, or what is no mail address; UnknownRole.
    """
    name, mail = _name(name), _mail(mail)
    wanted = check_roles(roles=roles)
    with transaction.atomic():
        _check_free(post.unit, name, but=post.pk)
        post.name, post.roles, post.mail = name, wanted, mail
        post.save(update_fields=["name", "roles", "mail"])
    return post


def close_post(*, post: Post, on: dt.date) -> Post:
    """Close a post that nobody holds any more and return it.

    Raises:  PostRefused while somebody holds it.
    """
    with transaction.atomic():
        holder = holders_on(post=post, on=on).first()
        if holder is not None:
            raise PostRefused(f"“{post.name}”还由{holder.person.name}担任，请先办理离任，再撤销岗位。")
        post.closed_on = on
        post.save(update_fields=["closed_on"])
    return post


def begin_tenure(*, post: Post, person: Person, since: dt.date) -> Tenure:
    """Write down that a person takes a post up on a day and return the tenure.

    Raises:  PostRefused when they hold it already, or the post is closed.
    """
    with transaction.atomic():
        if post.closed_on is not None:
            raise PostRefused(f"岗位“{post.name}”已撤销。")
        if Tenure.objects.filter(post=post, person=person, until__isnull=True).exists():
            raise PostRefused(f"{person.name}已经担任“{post.name}”。")
        return Tenure.objects.create(post=post, person=person, since=since)


def end_tenure(*, tenure: Tenure, until: dt.date) -> Tenure:
    """Write down the first day on which a person no longer holds the post and return the tenure.

    Raises:  PostRefused when it has ended, or would end before it began.
    """
    with transaction.atomic():
        tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
        if tenure.until is not None:
            raise PostRefused(f"这项任职已于 {tenure.until:%Y-%m-%d} 结束。")
        if until < tenure.since:
            raise PostRefused(f"离任日期早于到任日期（{tenure.since:%Y-%m-%d}）。")
        tenure.until = until
        tenure.save(update_fields=["until"])
    return tenure


def _name(name: str) -> str:
    name = name.strip()
    if not name:
        raise PostRefused("请填写岗位名称。")
    return name


def _mail(mail: str) -> str:
    mail = mail.strip()
    if mail:
        try:
            validate_email(mail)
        except ValidationError:
            raise PostRefused(
                f"“{mail}”不是邮箱地址，应形如 wenming@example.gov.cn；不用邮件提醒请留空。"
            ) from None
    return mail


def _check_free(unit: Unit, name: str, *, but: int) -> None:
    if Post.objects.filter(unit=unit, name=name, closed_on__isnull=True).exclude(pk=but).exists():
        raise PostRefused(f"{unit.name}已有岗位“{name}”，请换一个名称。")
