"""Make and take back the key of a person's calendar address."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from taizhang.foundation.accounts.models import CalendarKey, Person
from taizhang.foundation.accounts.rules import KEY_BYTES, key_digest


def make_calendar_key(*, person: Person, at: dt.datetime) -> str:
    """Return a new key for a person; the one before no longer holds."""
    key = secrets.token_urlsafe(KEY_BYTES)
    with transaction.atomic():
        CalendarKey.objects.update_or_create(
            person=person, defaults={"digest": key_digest(key), "made_at": at}
        )
    return key


def drop_calendar_key(*, person: Person) -> bool:
    """Take a person's key back and return whether there was one."""
    with transaction.atomic():
        dropped, _ = CalendarKey.objects.filter(person=person).delete()
    return bool(dropped)
