"""Reads about signing in."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from taizhang.foundation.accounts.models import Person, Post, SignIn, SignInPolicy
from taizhang.foundation.accounts.rules import Role
from taizhang.foundation.units.models import Unit


def can_sign_in(*, person: Person) -> bool:
    """Return whether the person has set a password."""
    return bool(person.password)


def has_administrator() -> bool:
    """Return whether anybody holds a managing post."""
    posts = Post.objects.filter(closed_on__isnull=True, tenures__until__isnull=True, tenures__isnull=False)
    return any(Role.MANAGER.value in post.roles for post in posts)


def session_stamp(*, person: Person) -> str:
    """Return what a session is bound to: it ends when the password or the second factor changes."""
    told = f"{person.pk}:{person.password}:{person.totp}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).hexdigest()


def sign_ins_of(*, person: Person, at: dt.datetime) -> QuerySet[SignIn]:
    """Return a person's sessions that are still open, the latest first."""
    open_ones = Session.objects.filter(expire_date__gt=at).values("session_key")
    return SignIn.objects.filter(person=person, session__in=open_ones).order_by("-at", "-pk")


def needs_two_factor(*, person: Person) -> bool:
    """Return whether the person's unit asks for a second factor."""
    return person.unit is not None and asks_two_factor(unit=person.unit)


def asks_two_factor(*, unit: Unit) -> bool:
    """Return whether a unit asks its people for a second factor."""
    return SignInPolicy.objects.filter(unit=unit, two_factor=True).exists()
