"""People, the posts they hold, and how they sign in."""

from __future__ import annotations

from taizhang.foundation.accounts.models.calendar_key import CalendarKey
from taizhang.foundation.accounts.models.person import Person
from taizhang.foundation.accounts.models.post import Post, Reminder, Tenure
from taizhang.foundation.accounts.models.signing_in import OneTimeCode, SignIn, SignInPolicy

__all__ = [
    "CalendarKey",
    "OneTimeCode",
    "Person",
    "Post",
    "Reminder",
    "SignIn",
    "SignInPolicy",
    "Tenure",
]
