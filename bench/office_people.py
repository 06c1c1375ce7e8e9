"""People of a bench's office. Imported once the app is ready."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.services import add_person, add_post, begin_tenure, set_password
from taizhang.foundation.units.models import Unit


def somebody(login: str, unit: Unit, role: str, password: str, *, since: dt.date) -> Person:
    """Return somebody with a post in the unit, who can sign in."""
    made = set_password(person=add_person(login=login, name=login, unit=unit), password=password)
    begin_tenure(post=add_post(unit=unit, name=login, roles=[role]), person=made, since=since)
    return made
