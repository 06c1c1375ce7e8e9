"""Note which inbox was reminded on which day."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from taizhang.foundation.accounts.models import Post, Reminder


def claim_reminder(*, post: Post, day: dt.date, at: dt.datetime) -> bool:
    """Note that a post is reminded on a day; return False where it was, also by somebody else just now."""
    try:
        with transaction.atomic():
            Reminder.objects.create(post=post, day=day, at=at)
    except IntegrityError:
        return False
    return True


def release_reminder(*, post: Post, day: dt.date) -> None:
    """Take the note back: the mail could not be sent, and may be tried again the same day."""
    with transaction.atomic():
        Reminder.objects.filter(post=post, day=day).delete()
