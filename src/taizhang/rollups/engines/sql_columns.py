"""Columns of a posting as a database tells them."""

from __future__ import annotations

import datetime as dt


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a line; they are kept as "" or "|a|b|"."""
    return tuple(text[1:-1].split("|")) if text else ()


def day_of(value: dt.date | str) -> dt.date:
    """Return the day; a computed column of SQLite comes as text."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
