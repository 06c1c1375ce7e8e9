"""Open and close the sessions of a person."""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction

from taizhang.foundation.accounts.models import Person, SignIn


def open_session(*, person: Person, session: str, browser: str, at: dt.datetime) -> SignIn:
    """Write down that a person signed in with a browser and return it; what has run out is forgotten."""
    Session.objects.filter(expire_date__lte=at).delete()
    SignIn.objects.filter(person=person).exclude(session__in=Session.objects.values("session_key")).delete()
    return SignIn.objects.create(person=person, session=session, browser=browser[:60], at=at)


def close_session(*, session: str) -> None:
    """End one session."""
    with transaction.atomic():
        SignIn.objects.filter(session=session).delete()
        SessionStore(session_key=session).delete()


def close_sessions(*, person: Person, but: str = "") -> int:
    """End a person's sessions, all but one if named, and return how many."""
    rows = list(SignIn.objects.filter(person=person).exclude(session=but))
    for row in rows:
        close_session(session=row.session)
    return len(rows)
