"""Reads of calendar keys."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.accounts.models import CalendarKey, Person, Tenure
from taizhang.foundation.accounts.rules import key_digest
from taizhang.foundation.accounts.selectors.posts import tenures_of


def calendar_key_of(*, person: Person) -> CalendarKey | None:
    """Return a person's key as far as it is kept, None where there is none."""
    return CalendarKey.objects.filter(person=person).first()


def tenures_by_key(*, key: str, on: dt.date) -> list[Tenure]:
    """Return the posts that the person with this key holds on a day; none for a key that is nobody's."""
    row = CalendarKey.objects.select_related("person").filter(digest=key_digest(key)).first()
    if row is None or not row.person.password:
        return []
    return list(tenures_of(person=row.person, on=on))
