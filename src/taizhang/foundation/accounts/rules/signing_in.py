"""When somebody who mistypes a password has to wait. Pure."""

from __future__ import annotations

import datetime as dt

TRIES = 5
LOCKED_FOR = dt.timedelta(minutes=15)


def locked_until(*, failures: int, at: dt.datetime) -> dt.datetime | None:
    """Return until when an account is closed after that many failures in a row, None while it is open."""
    return at + LOCKED_FOR if failures and failures % TRIES == 0 else None
