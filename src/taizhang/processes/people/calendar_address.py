"""The secret address of a person's calendar: made anew and taken back by themselves."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.services import drop_calendar_key, make_calendar_key
from taizhang.foundation.audit import services as audit


def open_calendar(*, person: Person, at: dt.datetime) -> str:
    """Return the key of a new address; the address before no longer holds."""
    with transaction.atomic():
        key = make_calendar_key(person=person, at=at)
        audit.record(verb="person.calendar_open", subject=f"person:{person.pk}", by=person, at=at)
    return key


def close_calendar(*, person: Person, at: dt.datetime) -> None:
    """Take the address back; where there is none, nothing is done."""
    with transaction.atomic():
        if drop_calendar_key(person=person):
            audit.record(verb="person.calendar_close", subject=f"person:{person.pk}", by=person, at=at)
