"""Columns of a posting as a database tells them."""

from __future__ import annotations

import datetime as dt


def day_of(value: dt.date | str) -> dt.date:
    """Return the day; a computed column of SQLite comes as text."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
