"""Several columns of a row as one text: for very many rows that are laid down and read again, each one thing, not ten.

Here a text is put together in SQL, which is the same for SQLite and PostgreSQL but where it becomes bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from django.db import connection

SEPARATOR, WITHIN = "\x1f", "\x1e"
"""The one stands between two fields, and between two rows; the other between the parts of a field that are read together.

A text that has one itself makes one field more, which is noticed where they are read (`unpacked`).
"""


def packed(*fields: str | Sequence[str]) -> str:
    """Return the SQL of these columns as one text, for a statement with parameters.

    Several columns together are the parts of one field. What is unknown is empty.
    """
    parts = [[field] if isinstance(field, str) else field for field in fields]
    pattern = SEPARATOR.join(WITHIN.join(["%%s"] * len(columns)) for columns in parts)
    return f"format('{pattern}', {', '.join(chain.from_iterable(parts))})"


def in_bytes(text: str) -> str:
    """Return the SQL of a text in UTF-8."""
    return f"convert_to({text}, 'UTF8')" if connection.vendor == "postgresql" else f"CAST({text} AS blob)"


def unpacked(text: str, *, width: int, rows: int) -> list[Sequence[str]] | None:
    """Return by column what so many rows of so many fields hold, one after the other in a text.

    None where there are not just as many: one of them holds a separator itself.
    """
    fields = text.split(SEPARATOR)
    return [fields[column::width] for column in range(width)] if len(fields) == rows * width else None
