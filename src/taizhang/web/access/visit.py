"""A request as the pages know it: who is there, when, and how far they reach."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import Reach


class Visit(HttpRequest):
    """A request of somebody signed in. The clock is read once, by the middleware."""

    now: dt.datetime
    today: dt.date
    actor: Person
    reach: Reach
